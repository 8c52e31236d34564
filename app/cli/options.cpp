// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/options.h"

#include "core/model/exitcodes.h"
#include "core/model/profilefile.h"

#include <QCommandLineParser>
#include <QDir>

#include <cmath>
#include <limits>
#include <optional>

using std::chrono::milliseconds;

namespace Molotov::Cli {

namespace {

QCommandLineOption option(const QStringList &names, const QString &description, const QString &value = {})
{
    return QCommandLineOption(names, description, value);
}

void describe(QCommandLineParser &parser)
{
    const auto tr = [](const char *text) { return CommandLine::tr(text); };
    parser.setApplicationDescription(
        tr("Runs a load test: workers that go through the scenarios of a JavaScript or "
           "TypeScript file.\n“molotov-cli new DIR” writes one to begin with."));
    parser.addPositionalArgument(
        QStringLiteral("SCENARIO"),
        tr("The scenario file; with --config the name of a test in that file instead."));
    const auto number = QStringLiteral("N");
    const auto seconds = QStringLiteral("S");
    parser.addOptions({
        option({QStringLiteral("p"), QStringLiteral("processes")}, tr("Processes that share the load."),
               number),
        option({QStringLiteral("w"), QStringLiteral("workers")}, tr("Workers in each process."), number),
        option({QStringLiteral("d"), QStringLiteral("duration")}, tr("Length of the run in seconds."),
               seconds),
        option({QStringLiteral("r"), QStringLiteral("max-runs")}, tr("Runs of each worker; 0 = no limit."),
               number),
        option({QStringLiteral("ramp-up")}, tr("Seconds until all workers have begun."), seconds),
        option({QStringLiteral("delay")}, tr("Seconds that a worker waits after each run."), seconds),
        option({QStringLiteral("base-url")}, tr("What the URLs of the scenario are relative to."),
               QStringLiteral("URL")),
        option({QStringLiteral("env")},
               tr("A variable for the scenario; without a value the one of the system. May be given "
                  "repeatedly."),
               QStringLiteral("K[=V]")),
        option({QStringLiteral("config")},
               tr("Takes the settings from a test of a profile file; other options win over it."),
               QStringLiteral("FILE")),
        option({QStringLiteral("summary")},
               tr("Writes a summary as JSON; - is the standard output, and all else "
                  "then goes to the standard error."),
               QStringLiteral("FILE")),
        option({QStringLiteral("q"), QStringLiteral("quiet")}, tr("Prints nothing but errors.")),
        option({QStringLiteral("v"), QStringLiteral("verbose")},
               tr("Prints debug lines of scripts too, and the stack of each error.")),
        option({QStringLiteral("h"), QStringLiteral("help")}, tr("Prints this.")),
        option({QStringLiteral("version")}, tr("Prints the version.")),
    });
}

QString exitCodeHelp()
{
    const QList<std::pair<ExitCode, QString>> codes{
        {ExitCode::Finished,
         CommandLine::tr("the run came to its end, whatever the number of failed iterations")},
        {ExitCode::Failed, CommandLine::tr("the run could not go on: no helper was left, or a setup failed")},
        {ExitCode::Usage, CommandLine::tr("the command line or the profile is wrong; nothing was sent")},
        {ExitCode::BadScenario,
         CommandLine::tr("the scenario file does not compile or registers nothing; nothing was sent")},
        {ExitCode::NoSummary, CommandLine::tr("the run ended, but its summary could not be written")},
        {ExitCode::Interrupted,
         CommandLine::tr("stopped by Ctrl-C or SIGTERM; the summary holds what was measured")},
    };
    auto text = CommandLine::tr("\nExit codes:\n");
    for (const auto &[code, meaning] : codes)
        text += QStringLiteral("  %1  %2\n").arg(int(code), 3).arg(meaning);
    return text
           + CommandLine::tr(
               "\nCtrl-C stops gracefully: iterations under way may finish. A second one stops at once.");
}

/// Reads the values of options into a profile, and keeps the first thing that does not fit.
class Values
{
public:
    explicit Values(const QCommandLineParser &parser)
        : m_parser(parser)
    {
    }

    const std::optional<Error> &error() const { return m_error; }

    template <typename T>
    void integer(const char *name, T &target)
    {
        const auto text = value(name);
        if (!text)
            return;
        bool isNumber = false;
        const auto number = text->toLongLong(&isNumber);
        if (isNumber && number >= std::numeric_limits<T>::min() && number <= std::numeric_limits<T>::max())
            target = T(number);
        else
            fail(name, *text, CommandLine::tr("a whole number"));
    }

    void seconds(const char *name, milliseconds &target)
    {
        const auto text = value(name);
        if (!text)
            return;
        constexpr double Century = 3.2e9; // more is a slip, and would overflow further on
        bool isNumber = false;
        const double number = text->toDouble(&isNumber);
        if (isNumber && std::abs(number) <= Century)
            target = milliseconds(std::llround(number * 1000));
        else
            fail(name, *text, CommandLine::tr("a number of seconds"));
    }

    void text(const char *name, QString &target)
    {
        if (const auto text = value(name))
            target = *text;
    }

    void environment(QMap<QString, std::optional<QString>> &target)
    {
        const auto variables = m_parser.values(QStringLiteral("env"));
        for (const auto &variable : variables) {
            const auto equals = variable.indexOf(QLatin1Char('='));
            if (equals < 0)
                target[variable] = std::nullopt;
            else
                target[variable.left(equals)] = variable.mid(equals + 1);
        }
    }

private:
    std::optional<QString> value(const char *name) const
    {
        const auto key = QLatin1String(name);
        return m_parser.isSet(key) ? std::optional(m_parser.value(key)) : std::nullopt;
    }

    void fail(const char *name, const QString &text, const QString &wanted)
    {
        if (!m_error)
            m_error =
                Error{CommandLine::tr("--%1 takes %2, not “%3”.").arg(QLatin1String(name), wanted, text)};
    }

    const QCommandLineParser &m_parser;
    std::optional<Error> m_error;
};

// Molotov's own name for a test that has no other.
const QString DefaultTest = QStringLiteral("test");

Result<Profile> profileOfFile(const QString &path, const QStringList &names)
{
    const auto file = ProfileFile::load(QDir::cleanPath(QDir::current().absoluteFilePath(path)));
    if (!file)
        return file.error();
    const auto list = file->names().join(QStringLiteral(", "));
    if (names.isEmpty()) {
        if (file->names().size() == 1)
            return file->profile(file->names().first());
        if (file->contains(DefaultTest))
            return file->profile(DefaultTest);
        return Error{CommandLine::tr("%1 holds several tests; name one of them: %2.").arg(path, list)};
    }
    if (!file->contains(names.first()))
        return Error{CommandLine::tr("%1 holds no test “%2”; it has: %3.").arg(path, names.first(), list)};
    return file->profile(names.first());
}

Result<Profile> baseProfile(const QCommandLineParser &parser)
{
    const auto names = parser.positionalArguments();
    const bool isConfigured = parser.isSet(QStringLiteral("config"));
    if (names.size() > 1)
        return Error{
            CommandLine::tr("“%1” is one argument too many; see molotov-cli --help.").arg(names.at(1))};
    if (isConfigured)
        return profileOfFile(parser.value(QStringLiteral("config")), names);
    if (names.isEmpty() || names.first().isEmpty())
        return Error{CommandLine::tr("No scenario file was named; see molotov-cli --help.")};
    Profile profile;
    profile.scenarioFile = QDir::cleanPath(QDir::current().absoluteFilePath(names.first()));
    return profile;
}

QString sentences(const QList<ProfileProblem> &problems)
{
    QStringList texts;
    for (const auto &problem : problems)
        texts.append(problem.text);
    return texts.join(QLatin1Char('\n'));
}

} // namespace

CommandLine::Answer CommandLine::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments))
        return Error{parser.errorText()
                     + (parser.errorText().endsWith(QLatin1Char('.')) ? QString() : QStringLiteral("."))};
    if (parser.isSet(QStringLiteral("help")))
        return Text{parser.helpText() + exitCodeHelp()};
    if (parser.isSet(QStringLiteral("version")))
        return Text{QStringLiteral("molotov-cli " MOLOTOV_VERSION)};

    const auto base = baseProfile(parser);
    if (!base)
        return base.error();
    auto profile = *base;
    Values values(parser);
    values.integer("processes", profile.processes);
    values.integer("workers", profile.workers);
    values.seconds("duration", profile.duration);
    values.integer("max-runs", profile.maxRuns);
    values.seconds("ramp-up", profile.rampUp);
    values.seconds("delay", profile.delay);
    values.text("base-url", profile.baseUrl);
    values.environment(profile.environment);
    if (values.error())
        return *values.error();
    if (const auto problems = profile.validate(); !problems.isEmpty())
        return Error{sentences(problems)};
    return Options{.profile = profile,
                   .quiet = parser.isSet(QStringLiteral("quiet")),
                   .verbose = parser.isSet(QStringLiteral("verbose")),
                   .summaryFile = parser.value(QStringLiteral("summary"))};
}

} // namespace Molotov::Cli
