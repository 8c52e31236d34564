// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/standardstreams.h"

#include <cerrno>
#include <csignal>
#include <unistd.h>

namespace Molotov::StandardStreams {

int takeOutput()
{
    const int descriptor = ::dup(STDOUT_FILENO);
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
    return descriptor;
}

qint64 readInput(char *target, qint64 size)
{
    while (true) {
        const auto count = ::read(STDIN_FILENO, target, size_t(size));
        if (count >= 0)
            return count;
        if (errno != EINTR)
            return 0;
    }
}

bool writeAll(int descriptor, const char *data, qint64 size)
{
    while (size > 0) {
        const auto count = ::write(descriptor, data, size_t(size));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        data += count;
        size -= count;
    }
    return true;
}

void ignoreSignals()
{
    std::signal(SIGINT, SIG_IGN);
    std::signal(SIGTERM, SIG_IGN); // timeout(1) and systemd send it to all processes of a run
    std::signal(SIGHUP, SIG_IGN); // likewise all that belong to a terminal, when it is closed
    std::signal(SIGPIPE, SIG_IGN);
}

} // namespace Molotov::StandardStreams
