// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/runcharts.h"

#include "core/control/trust/doubtfulspans.h"
#include "core/control/words/format.h"
#include "core/control/words/markerwords.h"
#include "ui/charts/chartlegend.h"
#include "ui/charts/goalmarks.h"

#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace Molotov {

using std::chrono::seconds;

RunCharts::RunCharts(const SeriesModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 0, 0);
    layout->setSpacing(0);
    addThroughput();
    addLatency();
    addStatuses();
    addWorkers();
    for (const Panel &panel : std::as_const(m_panels))
        connect(panel.chart, &TimeChart::secondHovered, this, &RunCharts::setCrosshair);
    connect(model, &QAbstractItemModel::modelReset, this, &RunCharts::updateLegends);
    connect(model, &QAbstractItemModel::rowsInserted, this, &RunCharts::updateLegends);
    connect(model, &QAbstractItemModel::dataChanged, this, &RunCharts::updateLegends);
    updateLegends();
}

void RunCharts::setExpectedDuration(std::chrono::milliseconds duration)
{
    const seconds span = std::min(seconds(60), std::chrono::ceil<seconds>(duration));
    for (const Panel &panel : std::as_const(m_panels))
        panel.chart->setMinimumSpan(span);
}

void RunCharts::setCrosshair(std::optional<int> second)
{
    m_crosshair = second;
    for (const Panel &panel : std::as_const(m_panels))
        panel.chart->setCrosshair(second);
    updateLegends();
}

void RunCharts::setGoals(const QList<Goal> &goals)
{
    m_panels.at(0).chart->setMarks(throughputMarks(goals));
    m_panels.at(1).chart->setMarks(latencyMarks(goals));
}

void RunCharts::setMarkers(const QList<RunMarker> &markers, LoadPlan::Model model)
{
    QList<TimeChart::Moment> moments;
    for (const RunMarker &marker : markers)
        moments.append({std::chrono::duration<double>(marker.at).count(), MarkerWords::label(marker, model),
                        MarkerWords::line(marker, model)});
    for (const Panel &panel : std::as_const(m_panels))
        panel.chart->setMoments(moments);
}

QStringList RunCharts::legendTexts() const
{
    QStringList texts;
    for (const Panel &panel : m_panels)
        texts += panel.legend->accessibleName();
    return texts;
}

void RunCharts::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateLegends();
}

void RunCharts::addThroughput()
{
    addPanel(tr("Throughput, per s"), 5,
             {.lines = {{SeriesModel::RequestRate, Theme::Line::Requests, tr("Requests")},
                        {SeriesModel::OkRate, Theme::Line::Ok, tr("Ok")},
                        {SeriesModel::FailedRate, Theme::Line::Failed, tr("Failed")}},
              .hasTimeLabels = false,
              .hasMomentLabels = true});
    m_panels.constLast().chart->setEmptyText(tr("What happens each second appears here."));
}

void RunCharts::addLatency()
{
    addPanel(tr("Latency, ms"), 5,
             {.lines = {{SeriesModel::P50, Theme::Line::P50, tr("p50")},
                        {SeriesModel::P95, Theme::Line::P95, tr("p95")},
                        {SeriesModel::P99, Theme::Line::P99, tr("p99")},
                        {SeriesModel::ResponseP95, Theme::Line::ResponseTime, tr("p95 with waiting"), true}},
              .hasTimeLabels = false,
              .smallestStep = 0.001});
}

void RunCharts::addStatuses()
{
    using Line = Theme::Line;
    addPanel(tr("Status codes, per s"), 4,
             {.lines = {{SeriesModel::Status2xx, Line::Ok, tr("2xx")},
                        {SeriesModel::Status3xx, Line::Redirection, tr("3xx"), true},
                        {SeriesModel::Status4xx, Line::ClientError, tr("4xx"), true},
                        {SeriesModel::Status5xx, Line::ServerError, tr("5xx"), true},
                        {SeriesModel::StatusOther, Line::OtherStatus, tr("Other"), true},
                        {SeriesModel::NoResponse, Line::NoResponse, tr("None", "no response"), true}},
              .hasTimeLabels = false});
}

void RunCharts::addWorkers()
{
    addPanel(tr("Active workers"), 3,
             {.lines = {{SeriesModel::ActiveWorkers, Theme::Line::Workers, tr("Workers")}},
              .isFilled = true,
              .hasTimeLabels = true,
              .smallestStep = 1});
}

void RunCharts::addPanel(const QString &title, int stretch, const TimeChart::Options &options)
{
    auto *legend = new ChartLegend(title, this);
    auto *chart = new TimeChart(m_model, options, this);
    chart->setAccessibleName(title);
    layout()->addWidget(legend);
    static_cast<QVBoxLayout *>(layout())->addWidget(chart, stretch);
    m_panels.append({legend, chart});
}

void RunCharts::updateLegends()
{
    const Theme theme(palette());
    const QList<SeriesPoint> &points = m_model->points();
    const int row = m_crosshair ? m_model->rowOfSecond(*m_crosshair) : int(points.size()) - 1;
    for (const Panel &panel : std::as_const(m_panels)) {
        QList<ChartLegend::Entry> entries;
        const auto &lines = panel.chart->options().lines;
        for (int i = 0; i < lines.size(); ++i) {
            if (!panel.chart->isShown(i))
                continue;
            const TimeChart::Line &line = lines.at(i);
            const QString value = row < 0 ? QString() : SeriesModel::text(points.at(row), line.column);
            entries.append({line.name, value, theme.line(line.color)});
        }
        const auto doubts = doubtfulSpans(points);
        if (panel.chart == m_panels.constFirst().chart && !doubts.isEmpty()) {
            int count = 0;
            for (const auto &span : doubts)
                count += span.to - span.from;
            entries.prepend(
                {tr("Doubtful"), tr("%1 s").arg(Format::count(count)), theme.tone(RunStatus::Tone::Warning)});
        }
        panel.legend->setEntries(entries);
    }
}

} // namespace Molotov
