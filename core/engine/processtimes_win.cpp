// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/processtimes.h"

#include <windows.h>

namespace Molotov {

namespace {

std::chrono::microseconds timeOf(const FILETIME &time)
{
    ULARGE_INTEGER ticks; // of 100 ns
    ticks.LowPart = time.dwLowDateTime;
    ticks.HighPart = time.dwHighDateTime;
    return std::chrono::microseconds(ticks.QuadPart / 10);
}

} // namespace

ProcessTimes ProcessTimes::now()
{
    FILETIME created{};
    FILETIME ended{};
    FILETIME system{};
    FILETIME user{};
    if (!GetProcessTimes(GetCurrentProcess(), &created, &ended, &system, &user))
        return {};
    return {.cpu = timeOf(system) + timeOf(user)};
}

} // namespace Molotov
