// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <chrono>
#include <functional>
#include <optional>

namespace Molotov {

/// The system's monotonic clock.
inline std::chrono::microseconds steadyNow()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
}

/// How long the parts of a run may take, and what chance decides in it. The defaults are for people; tests
/// make them short.
struct RunSettings
{
    std::function<std::chrono::microseconds()> now = steadyNow; ///< only goes forward
    /// That somebody is waiting for is said after so long.
    std::chrono::milliseconds notice = std::chrono::seconds(3);
    std::chrono::milliseconds hello = std::chrono::seconds(10); ///< from a helper's start to its Hello
    std::chrono::milliseconds load = std::chrono::seconds(30); ///< from LoadScenario to its answer
    /// For globalSetup, and for globalTeardown; a helper gives its globalTeardown 30 s.
    std::chrono::milliseconds globalFixture = std::chrono::minutes(1);
    /// A helper reports four times a second, unless a script keeps it busy, for 5 s at most. One that was not
    /// heard of for so long does not answer, which is said.
    std::chrono::milliseconds silence = std::chrono::seconds(6);
    /// It is ended after so long. A helper whose script cannot be interrupted says so itself after 15 s.
    std::chrono::milliseconds lostAfter = std::chrono::seconds(20);
    /// From a graceful stop, or from the end of the duration, to StopRun{now}: the 10 s that a helper gives
    /// its iterations, and something for teardowns.
    std::chrono::milliseconds gracefulStop = std::chrono::seconds(12);
    /// From StopRun{now} to ending the process, with what it has not reported: the 5 s after which a helper
    /// interrupts a script, the 1 s that it gives its teardowns, and something.
    std::chrono::milliseconds stopNow = std::chrono::seconds(7);
    std::chrono::milliseconds exit = std::chrono::seconds(2); ///< from the last word to ending the process
    std::chrono::milliseconds tick{250}; ///< between snapshots
    std::chrono::milliseconds sizingWindow = std::chrono::minutes(1);
    qint64 sizingSamples = 100; ///< iterations that a window of a sizing needs
    bool traceExchanges = false; ///< each exchange, check and error is told: for a trial, which is short
    std::optional<quint64> seed; ///< of the workers; drawn for each run when there is none
};

} // namespace Molotov
