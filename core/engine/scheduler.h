// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <vector>

namespace Molotov {

class Clock;
class FineTimers;

/// All the alarms of a helper behind one timer of the event loop: thousands of workers sleep at once.
class Scheduler : public QObject
{
    Q_OBJECT

public:
    /// An alarm that was set; what is not valid is ignored by cancel().
    struct Alarm
    {
        size_t slot = 0;
        quint64 number = 0; // in the order of setting; 0 = none

        bool isValid() const { return number > 0; }
    };

    /// The clock must outlive this.
    explicit Scheduler(const Clock &clock, QObject *parent = nullptr);

    /// What is due of Control comes before all of Load: a script that sets timers faster than they can be
    /// handled delays other scripts, but no end, no report and no timeout.
    enum class Rank {
        Control, ///< for the program itself
        Load, ///< for workers and their scripts
    };

    /// Calls back from the event loop, not before `delay` has passed.
    Alarm after(std::chrono::microseconds delay, std::function<void()> callback, Rank rank = Rank::Load);
    /// The same with Control, for who waits for an event: calls back after all has been handled that the
    /// event loop had seen when the delay was over, for the event may be among it, and wait for its turn.
    Alarm afterSeen(std::chrono::microseconds delay, std::function<void()> callback);
    void cancel(Alarm alarm);

    /// Calls what is due, of each rank in the order of the moments that were asked for, and for MaxTurn. The
    /// timer does so; a test whose clock stands still does it by hand.
    void fireDue();

private:
    struct Slot
    {
        quint64 number = 0; // 0: free
        Rank rank = Rank::Load;
        std::function<void()> callback;
        bool isPatient = false; // set by afterSeen()
        std::chrono::microseconds dueSince{0}; // once it was found to be due
    };
    struct Entry
    {
        std::chrono::microseconds due{0};
        quint64 number = 0;
        size_t slot = 0;

        // The one that is due first is the greatest, as the heaps of the standard library want it.
        bool operator<(const Entry &other) const
        {
            return due != other.due ? due > other.due : number > other.number;
        }
    };

    // Most alarms are cancelled long before they are due: their entries stay until they are half of all.
    struct Queue
    {
        std::vector<Entry> heap;
        size_t cancelled = 0; // of `heap`

        void push(const Entry &entry);
        Entry takeFirst();
    };

    Queue &queue(Rank rank) { return rank == Rank::Control ? m_control : m_load; }
    bool isCancelled(const Entry &entry) const { return m_slots[entry.slot].number != entry.number; }
    void fireDue(Queue &queue, quint64 last);
    bool putOff(Queue &queue, Entry entry, std::chrono::microseconds now);
    void release(size_t slot);
    void dropCancelled(Queue &queue);
    void dropCancelledFirst(Queue &queue);
    void arm();

    const Clock &m_clock;
    FineTimers *const m_fineTimers; // of the thread's event loop; null if it has none
    QTimer m_timer;
    std::chrono::microseconds m_armedFor{0}; // only while m_timer is active
    Queue m_control;
    Queue m_load;
    std::vector<Slot> m_slots;
    std::vector<size_t> m_free; // slots
    quint64 m_lastNumber = 0;
};

} // namespace Molotov
