// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/svgchart.h"

#include "core/control/report/htmlwriter.h"
#include "core/control/words/format.h"

#include <algorithm>
#include <cmath>

namespace Molotov {

namespace {

// In the drawing's own units, which are pixels of a figure in full width.
constexpr double Width = 640;
constexpr double Height = 240;
constexpr double Left = 62;
constexpr double Right = 14;
constexpr double Top = 14;
constexpr double Bottom = 26;

// A limit far above all values would flatten them: the legend says where it is instead.
constexpr double HighestLimit = 2.5;

QString coordinate(double value)
{
    return QString::number(value, 'f', 1);
}

// 1, 2 or 5 with zeros: so large that no more than `most` of them fill the range.
double niceStep(double range, int most)
{
    const double least = range / most;
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double digit : {1.0, 2.0, 5.0}) {
        if (digit * power >= least * 0.999)
            return digit * power;
    }
    return 10 * power;
}

double niceTimeStep(double seconds)
{
    for (const int step :
         {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1'800, 3'600, 7'200, 14'400, 21'600}) {
        if (seconds / step <= 8)
            return step;
    }
    return 43'200 * std::ceil(seconds / 8 / 43'200);
}

std::chrono::microseconds microsecondsOf(double value)
{
    return std::chrono::microseconds(std::llround(value));
}

double highestOf(const Chart &chart)
{
    double highest = 0;
    for (const auto &bar : chart.bars)
        highest = std::max(highest, bar.height);
    if (chart.form == Chart::Form::Stack) {
        for (qsizetype i = 0; !chart.series.isEmpty() && i < chart.series.first().points.size(); ++i) {
            double sum = 0;
            for (const auto &series : chart.series)
                sum += series.points.at(i).y();
            highest = std::max(highest, sum);
        }
        return highest;
    }
    for (const auto &series : chart.series) {
        for (const auto &point : series.points)
            highest = std::isnan(point.y()) ? highest : std::max(highest, point.y());
    }
    return highest;
}

/// Draws one chart.
class Drawing
{
public:
    Drawing(HtmlWriter &html, const Chart &chart)
        : m_html(html)
        , m_chart(chart)
    {
        const double highest = highestOf(chart);
        double top = highest;
        for (const auto &limit : chart.limits) {
            if (fits(limit, highest))
                top = std::max(top, limit.value);
        }
        top = top > 0 ? top * 1.02 : 1;
        m_step = niceStep(top, 4);
        m_top = std::min(std::ceil(top / m_step) * m_step, std::max(chart.ceiling, highest));
        m_highest = highest;
    }

    bool showsLimit(const ChartMark &limit) const { return fits(limit, m_highest); }

    void draw(const QString &description)
    {
        const auto title = m_chart.id + QStringLiteral("-title");
        const auto text = m_chart.id + QStringLiteral("-text");
        m_html.begin("svg", {{"viewBox", QStringLiteral("0 0 %1 %2").arg(Width).arg(Height)},
                             {"role", QStringLiteral("img")},
                             {"aria-labelledby", title + QLatin1Char(' ') + text}});
        m_html.element("title", m_chart.title, {{"id", title}});
        m_html.element("desc", description, {{"id", text}});
        drawSpans(m_chart.shades, QStringLiteral("shade"));
        drawSpans(m_chart.doubts, QStringLiteral("doubt"));
        drawSpans(m_chart.standstills, QStringLiteral("still"));
        drawValueAxis();
        drawAxis();
        for (const auto &bar : m_chart.bars)
            drawBar(bar);
        if (m_chart.form == Chart::Form::Stack) {
            drawStack();
        } else {
            for (const auto &series : m_chart.series)
                drawLine(series);
        }
        for (const auto &limit : m_chart.limits) {
            if (showsLimit(limit))
                drawLimit(limit);
        }
        drawMarks();
        m_html.end();
    }

private:
    static bool fits(const ChartMark &limit, double highest)
    {
        return highest <= 0 || limit.value <= highest * HighestLimit;
    }

    double x(double value) const
    {
        double share = 0;
        if (m_chart.axis == Chart::Axis::Latency)
            share = std::log(value / m_chart.begin) / std::log(m_chart.end / m_chart.begin);
        else
            share = (value - m_chart.begin) / (m_chart.end - m_chart.begin);
        return Left + std::clamp(share, 0.0, 1.0) * (Width - Left - Right);
    }
    double y(double value) const
    {
        return Height - Bottom - std::clamp(value / m_top, 0.0, 1.0) * (Height - Top - Bottom);
    }
    QString at(const QPointF &point) const
    {
        return coordinate(x(point.x())) + QLatin1Char(' ') + coordinate(y(point.y()));
    }

    void line(double x1, double y1, double x2, double y2, const char *style)
    {
        m_html.empty("path",
                     {{"class", QLatin1String(style)},
                      {"d", QStringLiteral("M%1 %2L%3 %4")
                                .arg(coordinate(x1), coordinate(y1), coordinate(x2), coordinate(y2))}});
    }
    void label(double x, double y, const QString &text, const char *style)
    {
        m_html.element("text", text,
                       {{"class", QLatin1String(style)}, {"x", coordinate(x)}, {"y", coordinate(y)}});
    }

    void drawValueAxis()
    {
        for (int i = 0; i * m_step <= m_top * 1.001; ++i) {
            const double height = y(i * m_step);
            line(Left, height, Width - Right, height, i == 0 ? "axis" : "grid");
            label(Left - 8, height + 4, Format::axisNumber(i * m_step, m_step), "tick end");
        }
    }

    void drawAxis()
    {
        if (m_chart.axis == Chart::Axis::Latency) {
            drawLatencyAxis();
            return;
        }
        if (m_chart.axis == Chart::Axis::Load) {
            drawLoadAxis();
            return;
        }
        const double step = niceTimeStep(m_chart.end - m_chart.begin);
        for (double second = std::ceil(m_chart.begin / step) * step; second <= m_chart.end; second += step)
            tick(second, Format::duration(microsecondsOf(second * 1e6)));
    }

    void drawLatencyAxis()
    {
        const bool isWide = m_chart.end / m_chart.begin > 2'000;
        for (double power = std::pow(10, std::floor(std::log10(m_chart.begin))); power <= m_chart.end;
             power *= 10) {
            for (const double digit : {1.0, 2.0, 5.0}) {
                const double value = digit * power;
                if (value >= m_chart.begin && value <= m_chart.end && (digit == 1 || !isWide))
                    tick(value, power >= 1'000'000 ? tickText(value / 1e6, QStringLiteral("s"))
                                : power >= 1'000   ? tickText(value / 1e3, QStringLiteral("ms"))
                                                   : tickText(value, QStringLiteral("µs")));
            }
        }
    }

    void drawLoadAxis()
    {
        const double step = niceStep(m_chart.end - m_chart.begin, 8);
        for (double load = std::ceil(m_chart.begin / step) * step; load <= m_chart.end; load += step)
            tick(load, Format::axisNumber(load, step));
    }

    static QString tickText(double value, const QString &unit)
    {
        return Format::number(value) + QChar(QChar::Nbsp) + unit;
    }

    void tick(double value, const QString &text)
    {
        const double where = x(value);
        line(where, Height - Bottom, where, Height - Bottom + 4, "axis");
        // The last one would be cut off in the middle.
        label(where, Height - 6, text, where > Width - Right - 16 ? "tick end" : "tick middle");
    }

    void drawSpans(const QList<ChartBar> &spans, const QString &style)
    {
        for (const auto &span : spans) {
            const double from = x(span.from);
            m_html.empty("rect", {{"class", style},
                                  {"x", coordinate(from)},
                                  {"y", coordinate(Top)},
                                  {"width", coordinate(std::max(2.0, x(span.to) - from))},
                                  {"height", coordinate(Height - Top - Bottom)}});
        }
    }

    void drawBar(const ChartBar &bar)
    {
        const double from = x(bar.from);
        // A slit between bars, unless they are as thin as that.
        const double width = x(bar.to) - from;
        m_html.empty("rect", {{"class", QStringLiteral("bar c-rate")},
                              {"x", coordinate(from)},
                              {"y", coordinate(y(bar.height))},
                              {"width", coordinate(width > 3 ? width - 1 : width)},
                              {"height", coordinate(Height - Bottom - y(bar.height))}});
    }

    void drawLine(const ChartSeries &series)
    {
        QString path;
        bool isDrawing = false;
        for (qsizetype i = 0; i < series.points.size(); ++i) {
            const auto &point = series.points.at(i);
            const bool isGap = std::isnan(point.y());
            if (!isGap) {
                const bool isAlone =
                    !isDrawing && (i + 1 == series.points.size() || std::isnan(series.points.at(i + 1).y()));
                path += QLatin1Char(isDrawing ? 'L' : 'M') + at(point);
                if (isAlone)
                    path += QStringLiteral("h0.1"); // a dot, for a line needs two ends
            }
            isDrawing = !isGap;
        }
        if (!path.isEmpty())
            m_html.empty("path", {{"class", QStringLiteral("line ") + series.color}, {"d", path}});
        if (m_chart.hasDots)
            drawDots(series);
    }

    // Rounded squares, for the report on paper knows no circles.
    void drawDots(const ChartSeries &series)
    {
        constexpr double Size = 6;
        for (const auto &point : series.points) {
            if (std::isnan(point.y()))
                continue;
            m_html.empty("rect", {{"class", QStringLiteral("bar ") + series.color},
                                  {"x", coordinate(x(point.x()) - Size / 2)},
                                  {"y", coordinate(y(point.y()) - Size / 2)},
                                  {"width", coordinate(Size)},
                                  {"height", coordinate(Size)},
                                  {"rx", coordinate(Size / 2)}});
        }
    }

    void drawStack()
    {
        if (m_chart.series.isEmpty())
            return;
        QList<double> below(m_chart.series.first().points.size(), 0);
        for (const auto &series : m_chart.series) {
            QString upper;
            QString lower;
            for (qsizetype i = 0; i < series.points.size(); ++i) {
                const auto &point = series.points.at(i);
                lower.prepend(QLatin1Char('L') + at({point.x(), below.at(i)}));
                below[i] += point.y();
                upper += QLatin1Char(i == 0 ? 'M' : 'L') + at({point.x(), below.at(i)});
            }
            m_html.empty("path", {{"class", QStringLiteral("layer ") + series.color},
                                  {"d", upper + lower + QLatin1Char('Z')}});
        }
    }

    void drawLimit(const ChartMark &limit)
    {
        const double height = y(limit.value);
        line(Left, height, Width - Right, height, "limit");
        // Below the line where there is no room above it.
        label(Width - Right - 4, height < Top + 14 ? height + 13 : height - 5, limit.name, "limittext end");
    }

    void drawMarks()
    {
        constexpr int MaxRows = 4;
        constexpr double LetterWidth = 6; // about; nobody knows the font of who looks at it
        QList<double> free(MaxRows, -1); // right of the last label, in each row
        for (const auto &mark : m_chart.marks) {
            const double where = x(mark.value);
            line(where, Top, where, Height - Bottom, "mark");
            const auto width = 6 + LetterWidth * double(mark.name.size());
            const bool isOnTheLeft = where + 4 + width > Width - Right;
            const double left = isOnTheLeft ? where - 4 - width : where;
            const auto row =
                std::find_if(free.begin(), free.end(), [left](double end) { return left >= end; });
            if (row == free.end())
                continue; // the table of markers has it
            *row = left + 4 + width;
            label(isOnTheLeft ? where - 4 : where + 4, Top + 9 + double(row - free.begin()) * 13, mark.name,
                  isOnTheLeft ? "marktext end" : "marktext");
        }
    }

    HtmlWriter &m_html;
    const Chart &m_chart;
    double m_highest = 0;
    double m_step = 1;
    double m_top = 1;
};

void writeLegend(HtmlWriter &html, const Chart &chart, const Drawing &drawing)
{
    html.begin("ul", {{"class", QStringLiteral("legend")}});
    for (const auto &series : chart.series)
        html.element("li", series.name, {{"class", series.color}});
    if (!chart.shades.isEmpty())
        html.element("li", SvgChart::tr("ramp-up, stopping"), {{"class", QStringLiteral("c-shade")}});
    if (!chart.doubts.isEmpty())
        html.element("li", SvgChart::tr("not to be trusted"), {{"class", QStringLiteral("c-doubt")}});
    if (!chart.standstills.isEmpty())
        html.element("li", SvgChart::tr("no request"), {{"class", QStringLiteral("c-still")}});
    for (const auto &limit : chart.limits) {
        const auto goal = SvgChart::tr("goal: %1").arg(limit.name);
        html.element("li", drawing.showsLimit(limit) ? goal : SvgChart::tr("%1 (above this chart)").arg(goal),
                     {{"class", QStringLiteral("c-limit")}});
    }
    html.end();
}

QString markText(Chart::Axis axis, const ChartMark &mark)
{
    switch (axis) {
    case Chart::Axis::RunTime:
        return QStringLiteral("%1: %2").arg(Format::duration(microsecondsOf(mark.value * 1e6)), mark.name);
    case Chart::Axis::Latency:
        return QStringLiteral("%1: %2").arg(mark.name, Format::latency(microsecondsOf(mark.value)));
    case Chart::Axis::Load:
        return mark.name; // which says the load
    }
    Q_UNREACHABLE();
}

// What a person who does not see the chart should know of it.
QString descriptionOf(const Chart &chart)
{
    QStringList parts;
    for (const auto &series : chart.series) {
        double lowest = std::numeric_limits<double>::infinity();
        double highest = 0;
        for (const auto &point : series.points) {
            if (std::isnan(point.y()))
                continue;
            lowest = std::min(lowest, point.y());
            highest = std::max(highest, point.y());
        }
        if (std::isfinite(lowest))
            parts += SvgChart::tr("%1: %2 to %3 %4")
                         .arg(series.name, Format::number(lowest), Format::number(highest), chart.unit);
    }
    for (const auto &mark : chart.marks)
        parts += markText(chart.axis, mark);
    for (const auto &limit : chart.limits)
        parts += SvgChart::tr("goal: %1").arg(limit.name);
    if (!chart.doubts.isEmpty())
        parts += SvgChart::tr("times that are not to be trusted: %1").arg(Format::count(chart.doubts.size()));
    if (!chart.standstills.isEmpty())
        parts += SvgChart::tr("times without any request: %1").arg(Format::count(chart.standstills.size()));
    return parts.join(QStringLiteral("; "));
}

} // namespace

void SvgChart::write(HtmlWriter &html, const Chart &chart)
{
    Drawing drawing(html, chart);
    html.begin("figure");
    html.begin("figcaption");
    html.element("h3", chart.title);
    html.element("span", chart.unit, {{"class", QStringLiteral("unit")}});
    html.end();
    writeLegend(html, chart, drawing);
    drawing.draw(descriptionOf(chart));
    html.end();
}

} // namespace Molotov
