// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/summaryreport.h"

#include "core/control/results/codes.h"
#include "core/control/results/limitjson.h"
#include "core/control/results/markerjson.h"
#include "core/control/words/runwords.h"
#include "core/model/errorgrouping.h"
#include "core/model/sizing.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Molotov {

namespace {

constexpr int Schema = 1;

double seconds(std::chrono::microseconds time)
{
    return std::chrono::duration<double>(time).count();
}

double milliseconds(std::chrono::microseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

// Of a helper that still runs at the end, nobody knows what became of it.
QString codeOf(HelperEnd end)
{
    return Codes::of(end == HelperEnd::Running ? HelperEnd::Lost : end);
}

QJsonObject latencies(const LatencySummary &latency)
{
    if (latency.count == 0)
        return {};
    return {{QStringLiteral("min"), milliseconds(latency.min)},
            {QStringLiteral("mean"), latency.mean / 1000},
            {QStringLiteral("p50"), milliseconds(latency.p50)},
            {QStringLiteral("p90"), milliseconds(latency.p90)},
            {QStringLiteral("p95"), milliseconds(latency.p95)},
            {QStringLiteral("p99"), milliseconds(latency.p99)},
            {QStringLiteral("p999"), milliseconds(latency.p999)},
            {QStringLiteral("max"), milliseconds(latency.max)}};
}

QJsonObject waits(const LatencySummary &lag)
{
    if (lag.count == 0)
        return {};
    return {{QStringLiteral("p50"), milliseconds(lag.p50)},
            {QStringLiteral("p99"), milliseconds(lag.p99)},
            {QStringLiteral("max"), milliseconds(lag.max)}};
}

QJsonObject iterations(const Snapshot &measured)
{
    return {{QStringLiteral("ok"), measured.iterationsOk},
            {QStringLiteral("failed"), measured.iterationsFailed},
            {QStringLiteral("aborted"), measured.iterationsAborted},
            {QStringLiteral("dropped"), measured.iterationsDropped},
            {QStringLiteral("late"), measured.iterationsLate},
            {QStringLiteral("rate_per_s"),
             ratePerSecond(double(measured.iterationsOk + measured.iterationsFailed), measured.loadTime)},
            {QStringLiteral("response_time_ms"), latencies(measured.responseTime)}};
}

// Each with a count of its own: not every exchange opens a connection.
QJsonObject phases(const Phases<LatencySummary> &summaries)
{
    QJsonObject all;
    const auto *name = PhaseNames.begin();
    forEachPhase(summaries, [&](const LatencySummary &summary) {
        auto phase = latencies(summary);
        if (summary.count > 0)
            phase.insert(QStringLiteral("count"), summary.count);
        all.insert(QLatin1String(*name++), phase);
    });
    return all;
}

QJsonObject requests(const Snapshot &measured)
{
    return {{QStringLiteral("count"), measured.requests},
            {QStringLiteral("failed"), measured.requestsFailed},
            {QStringLiteral("aborted"), measured.requestsAborted},
            {QStringLiteral("retried"), measured.requestsRetried},
            {QStringLiteral("rate_per_s"), ratePerSecond(double(measured.requests), measured.loadTime)},
            {QStringLiteral("bytes_in"), measured.bytesIn},
            {QStringLiteral("bytes_out"), measured.bytesOut},
            {QStringLiteral("latency_ms"), latencies(measured.latency)},
            {QStringLiteral("response_time_ms"), latencies(measured.requestResponseTime)},
            {QStringLiteral("failed_latency_ms"), latencies(measured.failedLatency)},
            {QStringLiteral("phases_ms"), phases(measured.phases)}};
}

QJsonValue endpoint(const EndpointMetrics &endpoint)
{
    QJsonObject statuses;
    for (auto it = endpoint.statuses.begin(); it != endpoint.statuses.end(); ++it)
        statuses.insert(QString::number(it.key()), it.value());
    return QJsonObject{{QStringLiteral("method"), endpoint.method},
                       {QStringLiteral("name"), endpoint.name},
                       {QStringLiteral("count"), endpoint.count},
                       {QStringLiteral("failed"), endpoint.failed},
                       {QStringLiteral("aborted"), endpoint.aborted},
                       {QStringLiteral("retried"), endpoint.retried},
                       {QStringLiteral("status"), statuses},
                       {QStringLiteral("latency_ms"), latencies(endpoint.latency)},
                       {QStringLiteral("response_time_ms"), latencies(endpoint.responseTime)},
                       {QStringLiteral("failed_latency_ms"), latencies(endpoint.failedLatency)},
                       {QStringLiteral("phases_ms"), phases(endpoint.phases)}};
}

QJsonValue scenario(const ScenarioMetrics &scenario)
{
    return QJsonObject{{QStringLiteral("name"), scenario.name},
                       {QStringLiteral("ok"), scenario.ok},
                       {QStringLiteral("failed"), scenario.failed},
                       {QStringLiteral("aborted"), scenario.aborted},
                       {QStringLiteral("duration_ms"), latencies(scenario.duration)},
                       {QStringLiteral("failed_duration_ms"), latencies(scenario.failedDuration)}};
}

QJsonValue step(const StepMetrics &step)
{
    return QJsonObject{{QStringLiteral("name"), step.name},
                       {QStringLiteral("ok"), step.ok},
                       {QStringLiteral("failed"), step.failed},
                       {QStringLiteral("aborted"), step.aborted},
                       {QStringLiteral("requests"), step.requests},
                       {QStringLiteral("duration_ms"), latencies(step.duration)},
                       {QStringLiteral("failed_duration_ms"), latencies(step.failedDuration)}};
}

QJsonValue check(const CheckMetrics &check)
{
    return QJsonObject{{QStringLiteral("name"), check.name},
                       {QStringLiteral("passed"), check.passed},
                       {QStringLiteral("failed"), check.failed}};
}

// Metrics of the scenario's own, of all kinds.
QJsonArray metrics(const Snapshot &measured)
{
    QJsonArray array;
    for (const auto &counter : measured.counters) {
        array.append(
            QJsonObject{{QStringLiteral("name"), counter.name},
                        {QStringLiteral("kind"), QStringLiteral("counter")},
                        {QStringLiteral("total"), counter.total},
                        {QStringLiteral("rate_per_s"), ratePerSecond(counter.total, measured.loadTime)}});
    }
    for (const auto &trend : measured.trends) {
        array.append(QJsonObject{{QStringLiteral("name"), trend.name},
                                 {QStringLiteral("kind"), QStringLiteral("trend")},
                                 {QStringLiteral("count"), trend.count},
                                 {QStringLiteral("min"), trend.min},
                                 {QStringLiteral("mean"), trend.mean},
                                 {QStringLiteral("p50"), trend.p50},
                                 {QStringLiteral("p90"), trend.p90},
                                 {QStringLiteral("p95"), trend.p95},
                                 {QStringLiteral("p99"), trend.p99},
                                 {QStringLiteral("max"), trend.max}});
    }
    for (const auto &gauge : measured.gauges) {
        array.append(QJsonObject{{QStringLiteral("name"), gauge.name},
                                 {QStringLiteral("kind"), QStringLiteral("gauge")},
                                 {QStringLiteral("last"), gauge.last},
                                 {QStringLiteral("min"), gauge.min},
                                 {QStringLiteral("max"), gauge.max}});
    }
    return array;
}

QJsonValue errorGroup(const ErrorGroup &group)
{
    return QJsonObject{{QStringLiteral("message"), RunWords::message(group)},
                       {QStringLiteral("kind"), toString(group.error.kind)},
                       {QStringLiteral("at"), placeOf(group.error).toString()},
                       {QStringLiteral("endpoint"), group.error.endpoint},
                       {QStringLiteral("step"), group.error.step},
                       {QStringLiteral("is_example"), group.isExample},
                       {QStringLiteral("count"), group.count},
                       {QStringLiteral("first_s"), seconds(group.first)},
                       {QStringLiteral("last_s"), seconds(group.last)}};
}

QJsonValue goal(const GoalStatus &goal)
{
    return QJsonObject{
        {QStringLiteral("text"), goal.goal.toString()},
        {QStringLiteral("measured"), goal.measured ? QJsonValue(*goal.measured) : QJsonValue::Null},
        {QStringLiteral("unit"), toString(goal.goal.unit)},
        {QStringLiteral("verdict"), Codes::of(goal.state)}};
}

QJsonValue helper(const HelperMetrics &helper)
{
    return QJsonObject{{QStringLiteral("index"), helper.index},
                       {QStringLiteral("pid"), helper.pid},
                       {QStringLiteral("end"), codeOf(helper.end)},
                       {QStringLiteral("requests"), helper.requests},
                       {QStringLiteral("loop_lag_ms"), waits(helper.loopLag)}};
}

QJsonValue evidence(const TrustEvidence &evidence)
{
    QJsonObject object{{QStringLiteral("code"), Codes::of(evidence.code)},
                       {QStringLiteral("measured"), evidence.measured},
                       {QStringLiteral("limit"), evidence.limit}};
    if (!evidence.name.isEmpty())
        object.insert(QStringLiteral("name"), evidence.name);
    if (evidence.helper >= 0)
        object.insert(QStringLiteral("helper"), evidence.helper);
    return object;
}

template <typename T>
QJsonArray list(const QList<T> &values, QJsonValue (*toJson)(const T &))
{
    QJsonArray array;
    for (const auto &value : values)
        array.append(toJson(value));
    return array;
}

QJsonObject fixtures(const FixtureMetrics &fixtures)
{
    return {{QStringLiteral("requests"), fixtures.requests},
            {QStringLiteral("failed"), fixtures.failed},
            {QStringLiteral("aborted"), fixtures.aborted},
            {QStringLiteral("retried"), fixtures.retried},
            {QStringLiteral("bytes_in"), fixtures.bytesIn},
            {QStringLiteral("bytes_out"), fixtures.bytesOut},
            {QStringLiteral("endpoints"), list(fixtures.endpoints, endpoint)}};
}

QJsonObject trust(const TrustVerdict &verdict)
{
    return {{QStringLiteral("ok"), verdict.isOk},
            {QStringLiteral("limited_by"), Codes::of(verdict.limitedBy)},
            {QStringLiteral("evidence"), list(verdict.evidence, evidence)}};
}

QJsonValue sizingPoint(const SizingPoint &point)
{
    return QJsonObject{{QStringLiteral("workers"), point.workers},
                       {QStringLiteral("ok_per_s"), point.okRate},
                       {QStringLiteral("failed_per_s"), point.failedRate}};
}

// Counts are of the window that decided.
QJsonObject sizing(const SizingResult &result, const QList<SeriesPoint> &series)
{
    return {{QStringLiteral("verdict"), Codes::of(result.verdict)},
            {QStringLiteral("workers"), result.workers},
            {QStringLiteral("ok"), result.ok},
            {QStringLiteral("failed"), result.failed},
            {QStringLiteral("failed_percent"), result.failedPercent()},
            {QStringLiteral("tolerance_percent"), result.tolerance},
            {QStringLiteral("curve"), list(sizingCurve(series), sizingPoint)}};
}

QJsonValue phase(const RunPhase &phase)
{
    return QJsonObject{{QStringLiteral("name"), Codes::of(phase.kind)},
                       {QStringLiteral("from_s"), seconds(phase.from)},
                       {QStringLiteral("to_s"), seconds(phase.to)}};
}

QJsonValue marker(const RunMarker &marker)
{
    return markerJson(marker);
}

QJsonObject load(const LoadPhase &load)
{
    return {{QStringLiteral("from_s"), seconds(load.from)},
            {QStringLiteral("to_s"), seconds(load.to)},
            {QStringLiteral("iterations"), iterations(load.totals)},
            {QStringLiteral("requests"), requests(load.totals)},
            {QStringLiteral("endpoints"), list(load.totals.endpoints, endpoint)}};
}

// What some runs have and others have not.
void addWhatWasAskedFor(QJsonObject &summary, const RunOutcome &outcome)
{
    if (outcome.load)
        summary.insert(QStringLiteral("load"), load(*outcome.load));
    if (outcome.profile.failThreshold) {
        summary.insert(QStringLiteral("fail"),
                       QJsonObject{{QStringLiteral("limit"), *outcome.profile.failThreshold},
                                   {QStringLiteral("reached"), outcome.hasTooManyFailures()}});
    }
    if (const auto &script = outcome.last.longScript) {
        summary.insert(QStringLiteral("long_script"),
                       QJsonObject{{QStringLiteral("time_ms"), milliseconds(script->time)},
                                   {QStringLiteral("name"), script->name},
                                   {QStringLiteral("at"), script->place}});
    }
    if (outcome.leftOut.count() > 0)
        summary.insert(QStringLiteral("left_out_s"), seconds(outcome.leftOut));
    if (outcome.last.trust)
        summary.insert(QStringLiteral("trust"), trust(*outcome.last.trust));
    if (outcome.last.sizing)
        summary.insert(QStringLiteral("sizing"), sizing(*outcome.last.sizing, outcome.series));
    if (outcome.last.limit)
        summary.insert(QStringLiteral("limit"), limitJson(*outcome.last.limit));
}

} // namespace

QByteArray summaryJson(const RunOutcome &outcome)
{
    const auto &measured = outcome.last;
    QJsonObject summary{
        {QStringLiteral("schema"), Schema},
        {QStringLiteral("state"), Codes::of(outcome.end)},
        {QStringLiteral("reason"), RunWords::reason(outcome)},
        {QStringLiteral("scenario_file"), outcome.profile.scenarioFile},
        {QStringLiteral("processes"), outcome.profile.processes},
        {QStringLiteral("workers"), outcome.profile.workers},
        {QStringLiteral("users"), outcome.profile.loadPlan().users},
        {QStringLiteral("started_at"), measured.startedAt.toUTC().toString(Qt::ISODateWithMs)},
        {QStringLiteral("duration_s"), seconds(measured.elapsed)},
        {QStringLiteral("load_time_s"), seconds(measured.loadTime)},
        {QStringLiteral("phases"), list(phasesOf(outcome), phase)},
        {QStringLiteral("iterations"), iterations(measured)},
        {QStringLiteral("requests"), requests(measured)},
        {QStringLiteral("loop_lag_ms"), waits(measured.loopLag)},
        {QStringLiteral("queued_ms"), waits(measured.queued)},
        {QStringLiteral("endpoints"), list(measured.endpoints, endpoint)},
        {QStringLiteral("fixtures"), fixtures(measured.fixtures)},
        {QStringLiteral("scenarios"), list(measured.scenarios, scenario)},
        {QStringLiteral("steps"), list(measured.steps, step)},
        {QStringLiteral("checks"), list(measured.checks, check)},
        {QStringLiteral("metrics"), metrics(measured)},
        {QStringLiteral("goals"), list(measured.goals, goal)},
        {QStringLiteral("errors"), list(measured.errors, errorGroup)},
        {QStringLiteral("helpers"), list(measured.helpers, helper)},
    };
    if (!outcome.markers.isEmpty())
        summary.insert(QStringLiteral("markers"), list(outcome.markers, marker));
    addWhatWasAskedFor(summary, outcome);
    return QJsonDocument(summary).toJson();
}

} // namespace Molotov
