// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/commands.h"

#include <QList>

class QMainWindow;
class QMenu;
class QToolBar;

namespace Molotov {

/// The menu bar; `recent` becomes a part of it. `navigation`: where a person can go.
void makeMenus(QMainWindow *window, const Commands &commands, QMenu *recent,
               const QList<QAction *> &navigation);
/// The bar by which a person goes from page to page; none when there is nowhere to go.
void makeNavigation(QMainWindow *window, const QList<QAction *> &pages);
/// The tool bar, still empty.
QToolBar *makeToolBar(QMainWindow *window);
/// The commands of the window and those of the page that is shown.
void fillToolBar(QToolBar *bar, const Commands &commands, const QList<Command> &ofPage);

} // namespace Molotov
