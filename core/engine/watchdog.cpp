// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/watchdog.h"

#include <algorithm>
#include <utility>

using std::chrono::steady_clock;

namespace Molotov {

Watchdog::Watchdog(Orders orders)
    : m_orders(std::move(orders))
    , m_thread([this] { watch(); })
{
}

Watchdog::~Watchdog()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_end.notify_one();
    m_thread.join();
}

void Watchdog::enter(std::chrono::milliseconds more)
{
    const std::lock_guard lock(m_mutex);
    m_more = more;
    m_enteredAt = steady_clock::now();
    m_isWorking = true;
    m_isAlarmed = false;
}

std::chrono::microseconds Watchdog::leave()
{
    const std::lock_guard lock(m_mutex);
    m_isWorking = false;
    return std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - m_enteredAt);
}

// Looks now and then, so that enter() and leave(), which are called for each response, need not wake anybody.
void Watchdog::watch()
{
    const auto period =
        std::clamp(m_orders.limit / 10, std::chrono::milliseconds(1), std::chrono::milliseconds(250));
    std::unique_lock lock(m_mutex);
    while (!m_end.wait_for(lock, period, [this] { return m_isEnding; })) {
        m_orders.patrol();
        if (!m_isWorking)
            continue;
        const auto time = steady_clock::now() - m_enteredAt - m_more;
        if (time >= m_orders.limit && !std::exchange(m_isAlarmed, true))
            m_orders.alarm();
        if (time >= m_orders.lastLimit) {
            m_orders.lastAlarm();
            m_isWorking = false;
        }
    }
}

} // namespace Molotov
