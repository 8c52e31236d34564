// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/scriptbench.h"

#include <QTest>

#include <cmath>

using namespace Molotov;
using namespace Molotov::Test;

/// counter(), trend() and gauge() on their way from a script to a report.
class tst_ScriptMetrics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reportsWhatIsNew();
    void reportsEachValueOfATrend();
    void refusesWhatIsNoMeasure();
    void countsTooManyNamesTogether();
    void checksAsK6Does_data();
    void checksAsK6Does();
};

static const QString Import = QStringLiteral("import { scenario, counter, trend, gauge } from 'molotov';\n");

static Protocol::MetricsDelta report(ScriptBench &bench)
{
    bench.runtime.reportMetrics();
    return bench.metrics.take(0);
}

static bool run(ScriptBench &bench, const QString &body)
{
    const auto loaded =
        bench.load(Import + QStringLiteral("scenario('test', async (session) => {\n%1\n});\n").arg(body));
    return !loaded.error && bench.runOnce();
}

void tst_ScriptMetrics::reportsWhatIsNew()
{
    ScriptBench bench;
    QVERIFY(run(bench, QStringLiteral("counter('orders').add(); counter('orders').add(2.5);\n"
                                      "for (const level of [5, 9, 2, 7]) gauge('stock').set(level);\n"
                                      "counter('unused'); trend('unused too');")));
    const auto first = report(bench);
    const QList<Protocol::CounterDelta> counters{{.name = QStringLiteral("orders"), .added = 3.5}};
    const QList<Protocol::GaugeDelta> gauges{
        {.name = QStringLiteral("stock"), .last = 7, .min = 2, .max = 9}};
    QVERIFY(first.counters == counters);
    QVERIFY(first.gauges == gauges);
    QVERIFY(first.trends.isEmpty());

    const auto nothing = report(bench);
    QVERIFY(nothing.counters.isEmpty());
    QVERIFY(nothing.gauges.isEmpty());

    bench.runtime.startIteration(0, 0);
    QVERIFY(report(bench).counters == counters);
}

// More than one batch, which crosses the border early, and a rest.
void tst_ScriptMetrics::reportsEachValueOfATrend()
{
    ScriptBench bench;
    QVERIFY(run(bench, QStringLiteral("for (let i = 1; i <= 600; ++i) {\n"
                                      "  trend('a').add(i / 8);\n"
                                      "  try { trend('a').add(NaN); } catch (refused) {}\n"
                                      "}\n"
                                      "trend('b').add(-1);")));
    const auto trends = report(bench).trends;
    QCOMPARE(trends.size(), 2);
    Distribution expected;
    for (int i = 1; i <= 600; ++i)
        expected.record(i / 8.0);
    QCOMPARE(trends.first().name, QStringLiteral("a"));
    QVERIFY(trends.first().values == expected.sparse());
    QCOMPARE(trends.last().values.sum, -1.0);
    QVERIFY(report(bench).trends.isEmpty());
}

void tst_ScriptMetrics::refusesWhatIsNoMeasure()
{
    ScriptBench bench;
    QVERIFY(run(
        bench, QStringLiteral(
                   "counter('orders').add(1);\n"
                   "const tries = [() => trend('orders'), () => gauge(''), () => gauge('x'.repeat(201)),\n"
                   "  () => counter(), () => counter('orders').add(-1), () => counter('orders').add('1'),\n"
                   "  () => trend('t').add(Infinity), () => gauge('g').set(2 ** 53 + 2)];\n"
                   "for (const one of tries) {\n"
                   "  try { one(); console.log('accepted'); } catch (error) { console.log(String(error)); }\n"
                   "}")));
    QCOMPARE(bench.printed,
             QStringList(
                 {QStringLiteral("TypeError: There is counter(\"orders\") already: a name stands for "
                                 "one kind of metric"),
                  QStringLiteral("TypeError: A metric needs a name of 1 to 200 characters, got \"\""),
                  QStringLiteral("TypeError: A metric needs a name of 1 to 200 characters, got \"%1…")
                      .arg(QString(198, QLatin1Char('x'))),
                  QStringLiteral("TypeError: A metric needs a name of 1 to 200 characters, got undefined"),
                  QStringLiteral("TypeError: counter(\"orders\") only grows, got -1; a gauge can go down"),
                  QStringLiteral("TypeError: counter(\"orders\") takes a number of at most 2^53, got \"1\""),
                  QStringLiteral("TypeError: trend(\"t\") takes a number of at most 2^53, got Infinity"),
                  QStringLiteral("TypeError: gauge(\"g\") takes a number of at most 2^53, got "
                                 "9007199254740994")}));
    const auto delta = report(bench);
    QCOMPARE(delta.counters.size(), 1);
    QCOMPARE(delta.counters.first().added, 1.0);
    QVERIFY(delta.trends.isEmpty());
    QVERIFY(delta.gauges.isEmpty());
}

void tst_ScriptMetrics::countsTooManyNamesTogether()
{
    ScriptBench bench;
    QVERIFY(run(bench, QStringLiteral("for (let i = 0; i < 400; ++i) counter('order ' + i).add(1);\n"
                                      "trend('time').add(2); trend('size').add(3);")));
    const auto delta = report(bench);
    QCOMPARE(delta.counters.size(), 301);
    const auto others = std::find_if(delta.counters.begin(), delta.counters.end(), [](const auto &counter) {
        return counter.name == QStringLiteral("(other)");
    });
    QVERIFY(others != delta.counters.end());
    QCOMPARE(others->added, 100.0);
    QCOMPARE(delta.trends.size(), 1);
    QCOMPARE(delta.trends.first().values.sum, 5.0);
}

void tst_ScriptMetrics::checksAsK6Does_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("result");
    QTest::addColumn<QString>("counted"); // name passed failed
    QTest::newRow("all hold") << "check({ status: 200, body: 'ok' }, { 'is 200': (r) => r.status === 200, "
                                 "'says ok': (r) => r.body })"
                              << "true"
                              << "is 200 1 0; says ok 1 0";
    QTest::newRow("one does not")
        << "check({ status: 500 }, { 'is 200': (r) => r.status === 200, 'has status': (r) => 'status' in r })"
        << "false"
        << "has status 1 0; is 200 0 1";
    QTest::newRow("a text as the value") << "check('abc', { 'has b': (text) => text.includes('b') })"
                                         << "true"
                                         << "has b 1 0";
    QTest::newRow("plain values") << "check(null, { a: true, b: 0 })"
                                  << "false"
                                  << "a 1 0; b 0 1";
    QTest::newRow("one throws") << "check(null, { a: (r) => r.status, b: () => true })"
                                << "TypeError"
                                << "a 0 1";
    QTest::newRow("an object as the condition") << "check('has a user', { name: 'anna' })"
                                                << "true"
                                                << "has a user 1 0";
    QTest::newRow("no object") << "check('has a user', null)"
                               << "false"
                               << "has a user 0 1";
}

void tst_ScriptMetrics::checksAsK6Does()
{
    QFETCH(QString, call);
    ScriptBench bench;
    const auto body =
        QStringLiteral("let result; try { result = %1; } catch (error) { result = error.name; }\n"
                       "console.log(result);");
    QTEST(bench.linesOf(body.arg(call)).join(QLatin1Char('|')), "result");
    QStringList counted;
    for (const auto &check : report(bench).checks)
        counted.append(QStringLiteral("%1 %2 %3").arg(check.name).arg(check.passed).arg(check.failed));
    counted.sort();
    QTEST(counted.join(QLatin1String("; ")), "counted");
}

QTEST_GUILESS_MAIN(tst_ScriptMetrics)
#include "tst_scriptmetrics.moc"
