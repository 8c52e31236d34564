// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/axisscale.h"

#include <QTest>

using namespace Molotov;
using std::chrono::seconds;

class TestAxisScale : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsAreNice_data()
    {
        QTest::addColumn<double>("largest");
        QTest::addColumn<int>("ticks");
        QTest::addColumn<double>("step");
        QTest::addColumn<double>("maximum");

        QTest::newRow("exact") << 10.0 << 5 << 2.0 << 10.0;
        QTest::newRow("a little more") << 10.1 << 5 << 5.0 << 15.0;
        QTest::newRow("large") << 71'234.0 << 4 << 20'000.0 << 80'000.0;
        QTest::newRow("small") << 0.3 << 3 << 0.1 << 0.3;
        QTest::newRow("below all steps") << 0.0 << 4 << 1.0 << 1.0;
        QTest::newRow("no ticks") << 7.0 << 0 << 10.0 << 10.0;
    }

    void stepsAreNice()
    {
        QFETCH(double, largest);
        QFETCH(int, ticks);
        const double smallest = QByteArray(QTest::currentDataTag()) == "small" ? 0.001 : 1;
        const AxisScale scale = niceScale(largest, ticks, smallest);
        QTEST(scale.step, "step");
        QTEST(scale.maximum, "maximum");
    }

    void nothingIsAboveTheScale()
    {
        for (double largest = 1e-4; largest < 1e9; largest *= 1.37) {
            const AxisScale scale = niceScale(largest, 4);
            QVERIFY(scale.maximum >= largest * (1 - 1e-9));
            QVERIFY(scale.maximum / scale.step <= 4 + 1e-9);
        }
    }

    void timesAreThoseOfClocks()
    {
        QCOMPARE(timeStep(seconds(60), 6), seconds(10));
        QCOMPARE(timeStep(seconds(61), 6), seconds(15));
        QCOMPARE(timeStep(seconds(3'600), 6), seconds(600));
        QCOMPARE(timeStep(seconds(1), 6), seconds(1));
        QCOMPARE(timeStep(std::chrono::hours(24), 6), std::chrono::hours(6));
        QCOMPARE(timeStep(std::chrono::hours(24 * 30), 6), std::chrono::hours(24 * 6));
    }
};

QTEST_GUILESS_MAIN(TestAxisScale)
#include "tst_axisscale.moc"
