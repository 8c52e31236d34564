// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/watchdog.h"

#include <algorithm>

using std::chrono::steady_clock;

namespace Molotov {

Watchdog::Watchdog(std::chrono::milliseconds limit, std::function<void()> alarm)
    : m_limit(limit)
    , m_alarm(std::move(alarm))
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

void Watchdog::enter()
{
    const std::lock_guard lock(m_mutex);
    m_enteredAt = steady_clock::now();
}

void Watchdog::leave()
{
    const std::lock_guard lock(m_mutex);
    m_enteredAt.reset();
}

// Looks now and then, so that enter() and leave(), which are called for each response, need not wake anybody.
void Watchdog::watch()
{
    const auto period =
        std::clamp(m_limit / 10, std::chrono::milliseconds(1), std::chrono::milliseconds(250));
    std::unique_lock lock(m_mutex);
    while (!m_end.wait_for(lock, period, [this] { return m_isEnding; })) {
        if (m_enteredAt && steady_clock::now() - *m_enteredAt >= m_limit) {
            m_alarm();
            m_enteredAt.reset();
        }
    }
}

} // namespace Molotov
