// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/terminal.h"

#include <initializer_list>

#include <io.h>
#include <windows.h>

namespace Molotov::Cli {

namespace {

HANDLE handleOf(std::FILE *stream)
{
    return HANDLE(_get_osfhandle(_fileno(stream)));
}

} // namespace

bool isTerminal(std::FILE *stream)
{
    DWORD mode = 0;
    return GetConsoleMode(handleOf(stream), &mode) != 0; // _isatty is true for NUL as well
}

int terminalWidth(std::FILE *stream)
{
    CONSOLE_SCREEN_BUFFER_INFO info{};
    const bool said = GetConsoleScreenBufferInfo(handleOf(stream), &info) != 0;
    return said ? info.srWindow.Right - info.srWindow.Left + 1 : 80;
}

void prepareTerminal()
{
    SetConsoleOutputCP(CP_UTF8);
    for (auto *stream : {stdout, stderr}) {
        DWORD mode = 0;
        if (GetConsoleMode(handleOf(stream), &mode) != 0)
            SetConsoleMode(handleOf(stream), mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
    }
}

} // namespace Molotov::Cli
