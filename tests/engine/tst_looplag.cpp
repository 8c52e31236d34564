// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/looplag.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;
using std::chrono::microseconds;

class tst_LoopLag : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aLoopOnTimeHasNone();
    void theRoundingOfTimersIsNone();
    void aStallMakesAllLateThatFellIntoIt();
    void whatCameBeforeCounts();
    void whatWaitsLongerThanTimersCounts();
    void whatAScriptMadeLateIsNotItsOwn();
    void countsFromTakeToTake();
    void aStallAtTheEndCounts();
    void measuresNothingBeforeAndAfter();

private:
    void turnAfter(microseconds step);

    ManualClock m_clock;
    std::unique_ptr<Scheduler> m_scheduler;
    std::unique_ptr<LoopLag> m_lag;
};

void tst_LoopLag::init()
{
    m_lag.reset();
    m_scheduler = std::make_unique<Scheduler>(m_clock);
    m_lag = std::make_unique<LoopLag>(m_clock, *m_scheduler);
}

void tst_LoopLag::turnAfter(microseconds step)
{
    m_clock.advance(step);
    m_scheduler->fireDue();
}

void tst_LoopLag::aLoopOnTimeHasNone()
{
    m_lag->start();
    for (int turn = 0; turn < 25; ++turn)
        turnAfter(10ms);
    const auto lag = m_lag->take();
    QCOMPARE(lag.cells, QList<qint32>{0});
    QCOMPARE(lag.counts, QList<qint64>{25});
}

void tst_LoopLag::theRoundingOfTimersIsNone()
{
    m_lag->start();
    for (int turn = 0; turn < 10; ++turn) {
        turnAfter(11'999us); // the moments themselves stay where they are
        turnAfter(8'001us);
    }
    const auto lag = m_lag->take();
    QCOMPARE(lag.counts, QList<qint64>{20});
    QCOMPARE(lag.max, microseconds(0));
}

void tst_LoopLag::aStallMakesAllLateThatFellIntoIt()
{
    m_lag->start();
    turnAfter(48ms);
    turnAfter(2ms);
    const auto lag = m_lag->take();
    // Due after 10, 20, 30, 40 and 50 ms; on time until 2 ms later.
    QCOMPARE(lag.counts, (QList<qint64>{1, 1, 1, 1, 1}));
    QCOMPARE(lag.max, microseconds(36ms));
    QCOMPARE(lag.sum, microseconds(36ms + 26ms + 16ms + 6ms));
}

void tst_LoopLag::whatCameBeforeCounts()
{
    m_lag->start();
    m_scheduler->after(10ms, [this] { m_clock.advance(7ms); }); // as a worker's script does
    m_scheduler->after(9ms, [this] { m_clock.advance(5ms); });
    turnAfter(10ms);
    m_scheduler->fireDue(); // that turn was full
    QCOMPARE(m_lag->take().max, microseconds(5ms - LoopLag::Rounding));
    turnAfter(10ms);
    QCOMPARE(m_lag->take().max, microseconds(12ms - LoopLag::Rounding));
}

void tst_LoopLag::whatWaitsLongerThanTimersCounts()
{
    m_lag->start();
    m_clock.waits = m_clock.now();
    turnAfter(10ms);
    QCOMPARE(m_lag->take().max, microseconds(10ms));
    turnAfter(10ms);
    QCOMPARE(m_lag->take().max, microseconds(20ms));
    m_clock.waits.reset();
    turnAfter(10ms);
    QCOMPARE(m_lag->take().max, microseconds(0));
}

void tst_LoopLag::whatAScriptMadeLateIsNotItsOwn()
{
    m_lag->start();
    m_lag->addScript(40ms);
    turnAfter(50ms);
    const auto lag = m_lag->take();
    QCOMPARE(lag.max, microseconds(40ms - LoopLag::Rounding));
    const auto own = m_lag->takeOwn();
    QCOMPARE(own.max, microseconds(0));
    QCOMPARE(own.counts, QList<qint64>{5});
    turnAfter(30ms); // nobody says that this was a script
    QCOMPARE(m_lag->takeOwn(), m_lag->take());
}

void tst_LoopLag::countsFromTakeToTake()
{
    m_lag->start();
    turnAfter(30ms);
    QCOMPARE(m_lag->take().max, microseconds(18ms));
    QCOMPARE(m_lag->take(), SparseHistogram());
    turnAfter(10ms);
    QCOMPARE(m_lag->take().max, microseconds(0));
}

void tst_LoopLag::aStallAtTheEndCounts()
{
    m_lag->start();
    m_clock.advance(2s);
    m_lag->stop();
    const auto lag = m_lag->take();
    QCOMPARE(lag.max, microseconds(2s - LoopLag::Period - LoopLag::Rounding));
}

void tst_LoopLag::measuresNothingBeforeAndAfter()
{
    m_lag->stop();
    turnAfter(1s);
    m_lag->start();
    turnAfter(10ms);
    m_lag->stop();
    turnAfter(1s);
    m_lag->stop();
    QCOMPARE(m_lag->take().counts, QList<qint64>{1});
    m_lag->start();
    turnAfter(10ms);
    QCOMPARE(m_lag->take().max, microseconds(0));
    m_lag.reset();
    turnAfter(1s); // nobody is called who is gone
}

QTEST_GUILESS_MAIN(tst_LoopLag)
#include "tst_looplag.moc"
