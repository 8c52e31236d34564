// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/scheduler.h"

#include "core/engine/clock.h"
#include "core/engine/loop/finetimers.h"
#include "core/engine/loop/turn.h"

#include <QAbstractEventDispatcher>

#include <algorithm>

using std::chrono::microseconds;

namespace Molotov {

namespace {

// Alarms that are due within so long share a wake-up of the event loop.
constexpr microseconds Grain{100};

} // namespace

Scheduler::Scheduler(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_fineTimers(dynamic_cast<FineTimers *>(QAbstractEventDispatcher::instance()))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] { fireDue(); });
}

void Scheduler::Queue::push(const Entry &entry)
{
    heap.push_back(entry);
    std::push_heap(heap.begin(), heap.end());
}

Scheduler::Entry Scheduler::Queue::takeFirst()
{
    std::pop_heap(heap.begin(), heap.end());
    const auto entry = heap.back();
    heap.pop_back();
    return entry;
}

Scheduler::Alarm Scheduler::after(microseconds delay, std::function<void()> callback, Rank rank)
{
    if (m_free.empty()) {
        m_free.push_back(m_slots.size());
        m_slots.emplace_back();
    }
    const auto slot = m_free.back();
    m_free.pop_back();
    m_slots[slot] = {.number = ++m_lastNumber, .rank = rank, .callback = std::move(callback)};
    queue(rank).push(
        {.due = m_clock.now() + std::max(delay, microseconds(0)), .number = m_lastNumber, .slot = slot});
    arm();
    return {.slot = slot, .number = m_lastNumber};
}

Scheduler::Alarm Scheduler::afterSeen(microseconds delay, std::function<void()> callback)
{
    const auto alarm = after(delay, std::move(callback), Rank::Control);
    m_slots[alarm.slot].isPatient = true;
    return alarm;
}

void Scheduler::cancel(Alarm alarm)
{
    if (!alarm.isValid() || m_slots[alarm.slot].number != alarm.number)
        return;
    auto &own = queue(m_slots[alarm.slot].rank);
    release(alarm.slot);
    ++own.cancelled; // the timer may fire for nothing then
    if (own.cancelled > own.heap.size() / 2)
        dropCancelled(own);
}

void Scheduler::release(size_t slot)
{
    m_slots[slot] = {};
    m_free.push_back(slot);
}

void Scheduler::dropCancelled(Queue &queue)
{
    std::erase_if(queue.heap, [this](const Entry &entry) { return isCancelled(entry); });
    std::make_heap(queue.heap.begin(), queue.heap.end());
    queue.cancelled = 0;
}

// Puts it off if it is patient, and there is something to wait for.
bool Scheduler::putOff(Queue &queue, Entry entry, microseconds now)
{
    auto &slot = m_slots[entry.slot];
    if (!slot.isPatient)
        return false;
    if (slot.dueSince.count() == 0)
        slot.dueSince = now;
    if (m_clock.waitingSince() >= slot.dueSince)
        return false;
    entry.due = now + microseconds(1); // not in this round
    queue.push(entry);
    return true;
}

void Scheduler::fireDue()
{
    // What callbacks add waits for the next round: the event loop must get its turn.
    const auto last = m_lastNumber;
    fireDue(m_control, last);
    fireDue(m_load, last);
    arm();
}

void Scheduler::fireDue(Queue &queue, quint64 last)
{
    const auto now = m_clock.now();
    bool hasTime = true;
    while (hasTime && !queue.heap.empty() && queue.heap.front().due <= now
           && queue.heap.front().number <= last) {
        const auto entry = queue.takeFirst();
        if (isCancelled(entry)) {
            --queue.cancelled;
            continue;
        }
        if (putOff(queue, entry, now))
            continue;
        const auto callback = std::move(m_slots[entry.slot].callback);
        release(entry.slot);
        callback();
        hasTime = m_clock.now() - now < MaxTurn;
    }
}

void Scheduler::dropCancelledFirst(Queue &queue)
{
    for (; !queue.heap.empty() && isCancelled(queue.heap.front()); --queue.cancelled)
        queue.takeFirst();
}

void Scheduler::arm()
{
    auto due = microseconds::max();
    for (auto *queue : {&m_control, &m_load}) {
        dropCancelledFirst(*queue);
        if (!queue->heap.empty())
            due = std::min(due, queue->heap.front().due);
    }
    if (due == microseconds::max() || (m_timer.isActive() && m_armedFor <= due))
        return;
    m_armedFor = due;
    // An hour at most: a QTimer counts milliseconds in an int. It then fires for nothing and is armed anew.
    const auto wait = std::clamp<microseconds>(due - m_clock.now(), microseconds(0), std::chrono::hours(1));
    m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(wait));
    if (m_fineTimers != nullptr)
        m_fineTimers->setRemaining(m_timer.timerId(), (wait + Grain - microseconds(1)) / Grain * Grain);
}

} // namespace Molotov
