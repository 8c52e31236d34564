// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/curve.h"

#include <algorithm>

namespace Molotov {

namespace {

Curve curveOfBuckets(const QList<SeriesPoint> &points, SeriesModel::Column column, qsizetype bucket)
{
    Curve curve;
    bool isOpen = false;
    for (qsizetype begin = 0; begin < points.size(); begin += bucket) {
        const qsizetype end = std::min(begin + bucket, points.size());
        std::optional<QPointF> largest;
        for (qsizetype i = begin; i < end; ++i) {
            const auto value = SeriesModel::value(points.at(i), column);
            if (value && (!largest || *value > largest->y()))
                largest = QPointF(points.at(i).second, *value);
        }
        if (largest) {
            if (!isOpen)
                curve.append(QList<QPointF>());
            curve.last().append(*largest);
        }
        isOpen = largest.has_value();
    }
    return curve;
}

} // namespace

Curve curveOf(const QList<SeriesPoint> &points, SeriesModel::Column column, int maxPoints)
{
    qsizetype bucket = points.size() / maxPoints + 1;
    Curve curve = curveOfBuckets(points, column, bucket);
    while (curve.size() > MaxCurvePieces) {
        bucket *= 2;
        curve = curveOfBuckets(points, column, bucket);
    }
    return curve;
}

QList<QPointF> stairsOf(const QList<SeriesPoint> &points, SeriesModel::Column column, int maxPoints)
{
    QList<QPointF> stairs;
    const Curve curve = curveOf(points, column, maxPoints);
    for (const QList<QPointF> &piece : curve) {
        for (const QPointF &point : piece) {
            if (!stairs.isEmpty())
                stairs.append({point.x(), stairs.constLast().y()});
            stairs.append(point);
        }
    }
    if (!stairs.isEmpty())
        stairs.append({double(points.constLast().second + 1), stairs.constLast().y()});
    return stairs;
}

} // namespace Molotov
