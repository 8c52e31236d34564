// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/errorlog.h"
#include "core/engine/exchangecounter.h"
#include "core/engine/processtimes.h"
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
    /// When the run's clock started.
    std::chrono::microseconds startedAt() const { return m_startedAt; }
    /// No load is meant to run any more. Only the first call counts.
    void endLoad();
    /// There is load again, after an endLoad().
    void resumeLoad() { m_loadEndedAfter.reset(); }

    /// Of what iterations send.
    ExchangeCounter &load() { return m_load; }
    /// Of what sets up and tears down the run, workers and sessions.
    ExchangeCounter &fixtures() { return m_fixtures; }
    /// `scenario`: -1 when there was none to run.
    void addIteration(int scenario, bool ok, std::chrono::microseconds duration);
    void addAbortedIteration(int scenario);
    void addToCheck(const QString &givenName, qint64 passed, qint64 failed);
    ErrorLog::Added addError(const ScriptError &error);
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
    /// An iteration did not begin when it was meant to, as no user was free.
    void addDropped() { ++m_dropped; }
    /// An iteration begins later than the pacing says.
    void addLate() { ++m_late; }
    /// Of an iteration that is ok, from the moment that it was meant to begin.
    void addResponseTime(std::chrono::microseconds time) { m_responseTime.record(time); }
    /// JavaScript has kept the event loop for so long.
    void addScriptTime(std::chrono::microseconds time) { m_effort.script += time; }
    /// So much of it was that of the scenario. That of none (-1) is not told apart, and what comes before
    /// start() is no part of the run.
    void addScriptTimeOf(int scenario, std::chrono::microseconds time);
    /// A request was not sent because this computer had no port, descriptor or socket memory left.
    void addWithoutPort() { ++m_effort.withoutPort; }
    /// There was no room for what was answered.
    void addWithoutMemory() { ++m_effort.withoutMemory; }
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
        std::chrono::microseconds scriptTime{0};
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
    HelperEffort takeEffort(std::chrono::microseconds now, int activeWorkers);

    const Clock &m_clock;
    std::chrono::microseconds m_startedAt{0};
    std::optional<std::chrono::microseconds> m_loadEndedAfter;
    ExchangeCounter m_load;
    ExchangeCounter m_fixtures;
    std::vector<Scenario> m_scenarios; // first of all, that of iterations without one
    std::vector<Step> m_steps;
    QHash<QString, Check> m_checks;
    Histogram m_queued;
    qint64 m_dropped = 0;
    qint64 m_late = 0;
    Histogram m_responseTime;
    HelperEffort m_effort; // since the last take()
    ProcessTimes m_processTimes; // at the last take(), as the two below
    std::chrono::microseconds m_taken{0};
    int m_activeWorkers = 0;
    ErrorLog m_errors;
    QMap<QString, double> m_counters; // only what changed since the last take(), as the two below
    QMap<QString, Distribution> m_trends;
    QMap<QString, Protocol::GaugeDelta> m_gauges;
};

} // namespace Molotov
