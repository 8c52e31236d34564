// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/scheduler.h"
#include "core/model/histogram.h"

#include <chrono>

namespace Molotov {

class Clock;

/// How late a helper's event loop is: for so long, what becomes due waits while scripts are at work, or while
/// the computer has other things to do. An answer of the server waits like all else. Its latency holds of
/// this what passed before the loop saw it (Clock::firstSeen()).
///
/// A moment becomes due in each Period, at even distances, whatever the loop does. A stall makes all of those
/// late that became due in it, each by what was left of it: percentiles are those of what comes at any time,
/// as answers do, and not of the few turns of the loop that a long stall leaves room for.
class LoopLag
{
public:
    static constexpr std::chrono::milliseconds Period{10};
    /// To be late by so much is to be on time: a turn of the event loop takes as long when each kind of work
    /// takes its part (MaxTurn), and where there are no FineTimers, milliseconds are rounded up twice.
    static constexpr std::chrono::milliseconds Rounding{2};

    /// Clock and scheduler must outlive this.
    LoopLag(const Clock &clock, Scheduler &scheduler);
    ~LoopLag();
    LoopLag(const LoopLag &) = delete;
    LoopLag &operator=(const LoopLag &) = delete;

    void start();
    /// What is overdue by now still counts.
    void stop();

    /// A script has just run for so long, without an await: what it made late is no lag of our own.
    void addScript(std::chrono::microseconds time) { m_scripts += time; }

    /// What was measured since the last take().
    SparseHistogram take() { return takeFrom(m_lag); }
    /// The same without what scripts made late.
    SparseHistogram takeOwn() { return takeFrom(m_ownLag); }

private:
    static SparseHistogram takeFrom(Histogram &lag);
    void recordDue();
    void wait();

    const Clock &m_clock;
    Scheduler &m_scheduler;
    Scheduler::Alarm m_alarm; // not valid: stopped
    std::chrono::microseconds m_due{0}; // the next moment
    std::chrono::microseconds m_scripts{0}; // time of long ones since the last moment
    Histogram m_lag;
    Histogram m_ownLag;
};

} // namespace Molotov
