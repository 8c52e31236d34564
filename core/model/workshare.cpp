// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/workshare.h"

#include <algorithm>

namespace Molotov {

qint64 WorkShare::of(qint64 total) const
{
    if (count < 1) // as of a profile that cannot be run, which the window shows all the same
        return 0;
    if (weights.isEmpty())
        return std::max<qint64>(0, (total - index + count - 1) / count);
    qint64 least = 0;
    qint64 most = std::max<qint64>(0, total);
    while (least < most) { // the first position whose turn is not among them
        const auto middle = least + (most - least) / 2;
        if (turnOf(middle) < total)
            least = middle + 1;
        else
            most = middle;
    }
    return least;
}

// With weights, number j of helper i takes its turn at the moment (j + ½) / weight of i, and of equal moments
// the helper with the lower index comes first. So the turn is the number of all that come before, which is a
// division for each helper.
qint64 WorkShare::turnOf(qint64 position) const
{
    if (weights.isEmpty())
        return position * count + index;
    const qint64 own = weights.at(index);
    qint64 turn = position;
    for (int other = 0; other < count; ++other) {
        if (other == index)
            continue;
        // (2k + 1) / weight of other < (2j + 1) / own, or ≤ for a lower index: how many k are there?
        const auto bound = (2 * position + 1) * weights.at(other);
        const auto largestOdd = other < index ? bound / own : (bound - 1) / own;
        turn += (largestOdd + 1) / 2;
    }
    return turn;
}

} // namespace Molotov
