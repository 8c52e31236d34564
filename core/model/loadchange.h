// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>
#include <tuple>

namespace Molotov {

/// Something that a person changes in the load of a run while it goes on.
struct LoadChange
{
    enum class Kind {
        Target, ///< the load goes to `load` in `time`, and stays there until the end; what was planned is
                ///< left out
        Pause, ///< no iteration begins any more
        Resume, ///< the load is again what is meant at that time
        Extend, ///< the load stays as it is for `time`; what was planned comes that much later
    };
    friend constexpr Kind lastEnumerator(Kind) { return Kind::Extend; }

    Kind kind = Kind::Target;
    double load = 0; ///< users, or iterations a second in an open model; of all helpers
    std::chrono::microseconds time{0};

    bool operator==(const LoadChange &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&LoadChange::kind, &LoadChange::load, &LoadChange::time);
    }
};

} // namespace Molotov
