// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/processmemory.h"
#include "tests/engine/scriptbench.h"

#include <QFile>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;

/// The Promise of scenarios: order, and what becomes of rejections.
class tst_Promise : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheOrder_data();
    void keepsTheOrder();
    void tellsOfRejections_data();
    void tellsOfRejections();
    void drainsLongChains();
    void forgetsRejectionsThatWereHeard();
};

void tst_Promise::keepsTheOrder_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("noted");

    QFile file(QStringLiteral(MOLOTOV_SOURCE_DIR "/tests/data/promise/order.txt"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto text = QString::fromUtf8(file.readAll());
    // The first part is what the file says of itself.
    const auto cases = text.split(QStringLiteral("\n-- ")).mid(1);
    QVERIFY(cases.size() > 30);
    for (const auto &one : cases) {
        const auto name = one.section(QLatin1Char('\n'), 0, 0);
        const auto end = one.indexOf(QLatin1String("\n=> "));
        QTest::newRow(qPrintable(name))
            << one.mid(name.size(), end - name.size()) << one.mid(end + 4).trimmed();
    }
}

void tst_Promise::keepsTheOrder()
{
    QFETCH(QString, code);
    QFETCH(QString, noted);
    ScriptBench bench;
    const auto lines = bench.linesOf(QStringLiteral(R"(
        const notes = [];
        const log = (...parts) => notes.push(parts.join(" "));
        const ticks = (n) => {
            let turn = Promise.resolve();
            for (let i = 1; i <= n; ++i) turn = turn.then(() => log(i));
        };
        {%1}
        await sleep(0.05);
        console.log(notes.join(" "));)")
                                         .arg(code));
    QCOMPARE(lines.join(QLatin1Char('|')), noted);
    QCOMPARE(bench.strayErrors, QStringList());
}

void tst_Promise::tellsOfRejections_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QStringList>("told");

    const auto row = [](const char *body, int count) {
        QTest::newRow(body) << QString::fromUtf8(
            body) << QStringList(count, QStringLiteral("A promise that nobody awaited was rejected: x"));
    };
    row("Promise.reject(new Error(\"x\"));", 1);
    row("(async () => { throw new Error(\"x\"); })();", 1);
    row("new Promise((_, reject) => setTimeout(() => reject(new Error(\"x\")), 1)); await sleep(0.05);", 1);
    row("Promise.reject(new Error(\"x\")).then(() => 1);", 1); // the promise that then() gave
    row("Promise.reject(new Error(\"x\")).finally(() => 1);", 1);
    row("Promise.all([Promise.reject(new Error(\"x\"))]);", 1);
    row("const p = Promise.reject(new Error(\"x\")); p.catch(() => 1); p.then(() => 1);", 1);
    row("Promise.reject(new Error(\"x\")).catch(() => 1);", 0);
    row("Promise.allSettled([Promise.reject(new Error(\"x\"))]);", 0);
    row("Promise.race([1, Promise.reject(new Error(\"x\"))]);", 0);
    row("const p = Promise.reject(new Error(\"x\")); await sleep(0.01); await p.catch(() => 1);", 0);
    row("await (async () => Promise.reject(new Error(\"x\")))().catch(() => 1);", 0);
    row("await { then(_, reject) { reject(new Error(\"x\")); } }.then(() => 1, () => 1);", 0);
}

void tst_Promise::tellsOfRejections()
{
    QFETCH(QString, body);
    QFETCH(QStringList, told);
    ScriptBench bench;
    QCOMPARE(bench.linesOf(body), QStringList());
    QCOMPARE(bench.strayErrors, told);
}

void tst_Promise::drainsLongChains()
{
    ScriptBench bench;
    QCOMPARE(bench.linesOf(QStringLiteral(
                 "let p = Promise.resolve(0); for (let i = 0; i < 30000; ++i) p = p.then((n) => n + 1); "
                 "console.log(await p); const deep = async (n) => n === 0 ? 0 : 1 + await deep(n - 1); "
                 "console.log(await deep(300));")),
             QStringList({QStringLiteral("30000"), QStringLiteral("300")}));
}

// Each of them would keep 2 KB until the iteration is over.
void tst_Promise::forgetsRejectionsThatWereHeard()
{
    ScriptBench bench(std::chrono::seconds(60));
    const auto before = ProcessMemory::resident();
    const auto lines = bench.linesOf(
        QStringLiteral("let caught = 0; const lost = Promise.reject(new Error(\"lost\"));\n"
                       "for (let i = 0; i < 100000; i++) {\n"
                       "  try { await Promise.reject(\"x\".repeat(1000) + i); } catch { caught++; }\n"
                       "}\nconsole.log(caught);"));
    QCOMPARE(lines, QStringList(QStringLiteral("100000")));
    QCOMPARE(bench.strayErrors,
             QStringList(QStringLiteral("A promise that nobody awaited was rejected: lost")));
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("a sanitizer keeps what is given back");
#endif
    const auto grown = (ProcessMemory::resident() - before) >> 20;
    QVERIFY2(grown < 120, qPrintable(QString::number(grown) + QStringLiteral(" MB")));
}

QTEST_GUILESS_MAIN(tst_Promise)
#include "tst_promise.moc"
