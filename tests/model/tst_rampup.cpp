// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/rampup.h"
#include "core/model/workshare.h"

#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

class TestRampUp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutRampUpAllStartAtOnce()
    {
        QCOMPARE(startOffset({.index = 1, .count = 2, .workers = 10}, 9, 0ms), 0us);
    }

    void oneHelperIsAsInMolotov()
    {
        // worker i waits i × ramp_up / workers: the first starts at 0, the last before the ramp-up is over
        for (int i = 0; i < 4; ++i)
            QCOMPARE(startOffset({.index = 0, .count = 1, .workers = 4}, i, 10s), i * 2500ms);
    }

    void helpersTakeTurns()
    {
        const auto at = [](int helper, int position) {
            return startOffset({.index = helper, .count = 2, .workers = 2}, position, 4s);
        };
        QCOMPARE(at(0, 0), 0s);
        QCOMPARE(at(1, 0), 1s);
        QCOMPARE(at(0, 1), 2s);
        QCOMPARE(at(1, 1), 3s);
    }

    void manyWorkersAndALongRampUpDoNotOverflow()
    {
        const WorkShare share{.index = 63, .count = 64, .workers = 10'000};
        QVERIFY(startOffset(share, 9'999, 24h * 365) < 24h * 365);
        QVERIFY(startOffset(share, 9'999, 24h * 365) > 24h * 364);
    }

    void workerIdsAreUniqueInARun()
    {
        QCOMPARE((WorkShare{.index = 0, .count = 2, .workers = 50}.workerId(49)), 49);
        QCOMPARE((WorkShare{.index = 1, .count = 2, .workers = 50}.workerId(0)), 50);
    }
};

QTEST_GUILESS_MAIN(TestRampUp)
#include "tst_rampup.moc"
