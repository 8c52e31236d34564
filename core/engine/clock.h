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
    /// When what is being handled was seen: at the last wake-up of the event loop, if somebody notes them,
    /// else now. What came with it, and is handled before, does not count as time of the server's.
    virtual std::chrono::microseconds seen() const { return now(); }
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

    std::chrono::microseconds seen() const override { return m_wokeAt.count() > 0 ? m_wokeAt : now(); }
    void noteWakeUp() { m_wokeAt = now(); }

private:
    std::chrono::microseconds m_wokeAt{0};
};

} // namespace Molotov
