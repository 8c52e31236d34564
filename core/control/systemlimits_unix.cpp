// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/systemlimits.h"

#include <QProcess>

#include <sys/resource.h>

namespace Molotov {

SystemLimits systemLimits()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_max == RLIM_INFINITY)
        return {};
    return {.descriptors = qint64(limit.rlim_max)};
}

// Not all of the address space: a program may reserve much more than it uses, as those in Go do.
void limitMemory(QProcess &process, qint64 bytes)
{
    process.setChildProcessModifier([bytes] {
        const rlimit limit{rlim_t(bytes), rlim_t(bytes)};
        setrlimit(RLIMIT_DATA, &limit);
    });
}

} // namespace Molotov
