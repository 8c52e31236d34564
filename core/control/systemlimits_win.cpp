// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/systemlimits.h"

namespace Molotov {

// Sockets are handles here, of which a process may have millions.
SystemLimits systemLimits()
{
    return {};
}

void limitMemory(QProcess &, qint64) {}

} // namespace Molotov
