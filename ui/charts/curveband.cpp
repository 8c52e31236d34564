// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/curveband.h"

#include <QAbstractAxis>
#include <QAreaSeries>
#include <QChart>
#include <QLineSeries>
#include <QPen>

namespace Molotov {

namespace {

QColor paled(QColor color)
{
    color.setAlphaF(0.22F);
    return color;
}

} // namespace

void CurveBand::replace(const Curve &least, const Curve &most, const QColor &color)
{
    while (m_areas.size() < most.size())
        m_areas.append(addArea(color));
    for (int i = 0; i < m_areas.size(); ++i) {
        auto *area = m_areas.at(i);
        area->lowerSeries()->replace(least.value(i));
        area->upperSeries()->replace(most.value(i));
        area->setVisible(most.value(i).size() > 1); // an empty one is drawn as a line from bottom to top
    }
}

void CurveBand::setColor(const QColor &color)
{
    for (auto *area : std::as_const(m_areas))
        area->setBrush(paled(color));
}

QAreaSeries *CurveBand::addArea(const QColor &color)
{
    auto *upper = new QLineSeries(m_chart);
    auto *lower = new QLineSeries(m_chart);
    auto *area = new QAreaSeries(upper, lower); // the chart owns it
    m_chart->addSeries(area);
    const auto axes = m_chart->axes();
    for (auto *axis : axes)
        area->attachAxis(axis);
    area->setPen(Qt::NoPen);
    area->setBrush(paled(color));
    return area;
}

} // namespace Molotov
