// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/endtoend/cliprocess.h"
#include "tests/endtoend/notedhelpers.h"
#include "tests/support/httpserver.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 60'000; // ms; a machine may be busy

struct Counts
{
    qint64 count = 0;
    qint64 failed = 0;
    qint64 aborted = 0;
    qint64 retried = 0;

    qint64 answered() const { return count - failed - aborted; }
};

qint64 number(const QJsonObject &object, const char *name)
{
    return object[QLatin1String(name)].toInteger(-1);
}

Counts countsOf(const QJsonObject &object, const char *count = "count")
{
    return {number(object, count), number(object, "failed"), number(object, "aborted"),
            number(object, "retried")};
}

qint64 statusesOf(const QJsonObject &endpoint)
{
    qint64 sum = 0;
    const auto statuses = endpoint[QStringLiteral("status")].toObject();
    for (const auto &status : statuses)
        sum += status.toInteger();
    return sum;
}

} // namespace

/// The summary of the real programs against what a server has counted by itself.
class TestCounts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<HttpServer>();
        m_helpers = std::make_unique<NotedHelpers>();
    }

    void cleanup() { m_cli.reset(); }

    void iterationTimeouts()
    {
        m_server->setHandler([](const ServedRequest &) { return ServerAnswer::never(); });
        const auto summary = run(Get, "--timeout 0.5 -w 2 -r 3");
        const auto counts = load(summary);
        QTRY_COMPARE(m_server->requests().size(), counts.count);
        QCOMPARE(counts.count, 6);
        QCOMPARE(counts.failed, 6);
        QCOMPARE(number(iterations(summary), "failed"), 6);
        QCOMPARE(summary[QStringLiteral("errors")].toArray().size(), 1);
    }

    void aForcedStop()
    {
        m_server->setHandler([](const ServedRequest &) { return ServerAnswer::response(200).after(300ms); });
        const auto summary = run(Get, "--force-shutdown -d 2 -w 10 -f 1");
        const auto counts = load(summary);
        QCOMPARE(m_cli->exitCode(), int(ExitCode::Finished));
        // What is cut off just as it begins may not have left yet.
        const auto isSeen = [&] {
            const auto seen = m_server->requests().size();
            return seen <= counts.count && seen >= counts.count - counts.aborted;
        };
        QTRY_VERIFY(isSeen());
        QCOMPARE(counts.failed, 0);
        QVERIFY(counts.aborted > 0);
        QCOMPARE(number(iterations(summary), "failed"), 0);
        QCOMPARE(number(iterations(summary), "aborted"), counts.aborted);
        QCOMPARE(number(iterations(summary), "ok"), counts.answered());
    }

    void aHungServer()
    {
        m_server->setHandler([](const ServedRequest &) { return ServerAnswer::never(); });
        const auto summary = run(Get, "-d 1 -w 3 -f 1");
        const auto counts = load(summary);
        QCOMPARE(m_cli->exitCode(), int(ExitCode::Failed));
        QTRY_COMPARE(m_server->requests().size(), counts.count);
        QCOMPARE(counts.count, 3);
        QCOMPARE(counts.aborted, 3);
        QCOMPARE(number(iterations(summary), "failed"), 3);
        const auto errors = summary[QStringLiteral("errors")].toArray();
        QCOMPARE(errors.size(), 1);
        QCOMPARE(errors.first()[QStringLiteral("kind")].toString(), QStringLiteral("unanswered"));
        QCOMPARE(errors.first()[QStringLiteral("count")].toInt(), 3);
        QVERIFY(errors.first()[QStringLiteral("at")].toString().contains(QStringLiteral("test.js:3:")));
    }

    void unawaitedRequests()
    {
        m_server->setHandler([](const ServedRequest &) { return ServerAnswer::response(200).after(20ms); });
        const auto summary = run("import { scenario } from 'molotov';\n"
                                 "scenario('a', async (session) => {\n"
                                 "  session.get('/');\n"
                                 "});\n",
                                 "-d 2 -w 2");
        const auto counts = load(summary);
        QTRY_COMPARE(m_server->requests().size(), counts.count);
        QCOMPARE(counts.answered(), counts.count);
        QCOMPARE(number(iterations(summary), "ok"), counts.count);
        QCOMPARE(m_server->connections(), 2);
        const QRegularExpression warning(
            QStringLiteral("warning: \\S*test\\.js:3:\\d+: A request was still under way when .* “await”"));
        QVERIFY2(m_cli->errors().count(warning) == 1, qPrintable(m_cli->errors()));
    }

    void cancelledRequests()
    {
        m_server->setHandler([](const ServedRequest &request) {
            return request.path() == "/slow" ? ServerAnswer::never() : ServerAnswer::response(200);
        });
        const auto summary =
            run("import { scenario } from 'molotov';\n"
                "scenario('a', async (session) => {\n"
                "  await session.get('/');\n"
                "  await session.get('/slow', { signal: AbortSignal.timeout(100) }).catch(() => {});\n"
                "});\n",
                "-w 2 -r 3");
        const auto counts = load(summary);
        QTRY_COMPARE(m_server->requests().size(), counts.count);
        QCOMPARE(counts.answered(), 6);
        QCOMPARE(counts.aborted, 6);
        QCOMPARE(number(iterations(summary), "ok"), 6);
    }

    void fixturesAndASlowTeardown()
    {
        const auto summary = run(
            "import { globalSetup, globalTeardown, request, scenario, setup, setupSession, sleep, teardown,\n"
            "         teardownSession } from 'molotov';\n"
            "globalSetup(async () => { await request('GET', '/fixture'); });\n"
            "setup(async () => { await request('GET', '/fixture'); });\n"
            "setupSession(async (id, session) => { await session.get('/fixture'); });\n"
            "scenario('a', async (session) => { await session.get('/'); await sleep(0.01); });\n"
            "teardownSession(async (id, session) => { await session.get('/fixture'); });\n"
            "teardown(async () => { await sleep(2); await request('GET', '/fixture'); });\n"
            "globalTeardown(async () => { await request('GET', '/fixture'); });\n",
            "-p 2 -w 3 -d 2");
        const auto counts = load(summary);
        QTRY_COMPARE(m_server->count("/"), counts.count);
        QCOMPARE(counts.answered(), counts.count);
        const auto fixtures = countsOf(summary[QStringLiteral("fixtures")].toObject(), "requests");
        QCOMPARE(fixtures.count, m_server->count("/fixture"));
        QCOMPARE(fixtures.count, 2 + 2 * 3 * 4);
        QCOMPARE(fixtures.answered(), fixtures.count);
        QVERIFY(summary[QStringLiteral("duration_s")].toDouble()
                >= summary[QStringLiteral("load_time_s")].toDouble() + 2);
    }

    // A rate is what the server saw, though one worker hangs until the end of the grace, and teardowns take
    // long. Whoever is busy with other things may be late: one of three runs is enough.
    void theRateIsTheServers()
    {
        QList<double> parts;
        for (int i = 0; i < 3 && !(parts.size() > 0 && std::abs(parts.last() - 1) <= 0.02); ++i) {
            init();
            parts.append(rateByServers());
        }
        QVERIFY2(std::abs(parts.last() - 1) <= 0.02, qPrintable(QString::number(parts.last())));
    }

    void droppedConnections()
    {
        qint64 dropped = 0;
        qint64 answered = 0;
        m_server->setHandler([&](const ServedRequest &) {
            if ((dropped + answered) % 3 == 2) {
                ++dropped;
                return ServerAnswer::close();
            }
            ++answered;
            auto answer = ServerAnswer::response(200);
            // Unannounced: the next request may find the connection gone.
            answer.then = answered % 5 == 0 ? ServerAnswer::Then::Close : ServerAnswer::Then::KeepAlive;
            return answer;
        });
        const auto summary = run(Get, "-w 5 -r 40");
        const auto counts = load(summary);
        QCOMPARE(counts.count, 200);
        QCOMPARE(counts.answered(), answered);
        QCOMPARE(counts.failed, counts.count - answered);
        QVERIFY(counts.failed >= dropped);
        QCOMPARE(number(iterations(summary), "failed"), counts.failed);
    }

    void steps()
    {
        m_server->setHandler([](const ServedRequest &request) {
            return ServerAnswer::response(request.path() == "/pay" ? 503 : 200).after(2ms);
        });
        const auto summary = run("import { assert, scenario, step } from 'molotov';\n"
                                 "scenario('a', async (session) => {\n"
                                 "  await session.get('/none');\n"
                                 "  const both = step('both', () => Promise.all([\n"
                                 "    step('left', async () => { await session.get('/left');\n"
                                 "      await session.get('/left'); return 1; }),\n"
                                 "    step('right', () => session.get('/right').then(() => 2))]));\n"
                                 "  assert.deepEqual(await both, [1, 2]);\n"
                                 "  await step('pay', async () => {\n"
                                 "    assert.equal((await session.get('/pay')).status, 200); });\n"
                                 "});\n",
                                 "-p 2 -w 5 -r 20 -f 0");
        const auto counts = load(summary);
        QCOMPARE(counts.count, 5 * 200);
        QCOMPARE(m_server->requests().size(), counts.count);
        const auto left = m_server->count("/left");
        const auto right = m_server->count("/right");
        const auto pay = m_server->count("/pay");
        QCOMPARE(stepOf(summary, "both"), QStringLiteral("200+0-0 %1").arg(left + right));
        QCOMPARE(stepOf(summary, "both / left"), QStringLiteral("200+0-0 %1").arg(left));
        QCOMPARE(stepOf(summary, "both / right"), QStringLiteral("200+0-0 %1").arg(right));
        QCOMPARE(stepOf(summary, "pay"), QStringLiteral("0+200-0 %1").arg(pay));
        QCOMPARE(summary[QStringLiteral("steps")].toArray().size(), 4);
        const auto errors = summary[QStringLiteral("errors")].toArray();
        QCOMPARE(errors.size(), 1);
        QCOMPARE(errors.first()[QStringLiteral("step")].toString(), QStringLiteral("pay"));
        QCOMPARE(errors.first()[QStringLiteral("count")].toInt(), 200);
    }

    void stepsThatAreCutOff()
    {
        m_server->setHandler([](const ServedRequest &request) {
            return request.path() == "/never" ? ServerAnswer::never() : ServerAnswer::response(200);
        });
        const auto summary = run("import { scenario, step } from 'molotov';\n"
                                 "scenario('a', (session) => step('outer', async () => {\n"
                                 "  await step('fine', () => session.get('/'));\n"
                                 "  await step('hangs', () => session.get('/never'));\n"
                                 "}));\n",
                                 "--force-shutdown -d 2 -w 4 -f 1");
        load(summary);
        QCOMPARE(m_server->requests().size(), 8);
        QCOMPARE(stepOf(summary, "outer"), QStringLiteral("0+0-4 8"));
        QCOMPARE(stepOf(summary, "outer / fine"), QStringLiteral("4+0-0 4"));
        QCOMPARE(stepOf(summary, "outer / hangs"), QStringLiteral("0+0-4 4"));
        QCOMPARE(number(iterations(summary), "aborted"), 4);
    }

    void lostHelpers_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("killed") << SIGKILL;
        QTest::newRow("stopped") << SIGSTOP;
    }

    void lostHelpers()
    {
        QFETCH(int, signal);
        start(Paced, "-p 2 -w 3 -d 12");
        QTRY_VERIFY_WITH_TIMEOUT(m_server->requests().size() > 200, Patience);
        ::kill(pid_t(m_helpers->pids().first()), signal);
        const auto summary = ended();
        const auto counts = load(summary);
        QCOMPARE(m_cli->exitCode(), int(ExitCode::HelpersLost));
        // What the lost one did after its last report is known to nobody but the server.
        const auto byHelper = requestsByHelper();
        QCOMPARE(byHelper.size(), 2);
        QVERIFY(counts.count <= m_server->requests().size());
        const auto helpers = summary[QStringLiteral("helpers")].toArray();
        for (const auto &helper : helpers) {
            if (helper[QStringLiteral("end")].toString() == QLatin1String("finished"))
                QVERIFY(byHelper.contains(number(helper.toObject(), "requests")));
        }
    }

    void aHelperThatStartsLate()
    {
        m_helpers = std::make_unique<NotedHelpers>("mkdir \"$0.late\" 2>/dev/null && sleep 2");
        const auto summary = run(Paced, "-p 2 -w 3 -d 2");
        const auto counts = load(summary);
        QTRY_COMPARE(m_server->requests().size(), counts.count);
        QCOMPARE(counts.answered(), counts.count);
        QVERIFY(summary[QStringLiteral("load_time_s")].toDouble() < 4);
        auto byHelper = requestsByHelper();
        QCOMPARE(byHelper.size(), 2);
    }

private:
    static constexpr auto Get = "import { scenario } from 'molotov';\n"
                                "scenario('get', async (session) => {\n"
                                "  await session.get('/');\n"
                                "});\n";
    static constexpr auto Paced = "import { scenario, sleep } from 'molotov';\n"
                                  "const helper = String(Math.random());\n"
                                  "scenario('get', async (session) => {\n"
                                  "  await session.get('/', { headers: { 'x-helper': helper } });\n"
                                  "  await sleep(0.02);\n"
                                  "});\n";

    void start(const char *script, const char *options)
    {
        QFile file(m_folder->filePath(QStringLiteral("test.js")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(script);
        file.close();
        m_cli = std::make_unique<CliProcess>(m_folder->path());
        m_cli->setVariable(QStringLiteral("MOLOTOV_HELPER"), m_helpers->program());
        m_cli->start(QString::fromLatin1(options).split(QLatin1Char(' '))
                     + QStringList{QStringLiteral("test.js"), QStringLiteral("--no-check"),
                                   QStringLiteral("--base-url"), m_server->url().toString(),
                                   QStringLiteral("--summary"), QStringLiteral("-")});
    }

    QJsonObject ended()
    {
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience); }();
        return m_cli->summary();
    }

    QJsonObject run(const char *script, const char *options)
    {
        start(script, options);
        return ended();
    }

    static QJsonObject iterations(const QJsonObject &summary)
    {
        return summary[QStringLiteral("iterations")].toObject();
    }

    /// "ok+failed-aborted requests"; all durations must be of those that have one.
    static QString stepOf(const QJsonObject &summary, const char *name)
    {
        const auto steps = summary[QStringLiteral("steps")].toArray();
        for (const auto &entry : steps) {
            const auto step = entry.toObject();
            if (step[QStringLiteral("name")] != QLatin1String(name))
                continue;
            [&] {
                QCOMPARE(step[QStringLiteral("duration_ms")].toObject().isEmpty(), number(step, "ok") == 0);
                QCOMPARE(step[QStringLiteral("failed_duration_ms")].toObject().isEmpty(),
                         number(step, "failed") == 0);
            }();
            return QStringLiteral("%1+%2-%3 %4")
                .arg(number(step, "ok"))
                .arg(number(step, "failed"))
                .arg(number(step, "aborted"))
                .arg(number(step, "requests"));
        }
        return QStringLiteral("none");
    }

    /// Of requests that are load; all parts of the summary must tell the same.
    static Counts load(const QJsonObject &summary)
    {
        const auto total = countsOf(summary[QStringLiteral("requests")].toObject());
        Counts sum;
        qint64 statuses = 0;
        const auto endpoints = summary[QStringLiteral("endpoints")].toArray();
        for (const auto &endpoint : endpoints) {
            const auto counts = countsOf(endpoint.toObject());
            sum.count += counts.count;
            sum.failed += counts.failed;
            sum.aborted += counts.aborted;
            sum.retried += counts.retried;
            statuses += statusesOf(endpoint.toObject());
        }
        qint64 ofHelpers = 0;
        const auto helpers = summary[QStringLiteral("helpers")].toArray();
        for (const auto &helper : helpers)
            ofHelpers += number(helper.toObject(), "requests");
        [&] {
            QCOMPARE(sum.count, total.count);
            QCOMPARE(sum.failed, total.failed);
            QCOMPARE(sum.aborted, total.aborted);
            QCOMPARE(sum.retried, total.retried);
            QCOMPARE(statuses, total.answered());
            QCOMPARE(ofHelpers, total.count);
        }();
        return total;
    }

    QList<qint64> requestsByHelper() const
    {
        QMap<QByteArray, qint64> counts;
        for (const auto &request : m_server->requests())
            ++counts[request.header("x-helper")];
        return counts.values();
    }

    /// The rate of the summary as a part of the one that the server saw.
    double rateByServers()
    {
        QElapsedTimer clock;
        qint64 first = -1;
        qint64 last = 0;
        clock.start();
        m_server->setHandler([&](const ServedRequest &request) {
            if (request.path() == "/never")
                return ServerAnswer::never();
            last = clock.elapsed();
            first = first < 0 ? last : first;
            return ServerAnswer::response(200);
        });
        const auto summary = run("import { scenario, sleep, teardown } from 'molotov';\n"
                                 "scenario('a', async (session) => {\n"
                                 "  if (session.context.workerId === 0)\n"
                                 "    await session.get('/never');\n"
                                 "  await session.get('/');\n"
                                 "  await sleep(0.05);\n"
                                 "});\n"
                                 "teardown(async () => { await sleep(0.5); });\n",
                                 "-w 9 -d 4");
        const auto counts = load(summary);
        [&] { QTRY_COMPARE(m_server->requests().size(), counts.count); }();
        const double pause = 0.05; // after the last one
        const double byServer = double(counts.count) / (double(last - first) / 1000 + pause);
        return summary[QStringLiteral("requests")][QStringLiteral("rate_per_s")].toDouble() / byServer;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HttpServer> m_server;
    std::unique_ptr<NotedHelpers> m_helpers;
    std::unique_ptr<CliProcess> m_cli;
};

QTEST_GUILESS_MAIN(TestCounts)
#include "tst_counts.moc"
