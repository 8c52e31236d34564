// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/errorlog.h"
#include "core/engine/exchangecounter.h"
#include "core/model/protocol/messages.h"

#include <QHash>
#include <QMap>

#include <chrono>
#include <optional>
#include <span>
#include <vector>

namespace Molotov {

class Clock;

/// How a step of an iteration ended. The numbers are those of js/steps.js.
enum class StepOutcome {
    Ok,
    Failed,
    Aborted, ///< the end of its iteration cut it off
    Uncounted, ///< its worker has no test data left
};

/// Counts what a helper does, between one report and the next. Its memory depends on how many endpoints,
/// checks and errors there are, up to a bound, and not on how long the run is.
class MetricsRecorder
{
public:
    /// Checks beyond so many are counted together, as "(other)".
    static constexpr int MaxChecks = 1000;

    /// The clock must outlive this.
    explicit MetricsRecorder(const Clock &clock);

    /// The run's clock starts now.
    void start(int scenarioCount);
    std::chrono::microseconds elapsed() const;
    /// No load is meant to run any more. Only the first call counts.
    void endLoad();

    /// Of what iterations send.
    ExchangeCounter &load() { return m_load; }
    /// Of what sets up and tears down the run, workers and sessions.
    ExchangeCounter &fixtures() { return m_fixtures; }
    /// `scenario`: -1 when there was none to run.
    void addIteration(int scenario, bool ok, std::chrono::microseconds duration);
    void addAbortedIteration(int scenario);
    void addToCheck(const QString &givenName, qint64 passed, qint64 failed);
    void addError(const ScriptError &error);
    /// Metrics of the script's own; it bounds their names itself (js/metrics.js).
    void addToCounter(const QString &name, double added);
    void addToTrend(const QString &name, std::span<const double> values);
    void setGauge(const Protocol::GaugeDelta &gauge);
    /// The number of a new name of steps; the script bounds how many there are (js/steps.js).
    int addStep(const QString &name);
    /// `startedAt` is what elapsed() was.
    void endStep(int step, StepOutcome outcome, std::chrono::microseconds startedAt);
    void addStepRequests(int step, qint64 count);

    /// An iteration or a request that could go on has waited so long for its turn in this program.
    void addQueued(std::chrono::microseconds time) { m_queued.record(time); }
    /// What was counted since the last take().
    Protocol::MetricsDelta take(int activeWorkers);

private:
    struct Scenario
    {
        qint64 ok = 0;
        qint64 failed = 0;
        qint64 aborted = 0;
        Histogram duration;
        Histogram failedDuration;
    };
    struct Check
    {
        qint64 passed = 0;
        qint64 failed = 0;
    };

    struct Step
    {
        QString name;
        qint64 ok = 0;
        qint64 failed = 0;
        qint64 aborted = 0;
        qint64 requests = 0;
        Histogram duration;
        Histogram failedDuration;
    };

    QList<Protocol::ScenarioDelta> takeScenarios();
    QList<Protocol::StepDelta> takeSteps();
    QList<Protocol::CheckDelta> takeChecks();

    const Clock &m_clock;
    std::chrono::microseconds m_startedAt{0};
    std::optional<std::chrono::microseconds> m_loadEndedAfter;
    ExchangeCounter m_load;
    ExchangeCounter m_fixtures;
    std::vector<Scenario> m_scenarios; // first of all, that of iterations without one
    std::vector<Step> m_steps;
    QHash<QString, Check> m_checks;
    Histogram m_queued;
    ErrorLog m_errors;
    QMap<QString, double> m_counters; // only what changed since the last take(), as the two below
    QMap<QString, Distribution> m_trends;
    QMap<QString, Protocol::GaugeDelta> m_gauges;
};

} // namespace Molotov
