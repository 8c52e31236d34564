// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/loop/timerlist.h"

#include <QCoreApplication>
#include <QTimerEvent>

#include <algorithm>

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

namespace Molotov {

void TimerList::add(QObject *object, int id, milliseconds interval, Qt::TimerType type)
{
    const auto due = Clock::now() + interval;
    m_timers.emplace(id, Timer{.object = object, .interval = interval, .type = type, .due = due});
    m_queue.emplace(Due{due, id}, id);
}

bool TimerList::remove(int id)
{
    const auto it = m_timers.find(id);
    if (it == m_timers.end())
        return false;
    m_queue.erase({it->second.due, id});
    m_timers.erase(it);
    return true;
}

bool TimerList::removeAllOf(QObject *object)
{
    const auto before = m_timers.size();
    for (const auto &info : timersOf(object))
        remove(info.timerId);
    return m_timers.size() < before;
}

QList<QAbstractEventDispatcher::TimerInfo> TimerList::timersOf(const QObject *object) const
{
    QList<QAbstractEventDispatcher::TimerInfo> infos;
    for (const auto &[id, timer] : m_timers) {
        if (timer.object == object)
            infos.append({id, int(timer.interval.count()), timer.type});
    }
    return infos;
}

std::optional<milliseconds> TimerList::remaining(int id) const
{
    const auto it = m_timers.find(id);
    if (it == m_timers.end())
        return std::nullopt;
    return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(it->second.due - Clock::now()));
}

void TimerList::setRemaining(int id, std::chrono::microseconds time)
{
    const auto it = m_timers.find(id);
    if (it == m_timers.end())
        return;
    auto &timer = it->second;
    const bool isQueued = m_queue.erase({timer.due, id}) > 0;
    timer.due = Clock::now() + time;
    if (isQueued)
        m_queue.emplace(Due{timer.due, id}, id);
}

std::optional<nanoseconds> TimerList::untilNext() const
{
    if (m_queue.empty())
        return std::nullopt;
    return std::max(nanoseconds(0), nanoseconds(m_queue.begin()->first.first - Clock::now()));
}

int TimerList::fireDue()
{
    int fired = 0;
    const auto now = Clock::now();
    while (!m_queue.empty() && m_queue.begin()->first.first <= now) {
        const int id = m_queue.begin()->second;
        m_queue.erase(m_queue.begin());
        auto &timer = m_timers.at(id);
        timer.isFiring = true;
        // From now on, so that one that is late does not fire in a row to make up for it; and after `now`.
        timer.due = std::max(timer.due + timer.interval, now + std::chrono::nanoseconds(1));
        QTimerEvent event(id);
        QCoreApplication::sendEvent(timer.object, &event);
        ++fired;
        // It may be gone, and even be there anew.
        const auto it = m_timers.find(id);
        if (it != m_timers.end() && std::exchange(it->second.isFiring, false))
            m_queue.emplace(Due{it->second.due, id}, id);
    }
    return fired;
}

} // namespace Molotov
