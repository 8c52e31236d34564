// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/reportcommand.h"

#include "app/cli/commandlist.h"
#include "app/cli/consoleview.h"
#include "app/cli/reportoutput.h"
#include "core/control/results/trustedseconds.h"

#include <QCommandLineParser>
#include <QDir>

namespace Molotov::Cli {

namespace {

ExitCode makeReports(const QStringList &names, bool isTrustedOnly, ConsoleView &view)
{
    if (names.size() < 2 || names.first().isEmpty()) {
        view.showError({ReportCommand::tr("Name the result of a run, and at least one report to make of it: "
                                          "molotov-cli report RESULT FILE….")});
        return ExitCode::Usage;
    }
    const auto output = ReportOutput::open(names.mid(1));
    const auto record = output ? readRecord(names.first(), isTrustedOnly) : Result<RunRecord>(output.error());
    if (!record) {
        view.showError(record.error());
        return ExitCode::Usage;
    }
    const auto errors = output->write(*record);
    for (const auto &error : errors)
        view.showError(error);
    if (!errors.isEmpty())
        return ExitCode::NoSummary;
    QStringList lines;
    for (const auto &name : output->names())
        lines += ReportCommand::tr("Written: %1").arg(QDir::toNativeSeparators(name));
    view.showNotice(lines.join(QLatin1Char('\n')));
    return ExitCode::Finished;
}

} // namespace

bool ReportCommand::isMeant(const QStringList &arguments)
{
    return arguments.value(1) == QLatin1String(CommandList::Report.name);
}

ExitCode ReportCommand::run(const QStringList &arguments, ConsoleView &view)
{
    QCommandLineParser parser;
    if (const auto end = CommandList::read(parser, CommandList::Report, arguments, view))
        return *end;
    return makeReports(parser.positionalArguments().mid(1), parser.isSet(QStringLiteral("trusted-only")),
                       view);
}

} // namespace Molotov::Cli
