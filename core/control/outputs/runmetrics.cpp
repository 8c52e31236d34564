// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/runmetrics.h"

#include "core/control/results/codes.h"

#include <algorithm>
#include <map>

namespace Molotov {

namespace {

using Kind = MetricFamily::Kind;
using Unit = MetricFamily::Unit;

MetricLabels labelsOf(const Protocol::EndpointDelta &endpoint)
{
    return {{"method", endpoint.method}, {"endpoint", endpoint.name}};
}

MetricFamily endpointCounter(const char *name, const char *help,
                             const QList<Protocol::EndpointDelta> &endpoints,
                             qint64 Protocol::EndpointDelta::*count)
{
    MetricFamily family{name, Kind::Counter, Unit::None, help, {}};
    for (const auto &endpoint : endpoints)
        family.samples.append({labelsOf(endpoint), endpoint.*count});
    return family;
}

MetricFamily responses(const QList<Protocol::EndpointDelta> &endpoints)
{
    MetricFamily family{
        "responses", Kind::Counter, Unit::None, "Whole responses, by the class of their status.", {}};
    for (const auto &endpoint : endpoints) {
        for (const auto &[which, count] : RunMetrics::statusClasses(endpoint.statuses))
            family.samples.append({labelsOf(endpoint) + MetricLabels{{"status", which}}, count});
    }
    return family;
}

QList<MetricFamily> endpointFamilies(const QList<Protocol::EndpointDelta> &endpoints)
{
    using Endpoint = Protocol::EndpointDelta;
    MetricFamily durations{"request_duration",
                           Kind::Histogram,
                           Unit::Seconds,
                           "Time from the call to the last byte, of requests with a whole response.",
                           {}};
    for (const auto &endpoint : endpoints)
        durations.samples.append({labelsOf(endpoint), endpoint.latency});
    return {endpointCounter("requests", "Requests of iterations, with and without a response.", endpoints,
                            &Endpoint::count),
            endpointCounter("requests_failed", "Requests that got no whole response.", endpoints,
                            &Endpoint::failed),
            endpointCounter("requests_aborted", "Requests that the end of the run cut off.", endpoints,
                            &Endpoint::aborted),
            endpointCounter("requests_retried", "Requests that were sent again on another connection.",
                            endpoints, &Endpoint::retried),
            responses(endpoints),
            durations};
}

// Of what ends well, badly or not at all: iterations and steps.
template <typename Delta>
void addOutcomes(MetricFamily &family, const char *label, const QString &name, const Delta &delta)
{
    const std::initializer_list<std::pair<const char *, qint64>> outcomes{
        {"ok", delta.ok}, {"failed", delta.failed}, {"aborted", delta.aborted}};
    for (const auto &[outcome, count] : outcomes)
        family.samples.append({{{label, name}, {"outcome", QLatin1String(outcome)}}, count});
}

QList<MetricFamily> iterations(const QList<Protocol::ScenarioDelta> &scenarios, const QStringList &names)
{
    MetricFamily counts{
        "iterations", Kind::Counter, Unit::None, "Iterations, by their scenario and outcome.", {}};
    MetricFamily durations{"iteration_duration",
                           Kind::Histogram,
                           Unit::Seconds,
                           "Duration of iterations that ended well, by their scenario.",
                           {}};
    for (const auto &scenario : scenarios) {
        const auto name = names.value(scenario.scenario);
        addOutcomes(counts, "scenario", name, scenario);
        durations.samples.append({{{"scenario", name}}, scenario.duration});
    }
    return {counts, durations};
}

QList<MetricFamily> steps(const QList<Protocol::StepDelta> &steps)
{
    MetricFamily counts{"steps", Kind::Counter, Unit::None, "Steps of iterations, by their outcome.", {}};
    MetricFamily durations{
        "step_duration", Kind::Histogram, Unit::Seconds, "Duration of steps that ended well.", {}};
    for (const auto &step : steps) {
        addOutcomes(counts, "step", step.name, step);
        durations.samples.append({{{"step", step.name}}, step.duration});
    }
    return {counts, durations};
}

MetricFamily checks(const QList<Protocol::CheckDelta> &checks)
{
    MetricFamily family{"checks", Kind::Counter, Unit::None, "Checks of scenarios, by their outcome.", {}};
    for (const auto &check : checks) {
        family.samples.append({{{"check", check.name}, {"outcome", QStringLiteral("passed")}}, check.passed});
        family.samples.append({{{"check", check.name}, {"outcome", QStringLiteral("failed")}}, check.failed});
    }
    return family;
}

// What the scenario itself measures.
QList<MetricFamily> ownMetrics(const Protocol::MetricsDelta &sum)
{
    MetricFamily counters{"own_counter", Kind::Counter, Unit::None, "Counters of the scenario.", {}};
    for (const auto &counter : sum.counters)
        counters.samples.append({{{"counter", counter.name}}, counter.added});
    MetricFamily gauges{"own_gauge", Kind::Gauge, Unit::None, "Last values of gauges of the scenario.", {}};
    for (const auto &gauge : sum.gauges)
        gauges.samples.append({{{"gauge", gauge.name}}, gauge.last});
    MetricFamily counts{
        "own_trend_values", Kind::Counter, Unit::None, "Values of trends of the scenario.", {}};
    MetricFamily quantiles{"own_trend",
                           Kind::Gauge,
                           Unit::None,
                           "Quantiles of trends of the scenario, since the run began.",
                           {}};
    for (const auto &trend : sum.trends) {
        Distribution values;
        (void)values.add(trend.values); // it was checked when it came
        const auto summary = summarize(trend.name, values);
        counts.samples.append({{{"trend", trend.name}}, summary.count});
        const std::initializer_list<std::pair<const char *, double>> known{
            {"0.5", summary.p50}, {"0.9", summary.p90}, {"0.95", summary.p95}, {"0.99", summary.p99}};
        for (const auto &[quantile, value] : known)
            quantiles.samples.append({{{"trend", trend.name}, {"quantile", QLatin1String(quantile)}}, value});
    }
    return {counters, gauges, counts, quantiles};
}

MetricFamily errors(const QList<ErrorGroup> &groups)
{
    std::map<QString, qint64> kinds;
    for (const auto &group : groups)
        kinds[Codes::of(group.error.kind)] += group.count;
    MetricFamily family{"errors", Kind::Counter, Unit::None, "Errors, by their kind.", {}};
    for (const auto &[kind, count] : kinds)
        family.samples.append({{{"kind", kind}}, count});
    return family;
}

} // namespace

RunMetrics::Buckets RunMetrics::bucketsOf(const SparseHistogram &values)
{
    Buckets buckets{};
    size_t bucket = 0;
    for (qsizetype i = 0; i < values.cells.size(); ++i) {
        const auto begin = beginOfCell(values.cells.at(i));
        while (bucket < Bounds.size() && begin > Bounds.at(bucket) * 1e6)
            ++bucket;
        buckets.at(bucket) += values.counts.at(i);
    }
    return buckets;
}

QList<std::pair<QString, qint64>> RunMetrics::statusClasses(const QMap<int, qint64> &statuses)
{
    static constexpr std::array Names{"2xx", "3xx", "4xx", "5xx", "other"};
    std::map<StatusClass, qint64> classes;
    for (auto it = statuses.begin(); it != statuses.end(); ++it)
        classes[classOf(it.key())] += it.value();
    QList<std::pair<QString, qint64>> named;
    for (const auto &[which, count] : classes)
        named.append({QLatin1String(Names.at(size_t(which))), count});
    return named;
}

void RunMetrics::add(const OutputNews &news)
{
    if (news.began) {
        m_test = news.began->profile.test;
        m_startedAt = news.began->startedAt;
        for (const auto &scenario : news.began->scenarios)
            m_scenarios += scenario.name;
    }
    for (const auto &second : news.seconds) {
        m_sum.add(second.measured);
        m_last = second.point;
        m_covered = second.measured.elapsed;
    }
    if (const auto *totals = news.outcome ? &news.outcome->last : news.totals ? &*news.totals : nullptr) {
        m_errors = totals->errors;
        m_activeWorkers = totals->activeWorkers;
    }
    m_droppedSeconds += news.droppedSeconds;
}

QList<MetricFamily> RunMetrics::families() const
{
    const auto &sum = m_sum.sum();
    const auto single = [](const char *name, Kind kind, Unit unit, const char *help, auto value) {
        return MetricFamily{name, kind, unit, help, {{{}, value}}};
    };
    return endpointFamilies(sum.endpoints) + iterations(sum.scenarios, m_scenarios) + steps(sum.steps)
           + ownMetrics(sum)
           + QList<MetricFamily>{
               single("iterations_dropped", Kind::Counter, Unit::None,
                      "Iterations that did not begin when they were meant to, as no user was free.",
                      sum.dropped),
               single("iterations_late", Kind::Counter, Unit::None,
                      "Iterations that began later than the pacing says.", sum.late),
               checks(sum.checks),
               errors(m_errors),
               single("received", Kind::Counter, Unit::Bytes, "Bytes of responses.", sum.bytesIn),
               single("sent", Kind::Counter, Unit::Bytes, "Bytes of requests.", sum.bytesOut),
               single("dropped_seconds", Kind::Counter, Unit::None,
                      "Seconds that are missing in the other counters, because this computer was too busy.",
                      m_droppedSeconds),
               single("workers", Kind::Gauge, Unit::None, "Workers that have started and are not done.",
                      m_activeWorkers),
               single("request_rate", Kind::Gauge, Unit::None, "Requests a second, in the last second.",
                      m_last.requestRate),
               single("iteration_rate", Kind::Gauge, Unit::None,
                      "Iterations a second that ended in the last second, aborted ones left out.",
                      m_last.okRate + m_last.failedRate)};
}

} // namespace Molotov
