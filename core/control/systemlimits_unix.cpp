// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/systemlimits.h"

#include <sys/resource.h>

namespace Molotov {

SystemLimits systemLimits()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_max == RLIM_INFINITY)
        return {};
    return {.descriptors = qint64(limit.rlim_max)};
}

} // namespace Molotov
