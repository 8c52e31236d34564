// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <chrono>
#include <optional>

namespace Molotov {

/// How long the parts of a run may take, and what chance decides in it. The defaults are for people; tests
/// make them short.
struct RunSettings
{
    std::chrono::milliseconds hello = std::chrono::seconds(10); ///< from a helper's start to its Hello
    std::chrono::milliseconds load = std::chrono::seconds(30); ///< from LoadScenario to its answer
    /// For globalSetup, and for globalTeardown; a helper gives its globalTeardown 30 s.
    std::chrono::milliseconds globalFixture = std::chrono::minutes(1);
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
    std::optional<quint64> seed; ///< of the workers; drawn for each run when there is none
};

} // namespace Molotov
