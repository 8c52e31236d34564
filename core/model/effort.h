// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <algorithm>
#include <chrono>
#include <tuple>

// What it took to make the load, which tells whether the figures of a run can be trusted
// (core/control/trust). What a system does not tell is 0.

namespace Molotov {

/// What one helper needed in a time, or several together: then each part is a sum.
struct HelperEffort
{
    std::chrono::microseconds time{0}; ///< that this is about
    std::chrono::microseconds userTime{0}; ///< the same for each worker that had begun and was not done
    std::chrono::microseconds cpu{0}; ///< of all threads
    std::chrono::microseconds cpuWait{0}; ///< in which the event loop could go on, and had no core to do so
    std::chrono::microseconds script{0}; ///< in which JavaScript kept the event loop
    std::chrono::microseconds connectionWait{0}; ///< of requests, until their session had one free for them
    qint64 withoutPort = 0; ///< requests for which this computer had no port, descriptor or socket memory
    qint64 withoutMemory = 0; ///< requests whose answer the process had no room for

    void add(const HelperEffort &other)
    {
        time += other.time;
        userTime += other.userTime;
        cpu += other.cpu;
        cpuWait += other.cpuWait;
        script += other.script;
        connectionWait += other.connectionWait;
        withoutPort += other.withoutPort;
        withoutMemory += other.withoutMemory;
    }

    bool operator==(const HelperEffort &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&HelperEffort::time, &HelperEffort::userTime, &HelperEffort::cpu,
                               &HelperEffort::cpuWait, &HelperEffort::script, &HelperEffort::connectionWait,
                               &HelperEffort::withoutPort, &HelperEffort::withoutMemory);
    }
};

/// What all programs together took of a computer in a time.
struct MachineUse
{
    std::chrono::microseconds cores{0}; ///< the time, once for each core
    std::chrono::microseconds busy{0}; ///< of `cores`
    std::chrono::microseconds time{0}; ///< that this is about
    std::chrono::microseconds network{0}; ///< in which the busiest network interface would carry as much
    qint64 memory = 0; ///< bytes that the computer has
    qint64 leastFree = 0; ///< the fewest bytes that programs could still have
    qint64 swappedIn = 0; ///< bytes that had to be read back from the disk
    qint64 segments = 0; ///< of TCP that were sent
    qint64 resent = 0; ///< segments that were sent again, as nothing was heard of them

    /// Of a time that follows.
    void add(const MachineUse &other)
    {
        if (other.memory > 0)
            leastFree = memory > 0 ? std::min(leastFree, other.leastFree) : other.leastFree;
        cores += other.cores;
        busy += other.busy;
        time += other.time;
        network += other.network;
        memory = std::max(memory, other.memory);
        swappedIn += other.swappedIn;
        segments += other.segments;
        resent += other.resent;
    }

    bool operator==(const MachineUse &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&MachineUse::cores, &MachineUse::busy, &MachineUse::time, &MachineUse::network,
                               &MachineUse::memory, &MachineUse::leastFree, &MachineUse::swappedIn,
                               &MachineUse::segments, &MachineUse::resent);
    }
};

} // namespace Molotov
