// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pdf/chartpainter.h"

#include <QFontMetricsF>
#include <QPainterPath>
#include <QRegularExpression>

namespace Molotov {

namespace {

bool hasStyle(const ReportShape &shape, const char *style)
{
    return shape.style.split(QLatin1Char(' ')).contains(QLatin1String(style));
}

QPainterPath painterPathOf(const QString &commands)
{
    static const QRegularExpression command(QStringLiteral("([MLhZ])([-0-9. ]*)"));
    QPainterPath path;
    for (auto it = command.globalMatch(commands); it.hasNext();) {
        const auto match = it.next();
        const auto numbers = match.captured(2).split(QLatin1Char(' '));
        const QPointF point(numbers.value(0).toDouble(), numbers.value(1).toDouble());
        switch (match.captured(1).at(0).unicode()) {
        case u'M':
            path.moveTo(point);
            break;
        case u'L':
            path.lineTo(point);
            break;
        case u'h':
            path.lineTo(path.currentPosition() + QPointF(point.x(), 0));
            break;
        default:
            path.closeSubpath();
        }
    }
    return path;
}

QRectF rectOf(const ReportShape &shape)
{
    const auto number = [&shape](const char *name) {
        return shape.attributes.value(QLatin1String(name)).toDouble();
    };
    return {number("x"), number("y"), number("width"), number("height")};
}

} // namespace

void ChartPainter::paint(const ReportChart &chart, const QRectF &place)
{
    m_painter.save();
    m_painter.translate(place.topLeft());
    m_painter.scale(place.width() / ReportChart::Width, place.height() / ReportChart::Height);
    for (const auto &shape : chart.shapes)
        paint(shape);
    m_painter.restore();
}

void ChartPainter::paint(const ReportShape &shape)
{
    if (shape.element == QLatin1String("text")) {
        paintText(shape);
        return;
    }
    m_painter.setPen(penOf(shape));
    m_painter.setBrush(brushOf(shape));
    if (shape.element == QLatin1String("rect"))
        m_painter.drawRect(rectOf(shape));
    else
        m_painter.drawPath(painterPathOf(shape.attributes.value(QStringLiteral("d"))));
}

// Letters are drawn larger and scaled down, for those of a few pixels have rounded widths.
void ChartPainter::paintText(const ReportShape &shape)
{
    constexpr double Scale = 10;
    const bool isSmall = hasStyle(shape, "marktext") || hasStyle(shape, "limittext");
    QFont font;
    font.setPixelSize(int(Scale * (isSmall ? 10 : 11)));
    const double width = QFontMetricsF(font).horizontalAdvance(shape.text) / Scale;
    QPointF at = rectOf(shape).topLeft();
    if (hasStyle(shape, "end"))
        at.rx() -= width;
    else if (hasStyle(shape, "middle"))
        at.rx() -= width / 2;
    m_painter.save();
    m_painter.translate(at);
    m_painter.scale(1 / Scale, 1 / Scale);
    m_painter.setFont(font);
    m_painter.setPen(m_colors.named(hasStyle(shape, "limittext") ? "bad" : "soft"));
    m_painter.drawText(QPointF(), shape.text);
    m_painter.restore();
}

QPen ChartPainter::penOf(const ReportShape &shape) const
{
    if (hasStyle(shape, "line"))
        return QPen(m_colors.ofStyle(shape.style), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    if (hasStyle(shape, "grid"))
        return QPen(m_colors.named("faint"), 1);
    if (hasStyle(shape, "axis"))
        return QPen(m_colors.named("line"), 1);
    if (hasStyle(shape, "mark"))
        return QPen(m_colors.named("soft"), 1, Qt::DotLine);
    if (hasStyle(shape, "limit"))
        return QPen(m_colors.named("bad"), 1.5, Qt::DashLine);
    return Qt::NoPen;
}

QBrush ChartPainter::brushOf(const ReportShape &shape) const
{
    if (hasStyle(shape, "layer") || hasStyle(shape, "bar"))
        return m_colors.ofStyle(shape.style);
    const auto paled = [this](const char *name, float alpha) {
        auto color = m_colors.named(name);
        color.setAlphaF(alpha);
        return QBrush(color);
    };
    if (hasStyle(shape, "still"))
        return paled("bad", 0.18F);
    if (hasStyle(shape, "doubt"))
        return paled("doubtful", 0.16F);
    return hasStyle(shape, "shade") ? paled("soft", 0.14F) : QBrush(Qt::NoBrush);
}

} // namespace Molotov
