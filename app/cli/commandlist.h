// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/optionlist.h"
#include "core/model/exitcodes.h"

#include <optional>
#include <span>

QT_FORWARD_DECLARE_CLASS(QCommandLineParser)

namespace Molotov::Cli {

class ConsoleView;

/// Something that stands behind the name of a command.
struct ArgumentText
{
    const char *name;
    const char *syntax; ///< the name, and whether there may be several
    const char *meaning;
};

/// What molotov-cli does in place of a run; all texts as those of OptionText.
struct CommandText
{
    const char *name;
    const char *meaning;
    std::span<const ArgumentText> arguments;
    std::span<const OptionText> options;
};

/// The commands, with their arguments and options.
class CommandList
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)

public:
    static const CommandText New;
    static const CommandText Report;
    static const CommandText Compare;

    static QList<CommandText> all() { return {New, Report, Compare}; }
    static void describe(QCommandLineParser &parser, const CommandText &command);
    /// Reads what the command was given. An exit code when that is all there is to do: something was wrong,
    /// or help was asked for.
    static std::optional<ExitCode> read(QCommandLineParser &parser, const CommandText &command,
                                        const QStringList &arguments, ConsoleView &view);
};

} // namespace Molotov::Cli
