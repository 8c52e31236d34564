// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/commandlist.h"

#include "app/cli/consoleview.h"

#include <QCommandLineParser>

namespace Molotov::Cli {

namespace {

// clang-format off
constexpr OptionText Help{"h help", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Prints this.")};

constexpr ArgumentText NewArguments[] = {
    {"DIR", "DIR", QT_TRANSLATE_NOOP("CommandLine", "The folder; it is made if it is not there.")},
};
constexpr OptionText NewOptions[] = {
    {"javascript", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Writes JavaScript instead of TypeScript.")},
    {"base-url", "URL", QT_TRANSLATE_NOOP("CommandLine", "The service to load; the demo if not given.")},
    Help,
};

constexpr ArgumentText ReportArguments[] = {
    {"RESULT", "RESULT", QT_TRANSLATE_NOOP("CommandLine", "The result file.")},
    {"FILE", "FILE…", QT_TRANSLATE_NOOP("CommandLine", "A report, in the format that its name ends with: .html, .json, .xml (JUnit) or .csv, with FILE-endpoints.csv and FILE-errors.csv beside it. What is there is replaced.")},
};
constexpr OptionText ReportOptions[] = {
    {"trusted-only", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Leaves out of all totals the seconds in which the figures cannot be trusted, because this computer or the settings limited the load.")},
    Help,
};

constexpr ArgumentText CompareArguments[] = {
    {"BEFORE", "BEFORE", QT_TRANSLATE_NOOP("CommandLine", "The result of the run to compare with.")},
    {"AFTER", "AFTER", QT_TRANSLATE_NOOP("CommandLine", "The result of the run that may be worse.")},
};
constexpr OptionText CompareOptions[] = {
    {"tolerance", "PERCENT", QT_TRANSLATE_NOOP("CommandLine", "By how much latencies and rates may change: nothing is called slower for less; 2% by default.")},
    Help,
};
// clang-format on

} // namespace

const CommandText CommandList::New{
    "new", QT_TRANSLATE_NOOP("CommandLine", "Writes a test to begin with; overwrites nothing."), NewArguments,
    NewOptions};
const CommandText CommandList::Report{
    "report", QT_TRANSLATE_NOOP("CommandLine", "Makes reports of a run whose result was kept (--result)."),
    ReportArguments, ReportOptions};
const CommandText CommandList::Compare{
    "compare",
    QT_TRANSLATE_NOOP(
        "CommandLine",
        "Compares two runs that were kept with --result, and tells what can be told from chance."),
    CompareArguments, CompareOptions};

void CommandList::describe(QCommandLineParser &parser, const CommandText &command)
{
    const auto name = QString::fromLatin1(command.name);
    parser.setApplicationDescription(tr(command.meaning));
    parser.addPositionalArgument(name, QString(), name);
    for (const auto &argument : command.arguments) {
        parser.addPositionalArgument(QString::fromLatin1(argument.name), tr(argument.meaning),
                                     QString::fromUtf8(argument.syntax));
    }
    OptionList::addOptions(parser, command.options);
}

std::optional<ExitCode> CommandList::read(QCommandLineParser &parser, const CommandText &command,
                                          const QStringList &arguments, ConsoleView &view)
{
    describe(parser, command);
    if (!parser.parse(arguments)) {
        view.showError(OptionList::problemOf(parser));
        return ExitCode::Usage;
    }
    if (!parser.isSet(QStringLiteral("help")))
        return {};
    view.showNotice(parser.helpText());
    return ExitCode::Finished;
}

} // namespace Molotov::Cli
