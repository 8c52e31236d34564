// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/metrics.h"
#include "core/model/protocol/messages.h"

#include <array>
#include <chrono>

namespace Molotov {

/// What all helpers measured in one second of a run, as if one helper had done it all.
///
/// The seconds of a run hold all that was counted in it, each thing once: whoever adds them up has its
/// totals.
struct RunSecond
{
    SeriesPoint point; ///< the same for charts: rates and percentiles
    /// Shorter than a second at the end of the run, and longer where seconds were joined.
    std::chrono::microseconds length = std::chrono::seconds(1);
    /// Without errors, without lists of helpers; `elapsed` is the end of the second.
    Protocol::MetricsDelta measured;

    /// The last second of a run seldom is.
    bool isWhole() const { return length >= std::chrono::seconds(1); }

    bool operator==(const RunSecond &) const = default;
};

/// What a delta comes to, whatever it is of.
struct DeltaCounts
{
    qint64 iterationsOk = 0;
    qint64 iterationsFailed = 0;
    qint64 requests = 0;
    qint64 requestsFailed = 0;
    std::array<qint64, StatusClassCount> statuses{}; ///< of responses, by StatusClass
};
DeltaCounts countsOf(const Protocol::MetricsDelta &delta);

/// Rates and percentiles of what was measured in a time of this length, which begins at this second.
SeriesPoint pointOf(int second, std::chrono::microseconds length, const Protocol::MetricsDelta &measured);

/// Seconds that follow each other as one; at least one of them.
RunSecond joined(const QList<RunSecond> &seconds);

} // namespace Molotov
