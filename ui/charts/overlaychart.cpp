// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/overlaychart.h"

#include "core/control/words/format.h"
#include "ui/charts/axisscale.h"
#include "ui/charts/curve.h"
#include "ui/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace Molotov {

namespace {

constexpr int Margin = 10;
constexpr int TickDistance = 30;
constexpr int TimeTickDistance = 80;
constexpr double LineWidth = 1.6;

} // namespace

OverlayChart::OverlayChart(const QString &title, SeriesModel::Column column, QWidget *parent)
    : QWidget(parent)
    , m_title(title)
    , m_column(column)
{
    setAccessibleName(title);
}

void OverlayChart::setRuns(const QList<SeriesPoint> &before, const QList<SeriesPoint> &after)
{
    m_before = before;
    m_after = after;
    m_largest = 0;
    m_span = 1;
    for (const auto *run : {&m_before, &m_after}) {
        for (const auto &point : *run) {
            m_largest = std::max(m_largest, SeriesModel::value(point, m_column).value_or(0));
            m_span = std::max(m_span, point.second + 1);
        }
    }
    update();
}

QColor OverlayChart::color(const Theme &theme, bool isAfter)
{
    return isAfter ? theme.line(Theme::Line::Failed) : theme.line(Theme::Line::Ok);
}

void OverlayChart::paintEvent(QPaintEvent *)
{
    const Theme theme(palette());
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    auto titleFont = font();
    titleFont.setBold(true);
    painter.setFont(titleFont);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(QRectF(Margin, Margin / 2.0, width() - 2 * Margin, painter.fontMetrics().height()),
                     Qt::AlignLeft, m_title);
    painter.setFont(captionFont(font()));
    const auto area = plot();
    drawAxes(painter, theme, area);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(area.adjusted(-1, -1, 1, 1));
    drawRun(painter, area, m_before, color(theme, false));
    drawRun(painter, area, m_after, color(theme, true));
}

QRectF OverlayChart::plot() const
{
    const QFontMetrics captions(captionFont(font()));
    const int left = Margin + captions.horizontalAdvance(QStringLiteral("88,888 ms")) + 6;
    const int top = Margin + QFontMetrics(font()).height() + 4;
    return QRectF(left, top, std::max(1, width() - left - 2 * Margin),
                  std::max(1, height() - top - captions.height() - 6));
}

QString OverlayChart::valueText(double value) const
{
    const bool isTime =
        m_column == SeriesModel::P50 || m_column == SeriesModel::P95 || m_column == SeriesModel::P99;
    return isTime ? Format::latency(std::chrono::microseconds(qint64(value * 1'000))) : Format::rate(value);
}

void OverlayChart::drawAxes(QPainter &painter, const Theme &theme, const QRectF &area) const
{
    const int height = painter.fontMetrics().height();
    const auto scale = niceScale(m_largest, std::max(2, int(area.height() / TickDistance)));
    for (int i = 0; i * scale.step <= scale.maximum * 1.001; ++i) {
        const double y = std::round(area.bottom() - area.height() * i * scale.step / scale.maximum);
        painter.setPen(i == 0 ? theme.secondaryText() : theme.gridLine());
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(theme.secondaryText());
        painter.drawText(QRectF(0, y - height / 2.0, area.left() - 6, height),
                         Qt::AlignRight | Qt::AlignVCenter, valueText(i * scale.step));
    }
    const auto step =
        timeStep(std::chrono::seconds(m_span), std::max(2, int(area.width() / TimeTickDistance)));
    for (std::chrono::seconds time{0}; time.count() <= m_span; time += step) {
        const double x = std::round(area.left() + area.width() * double(time.count()) / m_span);
        painter.setPen(theme.secondaryText());
        painter.drawText(QRectF(x - 40, area.bottom() + 2, 80, height), Qt::AlignHCenter,
                         Format::duration(time));
    }
}

void OverlayChart::drawRun(QPainter &painter, const QRectF &area, const QList<SeriesPoint> &points,
                           const QColor &color) const
{
    const auto scale = niceScale(m_largest, std::max(2, int(area.height() / TickDistance)));
    painter.setPen(QPen(color, LineWidth));
    for (const auto &piece : curveOf(points, m_column, lineOf(m_column))) {
        QPolygonF line;
        for (const auto &point : piece)
            line.append({area.left() + area.width() * point.x() / m_span,
                         area.bottom() - area.height() * point.y() / scale.maximum});
        if (line.size() == 1)
            painter.drawEllipse(line.first(), 1.5, 1.5);
        painter.drawPolyline(line);
    }
}

} // namespace Molotov
