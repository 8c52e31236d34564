// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/standardstreams.h"

#include <qt_windows.h>

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <io.h>

namespace Molotov::StandardStreams {

int takeOutput()
{
    const int descriptor = _dup(_fileno(stdout));
    _setmode(descriptor, _O_BINARY);
    _setmode(_fileno(stdin), _O_BINARY);
    _dup2(_fileno(stderr), _fileno(stdout));
    return descriptor;
}

qint64 readInput(char *target, qint64 size)
{
    return std::max(_read(_fileno(stdin), target, unsigned(size)), 0);
}

bool writeAll(int descriptor, const char *data, qint64 size)
{
    // As much as a pipe is sure to take in one call.
    constexpr qint64 Piece = 1 << 15;
    while (size > 0) {
        const int count = _write(descriptor, data, unsigned(std::min(size, Piece)));
        if (count <= 0)
            return false;
        data += count;
        size -= count;
    }
    return true;
}

void ignoreSignals()
{
    SetConsoleCtrlHandler(nullptr, TRUE); // Windows has no SIGPIPE
}

} // namespace Molotov::StandardStreams
