// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/scheduler.h"

#include "core/engine/clock.h"
#include "core/engine/loop/turn.h"

#include <algorithm>

using std::chrono::microseconds;

namespace Molotov {

Scheduler::Scheduler(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] { fireDue(); });
}

Scheduler::Alarm Scheduler::after(microseconds delay, std::function<void()> callback)
{
    if (m_free.empty()) {
        m_free.push_back(m_slots.size());
        m_slots.emplace_back();
    }
    const auto slot = m_free.back();
    m_free.pop_back();
    m_slots[slot] = {.number = ++m_lastNumber, .callback = std::move(callback)};
    m_heap.push_back(
        {.due = m_clock.now() + std::max(delay, microseconds(0)), .number = m_lastNumber, .slot = slot});
    std::push_heap(m_heap.begin(), m_heap.end());
    arm();
    return {.slot = slot, .number = m_lastNumber};
}

Scheduler::Alarm Scheduler::afterSeen(microseconds delay, std::function<void()> callback)
{
    const auto alarm = after(delay, std::move(callback));
    m_slots[alarm.slot].isPatient = true;
    return alarm;
}

void Scheduler::cancel(Alarm alarm)
{
    if (!alarm.isValid() || m_slots[alarm.slot].number != alarm.number)
        return;
    release(alarm.slot);
    ++m_cancelled; // the timer may fire for nothing then
    if (m_cancelled > m_heap.size() / 2)
        dropCancelled();
}

void Scheduler::release(size_t slot)
{
    m_slots[slot] = {};
    m_free.push_back(slot);
}

void Scheduler::dropFirst()
{
    std::pop_heap(m_heap.begin(), m_heap.end());
    m_heap.pop_back();
}

void Scheduler::dropCancelled()
{
    std::erase_if(m_heap, [this](const Entry &entry) { return isCancelled(entry); });
    std::make_heap(m_heap.begin(), m_heap.end());
    m_cancelled = 0;
}

// Puts it off if it is patient, and there is something to wait for.
bool Scheduler::putOff(Entry entry, microseconds now)
{
    auto &slot = m_slots[entry.slot];
    if (!slot.isPatient)
        return false;
    if (slot.dueSince.count() == 0)
        slot.dueSince = now;
    if (m_clock.waitingSince() >= slot.dueSince)
        return false;
    entry.due = now + microseconds(1); // not in this round
    m_heap.push_back(entry);
    std::push_heap(m_heap.begin(), m_heap.end());
    return true;
}

void Scheduler::fireDue()
{
    const auto now = m_clock.now();
    const auto last =
        m_lastNumber; // what callbacks add waits for the next round: the event loop must get its turn
    bool hasTime = true;
    while (hasTime && !m_heap.empty() && m_heap.front().due <= now && m_heap.front().number <= last) {
        const auto entry = m_heap.front();
        dropFirst();
        if (isCancelled(entry)) {
            --m_cancelled;
            continue;
        }
        if (putOff(entry, now))
            continue;
        const auto callback = std::move(m_slots[entry.slot].callback);
        release(entry.slot);
        callback();
        hasTime = m_clock.now() - now < MaxTurn;
    }
    arm();
}

void Scheduler::arm()
{
    for (; !m_heap.empty() && isCancelled(m_heap.front()); --m_cancelled)
        dropFirst();
    if (m_heap.empty())
        return;
    const auto due = m_heap.front().due;
    if (m_timer.isActive() && m_armedFor <= due)
        return;
    m_armedFor = due;
    // An hour at most: a QTimer counts milliseconds in an int. It then fires for nothing and is armed anew.
    const auto wait = std::clamp<microseconds>(due - m_clock.now(), microseconds(0), std::chrono::hours(1));
    m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(wait));
}

} // namespace Molotov
