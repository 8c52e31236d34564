// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/axisscale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace Molotov {

using std::chrono::seconds;

AxisScale niceScale(double largest, int ticks, double smallestStep)
{
    const double wanted = std::max(largest, smallestStep) / std::max(1, ticks);
    const double power = std::pow(10.0, std::floor(std::log10(wanted)));
    double step = 10 * power;
    for (const double factor : {1.0, 2.0, 5.0}) {
        // A hair more, so that 0.3 / 3 is no more than 0.1.
        if (factor * power * (1 + 1e-9) >= wanted) {
            step = factor * power;
            break;
        }
    }
    step = std::max(step, smallestStep);
    return {std::max(1.0, std::ceil(largest / step - 1e-9)) * step, step};
}

seconds timeStep(seconds span, int ticks)
{
    constexpr std::array steps{1,   2,   5,     10,    15,    30,     60,     120,    300,
                               600, 900, 1'800, 3'600, 7'200, 10'800, 21'600, 43'200, 86'400};
    for (const int step : steps) {
        if (span <= seconds(step) * std::max(1, ticks))
            return seconds(step);
    }
    const auto days = span / std::max(1, ticks) / std::chrono::hours(24) + 1;
    return days * std::chrono::hours(24);
}

} // namespace Molotov
