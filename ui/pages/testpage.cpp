// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/testpage.h"

#include "ui/models/documentflow.h"
#include "ui/models/loadcontrol.h"
#include "ui/models/profileeditor.h"
#include "ui/models/runmodels.h"
#include "ui/models/runswitch.h"
#include "ui/pages/profilepanel.h"
#include "ui/pages/runpage.h"
#include "ui/widgets/loadbar.h"

#include <QAction>

namespace Molotov {

namespace {

void showControls(const LoadControl &load, const Commands &commands)
{
    const auto controls = load.controls();
    commands.action(Command::ChangeLoad)->setEnabled(controls.canChangeLoad);
    commands.action(Command::PauseRun)->setEnabled(controls.canPause || controls.canResume);
    commands.showPause(load.isPaused());
    commands.action(Command::ExtendRun)->setEnabled(controls.canExtend);
    commands.action(Command::AddMarker)->setEnabled(controls.canMark);
}

} // namespace

TestPage::TestPage(const PageContext &context, QWidget *parent)
    : QSplitter(parent)
    , m_editor(context.editor)
    , m_panel(new ProfilePanel(context.editor, context.follower))
    , m_models(context.runModels)
{
    addWidget(m_panel);
    addWidget(makeRunPage(context));
    setStretchFactor(1, 1);
    setChildrenCollapsible(false);
    connectPanel(context);
    connectModels(context);
    showReadiness();
}

QWidget *TestPage::makeRunPage(const PageContext &context)
{
    auto *page = new RunPage(m_models);
    if (context.load == nullptr)
        return page;
    auto *bar = new LoadBar(context.load, context.commands);
    page->placeBar(bar);
    const auto on = [&context](Command command, auto receiver, auto method) {
        connect(context.commands->action(command), &QAction::triggered, receiver, method);
    };
    on(Command::ChangeLoad, bar, [bar, go = context.go] {
        go(PageId::Test);
        bar->beginEditing();
    });
    on(Command::PauseRun, context.load, &LoadControl::togglePause);
    on(Command::ExtendRun, context.load, &LoadControl::extend);
    on(Command::AddMarker, context.load, &LoadControl::addMarker);
    connect(context.load, &LoadControl::changed, this,
            [load = context.load, commands = context.commands] { showControls(*load, *commands); });
    showControls(*context.load, *context.commands);
    return page;
}

void TestPage::connectPanel(const PageContext &context)
{
    // An entry is complete when it is left, which a shortcut does not do. Connected before what these
    // commands do, for this page is made before the window connects them.
    for (const auto command : {Command::Save, Command::SaveAs, Command::Start, Command::TryOnce})
        connect(context.commands->action(command), &QAction::triggered, m_panel,
                &ProfilePanel::finishEditing);
    const auto *show = context.commands->action(Command::ShowProfile);
    m_panel->setVisible(show->isChecked());
    connect(show, &QAction::toggled, m_panel, &QWidget::setVisible);
    m_panel->setMeasured(&m_models->metrics());
    connect(m_panel, &ProfilePanel::browseRequested, context.document, &DocumentFlow::chooseScenario);
    if (context.tryOnce)
        connect(m_panel, &ProfilePanel::tryRequested, this, context.tryOnce);
    connect(m_panel, &ProfilePanel::extensionRequested, context.document, &DocumentFlow::chooseExtension);
}

void TestPage::connectModels(const PageContext &context)
{
    connect(m_editor, &ProfileEditor::opened, m_models, &RunModels::clear);
    connect(m_editor, &ProfileEditor::checked, this, &TestPage::showReadiness);
    connect(context.run, &RunSwitch::aboutToStart, m_models, &RunModels::prepare);
}

void TestPage::showReadiness()
{
    if (!m_editor->isOpen())
        return;
    const auto &problems = m_editor->problems();
    m_models->showProfile(m_editor->runnable(), problems.isEmpty() ? QString() : problems.first());
}

} // namespace Molotov
