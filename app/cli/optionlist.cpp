// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/optionlist.h"

#include "core/model/exitcodes.h"

#include <QCommandLineParser>

namespace Molotov::Cli {

namespace {

struct Option
{
    const char *names; // "letter name", or the name alone
    const char *value; // what a value is called; none for a flag
    const char *meaning;
};

// clang-format off
constexpr Option Options[] = {
    {"p processes", "N", QT_TRANSLATE_NOOP("CommandLine", "Processes that share the load.")},
    {"w workers", "N", QT_TRANSLATE_NOOP("CommandLine", "Workers in each process.")},
    {"d duration", "S", QT_TRANSLATE_NOOP("CommandLine", "Length of the run in seconds.")},
    {"r max-runs", "N", QT_TRANSLATE_NOOP("CommandLine", "Iterations of each worker; 0 = no limit.")},
    {"ramp-up", "S", QT_TRANSLATE_NOOP("CommandLine", "Seconds until all workers have begun.")},
    {"delay", "S", QT_TRANSLATE_NOOP("CommandLine", "Seconds that a worker waits after each iteration.")},
    {"timeout", "S", QT_TRANSLATE_NOOP("CommandLine", "An iteration that takes more seconds fails; 0 = no limit.")},
    {"s single-mode", "NAME", QT_TRANSLATE_NOOP("CommandLine", "Runs this scenario only.")},
    {"single-run", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Each worker runs each scenario once, in the order of their names.")},
    {"x exception", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Stops at the first iteration that fails.")},
    {"f fail", "N", QT_TRANSLATE_NOOP("CommandLine", "Ends with exit code 1 when N iterations or more have failed; 0 always does.")},
    {"force-shutdown", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Aborts iterations under way when the duration is over.")},
    {"sizing", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Finds out how many workers the target bears: adds workers until too many iterations fail. Unless told otherwise, with 500 workers in all and a ramp-up of 300 s.")},
    {"sizing-tolerance", "PERCENT", QT_TRANSLATE_NOOP("CommandLine", "Of the iterations, how many may fail in sizing; 5 by default.")},
    {"base-url", "URL", QT_TRANSLATE_NOOP("CommandLine", "What the URLs of the scenario are relative to.")},
    {"env", "K[=V]", QT_TRANSLATE_NOOP("CommandLine", "A variable for the scenario; without a value the one of the system. May be given repeatedly.")},
    {"use-extension", "FILE", QT_TRANSLATE_NOOP("CommandLine", "A file to load before the scenario file. For several, give it repeatedly, or name them one after the other behind the scenario file.")},
    {"config", "FILE", QT_TRANSLATE_NOOP("CommandLine", "Takes the settings from a test of a profile file; other options win over it.")},
    {"repo", "URL", QT_TRANSLATE_NOOP("CommandLine", "Fetches a repository of Git and takes the test from its molotov.json, or from the file in it that --config names.")},
    {"ref", "REF", QT_TRANSLATE_NOOP("CommandLine", "The state of the repository: a branch, a tag or a commit.")},
    {"statsd", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Sends metrics to a statsd server.")},
    {"statsd-address", "URL", QT_TRANSLATE_NOOP("CommandLine", "Where it is: udp://localhost:8125 by default.")},
    {"statsd-raw-names", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Leaves dots and slashes in the names of metrics, as Molotov does.")},
    {"summary", "FILE", QT_TRANSLATE_NOOP("CommandLine", "Writes a summary as JSON; - is the standard output, and all else then goes to the standard error.")},
    {"q quiet", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Prints nothing but errors.")},
    {"v verbose", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Prints debug lines of scripts too, and the stack of each error; -vv requests and responses as well.")},
    {"c console", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Prints plain lines in a terminal too, and rewrites none.")},
    {"console-update", "S", QT_TRANSLATE_NOOP("CommandLine", "Seconds between two states of the last line in a terminal; 0.2 by default.")},
    {"debug", nullptr, QT_TRANSLATE_NOOP("CommandLine", "As -vv, and prints each step of the run with its time. Slower.")},
    {"uvloop", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Accepted, as command lines of Molotov have it; it has no meaning here.")},
    {"h help", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Prints this.")},
    {"version", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Prints the version.")},
};
// clang-format on

} // namespace

void OptionList::describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        tr("Runs a load test: workers that go through the scenarios of a JavaScript or "
           "TypeScript file.\n“molotov-cli new DIR” writes one to begin with."));
    parser.addPositionalArgument(
        QStringLiteral("SCENARIO"),
        tr("The scenario file, loadtest.js or loadtest.ts by default; with --config or --repo the "
           "name of a test instead."));
    for (const auto &option : Options) {
        parser.addOption(QCommandLineOption(QString::fromLatin1(option.names).split(QLatin1Char(' ')),
                                            tr(option.meaning), QLatin1String(option.value)));
    }
}

QString OptionList::moreHelp()
{
    const QList<std::pair<ExitCode, QString>> codes{
        {ExitCode::Finished,
         tr("the run came to its end, whatever the number of failed iterations, if --fail sets no limit")},
        {ExitCode::Failed,
         tr("the test failed: as many iterations failed as --fail says, a setup failed, or no helper was "
            "left")},
        {ExitCode::Usage,
         tr("the command line or the profile is wrong, or the summary cannot be written where it is to go; "
            "nothing was sent")},
        {ExitCode::BadScenario,
         tr("the scenario file does not compile or registers nothing; nothing was sent")},
        {ExitCode::NoSummary, tr("the run ended, but its summary could not be written")},
        {ExitCode::HelpersLost,
         tr("the run came to its end, but a process was lost, and with it a part of the load")},
        {ExitCode::Interrupted,
         tr("stopped by Ctrl-C, SIGTERM or SIGHUP; the summary holds what was measured")},
    };
    auto text = tr("\nExit codes:\n");
    for (const auto &[code, meaning] : codes)
        text += QStringLiteral("  %1  %2\n").arg(int(code), 3).arg(meaning);
    return text
           + tr("\nCtrl-C stops gracefully: iterations under way may finish. A second one stops at once.");
}

} // namespace Molotov::Cli
