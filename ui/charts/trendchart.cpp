// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/trendchart.h"

#include "core/control/words/format.h"
#include "ui/models/historymodel.h"
#include "ui/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace Molotov {

namespace {

constexpr double LeftMargin = 54; // as of the charts of a run
constexpr double RightMargin = 12;
constexpr double BottomMargin = 8;
constexpr double TickDistance = 28;
constexpr double LineWidth = 1.6;
constexpr double DotRadius = 2.8;
constexpr double Reach = 12; // of the pointer

} // namespace

TrendChart::TrendChart(const HistoryTrend *trend, HistoryTrend::Measure measure, QWidget *parent)
    : QWidget(parent)
    , m_trend(trend)
    , m_measure(measure)
{
    setMouseTracking(true);
    setAccessibleName(HistoryTrend::title(measure));
    connect(trend, &HistoryTrend::changed, this, qOverload<>(&QWidget::update));
}

void TrendChart::setSelected(const QString &path)
{
    if (std::exchange(m_selected, path) != path)
        update();
}

QRectF TrendChart::plot() const
{
    const double top = QFontMetrics(captionFont(font())).height() + 8;
    return QRectF(rect()).adjusted(LeftMargin, top, -RightMargin, -BottomMargin);
}

void TrendChart::rescale()
{
    double largest = m_trend->goal(m_measure).value_or(0);
    for (const auto &run : m_trend->runs())
        largest = std::max(largest, HistoryTrend::value(run, m_measure).value_or(0));
    const int ticks = std::max(2, int(plot().height() / TickDistance));
    m_scale = niceScale(largest > 0 ? largest : 1, ticks, 0.001);
}

QPointF TrendChart::pointOf(int run, double value) const
{
    const auto plot = this->plot();
    const auto count = m_trend->runs().size();
    // Half a step at both ends: a dot on an axis is hard to see.
    const double x = plot.left() + plot.width() * (run + 0.5) / double(std::max<qsizetype>(1, count));
    return {x, plot.bottom() - plot.height() * value / m_scale.maximum};
}

QList<QPointF> TrendChart::dots() const
{
    QList<QPointF> dots;
    for (int run = 0; run < m_trend->runs().size(); ++run) {
        if (const auto value = HistoryTrend::value(m_trend->runs().at(run), m_measure))
            dots.append(pointOf(run, *value));
    }
    return dots;
}

int TrendChart::runAt(const QPointF &position) const
{
    int nearest = -1;
    double least = Reach;
    for (int run = 0; run < m_trend->runs().size(); ++run) {
        const auto value = HistoryTrend::value(m_trend->runs().at(run), m_measure);
        if (!value)
            continue;
        const QPointF distance = pointOf(run, *value) - position;
        const double length = std::hypot(distance.x(), distance.y());
        if (length < least) {
            least = length;
            nearest = run;
        }
    }
    return nearest;
}

QColor TrendChart::color() const
{
    const Theme theme(palette());
    switch (m_measure) {
    case HistoryTrend::P95:
        return theme.line(Theme::Line::P95);
    case HistoryTrend::Rate:
        return theme.line(Theme::Line::Ok);
    default:
        return theme.line(Theme::Line::Failed);
    }
}

void TrendChart::paintEvent(QPaintEvent *)
{
    rescale();
    QPainter painter(this);
    painter.setFont(captionFont(font()));
    painter.fillRect(plot(), palette().color(QPalette::Base));
    paintAxes(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    paintGoal(painter);
    paintRuns(painter);
}

void TrendChart::paintAxes(QPainter &painter) const
{
    const Theme theme(palette());
    const auto plot = this->plot();
    painter.setPen(palette().color(QPalette::WindowText));
    const QRectF caption(plot.left(), 0, plot.width(), plot.top() - 4);
    painter.drawText(caption, Qt::AlignLeft | Qt::AlignVCenter, HistoryTrend::title(m_measure));
    const int steps = int(std::lround(m_scale.maximum / m_scale.step));
    const int height = painter.fontMetrics().height();
    for (int i = 0; i <= steps; ++i) {
        const double y = std::round(plot.bottom() - plot.height() * i / steps);
        painter.setPen(i == 0 ? theme.secondaryText() : theme.gridLine());
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(theme.secondaryText());
        painter.drawText(QRectF(0, y - height / 2.0, plot.left() - 6, height),
                         Qt::AlignRight | Qt::AlignVCenter,
                         Format::axisNumber(i * m_scale.step, m_scale.step));
    }
}

void TrendChart::paintGoal(QPainter &painter) const
{
    const auto goal = m_trend->goal(m_measure);
    if (!goal)
        return;
    const auto plot = this->plot();
    const double y = pointOf(0, *goal).y();
    const auto color = Theme(palette()).warningText();
    painter.setPen(QPen(color, 1.2, Qt::DashLine));
    painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    const QRectF caption(plot.left(), 0, plot.width(), plot.top() - 4);
    painter.drawText(caption, Qt::AlignRight | Qt::AlignVCenter, tr("Goal: %1").arg(Format::number(*goal)));
}

void TrendChart::paintRuns(QPainter &painter) const
{
    const auto line = dots();
    painter.setPen(QPen(color(), LineWidth));
    painter.drawPolyline(line.constData(), int(line.size()));
    for (int run = 0; run < m_trend->runs().size(); ++run) {
        const auto &entry = m_trend->runs().at(run);
        const auto value = HistoryTrend::value(entry, m_measure);
        if (!value)
            continue;
        // What is not all of a run is hollow.
        painter.setBrush(entry.isComplete ? color() : palette().color(QPalette::Base));
        painter.setPen(QPen(color(), LineWidth));
        painter.drawEllipse(pointOf(run, *value), DotRadius, DotRadius);
        if (entry.path != m_selected)
            continue;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::WindowText), 1.4));
        painter.drawEllipse(pointOf(run, *value), 2.4 * DotRadius, 2.4 * DotRadius);
    }
}

void TrendChart::mousePressEvent(QMouseEvent *event)
{
    if (const int run = runAt(event->position()); run >= 0)
        Q_EMIT runClicked(m_trend->runs().at(run).path);
}

void TrendChart::mouseMoveEvent(QMouseEvent *event)
{
    const int run = runAt(event->position());
    setCursor(run < 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
    if (run < 0) {
        QToolTip::hideText();
        return;
    }
    const auto &entry = m_trend->runs().at(run);
    const QStringList lines{RunEntryWords::name(entry),
                            RunEntryWords::when(entry.startedAt, QDateTime::currentDateTime()),
                            HistoryTrend::text(entry, m_measure)};
    QToolTip::showText(event->globalPosition().toPoint(), Format::toolTip(lines.join(QLatin1Char('\n'))),
                       this);
}

} // namespace Molotov
