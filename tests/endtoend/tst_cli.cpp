// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/endtoend/cliprocess.h"
#include "tests/support/httpserver.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QSslKey>
#include <QSslServer>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;

namespace {

constexpr int Patience = 40'000; // ms; a machine may be busy

const QByteArray GetAndParse = "import { scenario } from 'molotov';\n"
                               "scenario('get', async (session) => {\n"
                               "  const response = await session.get('/', { timeout: 2 });\n"
                               "  await response.json();\n"
                               "});\n";

using Target = std::function<ServerAnswer(const ServedRequest &)>;

} // namespace
Q_DECLARE_METATYPE(Target)

/// The real molotov-cli with real helpers against a real server on this computer.
class TestCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_folder.setPath(QFileInfo(m_temporary->path()).canonicalFilePath());
        QVERIFY(m_folder.mkdir(QStringLiteral("project")));
        m_folder.cd(QStringLiteral("project"));
        m_server =
            std::make_unique<HttpServer>([](const ServedRequest &) { return ServerAnswer::json("{}"); });
    }

    void countsWhatTheServerCounts()
    {
        write("shop.ts", GetAndParse);
        CliProcess cli(m_folder.path());
        cli.start({QStringLiteral("shop.ts"), QStringLiteral("-p2"), QStringLiteral("-w10"),
                   QStringLiteral("-d2"), QStringLiteral("--base-url"), m_server->url().toString(),
                   QStringLiteral("--summary"), QStringLiteral("-")});
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
        QCOMPARE(cli.exitCode(), int(ExitCode::Finished));
        const auto summary = cli.summary();
        const auto served = int(m_server->requests().size());
        QVERIFY(served > 20);
        QCOMPARE(summary[QStringLiteral("state")].toString(), QStringLiteral("finished"));
        QCOMPARE(summary[QStringLiteral("requests")][QStringLiteral("count")].toInt(), served);
        QCOMPARE(summary[QStringLiteral("iterations")][QStringLiteral("ok")].toInt(), served);
        QCOMPARE(
            summary[QStringLiteral("endpoints")][0][QStringLiteral("status")][QStringLiteral("200")].toInt(),
            served);
        const auto helpers = summary[QStringLiteral("helpers")].toArray();
        QCOMPARE(helpers.size(), 2);
        QCOMPARE(helpers[0][QStringLiteral("requests")].toInt()
                     + helpers[1][QStringLiteral("requests")].toInt(),
                 served);
        QVERIFY2(cli.errors().contains(QStringLiteral("none failed.")), qPrintable(cli.errors()));
    }

    void takesSettingsFromAProfile()
    {
        write("shop.ts", GetAndParse);
        write("molotov.json",
              "{\"molotov\": {\"tests\": {\"smoke\": {\"scenario\": \"shop.ts\", \"workers\": 2, "
              "\"max_runs\": 3, \"base_url\": \""
                  + m_server->url().toString().toUtf8() + "\"}}}}");
        CliProcess cli(m_folder.path());
        cli.start({QStringLiteral("--config"), QStringLiteral("molotov.json"), QStringLiteral("smoke")});
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
        QCOMPARE(cli.exitCode(), int(ExitCode::Finished));
        QCOMPARE(m_server->requests().size(), 6);
        QVERIFY2(cli.output().contains(QRegularExpression(
                     QStringLiteral("Finished\\. 6 iterations in \\S+ s, none failed\\."))),
                 qPrintable(cli.output()));
    }

    void interleavesWhatScriptsPrint()
    {
        write("users.csv", "name,age\n\"Doe, J\",30\n");
        write("talk.ts", "import { scenario, env } from 'molotov';\nimport users from './users.csv';\n"
                         "scenario('talk', async () => { console.log(users[0].name, env.A, env.B); });\n");
        CliProcess cli(m_folder.path());
        cli.setVariable(QStringLiteral("B"), QStringLiteral("system's"));
        cli.start({QStringLiteral("talk.ts"), QStringLiteral("-r1"), QStringLiteral("--env"),
                   QStringLiteral("A=1"), QStringLiteral("--env"), QStringLiteral("B")});
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
        QVERIFY2(cli.output().contains(QStringLiteral("Doe, J 1 system's\n")),
                 qPrintable(cli.output() + cli.errors()));
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("text"); // of shop.ts
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("said");
        const auto row = [](const char *name, const QByteArray &text, const char *arguments, ExitCode code,
                            const char *said) {
            QTest::newRow(name) << text << QByteArray(arguments) << int(code)
                                << "molotov-cli: " + QByteArray(said) + "\n";
        };
        const QByteArray import = "import { scenario } from 'molotov';\n";
        row("no such file", "x", "gone.ts", ExitCode::BadScenario, "There is no file HERE/gone.ts.");
        row("a folder", "x", ".", ExitCode::BadScenario, "HERE is a folder; choose a scenario file in it.");
        row("syntax error", import + "scenario('a', async () => { foo(}; });\n", "shop.ts",
            ExitCode::BadScenario, "shop.ts:2:33: Unexpected \"}\".");
        row("no scenario", import + "scenario;\n", "shop.ts", ExitCode::BadScenario,
            "shop.ts registers no scenario: call scenario() at least once, with a weight above 0");
        row("two of one name", import + "scenario('a', async () => {});\nscenario('a', async () => {});\n",
            "shop.ts", ExitCode::BadScenario, "HERE/shop.ts:3:1: There are two scenarios with the name “a”");
        row("throws when loaded", import + "\nfoo.bar();\n", "shop.ts", ExitCode::BadScenario,
            "HERE/shop.ts:3:1: ReferenceError: foo is not defined");
        row("import from outside", import + "import '../outside.js';\n", "shop.ts", ExitCode::BadScenario,
            "shop.ts:2 imports “../outside.js”, that is ABOVE/outside.js, which lies outside of the "
            "project's "
            "folder HERE; move it into that folder.");
        row("no workers", "x", "shop.ts -w 0", ExitCode::Usage,
            "Workers per process must be from 1 to 10,000, not 0.");
        row("100,000 workers", "x", "shop.ts -w 100000", ExitCode::Usage,
            "Workers per process must be from 1 to 10,000, not 100,000.");
        row("profile: a folder", "x", "--config .", ExitCode::Usage, "HERE is a folder, not a file.");
        row("profile: empty", "", "--config shop.ts", ExitCode::Usage,
            "HERE/shop.ts is empty; it is no profile.");
        row("profile: no JSON", "x", "--config shop.ts", ExitCode::Usage,
            "HERE/shop.ts:1: the file is no whole JSON (illegal value); it may be broken or half-written.");
        row("profile: newer", "{\"molotov\": {\"version\": 2}}", "--config shop.ts", ExitCode::Usage,
            "HERE/shop.ts was written by a newer version of Molotov (format 2, this one reads 1); open it "
            "with that "
            "version.");
        row("profile: a device", "x", "--config /dev/zero", ExitCode::Usage,
            "/dev/zero is a pipe or a device, not a file.");
        row("summary in no folder", GetAndParse, "shop.ts -q -r 1 --base-url SERVER --summary gone/x.json",
            ExitCode::Usage,
            "gone/x.json cannot be written: No such file or directory. There is no folder HERE/gone: make "
            "it, or "
            "choose another one.");
        row("summary in a folder's place", GetAndParse, "shop.ts -q -r 1 --base-url SERVER --summary .",
            ExitCode::Usage,
            ". cannot be written: Filename refers to a directory. Choose a file instead of a folder.");
    }

    void saysWhatIsWrong()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, arguments);
        write("../outside.js", "export const x = 1;\n");
        write("shop.ts", text);
        arguments.replace("SERVER", m_server->url().toString().toUtf8());
        CliProcess cli(m_folder.path());
        cli.start(QString::fromUtf8(arguments).split(QLatin1Char(' ')));
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
        auto errors = cli.errors().replace(m_folder.path(), QStringLiteral("HERE"));
        errors.replace(QFileInfo(m_folder.path()).path(), QStringLiteral("ABOVE"));
        QTEST(errors.toUtf8(), "said");
        QTEST(cli.exitCode(), "code");
    }

    void saysWhichProgramIsMissing_data()
    {
        QTest::addColumn<QString>("variable");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("expected");
        QTest::newRow("esbuild")
            << QStringLiteral("MOLOTOV_ESBUILD") << int(ExitCode::BadScenario)
            << QStringLiteral("molotov-cli: esbuild was not found, which compiles scenarios; install "
                              "it (Debian: apt install esbuild) or set MOLOTOV_ESBUILD to its path.\n");
        QTest::newRow("helper")
            << QStringLiteral("MOLOTOV_HELPER") << int(ExitCode::Failed)
            << QStringLiteral("molotov-cli: The program molotov-helper, which sends the load, is not "
                              "beside this program: install Molotov again.\n");
    }

    void saysWhichProgramIsMissing()
    {
        QFETCH(QString, variable);
        write("shop.ts", GetAndParse);
        CliProcess cli(m_folder.path());
        cli.setVariable(variable, QString());
        cli.start({QStringLiteral("shop.ts")});
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
        QTEST(cli.errors(), "expected");
        QTEST(cli.exitCode(), "code");
    }

    void namesWhatTheTargetDoes_data()
    {
        QTest::addColumn<Target>("target");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const ServerAnswer &answer, const QString &expected) {
            QTest::newRow(name) << Target([answer](const ServedRequest &) { return answer; }) << expected;
        };
        const auto brokenOff =
            QStringLiteral("network GET SERVER failed: the connection to HOST ended without a whole HTTP "
                           "answer at HERE/shop.ts:3:3");
        row("resets", ServerAnswer::reset(), brokenOff);
        row("closes", ServerAnswer::close(), brokenOff);
        row("speaks no HTTP", ServerAnswer::raw("SSH-2.0-OpenSSH_9.2\r\n"),
            QStringLiteral("http GET SERVER got an answer that is not HTTP from HOST at HERE/shop.ts:3:3"));
        row("never answers", ServerAnswer::never(),
            QStringLiteral("network GET SERVER had no whole answer after 2 s at HERE/shop.ts:3:3"));
        row("no JSON", ServerAnswer::response(200, "<html>"),
            QStringLiteral(
                "script SyntaxError: The response of SERVER (status 200) is not JSON: its body begins with "
                "\"<html>\" at HERE/shop.ts:4:3"));
    }

    void namesWhatTheTargetDoes()
    {
        QFETCH(Target, target);
        m_server->setHandler(target);
        write("shop.ts", GetAndParse);
        QTEST(onlyError(m_server->url().toString())
                  .replace(m_server->url().authority(), QStringLiteral("HOST")),
              "expected");
    }

    void saysThatNobodyListens()
    {
        write("shop.ts", GetAndParse);
        QCOMPARE(onlyError(QStringLiteral("http://127.0.0.1:1")),
                 QStringLiteral(
                     "network GET SERVER was refused: nothing listens at 127.0.0.1:1 at HERE/shop.ts:3:3"));
    }

    void saysThatACertificateIsUnknown()
    {
        QSslServer server;
        QSslConfiguration configuration;
        QFile certificate(QStringLiteral(MOLOTOV_SOURCE_DIR "/tests/data/tls/certificate.pem"));
        QFile key(QStringLiteral(MOLOTOV_SOURCE_DIR "/tests/data/tls/key.pem"));
        QVERIFY(certificate.open(QIODevice::ReadOnly) && key.open(QIODevice::ReadOnly));
        configuration.setLocalCertificate(QSslCertificate(&certificate));
        configuration.setPrivateKey(QSslKey(&key, QSsl::Ec));
        server.setSslConfiguration(configuration);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        write("shop.ts", GetAndParse);
        const auto error = onlyError(QStringLiteral("https://127.0.0.1:%1").arg(server.serverPort()));
        QVERIFY2(error.startsWith(QStringLiteral(
                     "network GET SERVER failed: the certificate of 127.0.0.1 is not trusted")),
                 qPrintable(error));
    }

    void countsAlikeErrorsTogether()
    {
        HttpServer server([](const ServedRequest &) { return ServerAnswer::reset(); });
        write("shop.ts", "import { scenario } from \"molotov\";\n"
                         "let id = 0;\n"
                         "scenario(\"a\", (session) => session.get(`/products/${++id}`, "
                         "{ name: \"/products/:id\" }));");
        CliProcess cli(m_folder.path());
        cli.start({QStringLiteral("shop.ts"), QStringLiteral("-p2"), QStringLiteral("-w2"),
                   QStringLiteral("-r50"), QStringLiteral("-q"), QStringLiteral("--base-url"),
                   server.url().toString(), QStringLiteral("--summary"), QStringLiteral("-")});
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
        const auto errors = cli.summary()[QStringLiteral("errors")].toArray();
        QCOMPARE(errors.size(), 1);
        const auto error = errors.first();
        QCOMPARE(error[QStringLiteral("count")].toInt(), 200);
        QCOMPARE(error[QStringLiteral("endpoint")].toString(), QStringLiteral("GET /products/:id"));
        QCOMPARE(error[QStringLiteral("is_example")].toBool(), true);
    }

    void saysThatThereAreTooManyEndpoints()
    {
        write("shop.ts", "import { scenario } from \"molotov\";\n"
                         "let id = 0;\n"
                         "scenario(\"a\", (session) => session.get(`/page-${++id}/${id}`));");
        CliProcess cli(m_folder.path());
        cli.start({QStringLiteral("shop.ts"), QStringLiteral("-w2"), QStringLiteral("-r400"),
                   QStringLiteral("--base-url"), m_server->url().toString(), QStringLiteral("--summary"),
                   QStringLiteral("-")});
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
        const auto summary = cli.summary();
        QCOMPARE(summary[QStringLiteral("endpoints")].toArray().size(), 300);
        const auto name = summary[QStringLiteral("endpoints")][0][QStringLiteral("name")].toString();
        QVERIFY2(name.startsWith(QStringLiteral("/page-")) && name.endsWith(QStringLiteral("/{id}")),
                 qPrintable(name));
        const auto errors = summary[QStringLiteral("errors")].toArray();
        QCOMPARE(errors.size(), 1);
        QCOMPARE(errors.first()[QStringLiteral("kind")].toString(), QStringLiteral("warning"));
        const auto message = errors.first()[QStringLiteral("message")].toString();
        QVERIFY2(message.startsWith(QStringLiteral("More than 299 endpoints: ")), qPrintable(message));
        const auto lines = cli.errors().split(QLatin1Char('\n'));
        const auto logged = lines.filter(QStringLiteral("molotov-cli: warning: More than"));
        QVERIFY2(logged.size() == 1 && logged.first().contains(message), qPrintable(cli.errors()));
    }

private:
    void write(const char *name, const QByteArray &text) const
    {
        QFile file(m_folder.filePath(QString::fromUtf8(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

    /// Runs one iteration of shop.ts: "kind message at place" of its error.
    QString onlyError(const QString &url)
    {
        CliProcess cli(m_folder.path());
        cli.start({QStringLiteral("shop.ts"), QStringLiteral("-r1"), QStringLiteral("-q"),
                   QStringLiteral("--base-url"), url, QStringLiteral("--summary"), QStringLiteral("-")});
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience); }();
        const auto errors = cli.summary()[QStringLiteral("errors")].toArray();
        if (errors.size() != 1 || cli.exitCode() != int(ExitCode::Finished))
            return QStringLiteral("%1 errors, exit code %2: ").arg(errors.size()).arg(cli.exitCode())
                   + cli.errors();
        const auto error = errors.first();
        auto text =
            QStringLiteral("%1 %2 at %3")
                .arg(error[QStringLiteral("kind")].toString(), error[QStringLiteral("message")].toString(),
                     error[QStringLiteral("at")].toString());
        text.replace(url + (url.endsWith(QLatin1Char('/')) ? QString() : QStringLiteral("/")),
                     QStringLiteral("SERVER"));
        return text.replace(m_folder.path(), QStringLiteral("HERE"));
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    QDir m_folder;
    std::unique_ptr<HttpServer> m_server;
};

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
