// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/seriesbuilder.h"

#include "core/model/protocol/messages.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <array>

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
            .endpoints = {{.count = count,
                           .latency = histogram.sparse(),
                           .phases = {.wait = histogram.sparse()}}},
            .scenarios = {{.scenario = 0, .ok = count, .failed = 1}}};
}

// "0: 10 ok, 1 failed, 10 requests, p50 1 ms, 1 active"
QStringList lines(const QList<RunSecond> &seconds)
{
    QStringList result;
    for (const auto &second : seconds) {
        const auto &point = second.point;
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

qint64 okOf(const QList<RunSecond> &seconds)
{
    qint64 ok = 0;
    for (const auto &second : seconds)
        ok += second.measured.scenarios.value(0).ok;
    return ok;
}

} // namespace

class TestSeriesBuilder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSecondForEach();
    void theLastSecondHasTheWorkersThatItHad();
    void countsAreSpreadOverTheirTime();
    void aReportThatIsALittleLateIsNotCut();
    void ticksThatDriftMakeNoWaves();
    void waitsForAllHelpers();
    void doesNotWaitForThoseThatEnded();
    void doesNotWaitForEver();
    void theLastSecondMayBeShort();
    void nothingIsLost();
};

void TestSeriesBuilder::aSecondForEach()
{
    SeriesBuilder series(1);
    series.add(0, delta(500ms, 4, 1));
    series.add(0, delta(1s, 6, 2));
    QCOMPARE(lines(series.closeSeconds(1s)),
             QStringList{QStringLiteral("0: 10 ok, 2 failed, 10 requests, p50 1 ms, 2 active")});
    QVERIFY(series.closeSeconds(1s).isEmpty());
    series.add(0, delta(1900ms, 9));
    series.helperEnded(0);
    QVERIFY(series.closeSeconds(2s).isEmpty());
}

void TestSeriesBuilder::theLastSecondHasTheWorkersThatItHad()
{
    SeriesBuilder series(1);
    series.add(0, delta(1s, 10, 5));
    series.add(0, delta(1500ms, 5, 5));
    series.add(0, delta(2s, 5, 0)); // they have ended
    series.helperEnded(0);
    QCOMPARE(series.closeSeconds(2s).last().point.activeWorkers, 5);
}

void TestSeriesBuilder::countsAreSpreadOverTheirTime()
{
    SeriesBuilder series(1);
    series.add(0, delta(800ms, 8, 1, 1ms));
    series.add(0, delta(3800ms, 30, 5, 2ms)); // it was silent for 3 s
    series.add(0, delta(4s, 2, 5, 2ms));
    const auto seconds = series.closeSeconds(4s);
    QStringList ok;
    for (const auto &second : seconds)
        ok += QString::number(second.point.okRate);
    QCOMPARE(ok.join(QLatin1Char(' ')), QStringLiteral("10 10 10 10"));
    QCOMPARE(seconds.at(2).point.p50, microseconds(2ms));
    QCOMPARE(okOf(seconds), 40);
}

void TestSeriesBuilder::aReportThatIsALittleLateIsNotCut()
{
    SeriesBuilder series(1);
    for (int i = 1; i <= 8; ++i)
        series.add(0, delta(i * 250ms + 3ms, 100));
    const auto seconds = series.closeSeconds(2s);
    QCOMPARE(seconds.size(), 2);
    QCOMPARE(seconds.at(0).measured.endpoints.first().count, 400);
    QCOMPARE(seconds.at(1).measured.endpoints.first().count, 400);
}

void TestSeriesBuilder::ticksThatDriftMakeNoWaves()
{
    SeriesBuilder series(1);
    for (int i = 1; i <= 400; ++i)
        series.add(0, delta(i * 253ms, 253));
    const auto seconds = series.closeSeconds(101s);
    QCOMPARE(seconds.size(), 101);
    for (const auto &second : seconds)
        QVERIFY(qAbs(second.point.okRate - 1000) <= 26); // a tenth of a report
    QCOMPARE(okOf(seconds) + okOf(series.closeAll()), 400 * 253);
}

void TestSeriesBuilder::waitsForAllHelpers()
{
    SeriesBuilder series(2);
    series.add(0, delta(1s, 10));
    series.add(0, delta(2s, 10));
    series.add(1, delta(900ms, 9, 3));
    QVERIFY(series.closeSeconds(2s).isEmpty());
    series.add(1, delta(1900ms, 10, 2));
    const auto seconds = series.closeSeconds(2s);
    QCOMPARE(seconds.size(), 1);
    QCOMPARE(seconds.first().point.okRate, 20.0);
}

void TestSeriesBuilder::doesNotWaitForThoseThatEnded()
{
    SeriesBuilder series(3);
    series.helperEnded(2); // it never began
    series.add(0, delta(1s, 10, 4));
    series.add(1, delta(500ms, 5, 4));
    series.helperEnded(1);
    series.add(0, delta(2s, 10, 4));
    QCOMPARE(lines(series.closeSeconds(2s)),
             (QStringList{QStringLiteral("0: 15 ok, 2 failed, 15 requests, p50 1 ms, 8 active"),
                          QStringLiteral("1: 10 ok, 1 failed, 10 requests, p50 1 ms, 4 active")}));
    QCOMPARE(series.activeWorkers(), 4);
}

void TestSeriesBuilder::doesNotWaitForEver()
{
    SeriesBuilder series(2);
    for (int i = 1; i <= 12; ++i)
        series.add(0, delta(i * 1s, 10));
    auto seconds = series.closeSeconds(12s);
    QCOMPARE(seconds.size(), 2);
    series.add(1, delta(12s, 120)); // a tenth of it in each second; what is closed stays closed
    seconds += series.closeSeconds(12s);
    QCOMPARE(seconds.size(), 12);
    QCOMPARE(seconds.at(1).point.okRate, 10.0);
    QCOMPARE(seconds.at(2).point.okRate, 40.0);
    QCOMPARE(seconds.at(3).point.okRate, 20.0);
    QCOMPARE(okOf(seconds), 240);
}

void TestSeriesBuilder::theLastSecondMayBeShort()
{
    SeriesBuilder series(1);
    series.add(0, delta(1s, 10));
    series.add(0, delta(1250ms, 5, 2));
    series.helperEnded(0);
    QCOMPARE(series.closeSeconds(2s).size(), 1);
    const auto last = series.closeAll();
    QCOMPARE(last.size(), 1);
    QVERIFY(!last.first().isWhole());
    QCOMPARE(last.first().length, microseconds(250ms));
    QCOMPARE(lines(last), QStringList{QStringLiteral("1: 20 ok, 4 failed, 20 requests, p50 1 ms, 2 active")});
    QVERIFY(series.closeAll().isEmpty());
}

void TestSeriesBuilder::nothingIsLost()
{
    QRandomGenerator random(7);
    for (int run = 0; run < 50; ++run) {
        SeriesBuilder series(3);
        std::array<microseconds, 3> at{};
        QList<RunSecond> seconds;
        qint64 sent = 0;
        qint64 inHistograms = 0;
        qint64 inPhases = 0;
        for (int i = 0; i < 200; ++i) {
            const int helper = random.bounded(3);
            at.at(size_t(helper)) += microseconds(random.bounded(3'000'000));
            const int count = random.bounded(40);
            sent += count;
            series.add(helper, delta(at.at(size_t(helper)), count));
            seconds += series.closeSeconds(*std::max_element(at.begin(), at.end()));
        }
        seconds += series.closeAll();
        QCOMPARE(okOf(seconds), sent);
        qint64 requests = 0;
        for (const auto &second : seconds) {
            for (const auto &endpoint : second.measured.endpoints) {
                requests += endpoint.count;
                for (const auto counted : endpoint.latency.counts)
                    inHistograms += counted;
                for (const auto counted : endpoint.phases.wait.counts)
                    inPhases += counted;
            }
        }
        QCOMPARE(requests, sent);
        QCOMPARE(inHistograms, sent);
        QCOMPARE(inPhases, sent);
        for (qsizetype i = 0; i < seconds.size(); ++i)
            QCOMPARE(seconds.at(i).point.second, int(i));
    }
}

QTEST_GUILESS_MAIN(TestSeriesBuilder)
#include "tst_seriesbuilder.moc"
