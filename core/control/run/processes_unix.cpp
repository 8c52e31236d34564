// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/processes.h"

#include <QProcess>

#include <unistd.h>

namespace Molotov::Processes {

void shieldFromTerminal(QProcess &process)
{
    // A terminal signals the group that is in its foreground.
    process.setChildProcessModifier([] { ::setpgid(0, 0); });
}

QString crashCause(int exitCode)
{
    return QStringLiteral("signal %1").arg(exitCode);
}

} // namespace Molotov::Processes
