// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractEventDispatcher>

#include <chrono>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

namespace Molotov {

/// The timers of an event dispatcher, the next one first. All are precise, whatever type they ask for.
class TimerList
{
public:
    using Clock = std::chrono::steady_clock;

    void add(QObject *object, int id, std::chrono::milliseconds interval, Qt::TimerType type);
    bool remove(int id);
    bool removeAllOf(QObject *object);

    QList<QAbstractEventDispatcher::TimerInfo> timersOf(const QObject *object) const;
    /// Until the timer is due, rounded up; 0 if it is overdue, nothing if there is none of that id.
    std::optional<std::chrono::milliseconds> remaining(int id) const;
    /// Without effect if there is none of that id.
    void setRemaining(int id, std::chrono::microseconds time);
    /// Until the next timer is due; 0 if one is, nothing if there is none.
    std::optional<std::chrono::nanoseconds> untilNext() const;

    /// Sends its event to each that is due now, once. Returns how many.
    int fireDue();

private:
    struct Timer
    {
        QObject *object = nullptr;
        std::chrono::milliseconds interval{0};
        Qt::TimerType type = Qt::PreciseTimer;
        Clock::time_point due;
        bool isFiring = false; // its object is at it; not again from within a nested loop
    };
    using Due = std::pair<Clock::time_point, int>;

    std::unordered_map<int, Timer> m_timers; // by id
    std::map<Due, int> m_queue; // → id; without those that are firing
};

} // namespace Molotov
