// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/kneecharts.h"

#include "core/control/words/format.h"

namespace Molotov {

namespace {

Chart overLoad(const LimitResult &result, const char *id, const QString &title)
{
    constexpr double RoomAtTheEnd = 1.05; // for the last point and its label
    Chart chart{.id = QLatin1String(id), .title = title, .axis = Chart::Axis::Load, .hasDots = true};
    chart.end = result.curve().last().load * RoomAtTheEnd;
    if (const auto *held = result.held())
        chart.marks.append({KneeCharts::tr("held: %1").arg(Format::number(held->load)), held->load});
    if (const auto *broken = result.broken())
        chart.marks.append(
            {KneeCharts::tr("did not hold: %1").arg(Format::number(broken->load)), broken->load});
    return chart;
}

QString byLoad(const LimitResult &result, const QString &unit)
{
    return result.isRate ? KneeCharts::tr("%1, by iterations a second").arg(unit)
                         : KneeCharts::tr("%1, by users").arg(unit);
}

bool isAboutP95(const Goal &goal)
{
    return goal.measure == GoalMeasure::Latency && goal.statistic == GoalStatistic::Percentile
           && goal.percentile == 95 && goal.name.isEmpty();
}

} // namespace

QList<Chart> KneeCharts::of(const LimitResult &result)
{
    if (result.steps.isEmpty())
        return {};
    ChartSeries requests{.name = tr("requests"), .color = QStringLiteral("c-rate")};
    ChartSeries latency{.name = QStringLiteral("p95"), .color = QStringLiteral("c-p95")};
    for (const auto &step : result.curve()) {
        requests.points.append({step.load, step.requestRate});
        latency.points.append({step.load, step.p95.count() > 0 ? double(step.p95.count()) / 1000 : qQNaN()});
    }
    auto throughput = overLoad(result, "knee-rate", tr("Throughput over load"));
    throughput.unit = byLoad(result, tr("requests per second"));
    throughput.series = {requests};
    auto latencies = overLoad(result, "knee-latency", tr("Latency over load"));
    latencies.unit = byLoad(result, tr("ms"));
    latencies.series = {latency};
    if (isAboutP95(result.goal))
        latencies.limits = {
            {result.goal.toString(), result.goal.limit * microsecondsOf(result.goal.unit) / 1000}};
    return {throughput, latencies};
}

} // namespace Molotov
