// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/metrics.h"
#include "ui/models/recordtablemodel.h"

#include <QCoreApplication>

#include <chrono>

namespace Molotov {

/// The tables of what a run measured per endpoint, scenario and check.
class MetricsModels
{
    Q_DECLARE_TR_FUNCTIONS(MetricsModels)

public:
    MetricsModels();
    // The columns know where the run's length is kept.
    MetricsModels(const MetricsModels &) = delete;
    MetricsModels &operator=(const MetricsModels &) = delete;

    void setSnapshot(const Snapshot &snapshot);

    RecordTableModel<EndpointMetrics> endpoints;
    RecordTableModel<ScenarioMetrics> scenarios;
    RecordTableModel<CheckMetrics> checks;

private:
    template <typename Record>
    using Columns = QList<typename RecordTableModel<Record>::Column>;

    Columns<EndpointMetrics> endpointColumns() const;
    Columns<ScenarioMetrics> scenarioColumns() const;
    static Columns<CheckMetrics> checkColumns();
    /// A second, over the whole run.
    double rate(qint64 count) const;

    std::chrono::microseconds m_elapsed{0};
};

} // namespace Molotov
