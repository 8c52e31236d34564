// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/endtoend/cliprocess.h"
#include "tests/support/httpserver.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;

namespace {

constexpr int Patience = 40'000; // ms; a machine may be busy

} // namespace

/// What options of the real molotov-cli do to a run with real helpers.
class TestCliOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_folder.setPath(m_temporary->path());
        m_server = std::make_unique<HttpServer>([](const ServedRequest &request) {
            return ServerAnswer::response(request.path() == "/" ? 200 : 500);
        });
        write("shop.js", "import { assert, env, scenario } from 'molotov';\n"
                         "scenario('get', async (session) => {\n"
                         "  const response = await session.get(env.WHERE);\n"
                         "  assert.equal(response.status, 200);\n"
                         "});\n");
    }

    void failsWhenTooManyIterationsFail_data()
    {
        QTest::addColumn<QByteArray>("options");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("said");
        const auto row = [](const char *options, ExitCode code, const char *said) {
            QTest::newRow(options) << QByteArray(options) << int(code) << QByteArray(said);
        };
        row("-q -r3 --env WHERE=/broken", ExitCode::Finished, "");
        row("-q -r3 --env WHERE=/broken -f4", ExitCode::Finished, "");
        row("-q -r3 --env WHERE=/broken -f3", ExitCode::Failed,
            "molotov-cli: The test failed: 3 iterations failed, and 3 or more fail it.\n");
        row("-r3 --env WHERE=/broken --fail 2", ExitCode::Failed,
            "molotov-cli: The test failed: 3 iterations failed, and 2 or more fail it.\n");
        row("-q -r3 --env WHERE=/ -f1", ExitCode::Finished, "");
        row("-q -r3 --env WHERE=/ -f0", ExitCode::Failed,
            "molotov-cli: The test failed: 0 iterations failed, and 0 or more fail it.\n");
        row("-q -r3 --env WHERE=/broken -f3 --summary /dev/full", ExitCode::Failed,
            "molotov-cli: The test failed: 3 iterations failed, and 3 or more fail it.\n"
            "molotov-cli: The summary could not be written to /dev/full: No space left on device.\n");
        row("-q -r3 --env WHERE=/ --summary /dev/full", ExitCode::NoSummary,
            "molotov-cli: The summary could not be written to /dev/full: No space left on device.\n");
    }

    void failsWhenTooManyIterationsFail()
    {
        QFETCH(QByteArray, options);
        CliProcess cli(m_folder.path());
        run(cli, "shop.js " + options);
        QTEST(cli.errors().toUtf8(), "said");
        QTEST(cli.exitCode(), "code");
    }

    void choosesScenarios_data()
    {
        QTest::addColumn<QByteArray>("options");
        QTest::addColumn<QString>("expected"); // name, ok and failed of each
        const auto row = [](const char *options, const char *expected) {
            QTest::newRow(options) << QByteArray(options) << QString::fromUtf8(expected);
        };
        row("--single-run -w2 -p2", "b 4 0, a 4 0, broken 0 4");
        row("--single-mode a -r3 -w2", "a 6 0");
        row("-s broken -r1", "broken 0 1");
    }

    void choosesScenarios()
    {
        QFETCH(QByteArray, options);
        write("three.js", "import { scenario } from 'molotov';\n"
                          "scenario('b', async () => {});\n"
                          "scenario('a', async () => {});\n"
                          "scenario('broken', async () => { throw new Error('x'); });\n");
        CliProcess cli(m_folder.path());
        run(cli, "three.js -q --summary - " + options);
        QCOMPARE(cli.exitCode(), int(ExitCode::Finished));
        QStringList ran;
        const auto scenarios = cli.summary()[QStringLiteral("scenarios")].toArray();
        for (const auto &scenario : scenarios) {
            ran.append(QStringLiteral("%1 %2 %3")
                           .arg(scenario[QStringLiteral("name")].toString())
                           .arg(scenario[QStringLiteral("ok")].toInt())
                           .arg(scenario[QStringLiteral("failed")].toInt()));
        }
        QTEST(ran.join(QStringLiteral(", ")), "expected");
    }

    void saysThatThereIsNoSuchScenario()
    {
        CliProcess cli(m_folder.path());
        run(cli, "shop.js -s nope");
        QCOMPARE(cli.exitCode(), int(ExitCode::BadScenario));
        QVERIFY2(cli.errors().startsWith(QStringLiteral("molotov-cli: There is no scenario “nope”")),
                 qPrintable(cli.errors()));
    }

    void stopsAtTheFirstFailure()
    {
        for (const auto &[option, code] :
             {std::pair("--exception", ExitCode::Finished), std::pair("--exception -f1", ExitCode::Failed)}) {
            CliProcess cli(m_folder.path());
            run(cli, QByteArray("shop.js -p2 -w2 --delay 0.1 --env WHERE=/broken --summary - ") + option);
            QCOMPARE(cli.exitCode(), int(code));
            const auto summary = cli.summary();
            QCOMPARE(summary[QStringLiteral("state")].toString(), QStringLiteral("finished"));
            const auto reason = summary[QStringLiteral("reason")].toString();
            QCOMPARE(reason,
                     QStringLiteral("Stopped at the first failed iteration: %1:4:3: Expected 200, got 500")
                         .arg(QFileInfo(m_folder.filePath(QStringLiteral("shop.js"))).canonicalFilePath()));
        }
    }

    void endsIterationsThatTakeTooLong()
    {
        m_server->setHandler([](const ServedRequest &) { return ServerAnswer::never(); });
        CliProcess cli(m_folder.path());
        run(cli, "shop.js -q -r2 --timeout 0.2 --env WHERE=/ --summary -");
        QCOMPARE(cli.exitCode(), int(ExitCode::Finished));
        const auto summary = cli.summary();
        QCOMPARE(summary[QStringLiteral("iterations")][QStringLiteral("failed")].toInt(), 2);
        QCOMPARE(summary[QStringLiteral("errors")][0][QStringLiteral("message")].toString(),
                 QStringLiteral("The iteration took longer than 0.2 s"));
    }

    void abortsWhatIsUnderWayAtTheEnd()
    {
        m_server->setHandler([](const ServedRequest &) { return ServerAnswer::never(); });
        CliProcess cli(m_folder.path());
        run(cli, "shop.js -q -d1 --force-shutdown --env WHERE=/ --summary -");
        QCOMPARE(cli.exitCode(), int(ExitCode::Finished));
        QVERIFY(cli.summary()[QStringLiteral("duration_s")].toDouble() < 9); // 11 without
    }

    void loadsExtensionsBeforeTheScenario()
    {
        QVERIFY(m_folder.mkdir(QStringLiteral("first")) && m_folder.mkdir(QStringLiteral("second")));
        write("first/shop.js", "console.log('first');\n");
        write("second/shop.js", "console.log('second');\n");
        write("shop.js", "import { scenario } from 'molotov';\n"
                         "console.log('third');\nscenario('a', async () => {});\n");
        CliProcess cli(m_folder.path());
        run(cli, "shop.js -r1 --use-extension first/shop.js second/shop.js");
        QCOMPARE(cli.exitCode(), int(ExitCode::Finished));
        QVERIFY2(cli.output().startsWith(QStringLiteral("first\nsecond\nthird\n")), qPrintable(cli.output()));
    }

    void findsTheErrorOfAnExtension()
    {
        QVERIFY(m_folder.mkdir(QStringLiteral("first")));
        write("first/shop.js", "import { setup } from 'molotov';\n\n\nfoo.bar();\nsetup(async () => {});\n");
        CliProcess cli(m_folder.path());
        run(cli, "shop.js -q --use-extension first/shop.js");
        QCOMPARE(cli.exitCode(), int(ExitCode::BadScenario));
        QCOMPARE(cli.errors(),
                 QStringLiteral("molotov-cli: %1:4:1: ReferenceError: foo is not defined\n")
                     .arg(QFileInfo(m_folder.filePath(QStringLiteral("first/shop.js"))).canonicalFilePath()));
    }

    void failsWhenASetupFails_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("globalSetup") << QByteArray("globalSetup(() => { throw new Error('no target'); });\n")
                                     << QStringLiteral("globalSetup failed: HERE:2:");
        QTest::newRow("setup") << QByteArray("setup(async () => { throw new Error('no user'); });\n")
                               << QStringLiteral("The setup failed: HERE:2:");
    }

    void failsWhenASetupFails()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, said);
        write("shop.js", "import { globalSetup, scenario, setup } from 'molotov';\n" + text
                             + "scenario('a', async () => {});\n");
        CliProcess cli(m_folder.path());
        run(cli, "shop.js -q -p2 -d 30");
        QCOMPARE(cli.exitCode(), int(ExitCode::Failed));
        said.replace(QStringLiteral("HERE"),
                     QFileInfo(m_folder.filePath(QStringLiteral("shop.js"))).canonicalFilePath());
        QVERIFY2(cli.errors().startsWith(QStringLiteral("molotov-cli: ") + said), qPrintable(cli.errors()));
    }

    void sizesATargetThatIsDown()
    {
        CliProcess cli(m_folder.path());
        run(cli,
            "shop.js --env WHERE=/broken --sizing -w 10 --ramp-up 0 --delay 0.01 -d 30 --summary out.json");
        QCOMPARE(cli.exitCode(), int(ExitCode::Finished));
        QVERIFY2(cli.output().contains(QStringLiteral(
                     "Sizing is over: 10 workers reached with 100 % failures, where 5 % are tolerated.")),
                 qPrintable(cli.output()));
        QFile file(m_folder.filePath(QStringLiteral("out.json")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto sizing = QJsonDocument::fromJson(file.readAll())[QStringLiteral("sizing")];
        QCOMPARE(sizing[QStringLiteral("verdict")].toString(), QStringLiteral("limit_found"));
        QCOMPARE(sizing[QStringLiteral("workers")].toInt(), 10);
        QCOMPARE(sizing[QStringLiteral("failed_percent")].toDouble(), 100.0);
    }

    void tellsStepsInDebugMode()
    {
        CliProcess cli(m_folder.path());
        run(cli, "shop.js --env WHERE=/ -r1 --debug");
        const auto said = cli.output();
        QVERIFY2(said.startsWith(
                     QStringLiteral("Debug mode: the run is slower than without, so believe no figures.\n")),
                 qPrintable(said));
        qsizetype at = 0;
        for (const auto *step : {"compiling", "starting helpers", "running", "finished"}) {
            at = said.indexOf(QStringLiteral(" s: ") + QLatin1String(step) + QLatin1Char('\n'), at);
            QVERIFY2(at > 0, qPrintable(said));
        }
    }

    void takesFilesOfTheOtherTool()
    {
        write("molotov.json",
              R"({"molotov": {"requirements": "r.txt", "env": {"WHERE": "/"}, "tests": {
                  "test": {"scenario": "shop.js", "max_runs": 2, "console": true, "fail": 1, "base_url": ")"
                  + m_server->url().toString().toUtf8() + R"("},
                  "python": {"scenario": "loadtest.py"}}}})");
        write("loadtest.py", "from molotov import scenario\n");
        CliProcess cli(m_folder.path());
        run(cli, "--config molotov.json");
        QCOMPARE(cli.exitCode(), int(ExitCode::Finished));
        QCOMPARE(m_server->requests().size(), 2);
        QVERIFY2(cli.output().startsWith(
                     QStringLiteral("molotov.json: “requirements” has no meaning here and is left alone.\n")),
                 qPrintable(cli.output()));

        CliProcess python(m_folder.path());
        run(python, "--config molotov.json python -q");
        QCOMPARE(python.exitCode(), int(ExitCode::BadScenario));
        QCOMPARE(python.errors(),
                 QStringLiteral("molotov-cli: %1 is written in Python, for the tool Molotov; Molotov for the "
                                "desktop runs JavaScript and TypeScript: “molotov-cli new” makes a test to "
                                "start from.\n")
                     .arg(m_folder.filePath(QStringLiteral("loadtest.py"))));
    }

    void takesTheScenarioThatMolotovWould()
    {
        QVERIFY(m_folder.rename(QStringLiteral("shop.js"), QStringLiteral("loadtest.js")));
        CliProcess cli(m_folder.path());
        run(cli, "--env WHERE=/ -r1");
        QCOMPARE(cli.exitCode(), int(ExitCode::Finished));
        QCOMPARE(m_server->requests().size(), 1);
    }

    void warnsOfATargetThatCannotBeReached()
    {
        write("idle.js", "import { scenario } from 'molotov';\nscenario('idle', async () => {});\n");
        const QStringList arguments{QStringLiteral("idle.js"), QStringLiteral("-q"), QStringLiteral("-r1"),
                                    QStringLiteral("--base-url"), QStringLiteral("http://127.0.0.1:1")};
        CliProcess cli(m_folder.path());
        cli.start(arguments);
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
        QCOMPARE(cli.exitCode(), int(ExitCode::Finished));
        QVERIFY2(
            cli.errors().contains(QStringLiteral("Cannot connect to 127.0.0.1:1: connection refused.\n")),
            qPrintable(cli.errors()));
        CliProcess unchecked(m_folder.path());
        unchecked.start(arguments + QStringList(QStringLiteral("--no-check")));
        QTRY_VERIFY_WITH_TIMEOUT(!unchecked.isRunning(), Patience);
        QCOMPARE(unchecked.exitCode(), int(ExitCode::Finished));
        QCOMPARE(unchecked.errors(), QString());
    }

    void sendsNothingToAHostThatNobodyAllows()
    {
        CliProcess cli(m_folder.path());
        cli.start({QStringLiteral("shop.js"), QStringLiteral("-q"), QStringLiteral("-r1"),
                   QStringLiteral("--base-url"), QStringLiteral("http://192.0.2.1"),
                   QStringLiteral("--summary"), QStringLiteral("-")});
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
        QCOMPARE(cli.exitCode(), int(ExitCode::Usage));
        QCOMPARE(
            cli.errors(),
            QStringLiteral("molotov-cli: 192.0.2.1 is not on this computer or a private network. Nothing was "
                           "sent. If you may send load to it, say so with --allow-host 192.0.2.1, or in "
                           "“allowed_hosts” of the profile.\n"));
        QCOMPARE(cli.summary()[QStringLiteral("state")].toString(), QStringLiteral("failed"));
    }

private:
    void write(const char *name, const QByteArray &text) const
    {
        QFile file(m_folder.filePath(QString::fromUtf8(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

    void run(CliProcess &cli, const QByteArray &arguments)
    {
        auto words = QString::fromUtf8(arguments).split(QLatin1Char(' '));
        if (!words.contains(QStringLiteral("--config")))
            words += {QStringLiteral("--base-url"), m_server->url().toString()};
        cli.start(words);
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    QDir m_folder;
    std::unique_ptr<HttpServer> m_server;
};

QTEST_GUILESS_MAIN(TestCliOptions)
#include "tst_clioptions.moc"
