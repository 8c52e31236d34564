// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/metricsrecorder.h"

#include "core/engine/clock.h"

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
}

microseconds MetricsRecorder::elapsed() const
{
    return m_clock.now() - m_startedAt;
}

MetricsRecorder::Endpoint &MetricsRecorder::endpoint(const QByteArray &method, const QString &name)
{
    const auto known = m_endpoints.find({method, name});
    if (known != m_endpoints.end())
        return *known;
    if (m_endpoints.size() >= MaxNames)
        return m_endpoints[{method, QStringLiteral("(other)")}];
    return m_endpoints[{method, name}];
}

void MetricsRecorder::addResponse(const QByteArray &method, const QString &name, int status,
                                  microseconds latency)
{
    auto &exchanges = endpoint(method, name);
    ++exchanges.count;
    ++exchanges.statuses[status];
    exchanges.latency.record(latency);
}

void MetricsRecorder::addFailure(const QByteArray &method, const QString &name)
{
    auto &exchanges = endpoint(method, name);
    ++exchanges.count;
    ++exchanges.failed;
}

void MetricsRecorder::addTraffic(qint64 bytesIn, qint64 bytesOut)
{
    m_bytesIn += bytesIn;
    m_bytesOut += bytesOut;
}

void MetricsRecorder::addIteration(int scenario, bool ok, microseconds duration)
{
    auto &iterations = m_scenarios.at(size_t(scenario + 1));
    ++(ok ? iterations.ok : iterations.failed);
    iterations.duration.record(duration);
}

void MetricsRecorder::addToCheck(const QString &name, qint64 passed, qint64 failed)
{
    const bool isKnown = m_checks.contains(name);
    auto &check =
        isKnown || m_checks.size() < MaxNames ? m_checks[name] : m_checks[QStringLiteral("(other)")];
    check.passed += passed;
    check.failed += failed;
}

void MetricsRecorder::addError(const ScriptError &error)
{
    m_errors.add(error, elapsed());
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

Protocol::MetricsDelta MetricsRecorder::take(int activeWorkers)
{
    Protocol::MetricsDelta delta;
    delta.elapsed = elapsed();
    delta.activeWorkers = activeWorkers;
    delta.bytesIn = std::exchange(m_bytesIn, 0);
    delta.bytesOut = std::exchange(m_bytesOut, 0);
    for (auto it = m_endpoints.begin(); it != m_endpoints.end(); ++it) {
        if (it->count == 0)
            continue;
        delta.endpoints.append({.method = QString::fromLatin1(it.key().first),
                                .name = it.key().second,
                                .count = std::exchange(it->count, 0),
                                .failed = std::exchange(it->failed, 0),
                                .statuses = std::exchange(it->statuses, {}),
                                .latency = it->latency.sparse()});
        it->latency.clear();
    }
    for (size_t i = 0; i < m_scenarios.size(); ++i) {
        auto &scenario = m_scenarios[i];
        if (scenario.ok + scenario.failed == 0)
            continue;
        delta.scenarios.append({.scenario = int(i) - 1,
                                .ok = std::exchange(scenario.ok, 0),
                                .failed = std::exchange(scenario.failed, 0),
                                .duration = scenario.duration.sparse()});
        scenario.duration.clear();
    }
    for (auto it = m_checks.begin(); it != m_checks.end(); ++it) {
        if (it->passed + it->failed > 0) {
            delta.checks.append({.name = it.key(),
                                 .passed = std::exchange(it->passed, 0),
                                 .failed = std::exchange(it->failed, 0)});
        }
    }
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
