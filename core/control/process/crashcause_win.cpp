// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/process/crashcause.h"

namespace Molotov {

QString crashCause(int exitCode)
{
    return QLatin1String("exception 0x")
           + QString::number(quint32(exitCode), 16).toUpper().rightJustified(8, QLatin1Char('0'));
}

} // namespace Molotov
