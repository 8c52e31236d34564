// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/histogram.h"
#include "core/model/metrics.h"

#include <QList>

#include <chrono>
#include <deque>
#include <vector>

namespace Molotov {

namespace Protocol {
struct MetricsDelta;
}

/// Makes the points of the charts, one for each whole second, of what helpers report at moments of their own.
///
/// A delta's counts are spread evenly over the time that it covers, so that four deltas in one second and
/// five in the next make no waves; its latencies go to the second that holds the middle of that time. A
/// second is closed when every helper that is left has reported past it, or is MaxLateness late: what comes
/// for a closed second is left out of the charts, but not of any total. The last second of a run, which is
/// seldom a whole one, gets no point.
class SeriesBuilder
{
public:
    static constexpr std::chrono::microseconds MaxLateness = std::chrono::seconds(10);

    explicit SeriesBuilder(int helpers = 0);

    /// A delta of a helper that has not ended; its numbers have been checked.
    void add(int helper, const Protocol::MetricsDelta &delta);
    void helperEnded(int helper);
    /// Closes what can be closed; `now` since the start of the run.
    void closeSeconds(std::chrono::microseconds now);

    const QList<SeriesPoint> &points() const { return m_points; }
    /// In all helpers, as last reported.
    int activeWorkers() const;

private:
    struct Second
    {
        double ok = 0;
        double failed = 0;
        double requests = 0;
        Histogram latency;
        std::vector<int> activeWorkers; // of each helper, the most that it reported; -1 = not reported
    };
    struct Helper
    {
        std::chrono::microseconds reported{0};
        int activeWorkers = 0; // as last reported
        int activeWhenClosed = 0; // in the last second that was closed
        bool hasEnded = false;
    };

    Second *openSecond(qint64 number);
    std::chrono::microseconds lastReported() const;
    std::chrono::microseconds reportedByAll() const;
    void closeFirst();

    QList<SeriesPoint> m_points;
    std::deque<Second> m_open; // those after m_points
    std::vector<Helper> m_helpers;
};

} // namespace Molotov
