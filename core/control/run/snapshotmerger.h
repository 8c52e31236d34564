// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/compiler/scenariocompiler.h"
#include "core/control/run/seriesbuilder.h"
#include "core/model/distribution.h"
#include "core/model/histogram.h"
#include "core/model/metrics.h"
#include "core/model/protocol/messages.h"
#include "core/model/result.h"

#include <QDateTime>
#include <QHash>

#include <chrono>
#include <vector>

namespace Molotov {

/// Merges what all helpers of a run report into one Snapshot.
///
/// A list that a script can make endless (endpoints named after ids, errors with a number in their text) is
/// bounded: what comes after the first MaxEndpoints or so is counted under one entry. Lists keep the order in
/// which things first appeared.
class SnapshotMerger
{
public:
    static constexpr int MaxEndpoints = 300;
    static constexpr int MaxErrorGroups = 1000;
    static constexpr int MaxChecks = 1000;
    static constexpr int MaxMetrics = 300; ///< of each kind

    SnapshotMerger() = default;
    /// `scenario` says where errors are in the user's own files.
    SnapshotMerger(int helpers, CompiledScenario scenario);

    void helperReady(int helper, qint64 pid);
    void helperAnswers(int helper, bool answers);
    void helperEnded(int helper, HelperEnd end);
    /// All helpers begin.
    void runStarted(const QList<Protocol::ScenarioInfo> &scenarios, const QDateTime &at);

    /// What a helper that has not ended reports; `now` since the start of the run. All of it is counted, or
    /// nothing: then the error says what no sound helper would send.
    Status add(int helper, const Protocol::MetricsDelta &delta, std::chrono::microseconds now);
    /// An error of ours, not of a script.
    void addLocalError(const QString &message, std::chrono::microseconds now);

    /// All up to now.
    Snapshot snapshot(std::chrono::microseconds now);

private:
    struct Latencies
    {
        Histogram histogram;
        bool hasChanged = false; // since the last snapshot
    };

    struct Trend
    {
        Distribution values;
        bool hasChanged = false;
    };

    QString problemOf(const Protocol::MetricsDelta &delta, std::chrono::microseconds now) const;
    void addEndpoint(const Protocol::EndpointDelta &delta);
    void addScenario(const Protocol::ScenarioDelta &delta);
    void addCheck(const Protocol::CheckDelta &delta);
    void addMetrics(const Protocol::MetricsDelta &delta);
    void addError(const ErrorGroup &group);
    static void merge(const SparseHistogram &values, Latencies &latencies);
    static void summarizeIfChanged(Latencies &latencies, LatencySummary &summary);

    CompiledScenario m_scenario;
    Snapshot m_totals; // without what is worked out for each snapshot
    Latencies m_latency;
    Latencies m_loopLag;
    std::vector<Latencies> m_helperLags; // of m_totals.helpers
    std::vector<Latencies> m_endpointLatencies; // of m_totals.endpoints
    std::vector<Latencies> m_scenarioDurations; // of m_totals.scenarios
    std::vector<Trend> m_trends; // of m_totals.trends
    QHash<std::pair<QString, QString>, int> m_endpointIndexes; // method and name → in m_totals.endpoints
    QHash<QString, int> m_errorIndexes;
    QHash<QString, int> m_checkIndexes;
    QHash<QString, int> m_counterIndexes;
    QHash<QString, int> m_trendIndexes;
    QHash<QString, int> m_gaugeIndexes;
    SeriesBuilder m_series;
};

} // namespace Molotov
