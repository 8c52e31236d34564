// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/snapshotmerger.h"

#include <chrono>

namespace Molotov {

/// What some seconds of a run come to, all helpers together. Goals can be judged by it.
class SecondSum : public GoalMeasures
{
public:
    explicit SecondSum(const QList<Protocol::ScenarioInfo> &scenarios = {});

    /// What was measured in one second or more. The error says what no sound run would measure; then nothing
    /// is added.
    Status add(Protocol::MetricsDelta measured);
    /// The seconds are `length` long together: brings the totals up to date.
    void summarize(std::chrono::microseconds length);

    /// As of the last summarize(). There are no helpers in it.
    const Snapshot &totals() const override { return m_totals; }
    Histogram times(GoalTimes what, const QString &name) const override { return m_merger.times(what, name); }
    Distribution trendValues(const QString &name) const override { return m_merger.trendValues(name); }

private:
    SnapshotMerger m_merger;
    Snapshot m_totals;
};

} // namespace Molotov
