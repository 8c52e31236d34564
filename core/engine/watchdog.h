// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace Molotov {

/// A thread that calls for help when a piece of work takes longer than it may.
class Watchdog
{
public:
    struct Orders
    {
        std::chrono::milliseconds limit; ///< of a piece of work
        std::function<void()> alarm; ///< it has taken so long
        std::chrono::milliseconds lastLimit; ///< longer than `limit`
        std::function<void()> lastAlarm; ///< it has taken so long, whatever `alarm` did
        std::function<void()> patrol; ///< now and then, working or not: for what else is to be watched
    };

    /// All are called on the watchdog's thread; each alarm at most once for each piece of work, and never
    /// after leave() of that piece has returned.
    explicit Watchdog(Orders orders);
    ~Watchdog();
    Watchdog(const Watchdog &) = delete;
    Watchdog &operator=(const Watchdog &) = delete;

    std::chrono::milliseconds limit() const { return m_orders.limit; }

    /// A piece of work begins, which may take so much longer than the limits.
    void enter(std::chrono::milliseconds more = {});
    /// It is over. Returns how long it took.
    std::chrono::microseconds leave();

private:
    void watch();

    const Orders m_orders;
    std::mutex m_mutex;
    std::condition_variable m_end;
    std::chrono::steady_clock::time_point m_enteredAt; // guarded, as is what follows
    bool m_isWorking = false;
    std::chrono::milliseconds m_more{0};
    bool m_isAlarmed = false; // for the present piece of work
    bool m_isEnding = false;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace Molotov
