// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/scriptbench.h"
#include "tests/support/compilescenario.h"
#include "tests/support/httpserver.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

/// What scenario files may say: the language, the library, the module "molotov", and what errors tell.
class tst_ScriptRuntime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runs_data();
    void runs();
    void showsTheUsersOwnFramesOnly();
    void tellsOfPromisesThatNobodyAwaited();
    void tellsOfCallbacksThatThrow();
    void saysWhatWasThrownWhenLoaded_data();
    void saysWhatWasThrownWhenLoaded();
    void takesNoRegistrationAfterLoading();
    void refusesWhatSetupReturns_data();
    void refusesWhatSetupReturns();
    void interruptsAndGoesOn();
    void givesDataMoreTimeToLoad();
    void tellsWhatWasInterrupted_data();
    void tellsWhatWasInterrupted();
    void showsTheCallsAcrossAwait();
    void showsWhoWaited_data();
    void showsWhoWaited();
    void tellsWhatIsNoFunction_data();
    void tellsWhatIsNoFunction();
    void wakesWhoWaitsWhenItStops();
    void countsChecks();
};

void tst_ScriptRuntime::runs_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("printed");
    const auto row = [](const char *name, const char *body, const char *printed) {
        QTest::newRow(name) << QString::fromUtf8(body) << QString::fromUtf8(printed);
    };

    row("syntax",
        "class A { #x = 1; static s = 2; get x() { return this.#x ?\?= 3; } }\n"
        "const { a, ...rest } = { a: 1, b: 2 };\n"
        "console.log(new A().x, A.s, a, rest, rest?.c?.d, 2 ** 3, `${1_000}`);",
        "1 2 1 {\"b\":2} undefined 8 1000");
    row("async",
        "const twice = async (n) => { await sleep(0); return 2 * n; };\n"
        "for (const n of [1, 2]) console.log(await twice(n));",
        "2|4");
    row("arrays",
        "console.log([1, [2, [3]]].flat(2), [1].at(-1), [1, 2].flatMap((n) => [n, n]), [1, 2].findLast((n) "
        "=> n < 2), "
        "[1].includes(1));",
        "[1,2,3] 1 [1,1,2,2] 1 true");
    row("objects",
        "console.log(Object.fromEntries([[\"a\", 1]]), Object.entries({ b: 2 }), Object.hasOwn({ c: 3 }, "
        "\"c\"));",
        "{\"a\":1} [[\"b\",2]] true");
    row("strings",
        "console.log(\"aXbX\".replaceAll(\"X\", \"-\"), [...\"a1b2\".matchAll(/\\d/g)].map((m) => m[0]), "
        "\"abc\".at(-1), "
        "\" a \".trimStart() + \"|\", \"a\".padStart(3, \".\"));",
        "a-b- [\"1\",\"2\"] c a | ..a");
    row("patterns", "console.log(/(?<year>\\d{4})/.exec(\"in 2024\").groups.year, /a.b/s.test(\"a\\nb\"));",
        "2024 true");
    row("promises",
        "console.log(await Promise.allSettled([Promise.resolve(1), Promise.reject(new "
        "Error(\"x\"))]).then((r) => "
        "r.map((p) => p.status)), await Promise.any([Promise.reject(1), 2]), await Promise.race([new "
        "Promise(() => {}), 3]), "
        "await Promise.all([1, Promise.resolve(2)]));\n"
        "await Promise.reject(new Error(\"no\")).catch((e) => console.log(e.message)).finally(() => "
        "console.log(\"done\"));",
        "[\"fulfilled\",\"rejected\"] 2 3 [1,2]|no|done");
    row("order",
        "setTimeout(() => console.log(\"timeout\"), 0); queueMicrotask(() => console.log(\"microtask\"));\n"
        "Promise.resolve().then(() => console.log(\"then\")); console.log(\"sync\"); await sleep(0.02);",
        "sync|microtask|then|timeout");
    row("thenables", "console.log(await { then(resolve) { resolve(5); } });", "5");
    row("timers",
        "let n = 0; const id = setInterval(() => { if (++n === 3) clearInterval(id); }, 1);\n"
        "const never = setTimeout(() => console.log(\"never\"), 5); clearTimeout(never);\n"
        "await sleep(0.1); console.log(n);",
        "3");
    row("many timers",
        "let n = 0; const ids = [];\n"
        "for (let i = 0; i < 1000; ++i) ids.push(setTimeout((by) => { n += by; }, i % 7, i % 2));\n"
        "for (let i = 0; i < 1000; i += 5) clearTimeout(ids[i]);\n"
        "await Promise.all(ids.map((id, i) => sleep(i % 3 / 1000)));\n"
        "await sleep(0.1); console.log(n, new Set(ids).size);",
        "400 1000");
    row("timers that are over",
        "const first = setTimeout(() => {}, 0); await sleep(0.01);\n"
        "const later = [1, 2, 3].map((n) => setTimeout(() => console.log(n), n));\n"
        "for (const id of [first, later[1], later[1], undefined, null, NaN, -1, 0.5, \"x\", {}]) "
        "clearTimeout(id);\n"
        "await sleep(0.1);",
        "1|3");
    row("timers of timers",
        "const id = setInterval(() => { clearInterval(id); setTimeout(() => console.log(\"once\"), 0); }, "
        "1);\n"
        "await sleep(0.1); clearInterval(id); console.log(typeof id);",
        "once|number");
    row("web",
        "const url = new URL(\"../d?x=1\", \"http://a.b/c/e/\"); url.searchParams.append(\"y\", \"2 3\");\n"
        "console.log(url.href, [...new URLSearchParams(\"a=1&b=2\")], atob(btoa(\"hi\")), structuredClone({ "
        "d: [1] }), "
        "typeof globalThis.console);",
        "http://a.b/c/d?x=1&y=2+3 [[\"a\",\"1\"],[\"b\",\"2\"]] hi {\"d\":[1]} object");
    row("environment",
        "console.log(env.USER, env.NONE, env); try { env.USER = \"x\"; } catch {} console.log(env.USER);",
        "qa undefined {\"USER\":\"qa\"}|qa");
    row("arguments",
        "console.log(args.workers, args.processes, args.rampUp, args.duration, session.context.workerId, "
        "session.context.step, session.context.args === args);",
        "10 2 1.5 60 7 1 true");
    row("the load",
        "console.log(args.stages, args.rate.length, args.rampDown, args.iterations, args.pacing, "
        "args.maxUsers, args.stepped, args.poisson);",
        "[{\"duration\":30,\"load\":20}] 0 2 1000 0.5 20 true false");
    row("long chains", "let n = 0; for (let i = 0; i < 50000; ++i) { await null; ++n; } console.log(n);",
        "50000");
    row("no access", "console.log(typeof molotovBridge, typeof Qt, typeof process);",
        "undefined undefined undefined");
    row("throws a text", "throw \"oops\";", "failed: The script threw \"oops\", which is not an Error");
    row("throws nothing", "throw null;", "failed: The script threw null, which is not an Error");
    row("type error", "null.foo;", "failed: TypeError: Cannot read property 'foo' of null");
    row("sleeps wrongly", "await sleep(\"soon\");",
        "failed: TypeError: sleep needs a number of seconds, 0 or more");
}

void tst_ScriptRuntime::runs()
{
    QFETCH(QString, body);
    QFETCH(QString, printed);
    ScriptBench bench;
    QCOMPARE(bench.linesOf(body).join(QLatin1Char('|')), printed);
    QCOMPARE(bench.strayErrors, QStringList());
}

void tst_ScriptRuntime::showsTheUsersOwnFramesOnly()
{
    ScriptBench bench;
    const auto outcome = bench.load(QStringLiteral(R"(import { scenario, assert, sleep } from "molotov";
        function verify(price) { assert.equal(price, 5); }
        async function login() { await sleep(0.001); verify(4); }
        scenario("a", async (session) => { await login(); });)"));
    QVERIFY(!outcome.error);
    QVERIFY(bench.runOnce());
    QVERIFY(bench.failure);
    QStringList frames;
    for (const auto &frame : bench.failure->stack)
        frames.append(frame.function + QLatin1Char(' ') + frame.place.file);
    QCOMPARE(frames.join(QLatin1Char('\n')), QStringLiteral("verify shop.ts\n shop.ts\nasync shop.ts"));
}

void tst_ScriptRuntime::tellsOfPromisesThatNobodyAwaited()
{
    ScriptBench bench;
    QCOMPARE(bench.linesOf(QStringLiteral(
                 "Promise.reject(new Error(\"lost\")); const late = Promise.reject(new Error(\"late\"));\n"
                 "await sleep(0.001); await late.catch(() => {}); console.log(\"end\");")),
             QStringList(QStringLiteral("end")));
    QCOMPARE(bench.strayErrors,
             QStringList(QStringLiteral("A promise that nobody awaited was rejected: lost")));
}

void tst_ScriptRuntime::tellsOfCallbacksThatThrow()
{
    ScriptBench bench;
    bench.linesOf(
        QStringLiteral("setTimeout(() => { throw new Error(\"in a timer\"); }, 0);\n"
                       "queueMicrotask(() => { throw new Error(\"in a microtask\"); }); await sleep(0.02);"));
    QCOMPARE(bench.strayErrors, QStringList({QStringLiteral("A callback threw: in a microtask"),
                                             QStringLiteral("A callback threw: in a timer")}));
}

void tst_ScriptRuntime::saysWhatWasThrownWhenLoaded_data()
{
    QTest::addColumn<QString>("thrown");
    QTest::addColumn<QString>("message");

    QTest::newRow("error") << "new Error('no')"
                           << "no";
    QTest::newRow("text") << "'oops'"
                          << "shop.ts threw oops, which is not an Error";
    QTest::newRow("nothing") << "undefined"
                             << "shop.ts threw undefined, which is not an Error";
    QTest::newRow("long") << "new Error('x'.repeat(20000000))" << QString(2000, QLatin1Char('x')).mid(7);
}

void tst_ScriptRuntime::saysWhatWasThrownWhenLoaded()
{
    QFETCH(QString, thrown);
    QFETCH(QString, message);
    ScriptBench bench;
    const auto outcome =
        bench.load(QStringLiteral("import { scenario } from \"molotov\";\nthrow %1;").arg(thrown));
    QVERIFY(outcome.error);
    QCOMPARE(outcome.error->message, message);
}

void tst_ScriptRuntime::takesNoRegistrationAfterLoading()
{
    ScriptBench bench;
    QCOMPARE(bench.linesOf(QStringLiteral("scenario(\"late\", () => 1);")),
             QStringList(QStringLiteral(
                 "failed: scenario can only be called while the scenario file is loaded, not by a "
                 "running scenario")));
}

void tst_ScriptRuntime::refusesWhatSetupReturns_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("message");

    QTest::newRow("number") << "5"
                            << "TypeError: setup returns session options or nothing, got 5";
    QTest::newRow("array") << "[]"
                           << "TypeError: setup returns session options or nothing, got []";
}

void tst_ScriptRuntime::refusesWhatSetupReturns()
{
    QFETCH(QString, value);
    QFETCH(QString, message);
    ScriptBench bench;
    const auto outcome = bench.load(QStringLiteral("import { scenario, setup } from \"molotov\";\n"
                                                   "setup(async () => %1); scenario(\"a\", () => 1);")
                                        .arg(value));
    QVERIFY(!outcome.error);
    QVERIFY(bench.runOnce());
    QVERIFY(bench.failure);
    QCOMPARE(bench.failure->message, message);
}

void tst_ScriptRuntime::interruptsAndGoesOn()
{
    ScriptBench bench(50ms);
    QCOMPARE(
        bench.linesOf(QStringLiteral("await sleep(0.001); if (session.context.step === 1) while (true) {} "
                                     "console.log(\"second\");")),
        QStringList(QStringLiteral("failed: Interrupted: 0.05 s without await in scenario “test”")));
    bench.runtime.startIteration(0, 0);
    QTRY_COMPARE(bench.printed.last(), QStringLiteral("second"));
}

void tst_ScriptRuntime::givesDataMoreTimeToLoad()
{
    ScriptBench bench(50ms);
    const auto outcome = bench.loadCode(
        QStringLiteral("import { scenario } from \"molotov\";\n//") + QString(20 << 20, QLatin1Char('x'))
        + QStringLiteral("\nconst end = Date.now() + 300; while (Date.now() < end) {}\n"
                         "scenario(\"a\", () => 1);\n"));
    QVERIFY2(!outcome.error, outcome.error ? qPrintable(outcome.error->message) : "");
}

void tst_ScriptRuntime::tellsWhatWasInterrupted_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const char *code, const char *message) {
        QTest::newRow(name) << QString::fromUtf8(code) << QString::fromUtf8(message);
    };
    const auto *scenario = "scenario('a', async (session) => {\n await sleep(0.001); while (true) {} });";
    row("scenario", scenario, "Interrupted: 0.05 s without await in scenario “a”");
    row("request before",
        "scenario('a', async (session) => {\n await session.get('http://127.0.0.1:1/').catch(() => 1);\n "
        "while (true) {} });",
        "Interrupted: 0.05 s without await in scenario “a”, after the request of this place");
    row("setup", "\nsetup(() => { for (;;); }); scenario('a', () => 1);",
        "Interrupted: 0.05 s without await in setup");
    row("setupSession", "setupSession(async () => { for (;;); }); scenario('a', () => 1);",
        "Interrupted: 0.05 s without await in setupSession");
    row("timer", "scenario('a', async () => { setTimeout(() => { for (;;); }, 1); await sleep(0.2); });",
        "Interrupted: 0.05 s without await in scenario “a”");
    row("promises", "const again = () => Promise.resolve().then(again); scenario('a', () => again());",
        "Interrupted: 0.05 s without await in scenario “a”");
    row("scenarioPicker", "scenarioPicker(() => { for (;;); });\nscenario('a', () => 1);",
        "Could not pick a scenario: Interrupted: 0.05 s without await in scenarioPicker");
}

void tst_ScriptRuntime::tellsWhatWasInterrupted()
{
    QFETCH(QString, code);
    QFETCH(QString, message);
    ScriptBench bench(50ms);
    const auto loaded = bench.runtime.load(
        {.sourceName = QStringLiteral("shop.ts"),
         .code = compileScenario(
             QStringLiteral(
                 "import { scenario, scenarioPicker, setup, setupSession, sleep } from \"molotov\";\n%1")
                 .arg(code))});
    QVERIFY(!loaded.error);
    QVERIFY(bench.runOnce(loaded.hasPicker ? ScriptRuntime::PickedByScript : 0));
    QVERIFY(bench.failure);
    QCOMPARE(bench.failure->message, message);
    QVERIFY(!bench.failure->stack.isEmpty());
}

void tst_ScriptRuntime::showsTheCallsAcrossAwait()
{
    // Whoever calls an async function that has not waited yet is on the stack.
    ScriptBench bench;
    const auto outcome = bench.load(QStringLiteral(R"(import { scenario, sleep } from "molotov";
        async function inner(wait) { if (wait) await sleep(0.001); throw new Error("x"); }
        async function outer(wait) { const value = await inner(wait); return value; }
        scenario("a", async (session) => { await outer(session.context.step === 2); });)"));
    QVERIFY(!outcome.error);
    const auto places = [&] {
        QStringList functions;
        for (const auto &frame : bench.failure->stack)
            functions.append(frame.place.file);
        return functions.size();
    };
    QVERIFY(bench.runOnce());
    QCOMPARE(bench.failure->message, QStringLiteral("x"));
    QVERIFY2(places() >= 3, qPrintable(QString::number(places())));
}

void tst_ScriptRuntime::showsWhoWaited_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("functions");
    const auto row = [](const char *name, const char *body, const char *functions) {
        QTest::newRow(name) << QString::fromUtf8(body) << QString::fromUtf8(functions);
    };
    constexpr auto Inner = "async function inner() { await sleep(0.001); throw new Error('x'); }\n";
    const auto withInner = [&](const char *name, const char *body, const char *functions) {
        row(name, (QByteArray(Inner) + body).constData(), functions);
    };
    withInner("one", "await inner();", "|async");
    withInner("several",
              "const outer = async (n) => { await inner(); };\n"
              "class Shop { async buy() { await outer(1); } } await new Shop().buy();",
              "|async outer|async buy|async");
    withInner("returned", "async function outer() { return inner(); } await outer();", "|async");
    withInner("caught and thrown again",
              "async function outer() { try { await inner(); } catch (e) { await null; throw e; } }\n"
              "await outer();",
              "|async outer|async");
    withInner("then", "await inner().then(() => 1);", "|async");
    withInner("a frozen error",
              "async function f() { await null; throw Object.freeze(new Error('x')); }\n"
              "await f();",
              "");
    row("no error", "async function f() { await null; throw 5; } await f();", "");
    row("of itself",
        "const f = async (n) => { if (n > 0) await f(n - 1); await null; throw new Error('x'); };\n"
        "await f(3);",
        "|async f|async f|async f|async");
    row("a request", "const load = async () => { await session.get('/'); }; await load();", "||async");
}

// Each function that waited for the one that failed, the innermost first.
void tst_ScriptRuntime::showsWhoWaited()
{
    QFETCH(QString, body);
    ScriptBench bench;
    bench.linesOf(body, QStringLiteral("http://127.0.0.1:1"));
    QVERIFY(bench.failure);
    QStringList functions;
    for (const auto &frame : bench.failure->stack) {
        functions.append(frame.function);
        QVERIFY(frame.place.line > 3);
    }
    QTEST(functions.join(QLatin1Char('|')), "functions");
}

void tst_ScriptRuntime::tellsWhatIsNoFunction_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *body, const char *message) {
        QTest::newRow(body) << QString::fromUtf8(body)
                            << QStringLiteral("failed: TypeError: ") + QLatin1String(message);
    };
    row("session.gett('/');", "session.gett is not a function; did you mean get?");
    row("session.fetchAll('/');",
        "session.fetchAll is not a function; it has get, head, options, delete, post, put, patch, request, "
        "print");
    row("session.cookies();", "session.cookies is not a function: write it without ()");
    row("session.cookies.gte('a');", "session.cookies.gte is not a function; did you mean get?");
    row("session.headers.sett('a', 'b');", "session.headers.sett is not a function; did you mean set?");
    row("new Headers().gett('a');", "headers.gett is not a function; did you mean get?");
    row("session.context.atach('a', 1);", "session.context.atach is not a function; did you mean attach?");
    row("(await session.get('/')).jsn();", "response.jsn is not a function; did you mean json?");
    row("(await session.get('/')).status();", "response.status is not a function: write it without ()");
    row("(await session.get('/')).json().map((x) => x);", "a promise has no map: write await before it");
    row("session.get('/').json();", "a promise has no json: write await before it");
    row("console.lgo(1);", "console.lgo is not a function; did you mean log?");
    row("assert.equall(1, 1);", "assert.equall is not a function; did you mean equal?");
    row("console();", "console is not a function");
    // What is not ours stays as the engine has it.
    row("const own = {}; own.gett();", "Property 'gett' of object [object Object] is not a function");
}

void tst_ScriptRuntime::tellsWhatIsNoFunction()
{
    QFETCH(QString, body);
    HttpServer server;
    ScriptBench bench;
    QTEST(bench.linesOf(body, server.url().toString()).value(0), "message");
}

void tst_ScriptRuntime::wakesWhoWaitsWhenItStops()
{
    ScriptBench bench;
    QObject::connect(
        &bench.runtime, &ScriptRuntime::sleepBegan, &bench.runtime,
        [&] { bench.runtime.stop(ScriptRuntime::Stop::AllButTeardowns); }, Qt::QueuedConnection);
    QCOMPARE(
        bench.linesOf(
            QStringLiteral("try { await sleep(3600); } catch (error) { console.log(error.message); }\n"
                           "await session.get(\"http://127.0.0.1:1/\");")),
        QStringList({QStringLiteral("The sleep was ended: the run was stopped"),
                     QStringLiteral("failed: GET http://127.0.0.1:1/ was not sent: the run was stopped")}));
}

void tst_ScriptRuntime::countsChecks()
{
    ScriptBench bench;
    QCOMPARE(
        bench.linesOf(QStringLiteral("console.log(check(\"a\", 1), check(\"a\", 0), check(\"a\", true));")),
        QStringList(QStringLiteral("true false true")));
    bench.runtime.reportMetrics();
    const auto delta = bench.metrics.take(0);
    QCOMPARE(delta.checks,
             QList<Protocol::CheckDelta>({{.name = QStringLiteral("a"), .passed = 2, .failed = 1}}));
}

QTEST_GUILESS_MAIN(tst_ScriptRuntime)
#include "tst_scriptruntime.moc"
