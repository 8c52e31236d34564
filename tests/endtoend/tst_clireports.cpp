// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/endtoend/cliprocess.h"
#include "tests/support/httpserver.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace Molotov;
using namespace Molotov::Test;

namespace {

constexpr int Patience = 40'000; // ms; a machine may be busy

} // namespace

/// Reports of runs of the real molotov-cli with real helpers.
class TestCliReports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_folder.setPath(m_temporary->path());
        m_count = 0;
        // Every tenth request fails.
        m_server = std::make_unique<HttpServer>([this](const ServedRequest &) {
            return ServerAnswer::response(++m_count % 10 == 0 ? 503 : 200);
        });
        write("shop.js", "import { assert, check, counter, gauge, scenario, step, trend } from 'molotov';\n"
                         "scenario('<buy>', async (session) => {\n"
                         "  const cart = await session.get('/cart', { name: '=</td><script>&' });\n"
                         "  check('logged in', cart.status === 200);\n"
                         "  await step('checkout', () => session.get('/order'));\n"
                         "  counter('orders').add(2);\n"
                         "  trend('basket').add(7.5);\n"
                         "  gauge('stock').set(3);\n"
                         "  assert.equal(cart.status, 200);\n"
                         "});\n");
    }

    void areTheSameFromTheKeptResult()
    {
        CliProcess cli(m_folder.path());
        run(cli,
            "shop.js -p2 -w2 -d3 --delay 0.02 -q --threshold p95(latency)<10s --threshold count(failed)==0 "
            "--env API_TOKEN=hunter2 --result run.molotov-result --summary summary.json --report a.html "
            "--report a.json --report a.xml --report a.csv");
        QVERIFY2(cli.exitCode() == 0, qPrintable(cli.errors()));
        QCOMPARE(cli.output() + cli.errors(), QString());

        CliProcess report(m_folder.path());
        report.start({QStringLiteral("report"), QStringLiteral("run.molotov-result"),
                      QStringLiteral("b.html"), QStringLiteral("b.json"), QStringLiteral("b.xml"),
                      QStringLiteral("b.csv")});
        QTRY_VERIFY_WITH_TIMEOUT(!report.isRunning(), Patience);
        QVERIFY2(report.exitCode() == 0, qPrintable(report.errors()));
        QCOMPARE(report.output(), QStringLiteral("Written: b.html\nWritten: b.json\nWritten: b.xml\n"
                                                 "Written: b.csv\nWritten: b-endpoints.csv\n"
                                                 "Written: b-errors.csv\n"));
        for (const auto *name : {".html", ".json", ".xml", ".csv", "-endpoints.csv", "-errors.csv"}) {
            const auto made = read("a", name);
            QVERIFY2(!made.isEmpty(), name);
            QVERIFY2(made == read("b", name), name);
            QVERIFY2(!made.contains("hunter2"), name);
        }
        QVERIFY(read("a", ".html").contains("=&lt;/td&gt;&lt;script&gt;&amp;"));
        QVERIFY(!read("a", ".html").contains("<script"));
        QVERIFY(read("a", ".xml").contains("p95(latency) &lt; 10 s"));
        QVERIFY(read("a", "-endpoints.csv").contains("\"'=</td><script>&\""));
    }

    // The summary is made of what the controller told, the report of the result.
    void haveTheFiguresOfTheSummary()
    {
        CliProcess cli(m_folder.path());
        run(cli,
            "shop.js -p2 -w2 -r20 -q --threshold p95(latency)<10s --summary summary.json --report a.json");
        QCOMPARE(cli.exitCode(), 0);
        const auto summary = QJsonDocument::fromJson(read("summary", ".json")).object();
        const auto report = QJsonDocument::fromJson(read("a", ".json")).object();
        QVERIFY(summary[QLatin1String("requests")][QLatin1String("count")].toInt() > 0);
        QCOMPARE(report.keys(), summary.keys());
        for (const auto &key : summary.keys())
            QVERIFY2(
                report[key] == summary[key],
                qPrintable(key + QLatin1Char('\n')
                           + QString::fromUtf8(QJsonDocument(QJsonObject{{key, summary[key]}}).toJson()
                                               + QJsonDocument(QJsonObject{{key, report[key]}}).toJson())));
    }

    void areMadeOfARunThatDidNotBegin()
    {
        write("broken.js", "import { scenario } from 'molotov';\nscenario(\n");
        CliProcess cli(m_folder.path());
        run(cli, "broken.js -q --report a.html --report a.xml --report a.csv");
        QCOMPARE(cli.exitCode(), int(ExitCode::BadScenario));
        QVERIFY(read("a", ".xml").contains("<error message="));
        QVERIFY(read("a", ".html").contains("Failed</h2>"));
        QCOMPARE(read("a", ".csv").count('\n'), 1);
    }

    void refusesBeforeTheFirstRequest_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<QString>("said");
        const auto row = [](const char *arguments, const char *said) {
            QTest::newRow(arguments) << QByteArray(arguments) << QString::fromUtf8(said);
        };
        row("shop.js --report a.pdf",
            "The name of a report says its format: it ends with .html, .json, .xml or .csv, and “a.pdf” does "
            "not.");
        row("shop.js --report a.html --report ./a.html", "Two reports go to the same file, ");
        row("shop.js --report missing/a.html", "");
        row("shop.js --report a.csv --report a-errors.csv", "Two reports go to the same file, ");
        row("report", "Name the result of a run, and at least one report to make of it: ");
        row("report run.molotov-result", "Name the result of a run, and at least one report to make of it: ");
        row("report run.molotov-result a.html", "There is no result run.molotov-result.");
        row("report shop.js a.html", "shop.js is not the result of a run.");
        row("report shop.js a.pdf", "The name of a report says its format: ");
        row("report --python", "Unknown option 'python'.");
    }

    void refusesBeforeTheFirstRequest()
    {
        QFETCH(QByteArray, arguments);
        QFETCH(QString, said);
        CliProcess cli(m_folder.path());
        run(cli, arguments);
        QCOMPARE(cli.exitCode(), int(ExitCode::Usage));
        QVERIFY2(cli.errors().startsWith(QStringLiteral("molotov-cli: ") + said), qPrintable(cli.errors()));
        QCOMPARE(cli.errors().count(QLatin1Char('\n')), 1);
        QVERIFY(m_server->requests().isEmpty());
        QCOMPARE(m_folder.entryList({QStringLiteral("a*")}), QStringList());
    }

    void keepsWhatWasThereUntilItIsWritten()
    {
        write("a.html", "old");
        CliProcess cli(m_folder.path());
        start(cli, "shop.js -d600 --delay 0.01 -q --report a.html");
        QTRY_VERIFY_WITH_TIMEOUT(m_server->requests().size() > 20, Patience);
        QCOMPARE(read("a", ".html"), QByteArray("old"));
#ifdef Q_OS_UNIX
        ::kill(pid_t(cli.pid()), SIGTERM); // what was measured up to then is reported
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
        QCOMPARE(cli.exitCode(), int(ExitCode::Interrupted));
        QVERIFY(read("a", ".html").contains("The run was stopped"));
#endif
        const auto before = m_server->requests().size();
        QVERIFY(QDir(m_temporary->path()).mkdir(QStringLiteral("gone")));
        // What can be written is: nothing stops the other reports.
        CliProcess other(m_folder.path());
        start(other, "shop.js -d2 -q --report gone/b.html --report b.xml");
        QTRY_VERIFY_WITH_TIMEOUT(m_server->requests().size() > before + 20, Patience);
        QVERIFY(QDir(m_folder.filePath(QStringLiteral("gone"))).removeRecursively());
        QTRY_VERIFY_WITH_TIMEOUT(!other.isRunning(), Patience);
        QCOMPARE(other.exitCode(), int(ExitCode::NoSummary));
        QVERIFY2(other.errors().contains(QStringLiteral("b.html")), qPrintable(other.errors()));
        QVERIFY(read("b", ".xml").contains("<testsuites"));
    }

private:
    void start(CliProcess &cli, const QByteArray &arguments)
    {
        auto words = QString::fromUtf8(arguments).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        if (words.first() != QLatin1String("report"))
            words += {QStringLiteral("--base-url"), m_server->url().toString()};
        cli.start(words);
    }
    void run(CliProcess &cli, const QByteArray &arguments)
    {
        start(cli, arguments);
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
    }
    void write(const char *name, const QByteArray &text) const
    {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    QByteArray read(const char *name, const char *end) const
    {
        QFile file(m_folder.filePath(QLatin1String(name) + QLatin1String(end)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    QDir m_folder;
    std::unique_ptr<HttpServer> m_server;
    int m_count = 0;
};

QTEST_GUILESS_MAIN(TestCliReports)

#include "tst_clireports.moc"
