// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/interrupt.h"

#include "core/model/exitcodes.h"

#include <QSocketNotifier>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace Molotov {

namespace {

// A handler may do next to nothing: it writes a byte, which the event loop then reads.
int s_pipe[2] = {-1, -1};

// timeout(1) signals a process twice, itself and with its group; nobody presses Ctrl-C twice so fast.
constexpr qint64 Bounce = 50; // ms

// When the first signal came that the event loop has not seen yet, in ms of the steady clock; 0 = none.
std::atomic<qint64> s_waitingSince = 0;
static_assert(std::atomic<qint64>::is_always_lock_free);

void (*s_lastAction)() = nullptr;

qint64 now()
{
    timespec time = {};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return qint64(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}

// The event loop may stand in a write that never ends, as to a terminal that is held or to a pipe that nobody
// empties. Then the second signal ends the program.
void onSignal(int)
{
    const int savedErrno = errno;
    qint64 first = 0;
    if (!s_waitingSince.compare_exchange_strong(first, now()) && now() - first > Bounce) {
        if (s_lastAction)
            s_lastAction();
        ::_exit(int(ExitCode::Interrupted));
    }
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(s_pipe[1], &byte, 1);
    errno = savedErrno;
}

void handle(int signal, void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    ::sigaction(signal, &action, nullptr);
}

// As nohup(1) leaves it.
bool isIgnored(int signal)
{
    struct sigaction action = {};
    ::sigaction(signal, nullptr, &action);
    return action.sa_handler == SIG_IGN;
}

} // namespace

Interrupt::Interrupt(QObject *parent)
    : QObject(parent)
{
    if (::pipe(s_pipe) != 0)
        return; // the signals then end this program as they always do
    for (const int end : s_pipe) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    auto *notifier = new QSocketNotifier(s_pipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        while (::read(s_pipe[0], &byte, 1) == 1) {
            if (m_sinceLast.isValid() && !m_sinceLast.hasExpired(Bounce))
                continue;
            m_sinceLast.start();
            Q_EMIT interrupted();
        }
        s_waitingSince = 0;
    });
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        if (signal != SIGHUP || !isIgnored(signal))
            handle(signal, onSignal);
    }
    handle(SIGXFSZ, SIG_IGN); // a file that may not grow is an error of its write, not the end of the program
}

void Interrupt::setLastAction(void (*action)())
{
    s_lastAction = action;
}

Interrupt::~Interrupt()
{
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        if (!isIgnored(signal))
            handle(signal, SIG_DFL);
    }
    for (int &end : s_pipe)
        ::close(std::exchange(end, -1));
}

} // namespace Molotov
