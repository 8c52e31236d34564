// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/charts/axisscale.h"
#include "ui/charts/curveband.h"
#include "ui/theme.h"

#include <QChartView>

#include <chrono>
#include <optional>

class QAreaSeries;
class QLineSeries;
class QValueAxis;

namespace Molotov {

/// Some columns of a SeriesModel over the time of a run.
///
/// Qt Charts draws the lines; axes and crosshair are drawn here, because those of Qt Charts know neither
/// times nor steps that stay calm while a run grows. All time charts have their axes at the same distance
/// from their left edge, so that they line up.
class TimeChart : public QChartView
{
    Q_OBJECT

public:
    struct Line
    {
        SeriesModel::Column column = SeriesModel::Second;
        Theme::Line color = Theme::Line::Ok;
        QString name;
        bool isRare = false; ///< it is only there once a value of it is not 0
    };
    struct Options
    {
        QList<Line> lines;
        bool isFilled = false; ///< stairs, with the area below them filled; of the first line only
        bool hasTimeLabels = true;
        bool hasMomentLabels = false;
        double smallestStep = 1e-6; ///< of the vertical axis
    };

    /// A value that matters, as a dashed line from side to side.
    struct Mark
    {
        double value = 0;
        QString label;
        std::optional<Theme::Line> color; ///< of the line that it is about

        bool operator==(const Mark &) const = default;
    };

    /// A moment of the run, as a thin line from top to bottom.
    struct Moment
    {
        double second = 0;
        QString label; ///< beside the line, where there is room for it
        QString detail; ///< for the pointer

        bool operator==(const Moment &) const = default;
    };

    TimeChart(const SeriesModel *model, Options options, QWidget *parent = nullptr);

    const Options &options() const { return m_options; }
    /// The time axis goes at least to here.
    void setMinimumSpan(std::chrono::seconds span);
    /// Nothing hides the crosshair.
    void setCrosshair(std::optional<int> second);
    /// One that is far above all that is shown has only its label, at the top: the lines stay readable.
    void setMarks(const QList<Mark> &marks);
    const QList<Mark> &marks() const { return m_marks; }
    /// In their order.
    void setMoments(const QList<Moment> &moments);
    const QList<Moment> &moments() const { return m_moments; }
    void setEmptyText(const QString &text);

    bool isShown(int line) const { return m_isShown.at(line); }
    /// What is drawn of a line, for tests and for those who want to know.
    Curve curve(int line) const;
    /// A point is more than one second.
    bool isSummedUp() const;
    AxisScale scale() const { return m_scale; }
    std::chrono::seconds span() const { return m_span; }

Q_SIGNALS:
    /// When the pointer moves over the chart, and once without a second when it leaves.
    void secondHovered(std::optional<int> second);

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void rebuild();
    void findShown();
    void rescale();
    void replaceLine(int line);
    void replaceBand(int line);
    void replaceArea();
    QLineSeries *addLine(int line);
    void applyColors();
    int maxPoints() const;
    void drawDoubts(QPainter &painter, const Theme &theme) const;
    void drawMarks(QPainter &painter, const Theme &theme) const;
    void drawMoments(QPainter &painter, const Theme &theme) const;
    QString momentsAt(double x) const;
    QFont labelFont() const;
    double xOf(double second) const;
    void drawValueAxis(QPainter &painter, const Theme &theme) const;
    void drawTimeAxis(QPainter &painter, const Theme &theme) const;

    const SeriesModel *m_model; // outlives this
    Options m_options;
    QValueAxis *m_xAxis;
    QValueAxis *m_yAxis;
    QList<CurveBand> m_bands; // of each line
    QList<bool> m_isShown; // of each line
    QList<QList<QLineSeries *>> m_pieces; // of each line; the chart owns them
    QAreaSeries *m_area = nullptr;
    std::chrono::seconds m_minimumSpan{60};
    std::chrono::seconds m_span{60};
    AxisScale m_scale;
    std::optional<int> m_crosshair;
    QList<Mark> m_marks;
    QList<Moment> m_moments;
    QString m_emptyText;
};

} // namespace Molotov
