// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/clock.h"

#include <optional>

namespace Molotov::Test {

/// A clock that stands still until a test moves it.
class ManualClock : public Clock
{
public:
    std::chrono::microseconds now() const override { return m_now; }
    std::chrono::microseconds waitingSince() const override { return waits.value_or(m_now); }
    void advance(std::chrono::microseconds step) { m_now += step; }

    std::optional<std::chrono::microseconds> waits; ///< what waitingSince() says

private:
    std::chrono::microseconds m_now = std::chrono::hours(5); // no test may count on a start at 0
};

} // namespace Molotov::Test
