// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/options.h"

#include "app/cli/optionlist.h"
#include "app/cli/optionvalues.h"
#include "app/cli/profileoptions.h"
#include "app/cli/resultoutput.h"
#include "core/control/git/repositorytests.h"
#include "core/control/systemlimits.h"
#include "core/control/words/format.h"
#include "core/model/profilefile.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace Molotov::Cli {

namespace {

// Molotov's own name for a test that has no other.
const QString DefaultTest = QStringLiteral("test");

/// What other options are applied to.
struct Base
{
    Profile profile;
    QStringList notices;
};

// The file that Molotov takes when none is named, in our languages; empty when there is none.
QString defaultScenario(const QDir &folder)
{
    for (const auto &name : {QStringLiteral("loadtest.js"), QStringLiteral("loadtest.ts")}) {
        if (const QFileInfo file(folder, name); file.isFile())
            return file.absoluteFilePath();
    }
    return {};
}

Result<QString> testOf(const ProfileFile &file, const QString &path, const QStringList &names)
{
    const auto list = file.names().join(QStringLiteral(", "));
    if (!names.isEmpty()) {
        if (file.contains(names.first()))
            return names.first();
        return Error{CommandLine::tr("%1 holds no test “%2”; it has: %3.").arg(path, names.first(), list)};
    }
    if (file.names().size() == 1)
        return file.names().first();
    if (file.contains(DefaultTest))
        return DefaultTest;
    return Error{CommandLine::tr("%1 holds several tests; name one of them: %2.").arg(path, list)};
}

Result<Base> baseOfFile(const QString &path, const QStringList &names)
{
    const auto file = ProfileFile::load(QDir::cleanPath(QDir::current().absoluteFilePath(path)));
    if (!file)
        return file.error();
    const auto name = testOf(*file, path, names);
    if (!name)
        return name.error();
    Base base{.profile = file->profile(*name), .notices = {}};
    base.profile.test = *name;
    if (base.profile.scenarioFile.isEmpty())
        base.profile.scenarioFile = defaultScenario(QFileInfo(path).absoluteDir());
    for (const auto &key : file->unusedKeys(*name))
        base.notices.append(
            CommandLine::tr("%1: “%2” has no meaning here and is left alone.").arg(path, key));
    return base;
}

Result<Base> baseOf(const QCommandLineParser &parser)
{
    const auto names = parser.positionalArguments();
    const bool isConfigured = parser.isSet(QStringLiteral("config"));
    if (isConfigured)
        return baseOfFile(parser.value(QStringLiteral("config")), names);
    const auto name = names.value(0, defaultScenario(QDir::current()));
    if (name.isEmpty())
        return Error{CommandLine::tr("No scenario file was named; see molotov-cli --help.")};
    Base base;
    base.profile.scenarioFile = QDir::cleanPath(QDir::current().absoluteFilePath(name));
    return base;
}

Status checkCount(const QStringList &names)
{
    if (names.size() <= 1)
        return {};
    return Error{CommandLine::tr("“%1” is one argument too many; see molotov-cli --help.").arg(names.at(1))};
}

Result<Base> baseOfCheckout(const Checkout &checkout, const QCommandLineParser &parser)
{
    const auto tests = RepositoryTests::read(checkout, parser.value(QStringLiteral("config")));
    if (!tests)
        return tests.error();
    const auto test = tests->test(parser.positionalArguments().value(0));
    if (!test)
        return test.error();
    const auto file = QDir(checkout.folder).relativeFilePath(test->profile.scenarioFile);
    const QStringList origin{Format::harmless(checkout.toString()),
                             CommandLine::tr("Test “%1”, scenario file %2").arg(test->name, file)};
    return Base{.profile = test->profile, .notices = origin + test->notices};
}

// Molotov's --use-extension takes several files: when the scenario has been named before it, each word up to
// the next option is one more. (Without that, the word behind the first may as well be the scenario.)
QStringList withEachExtensionNamed(const QStringList &arguments)
{
    const QString option = QStringLiteral("--use-extension");
    const auto isOption = [&option](const QString &word) {
        return word == option || word.startsWith(option + QLatin1Char('='));
    };
    const auto first = std::find_if(arguments.begin(), arguments.end(), isOption);
    QCommandLineParser before;
    OptionList::describe(before);
    before.parse(QStringList(arguments.begin(), first));
    if (before.positionalArguments().isEmpty())
        return arguments;

    QStringList result(arguments.begin(), first);
    bool isNamed = false; // the extension that the last option takes
    bool takesMore = false;
    for (auto word = first; word != arguments.end(); ++word) {
        if (word->startsWith(QLatin1Char('-'))) {
            takesMore = isOption(*word);
            isNamed = takesMore && *word != option;
        } else if (takesMore) {
            if (std::exchange(isNamed, true))
                result.append(option);
        }
        result.append(*word);
    }
    return result;
}

// The shell's own name for the standard output is its name here, too: what is printed beside the summary goes
// elsewhere then.
Result<QString> summaryFileOf(const QCommandLineParser &parser)
{
    const auto name = parser.value(QStringLiteral("summary"));
    if (parser.isSet(QStringLiteral("summary")) && name.isEmpty())
        return Error{CommandLine::tr("--summary takes the name of a file, or - for the standard output.")};
    return isStandardOutput(name) ? QStringLiteral("-") : name;
}

Result<QString> resultFileOf(const QCommandLineParser &parser)
{
    const auto name = parser.value(QStringLiteral("result"));
    if (parser.isSet(QStringLiteral("result")) && name.isEmpty())
        return Error{CommandLine::tr("--result takes the name of a file.")};
    if (const auto status = checkResultFile(name); !status)
        return status.error();
    return name;
}

// Where an answer is told, if it leads to a run.
const Options *outputOf(const CommandLine::Answer &answer)
{
    const auto *remote = std::get_if<Remote>(&answer);
    return remote != nullptr ? &remote->output : std::get_if<Options>(&answer);
}

CommandLine::Answer remote(const QCommandLineParser &parser, const QString &summaryFile)
{
    const auto repository =
        Repository::make(parser.value(QStringLiteral("repo")), parser.value(QStringLiteral("ref")));
    if (!repository)
        return repository.error();
    Options output{.profile = {},
                   .summaryFile = summaryFile,
                   .reportFiles = parser.values(QStringLiteral("report")),
                   .notices = {}};
    OptionValues values(parser);
    if (const auto status = applyOptions(values, output.profile); !status)
        return status.error();
    return Remote{*repository, output};
}

QString sentences(const QList<ProfileProblem> &problems)
{
    QStringList texts;
    for (const auto &problem : problems)
        texts.append(problem.text);
    return texts.join(QLatin1Char('\n'));
}

} // namespace

CommandLine::Answer CommandLine::parse(const QStringList &arguments, const std::optional<Checkout> &checkout)
{
    QCommandLineParser parser;
    OptionList::describe(parser);
    if (!parser.parse(withEachExtensionNamed(arguments)))
        return OptionList::problemOf(parser);
    if (parser.isSet(QStringLiteral("help")))
        return Text{parser.helpText() + OptionList::moreHelp()};
    if (parser.isSet(QStringLiteral("version")))
        return Text{QStringLiteral("molotov-cli " MOLOTOV_VERSION)};

    if (const auto status = checkCount(parser.positionalArguments()); !status)
        return status.error();
    const auto summaryFile = summaryFileOf(parser);
    if (!summaryFile)
        return summaryFile.error();
    const auto resultFile = resultFileOf(parser);
    if (!resultFile)
        return resultFile.error();
    const bool isRemote = parser.isSet(QStringLiteral("repo"));
    if (parser.isSet(QStringLiteral("ref")) && !isRemote)
        return Error{tr("--ref belongs to --repo, which names a repository.")};
    if (isRemote && !checkout)
        return remote(parser, *summaryFile);

    const auto base = checkout ? baseOfCheckout(*checkout, parser) : baseOf(parser);
    if (!base)
        return base.error();
    auto profile = base->profile;
    OptionValues values(parser);
    if (const auto status = applyOptions(values, profile); !status)
        return status.error();
    if (*summaryFile == QLatin1String("-") && profile.jsonLines == QLatin1String("-")) {
        return Error{
            tr("The summary and the JSON lines cannot both go to the standard output: name a file for "
               "one of them.")};
    }
    if (const auto problems = profile.validate(systemLimits()); !problems.isEmpty())
        return Error{sentences(problems)};
    return Options{.profile = profile,
                   .summaryFile = *summaryFile,
                   .resultFile = *resultFile,
                   .reportFiles = parser.values(QStringLiteral("report")),
                   .notices = base->notices + noticesOf(profile, values)};
}

QString CommandLine::summaryFile(const Answer &answer)
{
    const auto *output = outputOf(answer);
    return output != nullptr ? output->summaryFile : QString();
}

QStringList CommandLine::reportFiles(const Answer &answer)
{
    const auto *output = outputOf(answer);
    return output != nullptr ? output->reportFiles : QStringList();
}

} // namespace Molotov::Cli
