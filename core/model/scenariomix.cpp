// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/scenariomix.h"

#include <algorithm>
#include <cmath>

namespace Molotov {

ScenarioMix::ScenarioMix(const QList<double> &weights)
{
    // Scaled, without rounding: the sum of numbers that are allowed may be more than a number can hold.
    const double largest = weights.isEmpty() ? 0 : *std::max_element(weights.begin(), weights.end());
    double sum = 0;
    m_sums.reserve(weights.size());
    for (const double weight : weights) {
        sum += weight > 0 ? std::scalbn(weight, -std::ilogb(largest)) : 0;
        m_sums.append(sum);
    }
}

int ScenarioMix::pick(double draw) const
{
    Q_ASSERT(!isEmpty());
    // The first sum above the draw: one of weight 0 has the sum of the one before it and is passed over.
    const auto at = std::upper_bound(m_sums.begin(), m_sums.end(), draw * m_sums.last());
    if (at != m_sums.end())
        return int(at - m_sums.begin());
    // Rounding can bring the draw up to the sum itself: then the last of any weight has it.
    return int(std::lower_bound(m_sums.begin(), m_sums.end(), m_sums.last()) - m_sums.begin());
}

} // namespace Molotov
