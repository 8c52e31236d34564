// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/machine/machineprobe.h"

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

MachineCounters MachineCounters::now()
{
    MachineCounters counters;
    FILETIME idle{};
    FILETIME kernel{}; // idle times included
    FILETIME user{};
    if (GetSystemTimes(&idle, &kernel, &user)) {
        counters.cores = timeOf(kernel) + timeOf(user);
        counters.idle = timeOf(idle);
    }
    MEMORYSTATUSEX memory{};
    memory.dwLength = sizeof memory;
    if (GlobalMemoryStatusEx(&memory)) {
        counters.memory = qint64(memory.ullTotalPhys);
        counters.freeMemory = qint64(memory.ullAvailPhys);
    }
    return counters;
}

} // namespace Molotov
