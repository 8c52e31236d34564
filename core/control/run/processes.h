// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

class QProcess;

/// What systems do differently with the processes that we start.
namespace Molotov::Processes {

/// Keeps Ctrl-C in our terminal from the process: we decide when it stops. Before it is started.
void shieldFromTerminal(QProcess &process);

/// What ended a process that crashed, from its QProcess::exitCode(): "signal 11", "exception 0xC0000005".
QString crashCause(int exitCode);

} // namespace Molotov::Processes
