// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/commands.h"

#include "app/cli/comparecommand.h"
#include "app/cli/consoleoutput.h"
#include "app/cli/consoleview.h"
#include "app/cli/newcommand.h"
#include "app/cli/options.h"
#include "app/cli/reportcommand.h"

namespace Molotov::Cli {

std::optional<ExitCode> runCommand(const QStringList &arguments)
{
    ConsoleView view(consoleOutput({}));
    if (NewCommand::isMeant(arguments))
        return NewCommand::run(arguments, view);
    if (CompareCommand::isMeant(arguments))
        return CompareCommand::run(arguments, view);
    if (ReportCommand::isMeant(arguments))
        return ReportCommand::run(arguments, view);
    return {};
}

} // namespace Molotov::Cli
