// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/compiler/scenariocompiler.h"
#include "core/control/goals/goalmeasures.h"
#include "core/control/run/seriesbuilder.h"
#include "core/model/distribution.h"
#include "core/model/errorgrouping.h"
#include "core/model/histogram.h"
#include "core/model/metrics.h"
#include "core/model/protocol/messages.h"
#include "core/model/result.h"

#include <QDateTime>
#include <QHash>
#include <QStringList>

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
class SnapshotMerger : public GoalMeasures
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
    /// What this computer was used since the last call.
    void addMachine(const MachineUse &use);
    /// An error of ours, not of a script.
    void addProblem(const RunProblem &problem, std::chrono::microseconds now);

    /// The index of the group of such an error, which a helper has reported, in Snapshot::errors.
    int groupOf(const ScriptError &error, std::chrono::microseconds at);
    /// What was not counted as people may think, since the last call. Each is among the errors, too.
    QStringList takeWarnings() { return std::exchange(m_newWarnings, {}); }
    /// All up to now.
    Snapshot snapshot(std::chrono::microseconds now);
    /// In which load was meant to run, as far as helpers have reported.
    std::chrono::microseconds loadTime() const;
    /// The seconds that are over and were not taken yet.
    QList<RunSecond> takeSeconds(std::chrono::microseconds now);
    /// All others; nothing may be added any more.
    QList<RunSecond> takeLastSeconds();

    /// As of the last snapshot.
    const Snapshot &totals() const override { return m_totals; }
    Histogram times(GoalTimes what, const QString &name) const override;
    Distribution trendValues(const QString &name) const override;

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
        std::vector<Latencies> responseTimes;
        std::vector<Latencies> failedLatencies;
        std::vector<Phases<Latencies>> phases;
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
    void warnOfEndpoints(std::chrono::microseconds now);
    void addFixtures(const Protocol::FixturesDelta &delta);
    void noteLoadTime(int helper, const Protocol::MetricsDelta &delta, std::chrono::microseconds now);
    void addScenario(const Protocol::ScenarioDelta &delta);
    void addStep(const Protocol::StepDelta &delta);
    void addCheck(const Protocol::CheckDelta &delta);
    void addMetrics(const Protocol::MetricsDelta &delta);
    void addError(ErrorGroup group);
    void addLongScript(const Protocol::LongScript &script);
    QList<RunSecond> noteRate(const QList<RunSecond> &seconds);
    static void addEndpoint(const Protocol::EndpointDelta &delta, Endpoints &known,
                            QList<EndpointMetrics> &totals);
    static void merge(const SparseHistogram &values, Latencies &latencies);
    template <typename Metrics>
    static Histogram durations(const QList<Metrics> &totals, const std::vector<Times> &times,
                               const QString &name);
    static void merge(const Phases<SparseHistogram> &values, Phases<Latencies> &latencies);
    static void summarizeIfChanged(Endpoints &known, QList<EndpointMetrics> &totals);
    static void summarizeIfChanged(Latencies &latencies, LatencySummary &summary);
    static void summarizeIfChanged(Phases<Latencies> &latencies, Phases<LatencySummary> &summaries);

    CompiledScenario m_scenario;
    Snapshot m_totals; // without what is worked out for each snapshot
    Latencies m_latency;
    Latencies m_requestResponseTime;
    Latencies m_failedLatency;
    Phases<Latencies> m_phases;
    Latencies m_loopLag;
    Latencies m_ownLag;
    Latencies m_queued;
    Latencies m_responseTime;
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
    QStringList m_newWarnings;
    bool m_hasWarnedOfEndpoints = false;
};

} // namespace Molotov
