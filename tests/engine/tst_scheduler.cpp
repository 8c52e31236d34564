// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/loop/turn.h"
#include "core/engine/scheduler.h"
#include "tests/support/manualclock.h"

#include <QStringList>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

class tst_Scheduler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firesInTheOrderOfTheirMoments();
    void forgetsWhatIsCancelled();
    void dropsWhatIsCancelled();
    void leavesTheEventLoopItsTurn();
    void endsATurnThatTakesLong();
    void controlComesBeforeLoad();
    void waitsForWhatWasSeen();
    void firesByItself();
};

void tst_Scheduler::firesInTheOrderOfTheirMoments()
{
    ManualClock clock;
    Scheduler scheduler(clock);
    QStringList fired;
    scheduler.after(20ms, [&] { fired += QStringLiteral("b"); });
    scheduler.after(10ms, [&] { fired += QStringLiteral("a"); });
    scheduler.after(20ms, [&] { fired += QStringLiteral("c"); });
    clock.advance(19999us);
    scheduler.fireDue();
    QCOMPARE(fired.join(QLatin1Char(' ')), QStringLiteral("a"));
    clock.advance(1us);
    scheduler.fireDue();
    QCOMPARE(fired.join(QLatin1Char(' ')), QStringLiteral("a b c"));
}

void tst_Scheduler::forgetsWhatIsCancelled()
{
    ManualClock clock;
    Scheduler scheduler(clock);
    int fired = 0;
    const auto first = scheduler.after(1ms, [&] { ++fired; });
    Scheduler::Alarm second;
    scheduler.after(1ms, [&] { scheduler.cancel(second); });
    second = scheduler.after(2ms, [&] { ++fired; });
    scheduler.cancel(first);
    scheduler.cancel(first);
    scheduler.cancel({});
    clock.advance(1s);
    scheduler.fireDue();
    QCOMPARE(fired, 0);
}

void tst_Scheduler::dropsWhatIsCancelled()
{
    ManualClock clock;
    Scheduler scheduler(clock);
    QList<int> fired;
    std::vector<Scheduler::Alarm> alarms;
    for (int i = 0; i < 1000; ++i)
        alarms.push_back(scheduler.after(1ms * ((i * 7919) % 1000), [&, i] { fired.append(i); }));
    for (size_t i = 0; i < 1000; ++i) {
        if (i % 10 != 0)
            scheduler.cancel(alarms[i]);
    }
    const auto again = scheduler.after(5ms, [&] { fired.append(-1); }); // in a slot that was used before
    for (const auto &alarm : alarms) {
        if (alarm.number % 10 != 1)
            scheduler.cancel(alarm);
    }
    clock.advance(1s);
    scheduler.fireDue();
    QCOMPARE(fired.size(), 101);
    QVERIFY(fired.contains(-1));
    scheduler.cancel(again);
}

void tst_Scheduler::leavesTheEventLoopItsTurn()
{
    ManualClock clock;
    Scheduler scheduler(clock);
    int fired = 0;
    std::function<void()> again = [&] {
        ++fired;
        scheduler.after(0ms, again);
    };
    scheduler.after(0ms, again);
    scheduler.fireDue();
    QCOMPARE(fired, 1);
    scheduler.fireDue();
    QCOMPARE(fired, 2);
}

void tst_Scheduler::endsATurnThatTakesLong()
{
    ManualClock clock;
    Scheduler scheduler(clock);
    int fired = 0;
    for (int i = 0; i < 5; ++i) {
        scheduler.after(0ms, [&] {
            ++fired;
            clock.advance(MaxTurn / 2);
        });
    }
    scheduler.fireDue();
    QCOMPARE(fired, 2);
    scheduler.fireDue();
    QCOMPARE(fired, 4);
    scheduler.fireDue();
    QCOMPARE(fired, 5);
}

void tst_Scheduler::controlComesBeforeLoad()
{
    ManualClock clock;
    Scheduler scheduler(clock);
    QString fired;
    const auto work = [&] {
        fired += QLatin1Char('l');
        clock.advance(MaxTurn);
    };
    for (int i = 0; i < 3; ++i)
        scheduler.after(1ms, work);
    scheduler.after(
        3ms, [&] { fired += QLatin1Char('c'); }, Scheduler::Rank::Control);
    const auto cancelled = scheduler.after(
        2ms, [&] { fired += QLatin1Char('x'); }, Scheduler::Rank::Control);
    scheduler.cancel(cancelled);
    clock.advance(2ms);
    scheduler.fireDue();
    QCOMPARE(fired, QStringLiteral("l"));
    clock.advance(1ms);
    scheduler.fireDue(); // the load gets its turn, too
    QCOMPARE(fired, QStringLiteral("lcl"));
    scheduler.fireDue();
    QCOMPARE(fired, QStringLiteral("lcll"));
}

void tst_Scheduler::waitsForWhatWasSeen()
{
    ManualClock clock;
    Scheduler scheduler(clock);
    QString fired;
    scheduler.afterSeen(10ms, [&] { fired += QLatin1Char('a'); });
    scheduler.after(10ms, [&] { fired += QLatin1Char('b'); });
    const auto cancelled = scheduler.afterSeen(10ms, [&] { fired += QLatin1Char('c'); });
    clock.waits = clock.now() + 5ms;
    clock.advance(11ms);
    scheduler.fireDue();
    QCOMPARE(fired, QStringLiteral("b"));
    scheduler.cancel(cancelled);
    clock.advance(1ms);
    scheduler.fireDue();
    QCOMPARE(fired, QStringLiteral("b"));
    clock.advance(1ms);
    clock.waits = clock.now() - 1ms; // it was seen when the alarm was due, not before
    scheduler.fireDue();
    QCOMPARE(fired, QStringLiteral("ba"));
}

void tst_Scheduler::firesByItself()
{
    SteadyClock clock;
    Scheduler scheduler(clock);
    const auto start = clock.now();
    std::chrono::microseconds firedAt{0};
    scheduler.after(1h, [] {});
    scheduler.after(5ms, [&] { firedAt = clock.now(); });
    QTRY_VERIFY_WITH_TIMEOUT(firedAt > 0us, 20'000);
    QVERIFY(firedAt - start >= 5ms);
}

QTEST_GUILESS_MAIN(tst_Scheduler)
#include "tst_scheduler.moc"
