// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/scriptbench.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;

/// What assert says, and when.
class tst_Assert : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asserts_data();
    void asserts();
    void refusesWhatItCannotCheck_data();
    void refusesWhatItCannotCheck();
    void givesTheErrorBack();
};

void tst_Assert::asserts_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("message"); // empty: it holds

    const auto row = [](const char *call, const char *message) {
        QTest::newRow(call) << QString::fromUtf8(call) << QString::fromUtf8(message);
    };
    row("assert(1)", "");
    row("assert(0)", "Expected something true, got 0");
    row("assert(\"\")", "Expected something true, got \"\"");
    row("assert(false, \"no stock\")", "no stock");
    row("assert.ok(\"x\")", "");
    row("assert.ok(null)", "Expected something true, got null");
    row("assert.fail()", "Failed");
    row("assert.fail(\"never\")", "never");

    row("assert.equal(NaN, NaN)", "");
    row("assert.equal(404, 200)", "Expected 200, got 404");
    row("assert.equal(404, 200, \"not there\")", "not there");
    row("assert.equal(\"1\", 1)", "Expected 1, got \"1\"");
    row("assert.equal(-0, 0)", "Expected 0, got -0");
    row("assert.equal({ a: 1 }, { a: 1 })",
        "Expected {\"a\":1}, got {\"a\":1}: two objects that are alike; compare with assert.deepEqual");
    row("assert.notEqual(1, 2)", "");
    row("assert.notEqual(1, 1)", "Expected anything but 1");
    row("assert.notEqual(1, 1, \"same\")", "same");

    row("assert.deepEqual({ a: [1, new Set([2])] }, { a: [1, new Set([2])] })", "");
    row("assert.deepEqual([1], { 0: 1 })", "Expected {\"0\":1}, got [1]");
    row("assert.deepEqual({ a: { b: [1, { c: 2 }] } }, { a: { b: [1, { c: 3 }] } })",
        "Expected {\"a\":{\"b\":[1,{\"c\":3}]}}, got {\"a\":{\"b\":[1,{\"c\":2}]}}; at .a.b[1].c: expected "
        "3, got "
        "2");
    row("assert.deepEqual({ a: 1 }, { a: 1, \"b c\": 2 })",
        "Expected {\"a\":1,\"b c\":2}, got {\"a\":1}; at [\"b c\"]: expected 2, got undefined");
    row("assert.deepEqual({ a: 1, b: 2 }, { a: 1 })",
        "Expected {\"a\":1}, got {\"a\":1,\"b\":2}; at .b: expected undefined, got 2");
    row("assert.deepEqual([1, 2], [1])", "Expected [1], got [1,2]");
    row("assert.deepEqual([1, , 2].length, [1, undefined, 2].length)", "");
    row("assert.deepEqual(new Set([1, 2]), new Set([2, 1]))", "");
    row("assert.deepEqual(new Set([1]), new Set([2]))", "Expected Set [2], got Set [1]");
    row("assert.deepEqual(new Set([{ a: 1 }, { a: 2 }]), new Set([{ a: 2 }, { a: 1 }]))", "");
    row("assert.deepEqual(new Map([[1, { a: 1 }], [2, 3]]), new Map([[2, 3], [1, { a: 1 }]]))", "");
    row("assert.deepEqual(new Map([[1, 2]]), new Map([[1, 3]]))", "Expected Map [[1,3]], got Map [[1,2]]");
    row("assert.deepEqual(new Date(5), new Date(5))", "");
    row("assert.deepEqual(new Date(5), new Date(6))",
        "Expected \"1970-01-01T00:00:00.006Z\", got \"1970-01-01T00:00:00.005Z\"");
    row("assert.deepEqual(/a/g, /a/i)", "Expected /a/i, got /a/g");
    row("assert.deepEqual(new Uint8Array([1, 2]), new Uint8Array([1, 3]))",
        "Expected Uint8Array [1,3], got Uint8Array [1,2]; at [1]: expected 3, got 2");
    row("assert.deepEqual(new Uint8Array([1]).buffer, new Uint8Array([1]).buffer)", "");
    row("assert.deepEqual(new TypeError(\"a\"), new TypeError(\"a\"))", "");
    row("assert.deepEqual(new TypeError(\"a\"), new TypeError(\"b\"))",
        "Expected TypeError: b, got TypeError: a");
    row("const a = { x: 1 }; a.self = a; const b = { x: 1 }; b.self = b; assert.deepEqual(a, b)", "");
    row("assert.deepEqual([NaN, undefined, null], [NaN, undefined, null])", "");
    row("assert.deepEqual([undefined], [null])",
        "Expected [null], got [null]; at [0]: expected null, got undefined");
    row("class A {} assert.deepEqual(new A(), {})", "Expected {}, got {}");

    row("assert.match(\"abc\", /b/)", "");
    row("assert.match(\"abc\", /^b/)", "Expected a text that matches /^b/, got \"abc\"");
    row("assert.match(5, /5/)", "Expected a text that matches /5/, got 5");

    row("assert.throws(() => { throw new TypeError(\"t\"); }, TypeError)", "");
    row("assert.throws(() => { throw new Error(\"t\"); }, TypeError)", "Expected TypeError, got Error: t");
    row("assert.throws(() => { throw new Error(\"gone\"); }, /^g/)", "");
    row("assert.throws(() => { throw new Error(\"gone\"); }, /^x/)",
        "Expected an error that matches /^x/, got Error: gone");
    row("assert.throws(() => { throw \"text\"; }, /^t/)", "");
    row("assert.throws(() => { throw null; })", "");
    row("assert.throws(() => { throw Object.assign(new Error(\"a\"), { code: 5 }); }, { code: 5, message: "
        "/a/ })",
        "");
    row("assert.throws(() => { throw new Error(\"a\"); }, { code: 5 })",
        "Expected an error with the code 5, got undefined (Error: a)");
    row("assert.throws(() => { throw new Error(\"a\"); }, (error) => error.message === \"a\")", "");
    row("assert.throws(() => { throw new Error(\"a\"); }, (error) => error.message === \"b\")",
        "Expected another error than Error: a");
    row("assert.throws(() => 1)", "Expected an exception, but none was thrown");
    row("assert.throws(() => 1, \"too mild\")", "too mild");
    row("assert.throws(async () => 1)",
        "Expected an exception, but none was thrown: for a promise, await assert.rejects");
    row("await assert.rejects(Promise.reject(new Error(\"gone\")), /gone/)", "");
    row("await assert.rejects(async () => { throw new RangeError(\"r\"); }, RangeError)", "");
    row("await assert.rejects(() => { throw new RangeError(\"r\"); }, RangeError)", "");
    row("await assert.rejects(async () => 1)", "Expected a rejection, but the promise was fulfilled with 1");
    row("await assert.rejects(session.get(\"http://127.0.0.1:1/\"), { name: \"HttpError\", kind: \"refused\" "
        "})",
        "");
    row("assert.equal(1, 2, new RangeError(\"mine\"))", "RangeError: mine");
}

void tst_Assert::asserts()
{
    QFETCH(QString, call);
    QFETCH(QString, message);
    ScriptBench bench;
    const auto lines = bench.linesOf(call + QLatin1Char(';'));
    QCOMPARE(lines, message.isEmpty() ? QStringList() : QStringList(QStringLiteral("failed: ") + message));
    if (bench.failure && !message.startsWith(QLatin1String("RangeError")))
        QVERIFY(bench.failure->kind == ErrorKind::Assertion);
}

void tst_Assert::refusesWhatItCannotCheck_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("message");

    QTest::newRow("match") << "assert.match(\"a\", \"a\")"
                           << "assert.match needs a pattern such as /a+/, got \"a\"";
    QTest::newRow("throws") << "assert.throws(5)"
                            << "assert.throws needs a function, got 5";
    for (const auto *call : {"assert", "assert.ok"}) {
        QTest::addRow("%s of a promise", call)
            << QString::fromLatin1(call) + QStringLiteral("(Promise.resolve(false))")
            << "assert got a promise, which is always true: write await before it";
        QTest::addRow("%s of a function", call)
            << QString::fromLatin1(call) + QStringLiteral("(() => false)")
            << "assert got a function, which is always true: call it and hand over what it returns";
    }
    QTest::newRow("check of a promise")
        << "check(\"x\", (async () => false)())"
        << "check(\"x\") got a promise, which is always true: write await before it";
    QTest::newRow("check of a function")
        << "check(\"x\", () => false)"
        << "check(\"x\") got a function, which is always true: call it and hand over what it returns";
    QTest::newRow("several checks, one of a promise")
        << "check({}, { \"x\": async () => false })"
        << "check(\"x\") got a promise, which is always true: write await before it";
}

void tst_Assert::refusesWhatItCannotCheck()
{
    QFETCH(QString, call);
    QFETCH(QString, message);
    ScriptBench bench;
    QCOMPARE(bench.linesOf(call), QStringList(QStringLiteral("failed: TypeError: ") + message));
}

void tst_Assert::givesTheErrorBack()
{
    ScriptBench bench;
    QCOMPARE(
        bench.linesOf(QStringLiteral("console.log(assert.throws(() => { throw new Error(\"a\"); }).message, "
                                     "(await assert.rejects(Promise.reject(new Error(\"b\")))).message);")),
        QStringList(QStringLiteral("a b")));
}

QTEST_GUILESS_MAIN(tst_Assert)
#include "tst_assert.moc"
