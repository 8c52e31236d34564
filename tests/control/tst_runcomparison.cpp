// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/runcomparison.h"
#include "tests/support/simulatedrun.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace Molotov;

using Measure = ComparisonRow::Measure;
using Verdict = ComparisonRow::Verdict;

namespace {

/// Of one endpoint.
ComparisonRow rowOf(const RunComparison &comparison, Measure measure)
{
    const auto found = std::find_if(comparison.rows.begin(), comparison.rows.end(),
                                    [measure](const auto &row) { return row.measure == measure; });
    return found == comparison.rows.end() ? ComparisonRow() : *found;
}

/// Steady: the requests of each endpoint take the same in each second.
const SimulatedRun Shop{.seconds = 120, .endpoints = 1, .perSecond = 100};

SimulatedRun slower(SimulatedRun run, double factor)
{
    run.level *= factor;
    return run;
}

ComparedRun asAllRequests(ComparedRun run)
{
    run.series.first().name = {};
    return run;
}

/// The same seconds with failures at these places.
ComparedRun withFailures(ComparedRun run, const QList<int> &seconds, int each)
{
    for (const int second : seconds)
        run.series.first().seconds[second].failed = each;
    return run;
}

QList<int> everySecond(int from, int step, int to)
{
    QList<int> seconds;
    for (int second = from; second < to; second += step)
        seconds.append(second);
    return seconds;
}

} // namespace

class TestRunComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRunEqualsItself();
    void theSameRunsCompareAlike();
    void faster();
    void lessThanTheToleranceIsNoMatter();
    void aRateIsJudgedInSum();
    void aRateUnderAnotherLoadIsNotJudged();
    void failures_data();
    void failures();
    void fewFailuresSayLittle();
    void failuresOfOneMomentSayLittle();
    void tooLittleIsSaid();
    void figuresOfOneRunOnly();
    void totalsAreMoreExact();
    void matchesByName();
    void knowsWhatTheSameEndpointIs();
};

void TestRunComparison::aRunEqualsItself()
{
    const auto run = Shop.make(1);
    const auto comparison = compareRuns(run, run, {.tolerance = 0});
    QCOMPARE(comparison.rows.size(), 5);
    for (const auto &row : comparison.rows) {
        QCOMPARE(row.verdict, Verdict::NoDifference);
        QCOMPARE(row.change, 0.0);
        QVERIFY(row.low < 0 && row.high > 0);
        QCOMPARE(row.before, row.after);
    }
    QVERIFY(comparison.warnings.isEmpty());
    QVERIFY(!comparison.hasRegression());
}

void TestRunComparison::theSameRunsCompareAlike()
{
    QCOMPARE(compareRuns(Shop.make(1), Shop.make(2)), compareRuns(Shop.make(1), Shop.make(2)));
}

void TestRunComparison::faster()
{
    const auto comparison = compareRuns(slower(Shop, 1.25).make(1), Shop.make(2));
    const auto row = rowOf(comparison, Measure::P50);
    QCOMPARE(row.verdict, Verdict::Better);
    QVERIFY(std::abs(row.before - 6250) < 200 && std::abs(row.after - 5000) < 200);
    QVERIFY(std::abs(row.change + 0.2) < 0.03);
    QVERIFY(row.low < row.change && row.change < row.high && row.high < -0.1);
    QVERIFY(row.adjusted < 0.001 && row.adjusted >= row.probability);
    QVERIFY(!comparison.hasRegression());
}

void TestRunComparison::lessThanTheToleranceIsNoMatter()
{
    auto many = Shop;
    many.perSecond = 1000;
    const auto before = many.make(1);
    const auto after = slower(many, 1.018).make(2);
    QCOMPARE(rowOf(compareRuns(before, after), Measure::P50).verdict, Verdict::NoDifference);
    QCOMPARE(rowOf(compareRuns(before, after, {.tolerance = 0.002}), Measure::P50).verdict, Verdict::Worse);
    const auto much = slower(many, 1.1).make(2);
    QCOMPARE(rowOf(compareRuns(before, much), Measure::P50).verdict, Verdict::Worse);
    QCOMPARE(rowOf(compareRuns(before, much, {.tolerance = 0.15}), Measure::P50).verdict,
             Verdict::NoDifference);
}

void TestRunComparison::aRateIsJudgedInSum()
{
    auto fewer = Shop;
    fewer.perSecond = 80;
    auto comparison = compareRuns(asAllRequests(Shop.make(1)), asAllRequests(fewer.make(2)));
    QCOMPARE(rowOf(comparison, Measure::Rate).verdict, Verdict::Worse);
    QVERIFY(std::abs(rowOf(comparison, Measure::Rate).change + 0.2) < 0.02);
    comparison = compareRuns(asAllRequests(fewer.make(2)), asAllRequests(Shop.make(1)));
    QCOMPARE(rowOf(comparison, Measure::Rate).verdict, Verdict::Better);
    comparison = compareRuns(Shop.make(1), fewer.make(2));
    QCOMPARE(rowOf(comparison, Measure::Rate).verdict, Verdict::Different);
    QVERIFY(!comparison.hasRegression());
}

void TestRunComparison::aRateUnderAnotherLoadIsNotJudged()
{
    auto fewer = Shop;
    fewer.perSecond = 50;
    auto before = asAllRequests(Shop.make(1));
    before.facts.profile.workers = 2;
    const auto comparison = compareRuns(before, asAllRequests(fewer.make(2)));
    QCOMPARE(rowOf(comparison, Measure::Rate).verdict, Verdict::Different);
    QVERIFY(!comparison.isComparable());
}

void TestRunComparison::failures_data()
{
    QTest::addColumn<double>("before");
    QTest::addColumn<double>("after");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("none and none") << 0.0 << 0.0 << Verdict::NoDifference;
    QTest::newRow("as many") << 0.02 << 0.02 << Verdict::NoDifference;
    QTest::newRow("more") << 0.01 << 0.03 << Verdict::Worse;
    QTest::newRow("fewer") << 0.03 << 0.0 << Verdict::Better;
    QTest::newRow("none, then some") << 0.0 << 0.01 << Verdict::Worse;
    QTest::newRow("most") << 0.5 << 0.6 << Verdict::Worse;
    QTest::newRow("all") << 0.0 << 1.0 << Verdict::Worse;
}

void TestRunComparison::failures()
{
    QFETCH(double, before);
    QFETCH(double, after);
    auto first = Shop;
    first.failures = before;
    auto second = Shop;
    second.failures = after;
    const auto row = rowOf(compareRuns(first.make(5), second.make(6)), Measure::Failures);
    QTEST(row.verdict, "verdict");
    QVERIFY(row.low <= after - before && after - before <= row.high);
    QVERIFY(row.low >= -1 && row.high <= 1 && row.low < row.high);
}

// 5 of 12,000 instead of none can be chance: with as many requests, 5 failures fall to one side in 1 of 16
// cases.
void TestRunComparison::fewFailuresSayLittle()
{
    auto steady = Shop;
    steady.failures = 0;
    const auto row =
        rowOf(compareRuns(steady.make(1), withFailures(steady.make(2), everySecond(3, 25, 120), 1)),
              Measure::Failures);
    QVERIFY(row.probability > 0.05);
    QVERIFY(row.low < 0 && row.high > row.change);
}

// As many failures as are far beyond chance when they come one by one may be a single event.
void TestRunComparison::failuresOfOneMomentSayLittle()
{
    auto steady = Shop;
    steady.failures = 0;
    const auto before = steady.make(1);
    const auto spread = withFailures(steady.make(2), everySecond(0, 2, 120), 1);
    QCOMPARE(rowOf(compareRuns(before, spread), Measure::Failures).verdict, Verdict::Worse);
    const auto once = withFailures(steady.make(2), {70}, 60);
    QCOMPARE(rowOf(compareRuns(before, once), Measure::Failures).verdict, Verdict::NoDifference);
}

void TestRunComparison::tooLittleIsSaid()
{
    const SimulatedRun small{.seconds = 30, .endpoints = 1, .perSecond = 20};
    const auto comparison = compareRuns(small.make(1), slower(small, 3).make(2));
    QCOMPARE(rowOf(comparison, Measure::P50).verdict, Verdict::Worse);
    QCOMPARE(rowOf(comparison, Measure::P95).verdict, Verdict::Worse);
    const auto rare = rowOf(comparison, Measure::P99); // 6 requests are above it
    QCOMPARE(rare.verdict, Verdict::TooLittle);
    QVERIFY(rare.before > 0 && rare.after > rare.before && rare.change > 1);
    QCOMPARE(rare.adjusted, 1.0);

    const SimulatedRun brief{.seconds = 5, .endpoints = 1, .perSecond = 1000};
    const auto tooBrief = compareRuns(brief.make(1), slower(brief, 3).make(2));
    for (const auto &row : tooBrief.rows)
        QCOMPARE(row.verdict, Verdict::TooLittle);
    QVERIFY(!tooBrief.isComparable());
}

// An endpoint that never answered has no latencies.
void TestRunComparison::figuresOfOneRunOnly()
{
    auto broken = Shop;
    broken.failures = 1;
    const auto comparison = compareRuns(Shop.make(1), broken.make(2));
    const auto row = rowOf(comparison, Measure::P50);
    QCOMPARE(row.verdict, Verdict::TooLittle);
    QVERIFY(row.before > 4000);
    QCOMPARE(row.after, 0.0);
    QCOMPARE(rowOf(comparison, Measure::Failures).verdict, Verdict::Worse);
    ComparedRun empty;
    empty.series.append({.name = broken.make(2).series.first().name, .seconds = {}, .totals = {}});
    for (const auto &only : compareRuns(empty, empty).rows)
        QCOMPARE(only.verdict, Verdict::TooLittle);
}

void TestRunComparison::totalsAreMoreExact()
{
    using std::chrono::microseconds;
    auto before = Shop.make(1);
    auto after = Shop.make(2);
    const auto totals = [](qint64 count, microseconds p50) {
        LatencySummary latency{.count = count, .p50 = p50, .p95 = 2 * p50, .p99 = 3 * p50};
        return ComparedTotals{
            .count = count, .failed = count / 100, .latency = latency, .loadTime = std::chrono::seconds(100)};
    };
    before.series.first().totals = totals(12'000, microseconds(5000));
    after.series.first().totals = totals(12'600, microseconds(5050));
    const auto comparison = compareRuns(before, after);
    const auto latency = rowOf(comparison, Measure::P95);
    QVERIFY(std::abs(latency.before - 10'000) < 1e-6);
    QVERIFY(std::abs(latency.change - 0.01) < 1e-9);
    QVERIFY(latency.low < 0.01 && latency.high > 0.01);
    const auto rate = rowOf(comparison, Measure::Rate);
    QCOMPARE(rate.before, 120.0);
    QVERIFY(std::abs(rate.change - 0.05) < 1e-9);
    QCOMPARE(rowOf(comparison, Measure::Failures).after, 0.01);
}

void TestRunComparison::matchesByName()
{
    SimulatedRun three{.seconds = 20, .endpoints = 3};
    auto before = three.make(1);
    auto after = three.make(2);
    before.series[1].name.name = QStringLiteral("/old");
    after.series.move(0, 2);
    const auto comparison = compareRuns(before, after);
    QCOMPARE(comparison.rows.size(), 10);
    QCOMPARE(comparison.rows.first().name, before.series.at(0).name);
    QCOMPARE(comparison.rows.last().name, before.series.at(2).name);
    QCOMPARE(comparison.onlyBefore, (QList<ComparedName>{before.series.at(1).name}));
    QCOMPARE(comparison.onlyAfter, (QList<ComparedName>{after.series.at(0).name}));
}

void TestRunComparison::knowsWhatTheSameEndpointIs()
{
    auto before = Shop.make(1);
    auto after = Shop.make(2);
    after.series.first().name.method = QStringLiteral("POST");
    QVERIFY(compareRuns(before, after).rows.isEmpty());
    after = Shop.make(2);
    after.series.first().name.kind = ComparedName::Kind::Step;
    QVERIFY(compareRuns(before, after).rows.isEmpty());
}

QTEST_GUILESS_MAIN(TestRunComparison)
#include "tst_runcomparison.moc"
