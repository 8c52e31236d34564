// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/loadcurve.h"

#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

class TestLoadCurve : public QObject
{
    Q_OBJECT

    // Up to 10, down to 4, up to 8, down to 0.
    static LoadCurve hills()
    {
        LoadCurve curve;
        curve.goTo(10, 10s);
        curve.goTo(4, 6s);
        curve.hold(8, 4s);
        curve.goTo(0, 8s);
        return curve;
    }

private Q_SLOTS:
    void isEmptyWithoutPieces()
    {
        const LoadCurve curve;
        QCOMPARE(curve.length(), 0s);
        QCOMPARE(curve.most(), 0.0);
        QVERIFY(curve.points().isEmpty());
        QVERIFY(curve.above(0).isEmpty());
    }

    void showsItsPoints()
    {
        const auto curve = hills();
        QCOMPARE(curve.length(), 28s);
        QCOMPARE(curve.most(), 10.0);
        const QList<LoadPoint> expected{{0s, 0}, {10s, 10}, {16s, 4}, {16s, 8}, {20s, 8}, {28s, 0}};
        QVERIFY(curve.points() == expected);
    }

    void findsWhenAUserIsNeeded()
    {
        const auto curve = hills();
        QVERIFY(curve.above(0) == QList<TimeSpan>({{0s, 28s}}));
        QVERIFY(curve.above(3) == QList<TimeSpan>({{3s, 25s}}));
        QVERIFY(curve.above(5) == QList<TimeSpan>({{5s, 15s}, {16s, 23s}}));
        QVERIFY(curve.above(9) == QList<TimeSpan>({{9s, 11s}}));
        QVERIFY(curve.above(10).isEmpty());
    }

    void addsUpWhatComes()
    {
        LoadCurve curve;
        curve.goTo(10, 2s);
        curve.hold(10, 3s);
        curve.hold(20, 1s);
        QCOMPARE(curve.total(), 60.0);
        QCOMPARE(curve.whenTotal(0), 0s);
        QCOMPARE(curve.whenTotal(2.5), 1s);
        QCOMPARE(curve.whenTotal(10), 2s);
        QCOMPARE(curve.whenTotal(40), 5s);
        QCOMPARE(curve.whenTotal(50), 5500ms);
        QCOMPARE(curve.whenTotal(1e9), 6s);
    }

    void jumpsWithoutTime()
    {
        LoadCurve curve;
        curve.goTo(5, 0s);
        curve.hold(5, 1s);
        QVERIFY(curve.points() == QList<LoadPoint>({{0s, 5}, {1s, 5}}));
        QVERIFY(curve.above(4) == QList<TimeSpan>({{0s, 1s}}));
    }
};

QTEST_GUILESS_MAIN(TestLoadCurve)
#include "tst_loadcurve.moc"
