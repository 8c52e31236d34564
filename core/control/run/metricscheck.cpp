// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/metricscheck.h"

#include "core/model/protocol/messages.h"

#include <algorithm>
#include <cmath>

using std::chrono::microseconds;

namespace Molotov {

namespace {

// Clocks of two computers may drift apart; one that is far ahead of ours is none.
constexpr microseconds MaxAhead = std::chrono::minutes(1);

// No helper counts so far between two reports.
bool isCount(qint64 number)
{
    return number >= 0 && number <= (qint64(1) << 48);
}

qint64 numberOf(qint64 count)
{
    return count;
}

qint64 numberOf(microseconds time)
{
    return time.count();
}

template <typename Container, typename Predicate>
bool all(const Container &container, Predicate predicate)
{
    return std::all_of(container.begin(), container.end(), predicate);
}

bool areSound(const Phases<SparseHistogram> &phases)
{
    bool isSound = true;
    forEachPhase(phases, [&isSound](const auto &phase) { isSound = isSound && phase.isWellFormed(); });
    return isSound;
}

bool isSound(const Protocol::EndpointDelta &delta)
{
    return isCount(delta.count) && isCount(delta.failed) && isCount(delta.aborted) && isCount(delta.retried)
           && delta.failed + delta.aborted <= delta.count && all(delta.statuses, isCount)
           && delta.latency.isWellFormed() && delta.responseTime.isWellFormed()
           && delta.failedLatency.isWellFormed() && areSound(delta.phases);
}

bool isSound(const Protocol::FixturesDelta &delta)
{
    return isCount(delta.bytesIn) && isCount(delta.bytesOut)
           && all(delta.endpoints, [](const auto &endpoint) { return isSound(endpoint); });
}

bool isSound(const Protocol::ScenarioDelta &delta, qsizetype scenarios)
{
    return delta.scenario >= (delta.ok + delta.aborted == 0 ? -1 : 0) && delta.scenario < scenarios
           && isCount(delta.ok) && isCount(delta.failed) && isCount(delta.aborted)
           && delta.duration.isWellFormed() && delta.failedDuration.isWellFormed()
           && isCount(delta.scriptTime.count());
}

bool isSound(const Protocol::StepDelta &delta)
{
    return isCount(delta.ok) && isCount(delta.failed) && isCount(delta.aborted) && isCount(delta.requests)
           && delta.duration.isWellFormed() && delta.failedDuration.isWellFormed();
}

bool areScriptMetricsSound(const Protocol::MetricsDelta &delta)
{
    const auto isSoundCounter = [](const auto &counter) {
        return std::isfinite(counter.added) && counter.added >= 0;
    };
    const auto isSoundGauge = [](const auto &gauge) {
        return std::isfinite(gauge.min) && gauge.min <= gauge.last && gauge.last <= gauge.max
               && std::isfinite(gauge.max);
    };
    return all(delta.counters, isSoundCounter) && all(delta.gauges, isSoundGauge)
           && all(delta.trends, [](const auto &trend) { return trend.values.isWellFormed(); });
}

bool isSound(const HelperEffort &effort)
{
    return std::apply([&](auto... part) { return (isCount(numberOf(effort.*part)) && ...); },
                      HelperEffort::fields());
}

bool isSound(const MachineUse &use)
{
    return std::apply([&](auto... part) { return (isCount(numberOf(use.*part)) && ...); },
                      MachineUse::fields());
}

} // namespace

QString problemOf(const Protocol::MetricsDelta &delta, qsizetype scenarios, microseconds now)
{
    if (delta.elapsed < microseconds(0) || delta.elapsed > now + MaxAhead)
        return QStringLiteral("a time of %1 µs").arg(delta.elapsed.count());
    if (delta.loadTime < microseconds(0) || delta.loadTime > delta.elapsed)
        return QStringLiteral("a load time of %1 µs").arg(delta.loadTime.count());
    if (delta.activeWorkers < 0 || !isCount(delta.bytesIn) || !isCount(delta.bytesOut))
        return QStringLiteral("counts that are out of range");
    if (!all(delta.endpoints, [](const auto &endpoint) { return isSound(endpoint); })
        || !isSound(delta.fixtures))
        return QStringLiteral("an endpoint with malformed counts");
    if (!all(delta.scenarios, [scenarios](const auto &scenario) { return isSound(scenario, scenarios); }))
        return QStringLiteral("an unknown scenario or malformed counts of one");
    if (!all(delta.steps, [](const auto &step) { return isSound(step); }))
        return QStringLiteral("a step with malformed counts");
    if (!all(delta.checks, [](const auto &check) { return isCount(check.passed) && isCount(check.failed); }))
        return QStringLiteral("a check with malformed counts");
    if (!areScriptMetricsSound(delta))
        return QStringLiteral("a metric of the script with malformed values");
    if (!all(delta.errors, [](const auto &group) { return isCount(group.count); }))
        return QStringLiteral("an error with a malformed count");
    if (!delta.loopLag.isWellFormed() || !delta.ownLag.isWellFormed() || !delta.queued.isWellFormed())
        return QStringLiteral("a malformed loop lag");
    if (!isCount(delta.dropped) || !isCount(delta.late) || !delta.responseTime.isWellFormed())
        return QStringLiteral("malformed counts of iterations");
    if (!isSound(delta.effort) || !isSound(delta.machine))
        return QStringLiteral("a malformed effort");
    return {};
}

} // namespace Molotov
