// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/reportcommand.h"

#include "app/cli/consoleview.h"
#include "app/cli/optionlist.h"
#include "app/cli/reportoutput.h"
#include "core/control/results/resultreader.h"

#include <QCommandLineParser>
#include <QDir>

namespace Molotov::Cli {

namespace {

ExitCode makeReports(const QStringList &names, ConsoleView &view)
{
    if (names.size() < 2 || names.first().isEmpty()) {
        view.showError({ReportCommand::tr("Name the result of a run, and at least one report to make of it: "
                                          "molotov-cli report RESULT FILE….")});
        return ExitCode::Usage;
    }
    const auto output = ReportOutput::open(names.mid(1));
    const auto reader = output ? ResultReader::open(names.first()) : Result<ResultReader>(output.error());
    const auto record = reader ? reader->record() : Result<RunRecord>(reader.error());
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
    return arguments.value(1) == QLatin1String("report");
}

ExitCode ReportCommand::run(const QStringList &arguments, ConsoleView &view)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Makes reports of a run whose result was kept (--result)."));
    parser.addPositionalArgument(QStringLiteral("report"), QString(), QStringLiteral("report"));
    parser.addPositionalArgument(QStringLiteral("RESULT"), tr("The result file."));
    parser.addPositionalArgument(
        QStringLiteral("FILE"),
        tr("A report, in the format that its name ends with: .html, .json, .xml (JUnit) or .csv, with "
           "FILE-endpoints.csv and FILE-errors.csv beside it. What is there is replaced."),
        QStringLiteral("FILE…"));
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, tr("Prints this.")});
    if (!parser.parse(arguments)) {
        view.showError(OptionList::problemOf(parser));
        return ExitCode::Usage;
    }
    if (parser.isSet(QStringLiteral("help"))) {
        view.showNotice(parser.helpText());
        return ExitCode::Finished;
    }
    return makeReports(parser.positionalArguments().mid(1), view);
}

} // namespace Molotov::Cli
