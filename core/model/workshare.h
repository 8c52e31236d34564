// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>

#include <tuple>

namespace Molotov {

/// Which part of a run one helper has: number `index` of `count` helpers.
///
/// Users, iterations and arrivals are dealt out in turn. Each helper works out alone which ones are its own,
/// and together they have each of them exactly once.
struct WorkShare
{
    int index = 0;
    int count = 1;
    QList<int> weights; ///< of all helpers, 1 or more each; empty = each gets as much as the others

    /// Unique in the whole run, and the same for as long as the run goes on, whatever workers come and go.
    int workerId(int position) const { return position * count + index; }
    /// How many of the first `total` are this helper's. The shares of all helpers add up to `total`, and none
    /// shrinks when `total` grows.
    qint64 of(qint64 total) const;
    /// Which one of all is this helper's number `position`; both count from 0.
    qint64 turnOf(qint64 position) const;

    bool operator==(const WorkShare &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&WorkShare::index, &WorkShare::count, &WorkShare::weights);
    }
};

} // namespace Molotov
