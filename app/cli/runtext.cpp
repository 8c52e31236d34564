// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/runtext.h"

#include "app/cli/format.h"
#include "app/cli/texttable.h"

#include <QDir>
#include <QFileInfo>

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

QStringList totals(const Snapshot &measured)
{
    const double time = std::chrono::duration<double>(measured.elapsed).count();
    const auto rate = [time](qint64 count) { return decimal(time > 0 ? double(count) / time : 0); };
    TextTable table({QString(), RunText::tr("ok"), RunText::tr("failed"), RunText::tr("per second")});
    const auto iterations = measured.iterationsOk + measured.iterationsFailed;
    table.addRow({RunText::tr("Iterations"), number(measured.iterationsOk), number(measured.iterationsFailed),
                  rate(iterations)});
    table.addRow({RunText::tr("Requests"), number(measured.requests - measured.requestsFailed),
                  number(measured.requestsFailed), rate(measured.requests)});
    auto lines = table.lines();
    lines.append(QString());
    lines.append(
        RunText::tr("Transferred  %1 in, %2 out").arg(bytes(measured.bytesIn), bytes(measured.bytesOut)));
    return lines;
}

QStringList latency(const LatencySummary &latency)
{
    if (latency.count == 0)
        return {};
    const auto mean = std::chrono::microseconds(std::llround(latency.mean));
    TextTable table({RunText::tr("Latency, ms"), QStringLiteral("min"), QStringLiteral("mean"),
                     QStringLiteral("p50"), QStringLiteral("p90"), QStringLiteral("p95"),
                     QStringLiteral("p99"), QStringLiteral("p99.9"), QStringLiteral("max")});
    table.addRow({RunText::tr("all requests"), milliseconds(latency.min), milliseconds(mean),
                  milliseconds(latency.p50), milliseconds(latency.p90), milliseconds(latency.p95),
                  milliseconds(latency.p99), milliseconds(latency.p999), milliseconds(latency.max)});
    return table.lines();
}

QStringList endpoints(const QList<EndpointMetrics> &list)
{
    TextTable table({RunText::tr("Endpoint"), RunText::tr("requests"), RunText::tr("failed"),
                     QStringLiteral("p50 ms"), QStringLiteral("p95 ms"), QStringLiteral("p99 ms"),
                     QStringLiteral("max ms"), RunText::tr("status")});
    table.setLastColumnText();
    for (const auto &endpoint : list) {
        const auto name = harmless(endpoint.method + QLatin1Char(' ') + endpoint.name);
        table.addRow(QStringList{clipped(name, NameWidth), number(endpoint.count), number(endpoint.failed)}
                     + latencyCells(endpoint.latency) + QStringList{statuses(endpoint)});
    }
    return table.isEmpty() ? QStringList() : table.lines();
}

QStringList scenarios(const QList<ScenarioMetrics> &list)
{
    TextTable table({RunText::tr("Scenario"), RunText::tr("ok"), RunText::tr("failed"),
                     QStringLiteral("p50 ms"), QStringLiteral("p95 ms"), QStringLiteral("p99 ms"),
                     QStringLiteral("max ms")});
    for (const auto &scenario : list) {
        table.addRow(QStringList{clipped(harmless(scenario.name), NameWidth), number(scenario.ok),
                                 number(scenario.failed)}
                     + latencyCells(scenario.duration));
    }
    return table.isEmpty() ? QStringList() : table.lines();
}

QStringList checks(const QList<CheckMetrics> &list)
{
    TextTable table({RunText::tr("Check"), RunText::tr("passed"), RunText::tr("failed")});
    for (const auto &check : list)
        table.addRow({clipped(harmless(check.name), NameWidth), number(check.passed), number(check.failed)});
    return table.isEmpty() ? QStringList() : table.lines();
}

QStringList counters(const Snapshot &measured)
{
    const double time = std::chrono::duration<double>(measured.elapsed).count();
    TextTable table({RunText::tr("Counter"), RunText::tr("total"), RunText::tr("per second")});
    for (const auto &counter : measured.counters) {
        table.addRow({clipped(harmless(counter.name), NameWidth), figure(counter.total),
                      decimal(time > 0 ? counter.total / time : 0)});
    }
    return table.isEmpty() ? QStringList() : table.lines();
}

QStringList trends(const QList<TrendMetrics> &list)
{
    TextTable table({RunText::tr("Trend"), RunText::tr("values"), QStringLiteral("min"),
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
        {RunText::tr("Gauge"), RunText::tr("last"), QStringLiteral("min"), QStringLiteral("max")});
    for (const auto &gauge : list) {
        table.addRow({clipped(harmless(gauge.name), NameWidth), figure(gauge.last), figure(gauge.min),
                      figure(gauge.max)});
    }
    return table.isEmpty() ? QStringList() : table.lines();
}

QString placeOf(const ScriptError &error)
{
    const auto &stack = error.stack;
    const auto known = std::find_if(stack.begin(), stack.end(),
                                    [](const StackFrame &frame) { return frame.place.isValid(); });
    return known == stack.end() ? QString() : QDir::toNativeSeparators(known->place.toString());
}

// Texts of errors are long: each has lines of its own below its count.
QStringList errors(const QList<ErrorGroup> &list, bool verbose)
{
    QStringList lines;
    for (const auto &group : list) {
        if (lines.isEmpty())
            lines.append(RunText::tr("Errors"));
        const auto text = harmless(group.error.message).split(QLatin1Char('\n'));
        lines.append(QStringLiteral("  %1× %2: %3")
                         .arg(number(group.count), toString(group.error.kind), text.first()));
        if (verbose) {
            for (const auto &more : text.mid(1))
                lines.append(QStringLiteral("     ") + more);
            for (const auto &frame : group.error.stack) {
                const auto function =
                    frame.function.isEmpty() ? QString() : frame.function + QLatin1Char(' ');
                lines.append(QStringLiteral("     at ") + harmless(function) + frame.place.toString());
            }
        } else if (const auto place = placeOf(group.error); !place.isEmpty()) {
            lines.append(QStringLiteral("     at ") + place);
        }
        lines.append(RunText::tr("     from %1 to %2").arg(seconds(group.first), seconds(group.last)));
    }
    return lines;
}

// Without decimals where there is nothing to round.
QString lengthOf(const Profile &profile)
{
    const auto whole = std::chrono::floor<std::chrono::seconds>(profile.duration);
    return whole == profile.duration ? number(whole.count()) + QStringLiteral(" s")
                                     : seconds(profile.duration);
}

} // namespace

QString RunText::progress(const Snapshot &snapshot, int width)
{
    const double time = std::chrono::duration<double>(snapshot.elapsed).count();
    const double overall = time > 0 ? double(snapshot.requests) / time : 0;
    const double rate = snapshot.series.isEmpty() ? overall : snapshot.series.last().requestRate;
    auto line = tr("%1  %2 ok  %3 failed  %4 req/s  p95 %5 ms  %6")
                    .arg(seconds(snapshot.elapsed), number(snapshot.iterationsOk),
                         number(snapshot.iterationsFailed), decimal(rate), milliseconds(snapshot.latency.p95),
                         counted(snapshot.activeWorkers, tr("worker"), tr("workers")));
    if (snapshot.sizing)
        line += tr("  sizing: %1 % of %2 failed")
                    .arg(decimal(snapshot.sizing->failedPercent()),
                         number(snapshot.sizing->ok + snapshot.sizing->failed));
    const auto newest = std::max_element(snapshot.errors.begin(), snapshot.errors.end(),
                                         [](const auto &a, const auto &b) { return a.last < b.last; });
    if (newest != snapshot.errors.end())
        line += QStringLiteral("  ") + clipped(harmless(newest->error.message), width);
    line.replace(QLatin1Char('\t'), QLatin1Char(' '));
    return clipped(line, width);
}

QString RunText::start(const Profile &profile, const QList<Protocol::ScenarioInfo> &scenarios)
{
    QStringList names;
    for (const auto &scenario : scenarios)
        names.append(scenario.weight == 1
                         ? scenario.name
                         : QStringLiteral("%1 (weight %2)").arg(scenario.name).arg(scenario.weight));
    auto text = tr("%1: %2 of %3, %4")
                    .arg(QFileInfo(profile.scenarioFile).fileName(),
                         counted(profile.processes, tr("process"), tr("processes")),
                         counted(profile.workers, tr("worker"), tr("workers")), lengthOf(profile));
    if (profile.maxRuns > 0)
        text += tr(", at most %1 each").arg(counted(profile.maxRuns, tr("run"), tr("runs")));
    if (profile.sizing)
        text += tr(", one after the other in %1 until more than %2 % fail")
                    .arg(seconds(profile.rampUp), QString::number(profile.sizingTolerance));
    if (!profile.baseUrl.isEmpty())
        text += tr(", against %1").arg(profile.baseUrl);
    return harmless(text + QStringLiteral("; ") + names.join(QStringLiteral(", ")));
}

QStringList RunText::tables(const Snapshot &measured, bool verbose)
{
    QStringList lines;
    for (const auto &part :
         {totals(measured), latency(measured.latency), endpoints(measured.endpoints),
          scenarios(measured.scenarios), checks(measured.checks), counters(measured), trends(measured.trends),
          gauges(measured.gauges), errors(measured.errors, verbose)}) {
        if (!part.isEmpty())
            lines += part + QStringList{QString()};
    }
    return lines;
}

QString RunText::lateness(const Snapshot &measured)
{
    return tr("This computer was late itself: the event loops of the helpers ran up to %1 ms late (p99 %2 "
              "ms). Requests went out so much later, and latencies may hold a part of it: use fewer workers "
              "or more processes.")
        .arg(milliseconds(measured.loopLag.max), milliseconds(measured.loopLag.p99));
}

QString RunText::verdict(const RunOutcome &outcome)
{
    const auto &measured = outcome.last;
    const auto iterations = measured.iterationsOk + measured.iterationsFailed;
    auto text = outcome.end == RunOutcome::End::Finished  ? tr("Finished after %1")
                : outcome.end == RunOutcome::End::Stopped ? tr("Stopped after %1")
                                                          : tr("Failed after %1");
    text = text.arg(seconds(measured.elapsed));
    if (iterations == 0)
        text += tr(": no iteration came to its end.");
    else if (measured.iterationsFailed == 0)
        text += tr(": %1, none failed.").arg(counted(iterations, tr("iteration"), tr("iterations")));
    else
        text += tr(": %1 of %2 failed.")
                    .arg(number(measured.iterationsFailed),
                         counted(iterations, tr("iteration"), tr("iterations")));
    return outcome.reason.isEmpty() ? text : text + QLatin1Char(' ') + outcome.reason;
}

QString RunText::lostHelpers(const RunOutcome &outcome)
{
    return tr("A part of the load is missing: %1 of %2 did not come to the end.")
        .arg(number(outcome.lostHelpers()),
             counted(outcome.profile.processes, tr("process"), tr("processes")));
}

QString RunText::tooManyFailures(const RunOutcome &outcome)
{
    return tr("The test failed: %1 failed, and %2 or more fail it.")
        .arg(counted(outcome.last.iterationsFailed, tr("iteration"), tr("iterations")),
             number(*outcome.profile.failThreshold));
}

} // namespace Molotov::Cli
