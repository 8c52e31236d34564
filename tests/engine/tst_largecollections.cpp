// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/processmemory.h"
#include "tests/engine/scriptbench.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

// Whatever happens to a Map and a Set, they have what plain lists have to which the same happens; also loops
// that are under way. `seed`: of a generator of numbers.
constexpr auto AgainstLists = R"(
    let state = %1;
    const below = (n) => (state = (state * 1103515245 + 12345) % 2147483648) % n;
    const objects = Array.from({ length: 60 }, (_, i) => (i % 9 === 0 ? Object.freeze({ i }) : i % 7 === 0 ? () => i : { i }));
    const oddities = [NaN, 0, -0, 1.5, -1, 1e300, true, false, null, undefined, "", "__proto__", "constructor", "1", Symbol("a")];
    const key = () => [() => below(120), () => "k" + below(120), () => objects[below(60)],
                       () => oddities[below(oddities.length)]][below(4)]();
    const same = (a, b) => a === b || (a !== a && b !== b);
    const map = new Map();
    const set = new Set();
    let list = [];
    const find = (k) => list.findIndex((pair) => pair !== null && same(pair[0], k));
    const problems = [];
    const demand = (what, holds) => { if (!holds && problems.length < 5) problems.push(what); };
    const alike = (what, left, right) => demand(what, left.length === right.length
        && left.every((pair, i) => same(pair[0], right[i][0]) && same(pair[1], right[i][1])));
    // Each loop: [iterator, position in the list, what it gives]. Gone pairs are null, so that positions stay.
    let loops = [];
    const start = () => {
        const kind = ["entries", "keys", "values"][below(3)];
        loops.push({ kind, map: map[kind](), set: set[kind](), at: 0 });
    };
    const step = (loop) => {
        while (loop.at < list.length && list[loop.at] === null)
            ++loop.at;
        const ended = loop.at >= list.length;
        const pair = ended ? undefined : list[loop.at++];
        const fromMap = loop.map.next();
        const fromSet = loop.set.next();
        demand("end of a loop", fromMap.done === ended && fromSet.done === ended);
        if (ended) {
            loops = loops.filter((other) => other !== loop);
        } else if (loop.kind === "entries") {
            alike("an entry", [fromMap.value, fromSet.value], [pair, [pair[0], pair[0]]]);
        } else {
            demand("a value", same(fromMap.value, pair[loop.kind === "keys" ? 0 : 1]) && same(fromSet.value, pair[0]));
        }
    };
    for (let i = 0; i < 6000; ++i) {
        const k = key();
        const at = find(k);
        const action = below(100);
        if (action < 45 + (i % 2000 < 1000 ? 20 : 0)) {
            demand("set", map.set(k, i) === map && set.add(k) === set);
            if (at >= 0)
                list[at][1] = i;
            else
                list.push([k === 0 ? 0 : k, i]);
        } else if (action < 75) {
            demand("delete", map.delete(k) === (at >= 0) && set.delete(k) === (at >= 0));
            if (at >= 0)
                list[at] = null;
        } else if (action < 85) {
            demand("get", same(map.get(k), at >= 0 ? list[at][1] : undefined));
            demand("has", map.has(k) === (at >= 0) && set.has(k) === (at >= 0));
        } else if (action < 99) {
            if (loops.length < 4)
                start();
            else
                step(loops[below(loops.length)]);
        } else if (below(20) === 0) {
            map.clear();
            set.clear();
            list = list.map(() => null);
        }
        const pairs = list.filter((pair) => pair !== null);
        demand("size", map.size === pairs.length && set.size === pairs.length);
        if (i % 100 === 0) {
            alike("entries", [...map], pairs);
            alike("values", [...set].map((k) => [k, 1]), pairs.map((pair) => [pair[0], 1]));
            const each = [];
            map.forEach((value, k, whole) => each.push([k, whole === map ? value : null]));
            alike("forEach", each, pairs);
        }
    }
    console.log(problems);
)";

} // namespace

/// Map and Set of more entries than V4 finds anything in.
class TestLargeCollections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void behaveAsLists_data()
    {
        QTest::addColumn<int>("seed");
        for (const int seed : {1, 22, 333, 4444})
            QTest::addRow("%d", seed) << seed;
    }

    void behaveAsLists()
    {
        QFETCH(int, seed);
        ScriptBench bench(60s);
        QCOMPARE(bench.linesOf(QString::fromUtf8(AgainstLists).arg(seed)), QStringList(QStringLiteral("[]")));
    }

    void doWhatIsExpected_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("printed");
        const auto row = [](const char *name, const char *body, const char *printed) {
            QTest::newRow(name) << QString::fromUtf8(body) << QString::fromUtf8(printed);
        };
        row("many", R"(
            const map = new Map(); const set = new Set(); const byObject = new Map();
            const objects = Array.from({ length: 100000 }, (_, i) => ({ i }));
            for (let i = 0; i < 100000; ++i) { map.set("user " + i, i); set.add(i); byObject.set(objects[i], i); }
            let sum = 0;
            for (let i = 0; i < 100000; ++i)
                sum += map.get("user " + i) + (set.has(i) ? 1 : 0) + byObject.get(objects[i]);
            console.log(map.size, set.size, byObject.size, sum, map.has("user 100000"), set.has("1"));)",
            "100000 100000 100000 10000000000 false false");
        row("a queue", R"(
            const queue = new Set(); let taken = 0;
            for (let i = 0; i < 100000; ++i) {
                queue.add("job " + i);
                if (queue.size > 1000) { const first = queue.values().next().value; queue.delete(first); ++taken; }
            }
            console.log(queue.size, taken, queue.values().next().value);)",
            "1000 99000 job 99000");
        row("loops that let it grow", R"(
            const seen = new Set([0]);
            for (const x of seen) { if (x < 500) seen.add(x + 1); }
            const map = new Map([[0, 0]]); let n = 0;
            map.forEach((value, key) => { ++n; if (key < 500) map.set(key + 1, value + 1); map.delete(key - 10); });
            let last = 0; const values = new Map([["a", 1]]);
            for (const value of values.values()) { last = value; if (value < 300) values.set("a" + value, value + 1); }
            console.log(seen.size, n, map.size, last);)",
            "501 501 10 300");
        row("what takes a collection", R"(
            const map = new Map(Array.from({ length: 200 }, (_, i) => [i, "v" + i]));
            const { length } = [...map]; const copy = new Map(map); const clone = structuredClone(map);
            const groups = Map.groupBy(Array.from({ length: 1000 }, (_, i) => i), (i) => i % 300);
            const [first, , third] = new Set(map.values());
            console.log(length, copy.get(150), clone.get(199), clone.size, groups.size, groups.get(299).length,
                        Object.fromEntries(map)[77], Array.from(map.keys()).length, first, third,
                        (await Promise.all(new Set(map.keys()))).length);
            assert.deepEqual(copy, map);)",
            "200 v150 v199 200 300 3 v77 200 v0 v2 200");
        row("what it is", R"(
            const map = new Map(); const set = new Set();
            for (let i = 0; i < 100; ++i) { map.set(i, i); set.add(i); }
            class Twice extends Map { set(key, value) { return super.set(key, value * 2); } }
            const twice = new Twice(map); const frozen = Object.freeze(new Map()); for (let i = 0; i < 100; ++i) frozen.set(i, i);
            const said = [];
            for (const f of [() => Map.prototype.get.call({}, 1), () => Map.prototype.get.call(Object.create(map), 1),
                             () => Set.prototype.has.call(map, 1), () => Map.prototype.size, () => map.forEach(5)])
                try { f(); said.push("ok"); } catch (error) { said.push(error.name); }
            console.log(String(map), String(set.values()), String(map[Symbol.iterator]()), Reflect.ownKeys(map).length,
                        Object.getOwnPropertySymbols(Map.prototype).length, twice.get(50), twice.size, frozen.get(99),
                        Map.prototype[Symbol.iterator] === Map.prototype.entries, Set.prototype.keys === Set.prototype.values,
                        Map.prototype.get.call(map, 99), Map.prototype.set.name, Map.prototype.forEach.length, said.join());)",
            "[object Map] [object Set Iterator] [object Map Iterator] 0 2 100 100 99 true true 99 set 1 "
            "TypeError,TypeError,TypeError,TypeError,TypeError");
    }

    void doWhatIsExpected()
    {
        QFETCH(QString, body);
        ScriptBench bench(60s);
        QTEST(bench.linesOf(body).join(QLatin1Char('|')), "printed");
    }

    // As a queue of large things does, with a loop under way and without.
    void holdNothingThatIsGone()
    {
        ScriptBench bench(60s);
        const auto before = ProcessMemory::resident();
        const auto printed = bench.linesOf(QStringLiteral(R"(
            const kept = [];
            for (let i = 0; i < 40; ++i) {
                const map = new Map([["first", 0]]);
                if (i % 2 === 0)
                    kept.push(map.keys());
                for (let j = 0; j < 100; ++j) map.set("key " + j, Array.from({ length: 5000 }, () => j));
                if (i % 4 < 2)
                    map.clear();
                for (let j = 0; j < 100; ++j) map.delete("key " + j);
                kept.push(map);
            }
            console.log(kept.length, kept[0].next().value, kept[1].size, kept[2].size, kept[5].size);)"));
        QCOMPARE(printed, QStringList(QStringLiteral("60 undefined 0 0 1")));
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("a sanitizer keeps what is given back");
#endif
        const auto grown = (ProcessMemory::resident() - before) >> 20;
        QVERIFY2(grown < 60, qPrintable(QString::number(grown) + QStringLiteral(" MB")));
    }
};

QTEST_GUILESS_MAIN(TestLargeCollections)
#include "tst_largecollections.moc"
