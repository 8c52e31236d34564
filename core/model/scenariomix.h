// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>

namespace Molotov {

/// Draws scenarios by their weights: the probability of each is its weight over the sum of all.
class ScenarioMix
{
public:
    /// Weights that are not above 0 are never drawn.
    explicit ScenarioMix(const QList<double> &weights);

    bool isEmpty() const { return m_sums.isEmpty() || m_sums.last() <= 0; }

    /// The index of the scenario that `draw`, a number of [0, 1), falls on. Only when not isEmpty().
    int pick(double draw) const;

private:
    QList<double> m_sums; // running sums of the weights
};

} // namespace Molotov
