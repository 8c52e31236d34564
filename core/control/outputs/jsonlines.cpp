// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/jsonlines.h"

#include "core/control/results/codes.h"
#include "core/control/results/markerjson.h"
#include "core/control/words/runwords.h"
#include "core/model/errorgrouping.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Molotov::JsonLines {

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

QByteArray typePrefix(const char *type)
{
    return QByteArrayLiteral(R"({"type":")") + type + '"';
}

// The type goes first, for people and for grep; Qt sorts keys.
QByteArray line(const char *type, const QJsonObject &object)
{
    return typePrefix(type) + ',' + QJsonDocument(object).toJson(QJsonDocument::Compact).mid(1) + '\n';
}

QJsonObject latencies(const LatencySummary &latency)
{
    if (latency.count == 0)
        return {};
    return {{QStringLiteral("count"), latency.count},
            {QStringLiteral("min"), milliseconds(latency.min)},
            {QStringLiteral("mean"), latency.mean / 1000},
            {QStringLiteral("p50"), milliseconds(latency.p50)},
            {QStringLiteral("p90"), milliseconds(latency.p90)},
            {QStringLiteral("p95"), milliseconds(latency.p95)},
            {QStringLiteral("p99"), milliseconds(latency.p99)},
            {QStringLiteral("max"), milliseconds(latency.max)}};
}

QJsonObject latencies(const SparseHistogram &values)
{
    Histogram histogram;
    (void)histogram.add(values); // it was looked at when it came
    return latencies(summarize(histogram));
}

QJsonObject outcomes(qint64 ok, qint64 failed, qint64 aborted)
{
    return {
        {QStringLiteral("ok"), ok}, {QStringLiteral("failed"), failed}, {QStringLiteral("aborted"), aborted}};
}

/// The counts of endpoints, added up.
struct Requests
{
    qint64 count = 0;
    qint64 failed = 0;
    qint64 aborted = 0;
    qint64 retried = 0;
    qint64 bytesIn = 0;
    qint64 bytesOut = 0;
    SparseHistogram latency;

    void add(const QList<Protocol::EndpointDelta> &endpoints)
    {
        for (const auto &endpoint : endpoints) {
            count += endpoint.count;
            failed += endpoint.failed;
            aborted += endpoint.aborted;
            retried += endpoint.retried;
            latency.add(endpoint.latency);
        }
    }

    QJsonObject toJson(const QJsonObject &latencies) const
    {
        return {{QStringLiteral("count"), count},         {QStringLiteral("failed"), failed},
                {QStringLiteral("aborted"), aborted},     {QStringLiteral("retried"), retried},
                {QStringLiteral("bytes_in"), bytesIn},    {QStringLiteral("bytes_out"), bytesOut},
                {QStringLiteral("latency_ms"), latencies}};
    }
};

QJsonArray endpoints(const QList<Protocol::EndpointDelta> &endpoints)
{
    QJsonArray array;
    for (const auto &endpoint : endpoints) {
        QJsonObject statuses;
        for (auto it = endpoint.statuses.begin(); it != endpoint.statuses.end(); ++it)
            statuses.insert(QString::number(it.key()), it.value());
        array.append(QJsonObject{{QStringLiteral("method"), endpoint.method},
                                 {QStringLiteral("name"), endpoint.name},
                                 {QStringLiteral("count"), endpoint.count},
                                 {QStringLiteral("failed"), endpoint.failed},
                                 {QStringLiteral("aborted"), endpoint.aborted},
                                 {QStringLiteral("retried"), endpoint.retried},
                                 {QStringLiteral("status"), statuses},
                                 {QStringLiteral("latency_ms"), latencies(endpoint.latency)}});
    }
    return array;
}

QJsonArray steps(const QList<Protocol::StepDelta> &steps)
{
    QJsonArray array;
    for (const auto &step : steps) {
        auto object = outcomes(step.ok, step.failed, step.aborted);
        object.insert(QStringLiteral("name"), step.name);
        object.insert(QStringLiteral("duration_ms"), latencies(step.duration));
        array.append(object);
    }
    return array;
}

QJsonArray checks(const QList<Protocol::CheckDelta> &checks)
{
    QJsonArray array;
    for (const auto &check : checks) {
        array.append(QJsonObject{{QStringLiteral("name"), check.name},
                                 {QStringLiteral("passed"), check.passed},
                                 {QStringLiteral("failed"), check.failed}});
    }
    return array;
}

QJsonObject errorObject(const ErrorGroup &group)
{
    return {{QStringLiteral("message"), RunWords::message(group)},
            {QStringLiteral("kind"), Codes::of(group.error.kind)},
            {QStringLiteral("at"), placeOf(group.error).toString()},
            {QStringLiteral("endpoint"), group.error.endpoint},
            {QStringLiteral("step"), group.error.step},
            {QStringLiteral("first_s"), seconds(group.first)}};
}

} // namespace

bool isBegin(const QByteArray &head)
{
    return head.startsWith(typePrefix("begin")) || head.startsWith(typePrefix("end"));
}

QByteArray begin(const RunInfo &info)
{
    const auto plan = info.profile.loadPlan();
    QJsonArray scenarios;
    for (const auto &scenario : info.scenarios)
        scenarios.append(QJsonObject{{QStringLiteral("name"), scenario.name},
                                     {QStringLiteral("weight"), scenario.weight}});
    return line("begin",
                {{QStringLiteral("schema"), Schema},
                 {QStringLiteral("version"), QStringLiteral(MOLOTOV_VERSION)},
                 {QStringLiteral("test"), info.profile.test},
                 {QStringLiteral("scenario_file"), info.profile.scenarioFile},
                 {QStringLiteral("processes"), info.profile.processes},
                 {QStringLiteral("workers"), info.profile.workers},
                 {QStringLiteral("users"), plan.users},
                 {QStringLiteral("duration_s"), seconds(plan.length())},
                 {QStringLiteral("seed"), QString::number(info.seed)}, // JSON's numbers are not exact
                 {QStringLiteral("started_at"), info.startedAt.toUTC().toString(Qt::ISODateWithMs)},
                 {QStringLiteral("scenarios"), scenarios}});
}

QByteArray second(const RunSecond &second)
{
    const auto &measured = second.measured;
    qint64 ok = 0;
    qint64 failed = 0;
    qint64 aborted = 0;
    for (const auto &scenario : measured.scenarios) {
        ok += scenario.ok;
        failed += scenario.failed;
        aborted += scenario.aborted;
    }
    Requests requests{.bytesIn = measured.bytesIn, .bytesOut = measured.bytesOut, .latency = {}};
    requests.add(measured.endpoints);
    return line("second", {{QStringLiteral("second"), second.point.second},
                           {QStringLiteral("length_s"), seconds(second.length)},
                           {QStringLiteral("active_workers"), measured.activeWorkers},
                           {QStringLiteral("iterations"), outcomes(ok, failed, aborted)},
                           {QStringLiteral("requests"), requests.toJson(latencies(requests.latency))},
                           {QStringLiteral("endpoints"), endpoints(measured.endpoints)},
                           {QStringLiteral("steps"), steps(measured.steps)},
                           {QStringLiteral("checks"), checks(measured.checks)}});
}

QByteArray error(const ErrorGroup &group)
{
    return line("error", errorObject(group));
}

QByteArray marker(const RunMarker &marker)
{
    return line("marker", markerJson(marker));
}

QByteArray end(const RunOutcome &outcome, qint64 dropped)
{
    const auto &all = outcome.last;
    QJsonArray errors;
    for (const auto &group : all.errors) {
        auto object = errorObject(group);
        object.insert(QStringLiteral("count"), group.count);
        errors.append(object);
    }
    const Requests requests{.count = all.requests,
                            .failed = all.requestsFailed,
                            .aborted = all.requestsAborted,
                            .retried = all.requestsRetried,
                            .bytesIn = all.bytesIn,
                            .bytesOut = all.bytesOut,
                            .latency = {}};
    return line("end", {{QStringLiteral("state"), Codes::of(outcome.end)},
                        {QStringLiteral("reason"), RunWords::reason(outcome)},
                        {QStringLiteral("duration_s"), seconds(all.elapsed)},
                        {QStringLiteral("load_time_s"), seconds(all.loadTime)},
                        {QStringLiteral("iterations"),
                         outcomes(all.iterationsOk, all.iterationsFailed, all.iterationsAborted)},
                        {QStringLiteral("requests"), requests.toJson(latencies(all.latency))},
                        {QStringLiteral("errors"), errors},
                        {QStringLiteral("dropped_lines"), dropped}});
}

} // namespace Molotov::JsonLines
