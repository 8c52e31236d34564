// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/poolbench.h"
#include "tests/support/httpserver.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

/// How iterations end: what is counted of those that time out, that have no answer when the run is over, or
/// that leave requests and sleeps behind.
class tst_Endings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsEachRequestOfWhatTimesOut_data();
    void countsEachRequestOfWhatTimesOut();
    void countsFixturesApart();
    void failsWhatHasNoAnswerWhenTheRunIsOver();
    void failsNothingThatOthersStopped();
    void failsNoIterationThatSleeps();
    void aSetupWithoutAnAnswerFailsTheRun();
    void waitsForASleepThatNobodyAwaited();
    void waitsForARequestThatNobodyAwaited();
    void waitsForAllOfAFailedIteration();
    void endsTimersWithTheirFunction();
    void doesNotWarnOfWhatWasAwaited();

private:
    static Protocol::MetricsDelta ended(PoolBench &bench)
    {
        for (int i = 0; i < 5000 && bench.finishes == 0; ++i) {
            bench.pass(10ms);
            QTest::qWait(1); // for the server
        }
        [&] { QCOMPARE(bench.finishes, 1); }();
        return bench.metrics.take(0);
    }

    static Protocol::ScenarioDelta onlyScenario(const Protocol::MetricsDelta &delta)
    {
        return delta.scenarios.size() == 1 ? delta.scenarios.first() : Protocol::ScenarioDelta();
    }

    static QStringList names(const QList<Protocol::EndpointDelta> &endpoints)
    {
        QStringList names;
        for (const auto &endpoint : endpoints)
            names.append(QStringLiteral("%1 %2×%3").arg(endpoint.method, endpoint.name).arg(endpoint.count));
        names.sort();
        return names;
    }
};

void tst_Endings::countsEachRequestOfWhatTimesOut_data()
{
    QTest::addColumn<QString>("call");
    QTest::newRow("of the session") << QStringLiteral("session.get(\"/\")");
    QTest::newRow("of no worker's session") << QStringLiteral("request(\"GET\", args.baseUrl + \"/\")");
}

void tst_Endings::countsEachRequestOfWhatTimesOut()
{
    QFETCH(QString, call);
    HttpServer server([](const ServedRequest &) { return ServerAnswer::never(); });
    PoolBench bench(QStringLiteral("scenario(\"a\", async (session) => { await %1; });").arg(call),
                    [&](auto &plan) {
                        plan.baseUrl = server.url().toString();
                        plan.iterationTimeout = 1s;
                        plan.load.maxRuns = 4;
                    });
    for (int i = 1; i <= 4; ++i) {
        QTRY_COMPARE(server.requests().size(), i);
        bench.pass(1s);
    }
    QCOMPARE(bench.finishes, 1);
    const auto delta = bench.metrics.take(0);
    QCOMPARE(delta.endpoints.size(), 1);
    QCOMPARE(delta.endpoints.first().count, 4);
    QCOMPARE(delta.endpoints.first().failed, 4);
    QCOMPARE(delta.errors.size(), 1);
    QCOMPARE(delta.errors.first().error.message, QStringLiteral("The iteration took longer than 1 s"));
    QCOMPARE(delta.errors.first().count, 4);
    QCOMPARE(onlyScenario(delta).failed, 4);
    QTRY_COMPARE(server.openConnections(), 0);
}

void tst_Endings::countsFixturesApart()
{
    HttpServer server;
    PoolBench bench(QStringLiteral(R"(
        setup(async () => { await request("GET", "/setup"); });
        setupSession(async (id, session) => { await session.get("/login"); });
        scenario("a", async (session) => {
            await session.get("/load");
            await request("GET", "/load");
        });
        teardownSession(async (id, session) => { await session.get("/logout"); });
        teardown(async () => { await request("GET", "/teardown"); });)"),
                    [&](auto &plan) {
                        plan.baseUrl = server.url().toString();
                        plan.load.maxRuns = 2;
                    });
    const auto delta = ended(bench);
    QCOMPARE(names(delta.endpoints), QStringList{QStringLiteral("GET /load×4")});
    QCOMPARE(names(delta.fixtures.endpoints),
             QStringList({QStringLiteral("GET /login×1"), QStringLiteral("GET /logout×1"),
                          QStringLiteral("GET /setup×1"), QStringLiteral("GET /teardown×1")}));
    QCOMPARE(server.requests().size(), 8);
    QVERIFY(delta.bytesIn > 0 && delta.fixtures.bytesIn > 0);
}

void tst_Endings::failsWhatHasNoAnswerWhenTheRunIsOver()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::never(); });
    PoolBench bench(QStringLiteral("\nscenario(\"a\", async (session) => {\n"
                                   "    for (;;) try { await session.get(\"/a\"); } catch {}\n});"),
                    [&](auto &plan) {
                        plan.baseUrl = server.url().toString();
                        plan.load.duration = 1s;
                        plan.load.users = 2;
                    });
    QTRY_COMPARE(server.requests().size(), 2);
    const auto delta = ended(bench);
    QCOMPARE(onlyScenario(delta).failed, 2);
    QCOMPARE(onlyScenario(delta).aborted, 0);
    QCOMPARE(delta.endpoints.first().aborted, 2);
    QCOMPARE(delta.endpoints.first().failed, 0);
    QCOMPARE(delta.errors.size(), 1);
    const auto &group = delta.errors.first();
    QCOMPARE(group.count, 2);
    QVERIFY(group.error.kind == ErrorKind::Unanswered);
    QCOMPARE(group.error.message, QStringLiteral("GET /a had no answer yet when the run was over"));
    QVERIFY(!group.error.stack.isEmpty() && group.error.stack.first().place.isValid());
    QCOMPARE(server.requests().size(), 2);
}

void tst_Endings::failsNothingThatOthersStopped()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::never(); });
    PoolBench bench(QStringLiteral("scenario(\"a\", async (session) => { await session.get(\"/\"); });"),
                    [&](auto &plan) { plan.baseUrl = server.url().toString(); });
    QTRY_COMPARE(server.requests().size(), 1);
    bench.pool->stop();
    const auto delta = ended(bench);
    QVERIFY(delta.elapsed >= StopPolicy::Grace);
    QCOMPARE(onlyScenario(delta).failed, 0);
    QCOMPARE(onlyScenario(delta).aborted, 1);
    QCOMPARE(delta.endpoints.first().aborted, 1);
    QVERIFY(delta.errors.isEmpty());
}

void tst_Endings::failsNoIterationThatSleeps()
{
    PoolBench bench(QStringLiteral("scenario(\"a\", async () => { await sleep(3600); });"),
                    [](auto &plan) { plan.load.duration = 1s; });
    const auto delta = ended(bench);
    QCOMPARE(onlyScenario(delta).failed, 0);
    QCOMPARE(onlyScenario(delta).aborted, 1);
    QVERIFY(delta.errors.isEmpty());
}

void tst_Endings::aSetupWithoutAnAnswerFailsTheRun()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::never(); });
    PoolBench bench(QStringLiteral("setup(async () => { await request(\"POST\", \"/login\"); });"
                                   "scenario(\"a\", () => {});"),
                    [&](auto &plan) {
                        plan.baseUrl = server.url().toString();
                        plan.load.duration = 1s;
                    });
    QTRY_COMPARE(server.requests().size(), 1);
    const auto delta = ended(bench);
    QCOMPARE(bench.broken.size(), 1);
    QCOMPARE(bench.broken.first().error.message,
             QStringLiteral("POST /login had no answer yet when the run was over"));
    QCOMPARE(delta.fixtures.endpoints.first().aborted, 1);
}

void tst_Endings::waitsForASleepThatNobodyAwaited()
{
    PoolBench bench(QStringLiteral("\nscenario(\"a\", async () => {\n    sleep(1);\n});"),
                    [](auto &plan) { plan.load.duration = 9500ms; });
    const auto delta = ended(bench);
    QCOMPARE(onlyScenario(delta).ok, 10);
    QCOMPARE(delta.errors.size(), 1);
    const auto &group = delta.errors.first();
    QVERIFY(group.error.kind == ErrorKind::Warning);
    QCOMPARE(group.count, 1); // for each place once
    QCOMPARE(
        group.error.message,
        QStringLiteral("A sleep was still under way when scenario “a” returned, and had to be waited for: "
                       "is an “await” missing?"));
    QVERIFY(!group.error.stack.isEmpty() && group.error.stack.first().place.isValid());
}

void tst_Endings::waitsForARequestThatNobodyAwaited()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::response(200).after(20ms); });
    PoolBench bench(QStringLiteral(R"(
        scenario("a", async (session) => {
            session.get("/one").then(() => session.get("/two"));
        });)"),
                    [&](auto &plan) {
                        plan.baseUrl = server.url().toString();
                        plan.load.maxRuns = 5;
                    });
    const auto delta = ended(bench);
    QCOMPARE(onlyScenario(delta).ok, 5);
    QCOMPARE(names(delta.endpoints),
             QStringList({QStringLiteral("GET /one×5"), QStringLiteral("GET /two×5")}));
    QCOMPARE(server.requests().size(), 10);
    QCOMPARE(server.connections(), 1); // never two at once
    QCOMPARE(delta.errors.size(), 1); // the second one began later: nobody could have awaited it there
    QVERIFY(delta.errors.first().error.message.startsWith(QLatin1String("A request was still under way")));
}

void tst_Endings::waitsForAllOfAFailedIteration()
{
    HttpServer server([](const ServedRequest &request) {
        return request.path() == "/close" ? ServerAnswer::close() : ServerAnswer::response(200).after(50ms);
    });
    PoolBench bench(QStringLiteral(R"(
        scenario("a", async (session) => {
            await Promise.all([session.get("/close"), session.get("/late")]);
        });)"),
                    [&](auto &plan) {
                        plan.baseUrl = server.url().toString();
                        plan.load.maxRuns = 3;
                    });
    const auto delta = ended(bench);
    QCOMPARE(onlyScenario(delta).failed, 3);
    QCOMPARE(names(delta.endpoints),
             QStringList({QStringLiteral("GET /close×3"), QStringLiteral("GET /late×3")}));
    for (const auto &endpoint : delta.endpoints)
        QCOMPARE(endpoint.aborted, 0);
    QCOMPARE(delta.errors.size(), 1); // that of the iteration, and no warning
    QVERIFY(delta.errors.first().error.kind == ErrorKind::Network);
}

void tst_Endings::endsTimersWithTheirFunction()
{
    PoolBench bench(QStringLiteral(R"(
        scenario("a", async (session) => {
            if (session.context.step === 1) {
                setInterval(() => console.log("interval"), 100);
                setTimeout(() => console.log("timeout"), 500);
                const third = setTimeout(() => console.log("never"), 200);
                clearTimeout(third);
                await sleep(0.15);
                return;
            }
            await sleep(1);
        });)"),
                    [](auto &plan) { plan.load.maxRuns = 2; });
    (void)ended(bench);
    QCOMPARE(bench.printed, QStringList{QStringLiteral("0 interval")});
}

void tst_Endings::doesNotWarnOfWhatWasAwaited()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::response(200).after(20ms); });
    PoolBench bench(QStringLiteral(R"(
        scenario("a", async (session) => {
            await Promise.all([session.get("/"), sleep(0.1)]);
            const controller = new AbortController();
            setTimeout(() => controller.abort(), 5);
            await session.get("/", { signal: controller.signal }).catch(() => {});
        });)"),
                    [&](auto &plan) {
                        plan.baseUrl = server.url().toString();
                        plan.load.maxRuns = 3;
                    });
    const auto delta = ended(bench);
    QCOMPARE(onlyScenario(delta).ok, 3);
    QVERIFY(delta.errors.isEmpty());
    QCOMPARE(delta.endpoints.first().count, 6);
}

QTEST_GUILESS_MAIN(tst_Endings)
#include "tst_endings.moc"
