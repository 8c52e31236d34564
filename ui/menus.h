// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QMainWindow;
class QMenu;

namespace Molotov {

class Commands;

/// The menu bar; `recent` becomes a part of it.
void makeMenus(QMainWindow *window, const Commands &commands, QMenu *recent);
void makeToolBar(QMainWindow *window, const Commands &commands);

} // namespace Molotov
