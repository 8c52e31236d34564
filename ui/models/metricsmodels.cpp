// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/metricsmodels.h"

#include "core/control/words/format.h"
#include "core/control/words/goaltext.h"
#include "core/control/words/runwords.h"
#include "core/model/goalparser.h"

#include <algorithm>
#include <limits>

namespace Molotov {

namespace {

constexpr int LongestName = 200;

template <typename Record>
using Column = typename RecordTableModel<Record>::Column;

template <typename Record>
Column<Record> textColumn(const QString &title, QString Record::*member)
{
    return {
        title, [member](const Record &record) { return Format::oneLine(record.*member, LongestName); }, {}};
}

template <typename Record>
Column<Record> countColumn(const QString &title, qint64 Record::*member)
{
    return {title, [member](const Record &record) { return Format::count(record.*member); },
            [member](const Record &record) { return double(record.*member); }};
}

Column<EndpointMetrics> classColumn(const QString &title, StatusClass which)
{
    return {title,
            [which](const EndpointMetrics &endpoint) { return Format::count(responsesOf(endpoint, which)); },
            [which](const EndpointMetrics &endpoint) { return double(responsesOf(endpoint, which)); }};
}

Column<OwnMetric> numberColumn(const QString &title, std::optional<double> OwnMetric::*member)
{
    const auto text = [member](const OwnMetric &metric) {
        return metric.*member ? Format::number(*(metric.*member)) : QStringLiteral("–");
    };
    const auto number = [member](const OwnMetric &metric) {
        return (metric.*member).value_or(-std::numeric_limits<double>::infinity());
    };
    return {title, text, number};
}

template <typename Record>
Column<Record> latencyColumn(const QString &title, LatencySummary Record::*summary,
                             std::chrono::microseconds LatencySummary::*member)
{
    const auto text = [summary, member](const Record &record) {
        const LatencySummary &latency = record.*summary;
        return latency.count > 0 ? Format::latency(latency.*member) : QStringLiteral("–");
    };
    const auto number = [summary, member](const Record &record) {
        const LatencySummary &latency = record.*summary;
        return latency.count > 0 ? double((latency.*member).count()) : -1.0;
    };
    return {title, text, number};
}

template <typename Record>
QList<Column<Record>> latencyColumns(LatencySummary Record::*summary)
{
    return {latencyColumn(MetricsModels::tr("p50"), summary, &LatencySummary::p50),
            latencyColumn(MetricsModels::tr("p95"), summary, &LatencySummary::p95),
            latencyColumn(MetricsModels::tr("p99"), summary, &LatencySummary::p99),
            latencyColumn(MetricsModels::tr("Max"), summary, &LatencySummary::max)};
}

} // namespace

MetricsModels::MetricsModels()
    : goals(goalColumns())
    , endpoints(endpointColumns())
    , scenarios(scenarioColumns())
    , steps(stepColumns())
    , checks(checkColumns())
    , own(ownColumns())
{
}

void MetricsModels::prepare(const Profile &profile)
{
    QList<GoalStatus> statuses;
    for (const auto &goal : parseGoals(profile.thresholds))
        statuses.append({.goal = goal});
    goals.setRecords(statuses);
    m_limit.reset();
}

void MetricsModels::setSnapshot(const Snapshot &snapshot)
{
    if (!snapshot.goals.isEmpty()) // before the first are judged, what prepare() says holds
        goals.setRecords(snapshot.goals);
    m_loadTime = snapshot.loadTime;
    m_limit = snapshot.limit;
    endpoints.setRecords(snapshot.endpoints);
    scenarios.setRecords(snapshot.scenarios);
    steps.setRecords(snapshot.steps);
    checks.setRecords(snapshot.checks);
    own.setRecords(ownMetrics(snapshot));
}

QStringList MetricsModels::names(GoalMeasure measure) const
{
    QStringList names;
    const auto add = [&names](const auto &records) {
        for (const auto &record : records)
            names += record.name;
    };
    const auto addOwn = [this, &names](const QString &kind) {
        for (const auto &metric : own.records()) {
            if (metric.kind == kind)
                names += metric.name;
        }
    };
    switch (measure) {
    case GoalMeasure::Latency:
    case GoalMeasure::ResponseTime:
    case GoalMeasure::Requests:
    case GoalMeasure::Failed:
    case GoalMeasure::Errors:
    case GoalMeasure::Status:
        for (const auto &endpoint : endpoints.records())
            names += endpoint.method + QLatin1Char(' ') + endpoint.name;
        break;
    case GoalMeasure::Iterations:
    case GoalMeasure::IterationsFailed:
    case GoalMeasure::Scenario:
        add(scenarios.records());
        break;
    case GoalMeasure::Step:
    case GoalMeasure::StepFailed:
        add(steps.records());
        break;
    case GoalMeasure::Check:
        add(checks.records());
        break;
    case GoalMeasure::Counter:
        addOwn(tr("Counter"));
        break;
    case GoalMeasure::Trend:
        addOwn(tr("Trend"));
        break;
    case GoalMeasure::Gauge:
        addOwn(tr("Gauge"));
        break;
    case GoalMeasure::Trust:
        break;
    }
    return names;
}

MetricsModels::Columns<GoalStatus> MetricsModels::goalColumns()
{
    const auto measured = [](const GoalStatus &status) {
        return status.measured ? status.goal.textOf(*status.measured) : QStringLiteral("–");
    };
    return {
        {tr("State"), [](const GoalStatus &status) { return RunWords::goalState(status.state); },
         [](const GoalStatus &status) { return double(status.state); }, true},
        {tr("Goal"), [](const GoalStatus &status) { return GoalText::subject(status.goal); }, {}},
        {tr("Measured"), measured,
         [](const GoalStatus &status) {
             return status.measured.value_or(-std::numeric_limits<double>::infinity());
         }},
        {tr("Limit"), [](const GoalStatus &status) { return GoalText::limit(status.goal); },
         [](const GoalStatus &status) { return status.goal.limit; }},
    };
}

MetricsModels::Columns<EndpointMetrics> MetricsModels::endpointColumns() const
{
    const auto perSecond = [this](const EndpointMetrics &endpoint) { return rate(double(endpoint.count)); };
    return Columns<EndpointMetrics>{
               textColumn(tr("Method"), &EndpointMetrics::method),
               textColumn(tr("Endpoint"), &EndpointMetrics::name),
               countColumn(tr("Requests"), &EndpointMetrics::count),
               classColumn(tr("2xx"), StatusClass::Success),
               classColumn(tr("3xx"), StatusClass::Redirection),
               classColumn(tr("4xx"), StatusClass::ClientError),
               classColumn(tr("5xx"), StatusClass::ServerError),
               classColumn(tr("Other"), StatusClass::Other),
               countColumn(tr("None", "column: requests without a whole response"), &EndpointMetrics::failed),
               countColumn(tr("Aborted"), &EndpointMetrics::aborted),
               countColumn(tr("Retried"), &EndpointMetrics::retried),
               {tr("Req/s"), [perSecond](const EndpointMetrics &e) { return Format::rate(perSecond(e)); },
                perSecond}}
           + latencyColumns(&EndpointMetrics::latency)
           + Columns<EndpointMetrics>{{tr("p95 with waiting"),
                                       [](const EndpointMetrics &e) {
                                           return e.responseTime.count > 0
                                                      ? Format::latency(e.responseTime.p95)
                                                      : QStringLiteral("–");
                                       },
                                       [](const EndpointMetrics &e) {
                                           const auto time = e.responseTime.p95;
                                           return isLonger(time, e.latency.p95) ? double(time.count()) : 0;
                                       }}};
}

MetricsModels::Columns<ScenarioMetrics> MetricsModels::scenarioColumns() const
{
    const auto perSecond = [this](const ScenarioMetrics &scenario) {
        return rate(double(scenario.ok + scenario.failed));
    };
    return Columns<ScenarioMetrics>{
               textColumn(tr("Scenario"), &ScenarioMetrics::name),
               countColumn(tr("Ok"), &ScenarioMetrics::ok),
               countColumn(tr("Failed"), &ScenarioMetrics::failed),
               countColumn(tr("Aborted"), &ScenarioMetrics::aborted),
               {tr("Iter/s"), [perSecond](const ScenarioMetrics &s) { return Format::rate(perSecond(s)); },
                perSecond}}
           + latencyColumns(&ScenarioMetrics::duration);
}

MetricsModels::Columns<StepMetrics> MetricsModels::stepColumns()
{
    return Columns<StepMetrics>{textColumn(tr("Step"), &StepMetrics::name),
                                countColumn(tr("Ok"), &StepMetrics::ok),
                                countColumn(tr("Failed"), &StepMetrics::failed),
                                countColumn(tr("Aborted"), &StepMetrics::aborted),
                                countColumn(tr("Requests"), &StepMetrics::requests)}
           + latencyColumns(&StepMetrics::duration);
}

MetricsModels::Columns<CheckMetrics> MetricsModels::checkColumns()
{
    const auto passedShare = [](const CheckMetrics &check) {
        return Format::share(check.passed, check.passed + check.failed);
    };
    const auto passedPart = [](const CheckMetrics &check) {
        return double(check.passed) / double(std::max<qint64>(1, check.passed + check.failed));
    };
    return {textColumn(tr("Check"), &CheckMetrics::name),
            countColumn(tr("Passed"), &CheckMetrics::passed),
            countColumn(tr("Failed"), &CheckMetrics::failed),
            {tr("Passed %"), passedShare, passedPart}};
}

MetricsModels::Columns<OwnMetric> MetricsModels::ownColumns()
{
    return {textColumn(tr("Metric"), &OwnMetric::name),
            textColumn(tr("Kind"), &OwnMetric::kind),
            numberColumn(tr("Values"), &OwnMetric::count),
            numberColumn(tr("Total or last"), &OwnMetric::value),
            numberColumn(tr("Per second"), &OwnMetric::rate),
            numberColumn(tr("Min"), &OwnMetric::min),
            numberColumn(tr("Mean"), &OwnMetric::mean),
            numberColumn(tr("p95"), &OwnMetric::p95),
            numberColumn(tr("Max"), &OwnMetric::max)};
}

QList<OwnMetric> MetricsModels::ownMetrics(const Snapshot &snapshot) const
{
    QList<OwnMetric> metrics;
    for (const auto &counter : snapshot.counters)
        metrics.append({.name = counter.name,
                        .kind = tr("Counter"),
                        .value = counter.total,
                        .rate = rate(counter.total)});
    for (const auto &trend : snapshot.trends)
        metrics.append({.name = trend.name,
                        .kind = tr("Trend"),
                        .count = double(trend.count),
                        .rate = rate(double(trend.count)),
                        .min = trend.min,
                        .mean = trend.mean,
                        .p95 = trend.p95,
                        .max = trend.max});
    for (const auto &gauge : snapshot.gauges)
        metrics.append({.name = gauge.name,
                        .kind = tr("Gauge"),
                        .value = gauge.last,
                        .min = gauge.min,
                        .max = gauge.max});
    return metrics;
}

double MetricsModels::rate(double count) const
{
    return ratePerSecond(count, m_loadTime);
}

} // namespace Molotov
