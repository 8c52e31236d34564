// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/keyinput.h"

#include <QSocketNotifier>
#include <QTimer>

#include <array>
#include <cerrno>
#include <csignal>
#include <termios.h>
#include <unistd.h>

namespace Molotov::Cli {

namespace {

constexpr std::chrono::milliseconds WatchPeriod{250};

// What a signal handler needs.
termios s_before = {};
volatile std::sig_atomic_t s_isChanged = 0;

constexpr std::array EndingSignals{SIGQUIT, SIGABRT, SIGSEGV, SIGBUS};

bool isInForeground()
{
    return ::tcgetpgrp(STDIN_FILENO) == ::getpgrp();
}

void handle(int signal, void (*handler)(int), int flags)
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    ::sigaction(signal, &action, nullptr);
}

bool isDefault(int signal)
{
    struct sigaction action = {};
    ::sigaction(signal, nullptr, &action);
    return (action.sa_flags & SA_SIGINFO) == 0 && action.sa_handler == SIG_DFL;
}

// Its handler is reset already: the signal does what it always does.
void onEndingSignal(int signal)
{
    KeyInput::restoreTerminal();
    ::raise(signal);
}

// Ctrl-Z. The program stands still within raise() until it is continued. When it is in the foreground again,
// watch() changes the terminal again.
void onSuspend(int signal)
{
    const int savedErrno = errno;
    KeyInput::restoreTerminal();
    handle(signal, SIG_DFL, 0);
    sigset_t suspend;
    sigset_t before;
    sigemptyset(&suspend);
    sigaddset(&suspend, signal);
    ::raise(signal);
    ::pthread_sigmask(SIG_UNBLOCK, &suspend, &before);
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    handle(signal, onSuspend, SA_RESTART);
    errno = savedErrno;
}

} // namespace

class KeyInput::Watcher
{
public:
    QSocketNotifier notifier{STDIN_FILENO, QSocketNotifier::Read};
    QTimer timer;
};

bool KeyInput::isAvailable()
{
    return ::isatty(STDIN_FILENO) != 0;
}

void KeyInput::restoreTerminal()
{
    if (s_isChanged == 0)
        return;
    s_isChanged = 0;
    if (isInForeground()) // else the terminal is no longer ours
        ::tcsetattr(STDIN_FILENO, TCSANOW, &s_before);
}

KeyInput::KeyInput(QObject *parent)
    : QObject(parent)
{
    if (!isAvailable())
        return;
    m_watcher = std::make_unique<Watcher>();
    connect(&m_watcher->notifier, &QSocketNotifier::activated, this, &KeyInput::read);
    connect(&m_watcher->timer, &QTimer::timeout, this, &KeyInput::watch);
    m_watcher->timer.start(WatchPeriod);
    for (const int signal : EndingSignals) {
        if (isDefault(signal))
            handle(signal, onEndingSignal, int(SA_RESETHAND));
    }
    if (isDefault(SIGTSTP))
        handle(SIGTSTP, onSuspend, SA_RESTART);
    watch();
}

KeyInput::~KeyInput()
{
    restoreTerminal();
}

// A program is sent to the background and back without being told.
void KeyInput::watch()
{
    const bool isOurs = isInForeground();
    m_watcher->notifier.setEnabled(isOurs);
    if (!isOurs || s_isChanged != 0 || ::tcgetattr(STDIN_FILENO, &s_before) != 0)
        return;
    auto keys = s_before;
    keys.c_lflag &= ~tcflag_t(ICANON | ECHO);
    keys.c_cc[VMIN] = 0;
    keys.c_cc[VTIME] = 0;
    s_isChanged = 1;
    ::tcsetattr(STDIN_FILENO, TCSANOW, &keys);
}

void KeyInput::read()
{
    if (!isInForeground() || s_isChanged == 0)
        return m_watcher->notifier.setEnabled(false);
    std::array<char, 64> keys{};
    const auto count = ::read(STDIN_FILENO, keys.data(), keys.size());
    if (count <= 0)
        return m_watcher->notifier.setEnabled(false); // the terminal is gone, perhaps
    if (keys[0] == '\x1b' && count > 1)
        return; // a key with a sequence of its own, such as an arrow
    for (ssize_t i = 0; i < count; ++i)
        Q_EMIT pressed(keys.at(size_t(i)));
}

} // namespace Molotov::Cli
