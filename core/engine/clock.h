// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>

namespace Molotov {

/// Time that only goes forward; a test brings its own.
class Clock
{
public:
    virtual ~Clock() = default;

    /// Since a moment that stays the same as long as the clock lives.
    virtual std::chrono::microseconds now() const = 0;
};

/// The system's monotonic clock.
class SteadyClock : public Clock
{
public:
    std::chrono::microseconds now() const override
    {
        return std::chrono::duration_cast<std::chrono::microseconds>(
            std::chrono::steady_clock::now().time_since_epoch());
    }
};

} // namespace Molotov
