// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/runcomparison.h"
#include "tests/support/simulatedrun.h"

#include <QMap>
#include <QTest>

#include <algorithm>

using namespace Molotov;

using Measure = ComparisonRow::Measure;
using Verdict = ComparisonRow::Verdict;

namespace {

bool isDifferent(const ComparisonRow &row)
{
    return row.verdict != Verdict::NoDifference && row.verdict != Verdict::TooLittle;
}

int differencesOf(const RunComparison &comparison)
{
    return int(std::count_if(comparison.rows.begin(), comparison.rows.end(), isDifferent));
}

SimulatedRun slower(SimulatedRun run, double factor)
{
    run.level *= factor;
    return run;
}

} // namespace

/// How often a comparison is right, over many simulated pairs of runs whose truth is known.
class TestComparisonChances : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalRunsAreCalledEqual_data();
    void equalRunsAreCalledEqual();
    void tenPercentAreFound();
    void intervalsHoldTheTruth();
};

// Of 200 pairs of equal runs, at most 5 % may be called different in any of 20 endpoints and their five
// measures.
void TestComparisonChances::equalRunsAreCalledEqual_data()
{
    QTest::addColumn<SimulatedRun>("kind");
    QTest::newRow("independent seconds") << SimulatedRun{.seconds = 60, .endpoints = 20, .perSecond = 18};
    // 2,160 requests of each endpoint: enough for p99, too.
    QTest::newRow("drifting latencies")
        << SimulatedRun{.seconds = 120, .endpoints = 20, .perSecond = 18, .drift = 0.15, .correlation = 0.8};
}

void TestComparisonChances::equalRunsAreCalledEqual()
{
    QFETCH(SimulatedRun, kind);
    constexpr quint64 Pairs = 200;
    int different = 0;
    for (quint64 pair = 0; pair < Pairs; ++pair) {
        const auto comparison = compareRuns(kind.make(2 * pair), kind.make(2 * pair + 1), {.tolerance = 0});
        QCOMPARE(comparison.rows.size(), 100);
        different += differencesOf(comparison) > 0;
    }
    qInfo("%d of %d pairs were called different", different, int(Pairs));
    QVERIFY(different <= int(Pairs) / 20);
}

// At 10,000 requests in each run, in at least 95 %.
void TestComparisonChances::tenPercentAreFound()
{
    const SimulatedRun before{.seconds = 100, .endpoints = 1, .perSecond = 100};
    constexpr quint64 Pairs = 200;
    int found = 0;
    for (quint64 pair = 0; pair < Pairs; ++pair)
        found += compareRuns(before.make(2 * pair), slower(before, 1.1).make(2 * pair + 1)).hasRegression();
    qInfo("%d of %d shifts were found", found, int(Pairs));
    QVERIFY(found >= int(Pairs) * 95 / 100);
}

void TestComparisonChances::intervalsHoldTheTruth()
{
    const SimulatedRun before{
        .seconds = 120, .endpoints = 1, .perSecond = 30, .drift = 0.1, .correlation = 0.8};
    constexpr quint64 Pairs = 300;
    QMap<Measure, int> held;
    for (quint64 pair = 0; pair < Pairs; ++pair) {
        const auto comparison = compareRuns(before.make(2 * pair), slower(before, 1.2).make(2 * pair + 1));
        for (const auto &row : comparison.rows) {
            const bool isLatency = row.measure != Measure::Rate && row.measure != Measure::Failures;
            const double truth = isLatency ? 0.2 : 0;
            held[row.measure] += row.low <= truth && truth <= row.high;
        }
    }
    for (auto it = held.begin(); it != held.end(); ++it) {
        qInfo("measure %d: %d of %d intervals held the truth", int(it.key()), *it, int(Pairs));
        QVERIFY(*it >= int(Pairs) * 93 / 100); // 95 % less 1.6 standard errors
    }
}

QTEST_GUILESS_MAIN(TestComparisonChances)
#include "tst_comparisonchances.moc"
