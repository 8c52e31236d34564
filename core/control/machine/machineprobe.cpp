// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/machine/machineprobe.h"

#include <algorithm>
#include <utility>

using std::chrono::microseconds;

namespace Molotov {

namespace {

// Counters of a core that was taken away, or of an interface, go with it.
template <typename T>
T growth(T before, T after)
{
    return std::max(T(0), after - before);
}

} // namespace

MachineUse useBetween(const MachineCounters &before, const MachineCounters &after, microseconds time)
{
    const auto cores = growth(before.cores, after.cores);
    return {.cores = cores,
            .busy = growth(microseconds(0), cores - growth(before.idle, after.idle)),
            .time = time,
            .network = growth(before.network, after.network),
            .memory = after.memory,
            .leastFree = after.freeMemory,
            .swappedIn = growth(before.swappedIn, after.swappedIn),
            .segments = growth(before.segments, after.segments),
            .resent = growth(before.resent, after.resent)};
}

void MachineProbe::start(microseconds now)
{
    m_counters = MachineCounters::now();
    m_takenAt = now;
}

MachineUse MachineProbe::take(microseconds now)
{
    const auto before = std::exchange(m_counters, MachineCounters::now());
    return useBetween(before, m_counters, now - std::exchange(m_takenAt, now));
}

} // namespace Molotov
