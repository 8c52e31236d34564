// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/runtables.h"

#include "app/cli/format.h"
#include "app/cli/texttable.h"
#include "core/model/errorgrouping.h"
#include "core/model/metrics.h"

#include <QDir>

#include <algorithm>
#include <cmath>

namespace Molotov::Cli {

namespace {

constexpr int NameWidth = 48; // of endpoints and scenarios; the figures beside must fit

QStringList latencyCells(const LatencySummary &latency)
{
    if (latency.count == 0)
        return QStringList(4, QStringLiteral("-"));
    return {milliseconds(latency.p50), milliseconds(latency.p95), milliseconds(latency.p99),
            milliseconds(latency.max)};
}

QString statuses(const EndpointMetrics &endpoint)
{
    QStringList texts;
    for (auto it = endpoint.statuses.begin(); it != endpoint.statuses.end(); ++it)
        texts.append(QStringLiteral("%1: %2").arg(it.key()).arg(number(it.value())));
    return texts.join(QStringLiteral(", "));
}

// What most runs have none of has a column only where there is some.
struct RareColumn
{
    QString title;
    bool isShown = false;
};

template <typename Metrics>
RareColumn rareColumn(const QString &title, const QList<Metrics> &list, qint64 Metrics::*count)
{
    return {title,
            std::any_of(list.begin(), list.end(), [count](const auto &one) { return one.*count > 0; })};
}

QStringList titleOf(const RareColumn &column)
{
    return column.isShown ? QStringList{column.title} : QStringList();
}

QStringList cellOf(const RareColumn &column, qint64 count)
{
    return column.isShown ? QStringList{number(count)} : QStringList();
}

QString fixtures(const FixtureMetrics &fixtures)
{
    QStringList parts{counted(fixtures.requests, RunTables::tr("request"), RunTables::tr("requests")),
                      RunTables::tr("%1 failed").arg(number(fixtures.failed))};
    if (fixtures.aborted > 0)
        parts += RunTables::tr("%1 aborted").arg(number(fixtures.aborted));
    if (fixtures.retried > 0)
        parts += RunTables::tr("%1 retried").arg(number(fixtures.retried));
    return RunTables::tr("Setup and teardown  %1; in no other figure").arg(parts.join(QStringLiteral(", ")));
}

QStringList iterations(const Snapshot &measured)
{
    const RareColumn aborted{RunTables::tr("aborted"), measured.iterationsAborted > 0};
    TextTable table(QStringList{QString(), RunTables::tr("ok"), RunTables::tr("failed")} + titleOf(aborted)
                    + QStringList{RunTables::tr("per second")});
    const auto count = measured.iterationsOk + measured.iterationsFailed;
    table.addRow(QStringList{RunTables::tr("Iterations"), number(measured.iterationsOk),
                             number(measured.iterationsFailed)}
                 + cellOf(aborted, measured.iterationsAborted)
                 + QStringList{decimal(ratePerSecond(double(count), measured.loadTime))});
    return table.lines();
}

/// How requests came out: a column for each class of statuses, one for those without a whole response.
class OutcomeColumns
{
public:
    explicit OutcomeColumns(const QList<EndpointMetrics> &list)
        : m_other{RunTables::tr("other"),
                  std::any_of(list.begin(), list.end(),
                              [](const auto &one) { return responsesOf(one, StatusClass::Other) > 0; })}
        , m_aborted(rareColumn(RunTables::tr("aborted"), list, &EndpointMetrics::aborted))
        , m_retried(rareColumn(RunTables::tr("retried"), list, &EndpointMetrics::retried))
    {
    }

    QStringList titles() const
    {
        return QStringList{QStringLiteral("2xx"), QStringLiteral("3xx"), QStringLiteral("4xx"),
                           QStringLiteral("5xx")}
               + titleOf(m_other) + QStringList{RunTables::tr("none")} + titleOf(m_aborted)
               + titleOf(m_retried);
    }

    /// Of all of them together.
    QStringList cells(const QList<EndpointMetrics> &endpoints) const
    {
        const auto sum = [&endpoints](auto countOf) {
            qint64 count = 0;
            for (const auto &endpoint : endpoints)
                count += countOf(endpoint);
            return count;
        };
        const auto responses = [&sum](StatusClass which) {
            return sum([which](const auto &endpoint) { return responsesOf(endpoint, which); });
        };
        QStringList cells;
        for (const auto which : {StatusClass::Success, StatusClass::Redirection, StatusClass::ClientError,
                                 StatusClass::ServerError})
            cells += number(responses(which));
        return cells + cellOf(m_other, responses(StatusClass::Other))
               + QStringList{number(sum([](const auto &endpoint) { return endpoint.failed; }))}
               + cellOf(m_aborted, sum([](const auto &endpoint) { return endpoint.aborted; }))
               + cellOf(m_retried, sum([](const auto &endpoint) { return endpoint.retried; }));
    }

private:
    RareColumn m_other;
    RareColumn m_aborted;
    RareColumn m_retried;
};

QStringList requests(const Snapshot &measured)
{
    const OutcomeColumns outcome(measured.endpoints);
    TextTable table(QStringList{QString()} + outcome.titles() + QStringList{RunTables::tr("per second")});
    table.addRow(QStringList{RunTables::tr("Requests")} + outcome.cells(measured.endpoints)
                 + QStringList{decimal(ratePerSecond(double(measured.requests), measured.loadTime))});
    auto lines = table.lines();
    lines.append(QString());
    lines.append(
        RunTables::tr("Transferred  %1 in, %2 out").arg(bytes(measured.bytesIn), bytes(measured.bytesOut)));
    if (measured.fixtures.requests > 0)
        lines.append(fixtures(measured.fixtures));
    return lines;
}

QStringList latencyRow(const QString &title, const LatencySummary &latency)
{
    const auto mean = std::chrono::microseconds(std::llround(latency.mean));
    return {title,
            milliseconds(latency.min),
            milliseconds(mean),
            milliseconds(latency.p50),
            milliseconds(latency.p90),
            milliseconds(latency.p95),
            milliseconds(latency.p99),
            milliseconds(latency.p999),
            milliseconds(latency.max)};
}

QStringList latencies(const Snapshot &measured)
{
    TextTable table({RunTables::tr("Latency, ms"), QStringLiteral("min"), QStringLiteral("mean"),
                     QStringLiteral("p50"), QStringLiteral("p90"), QStringLiteral("p95"),
                     QStringLiteral("p99"), QStringLiteral("p99.9"), QStringLiteral("max")});
    if (measured.latency.count > 0)
        table.addRow(latencyRow(RunTables::tr("answered"), measured.latency));
    if (measured.failedLatency.count > 0)
        table.addRow(latencyRow(RunTables::tr("failed"), measured.failedLatency));
    return table.isEmpty() ? QStringList() : table.lines();
}

QStringList endpoints(const QList<EndpointMetrics> &list)
{
    const OutcomeColumns outcome(list);
    TextTable table(QStringList{RunTables::tr("Endpoint"), RunTables::tr("requests")} + outcome.titles()
                    + QStringList{QStringLiteral("p50 ms"), QStringLiteral("p95 ms"),
                                  QStringLiteral("p99 ms"), QStringLiteral("max ms"),
                                  RunTables::tr("status")});
    table.setLastColumnText();
    for (const auto &endpoint : list) {
        const auto name = harmless(endpoint.method + QLatin1Char(' ') + endpoint.name);
        table.addRow(QStringList{clipped(name, NameWidth), number(endpoint.count)} + outcome.cells({endpoint})
                     + latencyCells(endpoint.latency) + QStringList{statuses(endpoint)});
    }
    return table.isEmpty() ? QStringList() : table.lines();
}

QStringList scenarios(const QList<ScenarioMetrics> &list)
{
    const auto aborted = rareColumn(RunTables::tr("aborted"), list, &ScenarioMetrics::aborted);
    TextTable table(QStringList{RunTables::tr("Scenario"), RunTables::tr("ok"), RunTables::tr("failed")}
                    + titleOf(aborted)
                    + QStringList{QStringLiteral("p50 ms"), QStringLiteral("p95 ms"),
                                  QStringLiteral("p99 ms"), QStringLiteral("max ms")});
    for (const auto &scenario : list) {
        table.addRow(QStringList{clipped(harmless(scenario.name), NameWidth), number(scenario.ok),
                                 number(scenario.failed)}
                     + cellOf(aborted, scenario.aborted) + latencyCells(scenario.duration));
    }
    return table.isEmpty() ? QStringList() : table.lines();
}

QStringList steps(const QList<StepMetrics> &list)
{
    const auto aborted = rareColumn(RunTables::tr("aborted"), list, &StepMetrics::aborted);
    TextTable table(
        QStringList{RunTables::tr("Step"), RunTables::tr("ok"), RunTables::tr("failed")} + titleOf(aborted)
        + QStringList{RunTables::tr("requests"), QStringLiteral("p50 ms"), QStringLiteral("p95 ms"),
                      QStringLiteral("p99 ms"), QStringLiteral("max ms")});
    for (const auto &step : list) {
        table.addRow(
            QStringList{clipped(harmless(step.name), NameWidth), number(step.ok), number(step.failed)}
            + cellOf(aborted, step.aborted) + QStringList{number(step.requests)}
            + latencyCells(step.duration));
    }
    return table.isEmpty() ? QStringList() : table.lines();
}

QStringList checks(const QList<CheckMetrics> &list)
{
    TextTable table({RunTables::tr("Check"), RunTables::tr("passed"), RunTables::tr("failed")});
    for (const auto &check : list)
        table.addRow({clipped(harmless(check.name), NameWidth), number(check.passed), number(check.failed)});
    return table.isEmpty() ? QStringList() : table.lines();
}

QStringList counters(const Snapshot &measured)
{
    TextTable table({RunTables::tr("Counter"), RunTables::tr("total"), RunTables::tr("per second")});
    for (const auto &counter : measured.counters) {
        table.addRow({clipped(harmless(counter.name), NameWidth), figure(counter.total),
                      decimal(ratePerSecond(counter.total, measured.loadTime))});
    }
    return table.isEmpty() ? QStringList() : table.lines();
}

QStringList trends(const QList<TrendMetrics> &list)
{
    TextTable table({RunTables::tr("Trend"), RunTables::tr("values"), QStringLiteral("min"),
                     QStringLiteral("mean"), QStringLiteral("p50"), QStringLiteral("p95"),
                     QStringLiteral("p99"), QStringLiteral("max")});
    for (const auto &trend : list) {
        table.addRow({clipped(harmless(trend.name), NameWidth), number(trend.count), figure(trend.min),
                      figure(trend.mean), figure(trend.p50), figure(trend.p95), figure(trend.p99),
                      figure(trend.max)});
    }
    return table.isEmpty() ? QStringList() : table.lines();
}

QStringList gauges(const QList<GaugeMetrics> &list)
{
    TextTable table(
        {RunTables::tr("Gauge"), RunTables::tr("last"), QStringLiteral("min"), QStringLiteral("max")});
    for (const auto &gauge : list) {
        table.addRow({clipped(harmless(gauge.name), NameWidth), figure(gauge.last), figure(gauge.min),
                      figure(gauge.max)});
    }
    return table.isEmpty() ? QStringList() : table.lines();
}

QStringList places(const ScriptError &error, bool verbose)
{
    const auto at = QStringLiteral("     at ");
    QStringList lines;
    if (!verbose) {
        if (const auto place = placeOf(error); place.isValid())
            lines.append(at + harmless(QDir::toNativeSeparators(place.toString())));
        return lines;
    }
    for (const auto &frame : error.stack) {
        const auto function = frame.function.isEmpty() ? QString() : frame.function + QLatin1Char(' ');
        lines.append(at + harmless(function + frame.place.toString()));
    }
    return lines;
}

// Texts of errors are long: each has lines of its own below its count.
QStringList errors(const QList<ErrorGroup> &list, bool verbose)
{
    const auto indent = QStringLiteral("     ");
    QStringList lines;
    for (const auto &group : list) {
        if (lines.isEmpty())
            lines.append(RunTables::tr("Errors"));
        const auto text = harmless(group.error.message).split(QLatin1Char('\n'));
        const auto kind = toString(group.error.kind);
        lines.append(QStringLiteral("  %1× %2: %3")
                         .arg(number(group.count),
                              group.isExample ? RunTables::tr("%1, for example").arg(kind) : kind,
                              text.first()));
        for (const auto &more : text.mid(1, verbose ? -1 : 0))
            lines.append(indent + more);
        if (!group.error.endpoint.isEmpty())
            lines.append(indent + clipped(harmless(group.error.endpoint), NameWidth));
        if (!group.error.step.isEmpty())
            lines.append(indent
                         + RunTables::tr("in step “%1”").arg(clipped(harmless(group.error.step), NameWidth)));
        lines += places(group.error, verbose);
        lines.append(indent + RunTables::tr("from %1 to %2").arg(seconds(group.first), seconds(group.last)));
    }
    return lines;
}

} // namespace

QStringList RunTables::lines(const Snapshot &measured, bool verbose)
{
    QStringList lines;
    for (const auto &part :
         {iterations(measured), requests(measured), latencies(measured), endpoints(measured.endpoints),
          scenarios(measured.scenarios), steps(measured.steps), checks(measured.checks), counters(measured),
          trends(measured.trends), gauges(measured.gauges), errors(measured.errors, verbose)}) {
        if (!part.isEmpty())
            lines += part + QStringList{QString()};
    }
    return lines;
}

} // namespace Molotov::Cli
