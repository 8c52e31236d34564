// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/metrics.h"

#include <QList>

namespace Molotov {

/// Some seconds of a run as one: rates are their mean, latencies and workers the highest.
struct ReportPoint
{
    double begin = 0; ///< seconds since the start of the run
    double length = 1;
    SeriesPoint values;
    bool stoodStill = false; ///< one of the seconds had no request at all, which is not chance

    double middle() const { return begin + length / 2; }
};

/// The series of a run as points that are equally long, where it can be; no more of them than `most`.
QList<ReportPoint> reportSeries(const QList<SeriesPoint> &series, int most = 300);

} // namespace Molotov
