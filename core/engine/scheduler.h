// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>
#include <compare>
#include <functional>
#include <map>

namespace Molotov {

class Clock;

/// All the alarms of a helper behind one timer of the event loop: thousands of workers sleep at once.
class Scheduler : public QObject
{
    Q_OBJECT

public:
    /// An alarm that was set; what is not valid is ignored by cancel().
    struct Alarm
    {
        std::chrono::microseconds due{0};
        quint64 number = 0; // in the order of setting; 0 = none

        bool isValid() const { return number > 0; }
        auto operator<=>(const Alarm &) const = default;
    };

    /// The clock must outlive this.
    explicit Scheduler(const Clock &clock, QObject *parent = nullptr);

    /// Calls back from the event loop, not before `delay` has passed.
    Alarm after(std::chrono::microseconds delay, std::function<void()> callback);
    void cancel(Alarm alarm);

    /// Calls what is due, in the order of the moments that were asked for. The timer does so; a test whose
    /// clock stands still does it by hand.
    void fireDue();

private:
    void arm();

    const Clock &m_clock;
    QTimer m_timer;
    std::chrono::microseconds m_armedFor{0}; // only while m_timer is active
    std::map<Alarm, std::function<void()>> m_alarms;
    quint64 m_lastNumber = 0;
};

} // namespace Molotov
