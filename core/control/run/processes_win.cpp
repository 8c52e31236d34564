// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/processes.h"

#include <QProcess>

#include <qt_windows.h>

namespace Molotov::Processes {

void shieldFromTerminal(QProcess &process)
{
    process.setCreateProcessArgumentsModifier(
        [](QProcess::CreateProcessArguments *arguments) { arguments->flags |= CREATE_NEW_PROCESS_GROUP; });
}

QString crashCause(int exitCode)
{
    return QStringLiteral("exception 0x%1").arg(quint32(exitCode), 8, 16, QLatin1Char('0'));
}

} // namespace Molotov::Processes
