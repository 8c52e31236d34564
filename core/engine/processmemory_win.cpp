// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/processmemory.h"

#include <windows.h>
// After windows.h, which it needs.
#include <psapi.h>

namespace Molotov::ProcessMemory {

qint64 resident()
{
    PROCESS_MEMORY_COUNTERS counters{};
    const bool isKnown = K32GetProcessMemoryInfo(GetCurrentProcess(), &counters, sizeof counters);
    return isKnown ? qint64(counters.WorkingSetSize) : 0;
}

qint64 installed()
{
    MEMORYSTATUSEX status{};
    status.dwLength = sizeof status;
    return GlobalMemoryStatusEx(&status) ? qint64(status.ullTotalPhys) : 0;
}

} // namespace Molotov::ProcessMemory
