// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/seriesbuilder.h"

#include "core/model/protocol/messages.h"

#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;
using std::chrono::microseconds;

namespace {

// `count` iterations and as many exchanges of `latency` up to `elapsed`.
Protocol::MetricsDelta delta(microseconds elapsed, int count, int activeWorkers = 1,
                             microseconds latency = 1ms)
{
    Histogram histogram;
    for (int i = 0; i < count; ++i)
        histogram.record(latency);
    return {.elapsed = elapsed,
            .activeWorkers = activeWorkers,
            .endpoints = {{.count = count, .latency = histogram.sparse()}},
            .scenarios = {{.scenario = 0, .ok = count, .failed = 1}}};
}

// "0: 10 ok, 1 failed, 10 requests, p50 1 ms, 1 active"
QStringList lines(const SeriesBuilder &series)
{
    QStringList result;
    for (const auto &point : series.points()) {
        result += QStringLiteral("%1: %2 ok, %3 failed, %4 requests, p50 %5 ms, %6 active")
                      .arg(point.second)
                      .arg(point.okRate)
                      .arg(point.failedRate)
                      .arg(point.requestRate)
                      .arg(double(point.p50.count()) / 1000)
                      .arg(point.activeWorkers);
    }
    return result;
}

} // namespace

class TestSeriesBuilder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPointForEachWholeSecond();
    void theLastSecondHasTheWorkersThatItHad();
    void countsAreSpreadOverTheirTime();
    void ticksThatDriftMakeNoWaves();
    void waitsForAllHelpers();
    void doesNotWaitForThoseThatEnded();
    void doesNotWaitForEver();
};

void TestSeriesBuilder::aPointForEachWholeSecond()
{
    SeriesBuilder series(1);
    series.add(0, delta(500ms, 4, 1));
    series.add(0, delta(1s, 6, 2));
    series.closeSeconds(1s);
    QCOMPARE(lines(series),
             QStringList{QStringLiteral("0: 10 ok, 2 failed, 10 requests, p50 1 ms, 2 active")});
    series.add(0, delta(1900ms, 9));
    series.helperEnded(0);
    series.closeSeconds(2s);
    QCOMPARE(series.points().size(), 1);
}

void TestSeriesBuilder::theLastSecondHasTheWorkersThatItHad()
{
    SeriesBuilder series(1);
    series.add(0, delta(1s, 10, 5));
    series.add(0, delta(1500ms, 5, 5));
    series.add(0, delta(2s, 5, 0)); // they have ended
    series.helperEnded(0);
    series.closeSeconds(2s);
    QCOMPARE(series.points().last().activeWorkers, 5);
}

void TestSeriesBuilder::countsAreSpreadOverTheirTime()
{
    SeriesBuilder series(1);
    series.add(0, delta(800ms, 8, 1, 1ms));
    series.add(0, delta(3800ms, 30, 5, 2ms)); // it was silent for 3 s
    series.add(0, delta(4s, 2, 5, 2ms));
    series.closeSeconds(4s);
    QStringList ok;
    for (const auto &point : series.points())
        ok += QString::number(point.okRate);
    QCOMPARE(ok.join(QLatin1Char(' ')), QStringLiteral("10 10 10 10"));
    QCOMPARE(series.points().at(2).p50, microseconds(2ms));
}

void TestSeriesBuilder::ticksThatDriftMakeNoWaves()
{
    SeriesBuilder series(1);
    for (int i = 1; i <= 400; ++i)
        series.add(0, delta(i * 253ms, 253));
    series.closeSeconds(101s);
    QCOMPARE(series.points().size(), 101);
    for (const auto &point : series.points())
        QVERIFY(qAbs(point.okRate - 1000) < 1e-6);
}

void TestSeriesBuilder::waitsForAllHelpers()
{
    SeriesBuilder series(2);
    series.add(0, delta(1s, 10));
    series.add(0, delta(2s, 10));
    series.add(1, delta(900ms, 9, 3));
    series.closeSeconds(2s);
    QCOMPARE(series.points().size(), 0);
    series.add(1, delta(1900ms, 10, 2));
    series.closeSeconds(2s);
    QCOMPARE(lines(series).size(), 1);
    QCOMPARE(series.points().first().okRate, 20.0);
}

void TestSeriesBuilder::doesNotWaitForThoseThatEnded()
{
    SeriesBuilder series(3);
    series.helperEnded(2); // it never began
    series.add(0, delta(1s, 10, 4));
    series.add(1, delta(500ms, 5, 4));
    series.helperEnded(1);
    series.add(0, delta(2s, 10, 4));
    series.closeSeconds(2s);
    QCOMPARE(lines(series),
             (QStringList{QStringLiteral("0: 15 ok, 2 failed, 15 requests, p50 1 ms, 8 active"),
                          QStringLiteral("1: 10 ok, 1 failed, 10 requests, p50 1 ms, 4 active")}));
    QCOMPARE(series.activeWorkers(), 4);
}

void TestSeriesBuilder::doesNotWaitForEver()
{
    SeriesBuilder series(2);
    for (int i = 1; i <= 12; ++i)
        series.add(0, delta(i * 1s, 10));
    series.closeSeconds(12s);
    QCOMPARE(series.points().size(), 2);
    series.add(1, delta(12s, 120)); // a tenth of it in each second
    series.closeSeconds(12s);
    QCOMPARE(series.points().size(), 12);
    QCOMPARE(series.points().at(1).okRate, 10.0);
    QCOMPARE(series.points().at(2).okRate, 20.0);
}

QTEST_GUILESS_MAIN(TestSeriesBuilder)
#include "tst_seriesbuilder.moc"
