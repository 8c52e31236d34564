// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/sizing.h"

namespace Molotov {

QList<SizingPoint> sizingCurve(const QList<SeriesPoint> &series)
{
    QList<SizingPoint> curve;
    int seconds = 0; // that the last point is the mean of
    for (const auto &point : series) {
        const int most = curve.isEmpty() ? 0 : curve.last().workers;
        if (point.activeWorkers < most || point.activeWorkers == 0)
            continue;
        if (point.activeWorkers > most) {
            curve.append(SizingPoint{.workers = point.activeWorkers});
            seconds = 0;
        }
        ++seconds;
        auto &mean = curve.last();
        mean.okRate += (point.okRate - mean.okRate) / seconds;
        mean.failedRate += (point.failedRate - mean.failedRate) / seconds;
    }
    return curve;
}

} // namespace Molotov
