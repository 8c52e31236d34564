// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/sizingchart.h"

#include "core/control/words/format.h"
#include "ui/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace Molotov {

namespace {

constexpr int Margin = 10;
constexpr int TickDistance = 30;
constexpr int WorkerTickDistance = 80;
constexpr double LineWidth = 1.6;
constexpr double DotRadius = 2.5;
constexpr int MostDots = 60; // more of them hide the line

} // namespace

SizingChart::SizingChart(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Failures by number of workers"));
    prepare(1, 0);
}

void SizingChart::prepare(int workers, double tolerance)
{
    m_workers = std::max(1, workers);
    m_tolerance = tolerance;
    setPoints({});
}

void SizingChart::setPoints(const QList<SizingPoint> &points)
{
    m_curve.clear();
    double largest = 2 * m_tolerance; // the line of what is tolerated has room around it
    for (const auto &point : points) {
        const double all = point.okRate + point.failedRate;
        if (all <= 0)
            continue;
        m_curve.append({double(point.workers), 100 * point.failedRate / all});
        largest = std::max(largest, m_curve.constLast().y());
    }
    const QRectF area = plot();
    m_percentScale =
        niceScale(std::clamp(largest, 1.0, 100.0), std::max(2, int(area.height() / TickDistance)), 0.1);
    m_workerScale = niceScale(m_workers, std::max(2, int(area.width() / WorkerTickDistance)), 1);
    setAccessibleDescription(summary());
    update();
}

QString SizingChart::summary() const
{
    if (m_curve.isEmpty())
        return tr("The curve of failures over workers appears here.");
    const auto &last = m_curve.constLast();
    const int workers = int(last.x());
    return tr("%1 % failed with %2; %3 % are tolerated.")
        .arg(Format::number(last.y()), workers == 1 ? tr("one worker") : tr("%L1 workers").arg(workers),
             Format::number(m_tolerance));
}

void SizingChart::paintEvent(QPaintEvent *)
{
    const Theme theme(palette());
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.setFont(captionFont(font()));
    drawAxes(painter, theme);
    if (m_curve.isEmpty()) {
        painter.setFont(font());
        painter.setPen(theme.secondaryText());
        painter.drawText(plot(), Qt::AlignCenter, summary());
        return;
    }
    drawTolerance(painter, theme);
    drawCurve(painter, theme);
}

QRectF SizingChart::plot() const
{
    const QFontMetrics metrics(captionFont(font()));
    const int left = Margin + metrics.horizontalAdvance(QStringLiteral("88.8 %")) + 6;
    const int bottom = 2 * metrics.height() + 8;
    return QRectF(left, Margin, std::max(1, width() - left - 2 * Margin),
                  std::max(1, height() - Margin - bottom));
}

QPointF SizingChart::place(const QPointF &value) const
{
    const QRectF area = plot();
    return {area.left() + area.width() * value.x() / m_workerScale.maximum,
            area.bottom() - area.height() * value.y() / m_percentScale.maximum};
}

void SizingChart::drawAxes(QPainter &painter, const Theme &theme) const
{
    const QRectF area = plot();
    const int height = painter.fontMetrics().height();
    const auto line = [&](int index) {
        painter.setPen(index == 0 ? theme.secondaryText() : theme.gridLine());
    };
    for (int i = 0; i * m_percentScale.step <= m_percentScale.maximum * 1.001; ++i) {
        const double percent = i * m_percentScale.step;
        const double y = std::round(place({0, percent}).y());
        line(i);
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(theme.secondaryText());
        painter.drawText(QRectF(0, y - height / 2.0, area.left() - 6, height),
                         Qt::AlignRight | Qt::AlignVCenter,
                         tr("%1 %").arg(Format::axisNumber(percent, m_percentScale.step)));
    }
    for (int i = 0; i * m_workerScale.step <= m_workerScale.maximum * 1.001; ++i) {
        const double x = std::round(place({i * m_workerScale.step, 0}).x());
        line(i);
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        painter.setPen(theme.secondaryText());
        const auto label = Format::axisNumber(i * m_workerScale.step, m_workerScale.step);
        const double width = painter.fontMetrics().horizontalAdvance(label) + 2;
        painter.drawText(QRectF(x - width / 2, area.bottom() + 2, width, height), Qt::AlignCenter, label);
    }
    painter.drawText(QRectF(area.left(), area.bottom() + 2 + height, area.width(), height), Qt::AlignCenter,
                     tr("Workers"));
}

void SizingChart::drawTolerance(QPainter &painter, const Theme &theme) const
{
    const double y = std::round(place({0, std::min(m_tolerance, m_percentScale.maximum)}).y());
    const QRectF area = plot();
    painter.setPen(QPen(theme.warningText(), 1, Qt::DashLine));
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    painter.drawText(QRectF(area.left(), y - painter.fontMetrics().height() - 1, area.width() - 4,
                            painter.fontMetrics().height()),
                     Qt::AlignRight | Qt::AlignBottom, tr("tolerated"));
}

void SizingChart::drawCurve(QPainter &painter, const Theme &theme) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    const auto color = theme.line(Theme::Line::Failed);
    QPolygonF line;
    for (const auto &point : m_curve)
        line.append(place(point));
    painter.setPen(QPen(color, LineWidth));
    painter.drawPolyline(line);
    if (line.size() > MostDots)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    for (const auto &point : line)
        painter.drawEllipse(point, DotRadius, DotRadius);
}

} // namespace Molotov
