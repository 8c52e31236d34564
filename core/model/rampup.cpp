// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/rampup.h"

#include "core/model/workshare.h"

#include <cmath>

namespace Molotov {

std::chrono::microseconds startOffset(const WorkShare &share, int position, std::chrono::milliseconds rampUp)
{
    const double turn = double(position) * share.count + share.index;
    const double total = double(share.count) * share.workers;
    // In floating point, as microseconds times workers overflow within a year-long ramp-up.
    return std::chrono::microseconds(
        std::llround(double(std::chrono::microseconds(rampUp).count()) * turn / total));
}

} // namespace Molotov
