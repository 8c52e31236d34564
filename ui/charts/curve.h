// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/seriesmodel.h"

#include <QList>
#include <QPointF>

namespace Molotov {

/// How much of a run is drawn: a line of more points looks the same and costs more.
constexpr int MaxCurvePoints = 600;
constexpr int MaxCurvePieces = 60;

/// Pieces of a line with gaps between them.
using Curve = QList<QList<QPointF>>;

/// The column as points of (second, value): those of seconds without a value are missing, which breaks the
/// line into pieces. Of a run that is too long only the largest point of every few seconds is there.
Curve curveOf(const QList<SeriesPoint> &points, SeriesModel::Column column);

/// The column as stairs: each value holds until the next second.
QList<QPointF> stairsOf(const QList<SeriesPoint> &points, SeriesModel::Column column);

} // namespace Molotov
