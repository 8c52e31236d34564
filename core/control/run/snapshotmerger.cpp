// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/snapshotmerger.h"

#include "core/control/run/scripterrors.h"

#include <QCoreApplication>

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

template <typename Container, typename Predicate>
bool all(const Container &container, Predicate predicate)
{
    return std::all_of(container.begin(), container.end(), predicate);
}

bool isSound(const Protocol::EndpointDelta &delta)
{
    return isCount(delta.count) && isCount(delta.failed) && delta.failed <= delta.count
           && all(delta.statuses, isCount) && delta.latency.isWellFormed();
}

QString keyOf(const ScriptError &error)
{
    const auto place = error.stack.isEmpty() ? QString() : error.stack.first().place.toString();
    return QString::number(int(error.kind)) + place + QChar(0) + error.message;
}

// The index of a key's entry in a list of `size` entries that is to have `most`; the last one is for what has
// no room. Is `size` when the entry has still to be made.
template <typename Key>
int indexOf(QHash<Key, int> &indexes, const Key &key, qsizetype size, int most)
{
    const auto known = indexes.constFind(key);
    if (known != indexes.constEnd())
        return *known;
    if (size >= most)
        return most - 1;
    if (size < most - 1)
        indexes.insert(key, int(size));
    return int(size);
}

// The entry of a name in a list of at most MaxMetrics; the last one is for all others.
template <typename Metrics>
int entryOf(QList<Metrics> &list, QHash<QString, int> &indexes, const QString &name)
{
    const int index = indexOf(indexes, name, list.size(), SnapshotMerger::MaxMetrics);
    if (index == list.size()) {
        const auto others = QCoreApplication::translate("SnapshotMerger", "(all others)");
        list.append(Metrics{.name = index == SnapshotMerger::MaxMetrics - 1 ? others : name});
    }
    return index;
}

} // namespace

SnapshotMerger::SnapshotMerger(int helpers, CompiledScenario scenario)
    : m_scenario(std::move(scenario))
    , m_helperLags(size_t(helpers))
    , m_series(helpers)
{
    for (int i = 0; i < helpers; ++i)
        m_totals.helpers.append(HelperMetrics{.index = i});
}

void SnapshotMerger::helperReady(int helper, qint64 pid)
{
    m_totals.helpers[helper].pid = pid;
}

void SnapshotMerger::helperAnswers(int helper, bool answers)
{
    m_totals.helpers[helper].isSilent = !answers;
}

void SnapshotMerger::helperEnded(int helper, HelperEnd end)
{
    m_totals.helpers[helper].end = end;
    m_totals.helpers[helper].isSilent = false;
    m_series.helperEnded(helper);
}

void SnapshotMerger::runStarted(const QList<Protocol::ScenarioInfo> &scenarios, const QDateTime &at)
{
    m_totals.startedAt = at;
    for (const auto &scenario : scenarios)
        m_totals.scenarios.append(ScenarioMetrics{.name = scenario.name});
    m_scenarioDurations.resize(size_t(scenarios.size()));
}

Status SnapshotMerger::add(int helper, const Protocol::MetricsDelta &delta, microseconds now)
{
    if (const auto problem = problemOf(delta, now); !problem.isEmpty())
        return Error{problem};
    m_totals.bytesIn += delta.bytesIn;
    m_totals.bytesOut += delta.bytesOut;
    for (const auto &endpoint : delta.endpoints) {
        addEndpoint(endpoint);
        m_totals.helpers[helper].requests += endpoint.count;
    }
    for (const auto &scenario : delta.scenarios)
        addScenario(scenario);
    for (const auto &check : delta.checks)
        addCheck(check);
    addMetrics(delta);
    for (const auto &group : delta.errors)
        addError({toUserPlaces(group.error, m_scenario), group.count, group.first, group.last});
    merge(delta.loopLag, m_loopLag);
    merge(delta.loopLag, m_helperLags.at(size_t(helper)));
    m_series.add(helper, delta);
    return {};
}

QString SnapshotMerger::problemOf(const Protocol::MetricsDelta &delta, microseconds now) const
{
    if (delta.elapsed < microseconds(0) || delta.elapsed > now + MaxAhead)
        return QStringLiteral("a time of %1 µs").arg(delta.elapsed.count());
    if (delta.activeWorkers < 0 || !isCount(delta.bytesIn) || !isCount(delta.bytesOut))
        return QStringLiteral("counts that are out of range");
    if (!all(delta.endpoints, isSound))
        return QStringLiteral("an endpoint with malformed counts");
    const auto isSoundScenario = [this](const Protocol::ScenarioDelta &scenario) {
        return scenario.scenario >= (scenario.ok == 0 ? -1 : 0)
               && scenario.scenario < m_totals.scenarios.size() && isCount(scenario.ok)
               && isCount(scenario.failed) && scenario.duration.isWellFormed();
    };
    if (!all(delta.scenarios, isSoundScenario))
        return QStringLiteral("an unknown scenario or malformed counts of one");
    if (!all(delta.checks, [](const auto &check) { return isCount(check.passed) && isCount(check.failed); }))
        return QStringLiteral("a check with malformed counts");
    const auto isSoundCounter = [](const auto &counter) {
        return std::isfinite(counter.added) && counter.added >= 0;
    };
    const auto isSoundGauge = [](const auto &gauge) {
        return std::isfinite(gauge.min) && gauge.min <= gauge.last && gauge.last <= gauge.max
               && std::isfinite(gauge.max);
    };
    if (!all(delta.counters, isSoundCounter) || !all(delta.gauges, isSoundGauge)
        || !all(delta.trends, [](const auto &trend) { return trend.values.isWellFormed(); }))
        return QStringLiteral("a metric of the script with malformed values");
    if (!all(delta.errors, [](const auto &group) { return isCount(group.count); }))
        return QStringLiteral("an error with a malformed count");
    if (!delta.loopLag.isWellFormed())
        return QStringLiteral("a malformed loop lag");
    return {};
}

void SnapshotMerger::addEndpoint(const Protocol::EndpointDelta &delta)
{
    auto &endpoints = m_totals.endpoints;
    const int index =
        indexOf(m_endpointIndexes, std::pair(delta.method, delta.name), endpoints.size(), MaxEndpoints);
    if (index == endpoints.size()) {
        const bool isLast = index == MaxEndpoints - 1;
        const auto others = QCoreApplication::translate("SnapshotMerger", "(all others)");
        endpoints.append(EndpointMetrics{.method = isLast ? QString() : delta.method,
                                         .name = isLast ? others : delta.name});
        m_endpointLatencies.emplace_back();
    }
    auto &endpoint = endpoints[index];
    endpoint.count += delta.count;
    endpoint.failed += delta.failed;
    for (auto it = delta.statuses.begin(); it != delta.statuses.end(); ++it)
        endpoint.statuses[it.key()] += it.value();
    merge(delta.latency, m_endpointLatencies.at(size_t(index)));
    merge(delta.latency, m_latency);
    m_totals.requests += delta.count;
    m_totals.requestsFailed += delta.failed;
}

void SnapshotMerger::addScenario(const Protocol::ScenarioDelta &delta)
{
    m_totals.iterationsOk += delta.ok;
    m_totals.iterationsFailed += delta.failed;
    if (delta.scenario < 0)
        return; // there was none to run
    auto &scenario = m_totals.scenarios[delta.scenario];
    scenario.ok += delta.ok;
    scenario.failed += delta.failed;
    merge(delta.duration, m_scenarioDurations.at(size_t(delta.scenario)));
}

void SnapshotMerger::addCheck(const Protocol::CheckDelta &delta)
{
    auto &checks = m_totals.checks;
    const int index = indexOf(m_checkIndexes, delta.name, checks.size(), MaxChecks);
    if (index == checks.size()) {
        const auto others = QCoreApplication::translate("SnapshotMerger", "(all others)");
        checks.append(CheckMetrics{.name = index == MaxChecks - 1 ? others : delta.name});
    }
    checks[index].passed += delta.passed;
    checks[index].failed += delta.failed;
}

void SnapshotMerger::addMetrics(const Protocol::MetricsDelta &delta)
{
    for (const auto &counter : delta.counters)
        m_totals.counters[entryOf(m_totals.counters, m_counterIndexes, counter.name)].total += counter.added;
    for (const auto &trend : delta.trends) {
        const auto index = size_t(entryOf(m_totals.trends, m_trendIndexes, trend.name));
        m_trends.resize(size_t(m_totals.trends.size()));
        (void)m_trends.at(index).values.add(trend.values);
        m_trends.at(index).hasChanged = true;
    }
    for (const auto &gauge : delta.gauges) {
        const auto known = m_totals.gauges.size();
        const int index = entryOf(m_totals.gauges, m_gaugeIndexes, gauge.name);
        auto &total = m_totals.gauges[index];
        total.last = gauge.last;
        total.min = index == known ? gauge.min : std::min(total.min, gauge.min);
        total.max = index == known ? gauge.max : std::max(total.max, gauge.max);
    }
}

void SnapshotMerger::addLocalError(const QString &message, microseconds now)
{
    addError({{.kind = ErrorKind::Local, .message = message, .stack = {}}, 1, now, now});
}

void SnapshotMerger::addError(const ErrorGroup &group)
{
    auto &errors = m_totals.errors;
    const int index = indexOf(m_errorIndexes, keyOf(group.error), errors.size(), MaxErrorGroups);
    if (index == errors.size()) {
        errors.append(group);
        if (index == MaxErrorGroups - 1)
            errors.last().error = {.kind = ErrorKind::Script,
                                   .message =
                                       QCoreApplication::translate("SnapshotMerger", "(all other errors)"),
                                   .stack = {}};
        return;
    }
    auto &known = errors[index];
    known.count += group.count;
    known.first = std::min(known.first, group.first);
    known.last = std::max(known.last, group.last);
}

Snapshot SnapshotMerger::snapshot(microseconds now)
{
    for (size_t i = 0; i < m_endpointLatencies.size(); ++i)
        summarizeIfChanged(m_endpointLatencies.at(i), m_totals.endpoints[qsizetype(i)].latency);
    for (size_t i = 0; i < m_scenarioDurations.size(); ++i)
        summarizeIfChanged(m_scenarioDurations.at(i), m_totals.scenarios[qsizetype(i)].duration);
    summarizeIfChanged(m_latency, m_totals.latency);
    for (size_t i = 0; i < m_helperLags.size(); ++i)
        summarizeIfChanged(m_helperLags.at(i), m_totals.helpers[qsizetype(i)].loopLag);
    summarizeIfChanged(m_loopLag, m_totals.loopLag);
    for (size_t i = 0; i < m_trends.size(); ++i) {
        auto &trend = m_totals.trends[qsizetype(i)];
        if (std::exchange(m_trends.at(i).hasChanged, false))
            trend = summarize(trend.name, m_trends.at(i).values);
    }
    m_series.closeSeconds(now);
    m_totals.elapsed = now;
    m_totals.activeWorkers = m_series.activeWorkers();
    m_totals.series = m_series.points();
    return m_totals;
}

void SnapshotMerger::merge(const SparseHistogram &values, Latencies &latencies)
{
    (void)latencies.histogram.add(values); // problemOf() has seen that it is well-formed
    latencies.hasChanged = true;
}

void SnapshotMerger::summarizeIfChanged(Latencies &latencies, LatencySummary &summary)
{
    if (std::exchange(latencies.hasChanged, false))
        summary = summarize(latencies.histogram);
}

} // namespace Molotov
