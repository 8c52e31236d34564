// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/options.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Cli;

namespace {

QString printed(const Options &options)
{
    const auto &profile = options.profile;
    QStringList variables;
    for (auto it = profile.environment.begin(); it != profile.environment.end(); ++it)
        variables.append(it.key() + (it.value() ? QLatin1Char('=') + *it.value() : QString()));
    return QStringLiteral("%1 p%2 w%3 d%4 r%5 ramp%6 delay%7 url=%8 env=%9")
               .arg(QDir::current().relativeFilePath(profile.scenarioFile))
               .arg(profile.processes)
               .arg(profile.workers)
               .arg(profile.duration.count())
               .arg(profile.maxRuns)
               .arg(profile.rampUp.count())
               .arg(profile.delay.count())
               .arg(profile.baseUrl, variables.join(QLatin1Char(',')))
           + (options.quiet ? QStringLiteral(" quiet") : QString())
           + (options.verbose ? QStringLiteral(" verbose") : QString())
           + (options.summaryFile.isEmpty() ? QString() : QStringLiteral(" summary=") + options.summaryFile);
}

QString answer(const QByteArray &arguments)
{
    const auto words =
        QString::fromUtf8("molotov-cli " + arguments).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto answer = CommandLine::parse(words);
    if (const auto *error = std::get_if<Error>(&answer))
        return error->text;
    if (const auto *text = std::get_if<Text>(&answer))
        return text->text;
    return printed(std::get<Options>(answer));
}

} // namespace

/// Command lines, and what becomes of them.
class TestOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QDir::setCurrent(m_folder.path());
        write("one.json", "{\"molotov\": {\"tests\": {\"shop\": {\"scenario\": \"sub/shop.ts\", \"workers\": "
                          "7, \"duration\": 60, "
                          "\"env\": {\"A\": \"1\", \"B\": \"2\"}}}}}");
        write(
            "two.json",
            "{\"molotov\": {\"tests\": {\"b\": {\"scenario\": \"b.ts\"}, \"a\": {\"scenario\": \"a.ts\"}}}}");
        write("default.json", "{\"molotov\": {\"tests\": {\"a\": {\"scenario\": \"a.ts\"}, \"test\": "
                              "{\"scenario\": \"t.ts\"}}}}");
        write("newer.json", "{\"molotov\": {\"version\": 99, \"tests\": {}}}");
        write("empty.json", "");
        write("half.json", "{\"molotov\":\n {\"tests");
        QVERIFY(QDir().mkdir(QStringLiteral("folder")));
    }

    void understands_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *arguments, const char *expected) {
            QTest::newRow(name) << QByteArray(arguments) << QByteArray(expected);
        };
        row("plain", "shop.ts", "shop.ts p1 w1 d86400000 r0 ramp0 delay0 url= env=");
        row("all",
            "-p 2 -w 50 -d 30 -r 10 --ramp-up 2.5 --delay 0.1 --base-url http://h:80 --env A=1 --env B --env "
            "C=x=y "
            "--env D= -q -v --summary out.json shop.ts",
            "shop.ts p2 w50 d30000 r10 ramp2500 delay100 url=http://h:80 env=A=1,B,C=x=y,D= quiet verbose "
            "summary=out.json");
        row("long names, scenario first",
            "shop.ts --processes=2 --workers=3 --duration=0.5 --max-runs=4 --quiet --verbose --summary -",
            "shop.ts p2 w3 d500 r4 ramp0 delay0 url= env= quiet verbose summary=-");
        row("the only test", "--config one.json",
            "sub/shop.ts p1 w7 d60000 r0 ramp0 delay0 url= env=A=1,B=2");
        row("options win", "--config one.json shop -w 9 --env B=3",
            "sub/shop.ts p1 w9 d60000 r0 ramp0 delay0 url= env=A=1,B=3");
        row("by name", "--config two.json a", "a.ts p1 w1 d86400000 r0 ramp0 delay0 url= env=");
        row("Molotov's default name", "--config default.json",
            "t.ts p1 w1 d86400000 r0 ramp0 delay0 url= env=");
        row("version", "--version", "molotov-cli " MOLOTOV_VERSION);
    }

    void understands()
    {
        QFETCH(QByteArray, arguments);
        QTEST(answer(arguments).toUtf8(), "expected");
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *arguments, const char *expected) {
            QTest::newRow(name) << QByteArray(arguments) << QByteArray(expected);
        };
        row("nothing", "", "No scenario file was named; see molotov-cli --help.");
        row("two scenarios", "a.ts b.ts", "“b.ts” is one argument too many; see molotov-cli --help.");
        row("unknown", "--nope a.ts", "Unknown option 'nope'.");
        row("no value", "a.ts -w", "Missing value after '-w'.");
        row("no number", "a.ts -w many", "--workers takes a whole number, not “many”.");
        row("fraction", "a.ts -p 1.5", "--processes takes a whole number, not “1.5”.");
        row("more than an int", "a.ts -p 3000000000", "--processes takes a whole number, not “3000000000”.");
        row("no time", "a.ts -d 1m", "--duration takes a number of seconds, not “1m”.");
        row("not a number", "a.ts -d nan", "--duration takes a number of seconds, not “nan”.");
        row("for ever", "a.ts --delay inf", "--delay takes a number of seconds, not “inf”.");
        row("no workers", "a.ts -w 0", "Workers per process must be from 1 to 10,000, not 0.");
        row("too many workers", "a.ts -w 100000",
            "Workers per process must be from 1 to 10,000, not 100,000.");
        row("all that is wrong", "a.ts -p 0 -r -2",
            "Processes must be from 1 to 64, not 0.\nRuns per worker must not be negative.");
        row("no URL", "a.ts --base-url ftp://x",
            "The base URL must look like http://host or https://host, not “ftp://x”.");
        row("nameless variable", "a.ts --env =x",
            "“” cannot be the name of an environment variable: letters, digits and underscores only, and no "
            "digit "
            "first.");
        row("several tests", "--config two.json", "two.json holds several tests; name one of them: a, b.");
        row("no such test", "--config two.json c", "two.json holds no test “c”; it has: a, b.");
        row("no such profile", "--config none.json",
            "The profile HERE/none.json cannot be opened: No such file or directory.");
        row("a folder", "--config folder", "HERE/folder is a folder; choose a profile file in it.");
        row("empty", "--config empty.json", "HERE/empty.json is empty; it is no profile.");
        row("half", "--config half.json",
            "HERE/half.json:2: the file is no whole JSON (unterminated string); it may be broken or "
            "half-written.");
        row("newer", "--config newer.json",
            "HERE/newer.json was written by a newer version of Molotov (format 99, this one reads 1); open "
            "it with "
            "that version.");
    }

    void refuses()
    {
        QFETCH(QByteArray, arguments);
        QTEST(answer(arguments).replace(QDir::currentPath(), QStringLiteral("HERE")).toUtf8(), "expected");
    }

    void helps()
    {
        const auto help = answer("--help");
        for (const auto *text :
             {"--ramp-up <S>", "  130  stopped by Ctrl-C", "    3  the scenario file does not compile"})
            QVERIFY2(help.contains(QLatin1String(text)), qPrintable(help));
    }

private:
    static void write(const char *name, const QByteArray &text)
    {
        QFile file(QString::fromUtf8(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
