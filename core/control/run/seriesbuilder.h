// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/deltamerger.h"
#include "core/control/run/runsecond.h"

#include <QList>

#include <chrono>
#include <deque>
#include <vector>

namespace Molotov {

/// Sorts what helpers report, at moments of their own, into the seconds of the run.
///
/// A delta belongs to the second that it was measured in; helpers report at whole quarters of a second, so
/// that few reach over an end. The counts of one that does are spread evenly over the time that it covers, so
/// that a helper that was late makes no waves. A second is closed when every helper that is left has reported
/// past it, or is MaxLateness late: what comes for a closed second is counted in the first that is open.
class SeriesBuilder
{
public:
    static constexpr std::chrono::microseconds MaxLateness = std::chrono::seconds(10);

    explicit SeriesBuilder(int helpers = 0);

    /// A delta of a helper that has not ended; its numbers have been checked.
    void add(int helper, const Protocol::MetricsDelta &delta);
    void helperEnded(int helper);
    /// Belongs to the second that is closed next.
    void addMachine(const MachineUse &use) { m_machine.add(use); }
    /// Closes what can be closed, and tells what was; `now` since the start of the run.
    QList<RunSecond> closeSeconds(std::chrono::microseconds now);
    /// Closes all: nothing more will come. The last second may be a short one.
    QList<RunSecond> closeAll();

    /// In all helpers, as last reported.
    int activeWorkers() const;

private:
    struct Second
    {
        DeltaMerger measured;
        std::vector<int> activeWorkers; // of each helper, the most that it reported; -1 = not reported
    };
    struct Helper
    {
        std::chrono::microseconds reported{0};
        int activeWorkers = 0; // as last reported
        int activeWhenClosed = 0; // in the last second that was closed
        bool hasEnded = false;
    };

    Second &openSecond(qint64 number);
    std::chrono::microseconds lastReported() const;
    std::chrono::microseconds reportedByAll() const;
    RunSecond closeFirst(std::chrono::microseconds length);

    qint64 m_closed = 0; // seconds
    std::deque<Second> m_open; // those after them
    std::vector<Helper> m_helpers;
    MachineUse m_machine; // since the last second was closed
};

} // namespace Molotov
