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
    /// When the event loop first saw what is being handled, if it notes that, else now. The time that it then
    /// waits, while others are handled, is not the server's.
    virtual std::chrono::microseconds firstSeen() const { return now(); }
    /// When there last came something to it before it was handled.
    virtual std::chrono::microseconds lastSeen() const { return now(); }
    /// When the oldest was seen of what still waits to be handled; now, if nothing does.
    virtual std::chrono::microseconds waitingSince() const { return now(); }
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

    std::chrono::microseconds firstSeen() const override { return orNow(m_handled.first); }
    std::chrono::microseconds lastSeen() const override { return orNow(m_handled.last); }
    std::chrono::microseconds waitingSince() const override { return orNow(m_waitingSince); }

    // ---- for the event loop ----

    /// Moments of this clock; 0 = there is none.
    struct Seen
    {
        std::chrono::microseconds first{0};
        std::chrono::microseconds last{0};
    };
    void noteHandling(const Seen &seen) { m_handled = seen; }
    void noteWaitingSince(std::chrono::microseconds moment) { m_waitingSince = moment; }

private:
    std::chrono::microseconds orNow(std::chrono::microseconds moment) const
    {
        return moment.count() > 0 ? moment : now();
    }

    Seen m_handled;
    std::chrono::microseconds m_waitingSince{0};
};

} // namespace Molotov
