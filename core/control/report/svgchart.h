// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>
#include <QList>
#include <QPointF>
#include <QString>

#include <limits>

namespace Molotov {

class HtmlWriter;

/// A line, or a layer of a stack. A value that is not a number leaves a gap.
struct ChartSeries
{
    QString name;
    QString color; ///< the class of the style sheet that has it
    QList<QPointF> points{};
};

struct ChartBar
{
    double from = 0;
    double to = 0;
    double height = 0;
};

/// A value that is not to be passed (a horizontal line), or one that stands out (a vertical line).
struct ChartMark
{
    QString name;
    double value = 0;
};

/// A chart of a report.
struct Chart
{
    enum class Form { Lines, Stack, Bars };
    enum class Axis {
        RunTime, ///< x is seconds since the start of the run
        Latency, ///< x is microseconds, on a logarithmic axis
        Load, ///< x is users, or iterations a second
    };

    QString id; ///< unique in the document
    QString title;
    QString unit; ///< of the values
    Form form = Form::Lines;
    Axis axis = Axis::RunTime;
    bool hasDots = false; ///< each point of a line is seen
    double begin = 0; ///< of the x axis
    double end = 1;
    double ceiling = std::numeric_limits<double>::infinity(); ///< that no value can be above
    QList<ChartSeries> series{};
    QList<ChartBar> bars{};
    QList<ChartMark> limits{};
    QList<ChartMark> marks{}; ///< percentiles of latencies, moments of the run, or loads, by the axis
    QList<ChartBar> shades{}; ///< spans of the x axis that are not the load; their height means nothing
    QList<ChartBar> doubts{}; ///< spans of the x axis whose values cannot be trusted
    QList<ChartBar> standstills{}; ///< spans of the x axis; their height means nothing
};

/// Writes charts as figures of HTML: a title, a legend, and a drawing in SVG whose colours and fonts are
/// those of the document's style sheet.
class SvgChart
{
    Q_DECLARE_TR_FUNCTIONS(SvgChart)

public:
    static void write(HtmlWriter &html, const Chart &chart);
};

} // namespace Molotov
