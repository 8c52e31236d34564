// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/scheduler.h"

#include "core/engine/clock.h"

#include <algorithm>

using std::chrono::microseconds;

namespace Molotov {

Scheduler::Scheduler(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Scheduler::fireDue);
}

Scheduler::Alarm Scheduler::after(microseconds delay, std::function<void()> callback)
{
    const Alarm alarm{.due = m_clock.now() + std::max(delay, microseconds(0)), .number = ++m_lastNumber};
    m_alarms.emplace(alarm, std::move(callback));
    arm();
    return alarm;
}

void Scheduler::cancel(Alarm alarm)
{
    m_alarms.erase(alarm); // the timer may fire for nothing then
}

void Scheduler::fireDue()
{
    const auto now = m_clock.now();
    const auto last =
        m_lastNumber; // what callbacks add waits for the next round: the event loop must get its turn
    while (!m_alarms.empty() && m_alarms.begin()->first.due <= now
           && m_alarms.begin()->first.number <= last) {
        const auto callback = std::move(m_alarms.begin()->second);
        m_alarms.erase(m_alarms.begin());
        callback();
    }
    arm();
}

void Scheduler::arm()
{
    if (m_alarms.empty())
        return;
    const auto due = m_alarms.begin()->first.due;
    if (m_timer.isActive() && m_armedFor <= due)
        return;
    m_armedFor = due;
    // An hour at most: a QTimer counts milliseconds in an int. It then fires for nothing and is armed anew.
    const auto wait = std::clamp<microseconds>(due - m_clock.now(), microseconds(0), std::chrono::hours(1));
    m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(wait));
}

} // namespace Molotov
