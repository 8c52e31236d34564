// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/limit.h"
#include "ui/charts/axisscale.h"

#include <QChartView>

#include <optional>

class QLineSeries;
class QValueAxis;

namespace Molotov {

/// Throughput and p95 over the load, with a point for each load that a search for the limit has tried.
class KneeChart : public QChartView
{
    Q_OBJECT

public:
    explicit KneeChart(QWidget *parent = nullptr);

    /// How the search stands; none: there is no run yet.
    void setResult(const std::optional<LimitResult> &result);

    /// The points that are drawn: the load, and requests a second or milliseconds.
    QList<QPointF> throughput() const;
    QList<QPointF> latency() const;
    /// What is seen, in words.
    QString summary() const;

    QSize minimumSizeHint() const override { return {160, 90}; }

protected:
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QLineSeries *addLine(QValueAxis *axis, const QString &name);
    void rebuild();
    void drawLoad(QLineSeries *line, const LimitStep *step, const QString &name);
    void scale(QValueAxis *axis, double largest, double room, int distance) const;
    void applyColors();

    std::optional<LimitResult> m_result;
    QValueAxis *m_loadAxis;
    QValueAxis *m_rateAxis;
    QValueAxis *m_latencyAxis;
    QLineSeries *m_rate;
    QLineSeries *m_latency;
    QLineSeries *m_held; // vertical, as the next one
    QLineSeries *m_broken;
};

} // namespace Molotov
