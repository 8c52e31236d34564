// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/workers/readyqueue.h"

#include "core/engine/loop/turn.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;

class tst_ReadyQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letsAllGoOnInOrder()
    {
        ManualClock clock;
        ReadyQueue queue(clock);
        QList<int> gone;
        queue.setProceed([&gone](int position) { gone.append(position); });
        queue.push(2);
        queue.push(1);
        QVERIFY(gone.isEmpty());
        queue.run();
        QCOMPARE(gone, QList<int>({2, 1}));
    }

    void leavesThoseThatComeMeanwhileToTheNextTurn()
    {
        ManualClock clock;
        ReadyQueue queue(clock);
        QList<int> gone;
        queue.setProceed([&](int position) {
            gone.append(position);
            if (position == 1)
                queue.push(2);
            queue.run(); // from within does nothing
        });
        queue.push(1);
        queue.run();
        QCOMPARE(gone, QList<int>({1}));
        QTRY_COMPARE(gone, QList<int>({1, 2}));
    }

    void takesATurnAtMost()
    {
        ManualClock clock;
        ReadyQueue queue(clock);
        int gone = 0;
        queue.setProceed([&](int) {
            ++gone;
            clock.advance(MaxTurn / 2);
        });
        for (int i = 0; i < 5; ++i)
            queue.push(i);
        queue.run();
        QCOMPARE(gone, 2);
        QTRY_COMPARE(gone, 5);
    }

    void waitsWhileItIsHeld()
    {
        ManualClock clock;
        ReadyQueue queue(clock);
        int gone = 0;
        queue.setProceed([&gone](int) { ++gone; });
        queue.push(1);
        {
            const ReadyQueue::Hold hold(queue);
            {
                const ReadyQueue::Hold another(queue);
            }
            queue.run();
            QCOMPARE(gone, 0);
        }
        queue.run();
        QCOMPARE(gone, 1);
    }
};

QTEST_GUILESS_MAIN(tst_ReadyQueue)
#include "tst_readyqueue.moc"
