// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/sizing.h"

#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

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

    void takesMolotovsNumbersWhereNothingElseWasSaid()
    {
        const auto sized = [](int processes, int workers, std::chrono::milliseconds rampUp) {
            Profile profile;
            profile.processes = processes;
            profile.workers = workers;
            profile.rampUp = rampUp;
            profile = withSizingDefaults(profile);
            return QStringLiteral("%1 over %2").arg(profile.workers).arg(profile.rampUp.count());
        };
        QCOMPARE(sized(1, 1, 0ms), QStringLiteral("500 over 300000"));
        QCOMPARE(sized(3, 1, 0ms), QStringLiteral("167 over 300000"));
        QCOMPARE(sized(64, 1, 10ms), QStringLiteral("8 over 10"));
        QCOMPARE(sized(2, 20, 0ms), QStringLiteral("20 over 300000"));
        QCOMPARE(sized(0, 1, 0ms), QStringLiteral("1 over 300000")); // cannot run, but can be typed
    }
};

QTEST_GUILESS_MAIN(TestSizingCurve)
#include "tst_sizingcurve.moc"
