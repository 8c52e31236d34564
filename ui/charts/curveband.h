// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/charts/curve.h"

class QAreaSeries;
class QChart;
class QColor;

namespace Molotov {

/// The room between the least and the most of the seconds that share a point, filled in a pale colour: a
/// second that was unlike its neighbours is seen, however long the run.
class CurveBand
{
public:
    /// `chart` has its axes already, and outlives this.
    explicit CurveBand(QChart *chart)
        : m_chart(chart)
    {
    }

    /// Two curves with points in the same pieces; empty ones take the band away.
    void replace(const Curve &least, const Curve &most, const QColor &color);
    void setColor(const QColor &color);

private:
    QAreaSeries *addArea(const QColor &color);

    QChart *m_chart;
    QList<QAreaSeries *> m_areas; // of the pieces; the chart owns them
};

} // namespace Molotov
