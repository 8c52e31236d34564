// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/reportcharts.h"

#include "core/control/report/reportseries.h"
#include "core/control/trust/doubtfulspans.h"
#include "core/control/words/markerwords.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace Molotov {

namespace {

constexpr int BarCount = 48;

double milliseconds(std::chrono::microseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

/// One line: what it is called, its colour, and its value at a point.
template <typename Value>
ChartSeries line(const QString &name, const char *color, const QList<ReportPoint> &points, Value value)
{
    ChartSeries series{.name = name, .color = QLatin1String(color)};
    series.points.reserve(points.size());
    for (const auto &point : points)
        series.points.append({point.middle(), value(point)});
    return series;
}

/// Makes charts over the time of a run.
class OverTime
{
public:
    OverTime(const QList<ReportPoint> &points, const RunOutcome &outcome)
        : m_points(points)
        , m_goals(outcome.last.goals)
        , m_shades(shadesOf(phasesOf(outcome)))
        , m_marks(marksOf(outcome))
        , m_doubts(doubtsOf(outcome.series))
    {
    }

    QList<Chart> charts() const { return {throughput(), latencies(), statuses(), failures(), workers()}; }

private:
    Chart chart(const char *id, const QString &title, const QString &unit) const
    {
        const auto &last = m_points.last();
        return {.id = QLatin1String(id),
                .title = title,
                .unit = unit,
                .begin = m_points.first().begin,
                .end = last.begin + last.length,
                .marks = m_marks,
                .shades = m_shades,
                .doubts = m_doubts};
    }

    QList<ChartMark> marksOf(const RunOutcome &outcome) const
    {
        const auto model = outcome.profile.loadPlan().model;
        const double begin = m_points.first().begin;
        const double end = m_points.last().begin + m_points.last().length;
        QList<ChartMark> marks;
        for (const auto &marker : outcome.markers) {
            const auto at = std::chrono::duration<double>(marker.at).count();
            if (at >= begin && at <= end)
                marks.append({MarkerWords::label(marker, model), at});
        }
        return marks;
    }

    // Of what is not the load; less than a second is no phase that one could see.
    QList<ChartBar> shadesOf(const QList<RunPhase> &phases) const
    {
        const double begin = m_points.first().begin;
        const double end = m_points.last().begin + m_points.last().length;
        QList<ChartBar> shades;
        for (const auto &phase : phases) {
            using Seconds = std::chrono::duration<double>;
            const ChartBar shade{.from = std::max(begin, Seconds(phase.from).count()),
                                 .to = std::min(end, Seconds(phase.to).count())};
            if (phase.kind != RunPhase::Kind::Load && shade.to - shade.from >= 1)
                shades.append(shade);
        }
        return shades;
    }

    QList<ChartBar> doubtsOf(const QList<SeriesPoint> &points) const
    {
        const double end = m_points.last().begin + m_points.last().length;
        QList<ChartBar> doubts;
        for (const auto &span : doubtfulSpans(points))
            doubts.append({.from = double(span.from), .to = std::min(end, double(span.to))});
        return doubts;
    }

    // Goals for a single endpoint or scenario are about another line than those that are drawn.
    QList<ChartMark> limits(std::initializer_list<GoalMeasure> measures, auto valueOf) const
    {
        QList<ChartMark> marks;
        for (const auto &status : m_goals) {
            const auto &goal = status.goal;
            if (!goal.name.isEmpty()
                || std::find(measures.begin(), measures.end(), goal.measure) == measures.end())
                continue;
            if (const double value = valueOf(goal); !std::isnan(value))
                marks.append({goal.toString(), value});
        }
        return marks;
    }
    static auto ofUnit(GoalUnit unit)
    {
        return [unit](const Goal &goal) {
            return goal.unit == unit ? goal.limit : std::numeric_limits<double>::quiet_NaN();
        };
    }

    Chart throughput() const
    {
        auto made = chart("rate", ReportCharts::tr("Throughput"), ReportCharts::tr("requests per second"));
        made.series = {line(ReportCharts::tr("requests"), "c-rate", m_points,
                            [](const auto &point) { return point.values.requestRate; }),
                       line(ReportCharts::tr("without a response"), "c-none", m_points,
                            [](const auto &point) { return point.values.requestFailedRate; })};
        made.limits = limits({GoalMeasure::Requests, GoalMeasure::Failed}, ofUnit(GoalUnit::PerSecond));
        for (const auto &point : m_points) {
            if (!point.stoodStill)
                continue;
            auto &spans = made.standstills;
            if (!spans.isEmpty() && spans.last().to >= point.begin)
                spans.last().to = point.begin + point.length;
            else
                spans.append({.from = point.begin, .to = point.begin + point.length});
        }
        return made;
    }

    Chart latencies() const
    {
        auto made = chart("latency", ReportCharts::tr("Latency"), ReportCharts::tr("ms"));
        const auto percentile = [this](const char *name, const char *color, auto SeriesPoint::*value) {
            return line(QLatin1String(name), color, m_points, [value](const auto &point) {
                return point.values.max.count() > 0 ? milliseconds(point.values.*value)
                                                    : std::numeric_limits<double>::quiet_NaN();
            });
        };
        made.series = {percentile("p50", "c-p50", &SeriesPoint::p50),
                       percentile("p95", "c-p95", &SeriesPoint::p95),
                       percentile("p99", "c-p99", &SeriesPoint::p99)};
        const auto hasWaited = [](const auto &point) {
            return isLonger(point.values.responseP95, point.values.p95);
        };
        if (std::any_of(m_points.begin(), m_points.end(), hasWaited)) {
            made.series +=
                line(ReportCharts::tr("p95 with waiting"), "c-response", m_points, [=](const auto &point) {
                    return hasWaited(point) ? milliseconds(point.values.responseP95)
                                            : std::numeric_limits<double>::quiet_NaN();
                });
        }
        made.limits = limits({GoalMeasure::Latency},
                             [](const Goal &goal) { return goal.limit * microsecondsOf(goal.unit) / 1'000; });
        return made;
    }

    Chart statuses() const
    {
        auto made = chart("status", ReportCharts::tr("Status codes"), ReportCharts::tr("per second"));
        made.form = Chart::Form::Stack;
        const auto layer = [this](const QString &name, const char *color, StatusClass which) {
            return line(name, color, m_points,
                        [which](const auto &point) { return point.values.statusRates.at(size_t(which)); });
        };
        made.series = {layer(QStringLiteral("2xx"), "c-2xx", StatusClass::Success)};
        const QList<ChartSeries> others{
            layer(QStringLiteral("3xx"), "c-3xx", StatusClass::Redirection),
            layer(QStringLiteral("4xx"), "c-4xx", StatusClass::ClientError),
            layer(QStringLiteral("5xx"), "c-5xx", StatusClass::ServerError),
            layer(ReportCharts::tr("other"), "c-other", StatusClass::Other),
            line(ReportCharts::tr("none"), "c-none", m_points,
                 [](const auto &point) { return point.values.requestFailedRate; })};
        std::copy_if(others.begin(), others.end(), std::back_inserter(made.series), [](const auto &series) {
            return std::any_of(series.points.begin(), series.points.end(),
                               [](const auto &point) { return point.y() > 0; });
        });
        return made;
    }

    Chart failures() const
    {
        const auto share = [](double part, double whole) { return whole > 0 ? 100 * part / whole : 0; };
        const auto answers = [](const SeriesPoint &values) {
            double sum = values.requestFailedRate;
            for (const double rate : values.statusRates)
                sum += rate;
            return sum;
        };
        const auto errors = [](const SeriesPoint &values) {
            return values.requestFailedRate + values.statusRates.at(size_t(StatusClass::ClientError))
                   + values.statusRates.at(size_t(StatusClass::ServerError));
        };
        auto made = chart("failures", ReportCharts::tr("Errors"), QStringLiteral("%"));
        made.ceiling = 100;
        made.series = {
            line(ReportCharts::tr("requests: 4xx, 5xx or no response"), "c-4xx", m_points,
                 [&](const auto &point) { return share(errors(point.values), answers(point.values)); }),
            line(ReportCharts::tr("requests: no response"), "c-none", m_points,
                 [&](const auto &point) {
                     return share(point.values.requestFailedRate, answers(point.values));
                 }),
            line(ReportCharts::tr("iterations: failed"), "c-5xx", m_points, [&](const auto &point) {
                return share(point.values.failedRate, point.values.okRate + point.values.failedRate);
            })};
        made.limits = limits({GoalMeasure::Failed, GoalMeasure::Errors, GoalMeasure::IterationsFailed},
                             ofUnit(GoalUnit::Percent));
        return made;
    }

    Chart workers() const
    {
        auto made = chart("workers", ReportCharts::tr("Workers"), ReportCharts::tr("at once"));
        made.series = {line(ReportCharts::tr("workers"), "c-workers", m_points,
                            [](const auto &point) { return double(point.values.activeWorkers); })};
        return made;
    }

    const QList<ReportPoint> &m_points;
    const QList<GoalStatus> &m_goals;
    const QList<ChartBar> m_shades;
    const QList<ChartMark> m_marks;
    const QList<ChartBar> m_doubts;
};

// The cells of the histogram are many, and as wide as their values are exact: each gives the bars that it
// reaches into their share.
QList<ChartBar> barsOf(const SparseHistogram &latencies, double begin, double end)
{
    const double ratio = std::log(end / begin) / BarCount;
    QList<ChartBar> bars;
    for (int i = 0; i < BarCount; ++i)
        bars.append({.from = begin * std::exp(i * ratio), .to = begin * std::exp((i + 1) * ratio)});
    qint64 all = 0;
    for (const auto count : latencies.counts)
        all += count;
    for (qsizetype i = 0; i < latencies.cells.size(); ++i) {
        const double from = std::clamp(beginOfCell(latencies.cells.at(i)), begin, end * 0.999'999);
        const double to = std::clamp(beginOfCell(latencies.cells.at(i) + 1), from * 1.000'001, end);
        const double share = 100.0 * double(latencies.counts.at(i)) / double(all);
        const auto barAt = [&](double value) {
            return std::clamp(int(std::log(value / begin) / ratio), 0, BarCount - 1);
        };
        for (int bar = barAt(from); bar <= barAt(to); ++bar) {
            const double inside = std::min(to, bars.at(bar).to) - std::max(from, bars.at(bar).from);
            bars[bar].height += share * std::max(0.0, inside) / (to - from);
        }
    }
    return bars;
}

Chart distribution(const RunRecord &record)
{
    const auto &latencies = record.latencies;
    const auto &latency = record.outcome.last.latency;
    // A little room at both ends, and an axis also where all took the same time.
    const double begin = std::max(1.0, double(latencies.min.count())) / 1.15;
    const double end = std::max(double(latencies.max.count()) * 1.15, begin * 2);
    Chart chart{.id = QStringLiteral("distribution"),
                .title = ReportCharts::tr("Distribution of latencies"),
                .unit = ReportCharts::tr("% of requests"),
                .form = Chart::Form::Bars,
                .axis = Chart::Axis::Latency,
                .begin = begin,
                .end = end};
    chart.bars = barsOf(latencies, begin, end);
    chart.marks = {{QStringLiteral("p50"), double(latency.p50.count())},
                   {QStringLiteral("p95"), double(latency.p95.count())},
                   {QStringLiteral("p99"), double(latency.p99.count())}};
    return chart;
}

} // namespace

QList<Chart> ReportCharts::of(const RunRecord &record)
{
    QList<Chart> charts;
    const auto points = reportSeries(record.outcome.series);
    if (points.size() > 1) // else there is no line
        charts = OverTime(points, record.outcome).charts();
    if (!record.latencies.cells.isEmpty())
        charts.insert(std::min<qsizetype>(2, charts.size()), distribution(record));
    return charts;
}

} // namespace Molotov
