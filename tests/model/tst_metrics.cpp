// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/metrics.h"

#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;
using std::chrono::microseconds;

class TestMetrics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsALateComputer_data()
    {
        QTest::addColumn<microseconds>("lag"); // the 99th percentile
        QTest::addColumn<microseconds>("latency"); // the median; 0 = no responses
        QTest::addColumn<bool>("isLate");
        const auto row = [](const char *name, microseconds lag, microseconds latency, bool isLate) {
            QTest::newRow(name) << lag << latency << isLate;
        };
        row("on time", 0ms, 20ms, false);
        row("a tenth", 2ms, 20ms, false);
        row("above a tenth", 2001us, 20ms, true);
        row("bearable", 1ms, 1ms, false);
        row("above what is bearable", 1001us, 1ms, true);
        row("a tenth of much", 9999us, 1s, false);
        row("10 ms of much", 10ms, 1s, true);
        row("no responses", 9999us, 0ms, false);
        row("no responses, 10 ms", 10ms, 0ms, true);
    }

    void tellsALateComputer()
    {
        QFETCH(microseconds, lag);
        QFETCH(microseconds, latency);
        Snapshot measured;
        measured.latency = {.count = latency > 0ms ? 1 : 0, .p50 = latency};
        measured.loopLag = {.count = 100, .p99 = lag};
        measured.longScript = LongScript{.time = 5s};
        QVERIFY(!isLateItself(measured)); // for that was the script
        QTEST(isLateByScript(measured), "isLate");
        measured.ownLag = measured.loopLag;
        QVERIFY(!isLateByScript(measured));
        QTEST(isLateItself(measured), "isLate");
    }

    void aFewMomentsTellNothing()
    {
        Snapshot measured;
        measured.ownLag = {.count = 99, .p99 = 1s};
        QVERIFY(!isLateItself(measured));
        QVERIFY(!isLateItself({}));
    }
};

QTEST_APPLESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
