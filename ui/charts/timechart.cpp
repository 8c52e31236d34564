// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/timechart.h"

#include "core/control/trust/doubtfulspans.h"
#include "core/control/words/format.h"
#include "ui/charts/chartlegend.h"

#include <QAreaSeries>
#include <QChart>
#include <QGraphicsLayout>
#include <QHelpEvent>
#include <QLineSeries>
#include <QMouseEvent>
#include <QToolTip>
#include <QValueAxis>

#include <algorithm>
#include <array>
#include <cmath>

namespace Molotov {

using std::chrono::seconds;

namespace {

// Room for "88,888" at any usual font.
constexpr double LeftMargin = 54;
constexpr double RightMargin = ChartLegend::RightMargin;
constexpr double TopMargin = 6;
constexpr double TimeLabelHeight = 18;
constexpr double TickDistance = 32;
constexpr double TimeTickDistance = 80;
constexpr double LineWidth = 1.6;
constexpr double DotWidth = 4;
constexpr int FewestPoints = 60;
constexpr double FarAbove = 4; // times the largest value

} // namespace

TimeChart::TimeChart(const SeriesModel *model, Options options, QWidget *parent)
    : QChartView(new QChart, parent)
    , m_model(model)
    , m_options(std::move(options))
    , m_xAxis(new QValueAxis(this))
    , m_yAxis(new QValueAxis(this))
    , m_bands(m_options.lines.size(), CurveBand(chart()))
    , m_isShown(m_options.lines.size(), true)
    , m_pieces(m_options.lines.size())
{
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->addAxis(m_xAxis, Qt::AlignBottom);
    chart()->addAxis(m_yAxis, Qt::AlignLeft);
    m_xAxis->setVisible(false);
    m_yAxis->setVisible(false);
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setMouseTracking(true);
    setMinimumSize(160, 60);

    connect(model, &QAbstractItemModel::modelReset, this, &TimeChart::rebuild);
    connect(model, &QAbstractItemModel::rowsInserted, this, &TimeChart::rebuild);
    connect(model, &QAbstractItemModel::dataChanged, this, &TimeChart::rebuild);
    applyColors();
    rebuild();
}

void TimeChart::setMinimumSpan(seconds span)
{
    m_minimumSpan = std::max(seconds(1), span);
    rescale();
}

void TimeChart::setCrosshair(std::optional<int> second)
{
    if (std::exchange(m_crosshair, second) != second)
        viewport()->update();
}

void TimeChart::setMarks(const QList<Mark> &marks)
{
    if (std::exchange(m_marks, marks) != marks)
        rescale();
}

void TimeChart::setMoments(const QList<Moment> &moments)
{
    if (std::exchange(m_moments, moments) != moments)
        viewport()->update();
}

void TimeChart::setEmptyText(const QString &text)
{
    m_emptyText = text;
    viewport()->update();
}

Curve TimeChart::curve(int line) const
{
    Curve curve;
    if (line == 0 && m_area)
        return {m_area->upperSeries()->points()};
    for (const QLineSeries *piece : m_pieces.at(line)) {
        if (piece->count() > 0)
            curve.append(piece->points());
    }
    return curve;
}

void TimeChart::findShown()
{
    const QList<SeriesPoint> &points = m_model->points();
    for (int line = 0; line < m_options.lines.size(); ++line) {
        const Line &shown = m_options.lines.at(line);
        m_isShown[line] =
            !shown.isRare || std::any_of(points.begin(), points.end(), [&shown](const SeriesPoint &point) {
                return SeriesModel::value(point, shown.column).value_or(0) > 0;
            });
    }
}

void TimeChart::rebuild()
{
    findShown();
    if (m_options.isFilled) {
        replaceArea();
    } else {
        for (int line = 0; line < m_options.lines.size(); ++line)
            replaceLine(line);
    }
    for (int line = 0; line < m_options.lines.size(); ++line)
        replaceBand(line);
    rescale();
}

void TimeChart::rescale()
{
    const QList<SeriesPoint> &points = m_model->points();
    m_span = m_minimumSpan;
    if (!points.isEmpty())
        m_span = std::max(m_span, seconds(points.constLast().second + 1)); // to the end of the last second
    double largest = 0;
    for (const Line &line : std::as_const(m_options.lines)) {
        for (const SeriesPoint &point : points)
            largest = std::max(largest, SeriesModel::value(point, line.column).value_or(0));
    }
    const double shown = largest;
    for (const Mark &mark : std::as_const(m_marks)) {
        if (shown <= 0 || mark.value <= FarAbove * shown)
            largest = std::max(largest, mark.value);
    }
    const int ticks = std::max(2, int(chart()->plotArea().height() / TickDistance));
    m_scale = niceScale(largest, ticks, m_options.smallestStep);
    if (largest <= 0)
        m_scale = niceScale(std::max(1.0, ticks * m_options.smallestStep), ticks, m_options.smallestStep);
    m_xAxis->setRange(0, double(m_span.count()));
    m_yAxis->setRange(0, m_scale.maximum);
    viewport()->update();
}

void TimeChart::replaceLine(int line)
{
    const auto column = m_options.lines.at(line).column;
    const Curve curve =
        isShown(line) ? curveOf(m_model->points(), column, lineOf(column), maxPoints()) : Curve();
    QList<QLineSeries *> &pieces = m_pieces[line];
    while (pieces.size() < curve.size())
        pieces.append(addLine(line));
    for (int i = 0; i < pieces.size(); ++i) {
        const QList<QPointF> points = curve.value(i);
        // A piece of one point would not be seen.
        pieces.at(i)->setPointsVisible(points.size() == 1);
        pieces.at(i)->replace(points);
    }
}

void TimeChart::replaceBand(int line)
{
    const auto column = m_options.lines.at(line).column;
    const auto part = [this, column](Seconds which) {
        if (m_options.isFilled)
            return Curve{stairsOf(m_model->points(), column, which, maxPoints())};
        return curveOf(m_model->points(), column, which, maxPoints());
    };
    const auto color = Theme(palette()).line(m_options.lines.at(line).color);
    if (isSummedUp() && isShown(line))
        m_bands[line].replace(part(Seconds::Least), part(Seconds::Most), color);
    else
        m_bands[line].replace({}, {}, color);
}

bool TimeChart::isSummedUp() const
{
    return secondsOfPoint(m_model->points(), maxPoints()) > 1;
}

void TimeChart::replaceArea()
{
    if (!m_area) {
        auto *upper = new QLineSeries(this);
        m_area = new QAreaSeries(upper);
        chart()->addSeries(m_area);
        m_area->attachAxis(m_xAxis);
        m_area->attachAxis(m_yAxis);
        applyColors();
    }
    const auto column = m_options.lines.constFirst().column;
    const auto stairs = stairsOf(m_model->points(), column, lineOf(column), maxPoints());
    m_area->upperSeries()->replace(stairs);
    m_area->setVisible(!stairs.isEmpty()); // an empty area is drawn as a line from bottom to top
}

QLineSeries *TimeChart::addLine(int line)
{
    auto *series = new QLineSeries;
    chart()->addSeries(series);
    series->attachAxis(m_xAxis);
    series->attachAxis(m_yAxis);
    series->setMarkerSize(DotWidth);
    const Theme theme(palette());
    // At this width round joins look the same, and cost more.
    series->setPen(QPen(theme.line(m_options.lines.at(line).color), LineWidth, Qt::SolidLine, Qt::FlatCap,
                        Qt::BevelJoin));
    return series;
}

void TimeChart::applyColors()
{
    const Theme theme(palette());
    setBackgroundBrush(palette().color(QPalette::Window));
    for (int line = 0; line < m_pieces.size(); ++line) {
        m_bands[line].setColor(theme.line(m_options.lines.at(line).color));
        for (QLineSeries *piece : std::as_const(m_pieces[line])) {
            QPen pen = piece->pen();
            pen.setColor(theme.line(m_options.lines.at(line).color));
            piece->setPen(pen);
        }
    }
    if (m_area) {
        QColor color = theme.line(m_options.lines.constFirst().color);
        m_area->setPen(QPen(color, LineWidth));
        color.setAlphaF(0.25);
        m_area->setBrush(color);
    }
}

int TimeChart::maxPoints() const
{
    // More than a point for each two pixels is not seen.
    return std::clamp(int(chart()->plotArea().width() / 2), FewestPoints, MaxCurvePoints);
}

QFont TimeChart::labelFont() const
{
    return captionFont(font());
}

double TimeChart::xOf(double second) const
{
    const QRectF plot = chart()->plotArea();
    return plot.left() + plot.width() * second / double(m_span.count());
}

void TimeChart::drawBackground(QPainter *painter, const QRectF &rect)
{
    QChartView::drawBackground(painter, rect);
    const Theme theme(palette());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->fillRect(chart()->plotArea(), palette().color(QPalette::Base));
    drawDoubts(*painter, theme);
    painter->setFont(labelFont());
    drawTimeAxis(*painter, theme);
    drawValueAxis(*painter, theme);
    painter->restore();
}

// The times in which values cannot be trusted.
void TimeChart::drawDoubts(QPainter &painter, const Theme &theme) const
{
    const QRectF plot = chart()->plotArea();
    for (const auto &span : doubtfulSpans(m_model->points())) {
        const double left = xOf(span.from);
        const double right = std::min(plot.right(), xOf(span.to));
        painter.fillRect(QRectF(left, plot.top(), std::max(1.0, right - left), plot.height()), theme.doubt());
    }
}

void TimeChart::drawValueAxis(QPainter &painter, const Theme &theme) const
{
    const QRectF plot = chart()->plotArea();
    const int steps = int(std::lround(m_scale.maximum / m_scale.step));
    const int height = painter.fontMetrics().height();
    for (int i = 0; i <= steps; ++i) {
        const double y = std::round(plot.bottom() - plot.height() * i / steps);
        painter.setPen(i == 0 ? theme.secondaryText() : theme.gridLine());
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(theme.secondaryText());
        if (m_model->rowCount() == 0)
            continue; // nobody knows yet how large the numbers will be
        const QString label = Format::axisNumber(i * m_scale.step, m_scale.step);
        painter.drawText(QRectF(0, y - height / 2.0, plot.left() - 6, height),
                         Qt::AlignRight | Qt::AlignVCenter, label);
    }
}

void TimeChart::drawTimeAxis(QPainter &painter, const Theme &theme) const
{
    const QRectF plot = chart()->plotArea();
    const seconds step = timeStep(m_span, std::max(2, int(plot.width() / TimeTickDistance)));
    for (seconds time{0}; time <= m_span; time += step) {
        const double x = std::round(xOf(double(time.count())));
        painter.setPen(theme.gridLine());
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        if (!m_options.hasTimeLabels)
            continue;
        const QString label = Format::duration(time);
        const double width = painter.fontMetrics().horizontalAdvance(label);
        const double left = std::min(x - width / 2, plot.right() + RightMargin - width);
        painter.setPen(theme.secondaryText());
        painter.drawText(QRectF(left, plot.bottom() + 2, width + 1, TimeLabelHeight - 2), Qt::AlignCenter,
                         label);
    }
}

void TimeChart::drawForeground(QPainter *painter, const QRectF &rect)
{
    QChartView::drawForeground(painter, rect);
    const Theme theme(palette());
    const QRectF plot = chart()->plotArea();
    painter->save();
    if (m_model->rowCount() == 0 && !m_emptyText.isEmpty()) {
        painter->setFont(font());
        painter->setPen(theme.secondaryText());
        painter->drawText(plot, Qt::AlignCenter, m_emptyText);
    }
    painter->setFont(labelFont());
    drawMoments(*painter, theme);
    drawMarks(*painter, theme);
    const int row = m_crosshair ? m_model->rowOfSecond(*m_crosshair) : -1;
    if (row >= 0) {
        const double x = xOf(*m_crosshair);
        painter->setPen(QPen(palette().color(QPalette::Text), 1, Qt::DotLine));
        painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        painter->setPen(palette().color(QPalette::Base));
        for (int i = 0; i < m_options.lines.size(); ++i) {
            const Line &line = m_options.lines.at(i);
            const auto value = SeriesModel::value(m_model->points().at(row), line.column);
            if (!value || !isShown(i))
                continue;
            painter->setBrush(theme.line(line.color));
            painter->drawEllipse(QPointF(x, plot.bottom() - plot.height() * *value / m_scale.maximum), 3.5,
                                 3.5);
        }
    }
    painter->restore();
}

void TimeChart::drawMoments(QPainter &painter, const Theme &theme) const
{
    const QRectF plot = chart()->plotArea();
    const double height = painter.fontMetrics().height();
    auto background = palette().color(QPalette::Base);
    background.setAlphaF(0.8F);
    auto ink = theme.secondaryText();
    ink.setAlphaF(0.6F);
    std::array<double, 2> free{plot.left(), plot.left()}; // right of the last label, in each row
    for (const Moment &moment : m_moments) {
        const double x = std::round(xOf(moment.second)) + 0.5;
        if (x > plot.right())
            continue;
        painter.setPen(QPen(ink, 1, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        if (!m_options.hasMomentLabels)
            continue;
        const double width = painter.fontMetrics().horizontalAdvance(moment.label) + 6;
        const bool isOnTheLeft = x + 2 + width > plot.right();
        const double left = isOnTheLeft ? x - 2 - width : x + 2;
        const auto row = std::find_if(free.begin(), free.end(), [left](double end) { return left >= end; });
        if (row == free.end())
            continue; // the pointer tells
        *row = left + width + 2;
        const QRectF place(left, plot.top() + 1 + double(row - free.begin()) * height, width, height);
        painter.fillRect(place, background);
        painter.setPen(theme.secondaryText());
        painter.drawText(place, Qt::AlignCenter, moment.label);
    }
}

QString TimeChart::momentsAt(double x) const
{
    constexpr double Reach = 5; // pixels
    QStringList lines;
    for (const Moment &moment : m_moments) {
        if (std::abs(xOf(moment.second) - x) <= Reach)
            lines.append(moment.detail);
    }
    return lines.join(QLatin1Char('\n'));
}

bool TimeChart::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QChartView::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto text = momentsAt(help->pos().x());
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), Format::toolTip(text), viewport());
    return true;
}

void TimeChart::drawMarks(QPainter &painter, const Theme &theme) const
{
    const QRectF plot = chart()->plotArea();
    const double height = painter.fontMetrics().height();
    auto background = palette().color(QPalette::Base);
    background.setAlphaF(0.8F);
    double right = plot.right() - 4; // of the next label at the top
    for (const Mark &mark : m_marks) {
        const bool isAbove = mark.value > m_scale.maximum;
        const QString label = isAbove ? tr("%1 ↑", "a limit above the chart").arg(mark.label) : mark.label;
        const double width = painter.fontMetrics().horizontalAdvance(label) + 6;
        const double y = std::round(plot.bottom() - plot.height() * mark.value / m_scale.maximum);
        QRectF place(plot.right() - 4 - width, y - height - 1, width, height);
        if (isAbove)
            place = QRectF(std::exchange(right, right - width - 6) - width, plot.top() + 1, width, height);
        else if (place.top() < plot.top())
            place.moveTop(y + 1);
        painter.setPen(QPen(mark.color ? theme.line(*mark.color) : theme.secondaryText(), 1.2, Qt::DashLine));
        if (!isAbove)
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.fillRect(place, background);
        painter.setPen(theme.secondaryText());
        painter.drawText(place, Qt::AlignCenter, label);
    }
}

void TimeChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    const double bottom = m_options.hasTimeLabels ? TimeLabelHeight : 8;
    chart()->setPlotArea(QRectF(LeftMargin, TopMargin, std::max(1.0, width() - LeftMargin - RightMargin),
                                std::max(1.0, height() - TopMargin - bottom)));
    rebuild();
}

void TimeChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColors();
}

void TimeChart::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF plot = chart()->plotArea();
    const double second = (event->position().x() - plot.left()) / plot.width() * double(m_span.count());
    if (second < 0 || m_model->rowCount() == 0)
        Q_EMIT secondHovered({});
    else
        Q_EMIT secondHovered(std::min(int(std::lround(second)), m_model->points().constLast().second));
}

void TimeChart::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    Q_EMIT secondHovered({});
}

} // namespace Molotov
