// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/compiler/scenariocompiler.h"
#include "core/control/run/seriesbuilder.h"
#include "core/model/distribution.h"
#include "core/model/errorgrouping.h"
#include "core/model/histogram.h"
#include "core/model/metrics.h"
#include "core/model/protocol/messages.h"
#include "core/model/result.h"

#include <QDateTime>
#include <QHash>

#include <chrono>
#include <optional>
#include <utility>
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
    static constexpr int MaxMetrics = 300; ///< of each kind, and of the names of steps

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

    // Of a list that is bounded by MaxEndpoints.
    struct Endpoints
    {
        QHash<std::pair<QString, QString>, int> indexes; // by method and name
        std::vector<Latencies> latencies; // by index, as the one below
        std::vector<Latencies> failedLatencies;
    };

    // Of iterations or steps.
    struct Times
    {
        Latencies duration;
        Latencies failedDuration;
    };

    // When load was meant to run in a helper, on our clock.
    struct LoadSpan
    {
        std::chrono::microseconds begin{0};
        std::chrono::microseconds end{0};
    };

    struct Trend
    {
        Distribution values;
        bool hasChanged = false;
    };

    void addLoad(const Protocol::EndpointDelta &delta);
    void addFixtures(const Protocol::FixturesDelta &delta);
    void noteLoadTime(int helper, const Protocol::MetricsDelta &delta, std::chrono::microseconds now);
    std::chrono::microseconds loadTime() const;
    void addScenario(const Protocol::ScenarioDelta &delta);
    void addStep(const Protocol::StepDelta &delta);
    void addCheck(const Protocol::CheckDelta &delta);
    void addMetrics(const Protocol::MetricsDelta &delta);
    void addError(ErrorGroup group);
    void addLongScript(const Protocol::LongScript &script);
    static void addEndpoint(const Protocol::EndpointDelta &delta, Endpoints &known,
                            QList<EndpointMetrics> &totals);
    static void merge(const SparseHistogram &values, Latencies &latencies);
    static void summarizeIfChanged(Endpoints &known, QList<EndpointMetrics> &totals);
    static void summarizeIfChanged(Latencies &latencies, LatencySummary &summary);

    CompiledScenario m_scenario;
    Snapshot m_totals; // without what is worked out for each snapshot
    Latencies m_latency;
    Latencies m_failedLatency;
    Latencies m_loopLag;
    Latencies m_ownLag;
    Latencies m_queued;
    std::vector<Latencies> m_helperLags; // of m_totals.helpers
    std::vector<std::optional<LoadSpan>> m_loadSpans; // of helpers; empty = it has not reported
    Endpoints m_load; // of m_totals.endpoints
    Endpoints m_fixtures; // of m_totals.fixtures
    std::vector<Times> m_scenarioTimes; // of m_totals.scenarios
    std::vector<Times> m_stepTimes; // of m_totals.steps
    std::vector<Trend> m_trends; // of m_totals.trends
    ErrorGrouping m_errorGrouping{MaxErrorGroups}; // a group's number is its index in m_totals.errors
    QHash<QString, int> m_stepIndexes;
    QHash<QString, int> m_checkIndexes;
    QHash<QString, int> m_counterIndexes;
    QHash<QString, int> m_trendIndexes;
    QHash<QString, int> m_gaugeIndexes;
    SeriesBuilder m_series;
};

} // namespace Molotov
