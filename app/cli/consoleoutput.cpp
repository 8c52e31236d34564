// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/consoleoutput.h"

#include "app/cli/options.h"
#include "app/cli/terminal.h"

#include <QLocale>

#include <cstdio>

namespace Molotov::Cli {

namespace {

std::function<void(const QByteArray &)> writerTo(std::FILE *stream)
{
    return [stream](const QByteArray &text) {
        std::fwrite(text.constData(), 1, size_t(text.size()), stream);
        std::fflush(stream);
    };
}

} // namespace

void prepareOutput()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    prepareTerminal();
}

ConsoleOutput consoleOutput(const Options &options)
{
    const QLatin1String standardOutput("-");
    const bool isTaken = options.summaryFile == standardOutput || options.profile.jsonLines == standardOutput;
    auto *stream = isTaken ? stderr : stdout;
    ConsoleOutput output{.write = writerTo(stream),
                         .writeError = writerTo(stderr),
                         .width = {},
                         .hasColors = false,
                         .update = options.profile.consoleUpdate,
                         .quiet = options.profile.quiet,
                         .verbose = options.profile.verbosity > 0};
    if (isTerminal(stream) && !options.profile.console) {
        output.width = [stream] { return terminalWidth(stream); };
        output.hasColors = !qEnvironmentVariableIsSet("NO_COLOR");
    }
    return output;
}

} // namespace Molotov::Cli
