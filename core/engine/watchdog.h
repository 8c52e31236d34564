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
    /// `alarm` is called on the watchdog's thread, at most once for each piece of work, and never after
    /// leave() of that piece has returned.
    Watchdog(std::chrono::milliseconds limit, std::function<void()> alarm);
    ~Watchdog();
    Watchdog(const Watchdog &) = delete;
    Watchdog &operator=(const Watchdog &) = delete;

    std::chrono::milliseconds limit() const { return m_limit; }

    /// A piece of work begins.
    void enter();
    /// It is over.
    void leave();

private:
    void watch();

    const std::chrono::milliseconds m_limit;
    const std::function<void()> m_alarm;
    std::mutex m_mutex;
    std::condition_variable m_end;
    std::optional<std::chrono::steady_clock::time_point> m_enteredAt; // guarded, as is what follows
    bool m_isEnding = false;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace Molotov
