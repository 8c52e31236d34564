// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/effort.h"

#include <chrono>

namespace Molotov {

/// What this computer has done since it was started, as far as the system tells; 0 what it does not. All but
/// the memory only grows.
struct MachineCounters
{
    std::chrono::microseconds cores{0}; ///< time of all cores together, idle or not
    std::chrono::microseconds idle{0}; ///< of `cores`
    std::chrono::microseconds network{0}; ///< as MachineUse::network
    qint64 memory = 0; ///< bytes that there are
    qint64 freeMemory = 0; ///< bytes that programs can have now
    qint64 swappedIn = 0; ///< bytes
    qint64 segments = 0; ///< as of MachineUse
    qint64 resent = 0; ///< likewise

    bool operator==(const MachineCounters &) const = default;

    /// One file for each family of systems.
    static MachineCounters now();
};

/// What was done from one moment to another one, `time` later.
MachineUse useBetween(const MachineCounters &before, const MachineCounters &after,
                      std::chrono::microseconds time);

/// Measures what all programs take of this computer, from one call to the next. A call is a way to the
/// system: not for where time matters.
class MachineProbe
{
public:
    /// It begins `now`, which is of any clock that only goes forward.
    void start(std::chrono::microseconds now);
    MachineUse take(std::chrono::microseconds now);
    std::chrono::microseconds takenAt() const { return m_takenAt; }

private:
    MachineCounters m_counters;
    std::chrono::microseconds m_takenAt{0};
};

} // namespace Molotov
