// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/clock.h"
#include "core/engine/loop/finetimers.h"
#include "core/engine/loop/timerlist.h"
#include "core/engine/loop/wholereads.h"

#include <QAbstractEventDispatcher>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <vector>

struct epoll_event;

namespace Molotov {

/// Qt's events, timers and socket notifiers over Linux's epoll: a turn of the loop costs what happens in it,
/// not how many sockets there are.
///
/// A turn hears of everything that is ready, and notes when; what it has no time to handle waits for the next
/// turns, the oldest first. So moments are true to about MaxTurn, however much there is to do.
class EpollDispatcher
    : public QAbstractEventDispatcher
    , public FineTimers
    , public WholeReads
{
    Q_OBJECT

public:
    /// The clock hears when what is handled was seen, and must outlive this.
    explicit EpollDispatcher(SteadyClock &clock, QObject *parent = nullptr);
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;
    void noteWholeReads(qintptr descriptor) override;

    using QAbstractEventDispatcher::registerTimer;
    void registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object) override;
    bool unregisterTimer(int id) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int id) override;
    void setRemaining(int timerId, std::chrono::microseconds time) override;

    void wakeUp() override;
    void interrupt() override;

private:
    // The notifiers of a descriptor.
    struct Entry
    {
        QSocketNotifier *read = nullptr;
        QSocketNotifier *write = nullptr;
        QSocketNotifier *exception = nullptr;
        std::uint32_t number = 0; // tells it from others that the descriptor had before
        std::uint32_t known = 0; // what the kernel watches
        std::uint32_t ready = 0; // what is to be handled; then it is listed in m_ready
        std::uint32_t repeated = 0; // the kernel is to tell of this again, if it is still so and wanted
        SteadyClock::Seen seen; // of `ready`
        bool isChanged = false; // listed in m_changed
        bool isReadWhole = false; // as of WholeReads
        bool isAlwaysReady = false; // a file, which epoll does not take

        QSocketNotifier *&slot(int type);
        std::uint32_t wanted() const;
    };

    struct Ready
    {
        int descriptor = -1;
        std::uint32_t number = 0; // of its entry
    };

    Entry *find(int descriptor);
    Entry *find(const Ready &ready);
    Entry &entry(int descriptor);
    void noteChange(int descriptor, Entry &entry);
    void tellKernel();
    void tellKernel(int descriptor, Entry &entry);
    std::chrono::nanoseconds waitTime(QEventLoop::ProcessEventsFlags flags);
    int hear(std::chrono::nanoseconds timeout);
    int wait(epoll_event *events, std::chrono::nanoseconds timeout);
    void noteReady(int descriptor, std::uint32_t number, std::uint32_t what, std::chrono::microseconds now);
    void noteFiles(std::chrono::microseconds now);
    int handleReady();
    void announceNext();
    int activateNotifiers(const Ready &ready, std::uint32_t what);
    void takeSignal();

    SteadyClock &m_clock;
    const int m_epoll;
    const int m_wakeUp; // an eventfd
    bool m_isAwakened = false; // by our own thread
    std::atomic<bool> m_isSignalled = false; // by another: m_wakeUp is readable, or about to be
    std::atomic<bool> m_isInterrupted = false;
    bool m_waitsFinely = true; // until the system says that it cannot
    std::uint32_t m_lastNumber = 0; // of an entry
    std::vector<Entry> m_entries; // by descriptor; without a notifier, it is none's
    std::vector<int> m_changed; // descriptors whose entry the kernel may not know as it is
    std::deque<Ready> m_ready; // the oldest first
    int m_alwaysReady = 0;
    TimerList m_timers;
};

} // namespace Molotov
