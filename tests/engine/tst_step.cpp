// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/poolbench.h"
#include "tests/engine/scriptbench.h"
#include "tests/support/httpserver.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

/// step(): how the parts of an iteration are named, counted and measured, and what belongs to them.
class TestStep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void counts_data();
    void counts();
    void passesOnWhatComesOfIt();
    void refusesWhatIsNoStep_data();
    void refusesWhatIsNoStep();
    void errorsTellTheirStep_data();
    void errorsTellTheirStep();
    void errorsShowWhoWaitedForTheStep();
    void measuresInTheClockOfTheRun();
    void countsTooManyNamesTogether();
    void countsRequestsWhereTheyAreSent_data();
    void countsRequestsWhereTheyAreSent();
    void takesNoPartInFixtures();
    void isNothingForAFileThatIsLoaded();
    void whatTimesOutIsAborted();
    void whatHasNoAnswerIsAborted();
    void whatIsStoppedIsAborted();
    void whatIsInterruptedIsAborted();
    void countsNothingOfAWorkerWithoutARow();
    void iterationsWaitForStepsThatNobodyAwaited();
    void listenersAreNotPartOfIt();

private:
    // "name ok+failed-aborted requests", joined by "; ".
    static QString told(const QList<Protocol::StepDelta> &steps)
    {
        QStringList parts;
        for (const auto &step : steps) {
            parts.append(QStringLiteral("%1 %2+%3-%4 %5")
                             .arg(step.name)
                             .arg(step.ok)
                             .arg(step.failed)
                             .arg(step.aborted)
                             .arg(step.requests));
        }
        return parts.join(QStringLiteral("; "));
    }

    static QList<Protocol::StepDelta> stepsOf(ScriptBench &bench)
    {
        bench.runtime.reportMetrics();
        return bench.metrics.take(0).steps;
    }

    static bool run(ScriptBench &bench, const QString &body, const QString &baseUrl = {})
    {
        const auto loaded =
            bench.load(QStringLiteral("import { scenario, step, assert, sleep, request } from 'molotov';\n"
                                      "scenario('test', async (session) => {\n%1\n});\n")
                           .arg(body),
                       baseUrl);
        return !loaded.error && bench.runOnce();
    }

    static Protocol::MetricsDelta ended(PoolBench &bench)
    {
        for (int i = 0; i < 5000 && bench.finishes == 0; ++i) {
            bench.pass(10ms);
            QTest::qWait(1); // for the server
        }
        [&] { QCOMPARE(bench.finishes, 1); }();
        bench.runtime.reportMetrics();
        return bench.metrics.take(0);
    }
};

void TestStep::counts_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("counted");
    const auto row = [](const char *name, const char *body, const char *counted) {
        QTest::newRow(name) << QString::fromUtf8(body) << QString::fromUtf8(counted);
    };
    row("once", "await step('a', async () => {});", "a 1+0-0 0");
    row("again and again", "for (let i = 0; i < 5; ++i) await step('a', async () => { await null; });",
        "a 5+0-0 0");
    row("no async function", "await step('a', () => 7);", "a 1+0-0 0");
    row("rejected", "await step('a', async () => { await null; throw new Error('x'); }).catch(() => 1);",
        "a 0+1-0 0");
    row("thrown at once", "await step('a', () => { throw new Error('x'); }).catch(() => 1);", "a 0+1-0 0");
    row("another's promise", "await step('a', () => ({ then: (done) => done(1) }));", "a 1+0-0 0");
    row("another's promise, rejected", "await step('a', () => ({ get then() { throw 1; } })).catch(() => 1);",
        "a 0+1-0 0");
    row("nested",
        "await step('a', async () => { await null; await step('b', async () => { await sleep(0.001); "
        "await step('c', () => 1); }); });\nawait step('b', () => 1);",
        "a 1+0-0 0; a / b 1+0-0 0; a / b / c 1+0-0 0; b 1+0-0 0");
    row("no longer nested behind it",
        "await step('a', async () => { await null; }); await step('b', () => 1);", "a 1+0-0 0; b 1+0-0 0");
    row("no longer nested behind one that throws",
        "try { await step('a', () => { throw 1; }); } catch { await step('b', () => 1); }",
        "a 0+1-0 0; b 1+0-0 0");
    row("fails with the one in it",
        "await step('a', () => step('b', async () => { throw new Error('x'); })).catch(() => 1);",
        "a 0+1-0 0; a / b 0+1-0 0");
    row("side by side",
        "await Promise.all([step('a', async () => { await sleep(0.02); await step('in', () => 1); }),\n"
        "  step('b', async () => { await sleep(0.01); await step('in', () => 1); await sleep(0.02); })]);",
        "a 1+0-0 0; b 1+0-0 0; b / in 1+0-0 0; a / in 1+0-0 0");
    row("in what it began",
        "await step('a', () => new Promise((done) => {\n"
        "  setTimeout(() => step('timer', () => 1).then(() => step('then', () => 1)).then(done), 1); }));",
        "a 1+0-0 0; a / timer 1+0-0 0; a / then 1+0-0 0");
    row("in a task of a queue",
        "await step('a', () => new Promise((done) => { queueMicrotask(() => step('b', () => 1).then(done)); "
        "}));",
        "a 1+0-0 0; a / b 1+0-0 0");
    row("within itself",
        "const down = (n) => step('a', async () => { if (n > 1) await down(n - 1); });\n"
        "await down(3);",
        "a 1+0-0 0; a / a 1+0-0 0; a / a / a 1+0-0 0");
    row("never ends", "step('a', () => new Promise(() => {}));", "a 0+0-1 0");
    row("never ends in another", "step('a', () => step('b', () => new Promise(() => {}))); await null;",
        "a 0+0-1 0; a / b 0+0-1 0");
    row("longest name", "await step('x'.repeat(200), () => 1);", QByteArray(200, 'x') + " 1+0-0 0");
}

void TestStep::counts()
{
    QFETCH(QString, body);
    QFETCH(QString, counted);
    ScriptBench bench;
    QVERIFY(run(bench, body));
    QCOMPARE(bench.printed, QStringList());
    QCOMPARE(told(stepsOf(bench)), counted);
    QCOMPARE(told(stepsOf(bench)), QString());
}

void TestStep::passesOnWhatComesOfIt()
{
    ScriptBench bench;
    QVERIFY(run(bench, QStringLiteral(R"js(
        const thing = {};
        console.log(await step("a", async () => thing) === thing, await step("a", () => thing) === thing);
        for (const thrown of [new Error("x"), Object.freeze(new Error("y")), "text", null, new Proxy(new Error("z"), {
            getPrototypeOf() { throw new Error("trap"); } })]) {
            for (const run of [async () => { throw thrown; }, () => { throw thrown; }])
                await step("b", run).catch((error) => console.log(error === thrown));
        }
        const order = [];
        const began = step("c", () => { order.push("in"); });
        order.push("behind");
        console.log(order.join(), typeof began.then, Object.keys(new Error("x")).length);
        const error = new Error("x");
        await step("d", () => { throw error; }).catch(() => 1);
        console.log(Object.keys(error).length, Object.getOwnPropertyNames(error).join().includes("step"));
    )js")));
    QCOMPARE(
        bench.printed.join(QLatin1Char('|')),
        QStringLiteral("true true|true|true|true|true|true|true|true|true|true|true|in,behind function 0|0 "
                       "false"));
}

void TestStep::refusesWhatIsNoStep_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("message");
    const auto name =
        QStringLiteral("A step needs a name of 1 to 200 characters, as in await step(\"checkout\", "
                       "async () => { … }); got ");
    QTest::newRow("nothing") << "step()" << name + QStringLiteral("undefined");
    QTest::newRow("function alone") << "step(() => 1)" << name + QStringLiteral("function (anonymous)");
    QTest::newRow("empty name") << "step('', () => 1)" << name + QStringLiteral("\"\"");
    QTest::newRow("long name") << "step('x'.repeat(201), () => 1)"
                               << name + QLatin1Char('"') + QString(198, QLatin1Char('x'))
                                      + QStringLiteral("…");
    QTest::newRow("name alone") << "step('a')"
                                << QStringLiteral(
                                       "step(\"a\") needs a function, as in await step(\"checkout\", "
                                       "async () => { … }); got undefined");
    QTest::newRow("promise") << "step('a', Promise.resolve())"
                             << QStringLiteral(
                                    "step(\"a\") got a promise, which began before the step: hand over the "
                                    "function, as in await step(\"checkout\", async () => { … })");
}

void TestStep::refusesWhatIsNoStep()
{
    QFETCH(QString, call);
    QFETCH(QString, message);
    ScriptBench bench;
    QVERIFY(run(
        bench, QStringLiteral("try { %1; } catch (error) { console.log(error.name + ': ' + error.message); }")
                   .arg(call)));
    QCOMPARE(bench.printed, QStringList(QStringLiteral("TypeError: ") + message));
    QCOMPARE(told(stepsOf(bench)), QString());
}

void TestStep::errorsTellTheirStep_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("step");
    const auto row = [](const char *name, const char *body, const char *step) {
        QTest::newRow(name) << QString::fromUtf8(body) << QString::fromUtf8(step);
    };
    row("assertion", "await step('a', async () => { await null; assert.equal(1, 2); });", "a");
    row("request", "await step('a', () => session.get('http://127.0.0.1:1/'));", "a");
    row("innermost", "await step('a', () => step('b', () => { throw new Error('x'); }));", "a / b");
    row("thrown on",
        "try { await step('a', () => { throw new Error('x'); }); } catch (e) { await null; throw e; }", "a");
    row("one side of two",
        "await Promise.all([step('a', () => sleep(0.05)), step('b', async () => { await sleep(0.01); "
        "throw new Error('x'); })]);",
        "b");
    row("behind one that nobody awaited", "step('a', () => sleep(0.05)); throw new Error('x');", "");
    row("behind a request that nobody awaited",
        "step('a', () => session.get('http://127.0.0.1:1/')).catch(() => 1); throw new Error('x');", "");
    row("outside", "await step('a', () => 1); throw new Error('x');", "");
    row("another one",
        "await step('a', () => { throw new Error('x'); }).catch(() => 1); throw new Error('y');", "");
    row("frozen", "await step('a', () => { throw Object.freeze(new Error('x')); });", "");
    row("no error", "await step('a', () => { throw 'text'; });", "");
}

void TestStep::errorsTellTheirStep()
{
    QFETCH(QString, body);
    QFETCH(QString, step);
    ScriptBench bench;
    QVERIFY(run(bench, body));
    QVERIFY(bench.failure.has_value());
    QCOMPARE(bench.failure->step, step);
}

void TestStep::errorsShowWhoWaitedForTheStep()
{
    ScriptBench bench;
    QVERIFY(
        run(bench, QStringLiteral("const pay = async () => {\n  await null;\n  throw new Error('x');\n};\n"
                                  "const buy = async () => {\n  await step('a', async () => {\n"
                                  "    await pay();\n  });\n};\nawait buy();")));
    QVERIFY(bench.failure.has_value());
    QStringList functions;
    for (const auto &frame : bench.failure->stack)
        functions.append(frame.function);
    const auto text = functions.join(QLatin1Char('|'));
    QVERIFY2(text.contains(QStringLiteral("async buy")), qPrintable(text));
}

void TestStep::measuresInTheClockOfTheRun()
{
    PoolBench bench(QStringLiteral(R"js(
        scenario("s", async () => {
            await step("outer", async () => {
                await sleep(1);
                await step("inner", () => sleep(0.5));
            });
            await step("bad", async () => { await sleep(0.25); throw new Error("x"); }).catch(() => 1);
        });)js"),
                    [](auto &plan) { plan.load.maxRuns = 1; });
    const auto steps = ended(bench).steps;
    QCOMPARE(told(steps), QStringLiteral("outer 1+0-0 0; outer / inner 1+0-0 0; bad 0+1-0 0"));
    QCOMPARE(steps.at(0).duration.max, std::chrono::microseconds(1500ms));
    QCOMPARE(steps.at(1).duration.max, std::chrono::microseconds(500ms));
    QCOMPARE(steps.at(2).failedDuration.max, std::chrono::microseconds(250ms));
    QVERIFY(steps.at(2).duration.counts.isEmpty());
}

void TestStep::countsTooManyNamesTogether()
{
    ScriptBench bench;
    QVERIFY(
        run(bench, QStringLiteral("for (let i = 0; i < 400; ++i) await step('step ' + i, () => 1);\n"
                                  "await step('new', () => step('in it', () => step('again', () => 1)));\n"
                                  "await step('step 5', () => 1);")));
    const auto steps = stepsOf(bench);
    QCOMPARE(steps.size(), 301);
    QCOMPARE(steps.at(5).ok, 2);
    QCOMPARE(steps.last().name, QStringLiteral("(other)"));
    QCOMPARE(steps.last().ok, 103);
}

void TestStep::countsRequestsWhereTheyAreSent_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("counted");
    const auto row = [](const char *name, const char *body, const char *counted) {
        QTest::newRow(name) << QString::fromUtf8(body) << QString::fromUtf8(counted);
    };
    row("of all sorts",
        "await session.get('/');\n"
        "await step('a', async () => { await session.get('/'); await session.post('/', { json: 1 });\n"
        "  await fetch('/'); await request('GET', base + '/'); await session.get('/', { name: 'x' }); });",
        "a 1+0-0 5");
    row("of steps in it",
        "await step('a', async () => { await session.get('/'); await step('b', () => session.get('/'));\n"
        "  await session.get('/'); }); await session.get('/');",
        "a 1+0-0 3; a / b 1+0-0 1");
    row("side by side",
        "await Promise.all([\n"
        "  step('a', async () => { for (let i = 0; i < 3; ++i) await session.get('/a'); }),\n"
        "  step('b', async () => { for (let i = 0; i < 5; ++i) await session.get('/b'); }),\n"
        "  session.get('/')]); await session.get('/');",
        "a 1+0-0 3; b 1+0-0 5");
    row("many at once",
        "await step('a', () => Promise.all([1, 2, 3].map(async () => { await session.get('/');\n"
        "  await session.get('/'); })));",
        "a 1+0-0 6");
    row("of then",
        "await step('a', () => session.get('/').then(() => session.get('/')).finally(() => "
        "session.get('/')));",
        "a 1+0-0 3");
    row("of a timer",
        "await step('a', () => new Promise((done) => setTimeout(() => done(session.get('/')), 1)));",
        "a 1+0-0 1");
    row("behind it, but begun in it",
        "let last; await step('a', async () => { last = sleep(0.01).then(() => session.get('/')); });\n"
        "await last;",
        "a 1+0-0 1");
    row("not sent", "await step('a', () => session.get('ftp://x/')).catch(() => 1);", "a 0+1-0 0");
    row("without an answer", "await step('a', () => session.get('http://127.0.0.1:1/')).catch(() => 1);",
        "a 0+1-0 1");
    row("beyond the last name",
        "for (let i = 0; i < 300; ++i) await step('s' + i, () => 1).catch(() => 1);\n"
        "await step('s0', () => step('x', () => step('y', () => session.get('/'))));",
        "");
}

void TestStep::countsRequestsWhereTheyAreSent()
{
    QFETCH(QString, body);
    QFETCH(QString, counted);
    HttpServer server;
    ScriptBench bench;
    const auto base = server.url().toString();
    QVERIFY(run(bench, QStringLiteral("const base = '%1';\n").arg(base) + body, base));
    QCOMPARE(bench.printed, QStringList());
    const auto steps = stepsOf(bench);
    if (!counted.isEmpty()) {
        QCOMPARE(told(steps), counted);
        return;
    }
    QCOMPARE(steps.first().requests, 1);
    QCOMPARE(steps.last().name, QStringLiteral("(other)"));
    QCOMPARE(steps.last().ok, 2);
    QCOMPARE(steps.last().requests, 1);
}

void TestStep::takesNoPartInFixtures()
{
    HttpServer server;
    PoolBench bench(QStringLiteral(R"js(
        const login = () => step("login", async () => { await request("GET", args.baseUrl + "/"); return 5; });
        setup(async () => { console.log(await login()); });
        setupSession(async (id, session) => { console.log(await login()); });
        teardown(async () => { console.log(await login(), await step("x", () => { throw 1; }).catch((e) => e)); });
        scenario("s", async () => { console.log(await login()); });)js"),
                    [&](auto &plan) {
                        plan.baseUrl = server.url().toString();
                        plan.load.maxRuns = 1;
                    });
    const auto delta = ended(bench);
    QCOMPARE(bench.printed.join(QLatin1Char('|')), QStringLiteral("0 5|0 5|0 5|0 5 1"));
    QCOMPARE(told(delta.steps), QStringLiteral("login 1+0-0 1"));
    QCOMPARE(delta.fixtures.endpoints.first().count, 3);
    QCOMPARE(delta.endpoints.first().count, 1);
}

void TestStep::isNothingForAFileThatIsLoaded()
{
    ScriptBench bench;
    const auto loaded = bench.load(QStringLiteral("import { scenario, step } from 'molotov';\n"
                                                  "step('a', async () => {});\nscenario('s', () => {});\n"));
    QVERIFY(loaded.error.has_value());
    QCOMPARE(loaded.error->message,
             QStringLiteral("step measures a part of an iteration: call it in a scenario, not while the "
                            "scenario file is loaded"));
}

void TestStep::whatTimesOutIsAborted()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::never(); });
    PoolBench bench(QStringLiteral(R"js(
        scenario("s", async (session) => {
            await step("fine", () => 1);
            await step("outer", () => step("hangs", async () => {
                try { await session.get("/"); } catch (error) { await step("late", () => 1); throw error; }
            }));
        });)js"),
                    [&](auto &plan) {
                        plan.baseUrl = server.url().toString();
                        plan.iterationTimeout = 1s;
                        plan.load.maxRuns = 1;
                    });
    QTRY_COMPARE(server.requests().size(), 1);
    const auto delta = ended(bench);
    QCOMPARE(told(delta.steps), QStringLiteral("fine 1+0-0 0; outer 0+0-1 1; outer / hangs 0+0-1 1"));
    QCOMPARE(delta.errors.size(), 1);
    QCOMPARE(delta.errors.first().error.message, QStringLiteral("The iteration took longer than 1 s"));
    QCOMPARE(delta.errors.first().error.step, QStringLiteral("outer / hangs"));
}

void TestStep::whatHasNoAnswerIsAborted()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::never(); });
    PoolBench bench(QStringLiteral(R"js(
        scenario("s", (session) => Promise.all([
            step("hangs", () => session.get("/")), step("sleeps", () => sleep(100))]));)js"),
                    [&](auto &plan) {
                        plan.baseUrl = server.url().toString();
                        plan.load.duration = 1s;
                    });
    QTRY_COMPARE(server.requests().size(), 1);
    const auto delta = ended(bench);
    QCOMPARE(told(delta.steps), QStringLiteral("hangs 0+0-1 1; sleeps 0+0-1 0"));
    QVERIFY(delta.errors.first().error.kind == ErrorKind::Unanswered);
    QCOMPARE(delta.errors.first().error.step, QStringLiteral("hangs"));
}

void TestStep::whatIsStoppedIsAborted()
{
    PoolBench bench(QStringLiteral(R"js(
        scenario("s", () => step("outer", async () => {
            step("never", () => new Promise(() => {}));
            await step("fine", () => sleep(0.5));
            try { await step("sleeps", () => sleep(100)); } catch (error) {}
            await step("late", () => 1);
        }));)js"),
                    [](auto &plan) {
                        plan.load.users = 3;
                        plan.load.duration = 2s;
                        plan.forceShutdown = true;
                    });
    const auto delta = ended(bench);
    QCOMPARE(
        told(delta.steps),
        QStringLiteral("outer 0+0-3 0; outer / never 0+0-3 0; outer / fine 3+0-0 0; outer / sleeps 0+0-3 0"));
    QCOMPARE(delta.scenarios.first().aborted, 3);
    QVERIFY(delta.errors.isEmpty());
}

void TestStep::whatIsInterruptedIsAborted()
{
    ScriptBench bench(200ms);
    QVERIFY(run(bench, QStringLiteral("await step('a', async () => { await null; for (;;); });")));
    QVERIFY(bench.failure.has_value());
    QCOMPARE(bench.failure->step, QStringLiteral("a"));
    QCOMPARE(told(stepsOf(bench)), QStringLiteral("a 0+0-1 0"));
}

void TestStep::countsNothingOfAWorkerWithoutARow()
{
    PoolBench bench(QStringLiteral(R"js(
        const rows = feeder([1, 2, 3], { order: "unique", onEnd: "stop" });
        scenario("s", (session) => step("row", async () => { rows.next(session); }));)js"));
    const auto delta = ended(bench);
    QCOMPARE(told(delta.steps), QStringLiteral("row 3+0-0 0"));
    QCOMPARE(delta.scenarios.first().ok, 3);
    QCOMPARE(delta.scenarios.first().failed, 0);
}

void TestStep::iterationsWaitForStepsThatNobodyAwaited()
{
    HttpServer server;
    PoolBench bench(QStringLiteral(R"js(
        scenario("s", async (session) => {
            step("request", async () => { await session.get("/"); await session.get("/"); });
            step("sleep", async () => { await sleep(0.5); });
        });)js"),
                    [&](auto &plan) {
                        plan.baseUrl = server.url().toString();
                        plan.load.maxRuns = 2;
                    });
    const auto delta = ended(bench);
    QCOMPARE(told(delta.steps), QStringLiteral("request 2+0-0 4; sleep 2+0-0 0"));
    QCOMPARE(delta.scenarios.first().ok, 2);
    QStringList messages;
    for (const auto &group : delta.errors)
        messages.append(group.error.message);
    messages.sort();
    QCOMPARE(messages.size(), 2);
    QVERIFY(messages.first().startsWith(
        QStringLiteral("A request was still under way when scenario “s” returned")));
    QVERIFY(
        messages.last().startsWith(QStringLiteral("A sleep was still under way when scenario “s” returned")));
}

void TestStep::listenersAreNotPartOfIt()
{
    HttpServer server;
    PoolBench bench(QStringLiteral(R"js(
        let isAsked = false;
        events(async (event, { session }) => {
            if (event !== "response_received" || isAsked)
                return;
            isAsked = true;
            await step("listener", () => session.get("/listener"));
        });
        scenario("s", (session) => step("a", async () => { await session.get("/"); await sleep(1); }));)js"),
                    [&](auto &plan) {
                        plan.baseUrl = server.url().toString();
                        plan.load.maxRuns = 1;
                    });
    const auto delta = ended(bench);
    QCOMPARE(told(delta.steps), QStringLiteral("a 1+0-0 1"));
    QCOMPARE(server.count("/listener"), 1);
    QVERIFY(delta.errors.isEmpty());
}

QTEST_GUILESS_MAIN(TestStep)
#include "tst_step.moc"
