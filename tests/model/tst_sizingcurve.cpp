// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/sizing.h"

#include <QTest>

using namespace Molotov;

class TestSizingCurve : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasAPointForEachNumberOfWorkers()
    {
        QList<SeriesPoint> series;
        const auto second = [&series](int workers, double ok, double failed) {
            series.append(
                {.second = int(series.size()), .okRate = ok, .failedRate = failed, .activeWorkers = workers});
        };
        second(0, 0, 0);
        second(1, 10, 0);
        second(3, 30, 0);
        second(3, 20, 6);
        second(3, 10, 0);
        second(2, 99, 99); // a helper is gone
        second(4, 8, 40);
        second(1, 99, 99); // they are being stopped
        QCOMPARE(sizingCurve(series), (QList<SizingPoint>{{1, 10, 0}, {3, 20, 2}, {4, 8, 40}}));
        QVERIFY(sizingCurve({}).isEmpty());
    }

    void sharesMolotovsWorkers()
    {
        QCOMPARE(sizingWorkers(1), 500);
        QCOMPARE(sizingWorkers(3), 167);
        QCOMPARE(sizingWorkers(64), 8);
        QCOMPARE(sizingWorkers(0), 500); // which cannot run, but can be typed
    }
};

QTEST_GUILESS_MAIN(TestSizingCurve)
#include "tst_sizingcurve.moc"
