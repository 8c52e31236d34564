// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/metrics.h"

namespace Molotov {

/// What a sizing takes when nobody says otherwise; the numbers are Molotov's.
constexpr std::chrono::milliseconds SizingRampUp = std::chrono::seconds(300);
/// Of each process: 500 in all, rounded up.
constexpr int sizingWorkers(int processes)
{
    constexpr int InAll = 500;
    return processes > 0 ? (InAll + processes - 1) / processes : InAll;
}

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
