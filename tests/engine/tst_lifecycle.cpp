// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/poolbench.h"
#include "tests/support/compilescenario.h"
#include "tests/support/httpserver.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

/// When which fixture runs, and what becomes of a run when one fails. What happens once in a run is tried in
/// tst_globalfixtures.
class tst_LifeCycle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsFixturesInOrder();
    void makesASessionOfEachKindOnce();
    void shapesTheSessionByItsFactorysOptions();
    void failsTheIterationWhenAFactoryFails_data();
    void failsTheIterationWhenAFactoryFails();
    void breaksTheRunWhenAFixtureFails_data();
    void breaksTheRunWhenAFixtureFails();
    void ignoresTeardownsThatFail();
    void tearsNothingDownBeforeItsTurn();
    void givesTeardownsASecond();
    void letsTeardownsSendAfterAnAbort();
    void abortsNoRequestOfATeardown();
    void abortsAtTheEndWhenForced();
    void picksAsTheScriptSays();
    void failsWhatCannotBePicked_data();
    void failsWhatCannotBePicked();
    void runsASingleScenario();
    void runsEachScenarioOnce();
    void stopsAtTheFirstFailure();
    void timesIterationsOut();
    void abortsTheRequestsOfWhatItTimesOut();
    void endsWhatAsksForEver();
    void runsExtensionsFirst();
};

void tst_LifeCycle::runsFixturesInOrder()
{
    PoolBench bench(QStringLiteral(R"(
        setup(async (id, given) => { await sleep(0.01); console.log("setup", id, given === args); });
        setupSession(async (id, session) => { await sleep(0.01); console.log("setupSession", id, session.context.step); });
        teardownSession(async (id, session) => { await sleep(0.01); console.log("teardownSession", id, session.context.step); });
        teardown(async (id) => { await sleep(0.01); console.log("teardown", id); });
        scenario("a", async (session) => console.log("run", session.context.step));)"),
                    [](auto &plan) {
                        // The second helper: its workers begin after 1 s and 3 s, as number 1 and 3.
                        plan.share = {.index = 1, .count = 2, .weights = {}};
                        plan.load.users = 4;
                        plan.load.rampUp = 4s;
                        plan.load.delay = 100ms;
                        plan.load.maxRuns = 2;
                    });
    bench.pass(1500ms);
    QCOMPARE(bench.told(),
             QStringLiteral(
                 "1 setup 1 true|1 setupSession 1 1|1 run 1|1 run 2|1 teardownSession 1 2|1 teardown 1"));
    QCOMPARE(bench.finishes, 0);
    bench.pass(2s);
    QCOMPARE(bench.told(),
             QStringLiteral(
                 "3 setup 3 true|3 setupSession 3 1|3 run 1|3 run 2|3 teardownSession 3 2|3 teardown 3"));
    QCOMPARE(bench.finishes, 1);
    QCOMPARE(bench.pool->activeWorkers(), 0);
}

void tst_LifeCycle::makesASessionOfEachKindOnce()
{
    PoolBench bench(QStringLiteral(R"(
        let made = 0;
        sessionFactory("grpc", async (options) => {
            await sleep(0.01);
            return { number: ++made, close() { console.log("closed", this.number); } };
        });
        setupSession((id, session) => console.log("setupSession", typeof session.get, session.number));
        teardownSession((id, session) => console.log("teardownSession", typeof session.get, session.number));
        teardown(() => console.log("teardown"));
        scenarioPicker((id, step) => step % 2 === 0 ? "web" : "rpc");
        scenario("web", { session: "http" }, async (session) => console.log("web", typeof session.get));
        scenario("rpc", { session: "grpc", url: "localhost:1" }, async (session) => console.log("rpc", session.number,
            session.context.workerId, session.context.step));)"),
                    [](auto &plan) { plan.load.maxRuns = 4; });
    bench.pass(200ms);
    QCOMPARE(bench.told(),
             QStringLiteral(
                 "0 setupSession undefined 1|0 rpc 1 0 1|0 setupSession function undefined|0 web function|"
                 "0 rpc 1 0 3|0 web function|0 teardownSession undefined 1|0 closed 1|"
                 "0 teardownSession function undefined|0 teardown"));
}

void tst_LifeCycle::shapesTheSessionByItsFactorysOptions()
{
    PoolBench bench(QStringLiteral(R"(
        sessionFactory("grpc", (options) => { console.log(options); return () => 5; });
        scenario("rpc", { session: "grpc", weight: 2, delay: 0.1, url: "localhost:1" }, (session) => console.log(session()));)"),
                    [](auto &plan) { plan.load.maxRuns = 1; });
    bench.pass(100ms);
    QCOMPARE(bench.told(), QStringLiteral("0 {\"url\":\"localhost:1\"}|0 5"));
}

void tst_LifeCycle::failsTheIterationWhenAFactoryFails_data()
{
    QTest::addColumn<QString>("factory");
    QTest::addColumn<QString>("told");
    QTest::newRow("throws") << "() => { throw new Error('no server'); }"
                            << "0 scenario_failure rpc no server|error: no server (2)";
    QTest::newRow("rejects") << "async () => { await sleep(0.01); throw new Error('no server'); }"
                             << "0 scenario_failure rpc no server|error: no server (2)";
    QTest::newRow("nothing")
        << "async () => {}"
        << "0 scenario_failure rpc The sessionFactory of “grpc” returned undefined, which is no "
           "session|error: TypeError: The sessionFactory of “grpc” returned undefined, which is "
           "no session (2)";
}

void tst_LifeCycle::failsTheIterationWhenAFactoryFails()
{
    QFETCH(QString, factory);
    QFETCH(QString, told);
    PoolBench bench(QStringLiteral(R"(
        sessionFactory("grpc", %1);
        let heard = 0;
        events((name, info) => { if (++heard === 1) console.log(name, info.scenario.name, info.exception.message); });
        scenario("rpc", { session: "grpc" }, () => console.log("never"));)")
                        .arg(factory),
                    [](auto &plan) { plan.load.maxRuns = 2; });
    bench.pass(100ms);
    QCOMPARE(bench.told(), told);
    QCOMPARE(bench.finishes, 1);
    QVERIFY(bench.broken.isEmpty());
}

void tst_LifeCycle::breaksTheRunWhenAFixtureFails_data()
{
    QTest::addColumn<QString>("fixtures");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("told");
    QTest::newRow("setup throws") << "setup((id) => { if (id === 1) throw new Error('no account'); });"
                                  << "no account"
                                  << "0 teardown|1 teardown|2 teardown";
    QTest::newRow("setup rejects")
        << "setup(async (id) => { await sleep(0.01); if (id === 1) throw new Error('no account'); });"
        << "no account"
        << "0 teardown|1 teardown|2 teardown";
    QTest::newRow("setup returns no object")
        << "setup(async (id) => id === 1 ? 'shop' : {});"
        << "TypeError: setup returns session options or nothing, got \"shop\""
        << "0 teardown|1 teardown|2 teardown";
    QTest::newRow("setupSession throws")
        << "setupSession((id) => { if (id === 1) throw new Error('no login'); });"
        << "no login"
        << "0 teardown|1 teardown|2 teardown";
    QTest::newRow("setupSession rejects")
        << "setupSession(async (id) => { await sleep(0.01); if (id === 1) throw new Error('no login'); });"
           "teardownSession(() => console.log('teardownSession'));"
        << "no login"
        << "0 teardownSession|0 teardown|1 teardown|2 teardownSession|2 teardown";
}

void tst_LifeCycle::breaksTheRunWhenAFixtureFails()
{
    QFETCH(QString, fixtures);
    QFETCH(QString, message);
    QFETCH(QString, told);
    PoolBench bench(fixtures
                        + QStringLiteral("teardown(() => console.log(\"teardown\"));"
                                         "scenario(\"a\", async () => { await sleep(3600); });"),
                    [](auto &plan) { plan.load.users = 3; });
    bench.pass(200ms);
    QCOMPARE(bench.finishes, 1);
    QCOMPARE(bench.broken.size(), 1);
    QVERIFY(bench.broken.first().why == Protocol::RunBroken::Why::SetupFailed);
    QCOMPARE(bench.broken.first().error.message, message);
    auto lines = bench.printed;
    std::stable_sort(lines.begin(), lines.end(),
                     [](const QString &left, const QString &right) { return left[0] < right[0]; });
    QCOMPARE(lines.join(QLatin1Char('|')), told);
    QCOMPARE(bench.iterations(), QStringLiteral("0+0 0+0"));
}

void tst_LifeCycle::ignoresTeardownsThatFail()
{
    PoolBench bench(QStringLiteral(R"(
        sessionFactory("grpc", () => ({ close: async () => { throw new Error("not open"); } }));
        teardownSession(async (id, session) => { await sleep(0.01); throw new Error("no logout"); });
        teardown(() => { throw new Error("no cleaning"); });
        scenario("a", { session: "grpc" }, () => {});)"),
                    [](auto &plan) {
                        plan.load.users = 3;
                        plan.load.maxRuns = 1;
                    });
    bench.pass(100ms);
    QCOMPARE(bench.finishes, 1);
    QVERIFY(bench.broken.isEmpty());
    QCOMPARE(bench.told(),
             QStringLiteral("error: teardownSession failed: no logout (3)|error: The session could not "
                            "be closed: not open (3)|error: teardown failed: no cleaning (3)"));
}

void tst_LifeCycle::tearsNothingDownBeforeItsTurn()
{
    PoolBench bench(QStringLiteral(R"(
        teardown((id) => console.log("teardown", id));
        scenario("a", async () => { await sleep(0.01); });)"),
                    [](auto &plan) {
                        plan.load.users = 2;
                        plan.load.rampUp = 60s;
                    });
    bench.pass(100ms);
    bench.pool->stop();
    bench.pass(100ms);
    QCOMPARE(bench.told(), QStringLiteral("0 teardown 0"));
    QCOMPARE(bench.finishes, 1);
}

void tst_LifeCycle::givesTeardownsASecond()
{
    PoolBench bench(QStringLiteral(R"(
        teardown(async (id) => {
            await sleep(id === 0 ? 0.9 : 1.1);
            console.log("torn down");
        });
        scenario("a", async () => { await sleep(3600); });)"),
                    [](auto &plan) { plan.load.users = 2; });
    bench.pass(100ms);
    bench.pool->stopNow();
    bench.pass(950ms);
    QCOMPARE(bench.finishes, 0);
    bench.pass(500ms);
    QCOMPARE(bench.finishes, 1);
    QCOMPARE(bench.told(), QStringLiteral("0 torn down"));
}

void tst_LifeCycle::letsTeardownsSendAfterAnAbort()
{
    HttpServer server([](const ServedRequest &request) {
        return request.path() == "/logout" ? ServerAnswer::response(204) : ServerAnswer::never();
    });
    PoolBench bench(QStringLiteral(R"(
        teardownSession(async (id, session) => {
            const response = await session.get("/logout");
            console.log("logged out:", response.status);
        });
        scenario("a", async (session) => {
            try { await session.get("/stuck"); } catch (error) { console.log(error.kind); }
            try { await session.get("/more"); } catch (error) { console.log(error.message); }
            for (;;)
                try { await sleep(1); } catch {}
        });)"),
                    [&](auto &plan) { plan.baseUrl = server.url().toString(); });
    QTRY_COMPARE(server.requests().size(), 1);
    bench.pool->stopNow();
    QTRY_COMPARE(bench.finishes, 1);
    QCOMPARE(bench.told(),
             QStringLiteral("0 aborted|0 GET /more was not sent: the run was stopped|0 logged out: 204"));
    QCOMPARE(server.count("/more"), 0);
    QCOMPARE(bench.iterations(), QStringLiteral("0+0 0+0"));
}

void tst_LifeCycle::abortsNoRequestOfATeardown()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::response(200).after(200ms); });
    PoolBench bench(QStringLiteral(R"(
        teardownSession(async (id, session) => console.log((await session.get("/logout")).status));
        teardown(async () => console.log((await request("GET", "/clean")).status));
        scenario("a", async (session) => { if (session.context.workerId > 0) await sleep(3600); });)"),
                    [&](auto &plan) {
                        plan.baseUrl = server.url().toString();
                        plan.load.users = 3;
                        plan.load.maxRuns = 1;
                    });
    // The first worker is through while the others still sleep.
    QTRY_COMPARE(server.count("/logout"), 1);
    bench.pool->stopNow();
    QTRY_COMPARE(bench.finishes, 1);
    bench.printed.sort(); // for who is answered first is not ours to say
    QCOMPARE(bench.told(), QStringLiteral("0 200|0 200|1 200|1 200|2 200|2 200"));
}

void tst_LifeCycle::abortsAtTheEndWhenForced()
{
    const auto body = QStringLiteral("scenario(\"a\", async () => { await sleep(2); });"
                                     "teardown(() => console.log(\"teardown\"));");
    PoolBench forced(body, [](auto &plan) {
        plan.load.duration = 1s;
        plan.forceShutdown = true;
    });
    forced.pass(990ms);
    QCOMPARE(forced.finishes, 0);
    forced.pass(20ms);
    QCOMPARE(forced.finishes, 1);
    QCOMPARE(forced.told(), QStringLiteral("0 teardown"));
    QCOMPARE(forced.iterations(), QStringLiteral("0+0 0+0"));

    PoolBench graceful(body, [](auto &plan) { plan.load.duration = 1s; });
    graceful.pass(1900ms);
    QCOMPARE(graceful.finishes, 0);
    graceful.pass(200ms);
    QCOMPARE(graceful.finishes, 1);
    QCOMPARE(graceful.iterations(), QStringLiteral("1+0 0+0"));
}

void tst_LifeCycle::picksAsTheScriptSays()
{
    PoolBench bench(QStringLiteral(R"(
        scenarioPicker((id, step) => (id + step) % 2 === 0 ? "even" : "odd");
        scenario("even", { weight: 1000 }, (session) => console.log("even", session.context.step));
        scenario("odd", (session) => console.log("odd", session.context.step));)"),
                    [](auto &plan) { plan.load.maxRuns = 3; });
    bench.pass(100ms);
    QCOMPARE(bench.told(), QStringLiteral("0 odd 1|0 even 2|0 odd 3"));
    const auto states = bench.pool->takeStates();
    QCOMPARE(states.last().scenario, 1);
}

void tst_LifeCycle::failsWhatCannotBePicked_data()
{
    QTest::addColumn<QString>("picker");
    QTest::addColumn<QString>("error");
    QTest::newRow("unknown")
        << "() => 'c'"
        << "error: Could not pick a scenario: scenarioPicker returned \"c\", which is no scenario "
           "(3)";
    QTest::newRow("throws") << "() => { throw new Error('no idea'); }"
                            << "error: Could not pick a scenario: no idea (3)";
}

void tst_LifeCycle::failsWhatCannotBePicked()
{
    QFETCH(QString, picker);
    QFETCH(QString, error);
    PoolBench bench(
        QStringLiteral("scenarioPicker(%1); scenario(\"a\", () => console.log(\"never\"));").arg(picker),
        [](auto &plan) { plan.load.maxRuns = 3; });
    bench.pass(100ms);
    QCOMPARE(bench.finishes, 1);
    const auto delta = bench.metrics.take(0);
    QCOMPARE(delta.scenarios.size(), 1);
    QCOMPARE(delta.scenarios.first().scenario, -1);
    QCOMPARE(delta.scenarios.first().failed, 3);
    QCOMPARE(QStringLiteral("error: %1 (%2)")
                 .arg(delta.errors.first().error.message)
                 .arg(delta.errors.first().count),
             error);
}

void tst_LifeCycle::runsASingleScenario()
{
    PoolBench bench(QStringLiteral(R"(
        scenarioPicker(() => "a");
        scenario("a", () => console.log("a"));
        scenario("b", () => console.log("b"));)"),
                    [](auto &plan) {
                        plan.singleMode = QStringLiteral("b");
                        plan.load.maxRuns = 3; // looping until then, as ever
                    });
    bench.pass(100ms);
    QCOMPARE(bench.told(), QStringLiteral("0 b|0 b|0 b"));
    QCOMPARE(bench.pool->takeStates().last().iterations, 3);
}

void tst_LifeCycle::runsEachScenarioOnce()
{
    PoolBench bench(QStringLiteral(R"(
        scenarioPicker(() => "c");
        scenario("c", () => console.log("c"));
        scenario("a", () => { console.log("a"); throw new Error("x"); });
        scenario("never", { weight: 0 }, () => console.log("never"));
        scenario("b", { weight: 100 }, () => console.log("b"));)"),
                    [](auto &plan) {
                        plan.load.users = 2;
                        plan.load.rampUp = 1s;
                        plan.singleRun = true;
                    });
    bench.pass(1s);
    QCOMPARE(bench.told(), QStringLiteral("0 a|0 b|0 c|1 a|1 b|1 c|error: x (2)"));
    QCOMPARE(bench.finishes, 1);
}

void tst_LifeCycle::stopsAtTheFirstFailure()
{
    PoolBench bench(QStringLiteral(R"(
        teardown((id) => console.log("teardown", id));
        scenario("a", async (session) => {
            if (session.context.workerId === 1)
                throw new Error("no stock");
            await sleep(0.5);
        });)"),
                    [](auto &plan) {
                        plan.load.users = 2;
                        plan.stopOnFailure = true;
                    });
    bench.pass(100ms);
    QCOMPARE(bench.broken.size(), 1);
    QVERIFY(bench.broken.first().why == Protocol::RunBroken::Why::IterationFailed);
    QCOMPARE(bench.broken.first().error.message, QStringLiteral("no stock"));
    QCOMPARE(bench.finishes, 0);
    bench.pass(500ms);
    QCOMPARE(bench.finishes, 1);
    QCOMPARE(bench.told(), QStringLiteral("1 teardown 1|0 teardown 0|error: no stock (1)"));
    QCOMPARE(bench.pool->takeStates().last().failed, 1);
}

void tst_LifeCycle::timesIterationsOut()
{
    PoolBench bench(QStringLiteral(R"(
        events((name, info) => { if (name === "scenario_failure") console.log(info.exception.message); });
        scenario("a", async (session) => {
            if (session.context.step === 1)
                await sleep(0.9);
            if (session.context.step === 2) {
                setTimeout(() => console.log("never"), 1100);
                await sleep(3600).catch((error) => console.log(error.message));
                await sleep(1);
            }
            if (session.context.step === 3)
                await new Promise(() => {});
        });)"),
                    [](auto &plan) {
                        plan.iterationTimeout = 1s;
                        plan.load.delay = 100ms;
                        plan.load.maxRuns = 4;
                    });
    bench.pass(3500ms);
    QCOMPARE(bench.finishes, 1);
    QCOMPARE(bench.told(),
             QStringLiteral("0 The iteration took longer than 1 s|0 The sleep was ended: its "
                            "iteration was given up|0 The iteration took longer than 1 s|error: The "
                            "iteration took longer than 1 s (2)"));
    const auto status = bench.pool->takeStates().last();
    QCOMPARE(status.iterations, 4);
    QCOMPARE(status.failed, 2);
}

void tst_LifeCycle::abortsTheRequestsOfWhatItTimesOut()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::never(); });
    PoolBench bench(QStringLiteral("\nscenario(\"a\", async (session) => {\n await session.get(\"/\");\n});"),
                    [&](auto &plan) {
                        plan.baseUrl = server.url().toString();
                        plan.iterationTimeout = 1s;
                        plan.load.maxRuns = 1;
                    });
    QTRY_COMPARE(server.requests().size(), 1);
    bench.pass(1s);
    QCOMPARE(bench.finishes, 1);
    const auto delta = bench.metrics.take(0);
    QCOMPARE(delta.endpoints.first().failed, 1);
    QCOMPARE(delta.errors.size(), 1);
    QCOMPARE(delta.errors.first().error.message, QStringLiteral("The iteration took longer than 1 s"));
    QVERIFY(delta.errors.first().error.kind == ErrorKind::Local); // the limit is ours
    QVERIFY(delta.errors.first().error.stack.first().place.isValid()); // of the request that it waited for
    QTRY_COMPARE(server.openConnections(), 0);
}

void tst_LifeCycle::endsWhatAsksForEver()
{
    PoolBench bench(QStringLiteral(R"(
        let asked = 0;
        teardown(() => console.log(asked));
        scenario("a", async () => {
            for (;;)
                try { await sleep(3600); } catch { ++asked; }
        });)"));
    bench.pass(100ms);
    bench.pool->stopNow();
    bench.settle();
    QCOMPARE(bench.finishes, 1);
    QCOMPARE(bench.told(), QStringLiteral("0 1000"));
}

void tst_LifeCycle::runsExtensionsFirst()
{
    PoolBench bench(
        QStringLiteral("console.log(\"scenario\", getVar(\"from\"));"
                       "scenario(\"a\", () => {});"),
        [](auto &plan) {
            const auto code = QStringLiteral("import { setVar, teardown } from \"molotov\";\n"
                                             "console.log(\"extension %1\"); setVar(\"from\", %1);\n");
            plan.extensions = {
                {QStringLiteral("one.js"), compileScenario(code.arg(1))},
                {QStringLiteral("two.js"),
                 compileScenario(code.arg(2)
                                 + QStringLiteral("teardown(() => { throw new Error(\"x\"); });"))}};
            plan.load.maxRuns = 1;
        });
    bench.pass(100ms);
    QCOMPARE(bench.printed.join(QLatin1Char('|')), QStringLiteral("extension 1|extension 2|scenario 2"));
    const auto errors = bench.metrics.take(0).errors;
    QCOMPARE(errors.size(), 1);
    QCOMPARE(errors.first().error.message, QStringLiteral("teardown failed: x"));
    QCOMPARE(errors.first().error.stack.first().place.file, QStringLiteral("two.js"));
}

QTEST_GUILESS_MAIN(tst_LifeCycle)
#include "tst_lifecycle.moc"
