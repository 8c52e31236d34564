// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/process/crashcause.h"

namespace Molotov {

QString crashCause(int exitCode)
{
    return QStringLiteral("signal %1").arg(exitCode);
}

} // namespace Molotov
