// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/loadplan.h"
#include "ui/charts/axisscale.h"

#include <QPolygonF>
#include <QWidget>

#include <optional>

namespace Molotov {

/// The load that a test will make, over its time, drawn before it is run.
class LoadPreview : public QWidget
{
    Q_OBJECT

public:
    explicit LoadPreview(QWidget *parent = nullptr);

    /// Draws a plan that can be run. `caption`: what stands above it; empty: a summary of the plan.
    void setPlan(const LoadPlan &plan, const QString &caption = {});
    /// What stands in the way of a plan: the one before stays, paler, and this is said above it. Empty when
    /// nothing does.
    void setProblem(const QString &text);
    /// Forgets the plan, which was that of another test.
    void clear();

    /// What stands above the curve.
    QString caption() const;
    /// The curve in the widget's coordinates; empty without a plan.
    QPolygonF curve() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void describe();
    QRectF plot() const;
    AxisScale loadScale() const;
    std::chrono::microseconds length() const;
    QPointF pointOf(const LoadPoint &point) const;
    QString loadLabel(double load, double step) const;
    void paintCaption(QPainter &painter) const;
    void paintLoadAxis(QPainter &painter) const;
    void paintTimeAxis(QPainter &painter) const;
    void paintCurve(QPainter &painter) const;

    std::optional<LoadPlan> m_plan;
    QList<LoadPoint> m_points; // of m_plan
    double m_most = 0; // of m_points
    QString m_caption; // empty: that of m_plan
    QString m_problem;
};

} // namespace Molotov
