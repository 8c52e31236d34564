// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/metrics.h"

#include <optional>

namespace Molotov {

namespace Protocol {
struct MetricsDelta;
}

/// What the verdict of trust is made from: of a whole run, of one that goes on, or of a part of it.
struct TrustValues
{
    /// How late event loops were.
    struct Lag
    {
        qint64 count = 0;
        std::chrono::microseconds p99{0};
    };
    /// The helper that needed the most of a core.
    struct Helper
    {
        int index = -1; ///< -1 = not known which: then these are of all helpers
        HelperEffort effort;
    };

    qint64 requests = 0; ///< without those that we cut off
    qint64 unanswered = 0; ///< of `requests`
    qint64 refused = 0; ///< answered with 429, or with 500 and above
    std::chrono::microseconds waited{0}; ///< for answers and connections, all requests together
    std::chrono::microseconds latency{0}; ///< median
    double slowdown = 1; ///< the median latency over that of the fastest request, of `slowEndpoint`
    QString slowEndpoint; ///< the one that most time was spent on
    std::optional<std::chrono::microseconds> connect; ///< p99 of the time that a connection took
    qint64 iterations = 0; ///< that came to an end, or were dropped
    qint64 dropped = 0; ///< of `iterations`
    qint64 late = 0; ///< of `iterations`, by the pacing
    Lag lag;
    Lag ownLag; ///< without what long scripts caused
    std::optional<LongScript> longScript; ///< the longest
    QString busiestScenario; ///< whose scripts took the most time; empty = not known
    HelperEffort effort; ///< of all helpers
    Helper busiest;
    MachineUse machine;

    TrustValues() = default;
    explicit TrustValues(const Snapshot &measured);
    /// Of a second, or several: `latency` is its median. What is different for each endpoint is left out.
    TrustValues(const Protocol::MetricsDelta &measured, std::chrono::microseconds latency);
};

} // namespace Molotov
