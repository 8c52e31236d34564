// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/menus.h"

#include <QAction>
#include <QCoreApplication>
#include <QMainWindow>
#include <QMenuBar>
#include <QToolBar>

namespace Molotov {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Menus", text);
}

} // namespace

void makeMenus(QMainWindow *window, const Commands &commands, QMenu *recent,
               const QList<QAction *> &navigation)
{
    const auto add = [&commands](QMenu *menu, std::initializer_list<Command> entries) {
        for (const auto command : entries)
            menu->addAction(commands.action(command));
    };
    auto *file = window->menuBar()->addMenu(tr("&File"));
    add(file, {Command::New, Command::Open, Command::OpenRepository, Command::OpenResult});
    file->addMenu(recent);
    file->addSeparator();
    add(file, {Command::Save, Command::SaveAs});
    file->addSeparator();
    add(file, {Command::Export});
    file->addSeparator();
    add(file, {Command::Close, Command::Quit});
    auto *run = window->menuBar()->addMenu(tr("&Run"));
    add(run, {Command::Start, Command::TryOnce, Command::Stop, Command::StopNow});
    run->addSeparator();
    add(run, {Command::ChangeLoad, Command::PauseRun, Command::ExtendRun, Command::AddMarker});
    auto *view = window->menuBar()->addMenu(tr("&View"));
    view->addActions(navigation);
    if (!navigation.isEmpty())
        view->addSeparator();
    add(view, {Command::ShowProfile});
    auto *help = window->menuBar()->addMenu(tr("&Help"));
    add(help, {Command::ShowWelcome, Command::TryDemo, Command::About});
}

void makeNavigation(QMainWindow *window, const QList<QAction *> &pages)
{
    if (pages.isEmpty())
        return;
    auto *bar = new QToolBar(tr("Pages"));
    bar->setObjectName(QStringLiteral("navigation"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    bar->addActions(pages);
    window->addToolBar(Qt::LeftToolBarArea, bar);
}

QToolBar *makeToolBar(QMainWindow *window)
{
    auto *bar = window->addToolBar(tr("Commands"));
    bar->setObjectName(QStringLiteral("commands"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize({20, 20});
    return bar;
}

void fillToolBar(QToolBar *bar, const Commands &commands, const QList<Command> &ofPage)
{
    bar->clear();
    for (auto *action : bar->findChildren<QAction *>(Qt::FindDirectChildrenOnly)) {
        if (action->isSeparator())
            delete action; // clear() leaves it to the bar
    }
    for (const auto command : {Command::New, Command::Open, Command::Save})
        bar->addAction(commands.action(command));
    if (!ofPage.isEmpty())
        bar->addSeparator();
    for (const auto command : ofPage)
        bar->addAction(commands.action(command));
}

} // namespace Molotov
