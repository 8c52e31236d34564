// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/deltamerger.h"

#include <algorithm>
#include <cmath>

namespace Molotov {

namespace {

// The entry of a key; a new one is `fresh`.
template <typename Key, typename Entry>
Entry &entryOf(QHash<Key, qsizetype> &indexes, const Key &key, QList<Entry> &list, const Entry &fresh)
{
    const auto known = indexes.constFind(key);
    if (known != indexes.constEnd())
        return list[*known];
    indexes.insert(key, list.size());
    list.append(fresh);
    return list.last();
}

// Cuts counts in proportion to time.
class Part
{
public:
    Part(double from, double to)
        : m_from(from)
        , m_to(to)
    {
    }

    qint64 of(qint64 count) const
    {
        return std::llround(double(count) * m_to) - std::llround(double(count) * m_from);
    }
    double of(double sum) const { return sum * (m_to - m_from); }
    std::chrono::microseconds of(std::chrono::microseconds time) const
    {
        return std::chrono::microseconds(of(qint64(time.count())));
    }
    HelperEffort of(const HelperEffort &whole) const
    {
        return {.time = of(whole.time),
                .userTime = of(whole.userTime),
                .cpu = of(whole.cpu),
                .cpuWait = of(whole.cpuWait),
                .script = of(whole.script),
                .connectionWait = of(whole.connectionWait),
                .withoutPort = of(whole.withoutPort),
                .withoutMemory = of(whole.withoutMemory)};
    }
    bool hasMiddle() const
    {
        constexpr double Middle = 0.5;
        return m_from <= Middle && Middle < m_to;
    }

    Protocol::EndpointDelta of(const Protocol::EndpointDelta &whole) const
    {
        auto part = whole;
        part.failed = of(whole.failed);
        part.aborted = of(whole.aborted);
        part.count = of(whole.count - whole.failed - whole.aborted) + part.failed + part.aborted;
        part.retried = of(whole.retried);
        for (auto &count : part.statuses)
            count = of(count);
        if (!hasMiddle()) {
            part.latency = {};
            part.responseTime = {};
            part.failedLatency = {};
            part.phases = {};
        }
        return part;
    }

    template <typename Timed>
    void cut(Timed &timed) const // a scenario or a step
    {
        timed.ok = of(timed.ok);
        timed.failed = of(timed.failed);
        timed.aborted = of(timed.aborted);
        if (!hasMiddle()) {
            timed.duration = {};
            timed.failedDuration = {};
        }
    }

private:
    double m_from;
    double m_to;
};

} // namespace

void DeltaMerger::add(const QList<Protocol::EndpointDelta> &deltas, QList<Protocol::EndpointDelta> &sums,
                      EndpointIndexes &indexes)
{
    for (const auto &delta : deltas) {
        auto &sum = entryOf(indexes, std::pair(delta.method, delta.name), sums,
                            Protocol::EndpointDelta{.method = delta.method, .name = delta.name});
        sum.count += delta.count;
        sum.failed += delta.failed;
        sum.aborted += delta.aborted;
        sum.retried += delta.retried;
        for (auto it = delta.statuses.begin(); it != delta.statuses.end(); ++it)
            sum.statuses[it.key()] += it.value();
        sum.latency.add(delta.latency);
        sum.responseTime.add(delta.responseTime);
        sum.failedLatency.add(delta.failedLatency);
        forEachPhase(sum.phases, delta.phases,
                     [](SparseHistogram &all, const SparseHistogram &more) { all.add(more); });
    }
}

void DeltaMerger::add(const Protocol::MetricsDelta &delta)
{
    m_sum.bytesIn += delta.bytesIn;
    m_sum.bytesOut += delta.bytesOut;
    add(delta.endpoints, m_sum.endpoints, m_endpoints);
    m_sum.fixtures.bytesIn += delta.fixtures.bytesIn;
    m_sum.fixtures.bytesOut += delta.fixtures.bytesOut;
    add(delta.fixtures.endpoints, m_sum.fixtures.endpoints, m_fixtures);
    for (const auto &scenario : delta.scenarios) {
        auto &sum = entryOf(m_scenarios, scenario.scenario, m_sum.scenarios,
                            Protocol::ScenarioDelta{.scenario = scenario.scenario});
        sum.ok += scenario.ok;
        sum.failed += scenario.failed;
        sum.aborted += scenario.aborted;
        sum.duration.add(scenario.duration);
        sum.failedDuration.add(scenario.failedDuration);
        sum.scriptTime += scenario.scriptTime;
    }
    for (const auto &step : delta.steps) {
        auto &sum = entryOf(m_steps, step.name, m_sum.steps, Protocol::StepDelta{.name = step.name});
        sum.ok += step.ok;
        sum.failed += step.failed;
        sum.aborted += step.aborted;
        sum.requests += step.requests;
        sum.duration.add(step.duration);
        sum.failedDuration.add(step.failedDuration);
    }
    for (const auto &check : delta.checks) {
        auto &sum = entryOf(m_checks, check.name, m_sum.checks, Protocol::CheckDelta{.name = check.name});
        sum.passed += check.passed;
        sum.failed += check.failed;
    }
    for (const auto &counter : delta.counters) {
        entryOf(m_counters, counter.name, m_sum.counters, Protocol::CounterDelta{.name = counter.name})
            .added += counter.added;
    }
    for (const auto &trend : delta.trends) {
        entryOf(m_trends, trend.name, m_sum.trends, Protocol::TrendDelta{.name = trend.name})
            .values.add(trend.values);
    }
    for (const auto &gauge : delta.gauges) {
        auto &sum = entryOf(m_gauges, gauge.name, m_sum.gauges, gauge);
        sum.last = gauge.last;
        sum.min = std::min(sum.min, gauge.min);
        sum.max = std::max(sum.max, gauge.max);
    }
    m_sum.loopLag.add(delta.loopLag);
    m_sum.ownLag.add(delta.ownLag);
    m_sum.queued.add(delta.queued);
    m_sum.dropped += delta.dropped;
    m_sum.late += delta.late;
    m_sum.responseTime.add(delta.responseTime);
    m_sum.effort.add(delta.effort);
    m_sum.machine.add(delta.machine);
}

Protocol::MetricsDelta partOf(const Protocol::MetricsDelta &delta, double from, double to)
{
    const Part part(from, to);
    auto result = delta;
    result.bytesIn = part.of(delta.bytesIn);
    result.bytesOut = part.of(delta.bytesOut);
    result.fixtures.bytesIn = part.of(delta.fixtures.bytesIn);
    result.fixtures.bytesOut = part.of(delta.fixtures.bytesOut);
    for (auto *endpoints : {&result.endpoints, &result.fixtures.endpoints}) {
        for (auto &endpoint : *endpoints)
            endpoint = part.of(endpoint);
    }
    for (auto &scenario : result.scenarios) {
        part.cut(scenario);
        scenario.scriptTime = part.of(scenario.scriptTime);
    }
    for (auto &step : result.steps) {
        part.cut(step);
        step.requests = part.of(step.requests);
    }
    for (auto &check : result.checks) {
        check.passed = part.of(check.passed);
        check.failed = part.of(check.failed);
    }
    for (auto &counter : result.counters)
        counter.added = part.of(counter.added);
    result.dropped = part.of(delta.dropped);
    result.late = part.of(delta.late);
    result.effort = part.of(delta.effort);
    if (!part.hasMiddle()) {
        result.trends.clear();
        result.gauges.clear();
        result.loopLag = {};
        result.ownLag = {};
        result.queued = {};
        result.responseTime = {};
        result.machine = {};
    }
    return result;
}

} // namespace Molotov
