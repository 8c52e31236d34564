// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/script/bridge.h"
#include "tests/engine/scriptbench.h"
#include "tests/support/httpserver.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 20'000; // milliseconds; for a machine that is busy with other things

void addRows(std::initializer_list<std::pair<const char *, const char *>> rows)
{
    QTest::addColumn<QString>("body");
    for (const auto &[name, body] : rows)
        QTest::newRow(name) << QString::fromUtf8(body);
}

// What the worker of this bench says in one more iteration.
QString nextIteration(ScriptBench &bench)
{
    bench.printed.clear();
    bool isOver = false;
    QObject watcher;
    QObject::connect(&bench.runtime, &ScriptRuntime::iterationDone, &watcher, [&] { isOver = true; });
    QObject::connect(&bench.runtime, &ScriptRuntime::iterationFailed, &watcher,
                     [&](int, const ScriptError &error) {
                         bench.printed.append(QStringLiteral("failed: ") + error.message);
                         isOver = true;
                     });
    bench.runtime.startIteration(0, 0);
    return QTest::qWaitFor([&] { return isOver; }, Patience) ? bench.printed.join(QLatin1Char('|'))
                                                             : QStringLiteral("did not end");
}

// A scenario whose first iteration alone runs the body.
QString firstOnly(const QString &body)
{
    return QStringLiteral("if (session.context.step === 1) {\n%1\n}\nconsole.log(\"end\");").arg(body);
}

} // namespace

/// Scripts that want to take the engine with them, or what is not theirs: each fails at most its own
/// iteration, and the next one of the same worker runs. What takes a whole helper with it is tried in
/// tst_runaway.
class TestHostileScript : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void interruptsLoops_data();
    void interruptsLoops();
    void interruptsListeners_data();
    void interruptsListeners();
    void knowsNothingThatAnInterruptionPrevented();
    void endsRecursion_data();
    void endsRecursion();
    void bearsWhatIsTooMuch_data();
    void bearsWhatIsTooMuch();
    void takesProxiesAsOptions_data();
    void takesProxiesAsOptions();
    void bearsTampering_data();
    void bearsTampering();
    void givesNothingButTheWeb();
    void runsNoCodeOfOtherPlaces();
    void sendsNoHeaderOfAnother_data();
    void sendsNoHeaderOfAnother();
};

void TestHostileScript::interruptsLoops_data()
{
    addRows({
        {"for", "for (;;);"},
        {"finally", "try { for (;;); } finally { for (;;); }"},
        {"catch and continue", "for (;;) { try { for (;;); } catch (e) {} finally { continue; } }"},
        {"return and continue", "label: for (;;) { try { return; } finally { continue label; } }"},
        {"caught recursion", "for (;;) try { (function f() { f(); })(); } catch (e) {}"},
        {"async in a loop", "const f = async () => 1; for (;;) f();"},
        {"await", "for (;;) await null;"},
        {"promises", "const f = () => Promise.resolve().then(f); await f();"},
        {"microtasks", "const f = () => queueMicrotask(f); f(); await sleep(1);"},
        {"then", "await { then() { for (;;); } };"},
        {"then again", "await { then(resolve) { resolve(this); } };"},
        {"getter", "const o = { get x() { for (;;); } }; o.x;"},
        {"proxy", "new Proxy({}, { has() { for (;;); } }).x; 'x' in new Proxy({}, { has() { for (;;); } });"},
        {"generator", "function* f() { for (;;) yield 1; } [...f()];"},
        {"array that grows", "const a = [1]; for (const x of a) a.push(x);"},
        {"sort", "[1, 2, 3].sort(() => { for (;;); });"},
        {"replace", "'a'.replace(/a/, () => { for (;;); });"},
        {"text of an object", "String({ toString() { for (;;); } });"},
        {"JSON", "JSON.stringify({ toJSON() { for (;;); } });"},
        {"check's name", "check({ toString() { for (;;); } }, true); for (;;);"},
        {"console", "console.log({ get x() { for (;;); } }); for (;;);"},
        {"message of an error",
         "throw Object.assign(new Error('x'), { toString() { for (;;); } }, { get name() { "
         "for (;;); } });"},
        {"getter of an error that is thrown",
         "throw Object.defineProperty(new Error('x'), 'message', { get() { for (;;); } });"},
        {"place of an error that is thrown",
         "throw Object.defineProperty(new Error('x'), 'callSite', { get() { for (;;); } });"},
        {"promise that nobody awaited",
         "Promise.reject(Object.defineProperty(new Error('x'), 'message', { get() { for (;;); } })); throw "
         "new Error('y');"},
        {"JSON of what is thrown", "throw { toJSON() { for (;;); } };"},
        {"proxy that is thrown", "throw new Proxy({}, { get() { for (;;); } });"},
        {"timers", "for (;;) setTimeout(() => 1, 0);"},
        {"eval", "eval('for (;;);');"},
        {"Function", "Function('for (;;);')();"},
        {"class field", "class A { x = (() => { for (;;); })(); } new A();"},
        {"iterable", "for (const x of { [Symbol.iterator]() { for (;;); } });"},
        {"iterable's getter", "const [x] = { get [Symbol.iterator]() { for (;;); } };"},
        {"iterator's return",
         "for (const x of { [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), "
         "return() { for (;;); } }) }) break;"},
    });
}

void TestHostileScript::interruptsLoops()
{
    QFETCH(QString, body);
    ScriptBench bench(100ms);
    const auto lines = bench.linesOf(firstOnly(body));
    const auto first = lines.isEmpty() ? QString() : lines.last();
    QVERIFY2(first.startsWith(QStringLiteral("failed: Interrupted: 0.1 s without await"))
                 || first.startsWith(QStringLiteral("failed: RangeError: More than 100000 timers")),
             qPrintable(lines.join(QLatin1Char('|')).left(500)));
    QCOMPARE(nextIteration(bench), QStringLiteral("end"));
}

void TestHostileScript::interruptsListeners_data()
{
    QTest::addColumn<QString>("event");
    for (const auto *event :
         {"scenario_start", "scenario_success", "scenario_failure", "sending_request", "response_received"})
        QTest::newRow(event) << QString::fromLatin1(event);
}

// Whoever raised the event does not stand still.
void TestHostileScript::interruptsListeners()
{
    QFETCH(QString, event);
    HttpServer server;
    ScriptBench bench(100ms);
    const auto outcome = bench.load(QStringLiteral(R"(import { scenario, events } from "molotov";
        let n = 0;
        events((event) => { if (event === "%1" && ++n === 1) for (;;); });
        scenario("a", async (session) => {
            await session.get("/");
            if ("%1" === "scenario_failure" && n === 0) throw new Error("own");
            console.log("end");
        });)")
                                        .arg(event),
                                    server.url().toString());
    QVERIFY(!outcome.error);
    QVERIFY(bench.runOnce());
    QVERIFY(bench.failure);
    QCOMPARE(bench.failure->message,
             QStringLiteral("Interrupted: 0.1 s without await in a listener of events"));
    QCOMPARE(nextIteration(bench), QStringLiteral("end"));
}

void TestHostileScript::knowsNothingThatAnInterruptionPrevented()
{
    ScriptBench bench;
    LogLimiter log(bench.clock, [](const Protocol::ScriptLog &) {});
    Bridge bridge({.scheduler = bench.scheduler, .http = bench.http, .metrics = bench.metrics, .log = log});
    QCOMPARE(bridge.endpointOf(7), QString());
    bridge.cancel(7);
    bridge.stopTimer(7);
}

void TestHostileScript::endsRecursion_data()
{
    addRows({
        {"function", "const f = () => 1 + f(); f();"},
        {"async", "const f = async () => 1 + await f(); await f();"},
        {"two of them", "const f = () => 1 + g(), g = () => 1 + f(); f();"},
        {"getter", "const o = { get x() { return 1 + this.x; } }; o.x;"},
        {"setter", "const o = { set x(v) { this.x = v; } }; o.x = 1;"},
        {"proxy", "const o = new Proxy({}, { get: (target, name, self) => self[name] }); o.x;"},
        {"constructor", "class A { constructor() { new A(); } } new A();"},
        {"text of an object", "const o = { toString: () => String(o) }; String(o);"},
        {"value of an object", "const o = { valueOf: () => +o }; +o;"},
        {"sort", "const f = () => [1, 2].sort(f); f();"},
        {"replace", "const f = () => 'a'.replace(/a/, f); f();"},
        {"JSON", "const o = { toJSON: () => ({ o }) }; JSON.stringify(o);"},
        {"deep JSON", "let o = {}; for (let i = 0; i < 1e5; ++i) o = { o }; JSON.stringify(o);"},
        {"deep body",
         "let o = {}; for (let i = 0; i < 1e5; ++i) o = { o }; await session.post('/', { json: o });"},
        {"deep clone", "let o = {}; for (let i = 0; i < 1e5; ++i) o = { o }; structuredClone(o);"},
        {"list in itself", "const a = []; a.push(a); String(a);"},
        {"list in itself, by toLocaleString", "const a = []; a.push(a); a.toLocaleString();"},
        {"error in itself", "const e = new Error('x'); e.message = e; String(e);"},
        {"name of an error", "const e = new Error('x'); e.name = e; e + '';"},
        {"indented JSON",
         "let o = []; for (let i = 0; i < 2000; ++i) o = [o]; JSON.stringify([[o]], null, 1);"},
        {"deep array", "let o = []; for (let i = 0; i < 1e5; ++i) o = [o]; o.flat(Infinity);"},
    });
}

void TestHostileScript::endsRecursion()
{
    QFETCH(QString, body);
    ScriptBench bench(20s);
    const auto lines = bench.linesOf(firstOnly(body), QStringLiteral("http://127.0.0.1:1"));
    QVERIFY2(lines.value(0).startsWith(QStringLiteral("failed: RangeError: ")),
             qPrintable(lines.join(QLatin1Char('|'))));
    QCOMPARE(nextIteration(bench), QStringLiteral("end"));
}

void TestHostileScript::bearsWhatIsTooMuch_data()
{
    addRows({
        {"pattern of exponential time", "/^(a+)+$/.test('a'.repeat(40) + 'b');"},
        {"another", "/(x+x+)+y/.test('x'.repeat(100000));"},
        {"pattern of alternatives", "/^(a|a|a)*$/.test('a'.repeat(40) + 'b');"},
        {"broken JSON", "JSON.parse('['.repeat(1e6));"},
        {"deep JSON", "JSON.parse('['.repeat(1e6) + ']'.repeat(1e6));"},
        {"deep brackets", "eval('('.repeat(1e5));"},
        {"deep expression", "eval('1' + '+1'.repeat(1e5));"},
        {"deep assignment", "eval('x='.repeat(1e5) + '1');"},
        {"long text", "'x'.repeat(2 ** 31);"},
        {"large buffer", "new ArrayBuffer(2 ** 40);"},
        {"length below zero", "new Array(-1);"},
        {"random bytes", "crypto.getRandomValues(new Uint8Array(1e6));"},
        {"long message", "throw new Error('x'.repeat(2 ** 24));"},
        {"text that is no Unicode", "throw new Error('\\ud800 \\udfff \\0');"},
        {"error of odd fields", "const e = new Error('x'); e.stack = { toString() { throw 1; } }; throw e;"},
        {"error that throws", "throw { get message() { throw 1; }, get stack() { throw 2; } };"},
        {"symbol", "throw Symbol('x');"},
        {"error that is its message", "const e = new Error('x'); e.message = e; throw e;"},
        {"error that is its name", "const e = new Error('x'); e.name = e; throw e;"},
        {"error that is its cause", "const e = new Error('x'); e.cause = e; throw e;"},
        {"message that is its text",
         "const e = new Error('x'); Object.defineProperty(e, 'message', { get() { return String(e); } }); "
         "throw e;"},
        {"JSON of itself", "const o = {}; o.o = o; JSON.stringify(o);"},
        {"comparison of what holds itself",
         "const o = {}, p = {}; o.o = o; p.o = p; assert.deepEqual(o, p);"},
        {"many arguments", "Math.max.apply(null, new Array(1e7));"},
        {"many checks", "for (let i = 0; i < 2000; ++i) check('c' + i, true);"},
        {"many promises",
         "for (let i = 0; i < 20000; ++i) Promise.reject(new Error(String(i))).catch(() => 1);"},
    });
}

void TestHostileScript::bearsWhatIsTooMuch()
{
    QFETCH(QString, body);
    ScriptBench bench(20s);
    const auto lines = bench.linesOf(firstOnly(body));
    QCOMPARE(lines.size(), 1);
    QVERIFY2(lines.first() == QLatin1String("end") || lines.first().startsWith(QLatin1String("failed: ")),
             qPrintable(lines.first()));
    QCOMPARE(nextIteration(bench), QStringLiteral("end"));
}

void TestHostileScript::takesProxiesAsOptions_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("asked");
    QTest::newRow("nothing") << "new Proxy({}, {})"
                             << "GET / ";
    QTest::newRow("headers") << "new Proxy({ headers: new Proxy({ 'x-a': 'b' }, {}), name: 'n' }, {})"
                             << "GET / b";
    QTest::newRow("query") << "new Proxy({ query: new Proxy({ name: 'c', length: 2 }, {}) }, {})"
                           << "GET /?name=c&length=2 ";
}

void TestHostileScript::takesProxiesAsOptions()
{
    QFETCH(QString, options);
    HttpServer server;
    ScriptBench bench;
    QCOMPARE(
        bench.linesOf(QStringLiteral("await session.get('/', %1);").arg(options), server.url().toString()),
        QStringList());
    const auto &request = server.requests().value(0);
    QTEST(QString::fromLatin1(request.method + ' ' + request.target + ' ' + request.header("x-a")), "asked");
}

void TestHostileScript::bearsTampering_data()
{
    addRows({
        {"fields of all objects", "Object.prototype.kind = 3; Object.prototype.x = 1;"},
        {"length of all objects",
         "Object.defineProperty(Object.prototype, 'length', { get() { throw 5; } });"},
        {"then of all objects", "Object.defineProperty(Object.prototype, 'then', { get() { throw 5; } });"},
        {"JSON of all objects", "Object.prototype.toJSON = () => { throw 1; };"},
        {"elements of all arrays", "Object.defineProperty(Array.prototype, 0, { set() { throw 6; } });"},
        {"iterator of arrays", "Array.prototype[Symbol.iterator] = null;"},
        {"arrays", "Array.prototype.pop = Array.prototype.splice = Array.prototype.slice = undefined;"},
        {"promises", "Promise.prototype.then = null; Promise.resolve = null;"},
        {"calls",
         "Function.prototype.call = null; Function.prototype.apply = null; Function.prototype.bind = null;"},
        {"JSON", "JSON.parse = null; JSON.stringify = null;"},
        {"maps", "Map.prototype.get = null; Map.prototype.set = null; Set.prototype.has = null;"},
        {"texts",
         "String.prototype.slice = null; RegExp.prototype.exec = null; RegExp.prototype.test = null;"},
        {"errors",
         "Error.prototype.toString = null; Error.prototype.name = Symbol(); Error.prototype.message = 5;"},
        {"where errors are from",
         "for (const name of ['callSite', 'endpoint', 'stack']) Object.defineProperty("
         "Error.prototype, name, { get() { throw 1; }, set() { throw 2; } });"},
        {"globals",
         "globalThis.Error = globalThis.Number = globalThis.String = undefined; globalThis.isNaN = null;"},
        {"numbers", "Math.random = () => 2; Math.floor = null;"},
        {"frozen",
         "[Object.prototype, Array.prototype, Function.prototype, globalThis].forEach(Object.freeze);"},
        {"session", "Object.getPrototypeOf(session).get = null; delete Object.getPrototypeOf(session).post;"},
        {"session's prototype", "Object.setPrototypeOf(Object.getPrototypeOf(session), null);"},
        {"session's worker",
         "try { session._index = 7; } catch (e) {} try { session._headers = 7; } catch (e) {}"},
    });
}

void TestHostileScript::bearsTampering()
{
    QFETCH(QString, body);
    HttpServer server;
    ScriptBench bench;
    const auto lines = bench.linesOf(
        firstOnly(body) + QStringLiteral("await sleep(0.001); check('x', true); await session.get('/');"),
        server.url().toString());
    QVERIFY2(!lines.contains(QStringLiteral("did not end")), qPrintable(lines.join(QLatin1Char('|'))));
    // The engine is the script's, and what is broken stays broken: but whatever comes, comes to an end.
    for (int i = 0; i < 3; ++i)
        QVERIFY(nextIteration(bench) != QStringLiteral("did not end"));
}

void TestHostileScript::givesNothingButTheWeb()
{
    ScriptBench bench;
    const auto names =
        bench
            .linesOf(QStringLiteral(
                "console.log(Object.getOwnPropertyNames(Function('return this')()).join(' '));"))
            .value(0)
            .split(QLatin1Char(' '));
    const auto known = QStringLiteral(
        "AbortController AbortSignal AggregateError Array ArrayBuffer Atomics Boolean DOMException DataView "
        "Date Error "
        "EvalError FinalizationRegistry Float32Array Float64Array Function Headers Infinity Int16Array "
        "Int32Array "
        "Int8Array JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp "
        "Set "
        "SharedArrayBuffer String Symbol SyntaxError TextDecoder TextEncoder TypeError URIError URL "
        "URLSearchParams "
        "Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet __core-js_shared__ "
        "atob btoa "
        "clearInterval clearTimeout console crypto decodeURI decodeURIComponent encodeURI encodeURIComponent "
        "escape "
        "eval fetch globalThis isFinite isNaN parseFloat parseInt queueMicrotask setInterval setTimeout "
        "structuredClone undefined unescape");
    QVERIFY(names.contains(QStringLiteral("JSON")));
    for (const auto &name : names)
        QVERIFY2(known.split(QLatin1Char(' ')).contains(name), qPrintable(name));
}

void TestHostileScript::runsNoCodeOfOtherPlaces()
{
    for (const auto *body :
         {"require('fs');", "await import('fs');", "await import('file:///etc/hostname');",
          "await import('data:text/javascript,export default 1');", "eval(\"import('fs')\");",
          "eval(\"import fs from 'fs'\");", "new Function(\"return import('fs')\")();"}) {
        ScriptBench bench;
        // As it is, without a compiler that would refuse some of it.
        const auto outcome = bench.loadCode(
            QStringLiteral("import { scenario } from \"molotov\";\n"
                           "scenario(\"a\", (session) => { const f = Function(%1); return f(); });")
                .arg(QString::fromUtf8(QByteArray("`") + body + "`")
                         .replace(QStringLiteral("await "), QString())));
        QVERIFY(!outcome.error);
        QVERIFY(bench.runOnce());
        QVERIFY2(bench.failure, body);
    }
}

void TestHostileScript::sendsNoHeaderOfAnother_data()
{
    addRows({
        {"URL", "await session.get('/a\\r\\nX-Evil: 1');"},
        {"URL with a version", "await session.get('/a HTTP/1.1\\r\\nX-Evil: 1\\r\\n\\r\\n');"},
        {"escapes in the URL", "await session.get('/a%0d%0aX-Evil:%201');"},
        {"query", "await session.get('/', { query: { a: '\\r\\nX-Evil: 1', '\\r\\nX-Evil: 2': 1 } });"},
        {"query text", "await session.get('/', { query: '?a\\r\\nX-Evil: 1' });"},
        {"host", "await session.get('http://127.0.0.1\\r\\nX-Evil: 1:80/');"},
        {"method", "await session.request('GET /\\r\\nX-Evil: 1\\r\\nA', '/');"},
        {"header", "await session.get('/', { headers: { a: 'b\\r\\nX-Evil: 1' } });"},
        {"header, line feed", "await session.get('/', { headers: { a: 'b\\nX-Evil: 1' } });"},
        {"header, carriage return", "await session.get('/', { headers: { a: 'b\\rX-Evil: 1' } });"},
        {"header's name", "await session.get('/', { headers: { 'a: b\\r\\nX-Evil': 1 } });"},
        {"letters that become breaks",
         "await session.get('/', { headers: { a: 'b\\u010d\\u010aX-Evil: 1' } });"},
        {"list of headers", "await session.get('/', { headers: [['a', 'b\\r\\nX-Evil: 1']] });"},
        {"session's header", "session.headers.set('a', 'b\\r\\nX-Evil: 1'); await session.get('/');"},
        {"session's header's name", "session.headers.append('a\\r\\nX-Evil', '1'); await session.get('/');"},
        {"user",
         "await session.get('/', { auth: { username: 'a\\r\\nX-Evil: 1', password: '\\r\\nX-Evil: 2' } });"},
        {"token", "await session.get('/', { auth: { bearer: 'a\\r\\nX-Evil: 1' } });"},
        {"cookie", "session.cookies.set('a', 'b\\r\\nX-Evil: 1', { url: '/' }); await session.get('/');"},
        {"cookie's name",
         "session.cookies.set('a\\r\\nX-Evil: 1; b', 'c', { url: '/' }); await session.get('/');"},
        {"type of a body",
         "await session.post('/', { body: 'x', headers: { 'content-type': 'a\\r\\nX-Evil: 1' } });"},
        {"user of the URL", "await session.get(args.baseUrl.replace('//', '//a%0d%0aX-Evil: 1:b@') + '/');"},
    });
}

void TestHostileScript::sendsNoHeaderOfAnother()
{
    QFETCH(QString, body);
    HttpServer server;
    ScriptBench bench;
    const auto lines = bench.linesOf(body, server.url().toString());
    QVERIFY2(!lines.contains(QStringLiteral("did not end")), qPrintable(lines.join(QLatin1Char('|'))));
    QVERIFY(server.requests().size() <= 1);
    for (const auto &request : server.requests()) {
        QVERIFY(request.header("x-evil").isEmpty());
        QVERIFY2(!request.target.contains('\r') && !request.target.contains(' '), request.target.constData());
    }
}

QTEST_GUILESS_MAIN(TestHostileScript)
#include "tst_hostilescript.moc"
