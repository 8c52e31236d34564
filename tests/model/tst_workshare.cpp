// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/workshare.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace Molotov;

class TestWorkShare : public QObject
{
    Q_OBJECT

    // All shares of a run with random helpers and, every other time, random weights.
    static QList<WorkShare> someShares(std::mt19937 &random)
    {
        const int count = std::uniform_int_distribution(1, 12)(random);
        QList<int> weights;
        if (random() % 2 == 0) {
            for (int i = 0; i < count; ++i)
                weights.append(std::uniform_int_distribution(1, 9)(random));
        }
        QList<WorkShare> shares;
        for (int i = 0; i < count; ++i)
            shares.append({.index = i, .count = count, .weights = weights});
        return shares;
    }

private Q_SLOTS:
    void dealsOutInTurn()
    {
        const WorkShare second{.index = 1, .count = 3, .weights = {}};
        QCOMPARE(second.turnOf(0), 1);
        QCOMPARE(second.turnOf(2), 7);
        QCOMPARE(second.of(1), 0);
        QCOMPARE(second.of(2), 1);
        QCOMPARE(second.of(10), 3);
    }

    void dealsOutNothingWithoutHelpers()
    {
        QCOMPARE((WorkShare{.index = 0, .count = 0, .weights = {}}.of(10)), 0);
    }

    void dealsOutByWeight()
    {
        QList<QList<qint64>> turns;
        for (int i = 0; i < 2; ++i) {
            const WorkShare share{.index = i, .count = 2, .weights = {3, 1}};
            turns.append({share.turnOf(0), share.turnOf(1), share.turnOf(2), share.turnOf(3)});
            QCOMPARE(share.of(400), i == 0 ? 300 : 100);
        }
        QCOMPARE(turns, QList<QList<qint64>>({{0, 1, 3, 4}, {2, 6, 10, 14}}));
    }

    void givesEachTurnToExactlyOneHelper()
    {
        std::mt19937 random(20'261'127);
        for (int round = 0; round < 200; ++round) {
            const auto shares = someShares(random);
            const auto total = qint64(random() % 500);
            std::vector<bool> given(size_t(total), false);
            qint64 sum = 0;
            for (const auto &share : shares) {
                const auto own = share.of(total);
                sum += own;
                for (qint64 i = 0; i < own; ++i) {
                    const auto turn = share.turnOf(i);
                    QVERIFY(turn >= 0 && turn < total && !given[size_t(turn)]);
                    given[size_t(turn)] = true;
                }
                QVERIFY(share.turnOf(own) >= total);
            }
            QCOMPARE(sum, total);
        }
    }

    void takesNothingAwayWhenThereIsMore()
    {
        std::mt19937 random(4711);
        for (int round = 0; round < 50; ++round) {
            for (const auto &share : someShares(random)) {
                qint64 before = 0;
                for (qint64 total = 0; total < 100; ++total) {
                    const auto own = share.of(total);
                    QVERIFY(own == before || own == before + 1);
                    before = own;
                }
            }
        }
    }

    void countsWhatDoesNotFitIntoAnInt()
    {
        const WorkShare share{.index = 63, .count = 64, .weights = {}};
        QCOMPARE(share.of(64'000'000'000), 1'000'000'000);
        QCOMPARE(share.turnOf(1'000'000'000), 64'000'000'063);
    }

    void givesWorkersIdsThatAreUniqueInARun()
    {
        // Also of workers that come later than the others.
        QCOMPARE((WorkShare{.index = 0, .count = 2, .weights = {}}.workerId(49)), 98);
        QCOMPARE((WorkShare{.index = 1, .count = 2, .weights = {}}.workerId(0)), 1);
        QCOMPARE((WorkShare{.index = 1, .count = 2, .weights = {1, 5}}.workerId(1000)), 2001);
    }
};

QTEST_GUILESS_MAIN(TestWorkShare)
#include "tst_workshare.moc"
