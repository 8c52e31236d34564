// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow.h"

#include "core/control/run/runservice.h"
#include "core/model/exitcodes.h"
#include "ui/dialogs/windowdialogs.h"
#include "ui/icons.h"
#include "ui/menus.h"
#include "ui/pages/profilepanel.h"
#include "ui/pages/runpage.h"
#include "ui/pages/welcomepage.h"
#include "ui/recentmenu.h"
#include "ui/theme.h"

#include <QAction>
#include <QCloseEvent>
#include <QFileInfo>
#include <QScreen>
#include <QSplitter>
#include <QStackedWidget>

namespace Molotov {

MainWindow::MainWindow(Parts parts)
    : m_settings(parts.settingsFile)
    , m_dialogs(parts.dialogs ? std::move(parts.dialogs) : std::make_unique<WindowDialogs>(this))
    , m_commands(this)
    , m_editor(parts.limits)
    , m_document(&m_editor, &m_recent, m_dialogs.get())
    , m_demo(parts.demo, &m_document, m_dialogs.get())
    , m_newTest(&m_document, m_dialogs.get())
    , m_repository(parts.repositories, &m_document, m_dialogs.get())
    , m_run(parts.service, &m_editor, m_dialogs.get())
    , m_follower(parts.service, &m_editor)
    , m_runPage(new RunPage(parts.service))
    , m_welcome(new WelcomePage(&m_commands, &m_recent))
    , m_panel(new ProfilePanel(&m_editor, &m_follower))
    , m_pages(new QStackedWidget)
    , m_splitter(new QSplitter)
{
    makeHintsLegible();
    placePages();
    makeBars();
    connectCommands();
    connectParts();
    restore();
    showOpened();
    showReadiness();
    updateTitle();
}

MainWindow::~MainWindow()
{
    delete takeCentralWidget(); // the pages go before what they show
}

void MainWindow::placePages()
{
    m_pages->addWidget(m_welcome);
    m_pages->addWidget(m_runPage);
    m_splitter->addWidget(m_panel);
    m_splitter->addWidget(m_pages);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    setCentralWidget(m_splitter);
    m_drops.watch(this);
    setWindowIcon(programIcon());
    setContextMenuPolicy(Qt::NoContextMenu); // a toolbar that is hidden by chance is hard to find again
}

void MainWindow::makeBars()
{
    auto *recent = new RecentMenu(&m_recent, m_commands.action(Command::ClearRecent), this);
    connect(recent, &RecentMenu::chosen, this, &MainWindow::openRecent);
    m_recentActions = recent->menuAction();
    makeMenus(this, m_commands, recent);
    makeToolBar(this, m_commands);
}

void MainWindow::connectCommands()
{
    const auto on = [this](Command command, auto receiver, auto method) {
        connect(m_commands.action(command), &QAction::triggered, receiver, method);
    };
    // An entry is complete when it is left, which a shortcut does not do.
    for (const auto command : {Command::Save, Command::SaveAs, Command::Start})
        on(command, m_panel, &ProfilePanel::finishEditing);
    on(Command::New, &m_newTest, &NewTestFlow::begin);
    on(Command::Open, &m_document, &DocumentFlow::openProfile);
    on(Command::OpenRepository, &m_repository, &RepositoryFlow::begin);
    on(Command::ClearRecent, &m_recent, &RecentProfiles::clear);
    on(Command::Save, &m_document, [this] { m_document.save(); });
    on(Command::SaveAs, &m_document, [this] { m_document.saveAs(); });
    on(Command::Close, &m_document, &DocumentFlow::closeProfile);
    on(Command::Quit, this, &QWidget::close);
    on(Command::Start, &m_run, &RunSwitch::start);
    on(Command::Stop, &m_run, &RunSwitch::stop);
    on(Command::StopNow, &m_run, &RunSwitch::stopNow);
    on(Command::ShowProfile, this, &MainWindow::showOpened);
    on(Command::ShowWelcome, &m_document, &DocumentFlow::closeProfile);
    on(Command::TryDemo, &m_demo, [this] { m_demo.tryDemo(); });
    on(Command::About, this, [this] { m_dialogs->showAbout(); });
}

void MainWindow::connectParts()
{
    m_commands.action(Command::Start)->setEnabled(m_editor.isReady());
    connect(&m_editor, &ProfileEditor::readyChanged, m_commands.action(Command::Start), &QAction::setEnabled);
    connect(&m_editor, &ProfileEditor::opened, m_runPage, &RunPage::clear);
    connect(&m_editor, &ProfileEditor::opened, this, &MainWindow::showOpened);
    connect(&m_editor, &ProfileEditor::checked, this, &MainWindow::showReadiness);
    connect(&m_editor, &ProfileEditor::nameChanged, this, &MainWindow::updateTitle);
    connect(&m_editor, &ProfileEditor::modifiedChanged, this, &QWidget::setWindowModified);
    connect(&m_document, &DocumentFlow::placeChanged, this, &MainWindow::updateTitle);
    connect(&m_run, &RunSwitch::changed, this, &MainWindow::updateCommands);
    connect(&m_run, &RunSwitch::aboutToStart, m_runPage, &RunPage::prepare);
    connect(m_panel, &ProfilePanel::browseRequested, &m_document, &DocumentFlow::chooseScenario);
    connect(m_panel, &ProfilePanel::extensionRequested, &m_document, &DocumentFlow::chooseExtension);
    connect(m_welcome, &WelcomePage::recentChosen, this, &MainWindow::openRecent);
}

void MainWindow::restore()
{
    const auto settings = m_settings.read();
    // At first within the screen; how wide the frame is nobody knows before it is there.
    resize(QSize(1240, 780).boundedTo(screen()->availableGeometry().size() - QSize(8, 40)));
    restoreGeometry(settings.geometry);
    m_splitter->restoreState(settings.splitter);
    m_commands.action(Command::ShowProfile)->setChecked(settings.profileVisible);
    m_recent.setPlaces(settings.recent);
    m_repository.setRecent(settings.repositories);
}

void MainWindow::remember() const
{
    m_settings.write({.geometry = saveGeometry(),
                      .splitter = m_splitter->saveState(),
                      .profileVisible = m_commands.action(Command::ShowProfile)->isChecked(),
                      .recent = m_recent.places(),
                      .repositories = m_repository.recent()});
}

void MainWindow::carryOut(const Request &request)
{
    const auto opened = [this, start = request.start] {
        if (start)
            m_run.start();
    };
    if (request.demo)
        m_demo.tryDemo(opened);
    else if (!request.path.isEmpty())
        m_document.take(QFileInfo(request.path).absoluteFilePath(), request.test, opened);
}

void MainWindow::openRecent(const ProfilePlace &place)
{
    m_document.openFile(place.path, place.test);
}

void MainWindow::showOpened()
{
    m_pages->setCurrentWidget(m_editor.isOpen() ? static_cast<QWidget *>(m_runPage) : m_welcome);
    if (!m_editor.isOpen())
        m_recent.look(); // the welcome page shows them
    m_panel->setVisible(m_editor.isOpen() && m_commands.action(Command::ShowProfile)->isChecked());
    updateCommands();
}

void MainWindow::showReadiness()
{
    const auto &problems = m_editor.problems();
    auto obstacle = problems.isEmpty() ? QString() : problems.first();
    if (m_editor.isOpen())
        m_runPage->showProfile(m_editor.runnable(), obstacle);
    if (!m_editor.isOpen())
        obstacle = tr("Open a profile first, or begin a new test.");
    else if (m_editor.isLocked())
        obstacle = tr("The test is running already.");
    m_commands.explain(Command::Start, obstacle);
}

void MainWindow::updateCommands()
{
    const bool idle = !m_run.isUnderWay();
    for (const auto command : {Command::New, Command::Open, Command::OpenRepository, Command::TryDemo})
        m_commands.action(command)->setEnabled(idle);
    m_recentActions->setEnabled(idle);
    for (const auto command : {Command::Close, Command::ShowWelcome})
        m_commands.action(command)->setEnabled(idle && m_editor.isOpen());
    for (const auto command : {Command::Save, Command::SaveAs, Command::ShowProfile})
        m_commands.action(command)->setEnabled(m_editor.isOpen());
    m_commands.action(Command::Stop)->setEnabled(m_run.canStop());
    m_commands.action(Command::StopNow)->setEnabled(!idle);
}

void MainWindow::updateTitle()
{
    const auto &place = m_document.place();
    auto name = place.isSaved() ? placeText(place) : m_editor.name();
    if (name.isEmpty())
        name = tr("New test");
    setWindowTitle(m_editor.isOpen() ? tr("%1[*] — Molotov").arg(name) : tr("Molotov"));
    setWindowFilePath(place.path);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_run.isUnderWay() && !m_editor.isModified()) {
        remember();
        event->accept();
        return;
    }
    event->ignore();
    // All is asked before anything is done.
    m_run.askToEnd([this] {
        m_document.secureThen([this] {
            m_run.endThen([this] {
                m_editor.close();
                QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
            });
        });
    });
}

void MainWindow::interrupt()
{
    m_run.stopThen([this] {
        remember();
        QCoreApplication::exit(int(ExitCode::Interrupted));
    });
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) // afterwards, when all know the new one
        QMetaObject::invokeMethod(this, &makeHintsLegible, Qt::QueuedConnection);
    if (event->type() == QEvent::ActivationChange && isActiveWindow()) {
        m_follower.retry();
        m_recent.look();
    }
}

} // namespace Molotov
