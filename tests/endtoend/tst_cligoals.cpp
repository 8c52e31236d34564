// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/endtoend/cliprocess.h"
#include "tests/support/httpserver.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include "tests/endtoend/notedhelpers.h"

#include <csignal>
#endif

using namespace Molotov;
using namespace Molotov::Test;

namespace {

constexpr int Patience = 40'000; // ms; a machine may be busy

// "holds p95(latency) < 300 ms", for each goal of a summary.
QStringList verdictsOf(const QJsonObject &summary)
{
    QStringList verdicts;
    const auto goals = summary[QStringLiteral("goals")].toArray();
    for (const auto &goal : goals)
        verdicts += goal[QStringLiteral("verdict")].toString() + QLatin1Char(' ')
                    + goal[QStringLiteral("text")].toString();
    return verdicts;
}

} // namespace

/// Goals of runs of the real molotov-cli with real helpers.
class TestCliGoals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_folder.setPath(m_temporary->path());
        // Every tenth request of /flaky fails.
        m_server = std::make_unique<HttpServer>([this](const ServedRequest &request) {
            const bool isFlaky = request.path() == "/flaky" && ++m_flaky % 10 == 0;
            return ServerAnswer::response(isFlaky ? 503 : 200);
        });
        m_flaky = 0;
        write("shop.js", "import { check, counter, gauge, scenario, step, trend } from 'molotov';\n"
                         "scenario('buy', async (session) => {\n"
                         "  const cart = await session.get('/cart');\n"
                         "  check('logged in', cart.status === 200);\n"
                         "  await step('checkout', () => session.get('/flaky'));\n"
                         "  counter('orders').add(2);\n"
                         "  trend('basket').add(7.5);\n"
                         "  gauge('stock').set(3);\n"
                         "});\n");
    }

    void holdsGoalsOfEachKind()
    {
        const QStringList goals{
            QStringLiteral("p95(latency) < 10 s"),
            QStringLiteral("p99(latency, \"GET /cart\") < 10 s"),
            QStringLiteral("rate(failed) < 1 %"),
            QStringLiteral("rate(http_5xx) < 5.1 %"),
            QStringLiteral("rate(errors, \"/flaky\") == 10 %"),
            QStringLiteral("count(http_503) == 2"),
            QStringLiteral("count(iterations) >= 20"),
            QStringLiteral("count(requests) == 40"),
            QStringLiteral("rate(requests) > 0.1 /s"),
            QStringLiteral("rate(iterations_failed) == 0 %"),
            QStringLiteral("rate(check \"logged in\") > 99 %"),
            QStringLiteral("p95(step \"checkout\") < 10 s"),
            QStringLiteral("p95(scenario \"buy\") < 10 s"),
            QStringLiteral("count(counter \"orders\") == 40"),
            QStringLiteral("p95(trend \"basket\") < 10"),
            QStringLiteral("max(gauge \"stock\") <= 3"),
        };
        CliProcess cli(m_folder.path());
        run(cli, "-p2 -w2 -r5 -q --summary -", goals);
        QCOMPARE(cli.errors(), QString());
        QCOMPARE(cli.exitCode(), int(ExitCode::Finished));
        QCOMPARE(verdictsOf(cli.summary()),
                 QStringList(goals).replaceInStrings(QRegularExpression(QStringLiteral("^")),
                                                     QStringLiteral("holds ")));
        const auto share = cli.summary()[QStringLiteral("goals")][4];
        QCOMPARE(share[QStringLiteral("measured")].toDouble(), 10.0);
        QCOMPARE(share[QStringLiteral("unit")].toString(), QStringLiteral("%"));
    }

    void missesGoals_data()
    {
        QTest::addColumn<QString>("goal");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("said");
        QTest::newRow("broken") << QStringLiteral("count(iterations) > 1000") << int(ExitCode::GoalsMissed)
                                << QStringLiteral("A goal is broken: count(iterations) > 1000. It was 10.");
        QTest::newRow("not judged") << QStringLiteral("p95(latency, \"POST /cart\") < 1 s")
                                    << int(ExitCode::GoalsMissed)
                                    << QStringLiteral(
                                           "A goal could not be judged because nothing was measured for it: "
                                           "p95(latency, \"POST /cart\") < 1 s.");
        QTest::newRow("no goal") << QStringLiteral("p95(latncy) < 1 s") << int(ExitCode::Usage)
                                 << QStringLiteral(
                                        "Goal 2, “p95(latncy) < 1 s”, column 5: Expected a measure");
    }

    void missesGoals()
    {
        QFETCH(QString, goal);
        QFETCH(QString, said);
        CliProcess cli(m_folder.path());
        run(cli, "-r10 -q", {QStringLiteral("rate(failed) < 1 %"), goal});
        QTEST(cli.exitCode(), "code");
        QVERIFY2(cli.errors().startsWith(QStringLiteral("molotov-cli: ") + said), qPrintable(cli.errors()));
        QCOMPARE(cli.errors().count(QLatin1Char('\n')), 1);
        QCOMPARE(m_server->requests().isEmpty(), cli.exitCode() == int(ExitCode::Usage));
    }

    void addsGoalsToThoseOfTheProfile()
    {
        write("molotov.json", R"({"molotov": {"tests": {"smoke": {"scenario": "shop.js", "max_runs": 3,
                  "thresholds": ["count(iterations) == 3", "count(http_5xx) == 0"], "base_url": ")"
                                  + m_server->url().toString().toUtf8() + R"("}}}})");
        CliProcess cli(m_folder.path());
        run(cli, "--config molotov.json -q --summary -", {QStringLiteral("p95(latency) < 1 us")});
        QCOMPARE(cli.exitCode(), int(ExitCode::GoalsMissed));
        QCOMPARE(verdictsOf(cli.summary()).join(QStringLiteral("; ")),
                 QStringLiteral(
                     "holds count(iterations) == 3; holds count(http_5xx) == 0; broken p95(latency) < 1 us"));
    }

    void aBrokenGoalStopsTheRun()
    {
        m_server->setHandler([](const ServedRequest &) { return ServerAnswer::response(500); });
        CliProcess cli(m_folder.path());
        run(cli, "-d600 --delay 0.01 -q --summary -",
            {QStringLiteral("count(failed) == 0, abort"),
             QStringLiteral("rate(http_5xx) < 1 %, abort after 0.5 s")});
        QCOMPARE(cli.exitCode(), int(ExitCode::GoalsMissed));
        const auto summary = cli.summary();
        QCOMPARE(summary[QStringLiteral("state")].toString(), QStringLiteral("finished"));
        QCOMPARE(summary[QStringLiteral("reason")].toString(),
                 QStringLiteral(
                     "Stopped because a goal was broken: rate(http_5xx) < 1 %, abort after 0.5 s. It was "
                     "100 %."));
        QVERIFY(summary[QStringLiteral("load_time_s")].toDouble() >= 0.5);
        QVERIFY(summary[QStringLiteral("load_time_s")].toDouble() < 30);
        QCOMPARE(summary[QStringLiteral("iterations")][QStringLiteral("aborted")].toInt(), 0);
    }

#ifdef Q_OS_UNIX
    void mattersMoreThanALostHelper()
    {
        const NotedHelpers helpers;
        CliProcess cli(m_folder.path());
        cli.setVariable(QStringLiteral("MOLOTOV_HELPER"), helpers.program());
        start(cli, "-p2 -d5 --delay 0.02 -q", {QStringLiteral("count(iterations) > 100000")});
        QTRY_VERIFY_WITH_TIMEOUT(m_server->requests().size() > 20, Patience);
        ::kill(pid_t(helpers.pids().first()), SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
        QVERIFY2(cli.errors().contains(QStringLiteral("1 of 2 processes did not come to the end")),
                 qPrintable(cli.errors()));
        QCOMPARE(cli.exitCode(), int(ExitCode::GoalsMissed));
    }
#endif

    void mattersLessThanTooManyFailures()
    {
        const QStringList missed{QStringLiteral("count(iterations) > 1000")};
        CliProcess failed(m_folder.path());
        run(failed, "-r1 -q -f0", missed);
        QCOMPARE(failed.exitCode(), int(ExitCode::Failed));
#ifdef Q_OS_LINUX
        CliProcess unwritten(m_folder.path()); // and more than a summary that could not be written
        run(unwritten, "-r1 -q --summary /dev/full", missed);
        QCOMPARE(unwritten.exitCode(), int(ExitCode::GoalsMissed));
#endif
    }

private:
    void write(const char *name, const QByteArray &text) const
    {
        QFile file(m_folder.filePath(QString::fromUtf8(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

    void start(CliProcess &cli, const QByteArray &arguments, const QStringList &goals) const
    {
        auto words = QString::fromUtf8(arguments).split(QLatin1Char(' '));
        if (!words.contains(QStringLiteral("--config")))
            words += {QStringLiteral("shop.js"), QStringLiteral("--base-url"), m_server->url().toString()};
        for (const auto &goal : goals)
            words += {QStringLiteral("--threshold"), goal};
        cli.start(words);
    }

    void run(CliProcess &cli, const QByteArray &arguments, const QStringList &goals) const
    {
        start(cli, arguments, goals);
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    QDir m_folder;
    std::unique_ptr<HttpServer> m_server;
    int m_flaky = 0;
};

QTEST_GUILESS_MAIN(TestCliGoals)
#include "tst_cligoals.moc"
