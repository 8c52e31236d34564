// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow.h"

#include "core/control/run/runservice.h"
#include "ui/dialogs/windowdialogs.h"
#include "ui/icons.h"
#include "ui/menus.h"
#include "ui/pagestack.h"
#include "ui/pdf/pdfreport.h"
#include "ui/recentmenu.h"
#include "ui/theme.h"

#include <QAction>
#include <QFileInfo>
#include <QScreen>

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
    , m_load(parts.service, m_dialogs.get(), parts.limits)
    , m_follower(parts.service, &m_editor)
    , m_runModels(parts.service)
    , m_recording(parts.results, parts.service)
    , m_historyModel(parts.results.folder)
    , m_history(&m_historyModel, m_dialogs.get())
    , m_exports(pdfReport, m_dialogs.get())
    , m_trials(std::move(parts.trials))
    , m_pages(new PageStack(allPages(), {.commands = &m_commands,
                                         .editor = &m_editor,
                                         .recent = &m_recent,
                                         .document = &m_document,
                                         .run = &m_run,
                                         .load = &m_load,
                                         .follower = &m_follower,
                                         .runModels = &m_runModels,
                                         .history = &m_history,
                                         .comparison = &m_comparison,
                                         .exports = &m_exports,
                                         .trials = &m_trials,
                                         .tryOnce = [this](const QString &scenario) { tryOnce(scenario); },
                                         .go = [this](PageId page) { choosePage(page); }}))
{
    makeHintsLegible();
    placePages();
    makeBars();
    connectCommands();
    connectParts();
    connectRun(parts.service);
    restore();
    showOpened();
    explainStart();
    updateTitle();
}

MainWindow::~MainWindow()
{
    delete takeCentralWidget(); // the pages go before what they show
}

void MainWindow::placePages()
{
    setCentralWidget(m_pages);
    m_drops.watch(this);
    setWindowIcon(programIcon());
    setContextMenuPolicy(Qt::NoContextMenu); // a toolbar that is hidden by chance is hard to find again
}

void MainWindow::makeBars()
{
    auto *recent = new RecentMenu(&m_recent, m_commands.action(Command::ClearRecent), this);
    connect(recent, &RecentMenu::chosen, &m_document, &DocumentFlow::openPlace);
    m_recentActions = recent->menuAction();
    makeMenus(this, m_commands, recent, m_pages->navigation());
    makeNavigation(this, m_pages->navigation());
    m_toolBar = makeToolBar(this);
    showPageCommands();
}

void MainWindow::connectCommands()
{
    const auto on = [this](Command command, auto receiver, auto method) {
        connect(m_commands.action(command), &QAction::triggered, receiver, method);
    };
    on(Command::New, &m_newTest, &NewTestFlow::begin);
    on(Command::Open, &m_document, &DocumentFlow::openProfile);
    on(Command::OpenRepository, &m_repository, &RepositoryFlow::begin);
    on(Command::OpenResult, &m_history, &HistoryFlow::chooseResult);
    on(Command::ClearRecent, &m_recent, &RecentProfiles::clear);
    on(Command::Save, &m_document, [this] { m_document.save(); });
    on(Command::SaveAs, &m_document, [this] { m_document.saveAs(); });
    on(Command::Export, this, [this] { exportRun(); });
    on(Command::Close, &m_document, &DocumentFlow::closeProfile);
    on(Command::Quit, this, &QWidget::close);
    on(Command::Start, this, &MainWindow::startRun);
    on(Command::TryOnce, this, [this] { tryOnce({}); });
    on(Command::Stop, &m_run, &RunSwitch::stop);
    on(Command::StopNow, &m_run, &RunSwitch::stopNow);
    on(Command::ShowWelcome, &m_document, &DocumentFlow::closeProfile);
    on(Command::TryDemo, &m_demo, [this] { m_demo.tryDemo(); });
    on(Command::About, this, [this] { m_dialogs->showAbout(); });
}

void MainWindow::connectParts()
{
    m_commands.action(Command::Start)->setEnabled(m_editor.isReady());
    connect(&m_editor, &ProfileEditor::readyChanged, m_commands.action(Command::Start), &QAction::setEnabled);
    connect(&m_editor, &ProfileEditor::readyChanged, this, &MainWindow::updateTry);
    connect(&m_trials, &TrialModels::changed, this, &MainWindow::updateTry);
    connect(&m_editor, &ProfileEditor::opened, &m_trials, &TrialModels::clear);
    connect(&m_run, &RunSwitch::aboutToStart, &m_trials, &TrialModels::stop); // it would be in the figures
    connect(&m_editor, &ProfileEditor::opened, this, &MainWindow::showOpened);
    connect(&m_editor, &ProfileEditor::checked, this, &MainWindow::explainStart);
    connect(&m_editor, &ProfileEditor::nameChanged, this, &MainWindow::updateTitle);
    connect(&m_editor, &ProfileEditor::modifiedChanged, this, &QWidget::setWindowModified);
    connect(&m_document, &DocumentFlow::placeChanged, this, &MainWindow::updateTitle);
    connect(&m_history, &HistoryFlow::opened, this, [this] { m_pages->showPage(PageId::KeptRun); });
    connect(&m_comparison, &ComparisonModel::started, this,
            [this] { m_pages->showPage(PageId::Comparison); });
    connect(m_pages, &PageStack::pageChosen, this, &MainWindow::choosePage);
    connect(m_pages, &PageStack::pageChanged, this, &MainWindow::showPageCommands);
    connect(m_pages, &PageStack::pageChanged, this, &MainWindow::updateExport);
    connect(&m_history, &HistoryFlow::opened, this, &MainWindow::updateExport);
}

void MainWindow::restore()
{
    const auto settings = m_settings.read();
    // At first within the screen; how wide the frame is nobody knows before it is there.
    resize(QSize(1240, 780).boundedTo(screen()->availableGeometry().size() - QSize(8, 40)));
    restoreGeometry(settings.geometry);
    m_pages->arrange(PageId::Test, settings.splitter);
    m_commands.action(Command::ShowProfile)->setChecked(settings.profileVisible);
    m_recent.setPlaces(settings.recent);
    m_repository.setRecent(settings.repositories);
    m_resultMegabytes = settings.resultMegabytes;
    m_recording.setLimit(qint64(m_resultMegabytes) << 20);
    m_exports.setHabit(settings.exports);
}

void MainWindow::remember() const
{
    m_settings.write({.geometry = saveGeometry(),
                      .splitter = m_pages->arrangement(PageId::Test),
                      .profileVisible = m_commands.action(Command::ShowProfile)->isChecked(),
                      .recent = m_recent.places(),
                      .repositories = m_repository.recent(),
                      .resultMegabytes = m_resultMegabytes,
                      .exports = m_exports.habit()});
}

void MainWindow::carryOut(const Request &request)
{
    const auto opened = [this, start = request.start] {
        if (start)
            startRun();
    };
    if (request.demo)
        m_demo.tryDemo(opened);
    else if (HistoryFlow::isResult(request.path))
        m_history.open(QFileInfo(request.path).absoluteFilePath());
    else if (!request.path.isEmpty())
        m_document.take(QFileInfo(request.path).absoluteFilePath(), request.test, opened);
}

void MainWindow::choosePage(PageId page)
{
    if (page == PageId::Test)
        showOpened();
    else
        m_pages->showPage(page);
}

void MainWindow::showOpened()
{
    m_pages->showPage(m_editor.isOpen() ? PageId::Test : PageId::Welcome);
    if (!m_editor.isOpen())
        m_recent.look(); // the welcome page shows them
    updateCommands();
}

void MainWindow::showPageCommands()
{
    fillToolBar(m_toolBar, m_commands, m_pages->entry(m_pages->currentPage()).commands);
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
    updateExport();
}

void MainWindow::updateTitle()
{
    const auto &place = m_document.place();
    auto name = place.isSaved() ? placeText(place) : m_editor.name();
    if (name.isEmpty())
        name = tr("New test");
    if (const auto state = m_runModels.status().brief(); !state.isEmpty())
        name = tr("%1 · %2", "state of the run, name of the test").arg(state, name);
    setWindowTitle(m_editor.isOpen() ? tr("%1[*] — Molotov").arg(name) : tr("Molotov"));
    setWindowFilePath(place.path);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) // afterwards, when all know the new one
        QMetaObject::invokeMethod(this, &makeHintsLegible, Qt::QueuedConnection);
    if (event->type() == QEvent::ActivationChange && isActiveWindow()) {
        m_follower.retry();
        if (m_pages->currentPage() == PageId::History)
            m_historyModel.refresh(); // another window may have changed something
        m_recent.look();
    }
}

} // namespace Molotov
