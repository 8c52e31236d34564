// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/metricsrecorder.h"

#include "core/engine/boundedtext.h"
#include "core/engine/clock.h"

#include <algorithm>
#include <utility>

using std::chrono::microseconds;

namespace Molotov {

MetricsRecorder::MetricsRecorder(const Clock &clock)
    : m_clock(clock)
    , m_startedAt(clock.now())
{
}

void MetricsRecorder::start(int scenarioCount)
{
    m_startedAt = m_clock.now();
    m_scenarios.resize(size_t(scenarioCount) + 1);
    m_effort = {};
    m_processTimes = ProcessTimes::now();
}

microseconds MetricsRecorder::elapsed() const
{
    return m_clock.now() - m_startedAt;
}

void MetricsRecorder::endLoad()
{
    if (!m_loadEndedAfter)
        m_loadEndedAfter = elapsed();
}

void MetricsRecorder::addIteration(int scenario, bool ok, microseconds duration)
{
    auto &iterations = m_scenarios.at(size_t(scenario + 1));
    ++(ok ? iterations.ok : iterations.failed);
    (ok ? iterations.duration : iterations.failedDuration).record(duration);
}

void MetricsRecorder::addAbortedIteration(int scenario)
{
    ++m_scenarios.at(size_t(scenario + 1)).aborted;
}

void MetricsRecorder::addScriptTimeOf(int scenario, microseconds time)
{
    if (const auto index = size_t(scenario + 1); scenario >= 0 && index < m_scenarios.size())
        m_scenarios[index].scriptTime += time;
}

void MetricsRecorder::addToCheck(const QString &givenName, qint64 passed, qint64 failed)
{
    const auto name = boundedText(givenName, MaxNameLength);
    const bool isKnown = m_checks.contains(name);
    auto &check =
        isKnown || m_checks.size() < MaxChecks ? m_checks[name] : m_checks[QStringLiteral("(other)")];
    check.passed += passed;
    check.failed += failed;
}

ErrorLog::Added MetricsRecorder::addError(const ScriptError &error)
{
    return m_errors.add(error, elapsed());
}

void MetricsRecorder::addToCounter(const QString &name, double added)
{
    m_counters[name] += added;
}

void MetricsRecorder::addToTrend(const QString &name, std::span<const double> values)
{
    auto &trend = m_trends[name];
    for (const double value : values)
        trend.record(value);
}

void MetricsRecorder::setGauge(const Protocol::GaugeDelta &gauge)
{
    m_gauges[gauge.name] = gauge;
}

int MetricsRecorder::addStep(const QString &name)
{
    m_steps.push_back({.name = boundedText(name, MaxNameLength)});
    return int(m_steps.size()) - 1;
}

void MetricsRecorder::endStep(int step, StepOutcome outcome, microseconds startedAt)
{
    auto &ended = m_steps.at(size_t(step));
    switch (outcome) {
    case StepOutcome::Ok:
        ++ended.ok;
        ended.duration.record(elapsed() - startedAt);
        break;
    case StepOutcome::Failed:
        ++ended.failed;
        ended.failedDuration.record(elapsed() - startedAt);
        break;
    case StepOutcome::Aborted:
        ++ended.aborted;
        break;
    case StepOutcome::Uncounted:
        break;
    }
}

void MetricsRecorder::addStepRequests(int step, qint64 count)
{
    m_steps.at(size_t(step)).requests += count;
}

QList<Protocol::ScenarioDelta> MetricsRecorder::takeScenarios()
{
    QList<Protocol::ScenarioDelta> deltas;
    for (size_t i = 0; i < m_scenarios.size(); ++i) {
        auto &scenario = m_scenarios[i];
        if (scenario.ok + scenario.failed + scenario.aborted == 0 && scenario.scriptTime.count() == 0)
            continue;
        deltas.append({.scenario = int(i) - 1,
                       .ok = std::exchange(scenario.ok, 0),
                       .failed = std::exchange(scenario.failed, 0),
                       .aborted = std::exchange(scenario.aborted, 0),
                       .duration = scenario.duration.sparse(),
                       .failedDuration = scenario.failedDuration.sparse(),
                       .scriptTime = std::exchange(scenario.scriptTime, {})});
        scenario.duration.clear();
        scenario.failedDuration.clear();
    }
    return deltas;
}

QList<Protocol::StepDelta> MetricsRecorder::takeSteps()
{
    QList<Protocol::StepDelta> deltas;
    for (auto &step : m_steps) {
        if (step.ok + step.failed + step.aborted + step.requests == 0)
            continue;
        deltas.append({.name = step.name,
                       .ok = std::exchange(step.ok, 0),
                       .failed = std::exchange(step.failed, 0),
                       .aborted = std::exchange(step.aborted, 0),
                       .requests = std::exchange(step.requests, 0),
                       .duration = step.duration.sparse(),
                       .failedDuration = step.failedDuration.sparse()});
        step.duration.clear();
        step.failedDuration.clear();
    }
    return deltas;
}

QList<Protocol::CheckDelta> MetricsRecorder::takeChecks()
{
    QList<Protocol::CheckDelta> deltas;
    for (auto it = m_checks.begin(); it != m_checks.end(); ++it) {
        if (it->passed + it->failed > 0) {
            deltas.append({.name = it.key(),
                           .passed = std::exchange(it->passed, 0),
                           .failed = std::exchange(it->failed, 0)});
        }
    }
    return deltas;
}

// Four times a second: there is a way to the system in it.
HelperEffort MetricsRecorder::takeEffort(microseconds now, int activeWorkers)
{
    auto effort = std::exchange(m_effort, {});
    const auto times = ProcessTimes::now();
    const auto before = std::exchange(m_processTimes, times);
    effort.time = now - std::exchange(m_taken, now);
    effort.userTime = effort.time * (std::exchange(m_activeWorkers, activeWorkers) + activeWorkers) / 2;
    effort.cpu = std::max(microseconds(0), times.cpu - before.cpu);
    effort.cpuWait = std::max(microseconds(0), times.cpuWait - before.cpuWait);
    effort.connectionWait = m_load.takeConnectionWait();
    return effort;
}

Protocol::MetricsDelta MetricsRecorder::take(int activeWorkers)
{
    Protocol::MetricsDelta delta;
    delta.elapsed = elapsed();
    delta.loadTime = m_loadEndedAfter.value_or(delta.elapsed);
    delta.activeWorkers = activeWorkers;
    delta.bytesIn = m_load.takeBytesIn();
    delta.bytesOut = m_load.takeBytesOut();
    delta.endpoints = m_load.takeEndpoints();
    delta.fixtures = {.bytesIn = m_fixtures.takeBytesIn(),
                      .bytesOut = m_fixtures.takeBytesOut(),
                      .endpoints = m_fixtures.takeEndpoints()};
    delta.scenarios = takeScenarios();
    delta.steps = takeSteps();
    delta.checks = takeChecks();
    delta.queued = m_queued.sparse();
    m_queued.clear();
    delta.dropped = std::exchange(m_dropped, 0);
    delta.late = std::exchange(m_late, 0);
    delta.responseTime = m_responseTime.sparse();
    m_responseTime.clear();
    delta.effort = takeEffort(delta.elapsed, activeWorkers);
    delta.errors = m_errors.take();
    for (auto it = m_counters.begin(); it != m_counters.end(); ++it)
        delta.counters.append({.name = it.key(), .added = *it});
    for (auto it = m_trends.begin(); it != m_trends.end(); ++it)
        delta.trends.append({.name = it.key(), .values = it->sparse()});
    delta.gauges = m_gauges.values();
    m_counters.clear();
    m_trends.clear();
    m_gauges.clear();
    return delta;
}

} // namespace Molotov
