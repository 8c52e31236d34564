// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/goal.h"
#include "ui/charts/timechart.h"

namespace Molotov {

/// The limits of goals on the latency of all requests, in milliseconds. Goals on single endpoints have none:
/// the chart does not show them either.
QList<TimeChart::Mark> latencyMarks(const QList<Goal> &goals);
/// Those of goals on all requests, or iterations, a second.
QList<TimeChart::Mark> throughputMarks(const QList<Goal> &goals);

} // namespace Molotov
