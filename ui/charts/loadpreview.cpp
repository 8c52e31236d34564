// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/loadpreview.h"

#include "core/control/words/format.h"
#include "core/control/words/loadwords.h"
#include "ui/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

using std::chrono::microseconds;
using std::chrono::seconds;

namespace Molotov {

namespace {

constexpr int PlotLines = 5; // the height of the plot, in lines of text
constexpr int LoadTicks = 3;
constexpr double Gap = 6; // between labels and axes
constexpr double RightMargin = 2;
constexpr double LineWidth = 1.8;
constexpr double PaleCurve = 0.4;
constexpr double AreaUnderCurve = 0.16;

} // namespace

LoadPreview::LoadPreview(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Preview of the load"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    describe();
}

void LoadPreview::setPlan(const LoadPlan &plan, const QString &caption)
{
    if (m_plan == plan && m_caption == caption)
        return;
    m_caption = caption;
    m_plan = plan;
    m_points = plan.preview();
    m_most = plan.curve().most();
    describe();
}

void LoadPreview::setProblem(const QString &text)
{
    if (std::exchange(m_problem, text) != text)
        describe();
}

void LoadPreview::clear()
{
    m_plan.reset();
    m_points.clear();
    m_caption.clear();
    m_problem.clear();
    m_most = 0;
    describe();
}

QString LoadPreview::caption() const
{
    if (!m_problem.isEmpty())
        return m_problem;
    if (!m_caption.isEmpty())
        return m_caption;
    return m_plan ? LoadWords::summary(*m_plan) : QString();
}

void LoadPreview::describe()
{
    const auto text = !m_problem.isEmpty() || !m_caption.isEmpty() ? caption()
                      : m_plan                                     ? LoadWords::course(*m_plan)
                                                                   : QString();
    setAccessibleDescription(text);
    setToolTip(Format::toolTip(text));
    update();
}

QSize LoadPreview::sizeHint() const
{
    const QFontMetrics metrics(captionFont(font()));
    return {220, int((PlotLines + 2) * metrics.lineSpacing() + 4 * Gap)};
}

QRectF LoadPreview::plot() const
{
    const QFontMetrics metrics(captionFont(font()));
    const auto scale = loadScale();
    const int label = std::max(metrics.horizontalAdvance(loadLabel(scale.maximum, scale.step)),
                               metrics.horizontalAdvance(loadLabel(scale.step, scale.step)));
    return QRectF(rect()).adjusted(label + Gap, metrics.height() + 2 * Gap, -RightMargin,
                                   -metrics.height() - Gap / 2);
}

AxisScale LoadPreview::loadScale() const
{
    const bool isUsers = m_plan && m_plan->model == LoadPlan::Model::Closed;
    return niceScale(m_most > 0 ? m_most : 1, LoadTicks, isUsers ? 1 : 1e-6);
}

microseconds LoadPreview::length() const
{
    return m_plan ? microseconds(m_plan->length()) : microseconds(0);
}

QPointF LoadPreview::pointOf(const LoadPoint &point) const
{
    const auto plot = this->plot();
    const double whole = std::max(1.0, double(length().count()));
    return {plot.left() + plot.width() * double(point.at.count()) / whole,
            plot.bottom() - plot.height() * point.load / loadScale().maximum};
}

QPolygonF LoadPreview::curve() const
{
    QPolygonF curve;
    for (const auto &point : m_points)
        curve.append(pointOf(point));
    return curve;
}

QString LoadPreview::loadLabel(double load, double step) const
{
    const auto number = Format::axisNumber(load, step);
    const bool isRate = m_plan && m_plan->model == LoadPlan::Model::Open;
    return isRate && load > 0 ? tr("%1/s").arg(number) : number;
}

void LoadPreview::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(captionFont(font()));
    painter.fillRect(plot(), palette().color(QPalette::Base));
    paintCaption(painter);
    paintLoadAxis(painter);
    paintTimeAxis(painter);
    paintCurve(painter);
}

void LoadPreview::paintCaption(QPainter &painter) const
{
    const Theme theme(palette());
    painter.setPen(m_problem.isEmpty() ? theme.secondaryText() : theme.errorText());
    const QRectF room(0, 0, width(), painter.fontMetrics().height());
    const auto text = painter.fontMetrics().elidedText(caption(), Qt::ElideRight, int(room.width()));
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, text);
}

void LoadPreview::paintLoadAxis(QPainter &painter) const
{
    const Theme theme(palette());
    const auto plot = this->plot();
    const auto scale = loadScale();
    const int steps = int(std::lround(scale.maximum / scale.step));
    const int height = painter.fontMetrics().height();
    for (int i = 0; i <= steps; ++i) {
        const double y = std::round(plot.bottom() - plot.height() * i / steps);
        painter.setPen(i == 0 ? theme.secondaryText() : theme.gridLine());
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        if (!m_plan)
            continue;
        painter.setPen(theme.secondaryText());
        painter.drawText(QRectF(0, y - height / 2.0, plot.left() - Gap, height),
                         Qt::AlignRight | Qt::AlignVCenter, loadLabel(i * scale.step, scale.step));
    }
}

void LoadPreview::paintTimeAxis(QPainter &painter) const
{
    if (length() <= microseconds(0))
        return;
    const Theme theme(palette());
    const auto plot = this->plot();
    const int label = painter.fontMetrics().horizontalAdvance(Format::duration(length()));
    const int ticks = std::clamp(int(plot.width() / (1.6 * label)), 1, 6);
    const auto step = timeStep(std::chrono::ceil<seconds>(length()), ticks);
    const QRectF line(plot.left(), plot.bottom() + Gap / 2, plot.width(), painter.fontMetrics().height());
    for (microseconds time{0}; time <= length(); time += step) {
        const double x = pointOf({.at = time, .load = 0}).x();
        painter.setPen(theme.gridLine());
        if (time > microseconds(0))
            painter.drawLine(QPointF(std::round(x), plot.top()), QPointF(std::round(x), plot.bottom() - 1));
        painter.setPen(theme.secondaryText());
        const auto text = Format::duration(time);
        const double width = painter.fontMetrics().horizontalAdvance(text);
        // Those at the ends stay inside.
        const double left = std::clamp(x - width / 2, line.left(), line.right() - width);
        painter.drawText(QRectF(left, line.top(), width + 1, line.height()), Qt::AlignLeft, text);
    }
}

void LoadPreview::paintCurve(QPainter &painter) const
{
    const auto curve = this->curve();
    if (curve.isEmpty())
        return;
    const bool isRate = m_plan->model == LoadPlan::Model::Open;
    auto color = Theme(palette()).line(isRate ? Theme::Line::Ok : Theme::Line::Workers);
    if (!m_problem.isEmpty())
        color.setAlphaF(PaleCurve);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(plot().adjusted(0, -LineWidth, LineWidth, LineWidth)); // a duration may cut stages
    auto area = curve;
    area.append({curve.last().x(), plot().bottom()});
    area.append({curve.first().x(), plot().bottom()});
    auto areaColor = color;
    areaColor.setAlphaF(float(areaColor.alphaF() * AreaUnderCurve));
    painter.setPen(Qt::NoPen);
    painter.setBrush(areaColor);
    painter.drawPolygon(area);
    painter.setPen(QPen(color, LineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(curve);
}

} // namespace Molotov
