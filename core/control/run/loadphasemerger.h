// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/deltamerger.h"
#include "core/control/run/runphases.h"
#include "core/control/run/runsecond.h"
#include "core/control/run/secondsum.h"

#include <optional>

namespace Molotov {

/// The totals of a load phase of which this is the sum. The error says what no sound run would measure.
Result<LoadPhase> loadPhaseOf(const QList<Protocol::ScenarioInfo> &scenarios, std::chrono::microseconds from,
                              std::chrono::microseconds to, const Protocol::MetricsDelta &measured);

/// Adds up the seconds of a run that are in its load, if the run has a ramp-up. Goals can be judged by them.
class LoadPhaseMerger : public GoalMeasures
{
public:
    /// Of no run.
    LoadPhaseMerger() = default;
    LoadPhaseMerger(const Profile &profile, const QList<Protocol::ScenarioInfo> &scenarios);

    /// The next seconds of the run, in which there has been load for so long up to now.
    void add(const QList<RunSecond> &seconds, std::chrono::microseconds loadTime);

    /// Whether anything has come to its end in a whole second of the load. If not, all that the run measured
    /// has to do.
    bool hasPhase() const;
    std::optional<LoadPhase> phase() const;

    const Snapshot &totals() const override { return m_sum.totals(); }
    Histogram times(GoalTimes what, const QString &name) const override { return m_sum.times(what, name); }
    Distribution trendValues(const QString &name) const override { return m_sum.trendValues(name); }

private:
    bool add(const RunSecond &second);

    QList<Protocol::ScenarioInfo> m_scenarios;
    std::chrono::microseconds m_rampUp{0}; // 0 = there is none, and so no phase
    std::chrono::microseconds m_from{0};
    std::chrono::microseconds m_to{0};
    DeltaMerger m_measured;
    SecondSum m_sum; // the same
};

} // namespace Molotov
