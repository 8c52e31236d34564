// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/scriptbench.h"

#include <QScopeGuard>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

/// What ended the engine with a crash, though it is legal: collected keys, long lists, calls without end.
class tst_Collection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void livesOn_data();
    void livesOn();
    void livesOnWhenItCollectsAllTheTime();
    void failsWithASentence_data();
    void failsWithASentence();
};

void tst_Collection::livesOn_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("printed");
    const auto row = [](const char *name, const char *body, const char *printed) {
        QTest::newRow(name) << QString::fromUtf8(body) << QString::fromUtf8(printed);
    };
    row("keys of a WeakMap",
        "const m = new WeakMap(); for (let i = 0; i < 100000; i++) m.set({ i }, i);\n"
        "console.log(m instanceof WeakMap, String(m));",
        "true [object WeakMap]");
    row("values of a WeakSet",
        "const s = new WeakSet(); for (let i = 0; i < 100000; i++) s.add({ i });\n"
        "console.log(s instanceof WeakSet, String(s));",
        "true [object WeakSet]");
    row("private fields",
        "class Counter { #n = 0; #add() { this.#n++; } add() { this.#add(); return this.#n; }\n"
        "  static #made = 0; static make() { ++Counter.#made; return new Counter(); } static is(o) { return "
        "#n in o; } }\n"
        "let sum = 0; for (let i = 0; i < 20000; i++) sum += Counter.make().add();\n"
        "console.log(sum, Counter.is(new Counter()), Counter.is({}));",
        "20000 true false");
    row("a WeakMap holds what is there",
        "const m = new WeakMap(); const keys = Array.from({ length: 1000 }, (_, i) => ({ i }));\n"
        "keys.forEach((key, i) => m.set(key, i)); for (let i = 0; i < 100000; i++) m.set({}, i);\n"
        "m.delete(keys[3]); m.set(keys[4], undefined);\n"
        "console.log(keys.every((key, i) => i === 3 || i === 4 || m.get(key) === i), m.has(keys[3]), "
        "m.has(keys[4]));",
        "true false true");
    row("keys that are frozen, functions, arrays and proxies",
        "const target = {}; const proxy = new Proxy(target, {}); const heir = Object.create(target);\n"
        "const keys = [Object.freeze({}), () => 1, Object.freeze([]), class {}, target, proxy, new Date(), "
        "/x/];\n"
        "const m = new WeakMap(keys.map((key, i) => [key, i])); const s = new WeakSet(keys);\n"
        "console.log(keys.map((key) => m.get(key)), keys.every((key) => s.has(key)), m.has(heir), "
        "s.has(heir),\n"
        "            m.delete(proxy), m.has(proxy), m.get(target));",
        "[0,1,2,3,4,5,6,7] true false false true false 4");
    row("a key shows nothing",
        "const key = { a: 1 }; new WeakMap().set(key, 1); new WeakSet().add(key);\n"
        "console.log(Object.getOwnPropertySymbols(key).length, Reflect.ownKeys(key), { ...key }, "
        "Object.keys(key),\n"
        "            Object.getOwnPropertySymbols({ ...key }).length, "
        "Object.keys(Object.getOwnPropertyDescriptors(key)));",
        "0 [\"a\"] {\"a\":1} [\"a\"] 0 [\"a\"]");
    row("what is no key",
        "const m = new WeakMap(); const said = [];\n"
        "for (const f of [() => m.set(1, 2), () => new WeakSet(['a']), () => WeakMap.prototype.get.call({}, "
        "m),\n"
        "                 () => WeakMap(), () => new WeakMap([1])])\n"
        "  try { f(); said.push('ok'); } catch (error) { said.push(error.name); }\n"
        "console.log(said, m.has(1), m.get('x'), m.delete(null), new WeakMap(null).set({}, 1) instanceof "
        "WeakMap);",
        "[\"TypeError\",\"TypeError\",\"TypeError\",\"TypeError\",\"TypeError\"] false undefined false true");
    row("a class of one's own",
        "class Mine extends WeakMap { constructor(x) { super(x); this.n = 0; } set(k, v) { this.n++; return "
        "super.set(k, v); } }\n"
        "const key = {}; const mine = new Mine([[key, 1]]); mine.set(key, 2);\n"
        "console.log(mine.get(key), mine.n, mine instanceof WeakMap);",
        "2 1 true");
    row("a long list",
        "const list = JSON.parse('[' + '[1],'.repeat(600000) + '[2]]');\n"
        "const copy = []; copy.push(...list); console.log(list.length, copy.length, Math.max(...list.map((x) "
        "=> x[0])));",
        "600001 600001 2");
    row("promises",
        "let n = 0; for (let i = 0; i < 20000; i++) { await null; n += await Promise.resolve(1); } "
        "console.log(n);",
        "20000");
    row("steps",
        "let n = 0; const one = (i) => step('b', async () => { if (i % 10 === 0) throw new Error('x'); "
        "return 1; });\n"
        "for (let i = 0; i < 20000; i++) n += await step('a', () => one(i)).catch(() => 0); console.log(n);",
        "18000");
    row("generators",
        "function* g() { for (let i = 0; i < 3; i++) yield i; } let n = 0;\n"
        "for (let i = 0; i < 20000; i++) for (const x of g()) n += x;\n"
        "const it = g(); it.next(); console.log(n, it.return(7).value, it.next().done);",
        "60000 7 true");
    // Left early, where the engine itself crashes.
    row("an iterator whose return is null",
        "const list = { [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), return: null }) "
        "};\n"
        "for (const x of list) { console.log(x); break; }\n"
        "const [y] = list; let z; [z] = list; const f = ([a]) => a; console.log(y, z, f(list));\n"
        "try { for (const x of list) throw new Error('thrown'); } catch (error) { "
        "console.log(error.message); }\n"
        "try { Array.from(list, () => { throw new Error('mapped'); }); } catch (error) { "
        "console.log(error.message); }\n"
        "try { new Map(list); } catch (error) { console.log(error.name); }\n"
        "function* outer() { yield* list; } for (const x of outer()) break;",
        "1|1 1 1|thrown|mapped|TypeError");
    row("a generator without return",
        "function* g() { yield 1; yield 2; } const it = g(); it.return = null;\n"
        "for (const x of it) break; console.log(it.next().value);",
        "2");
    row("a return of all objects",
        "Object.prototype.return = 5; for (const x of [1, 2]) break; const [a] = 'bc'; const [b] = new "
        "Map([[1, 2]]);\n"
        "const [c] = new Set([3]); const [d] = new Uint8Array(2); const [e] = [4, 5].entries(); "
        "delete Object.prototype.return;\n"
        "console.log(a, b, c, d, e);",
        "b [1,2] 3 0 [0,4]");
    row("a return that is called",
        "let n = 0; const list = { [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), "
        "return() { ++n; return {}; } }) };\n"
        "for (let i = 0; i < 20000; i++) { for (const x of list) break; const [a, b] = list; } "
        "console.log(n);",
        "40000");
    row("iterators of one's own",
        "class Twice extends Array { *[Symbol.iterator]() { yield this.length * 2; } }\n"
        "const list = [1]; list[Symbol.iterator] = function* () { yield 7; };\n"
        "console.log([...new Twice(1, 2)], [...list], [...[1].entries()], (function () { return "
        "[...arguments]; })(1, 2),\n"
        "            Symbol.iterator in [], Symbol.iterator in {}, String(Symbol.iterator), "
        "Symbol.iterator.description,\n"
        "            [][Symbol.iterator] === [].values, [...new URLSearchParams('a=1')], Array.from({ "
        "length: 1 }),\n"
        "            Symbol().constructor === Symbol, Object(Symbol()) instanceof Symbol, Symbol.for('a') "
        "=== Symbol.for('a'));",
        "[4] [7] [[0,1]] [1,2] true false Symbol(Symbol.iterator) Symbol.iterator true [[\"a\",\"1\"]] "
        "[null] true true true");
}

void tst_Collection::livesOn()
{
    QFETCH(QString, body);
    ScriptBench bench(60s);
    QTEST(bench.linesOf(body).join(QLatin1Char('|')), "printed");
}

// The engine reads the variable when it is made, and then collects before it makes anything at all.
void tst_Collection::livesOnWhenItCollectsAllTheTime()
{
    constexpr auto Variable = "QV4_MM_AGGRESSIVE_GC";
    qputenv(Variable, "1");
    const auto unset = qScopeGuard([] { qunsetenv(Variable); });
    ScriptBench bench(60s);
    QCOMPARE(
        bench.linesOf(QStringLiteral(
            "const m = new WeakMap(); const s = new WeakSet(); const k = {}; m.set(k, 1); s.add(k);\n"
            "for (let i = 0; i < 5; i++) { m.set({ i }, i); s.add({ i }); }\n"
            "class C { #n = 0; add() { return ++this.#n; } }\n"
            "let n = 0; for (let i = 0; i < 5; i++) { const c = new C(); n += c.add(); await null; }\n"
            "function* g() { yield 1; yield 2; }\n"
            "for (let i = 0; i < 5; i++)\n"
            "  await step('a', () => step('b', async () => { await null; if (i < 2) throw new Error('x'); }))"
            ".catch(() => --n);\n"
            "console.log(m.get(k), s.has(k), n, [...g()], JSON.parse('[[1],[2]]'), new Map([[k, "
            "1]]).get(k),\n"
            "            /(?<y>\\d+)/.exec('a12').groups.y, new URL('http://a.test/x?y=1').search);")),
        QStringList(QStringLiteral("1 true 3 [1,2] [[1],[2]] 1 12 ?y=1")));
}

void tst_Collection::failsWithASentence_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, const char *body, const char *error) {
        QTest::newRow(name) << QString::fromUtf8(body) << QString::fromUtf8(error);
    };
    const auto *deep = "RangeError: Maximum call stack size exceeded.";
    row("a generator of itself", "function* h() { yield* h(); } h().next();", deep);
    row("a generator that loops over itself", "function* h() { for (const x of h()) yield x; } [...h()];",
        deep);
    row("a list in lists", "let list = []; for (let i = 0; i < 100000; i++) list = [list]; String(list);",
        deep);
    row("a function of itself", "const f = () => f() + 1; f();", deep);
    row("an async function of itself", "const f = async () => { await f(); }; await f();", deep);
    row("a step of itself", "const f = () => step('a', f); await f();", deep);
    row("an async step of itself",
        "const f = async () => { await null; await step('a', f2); };\n"
        "const f2 = async () => { await step('a', f2); }; await f();",
        deep);
    row("a getter that throws",
        "await session.get('/', { get headers() { throw new Error('no headers'); } });", "no headers");
    row("a thenable that throws", "await { get then() { throw new Error('no then'); } };", "no then");
    row("a thenable that throws later", "await { then() { throw new Error('not then'); } };", "not then");
    row("a proxy as options",
        "await session.get('/', new Proxy({}, { ownKeys() { throw new Error('no keys'); } }));", "no keys");
    row("an error that cannot be read",
        "throw new Proxy(new Error('x'), { get() { throw new Error('no'); } });",
        "The script threw an object that cannot be read");
    const auto noFunction = "TypeError: The return of an iterator is not a function";
    row("an iterator whose return is no function",
        "for (const x of { [Symbol.iterator]: () => ({ next: () => ({ done: false }), return: 5 }) }) break;",
        noFunction);
    row("the same in a pattern",
        "const [x] = { [Symbol.iterator]: () => ({ next: () => ({ done: false }), return: {} }) };",
        noFunction);
    row("an iterator that is none", "for (const x of { [Symbol.iterator]: () => 5 });",
        "TypeError: The method [Symbol.iterator] gave no iterator, but 5");
    row("an iterator of itself", "const o = { [Symbol.iterator]() { return [...this]; } }; [...o];", deep);
    row("changed lists",
        "Array.prototype.map = null; Array.isArray = null; Array.prototype.push = null; await null;\n"
        "Array.prototype.slice = null; await Promise.all([1, 2]); null.x;",
        "");
    row("changed objects",
        "Object.prototype.x = 1; Object.keys = null; Object.assign = null; await session.get('/', {});", "");
    row("a changed Promise",
        "Promise.resolve = null; Map.prototype.get = null; Array.prototype.pop = null; await step('a', () => "
        "1);",
        "");
    row("no Promise",
        "globalThis.Promise = undefined; await null; await (async () => { throw new Error('end'); })();",
        "end");
}

void tst_Collection::failsWithASentence()
{
    QFETCH(QString, body);
    QFETCH(QString, error);
    ScriptBench bench(60s);
    const auto said = bench.linesOf(body).join(QLatin1Char('|'));
    QVERIFY2(error.isEmpty() ? said.startsWith(QLatin1String("failed: "))
                             : said == QLatin1String("failed: ") + error,
             qPrintable(said));
}

QTEST_GUILESS_MAIN(tst_Collection)
#include "tst_collection.moc"
