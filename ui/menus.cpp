// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/menus.h"

#include "ui/commands.h"

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

void makeMenus(QMainWindow *window, const Commands &commands, QMenu *recent)
{
    const auto add = [&commands](QMenu *menu, std::initializer_list<Command> entries) {
        for (const auto command : entries)
            menu->addAction(commands.action(command));
    };
    auto *file = window->menuBar()->addMenu(tr("&File"));
    add(file, {Command::New, Command::Open, Command::OpenRepository});
    file->addMenu(recent);
    file->addSeparator();
    add(file, {Command::Save, Command::SaveAs});
    file->addSeparator();
    add(file, {Command::Close, Command::Quit});
    auto *run = window->menuBar()->addMenu(tr("&Run"));
    add(run, {Command::Start, Command::Stop, Command::StopNow});
    auto *view = window->menuBar()->addMenu(tr("&View"));
    add(view, {Command::ShowProfile});
    auto *help = window->menuBar()->addMenu(tr("&Help"));
    add(help, {Command::ShowWelcome, Command::TryDemo, Command::About});
}

void makeToolBar(QMainWindow *window, const Commands &commands)
{
    auto *bar = window->addToolBar(tr("Commands"));
    bar->setObjectName(QStringLiteral("commands"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize({20, 20});
    for (const auto command : {Command::New, Command::Open, Command::Save})
        bar->addAction(commands.action(command));
    bar->addSeparator();
    for (const auto command : {Command::Start, Command::Stop, Command::StopNow})
        bar->addAction(commands.action(command));
}

} // namespace Molotov
