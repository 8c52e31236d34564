// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/loop/timerlist.h"

#include <QAbstractEventDispatcher>

#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

namespace Molotov {

/// Qt's events, timers and socket notifiers over Linux's epoll: a turn of the loop costs what happens in it,
/// not how many sockets there are.
class EpollDispatcher : public QAbstractEventDispatcher
{
    Q_OBJECT

public:
    /// `woke` is called when the loop has heard of events, before it hands them out.
    explicit EpollDispatcher(
        std::function<void()> woke = [] {}, QObject *parent = nullptr);
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    using QAbstractEventDispatcher::registerTimer;
    void registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object) override;
    bool unregisterTimer(int id) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int id) override;

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
        bool isChanged = false; // listed in m_changed
        bool isAlwaysReady = false; // a file, which epoll does not take

        QSocketNotifier *&slot(int type);
        std::uint32_t wanted() const;
    };

    Entry *find(int descriptor);
    Entry &entry(int descriptor);
    void noteChange(int descriptor, Entry &entry);
    void tellKernel();
    void tellKernel(int descriptor, Entry &entry);
    int waitTime(QEventLoop::ProcessEventsFlags flags);
    int activateFiles();
    int activateNotifiers(int descriptor, std::uint32_t number, std::uint32_t what);
    void takeSignal();

    const std::function<void()> m_woke;
    const int m_epoll;
    const int m_wakeUp; // an eventfd
    bool m_isAwakened = false; // by our own thread
    std::atomic<bool> m_isSignalled = false; // by another: m_wakeUp is readable, or about to be
    std::atomic<bool> m_isInterrupted = false;
    std::uint32_t m_lastNumber = 0; // of an entry
    std::vector<Entry> m_entries; // by descriptor; without a notifier, it is none's
    std::vector<int> m_changed; // descriptors whose entry the kernel may not know as it is
    int m_alwaysReady = 0;
    TimerList m_timers;
};

} // namespace Molotov
