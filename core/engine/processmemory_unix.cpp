// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/processmemory.h"

#include <unistd.h>

#include <cstdio>

namespace Molotov::ProcessMemory {

// Linux only; what getrusage() knows is the most that there ever was, and begins with that of the parent
// process.
qint64 resident()
{
    long long all = 0;
    long long pages = 0;
    auto *file = std::fopen("/proc/self/statm", "r");
    if (file == nullptr)
        return 0;
    const int count = std::fscanf(file, "%lld %lld", &all, &pages);
    std::fclose(file);
    return count == 2 ? pages * sysconf(_SC_PAGESIZE) : 0;
}

qint64 installed()
{
    const auto pages = sysconf(_SC_PHYS_PAGES);
    return pages > 0 ? qint64(pages) * sysconf(_SC_PAGESIZE) : 0;
}

} // namespace Molotov::ProcessMemory
