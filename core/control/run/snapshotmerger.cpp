// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/snapshotmerger.h"

#include "core/control/run/metricscheck.h"
#include "core/control/run/scripterrors.h"
#include "core/control/trust/trustrules.h"

#include <QCoreApplication>

#include <algorithm>

using std::chrono::microseconds;

namespace Molotov {

namespace {

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
    , m_loadSpans(size_t(helpers))
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
    m_scenarioTimes.resize(size_t(scenarios.size()));
}

Status SnapshotMerger::add(int helper, const Protocol::MetricsDelta &delta, microseconds now)
{
    if (const auto problem = problemOf(delta, m_totals.scenarios.size(), now); !problem.isEmpty())
        return Error{problem};
    m_totals.bytesIn += delta.bytesIn;
    m_totals.bytesOut += delta.bytesOut;
    for (const auto &endpoint : delta.endpoints) {
        addLoad(endpoint);
        m_totals.helpers[helper].requests += endpoint.count;
    }
    addFixtures(delta.fixtures);
    warnOfEndpoints(now);
    noteLoadTime(helper, delta, now);
    for (const auto &scenario : delta.scenarios)
        addScenario(scenario);
    for (const auto &step : delta.steps)
        addStep(step);
    for (const auto &check : delta.checks)
        addCheck(check);
    addMetrics(delta);
    for (const auto &group : delta.errors)
        addError(
            {toUserPlaces(group.error, m_scenario), group.count, group.first, group.last, group.isExample});
    merge(delta.loopLag, m_loopLag);
    merge(delta.ownLag, m_ownLag);
    merge(delta.queued, m_queued);
    m_totals.iterationsDropped += delta.dropped;
    m_totals.iterationsLate += delta.late;
    merge(delta.responseTime, m_responseTime);
    if (delta.longScript)
        addLongScript(*delta.longScript);
    merge(delta.loopLag, m_helperLags.at(size_t(helper)));
    m_totals.helpers[helper].effort.add(delta.effort);
    m_totals.effort.add(delta.effort);
    m_totals.machine.add(delta.machine);
    m_series.add(helper, delta);
    return {};
}

void SnapshotMerger::addLoad(const Protocol::EndpointDelta &delta)
{
    addEndpoint(delta, m_load, m_totals.endpoints);
    merge(delta.latency, m_latency);
    merge(delta.responseTime, m_requestResponseTime);
    merge(delta.failedLatency, m_failedLatency);
    merge(delta.phases, m_phases);
    m_totals.requests += delta.count;
    m_totals.requestsFailed += delta.failed;
    m_totals.requestsAborted += delta.aborted;
    m_totals.requestsRetried += delta.retried;
}

// Once a run: most likely their names hold ids that nothing else tells from words.
void SnapshotMerger::warnOfEndpoints(microseconds now)
{
    const auto isFull = [](const auto &endpoints) { return endpoints.size() == MaxEndpoints; };
    if (m_hasWarnedOfEndpoints || (!isFull(m_totals.endpoints) && !isFull(m_totals.fixtures.endpoints)))
        return;
    m_hasWarnedOfEndpoints = true;
    const auto text =
        QCoreApplication::translate(
            "SnapshotMerger", "More than %1 endpoints: the rest is counted together, as “(all others)”. "
                              "Give requests a name without ids, such as { name: \"/products/:id\" }")
            .arg(MaxEndpoints - 1);
    m_newWarnings.append(text);
    addError({{.kind = ErrorKind::Warning, .message = text, .stack = {}}, 1, now, now});
}

void SnapshotMerger::addFixtures(const Protocol::FixturesDelta &delta)
{
    auto &totals = m_totals.fixtures;
    totals.bytesIn += delta.bytesIn;
    totals.bytesOut += delta.bytesOut;
    for (const auto &endpoint : delta.endpoints) {
        addEndpoint(endpoint, m_fixtures, totals.endpoints);
        totals.requests += endpoint.count;
        totals.failed += endpoint.failed;
        totals.aborted += endpoint.aborted;
        totals.retried += endpoint.retried;
    }
}

void SnapshotMerger::addEndpoint(const Protocol::EndpointDelta &delta, Endpoints &known,
                                 QList<EndpointMetrics> &totals)
{
    const int index =
        indexOf(known.indexes, std::pair(delta.method, delta.name), totals.size(), MaxEndpoints);
    if (index == totals.size()) {
        const bool isLast = index == MaxEndpoints - 1;
        const auto others = QCoreApplication::translate("SnapshotMerger", "(all others)");
        totals.append(EndpointMetrics{.method = isLast ? QString() : delta.method,
                                      .name = isLast ? others : delta.name});
        known.latencies.emplace_back();
        known.responseTimes.emplace_back();
        known.failedLatencies.emplace_back();
        known.phases.emplace_back();
    }
    auto &endpoint = totals[index];
    endpoint.count += delta.count;
    endpoint.failed += delta.failed;
    endpoint.aborted += delta.aborted;
    endpoint.retried += delta.retried;
    for (auto it = delta.statuses.begin(); it != delta.statuses.end(); ++it)
        endpoint.statuses[it.key()] += it.value();
    merge(delta.latency, known.latencies.at(size_t(index)));
    merge(delta.responseTime, known.responseTimes.at(size_t(index)));
    merge(delta.failedLatency, known.failedLatencies.at(size_t(index)));
    merge(delta.phases, known.phases.at(size_t(index)));
}

// A helper counts from the moment that it read StartRun, which is some time after we sent it. The report that
// came fastest tells best when that was.
void SnapshotMerger::noteLoadTime(int helper, const Protocol::MetricsDelta &delta, microseconds now)
{
    const auto began = std::max(microseconds(0), now - delta.elapsed);
    auto &span = m_loadSpans.at(size_t(helper));
    const auto begin = span ? std::min(span->begin, began) : began;
    span = LoadSpan{.begin = begin, .end = begin + delta.loadTime};
}

// From the moment that the first helper began to the moment that the last one was to send no more.
microseconds SnapshotMerger::loadTime() const
{
    std::optional<LoadSpan> all;
    for (const auto &span : m_loadSpans) {
        if (span && all)
            all = {std::min(all->begin, span->begin), std::max(all->end, span->end)};
        else if (span)
            all = span;
    }
    return all ? all->end - all->begin : microseconds(0);
}

void SnapshotMerger::addScenario(const Protocol::ScenarioDelta &delta)
{
    m_totals.iterationsOk += delta.ok;
    m_totals.iterationsFailed += delta.failed;
    m_totals.iterationsAborted += delta.aborted;
    if (delta.scenario < 0)
        return; // there was none to run
    auto &scenario = m_totals.scenarios[delta.scenario];
    scenario.ok += delta.ok;
    scenario.failed += delta.failed;
    scenario.aborted += delta.aborted;
    scenario.scriptTime += delta.scriptTime;
    auto &times = m_scenarioTimes.at(size_t(delta.scenario));
    merge(delta.duration, times.duration);
    merge(delta.failedDuration, times.failedDuration);
}

void SnapshotMerger::addStep(const Protocol::StepDelta &delta)
{
    const int index = entryOf(m_totals.steps, m_stepIndexes, delta.name);
    m_stepTimes.resize(size_t(m_totals.steps.size()));
    auto &step = m_totals.steps[index];
    step.ok += delta.ok;
    step.failed += delta.failed;
    step.aborted += delta.aborted;
    step.requests += delta.requests;
    auto &times = m_stepTimes.at(size_t(index));
    merge(delta.duration, times.duration);
    merge(delta.failedDuration, times.failedDuration);
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

void SnapshotMerger::addLongScript(const Protocol::LongScript &script)
{
    if (m_totals.longScript && m_totals.longScript->time >= script.time)
        return;
    const auto place = toUserPlaces(script.place, m_scenario);
    m_totals.longScript = LongScript{
        .time = script.time,
        .name = place.message,
        .place = placeOf(place).toString(),
    };
}

void SnapshotMerger::addMachine(const MachineUse &use)
{
    m_totals.machine.add(use);
    m_series.addMachine(use);
}

void SnapshotMerger::addProblem(const RunProblem &problem, microseconds now)
{
    addError({.error = {.kind = ErrorKind::Local, .message = {}, .stack = {}},
              .count = 1,
              .first = now,
              .last = now,
              .problem = problem});
}

int SnapshotMerger::groupOf(const ScriptError &error, microseconds at)
{
    auto mapped = toUserPlaces(error, m_scenario);
    const int number = m_errorGrouping.groupOf(mapped);
    if (number == m_totals.errors.size()) // whoever sent it does not count what it samples
        m_totals.errors.append({.error = mapped, .count = 0, .first = at, .last = at});
    return number;
}

void SnapshotMerger::addError(ErrorGroup group)
{
    auto &errors = m_totals.errors;
    const int number = m_errorGrouping.groupOf(group);
    if (number == errors.size())
        errors.append(group);
    else
        addToGroup(errors[number], group);
}

Snapshot SnapshotMerger::snapshot(microseconds now)
{
    summarizeIfChanged(m_load, m_totals.endpoints);
    summarizeIfChanged(m_fixtures, m_totals.fixtures.endpoints);
    for (size_t i = 0; i < m_scenarioTimes.size(); ++i) {
        auto &scenario = m_totals.scenarios[qsizetype(i)];
        summarizeIfChanged(m_scenarioTimes.at(i).duration, scenario.duration);
        summarizeIfChanged(m_scenarioTimes.at(i).failedDuration, scenario.failedDuration);
    }
    for (size_t i = 0; i < m_stepTimes.size(); ++i) {
        auto &step = m_totals.steps[qsizetype(i)];
        summarizeIfChanged(m_stepTimes.at(i).duration, step.duration);
        summarizeIfChanged(m_stepTimes.at(i).failedDuration, step.failedDuration);
    }
    summarizeIfChanged(m_latency, m_totals.latency);
    summarizeIfChanged(m_requestResponseTime, m_totals.requestResponseTime);
    summarizeIfChanged(m_failedLatency, m_totals.failedLatency);
    summarizeIfChanged(m_phases, m_totals.phases);
    for (size_t i = 0; i < m_helperLags.size(); ++i)
        summarizeIfChanged(m_helperLags.at(i), m_totals.helpers[qsizetype(i)].loopLag);
    summarizeIfChanged(m_loopLag, m_totals.loopLag);
    summarizeIfChanged(m_ownLag, m_totals.ownLag);
    summarizeIfChanged(m_queued, m_totals.queued);
    summarizeIfChanged(m_responseTime, m_totals.responseTime);
    for (size_t i = 0; i < m_trends.size(); ++i) {
        auto &trend = m_totals.trends[qsizetype(i)];
        if (std::exchange(m_trends.at(i).hasChanged, false))
            trend = summarize(trend.name, m_trends.at(i).values);
    }
    m_totals.elapsed = now;
    m_totals.loadTime = loadTime();
    m_totals.activeWorkers = m_series.activeWorkers();
    m_totals.trust = judgeTrust(TrustValues(m_totals));
    return m_totals;
}

QList<RunSecond> SnapshotMerger::takeSeconds(microseconds now)
{
    return noteRate(m_series.closeSeconds(now));
}

QList<RunSecond> SnapshotMerger::takeLastSeconds()
{
    return noteRate(m_series.closeAll());
}

QList<RunSecond> SnapshotMerger::noteRate(const QList<RunSecond> &seconds)
{
    for (const auto &second : seconds) {
        if (second.isWhole())
            m_totals.currentRate = second.point.requestRate;
    }
    return seconds;
}

Histogram SnapshotMerger::times(GoalTimes what, const QString &name) const
{
    if (what == GoalTimes::Scenario)
        return durations(m_totals.scenarios, m_scenarioTimes, name);
    if (what == GoalTimes::Step)
        return durations(m_totals.steps, m_stepTimes, name);
    const bool isResponseTime = what == GoalTimes::ResponseTime;
    if (name.isEmpty())
        return (isResponseTime ? m_requestResponseTime : m_latency).histogram;
    const auto &known = isResponseTime ? m_load.responseTimes : m_load.latencies;
    Histogram times;
    for (size_t i = 0; i < known.size(); ++i) {
        if (nameFits(name, m_totals.endpoints.at(qsizetype(i))))
            times.add(known.at(i).histogram);
    }
    return times;
}

// Of those that are ok.
template <typename Metrics>
Histogram SnapshotMerger::durations(const QList<Metrics> &totals, const std::vector<Times> &times,
                                    const QString &name)
{
    Histogram durations;
    for (size_t i = 0; i < times.size(); ++i) {
        if (name.isEmpty() || totals.at(qsizetype(i)).name == name)
            durations.add(times.at(i).duration.histogram);
    }
    return durations;
}

Distribution SnapshotMerger::trendValues(const QString &name) const
{
    for (size_t i = 0; i < m_trends.size(); ++i) {
        if (m_totals.trends.at(qsizetype(i)).name == name)
            return m_trends.at(i).values;
    }
    return {};
}

void SnapshotMerger::merge(const SparseHistogram &values, Latencies &latencies)
{
    if (values.cells.isEmpty())
        return;
    (void)latencies.histogram.add(values); // problemOf() has seen that it is well-formed
    latencies.hasChanged = true;
}

void SnapshotMerger::merge(const Phases<SparseHistogram> &values, Phases<Latencies> &latencies)
{
    forEachPhase(values, latencies, [](const auto &value, auto &known) { merge(value, known); });
}

void SnapshotMerger::summarizeIfChanged(Endpoints &known, QList<EndpointMetrics> &totals)
{
    for (size_t i = 0; i < known.latencies.size(); ++i) {
        summarizeIfChanged(known.latencies.at(i), totals[qsizetype(i)].latency);
        summarizeIfChanged(known.responseTimes.at(i), totals[qsizetype(i)].responseTime);
        summarizeIfChanged(known.failedLatencies.at(i), totals[qsizetype(i)].failedLatency);
        summarizeIfChanged(known.phases.at(i), totals[qsizetype(i)].phases);
    }
}

void SnapshotMerger::summarizeIfChanged(Latencies &latencies, LatencySummary &summary)
{
    if (std::exchange(latencies.hasChanged, false))
        summary = summarize(latencies.histogram);
}

void SnapshotMerger::summarizeIfChanged(Phases<Latencies> &latencies, Phases<LatencySummary> &summaries)
{
    forEachPhase(latencies, summaries,
                 [](auto &known, auto &summary) { summarizeIfChanged(known, summary); });
}

} // namespace Molotov
