// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/metrics.h"
#include "core/model/profile.h"

namespace Molotov {

/// The profile with what a sizing takes where nothing else was said, that is, where workers or ramp-up have
/// their default values: 500 workers in all, shared by the processes, over 300 s. The numbers are Molotov's.
Profile withSizingDefaults(Profile profile);

/// What so many workers did in a second, on average over the seconds that they were so many.
struct SizingPoint
{
    int workers = 0;
    double okRate = 0; ///< iterations a second
    double failedRate = 0;

    bool operator==(const SizingPoint &) const = default;
};

/// The curve of a sizing: a point for each number of workers, from few to many. Seconds with fewer workers
/// than there had been before, as while they are stopped, are left out.
QList<SizingPoint> sizingCurve(const QList<SeriesPoint> &series);

} // namespace Molotov
