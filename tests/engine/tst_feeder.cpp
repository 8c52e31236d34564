// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/poolbench.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

/// feeder(): which rows come, in which order, and what becomes of workers when there are no more.
class TestFeeder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handsOutRows_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("options");
        QTest::addColumn<QString>("rows");
        const auto row = [](const char *name, int index, int count, const char *options, const char *rows) {
            QTest::newRow(name) << index << count << QString::fromLatin1(options)
                                << QString::fromLatin1(rows);
        };
        row("one helper", 0, 1, "{}", "a b c d e a b");
        row("the first of two", 0, 2, "{ order: 'sequential', onEnd: 'repeat' }", "a c e b d a c");
        row("the second of two", 1, 2, "{}", "b d a c e b d");
        row("the last of seven: more helpers than rows", 6, 7, "{}", "b d a c e b d");
    }

    void handsOutRows()
    {
        QFETCH(int, index);
        QFETCH(int, count);
        QFETCH(QString, options);
        QFETCH(QString, rows);
        PoolBench bench(QStringLiteral("const rows = feeder(['a', 'b', 'c', 'd', 'e'], %1);\n"
                                       "scenario('s', (session) => { session.print(rows.next(session)); });")
                            .arg(options),
                        [&](Protocol::LoadScenario &plan) {
                            plan.share.index = index;
                            plan.share.count = count;
                            plan.load.users = count;
                            plan.load.maxRuns = 7;
                        });
        bench.settle();
        QTRY_COMPARE(bench.finishes, 1);
        QStringList printed;
        for (const auto &line : std::as_const(bench.printed))
            printed.append(line.section(QLatin1Char(' '), 1));
        QCOMPARE(printed.join(QLatin1Char(' ')), rows);
    }

    void stopsWorkersWhenRowsAreUsedUp_data()
    {
        QTest::addColumn<QString>("order");
        for (const auto *order : {"sequential", "random", "unique"})
            QTest::newRow(order) << QString::fromLatin1(order);
    }

    // No row comes twice over all helpers, and what asked in vain counts as nothing.
    void stopsWorkersWhenRowsAreUsedUp()
    {
        QFETCH(QString, order);
        QStringList rows;
        for (int index = 0; index < 3; ++index) {
            PoolBench bench(
                QStringLiteral(
                    "const rows = feeder(['a', 'b', 'c', 'd', 'e'], { order: '%1', onEnd: 'stop' });\n"
                    "scenario('s', (session) => { session.print(rows.next(session)); });")
                    .arg(order),
                [&](Protocol::LoadScenario &plan) {
                    plan.share = {.index = index, .count = 3, .weights = {}};
                    plan.load.users = 6;
                });
            bench.settle();
            QTRY_COMPARE(bench.finishes, 1);
            QCOMPARE(bench.printed.takeLast(),
                     QStringLiteral("All 5 rows of a feeder are used: workers that ask for another stop"));
            QCOMPARE(bench.iterations(), QStringLiteral("%1+0 0+0").arg(bench.printed.size()));
            for (const auto &line : std::as_const(bench.printed))
                rows.append(line.section(QLatin1Char(' '), 1));
        }
        rows.sort();
        QCOMPARE(rows.join(QLatin1Char(' ')), QStringLiteral("a b c d e"));
    }

    void drawsEachRowOnceBeforeAnyAgain()
    {
        PoolBench bench(
            QStringLiteral(
                "const rows = feeder(Array.from({ length: 50 }, (_, i) => i), { order: 'random' });\n"
                "scenario('s', () => {\n"
                "    const rounds = [0, 1].map(() => Array.from({ length: 50 }, () => rows.next()));\n"
                "    console.log(rounds.map((round) => new Set(round).size).join(), "
                "rounds[0].join() !== rounds[1].join());\n"
                "});"),
            [](Protocol::LoadScenario &plan) { plan.load.maxRuns = 1; });
        bench.settle();
        QTRY_COMPARE(bench.finishes, 1);
        QVERIFY2(bench.printed.first().endsWith(QStringLiteral("50,50 true")),
                 qPrintable(bench.printed.first()));
    }

    void saysWhatItNeeds_data()
    {
        QTest::addColumn<QString>("call");
        QTest::addColumn<QString>("message");
        QTest::newRow("no rows") << "feeder([])"
                                 << "feeder needs a list of rows, got []";
        QTest::newRow("no list") << "feeder('abc')"
                                 << "feeder needs a list of rows, got \"abc\"";
        QTest::newRow("order") << "feeder([1], { order: 'any' })"
                               << "order is \"sequential\", \"random\" or \"unique\", got \"any\"";
        QTest::newRow("end") << "feeder([1], { onEnd: 'any' })"
                             << "onEnd is \"repeat\" or \"stop\", got \"any\"";
        QTest::newRow("option") << "feeder([1], { by: 1 })"
                                << "A feeder has no option “by”; it has order, onEnd";
        QTest::newRow("unique for ever") << "feeder([1], { order: 'unique', onEnd: 'repeat' })"
                                         << "A feeder whose rows are unique cannot repeat them";
    }

    void saysWhatItNeeds()
    {
        QFETCH(QString, call);
        QFETCH(QString, message);
        PoolBench bench(QStringLiteral("scenario('s', () => { %1; });").arg(call),
                        [](Protocol::LoadScenario &plan) { plan.load.maxRuns = 1; });
        bench.settle();
        QTRY_COMPARE(bench.finishes, 1);
        QCOMPARE(bench.told(), QStringLiteral("error: TypeError: %1 (1)").arg(message));
    }
};

QTEST_GUILESS_MAIN(TestFeeder)
#include "tst_feeder.moc"
