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

/// The column as points of (second, value): those of seconds without a value are missing, which breaks the
/// line into pieces. Of a run that is too long only the largest point of every few seconds is there,
/// so that there are at most `maxPoints`.
Curve curveOf(const QList<SeriesPoint> &points, SeriesModel::Column column, int maxPoints = MaxCurvePoints);

/// The column as stairs, of `maxPoints` steps at the most: each value holds until the next second.
QList<QPointF> stairsOf(const QList<SeriesPoint> &points, SeriesModel::Column column,
                        int maxPoints = MaxCurvePoints);

} // namespace Molotov
