// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/sizing.h"

namespace Molotov {

Profile withSizingDefaults(Profile profile)
{
    constexpr int Workers = 500;
    const Profile usual;
    if (profile.workers == usual.workers && profile.processes > 0)
        profile.workers = (Workers + profile.processes - 1) / profile.processes;
    if (profile.rampUp == usual.rampUp)
        profile.rampUp = std::chrono::seconds(300);
    return profile;
}

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
