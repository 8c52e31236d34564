// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/optionlist.h"

#include <QCommandLineParser>

namespace Molotov::Cli {

namespace {

// clang-format off
constexpr OptionText Options[] = {
    {"p processes", "N", QT_TRANSLATE_NOOP("CommandLine", "Processes that share the load.")},
    {"w workers", "N", QT_TRANSLATE_NOOP("CommandLine", "Workers in each process.")},
    {"d duration", "S", QT_TRANSLATE_NOOP("CommandLine", "Length of the run in seconds.")},
    {"r max-runs", "N", QT_TRANSLATE_NOOP("CommandLine", "Iterations of each worker; 0 = no limit.")},
    {"ramp-up", "S", QT_TRANSLATE_NOOP("CommandLine", "Seconds until all workers have begun.")},
    {"delay", "S", QT_TRANSLATE_NOOP("CommandLine", "Seconds that a worker waits after each iteration.")},
    {"ramp-down", "S", QT_TRANSLATE_NOOP("CommandLine", "Seconds at the end of the duration in which workers end one by one.")},
    {"stages", "STAGES", QT_TRANSLATE_NOOP("CommandLine", "Users over the time of the run, in all processes together: 30s:10,1m:50,30s:0 goes to 10 users in 30 s, to 50 in the minute after, and to none in 30 s. In place of workers and ramps. The run ends with the last stage.")},
    {"rate", "RATE", QT_TRANSLATE_NOOP("CommandLine", "Iterations that begin in a second, whether or not earlier ones have ended: 100/s, or stages: 30s:10/s,1m:100/s. In place of workers and ramps.")},
    {"max-users", "N", QT_TRANSLATE_NOOP("CommandLine", "With --rate: the most users at a time, in all processes together; 500 by default. An iteration that finds none free is dropped.")},
    {"shape", "NAME", QT_TRANSLATE_NOOP("CommandLine", "Ready-made stages for the workers, or the rate, that the test has: smoke, load, stress, spike, soak or breakpoint.")},
    {"stepped", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Each stage has its load from its beginning on, in place of going there evenly.")},
    {"poisson", nullptr, QT_TRANSLATE_NOOP("CommandLine", "With --rate: the gaps between iterations are random, as they are when users know nothing of each other.")},
    {"iterations", "N", QT_TRANSLATE_NOOP("CommandLine", "Iterations of all workers together; 0 = no limit.")},
    {"pacing", "S", QT_TRANSLATE_NOOP("CommandLine", "Seconds from the begin of a worker's iteration to the begin of its next one. What takes longer is counted as late.")},
    {"timeout", "S", QT_TRANSLATE_NOOP("CommandLine", "An iteration that takes more seconds fails; 0 = no limit.")},
    {"s single-mode", "NAME", QT_TRANSLATE_NOOP("CommandLine", "Runs this scenario only.")},
    {"single-run", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Each worker runs each scenario once, in the order of their names.")},
    {"x exception", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Stops at the first iteration that fails.")},
    {"f fail", "N", QT_TRANSLATE_NOOP("CommandLine", "Ends with exit code 1 when N iterations or more have failed; 0 always does.")},
    {"threshold", "GOAL", QT_TRANSLATE_NOOP("CommandLine", "What the run must reach, such as \"p95(latency) < 300 ms\"; exit code 5 says that it did not. May be given repeatedly, and adds to the goals of the test. The manual of scenario files has all measures.")},
    {"force-shutdown", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Aborts iterations under way when the duration is over.")},
    {"sizing", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Finds out how many workers the target can take: adds workers until too many iterations fail. Unless told otherwise, with 500 workers in all and a ramp-up of 300 s.")},
    {"sizing-tolerance", "PERCENT", QT_TRANSLATE_NOOP("CommandLine", "Of the iterations, how many may fail in sizing, or at each load of --find-limit; 5 by default.")},
    {"find-limit", "GOAL", QT_TRANSLATE_NOOP("CommandLine", "Finds the highest load at which a goal holds, such as \"p95(latency) < 300 ms\": the workers, or with --rate the rate, are doubled from where they begin until the goal is broken, and the gap is halved until it is small. The goals' grammar is that of --threshold. Not with --sizing.")},
    {"limit-step", "S", QT_TRANSLATE_NOOP("CommandLine", "With --find-limit: seconds for which each load is measured; 10 by default.")},
    {"limit-settling", "S", QT_TRANSLATE_NOOP("CommandLine", "With --find-limit: seconds after each change of the load that do not count; 5 by default.")},
    {"limit-most", "N", QT_TRANSLATE_NOOP("CommandLine", "With --find-limit: the most users, or iterations a second, in all processes together; 0, the default: as many as the processes can make.")},
    {"base-url", "URL", QT_TRANSLATE_NOOP("CommandLine", "What the URLs of the scenario are relative to.")},
    {"host", "NAME=ADDRESS[:PORT]", QT_TRANSLATE_NOOP("CommandLine", "Connects to this address in the place of the host; requests and certificates still name the host. May be given repeatedly.")},
    {"addresses", "ORDER", QT_TRANSLATE_NOOP("CommandLine", "Which of several addresses of a host a new connection goes to: first, rotate (one after the other, by default) or random.")},
    {"allow-host", "HOST", QT_TRANSLATE_NOOP("CommandLine", "A host that may be loaded though it is not on this computer or a private network; *.example.com for all names below example.com. May be given repeatedly.")},
    {"no-check", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Does not try to connect to the base URL before the run.")},
    {"env", "K[=V]", QT_TRANSLATE_NOOP("CommandLine", "A variable for the scenario; without a value the one of the system. May be given repeatedly.")},
    {"use-extension", "FILE", QT_TRANSLATE_NOOP("CommandLine", "A file to load before the scenario file. For several, give it repeatedly, or name them one after the other behind the scenario file.")},
    {"config", "FILE", QT_TRANSLATE_NOOP("CommandLine", "Takes the settings from a test of a profile file; other options win over it.")},
    {"repo", "URL", QT_TRANSLATE_NOOP("CommandLine", "Fetches a repository of Git and takes the test from its molotov.json, or from the file in it that --config names.")},
    {"ref", "REF", QT_TRANSLATE_NOOP("CommandLine", "The state of the repository: a branch, a tag or a commit.")},
    {"statsd", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Sends metrics to a statsd server.")},
    {"statsd-address", "URL", QT_TRANSLATE_NOOP("CommandLine", "Where it is: udp://localhost:8125 by default.")},
    {"statsd-raw-names", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Leaves dots and slashes in the names of metrics, as Molotov does.")},
    {"prometheus", "[ADDRESS:]PORT", QT_TRANSLATE_NOOP("CommandLine", "Lets Prometheus fetch how the run stands from http://ADDRESS:PORT/metrics; without an address, on this computer alone.")},
    {"json-lines", "FILE", QT_TRANSLATE_NOOP("CommandLine", "Writes what the run measures to a file while it goes on: a line of JSON each second, one for each new error, one at the beginning and one at the end. - is the standard output, and all else then goes to the standard error.")},
    {"influxdb", "URL", QT_TRANSLATE_NOOP("CommandLine", "Writes what the run measures to InfluxDB while it goes on, once a second: http://HOST:8086/write?db=NAME for version 1, http://HOST:8086/api/v2/write?org=NAME&bucket=NAME for version 2. The token is taken from the variable INFLUX_TOKEN.")},
    {"otlp", "URL", QT_TRANSLATE_NOOP("CommandLine", "Sends metrics to a receiver of OpenTelemetry while the run goes on, once a second, by OTLP/HTTP with JSON: http://HOST:4318. More headers are taken from the variable OTEL_EXPORTER_OTLP_HEADERS.")},
    {"raw-names", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Counts requests under the paths of their URLs as they are: /users/1 and /users/2 are not one endpoint, /users/{id}.")},
    {"mask-headers", "NAMES", QT_TRANSLATE_NOOP("CommandLine", "Headers that samples of errors show as ***, with commas between them; Authorization and cookies always are.")},
    {"summary", "FILE", QT_TRANSLATE_NOOP("CommandLine", "Writes a summary as JSON; - is the standard output, and all else then goes to the standard error.")},
    {"result", "FILE", QT_TRANSLATE_NOOP("CommandLine", "Keeps all that the run measures in a result file, which the window opens. A result that is there is replaced.")},
    {"report", "FILE", QT_TRANSLATE_NOOP("CommandLine", "Writes a report of the run, in the format that the name ends with: .html for people, .json as --summary, .xml as JUnit, .csv for tables: FILE-endpoints.csv and FILE-errors.csv beside it. May be given repeatedly.")},
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
    parser.setApplicationDescription(tr(
        "Runs a load test: workers that go through the scenarios of a JavaScript or "
        "TypeScript file.\n“molotov-cli new DIR” writes one to begin with; “molotov-cli report RESULT FILE…” "
        "makes reports of a run whose result was kept; “molotov-cli compare BEFORE AFTER” compares the "
        "results of two runs."));
    parser.addPositionalArgument(
        QStringLiteral("SCENARIO"),
        tr("The scenario file, loadtest.js or loadtest.ts by default; with --config or --repo the "
           "name of a test instead."));
    addOptions(parser, Options);
}

void OptionList::addOptions(QCommandLineParser &parser, std::span<const OptionText> options)
{
    for (const auto &option : options)
        parser.addOption(
            QCommandLineOption(option.nameList(), tr(option.meaning), QLatin1String(option.value)));
}

std::span<const OptionText> OptionList::options()
{
    return Options;
}

QList<std::pair<ExitCode, QString>> OptionList::exitCodes()
{
    return {
        {ExitCode::Finished,
         tr("the run came to its end, whatever the number of failed iterations, if --fail sets no limit")},
        {ExitCode::Failed,
         tr("the test failed: as many iterations failed as --fail says, a setup failed, or no helper was "
            "left")},
        {ExitCode::Usage,
         tr("the command line or the profile is wrong, or the summary, the result, a report "
            "or the JSON lines cannot be written where they are to go, or the port for "
            "Prometheus is taken, or the target may not be loaded without --allow-host; nothing "
            "was sent")},
        {ExitCode::BadScenario,
         tr("the scenario file does not compile or registers nothing; nothing was sent")},
        {ExitCode::NoSummary,
         tr("the run ended, but its summary, its result or a report could not be written")},
        {ExitCode::GoalsMissed,
         tr("the run came to its end, but a goal was broken, or could not be judged because nothing was "
            "measured")},
        {ExitCode::Regression, tr("only of “compare”: the run after is worse than the run before")},
        {ExitCode::HelpersLost,
         tr("the run came to its end, but a process was lost, and with it a part of the load")},
        {ExitCode::Interrupted,
         tr("stopped by Ctrl-C, SIGTERM or SIGHUP; the summary holds what was measured")},
    };
}

QString OptionList::exitCodeOrder()
{
    return tr("When more than one is true of a run that came to its end, the code is 1, else 5, else 7, "
              "else 4.");
}

QString OptionList::moreHelp()
{
    auto text = tr("\nExit codes:\n");
    const auto codes = exitCodes();
    for (const auto &[code, meaning] : codes)
        text += QStringLiteral("  %1  %2\n").arg(int(code), 3).arg(meaning);
    return text + exitCodeOrder() + QLatin1Char('\n')
           + tr("\nCtrl-C stops gracefully: iterations under way may finish. A second one stops at once.");
}

Error OptionList::problemOf(const QCommandLineParser &parser)
{
    const auto text = parser.errorText();
    return {text.endsWith(QLatin1Char('.')) ? text : text + QLatin1Char('.')};
}

} // namespace Molotov::Cli
