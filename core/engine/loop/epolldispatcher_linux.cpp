// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/loop/epolldispatcher.h"

#include "core/engine/loop/endseenevent.h"
#include "core/engine/loop/prefetch.h"
#include "core/engine/loop/turn.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QThread>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <utility>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;

namespace Molotov {

namespace {

constexpr int MaxEvents = 256; // heard of at once
constexpr nanoseconds NoWait{0};
constexpr nanoseconds ForEver{-1};
constexpr std::uint32_t Broken = EPOLLERR | EPOLLHUP;
// An end, or urgent data, hides behind what is read.
constexpr std::uint32_t Hiding = Broken | EPOLLRDHUP | EPOLLPRI;

constexpr std::uint64_t WakeUpTag = 0; // no entry has the number 0

std::uint64_t tagOf(int descriptor, std::uint32_t number)
{
    return std::uint64_t(number) << 32 | std::uint32_t(descriptor);
}

std::uint32_t interestOf(int type)
{
    return type == QSocketNotifier::Read ? EPOLLIN : type == QSocketNotifier::Write ? EPOLLOUT : EPOLLPRI;
}

// Whether there may be more than what was handled. Not by sendEvent(), for nobody filters these events.
bool activateNotifier(QObject *notifier)
{
    QEvent event(QEvent::SockAct);
    notifier->event(&event);
    return event.isAccepted();
}

} // namespace

QSocketNotifier *&EpollDispatcher::Entry::slot(int type)
{
    return type == QSocketNotifier::Read ? read : type == QSocketNotifier::Write ? write : exception;
}

std::uint32_t EpollDispatcher::Entry::wanted() const
{
    return (read ? EPOLLIN | EPOLLRDHUP | EPOLLPRI : 0u) | (write ? EPOLLOUT : 0u)
           | (exception ? EPOLLPRI : 0u);
}

EpollDispatcher::EpollDispatcher(SteadyClock &clock, QObject *parent)
    : QAbstractEventDispatcher(parent)
    , m_clock(clock)
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_wakeUp(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    epoll_event event{.events = EPOLLIN, .data = {.u64 = WakeUpTag}};
    if (m_epoll < 0 || m_wakeUp < 0 || epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wakeUp, &event) < 0)
        qFatal("There is no descriptor left for an event loop");
}

EpollDispatcher::~EpollDispatcher()
{
    close(m_wakeUp);
    close(m_epoll);
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_isInterrupted = false;
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();
    if (m_isInterrupted)
        return false;

    tellKernel();
    const auto timeout = waitTime(flags);
    if (timeout != NoWait)
        Q_EMIT aboutToBlock();
    int activated = hear(timeout);
    if (timeout != NoWait)
        Q_EMIT awake();
    if (std::exchange(m_isAwakened, false))
        ++activated; // there may be more to send
    if (!(flags & QEventLoop::ExcludeSocketNotifiers))
        activated += handleReady();
    activated += m_timers.fireDue();
    return activated > 0;
}

nanoseconds EpollDispatcher::waitTime(QEventLoop::ProcessEventsFlags flags)
{
    const bool mayWait = flags & QEventLoop::WaitForMoreEvents;
    const bool isExcluded = flags & QEventLoop::ExcludeSocketNotifiers;
    if (!mayWait || m_isInterrupted || m_isAwakened || m_isSignalled)
        return NoWait;
    if (!isExcluded && (!m_ready.empty() || m_alwaysReady > 0))
        return NoWait;
    return m_timers.untilNext().value_or(ForEver);
}

// Of all that is ready by now. The kernel tells of each once, until its entry was handled.
int EpollDispatcher::hear(nanoseconds timeout)
{
    std::array<epoll_event, MaxEvents> events;
    int heard = 0;
    int count = 0;
    do {
        count = wait(events.data(), timeout);
        const auto now = m_clock.now();
        for (int i = 0; i < count; ++i) {
            const auto tag = events[size_t(i)].data.u64;
            if (tag == WakeUpTag)
                takeSignal();
            else
                noteReady(int(std::uint32_t(tag)), std::uint32_t(tag >> 32), events[size_t(i)].events, now);
        }
        heard += std::max(count, 0);
        timeout = NoWait;
    } while (count == MaxEvents);
    if (m_alwaysReady > 0)
        noteFiles(m_clock.now());
    return heard;
}

// epoll_wait() counts milliseconds, and would make each timer up to one late.
int EpollDispatcher::wait(epoll_event *events, nanoseconds timeout)
{
#ifdef SYS_epoll_pwait2
    if (timeout > NoWait && m_waitsFinely) {
        struct
        {
            std::int64_t seconds;
            std::int64_t nanoseconds;
        } time{timeout / seconds(1), timeout % seconds(1) / nanoseconds(1)};
        const auto count = int(syscall(SYS_epoll_pwait2, m_epoll, events, MaxEvents, &time, nullptr, 0));
        // Linux before 5.11 does not have it, and a filter of system calls may not know it.
        if (count >= 0 || (errno != ENOSYS && errno != EPERM))
            return count;
        m_waitsFinely = false;
    }
#endif
    // Rounded up: a loop that wakes too early would wake again and again.
    const auto rounded = std::chrono::ceil<milliseconds>(timeout).count();
    return epoll_wait(m_epoll, events, MaxEvents,
                      timeout == ForEver ? -1
                                         : int(std::min<qint64>(rounded, std::numeric_limits<int>::max())));
}

void EpollDispatcher::noteReady(int descriptor, std::uint32_t number, std::uint32_t what, microseconds now)
{
    auto *own = find({descriptor, number});
    if (own == nullptr)
        return;
    if (own->ready == 0) {
        own->seen.first = now;
        m_ready.push_back({descriptor, number});
    }
    own->ready |= what;
    own->seen.last = now;
}

void EpollDispatcher::noteFiles(microseconds now)
{
    for (size_t i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].isAlwaysReady)
            noteReady(int(i), m_entries[i].number, EPOLLIN | EPOLLOUT, now);
    }
}

int EpollDispatcher::handleReady()
{
    int activated = 0;
    const auto end = m_clock.now() + MaxTurn;
    // Those that are ready by now: a nested loop may hear of more.
    for (auto left = m_ready.size(); left > 0 && !m_ready.empty(); --left) {
        const auto next = m_ready.front();
        m_ready.pop_front();
        auto *own = find(next);
        if (own == nullptr)
            continue;
        announceNext();
        m_clock.noteHandling(own->seen);
        activated += activateNotifiers(next, std::exchange(own->ready, 0));
        if (m_clock.now() >= end)
            break;
    }
    m_clock.noteHandling({});
    while (!m_ready.empty() && find(m_ready.front()) == nullptr)
        m_ready.pop_front();
    m_clock.noteWaitingSince(m_ready.empty() ? microseconds(0) : find(m_ready.front())->seen.first);
    return activated;
}

// Those that read: what is written goes out at once, mostly.
void EpollDispatcher::announceNext()
{
    for (size_t ahead = SoonEvent::Steps + 1; ahead > 0; --ahead) {
        const auto *own = ahead <= m_ready.size() ? find(m_ready[ahead - 1]) : nullptr;
        if (own == nullptr || own->read == nullptr)
            continue;
        if (ahead > SoonEvent::Steps) {
            prefetch(own->read, sizeof *own->read);
            continue;
        }
        SoonEvent event{int(ahead)};
        static_cast<QObject *>(own->read)->event(&event);
    }
}

// Each may take itself and others away, and the descriptor may be closed and be another's by now.
int EpollDispatcher::activateNotifiers(const Ready &ready, std::uint32_t what)
{
    constexpr std::array Kinds{std::pair{QSocketNotifier::Exception, std::uint32_t(EPOLLPRI)},
                               std::pair{QSocketNotifier::Read, EPOLLIN | Broken},
                               std::pair{QSocketNotifier::Write, EPOLLOUT | Broken}};
    int activated = 0;
    std::uint32_t repeated = 0;
    for (const auto &[kind, mask] : Kinds) {
        auto *own = find(ready);
        if (own == nullptr)
            return activated;
        auto *notifier = own->slot(kind);
        if (!(what & mask) || notifier == nullptr)
            continue;
        if (kind == QSocketNotifier::Read && (what & (Broken | EPOLLRDHUP))) {
            EndSeenEvent end;
            static_cast<QObject *>(notifier)->event(&end);
        }
        const bool takesAll = kind == QSocketNotifier::Read && own->isReadWhole;
        if ((activateNotifier(notifier) && !takesAll) || (what & Hiding))
            repeated |= interestOf(kind);
        ++activated;
    }
    if (auto *own = find(ready); own != nullptr && repeated != 0) {
        own->repeated |= repeated;
        noteChange(ready.descriptor, *own);
    }
    return activated;
}

EpollDispatcher::Entry *EpollDispatcher::find(int descriptor)
{
    if (size_t(descriptor) >= m_entries.size() || m_entries[size_t(descriptor)].number == 0)
        return nullptr;
    return &m_entries[size_t(descriptor)];
}

EpollDispatcher::Entry *EpollDispatcher::find(const Ready &ready)
{
    auto *own = find(ready.descriptor);
    return own != nullptr && own->number == ready.number ? own : nullptr;
}

EpollDispatcher::Entry &EpollDispatcher::entry(int descriptor)
{
    if (size_t(descriptor) >= m_entries.size())
        m_entries.resize(std::max(size_t(descriptor) + 1, 2 * m_entries.size()));
    auto &own = m_entries[size_t(descriptor)];
    if (own.number == 0) {
        m_lastNumber = std::max(1u, m_lastNumber + 1);
        own.number = m_lastNumber;
    }
    return own;
}

// The kernel hears of it before the next wait. A socket that can write at once turns its notifier on and off;
// of this the kernel hears nothing.
void EpollDispatcher::noteChange(int descriptor, Entry &entry)
{
    if (!std::exchange(entry.isChanged, true))
        m_changed.push_back(descriptor);
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const auto descriptor = int(notifier->socket());
    auto &own = entry(descriptor);
    own.slot(notifier->type()) = notifier;
    own.repeated |= interestOf(notifier->type()); // the kernel may have told of it while nobody listened
    noteChange(descriptor, own);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const auto descriptor = int(notifier->socket());
    auto *own = find(descriptor);
    if (own == nullptr || own->slot(notifier->type()) != notifier)
        return;
    own->slot(notifier->type()) = nullptr;
    if (own->wanted() != 0) {
        noteChange(descriptor, *own);
        return;
    }
    // At once, for the descriptor may be closed next, and come back as another.
    m_alwaysReady -= own->isAlwaysReady ? 1 : 0;
    tellKernel(descriptor, *own);
    *own = {};
}

void EpollDispatcher::noteWholeReads(qintptr descriptor)
{
    if (auto *own = find(int(descriptor)))
        own->isReadWhole = true;
}

void EpollDispatcher::tellKernel()
{
    for (const int descriptor : m_changed) {
        auto *own = find(descriptor);
        if (own == nullptr || !std::exchange(own->isChanged, false))
            continue;
        tellKernel(descriptor, *own);
    }
    m_changed.clear();
}

void EpollDispatcher::tellKernel(int descriptor, Entry &entry)
{
    const auto wanted = entry.wanted();
    const bool isRepeated = (std::exchange(entry.repeated, 0) & wanted) != 0;
    if ((wanted == entry.known && !isRepeated) || entry.isAlwaysReady)
        return;
    epoll_event event{.events = wanted | EPOLLET, .data = {.u64 = tagOf(descriptor, entry.number)}};
    const int operation = wanted == 0 ? EPOLL_CTL_DEL : entry.known == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    entry.known = wanted;
    if (epoll_ctl(m_epoll, operation, descriptor, &event) < 0 && errno == EPERM) {
        entry.isAlwaysReady = true;
        ++m_alwaysReady;
    }
}

void EpollDispatcher::registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object)
{
    m_timers.add(object, id, milliseconds(interval), type);
}

bool EpollDispatcher::unregisterTimer(int id)
{
    return m_timers.remove(id);
}

bool EpollDispatcher::unregisterTimers(QObject *object)
{
    return m_timers.removeAllOf(object);
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    return m_timers.timersOf(object);
}

int EpollDispatcher::remainingTime(int id)
{
    const auto remaining = m_timers.remaining(id);
    return remaining ? int(remaining->count()) : -1;
}

void EpollDispatcher::setRemaining(int timerId, microseconds time)
{
    m_timers.setRemaining(timerId, time);
}

void EpollDispatcher::wakeUp()
{
    // waitTime() asks for the flag of our own thread before it matters; that spares two calls of the system.
    if (QThread::currentThread() == thread()) {
        m_isAwakened = true;
        return;
    }
    if (m_isSignalled.exchange(true))
        return;
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(m_wakeUp, &one, sizeof one); // fails only when it is full
}

// In this order: who still finds the flag up is heard, for its event was posted before, and is sent before we
// wait again; with the flag taken down first, one that rises in between would stay up with nothing to read.
void EpollDispatcher::takeSignal()
{
    std::uint64_t count = 0;
    [[maybe_unused]] const auto got = read(m_wakeUp, &count, sizeof count);
    m_isSignalled.exchange(false); // reads, too: we see what was posted by whoever found it up
}

void EpollDispatcher::interrupt()
{
    m_isInterrupted = true;
    wakeUp();
}

} // namespace Molotov
