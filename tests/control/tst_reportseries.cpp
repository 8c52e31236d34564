// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/reportseries.h"

#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

class TestReportSeries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsAFewSecondsAsTheyAre()
    {
        const auto points = reportSeries(series(300));
        QCOMPARE(points.size(), 300);
        QCOMPARE(points.at(7).values.requestRate, 107.0);
        QCOMPARE(points.at(7).begin, 7.0);
        QCOMPARE(points.at(7).length, 1.0);
        QVERIFY(reportSeries({}).isEmpty());
        QCOMPARE(reportSeries(series(1)).size(), 1);
    }

    void joinsSecondsByMeanAndMaximum()
    {
        auto seconds = series(600);
        seconds[11].p99 = 900ms;
        const auto points = reportSeries(seconds);
        QCOMPARE(points.size(), 300);
        QCOMPARE(points.at(5).begin, 10.0);
        QCOMPARE(points.at(5).length, 2.0);
        QCOMPARE(points.at(5).values.requestRate, 110.5);
        QCOMPARE(points.at(5).values.statusRates[3], 110.5);
        QCOMPARE(points.at(5).values.p99, 900'000us);
        QCOMPARE(points.at(5).values.activeWorkers, 11);
        QCOMPARE(reportSeries(series(3'601)).size(), 277); // of 13 seconds
    }

    void weighsPointsOfTenSeconds()
    {
        auto seconds = series(2);
        seconds[1].second = 10; // the first one covers ten, as the last one is taken to do
        seconds.append(seconds.last());
        seconds.last().second = 11;
        seconds.last().requestRate = 22;
        const auto points = reportSeries(seconds, 1);
        QCOMPARE(points.size(), 1);
        QCOMPARE(points.first().length, 12.0);
        QCOMPARE(points.first().values.requestRate, (10 * 100 + 101 + 22) / 12.0);
    }

    void noticesStandstills()
    {
        auto seconds = series(3'600);
        seconds[1'801].requestRate = 0;
        const auto stood = [](const QList<ReportPoint> &points) {
            QList<double> begins;
            for (const auto &point : points) {
                if (point.stoodStill)
                    begins += point.begin;
            }
            return begins;
        };
        QCOMPARE(stood(reportSeries(seconds)), QList<double>{1'800.0});
        seconds[1'801].activeWorkers = 0; // nobody was there
        QCOMPARE(stood(reportSeries(seconds)), QList<double>());
        for (auto &second : seconds) { // with so few it is chance
            second.requestRate = second.second % 3 == 0 ? 0 : 2;
            second.activeWorkers = 1;
        }
        QCOMPARE(stood(reportSeries(seconds)), QList<double>());
    }

private:
    static QList<SeriesPoint> series(int count)
    {
        QList<SeriesPoint> series;
        for (int i = 0; i < count; ++i)
            series.append({.second = i,
                           .requestRate = 100.0 + i,
                           .statusRates = {0, 0, 0, 100.0 + i, 0},
                           .p99 = 5ms,
                           .max = 6ms,
                           .activeWorkers = std::max(1, i)});
        return series;
    }
};

QTEST_GUILESS_MAIN(TestReportSeries)

#include "tst_reportseries.moc"
