// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/multipletests.h"

#include <algorithm>
#include <numeric>

namespace Molotov {

QList<double> holmAdjusted(const QList<double> &probabilities)
{
    QList<qsizetype> order(probabilities.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&probabilities](qsizetype a, qsizetype b) {
        return probabilities.at(a) < probabilities.at(b);
    });
    QList<double> adjusted(probabilities.size());
    double largest = 0;
    for (qsizetype rank = 0; rank < order.size(); ++rank) {
        // The smallest is multiplied by the number of tests, the next by one less, and so on; no value may be
        // below that of a smaller p-value.
        const auto left = double(order.size() - rank);
        largest = std::max(largest, std::min(1.0, left * probabilities.at(order.at(rank))));
        adjusted[order.at(rank)] = largest;
    }
    return adjusted;
}

} // namespace Molotov
