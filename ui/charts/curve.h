// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/seriesmodel.h"

#include <QList>
#include <QPointF>

namespace Molotov {

/// How much of a run is drawn at the most: what is drawn is repainted ten times a second.
constexpr int MaxCurvePoints = 400;
constexpr int MaxCurvePieces = 60;

/// Pieces of a line with gaps between them.
using Curve = QList<QList<QPointF>>;

/// What is drawn of the seconds that share a point, where a run is longer than a chart is wide.
enum class Seconds { Mean, Least, Most };

/// How the line of a column sums up seconds: rates and counts by their mean, latencies by the worst.
Seconds lineOf(SeriesModel::Column column);
/// How many seconds share a point of a curve of `maxPoints`; with 1, Mean, Least and Most are the same.
qsizetype secondsOfPoint(const QList<SeriesPoint> &points, int maxPoints = MaxCurvePoints);

/// The column as points of (second, value): those of seconds without a value are missing, which breaks the
/// line into pieces. There are `maxPoints` at the most.
Curve curveOf(const QList<SeriesPoint> &points, SeriesModel::Column column, Seconds which,
              int maxPoints = MaxCurvePoints);

/// The column as stairs, of `maxPoints` steps at the most: each value holds until the next.
QList<QPointF> stairsOf(const QList<SeriesPoint> &points, SeriesModel::Column column, Seconds which,
                        int maxPoints = MaxCurvePoints);

} // namespace Molotov
