// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/processtimes.h"

#include <sys/resource.h>

#include <cstdio>

namespace Molotov {

namespace {

std::chrono::microseconds timeOf(const timeval &time)
{
    return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

// Linux only: of the main thread, nanoseconds on a core, then those in which it waited for one.
std::chrono::microseconds waited()
{
    auto *file = std::fopen("/proc/self/schedstat", "r");
    if (file == nullptr)
        return {};
    unsigned long long run = 0;
    unsigned long long wait = 0;
    const int count = std::fscanf(file, "%llu %llu", &run, &wait);
    std::fclose(file);
    return std::chrono::microseconds(count == 2 ? wait / 1000 : 0);
}

} // namespace

ProcessTimes ProcessTimes::now()
{
    rusage usage{};
    if (getrusage(RUSAGE_SELF, &usage) != 0)
        return {};
    return {.cpu = timeOf(usage.ru_utime) + timeOf(usage.ru_stime), .cpuWait = waited()};
}

} // namespace Molotov
