// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <tuple>

namespace Molotov {

/// Which part of a run one helper has: number `index` of `count` helpers, each with `workers` workers.
struct WorkShare
{
    int index = 0;
    int count = 1;
    int workers = 1;

    /// Worker ids are unique in the whole run: helper 0 has 0 … workers-1, helper 1 goes on from there.
    int workerId(int position) const { return index * workers + position; }

    bool operator==(const WorkShare &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&WorkShare::index, &WorkShare::count, &WorkShare::workers);
    }
};

} // namespace Molotov
