// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/charts/axisscale.h"
#include "ui/models/historytrend.h"

#include <QWidget>

namespace Molotov {

/// One measure of the runs of a test, a dot each, the oldest on the left; and the goal's line.
class TrendChart : public QWidget
{
    Q_OBJECT

public:
    /// The trend is not owned, and lives longer.
    TrendChart(const HistoryTrend *trend, HistoryTrend::Measure measure, QWidget *parent = nullptr);

    /// The run of this result is pointed out.
    void setSelected(const QString &path);

    /// Where the dots are, for tests; of runs without a value there is none.
    QList<QPointF> dots() const;
    QSize sizeHint() const override { return {240, 130}; }
    QSize minimumSizeHint() const override { return {150, 90}; }

Q_SIGNALS:
    void runClicked(const QString &path);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    void rescale();
    QRectF plot() const;
    QPointF pointOf(int run, double value) const;
    /// -1 when there is none near it.
    int runAt(const QPointF &position) const;
    void paintAxes(QPainter &painter) const;
    void paintGoal(QPainter &painter) const;
    void paintRuns(QPainter &painter) const;
    QColor color() const;

    const HistoryTrend *m_trend;
    const HistoryTrend::Measure m_measure;
    AxisScale m_scale;
    QString m_selected;
};

} // namespace Molotov
