// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/comparecommand.h"

#include "app/cli/commandlist.h"
#include "app/cli/comparisontables.h"
#include "app/cli/consoleview.h"
#include "app/cli/optionlist.h"

#include <QCommandLineParser>

namespace Molotov::Cli {

namespace {

// "5%", "5 %", "0.5": percent, as a share. Nothing if it is no such number.
std::optional<double> toleranceOf(QString text)
{
    constexpr double Most = 1000; // eleven times as long
    if (text.endsWith(QLatin1Char('%')))
        text.chop(1);
    bool isNumber = false;
    const double percent = text.trimmed().toDouble(&isNumber);
    if (!isNumber || !(percent >= 0 && percent <= Most))
        return {};
    return percent / 100;
}

QString helpOf(const QCommandLineParser &parser)
{
    return parser.helpText()
           + CompareCommand::tr(
               "\nExit codes:\n"
               "    0  nothing is worse\n"
               "    2  the command line is wrong, a result cannot be read, or the two cannot be compared:\n"
               "       another scenario, another load, too short, incomplete, or limited by the computer "
               "that\n"
               "       made the load\n"
               "    6  the run after is worse: something is slower, fails more often, or all requests "
               "together\n"
               "       are fewer a second\n");
}

} // namespace

bool CompareCommand::isMeant(const QStringList &arguments)
{
    return arguments.value(1) == QLatin1String(CommandList::Compare.name);
}

std::variant<CompareCommand::Request, QString, Error> CompareCommand::parse(const QStringList &arguments)
{
    const auto toleranceName = QStringLiteral("tolerance");
    QCommandLineParser parser;
    CommandList::describe(parser, CommandList::Compare);
    if (!parser.parse(arguments))
        return OptionList::problemOf(parser);
    if (parser.isSet(QStringLiteral("help")))
        return helpOf(parser);
    const auto files = parser.positionalArguments().mid(1);
    if (files.size() != 2 || files.contains(QString()))
        return Error{tr("Name two results: molotov-cli compare BEFORE AFTER.")};
    Request request{.before = files.first(), .after = files.last(), .options = {}};
    if (parser.isSet(toleranceName)) {
        const auto tolerance = toleranceOf(parser.value(toleranceName));
        if (!tolerance)
            return Error{tr("The tolerance %1 is no number of percent from 0 to 1000, such as 5%.")
                             .arg(parser.value(toleranceName))};
        request.options.tolerance = *tolerance;
    }
    return request;
}

ExitCode CompareCommand::run(const QStringList &arguments, ConsoleView &view)
{
    const auto answer = parse(arguments);
    if (const auto *help = std::get_if<QString>(&answer)) {
        view.showNotice(*help);
        return ExitCode::Finished;
    }
    if (const auto *error = std::get_if<Error>(&answer)) {
        view.showError(*error);
        return ExitCode::Usage;
    }
    const auto &request = std::get<Request>(answer);
    const auto before = readComparedRun(request.before);
    const auto after = before ? readComparedRun(request.after) : Result<ComparedRun>(before.error());
    if (!after) {
        view.showError(after.error());
        return ExitCode::Usage;
    }
    const auto comparison = compareRuns(*before, *after, request.options);
    view.showNotice(ComparisonTables::lines(comparison).join(QLatin1Char('\n')));
    if (!comparison.isComparable())
        return ExitCode::Usage;
    return comparison.hasRegression() ? ExitCode::Regression : ExitCode::Finished;
}

} // namespace Molotov::Cli
