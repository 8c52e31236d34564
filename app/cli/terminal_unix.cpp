// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

namespace Molotov::Cli {

bool isTerminal(std::FILE *stream)
{
    return ::isatty(::fileno(stream)) != 0;
}

int terminalWidth(std::FILE *stream)
{
    winsize size{};
    const bool said = ::ioctl(::fileno(stream), TIOCGWINSZ, &size) == 0;
    return said && size.ws_col > 0 ? size.ws_col : 80;
}

void prepareTerminal() {}

} // namespace Molotov::Cli
