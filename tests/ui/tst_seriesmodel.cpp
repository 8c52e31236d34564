// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/modelprinter.h"
#include "ui/models/seriesmodel.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;
using std::chrono::microseconds;

namespace {

SeriesPoint point(int second, double ok)
{
    return {.second = second,
            .okRate = ok,
            .failedRate = 1,
            .requestRate = 3 * ok,
            .requestFailedRate = 1.5,
            .statusRates = {2 * ok, 4, 3, 0.5, 0},
            .p50 = microseconds(850),
            .p95 = microseconds(12'300),
            .p99 = microseconds(1'230'000),
            .activeWorkers = 1'200};
}

} // namespace

class TestSeriesModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void secondsAreRows()
    {
        SeriesModel model;
        const QAbstractItemModelTester tester(&model);
        model.append({point(0, 9.5), {.second = 1, .activeWorkers = 7}, point(75, 2'000)});
        const QStringList expected{
            QStringLiteral("0:00 | 9.5 | 1.0 | 28.5 | 19.0 | 4.0 | 3.0 | 0.5 | 0 | 1.5 | 850 µs | 12.3 ms | "
                           "1.23 s | – | 1,200"),
            QStringLiteral("0:01 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | – | – | – | – | 7"),
            QStringLiteral("1:15 | 2,000 | 1.0 | 6,000 | 4,000 | 4.0 | 3.0 | 0.5 | 0 | 1.5 | 850 µs | 12.3 "
                           "ms | 1.23 s | – | 1,200"),
        };
        QCOMPARE(printed(model), expected);
        QCOMPARE(model.rowOfSecond(75), 2);
        QCOMPARE(model.rowOfSecond(2), -1);
        QCOMPARE(model.rowOfSecond(100), -1);
    }

    void latencyHasNoValueWithoutResponses()
    {
        QVERIFY(!SeriesModel::value({.second = 1, .requestRate = 5}, SeriesModel::P99));
        QCOMPARE(SeriesModel::value(point(0, 1), SeriesModel::P95).value_or(0), 12.3);
    }

    // A line over that of the latency would say nothing.
    void aResponseTimeIsDrawnWhereItDiffers()
    {
        const auto drawn = [](std::chrono::microseconds responseTime) {
            return SeriesModel::value({.p95 = 100ms, .p99 = 110ms, .responseP95 = responseTime},
                                      SeriesModel::ResponseP95);
        };
        QVERIFY(!drawn(0ms));
        QVERIFY(!drawn(109ms));
        QCOMPARE(drawn(250ms).value_or(0), 250.0);
        QVERIFY(!SeriesModel::value({.p95 = 100us, .p99 = 110us, .responseP95 = 900us},
                                    SeriesModel::ResponseP95));
        QCOMPARE(
            SeriesModel::text({.p95 = 100ms, .p99 = 110ms, .responseP95 = 101ms}, SeriesModel::ResponseP95),
            QStringLiteral("101 ms"));
    }

    void onlyWhatIsNewIsTold()
    {
        SeriesModel model;
        const QAbstractItemModelTester tester(&model);
        QSignalSpy inserted(&model, &SeriesModel::rowsInserted);
        QSignalSpy reset(&model, &SeriesModel::modelReset);
        model.append({point(0, 1)});
        model.append({point(1, 1), point(2, 1)});
        model.append({});
        QCOMPARE(inserted.size(), 2);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(reset.size(), 0);
        model.clear();
        QCOMPARE(reset.size(), 1);
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestSeriesModel)
#include "tst_seriesmodel.moc"
