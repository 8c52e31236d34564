// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/curve.h"

#include <algorithm>

namespace Molotov {

namespace {

/// The values of a bucket of seconds, summed up.
class Bucket
{
public:
    explicit Bucket(Seconds which)
        : m_which(which)
    {
    }

    void add(int second, double value)
    {
        const bool isFirst = m_count == 0;
        if (isFirst || (m_which == Seconds::Least ? value < m_extreme : value > m_extreme)) {
            m_extreme = value;
            m_second = second;
        }
        m_firstSecond = isFirst ? second : m_firstSecond;
        m_lastSecond = second;
        m_sum += value;
        ++m_count;
    }

    std::optional<QPointF> point() const
    {
        if (m_count == 0)
            return {};
        if (m_which == Seconds::Mean)
            return QPointF((m_firstSecond + m_lastSecond) / 2.0, m_sum / double(m_count));
        return QPointF(m_second, m_extreme);
    }

private:
    Seconds m_which;
    double m_extreme = 0;
    int m_second = 0; // of m_extreme
    int m_firstSecond = 0;
    int m_lastSecond = 0;
    double m_sum = 0;
    qsizetype m_count = 0;
};

Curve curveOfBuckets(const QList<SeriesPoint> &points, SeriesModel::Column column, Seconds which,
                     qsizetype size)
{
    Curve curve;
    bool isOpen = false;
    for (qsizetype begin = 0; begin < points.size(); begin += size) {
        const qsizetype end = std::min(begin + size, points.size());
        Bucket bucket(which);
        for (qsizetype i = begin; i < end; ++i) {
            if (const auto value = SeriesModel::value(points.at(i), column))
                bucket.add(points.at(i).second, *value);
        }
        const auto point = bucket.point();
        if (point) {
            if (!isOpen)
                curve.append(QList<QPointF>());
            curve.last().append(*point);
        }
        isOpen = point.has_value();
    }
    return curve;
}

} // namespace

Seconds lineOf(SeriesModel::Column column)
{
    switch (column) {
    case SeriesModel::P50:
    case SeriesModel::P95:
    case SeriesModel::P99:
    case SeriesModel::ResponseP95:
        return Seconds::Most;
    default:
        return Seconds::Mean;
    }
}

qsizetype secondsOfPoint(const QList<SeriesPoint> &points, int maxPoints)
{
    return points.size() / maxPoints + 1;
}

Curve curveOf(const QList<SeriesPoint> &points, SeriesModel::Column column, Seconds which, int maxPoints)
{
    qsizetype size = secondsOfPoint(points, maxPoints);
    Curve curve = curveOfBuckets(points, column, which, size);
    while (curve.size() > MaxCurvePieces) {
        size *= 2;
        curve = curveOfBuckets(points, column, which, size);
    }
    return curve;
}

QList<QPointF> stairsOf(const QList<SeriesPoint> &points, SeriesModel::Column column, Seconds which,
                        int maxPoints)
{
    // Each step begins where its seconds do, whichever of them gave its height.
    const qsizetype size = secondsOfPoint(points, maxPoints);
    QList<QPointF> stairs;
    const Curve curve = curveOf(points, column, which, maxPoints);
    for (const QList<QPointF> &piece : curve) {
        for (const QPointF &point : piece) {
            const double begin = double(qint64(point.x()) / size * size);
            if (!stairs.isEmpty())
                stairs.append({begin, stairs.constLast().y()});
            stairs.append({begin, point.y()});
        }
    }
    if (!stairs.isEmpty())
        stairs.append({double(points.constLast().second + 1), stairs.constLast().y()});
    return stairs;
}

} // namespace Molotov
