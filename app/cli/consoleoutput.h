// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <chrono>
#include <functional>

namespace Molotov::Cli {

struct Options;

/// Where a ConsoleView writes to.
struct ConsoleOutput
{
    std::function<void(const QByteArray &)> write; ///< what people read
    std::function<void(const QByteArray &)> writeError;
    std::function<int()> width; ///< columns; unset where no terminal listens: then no line is ever rewritten
    bool hasColors = false;
    std::chrono::microseconds update{0}; ///< at least, between two states of the line that is rewritten
    bool quiet = false;
    bool verbose = false;
};

/// Once, before any output. Numbers then have the same digits whatever the system's language is: other
/// programs read them too.
void prepareOutput();
/// The output of this program. The standard output is left to the summary if that goes there.
ConsoleOutput consoleOutput(const Options &options);

} // namespace Molotov::Cli
