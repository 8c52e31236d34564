// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/runtables.h"

#include "app/cli/texttable.h"
#include "core/control/run/runstate.h"
#include "core/control/words/format.h"
#include "core/control/words/limitwords.h"
#include "core/control/words/runwords.h"
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
    return {Format::milliseconds(latency.p50), Format::milliseconds(latency.p95),
            Format::milliseconds(latency.p99), Format::milliseconds(latency.max)};
}

QString statuses(const EndpointMetrics &endpoint)
{
    QStringList texts;
    for (auto it = endpoint.statuses.begin(); it != endpoint.statuses.end(); ++it)
        texts.append(QStringLiteral("%1: %2").arg(it.key()).arg(Format::count(it.value())));
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
    return column.isShown ? QStringList{Format::count(count)} : QStringList();
}

QString fixtures(const FixtureMetrics &fixtures)
{
    QStringList parts{Format::counted(fixtures.requests, RunTables::tr("request"), RunTables::tr("requests")),
                      RunTables::tr("%1 failed").arg(Format::count(fixtures.failed))};
    if (fixtures.aborted > 0)
        parts += RunTables::tr("%1 aborted").arg(Format::count(fixtures.aborted));
    if (fixtures.retried > 0)
        parts += RunTables::tr("%1 retried").arg(Format::count(fixtures.retried));
    return RunTables::tr("Setup and teardown  %1; in no other figure").arg(parts.join(QStringLiteral(", ")));
}

QString inLoad()
{
    return RunTables::tr("in the load");
}

// All of a run and, if it has a ramp-up, its load alone: as rows of a table.
template <typename RowOf>
void addRows(TextTable &table, const RunOutcome &outcome, const QString &title, RowOf rowOf)
{
    table.addRow(rowOf(title, outcome.last));
    if (outcome.load)
        table.addRow(rowOf(inLoad(), outcome.load->totals));
}

QStringList iterations(const RunOutcome &outcome)
{
    const RareColumn aborted{RunTables::tr("aborted"), outcome.last.iterationsAborted > 0};
    const RareColumn dropped{RunTables::tr("dropped"), outcome.last.iterationsDropped > 0};
    const RareColumn late{RunTables::tr("late"), outcome.last.iterationsLate > 0};
    TextTable table(QStringList{QString(), RunTables::tr("ok"), RunTables::tr("failed")} + titleOf(aborted)
                    + titleOf(dropped) + titleOf(late) + QStringList{RunTables::tr("per second")});
    addRows(table, outcome, RunTables::tr("Iterations"), [&](const QString &title, const Snapshot &measured) {
        const auto count = measured.iterationsOk + measured.iterationsFailed;
        return QStringList{title, Format::count(measured.iterationsOk),
                           Format::count(measured.iterationsFailed)}
               + cellOf(aborted, measured.iterationsAborted) + cellOf(dropped, measured.iterationsDropped)
               + cellOf(late, measured.iterationsLate)
               + QStringList{Format::rate(ratePerSecond(double(count), measured.loadTime))};
    });
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
            cells += Format::count(responses(which));
        return cells + cellOf(m_other, responses(StatusClass::Other))
               + QStringList{Format::count(sum([](const auto &endpoint) { return endpoint.failed; }))}
               + cellOf(m_aborted, sum([](const auto &endpoint) { return endpoint.aborted; }))
               + cellOf(m_retried, sum([](const auto &endpoint) { return endpoint.retried; }));
    }

private:
    RareColumn m_other;
    RareColumn m_aborted;
    RareColumn m_retried;
};

QStringList requests(const RunOutcome &outcome)
{
    const auto &measured = outcome.last;
    const OutcomeColumns columns(measured.endpoints);
    TextTable table(QStringList{QString()} + columns.titles() + QStringList{RunTables::tr("per second")});
    addRows(table, outcome, RunTables::tr("Requests"),
            [&columns](const QString &title, const Snapshot &some) {
                return QStringList{title} + columns.cells(some.endpoints)
                       + QStringList{Format::rate(ratePerSecond(double(some.requests), some.loadTime))};
            });
    auto lines = table.lines();
    lines.append(QString());
    if (outcome.load) {
        lines.append(RunTables::tr("“%1” is %2, without ramp-up and stopping")
                         .arg(inLoad(), RunWords::timeOf(*outcome.load)));
    }
    lines.append(RunTables::tr("Transferred  %1 in, %2 out")
                     .arg(Format::bytes(measured.bytesIn), Format::bytes(measured.bytesOut)));
    if (measured.fixtures.requests > 0)
        lines.append(fixtures(measured.fixtures));
    return lines;
}

TextTable latencyTable(const QString &title)
{
    return TextTable({title, QStringLiteral("min"), QStringLiteral("mean"), QStringLiteral("p50"),
                      QStringLiteral("p90"), QStringLiteral("p95"), QStringLiteral("p99"),
                      QStringLiteral("p99.9"), QStringLiteral("max")});
}

QStringList latencyRow(const QString &title, const LatencySummary &latency)
{
    const auto mean = std::chrono::microseconds(std::llround(latency.mean));
    return {title,
            Format::milliseconds(latency.min),
            Format::milliseconds(mean),
            Format::milliseconds(latency.p50),
            Format::milliseconds(latency.p90),
            Format::milliseconds(latency.p95),
            Format::milliseconds(latency.p99),
            Format::milliseconds(latency.p999),
            Format::milliseconds(latency.max)};
}

QStringList latencies(const RunOutcome &outcome)
{
    const auto &measured = outcome.last;
    auto table = latencyTable(RunTables::tr("Latency, ms"));
    if (measured.latency.count > 0)
        table.addRow(latencyRow(RunTables::tr("answered"), measured.latency));
    if (outcome.load && outcome.load->totals.latency.count > 0)
        table.addRow(latencyRow(inLoad(), outcome.load->totals.latency));
    if (measured.failedLatency.count > 0)
        table.addRow(latencyRow(RunTables::tr("failed"), measured.failedLatency));
    return table.isEmpty() ? QStringList() : table.lines();
}

// Of requests if they waited, and of iterations that were meant to begin at a certain moment.
QStringList responseTimes(const Snapshot &measured)
{
    auto table = latencyTable(RunTables::tr("Response time, ms"));
    if (isLonger(measured.requestResponseTime.p95, measured.latency.p95))
        table.addRow(latencyRow(RunTables::tr("requests"), measured.requestResponseTime));
    if (measured.responseTime.count > 0)
        table.addRow(latencyRow(RunTables::tr("iterations ok"), measured.responseTime));
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
        const auto name = endpoint.method + QLatin1Char(' ') + endpoint.name;
        table.addRow(QStringList{Format::oneLine(name, NameWidth), Format::count(endpoint.count)}
                     + outcome.cells({endpoint}) + latencyCells(endpoint.latency)
                     + QStringList{statuses(endpoint)});
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
        table.addRow(QStringList{Format::oneLine(scenario.name, NameWidth), Format::count(scenario.ok),
                                 Format::count(scenario.failed)}
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
        table.addRow(QStringList{Format::oneLine(step.name, NameWidth), Format::count(step.ok),
                                 Format::count(step.failed)}
                     + cellOf(aborted, step.aborted) + QStringList{Format::count(step.requests)}
                     + latencyCells(step.duration));
    }
    return table.isEmpty() ? QStringList() : table.lines();
}

QStringList checks(const QList<CheckMetrics> &list)
{
    TextTable table({RunTables::tr("Check"), RunTables::tr("passed"), RunTables::tr("failed")});
    for (const auto &check : list)
        table.addRow({Format::oneLine(check.name, NameWidth), Format::count(check.passed),
                      Format::count(check.failed)});
    return table.isEmpty() ? QStringList() : table.lines();
}

QStringList counters(const Snapshot &measured)
{
    TextTable table({RunTables::tr("Counter"), RunTables::tr("total"), RunTables::tr("per second")});
    for (const auto &counter : measured.counters) {
        table.addRow({Format::oneLine(counter.name, NameWidth), Format::number(counter.total),
                      Format::number(ratePerSecond(counter.total, measured.loadTime))});
    }
    return table.isEmpty() ? QStringList() : table.lines();
}

QStringList trends(const QList<TrendMetrics> &list)
{
    TextTable table({RunTables::tr("Trend"), RunTables::tr("values"), QStringLiteral("min"),
                     QStringLiteral("mean"), QStringLiteral("p50"), QStringLiteral("p95"),
                     QStringLiteral("p99"), QStringLiteral("max")});
    for (const auto &trend : list) {
        table.addRow({Format::oneLine(trend.name, NameWidth), Format::count(trend.count),
                      Format::number(trend.min), Format::number(trend.mean), Format::number(trend.p50),
                      Format::number(trend.p95), Format::number(trend.p99), Format::number(trend.max)});
    }
    return table.isEmpty() ? QStringList() : table.lines();
}

QStringList gauges(const QList<GaugeMetrics> &list)
{
    TextTable table(
        {RunTables::tr("Gauge"), RunTables::tr("last"), QStringLiteral("min"), QStringLiteral("max")});
    for (const auto &gauge : list) {
        table.addRow({Format::oneLine(gauge.name, NameWidth), Format::number(gauge.last),
                      Format::number(gauge.min), Format::number(gauge.max)});
    }
    return table.isEmpty() ? QStringList() : table.lines();
}

QStringList places(const ScriptError &error, bool verbose)
{
    const auto at = QStringLiteral("     at ");
    QStringList lines;
    if (!verbose) {
        if (const auto place = placeOf(error); place.isValid())
            lines.append(at + Format::harmless(QDir::toNativeSeparators(place.toString())));
        return lines;
    }
    for (const auto &frame : error.stack) {
        const auto function = frame.function.isEmpty() ? QString() : frame.function + QLatin1Char(' ');
        lines.append(at + Format::harmless(function + frame.place.toString()));
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
        const auto text = Format::harmless(RunWords::message(group)).split(QLatin1Char('\n'));
        const auto kind = toString(group.error.kind);
        lines.append(QStringLiteral("  %1× %2: %3")
                         .arg(Format::count(group.count),
                              group.isExample ? RunTables::tr("%1, for example").arg(kind) : kind,
                              text.first()));
        for (const auto &more : text.mid(1, verbose ? -1 : 0))
            lines.append(indent + more);
        if (!group.error.endpoint.isEmpty())
            lines.append(indent + Format::oneLine(group.error.endpoint, NameWidth));
        if (!group.error.step.isEmpty())
            lines.append(indent
                         + RunTables::tr("in step “%1”").arg(Format::oneLine(group.error.step, NameWidth)));
        lines += places(group.error, verbose);
        lines.append(
            indent
            + RunTables::tr("from %1 to %2").arg(Format::seconds(group.first), Format::seconds(group.last)));
    }
    return lines;
}

QStringList goals(const QList<GoalStatus> &list)
{
    TextTable table({RunTables::tr("Goal"), RunTables::tr("measured"), RunTables::tr("verdict")});
    table.setLastColumnText();
    for (const auto &goal : list) {
        table.addRow({Format::oneLine(goal.goal.toString()),
                      goal.measured ? goal.goal.textOf(*goal.measured) : QStringLiteral("-"),
                      RunWords::goalState(goal.state)});
    }
    return table.isEmpty() ? QStringList() : table.lines();
}

QStringList limitSteps(const std::optional<LimitResult> &limit)
{
    if (!limit)
        return {};
    TextTable table({limit->isRate ? RunTables::tr("Iterations/s") : RunTables::tr("Users"),
                     RunTables::tr("requests/s"), QStringLiteral("p95 ms"), RunTables::tr("iterations"),
                     RunTables::tr("failed"), RunTables::tr("limit")});
    table.setLastColumnText();
    for (const auto &step : limit->curve()) {
        table.addRow(
            {Format::number(step.load), Format::rate(step.requestRate), Format::milliseconds(step.p95),
             Format::count(step.iterations), Format::count(step.failed),
             RunTables::tr("%1: %2").arg(LimitWords::outcome(step), LimitWords::evidence(*limit, step))});
    }
    return table.isEmpty() ? QStringList() : table.lines();
}

} // namespace

QStringList RunTables::lines(const RunOutcome &outcome, bool verbose)
{
    const auto &measured = outcome.last;
    QStringList lines;
    for (const auto &part :
         {iterations(outcome), responseTimes(measured), requests(outcome), latencies(outcome),
          endpoints(measured.endpoints), scenarios(measured.scenarios), steps(measured.steps),
          checks(measured.checks), counters(measured), trends(measured.trends), gauges(measured.gauges),
          errors(measured.errors, verbose), goals(measured.goals), limitSteps(measured.limit)}) {
        if (!part.isEmpty())
            lines += part + QStringList{QString()};
    }
    return lines;
}

} // namespace Molotov::Cli
