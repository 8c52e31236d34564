// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/support/compilescenario.h"
#include "tests/support/helperdriver.h"
#include "tests/support/httpserver.h"

#include <QTest>

#include <numeric>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

const auto Helper = QStringLiteral(MOLOTOV_BIN_DIR "/molotov-helper");
constexpr int Patience = 20'000; // milliseconds; for a machine that is busy with other things

Protocol::LoadScenario plan(const QString &body, const QUrl &baseUrl = {})
{
    const auto imports = QStringLiteral("import { scenario, setup, assert, check, globalSetup, "
                                        "globalTeardown, sleep, env, args } from \"molotov\";\n");
    return {.sourceName = QStringLiteral("shop.ts"),
            .code = compileScenario(imports + body),
            .share = {},
            .seed = 1,
            .baseUrl = baseUrl.toString(),
            .load = {.duration = 1h},
            .environment = {}};
}

// Loads and starts; false when one of these fails.
bool start(HelperDriver &helper, const Protocol::LoadScenario &scenario)
{
    helper.load(scenario);
    if (!QTest::qWaitFor([&] { return helper.isLoaded() || !helper.isRunning(); }, Patience)
        || !helper.loaded)
        return false;
    helper.send(Protocol::StartRun{});
    return true;
}

// "name: message (count) at place" of all errors, added up.
QStringList errorsOf(const HelperDriver &helper)
{
    QMap<QString, qint64> counts;
    for (const auto &delta : helper.deltas) {
        for (const auto &group : delta.errors) {
            const auto place = group.error.stack.value(0).place;
            counts[QStringLiteral("%1: %2%3")
                       .arg(toString(group.error.kind), group.error.message,
                            place.isValid() ? QStringLiteral(" @") + place.file : QString())] += group.count;
        }
    }
    QStringList lines;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        lines.append(QStringLiteral("%1 × %2").arg(it.value()).arg(it.key()));
    return lines;
}

#define QVERIFY_ENDS(helper) QTRY_VERIFY_WITH_TIMEOUT(!(helper).isRunning(), Patience)

} // namespace

/// The real helper process, from its first word to its exit.
class tst_Helper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void greets();
    void endsAtAnotherProtocolVersion();
    void endsAtRubbish();
    void endsAtMessagesOutOfTurn_data();
    void endsAtMessagesOutOfTurn();
    void saysWhyAScenarioDoesNotLoad_data();
    void saysWhyAScenarioDoesNotLoad();
    void countsWhatTheServerCounts();
    void countsTheRedirectsThatTheServerSees();
    void stopsGracefully();
    void stopsNow();
    void endsWhenTheDurationIsOver();
    void reportsAFailedSetup();
    void diesWithItsParentWhileARequestHangs();
    void diesWithItsParentWhileAScriptLoops();
    void goesOnAfterAScriptThatLoops();
    void tellsHowLateItWasItself();
    void keepsStdoutForFrames();
    void boundsWhatScriptsPrint();
    void leavesCtrlCToItsController();
};

void tst_Helper::greets()
{
    HelperDriver helper(Helper);
    QTRY_VERIFY_WITH_TIMEOUT(helper.hello, Patience);
    QCOMPARE(helper.hello->protocol, Protocol::ProtocolVersion);
    QCOMPARE(helper.hello->pid, helper.process().processId());
    helper.closeInput();
    QVERIFY_ENDS(helper);
    QCOMPARE(helper.process().exitCode(), int(HelperExit::Orphaned));
}

void tst_Helper::endsAtAnotherProtocolVersion()
{
    HelperDriver helper(Helper);
    helper.send(Protocol::Hello{.protocol = 99, .version = QStringLiteral("9.9"), .pid = 1});
    QVERIFY_ENDS(helper);
    QCOMPARE(helper.process().exitCode(), int(HelperExit::BadInput));
    QVERIFY(helper.process().readAllStandardError().contains("speaks protocol 99"));
    QVERIFY(helper.hello); // it said its own version before
}

void tst_Helper::endsAtRubbish()
{
    HelperDriver helper(Helper);
    helper.sendBytes("GET / HTTP/1.1\r\n\r\n");
    QVERIFY_ENDS(helper);
    QCOMPARE(helper.process().exitCode(), int(HelperExit::BadInput));
    QVERIFY(helper.process().readAllStandardError().startsWith("molotov-helper: "));
}

void tst_Helper::endsAtMessagesOutOfTurn_data()
{
    QTest::addColumn<QString>("code"); // of a scenario that is loaded first; empty = none
    QTest::addColumn<QList<int>>("messages");
    QTest::addColumn<QByteArray>("words");
    const auto sound = QStringLiteral("scenario(\"a\", async () => { await sleep(3600); });");
    const auto fixtures = sound + QStringLiteral("globalSetup(() => {}); globalTeardown(() => {});");
    enum { Hello, Load, Setup, Start, Teardown };
    const auto row = [](const char *name, const QString &code, const QList<int> &messages,
                        const char *words) { QTest::newRow(name) << code << messages << QByteArray(words); };
    row("StartRun first", {}, {Start}, "StartRun");
    row("Hello twice", {}, {Hello}, "Hello");
    row("LoadScenario twice", sound, {Load}, "LoadScenario");
    row("StartRun after LoadFailed", QStringLiteral("scenario();"), {Start}, "StartRun");
    row("LoadScenario after LoadFailed", QStringLiteral("scenario();"), {Load}, "LoadScenario");
    row("StartRun twice", sound, {Start, Start}, "StartRun");
    row("RunGlobalSetup without one", sound, {Setup}, "RunGlobalSetup");
    row("RunGlobalSetup twice", fixtures, {Setup, Setup}, "RunGlobalSetup");
    row("RunGlobalSetup while running", fixtures, {Start, Setup}, "RunGlobalSetup");
    row("RunGlobalTeardown while running", fixtures, {Start, Teardown}, "RunGlobalTeardown");
}

void tst_Helper::endsAtMessagesOutOfTurn()
{
    QFETCH(QString, code);
    QFETCH(QList<int>, messages);
    QFETCH(QByteArray, words);
    const auto scenario = plan(code);
    const QList<Protocol::ToHelper> known{Protocol::Hello{}, scenario, Protocol::RunGlobalSetup{},
                                          Protocol::StartRun{.keeps = true}, Protocol::RunGlobalTeardown{}};
    HelperDriver helper(Helper);
    helper.send(Protocol::Hello{});
    if (!code.isEmpty())
        helper.send(scenario);
    for (const int message : messages)
        helper.send(known.at(message));
    QVERIFY_ENDS(helper);
    QCOMPARE(helper.process().exitCode(), int(HelperExit::BadInput));
    QCOMPARE(helper.process().readAllStandardError(), "molotov-helper: " + words + " came out of turn\n");
}

void tst_Helper::saysWhyAScenarioDoesNotLoad_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("error");
    const auto head = QStringLiteral("import { scenario, setup } from \"molotov\";\n");

    QTest::newRow("syntax") << head + QStringLiteral("let a = ;\n")
                            << QStringLiteral("shop.ts:2: SyntaxError: Expected token `numeric literal'");
    QTest::newRow("throws") << head + QStringLiteral("\nthrow new Error(\"no data\");")
                            << QStringLiteral("shop.ts:3: no data");
    QTest::newRow("no such export")
        << QStringLiteral("import {\n  scenario,\n  globalSetUp } from \"molotov\";\n")
        << QStringLiteral("shop.ts:3: molotov has no export “globalSetUp”; did you mean “globalSetup”?");
    QTest::newRow("none")
        << head
        << QStringLiteral(
               "?: shop.ts registers no scenario: call scenario() at least once, with a weight above 0");
    QTest::newRow("weight 0")
        << head + QStringLiteral("scenario(\"a\", { weight: 0 }, () => 1);")
        << QStringLiteral(
               "?: shop.ts registers no scenario: call scenario() at least once, with a weight above 0");
    QTest::newRow("two of a name") << head
                                          + QStringLiteral(
                                              "scenario(\"a\", () => 1);\nscenario(\"a\", () => 1);")
                                   << QStringLiteral("shop.ts:3: There are two scenarios with the name “a”");
    QTest::newRow("no name")
        << head + QStringLiteral("scenario(() => 1);")
        << QStringLiteral("shop.ts:2: A scenario needs a name: scenario(\"name\", async (session) => …)");
    QTest::newRow("no function") << head + QStringLiteral("scenario(\"a\", 5);")
                                 << QStringLiteral("shop.ts:2: TypeError: scenario needs a function, got 5");
    QTest::newRow("unknown option")
        << head + QStringLiteral("scenario(\"a\", { wait: 5 }, () => 1);")
        << QStringLiteral("shop.ts:2: TypeError: A scenario has no option “wait”; it has weight, delay "
                          "and session");
    QTest::newRow("two setups") << head + QStringLiteral("setup(() => 1);\nsetup(() => 1);")
                                << QStringLiteral(
                                       "shop.ts:3: setup is given twice; there is one for the scenario "
                                       "file and its extensions");
    QTest::newRow("endless") << head + QStringLiteral("while (true) {}")
                             << QStringLiteral(
                                    "?: Interrupted: 5 s without await while the scenario file was loaded");
}

void tst_Helper::saysWhyAScenarioDoesNotLoad()
{
    QFETCH(QString, code);
    QFETCH(QString, error);
    auto scenario = plan(QString());
    scenario.code = code;
    HelperDriver helper(Helper);
    helper.load(scenario);
    QTRY_VERIFY_WITH_TIMEOUT(helper.loadFailed, Patience);
    const auto &told = helper.loadFailed->error;
    const auto place = told.stack.isEmpty() ? QStringLiteral("?") : told.stack.first().place.toString();
    const auto message = told.message.section(QStringLiteral("; it has args, assert, "), 0, 0);
    QCOMPARE(place + QStringLiteral(": ") + message, error);
}

void tst_Helper::countsWhatTheServerCounts()
{
    HttpServer server([](const ServedRequest &request) {
        return request.path() == "/missing" ? ServerAnswer::response(404) : ServerAnswer::json("[1, 2]");
    });
    HelperDriver helper(Helper);
    auto scenario = plan(QStringLiteral(R"(
        scenario("browse", { weight: 3 }, async (session) => {
            const [list, missing] = await Promise.all([session.get("/products"), session.get("/missing")]);
            check("missing", missing.status === 404);
            assert.deepEqual(await list.json(), [1, 2]);
            if (session.context.step % 2 === 0)
                throw new Error("even");
        });
        scenario("buy", async (session) => {
            await session.post("/orders", { json: { id: 1 } });
        });)"),
                         server.url());
    scenario.load.users = 20;
    scenario.load.maxRuns = 7;
    QVERIFY(start(helper, scenario));
    QVERIFY_ENDS(helper);
    QCOMPARE(helper.process().exitCode(), int(HelperExit::Finished));
    QVERIFY(helper.finished && !helper.broken);
    QCOMPARE(helper.requests(), server.requests().size());
    QCOMPARE(helper.requestsFailed(), 0);
    qint64 queued = 0;
    for (const auto &delta : helper.deltas)
        queued = std::accumulate(delta.queued.counts.begin(), delta.queued.counts.end(), queued);
    QCOMPARE(queued, helper.requests() + 20 * 7); // each waits for its turn
    QCOMPARE(helper.iterations(true) + helper.iterations(false), 20 * 7);
    QCOMPARE(server.count("/missing") + server.count("/orders"), 20 * 7);
    QCOMPARE(errorsOf(helper),
             QStringList(QStringLiteral("%1 × script: even @shop.ts").arg(helper.iterations(false))));
    QCOMPARE(helper.states.size(), 20);
    for (const auto &state : helper.states) {
        QCOMPARE(state.state, Protocol::WorkerState::Done);
        QCOMPARE(state.iterations, 7);
    }
    QCOMPARE(helper.deltas.last().activeWorkers, 0);
    QCOMPARE(helper.process().readAllStandardError(), "");
}

void tst_Helper::countsTheRedirectsThatTheServerSees()
{
    HttpServer server([](const ServedRequest &request) {
        return request.path() == "/old" ? ServerAnswer::redirect(302, "/new")
                                        : ServerAnswer::response(200, "ok");
    });
    HelperDriver helper(Helper);
    auto scenario =
        plan(QStringLiteral("scenario(\"a\", async (session) => { await session.get(\"/old\"); });"),
             server.url());
    scenario.load.maxRuns = 3;
    QVERIFY(start(helper, scenario));
    QVERIFY_ENDS(helper);
    QCOMPARE(helper.requests(), 6);
    QCOMPARE(server.requests().size(), 6);
}

void tst_Helper::stopsGracefully()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::response(200).after(200ms); });
    HelperDriver helper(Helper);
    auto scenario = plan(QStringLiteral(R"(
        scenario("slow", async (session) => { await session.get("/"); await sleep(0.1); await session.get("/"); });)"),
                         server.url());
    scenario.load.users = 5;
    QVERIFY(start(helper, scenario));
    QTRY_VERIFY_WITH_TIMEOUT(server.requests().size() >= 5, Patience);
    helper.send(Protocol::StopRun{.now = false});
    QVERIFY_ENDS(helper);
    QVERIFY(helper.finished);
    QCOMPARE(helper.iterations(false), 0);
    QVERIFY(helper.iterations(true) >= 5);
    QCOMPARE(helper.requests(), 2 * helper.iterations(true));
    QCOMPARE(server.requests().size(), helper.requests());
}

void tst_Helper::stopsNow()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::never(); });
    HelperDriver helper(Helper);
    auto scenario = plan(QStringLiteral(R"(
        scenario("stuck", async (session) => {
            for (;;) {
                try { await session.get("/"); } catch (error) { console.log(error.kind); }
            }
        });)"),
                         server.url());
    scenario.code.replace(QLatin1String("for (; ; )"), QLatin1String("for (let i = 0; i < 10; ++i)"));
    scenario.load.users = 5;
    QVERIFY(start(helper, scenario));
    QTRY_VERIFY_WITH_TIMEOUT(server.requests().size() == 5, Patience);
    helper.send(Protocol::StopRun{.now = true});
    QVERIFY_ENDS(helper);
    QVERIFY(helper.finished);
    QCOMPARE(helper.iterations(true) + helper.iterations(false), 0);
    QCOMPARE(helper.requests(), 5);
    QCOMPARE(helper.iterationsAborted(), 5);
    QCOMPARE(helper.requestsFailed(), 0);
    QCOMPARE(helper.requestsAborted(), 5);
    QCOMPARE(server.requests().size(), 5);
    QVERIFY(!helper.logs.isEmpty());
    QCOMPARE(helper.logs.first().text, QStringLiteral("aborted"));
    QCOMPARE(errorsOf(helper), QStringList());
}

void tst_Helper::endsWhenTheDurationIsOver()
{
    HttpServer server;
    HelperDriver helper(Helper);
    auto scenario = plan(QStringLiteral("scenario(\"a\", async (session) => { await session.get(\"/\"); });"),
                         server.url());
    scenario.load.users = 2;
    scenario.load.duration = 600ms;
    scenario.load.delay = 10ms;
    QVERIFY(start(helper, scenario));
    QVERIFY_ENDS(helper);
    QVERIFY(helper.finished);
    QVERIFY(helper.deltas.last().elapsed >= 600ms);
    QVERIFY(helper.deltas.size() >= 2);
    QCOMPARE(helper.requests(), server.requests().size());
}

void tst_Helper::reportsAFailedSetup()
{
    HelperDriver helper(Helper);
    auto scenario = plan(QStringLiteral(R"(
        setup(async (workerId) => { if (workerId === 1) throw new Error("no account for worker 1"); });
        scenario("a", async (session) => { await sleep(0.01); });)"));
    scenario.load.users = 3;
    QVERIFY(start(helper, scenario));
    QVERIFY_ENDS(helper);
    QVERIFY(helper.finished && helper.broken);
    QCOMPARE(helper.broken->error.message, QStringLiteral("no account for worker 1"));
    QVERIFY(helper.broken->error.stack.first().place.isValid());
    QCOMPARE(helper.process().exitCode(), int(HelperExit::Finished));
}

void tst_Helper::diesWithItsParentWhileARequestHangs()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::never(); });
    HelperDriver helper(Helper);
    QVERIFY(start(helper,
                  plan(QStringLiteral("scenario(\"a\", async (session) => { await session.get(\"/\"); });"),
                       server.url())));
    QTRY_COMPARE_WITH_TIMEOUT(server.requests().size(), 1, Patience);
    helper.closeInput();
    QVERIFY_ENDS(helper);
    QCOMPARE(helper.process().exitCode(), int(HelperExit::Orphaned));
    QTRY_COMPARE_WITH_TIMEOUT(server.openConnections(), 0, Patience);
}

void tst_Helper::diesWithItsParentWhileAScriptLoops()
{
    HttpServer server;
    HelperDriver helper(Helper);
    QVERIFY(
        start(helper,
              plan(QStringLiteral(
                       "scenario(\"a\", async (session) => { await session.get(\"/\"); while (true) {} });"),
                   server.url())));
    QTRY_COMPARE_WITH_TIMEOUT(server.requests().size(), 1, Patience);
    helper.closeInput();
    QVERIFY_ENDS(helper);
    QCOMPARE(helper.process().exitCode(), int(HelperExit::Orphaned));
}

void tst_Helper::goesOnAfterAScriptThatLoops()
{
    HttpServer server;
    HelperDriver helper(Helper);
    auto scenario = plan(QStringLiteral(R"(
        scenario("a", async (session) => {
            await session.get("/");
            if (session.context.workerId === 0 && session.context.step === 1)
                while (true) {}
        });)"),
                         server.url());
    scenario.load.users = 2;
    scenario.load.maxRuns = 3;
    QVERIFY(start(helper, scenario));
    QVERIFY_ENDS(helper);
    QVERIFY(helper.finished);
    QCOMPARE(helper.iterations(true), 5);
    QCOMPARE(helper.iterations(false), 1);
    std::optional<Protocol::LongScript> longScript;
    for (const auto &delta : helper.deltas) {
        if (delta.longScript)
            longScript = delta.longScript;
    }
    QVERIFY(longScript && longScript->time >= 5s);
    QCOMPARE(longScript->place.message, QStringLiteral("scenario “a”"));
    QVERIFY(!longScript->place.stack.isEmpty());
    QCOMPARE(longScript->place.stack.first().place.file, QStringLiteral("shop.ts"));
    QCOMPARE(errorsOf(helper),
             QStringList(QStringLiteral("1 × script: Interrupted: 5 s without await in "
                                        "scenario “a”, after the request of this place @shop.ts")));
}

void tst_Helper::tellsHowLateItWasItself()
{
    HelperDriver helper(Helper);
    auto scenario = plan(QStringLiteral(R"(
        scenario("busy", async () => {
            const end = Date.now() + 200;
            while (Date.now() < end);
        });)"));
    scenario.load.maxRuns = 1;
    QVERIFY(start(helper, scenario));
    QVERIFY_ENDS(helper);
    Histogram lag;
    std::chrono::microseconds total{0};
    std::chrono::microseconds own{0};
    for (const auto &delta : helper.deltas) {
        QVERIFY(lag.add(delta.loopLag));
        total += delta.loopLag.sum;
        own += delta.ownLag.sum;
    }
    QVERIFY(own <= total - 180ms); // that was the script
    HelperEffort effort;
    std::chrono::microseconds ofScenario{0};
    for (const auto &delta : helper.deltas) {
        effort.add(delta.effort);
        for (const auto &one : delta.scenarios)
            ofScenario += one.scriptTime;
    }
    QVERIFY(effort.script >= 199ms && effort.script <= effort.time);
    // Less than a period may be left from before the run.
    QVERIFY(ofScenario >= 190ms && ofScenario < effort.script + 1ms);
    QVERIFY(effort.cpu > 0ms);
    // At the latest one period and one rounded millisecond of the script's clock after it began.
    QVERIFY2(lag.max() >= 180ms, qPrintable(QString::number(lag.max().count())));
    QVERIFY(lag.count() >= 18);
}

void tst_Helper::keepsStdoutForFrames()
{
    HelperDriver helper(Helper);
    auto scenario = plan(QStringLiteral(R"(
        console.warn("loading", { a: [1] });
        scenario("a", async (session) => { session.print("from a session"); console.log("from a worker"); });)"));
    scenario.load.maxRuns = 1;
    QVERIFY(start(helper, scenario));
    QVERIFY_ENDS(helper);
    QCOMPARE(helper.problem, QString());
    QStringList lines;
    for (const auto &line : helper.logs)
        lines.append(QStringLiteral("%1 %2 %3").arg(int(line.level)).arg(line.worker).arg(line.text));
    QCOMPARE(lines, QStringList({QStringLiteral("2 -1 loading {\"a\":[1]}"),
                                 QStringLiteral("1 0 from a session"), QStringLiteral("1 0 from a worker")}));
}

void tst_Helper::boundsWhatScriptsPrint()
{
    HelperDriver helper(Helper);
    auto scenario = plan(QStringLiteral(
        "scenario(\"a\", () => { for (let i = 0; i < 1000; ++i) console.log(\"line \" + i); });"));
    scenario.load.maxRuns = 1;
    QVERIFY(start(helper, scenario));
    QVERIFY_ENDS(helper);
    QCOMPARE(helper.logs.size(), 101);
    QCOMPARE(helper.logs.last().dropped, 900);
}

void tst_Helper::leavesCtrlCToItsController()
{
#ifdef Q_OS_UNIX
    HelperDriver helper(Helper);
    QTRY_VERIFY_WITH_TIMEOUT(helper.hello, Patience);
    QCOMPARE(::kill(pid_t(helper.process().processId()), SIGINT), 0);
    auto scenario = plan(QStringLiteral("scenario(\"a\", () => 1);"));
    scenario.load.maxRuns = 1;
    QVERIFY(start(helper, scenario));
    QVERIFY_ENDS(helper);
    QVERIFY(helper.finished);
#else
    QSKIP("Ctrl-C is no signal here");
#endif
}

QTEST_GUILESS_MAIN(tst_Helper)
#include "tst_helper.moc"
