// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/mainwindow.h"

namespace Molotov {

/// True if all that is asked for is a text, which needs no display.
bool asksForText(int argc, const char *const *argv);

/// Reads the command line of the application; --help, --version and mistakes end the program here.
MainWindow::Request readCommandLine(const QCoreApplication &app);

} // namespace Molotov
