// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/metrics.h"
#include "core/model/profile.h"
#include "ui/models/recordtablemodel.h"

#include <QCoreApplication>

#include <chrono>
#include <optional>

namespace Molotov {

/// What a scenario measures itself: a counter, a trend or a gauge. What its kind does not have is empty.
struct OwnMetric
{
    QString name;
    QString kind;
    std::optional<double> count; ///< of the values of a trend
    std::optional<double> value; ///< the total of a counter, the last of a gauge
    std::optional<double> rate; ///< a second
    std::optional<double> min;
    std::optional<double> mean;
    std::optional<double> p95;
    std::optional<double> max;

    bool operator==(const OwnMetric &) const = default;
};

/// The tables of what a run measured per endpoint, scenario, step, check and metric of its own.
class MetricsModels
{
    Q_DECLARE_TR_FUNCTIONS(MetricsModels)

public:
    MetricsModels();
    // The columns know where the run's length is kept.
    MetricsModels(const MetricsModels &) = delete;
    MetricsModels &operator=(const MetricsModels &) = delete;

    /// A run of this profile comes: none of its goals is judged yet.
    void prepare(const Profile &profile);
    void setSnapshot(const Snapshot &snapshot);
    /// How a search for the limit stands; none: the run is none.
    const std::optional<LimitResult> &limit() const { return m_limit; }
    /// Of what a goal with this measure can be about, as far as the run has it: endpoints, checks and so on.
    QStringList names(GoalMeasure measure) const;

    RecordTableModel<GoalStatus> goals;
    RecordTableModel<EndpointMetrics> endpoints;
    RecordTableModel<ScenarioMetrics> scenarios;
    RecordTableModel<StepMetrics> steps;
    RecordTableModel<CheckMetrics> checks;
    RecordTableModel<OwnMetric> own;

private:
    template <typename Record>
    using Columns = QList<typename RecordTableModel<Record>::Column>;

    static Columns<GoalStatus> goalColumns();
    Columns<EndpointMetrics> endpointColumns() const;
    Columns<ScenarioMetrics> scenarioColumns() const;
    static Columns<StepMetrics> stepColumns();
    static Columns<CheckMetrics> checkColumns();
    static Columns<OwnMetric> ownColumns();
    QList<OwnMetric> ownMetrics(const Snapshot &snapshot) const;
    /// A second, over the time in which load was meant to run.
    double rate(double count) const;

    std::chrono::microseconds m_loadTime{0};
    std::optional<LimitResult> m_limit;
};

} // namespace Molotov
