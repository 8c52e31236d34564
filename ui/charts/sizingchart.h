// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/sizing.h"
#include "ui/charts/axisscale.h"

#include <QPolygonF>
#include <QWidget>

namespace Molotov {

class Theme;

/// The curve of a sizing: what share of the iterations failed with how many workers, and how much of it is
/// tolerated.
class SizingChart : public QWidget
{
    Q_OBJECT

public:
    explicit SizingChart(QWidget *parent = nullptr);

    /// A new sizing: its axis goes to `workers`.
    void prepare(int workers, double tolerance);
    void setPoints(const QList<SizingPoint> &points);

    /// Workers and percent of the points that are drawn; those without an iteration are left out.
    const QPolygonF &curve() const { return m_curve; }
    /// What is seen, in words.
    QString summary() const;

    QSize minimumSizeHint() const override { return {160, 90}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QRectF plot() const;
    QPointF place(const QPointF &value) const;
    void drawAxes(QPainter &painter, const Theme &theme) const;
    void drawTolerance(QPainter &painter, const Theme &theme) const;
    void drawCurve(QPainter &painter, const Theme &theme) const;

    QPolygonF m_curve;
    int m_workers = 1;
    double m_tolerance = 0;
    AxisScale m_workerScale;
    AxisScale m_percentScale;
};

} // namespace Molotov
