// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/sizing.h"

#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;
using Protocol::WorkerState;
using Verdict = SizingResult::Verdict;

/// Molotov's rule, at its edges: windows of 60 s, 100 iterations in one of them, more failures than
/// tolerated.
class TestSizing : public QObject
{
    Q_OBJECT

    static Sizing sizing(double tolerance = 5)
    {
        return Sizing({.window = 60s, .samples = 100, .tolerance = tolerance}, {.users = 4}, 2);
    }

    static void start(Sizing &sizing, int helper, int position, std::chrono::microseconds now,
                      WorkerState state = WorkerState::Running)
    {
        sizing.workersChanged(helper, {{.position = position, .state = state, .iterations = 0}}, now);
    }

    static void startAll(Sizing &sizing, std::chrono::microseconds now)
    {
        for (int helper = 0; helper < 2; ++helper) {
            for (int position = 0; position < 2; ++position)
                start(sizing, helper, position, now);
        }
    }

private Q_SLOTS:
    void findsTheLimit_data()
    {
        QTest::addColumn<qint64>("ok");
        QTest::addColumn<qint64>("failed");
        QTest::addColumn<double>("tolerance");
        QTest::addColumn<bool>("isOver");
        const auto row = [](const char *name, qint64 ok, qint64 failed, double tolerance, bool isOver) {
            QTest::newRow(name) << ok << failed << tolerance << isOver;
        };
        row("99 iterations say nothing", 0, 99, 5, false);
        row("100 do", 94, 6, 5, true);
        row("as many as are tolerated", 95, 5, 5, false);
        row("a little more", 949, 51, 5, true);
        row("of all, not of those that succeeded", 952, 48, 5, false);
        row("nothing succeeds", 0, 100, 5, true);
        row("none is tolerated, none fails", 1000, 0, 0, false);
        row("none is tolerated, one fails", 99'999, 1, 0, true);
        row("all are tolerated", 0, 1000, 100, false);
        row("a fraction is tolerated", 9995, 5, 0.05, false);
        row("more than a fraction", 9994, 6, 0.05, true);
    }

    void findsTheLimit()
    {
        QFETCH(qint64, ok);
        QFETCH(qint64, failed);
        QFETCH(double, tolerance);
        auto sizing = TestSizing::sizing(tolerance);
        start(sizing, 0, 0, 100ms);
        sizing.add(ok, failed, 10s);
        QTEST(sizing.isOver(), "isOver");
        QCOMPARE(sizing.result().verdict, sizing.isOver() ? Verdict::LimitFound : Verdict::NotFinished);
        QCOMPARE(sizing.result().workers, 1);
        QCOMPARE(sizing.result().ok, ok);
        QCOMPARE(sizing.result().failed, failed);
    }

    void countsOverAllHelpersAndReports()
    {
        auto sizing = TestSizing::sizing();
        start(sizing, 0, 0, 1s);
        start(sizing, 1, 0, 2s);
        for (int i = 0; i < 94; ++i)
            sizing.add(1, 0, 10s);
        sizing.add(0, 5, 20s);
        QVERIFY(!sizing.isOver());
        sizing.add(0, 1, 30s);
        QVERIFY(sizing.isOver());
        QCOMPARE(sizing.result().workers, 2);
        QCOMPARE(sizing.result().failedPercent(), 6.0);
    }

    void beginsAnewInEachWindow()
    {
        auto sizing = TestSizing::sizing();
        sizing.add(0, 99, 60s); // its last moment
        QCOMPARE(sizing.result().failed, 99);
        sizing.add(0, 99, 60s + 1us);
        QVERIFY(!sizing.isOver());
        QCOMPARE(sizing.result().failed, 99);
        sizing.add(0, 1, 120s);
        QVERIFY(sizing.isOver());
    }

    void skipsWindowsInWhichNothingEnds()
    {
        auto sizing = TestSizing::sizing();
        sizing.add(0, 99, 10s);
        sizing.add(0, 1, 300s);
        QCOMPARE(sizing.result().failed, 1);
        sizing.add(0, 98, 300s);
        sizing.add(0, 1, 300s + 1us); // the next one
        QVERIFY(!sizing.isOver());
        QCOMPARE(sizing.result().failed, 1);
    }

    void namesTheWorkersThatHadBegun()
    {
        auto sizing = TestSizing::sizing();
        start(sizing, 0, 0, 1s, WorkerState::Waiting);
        QCOMPARE(sizing.result().workers, 0);
        start(sizing, 0, 0, 2s);
        start(sizing, 0, 0, 3s, WorkerState::Thinking);
        QCOMPARE(sizing.result().workers, 1);
        start(sizing, 0, 1, 4s, WorkerState::Failed);
        start(sizing, 1, 0, 4s, WorkerState::Done); // stopped before its turn
        QCOMPARE(sizing.result().workers, 2);
        start(sizing, 0, 0, 5s, WorkerState::Done);
        sizing.workersChanged(1, {{.position = 1, .state = WorkerState::Done, .iterations = 3}}, 5s);
        QCOMPARE(sizing.result().workers, 3);
        sizing.add(0, 100, 6s);
        start(sizing, 1, 0, 7s); // comes too late
        QCOMPARE(sizing.result().workers, 3);
    }

    void endsAtTheTop()
    {
        auto sizing = TestSizing::sizing();
        startAll(sizing, 30s);
        sizing.add(1000, 0, 50s);
        sizing.add(95, 5, 61s);
        sizing.pass(120s);
        QVERIFY(!sizing.isOver());
        sizing.pass(120s + 1us);
        QCOMPARE(sizing.result(),
                 (SizingResult{
                     .verdict = Verdict::TargetHeld, .workers = 4, .ok = 95, .failed = 5, .tolerance = 5}));
        sizing.add(0, 1000, 130s);
        QCOMPARE(sizing.result().failed, 5);
    }

    void needsAWholeWindowAtTheTop()
    {
        auto sizing = TestSizing::sizing();
        startAll(sizing, 60s + 1us);
        sizing.add(1000, 0, 100s);
        sizing.add(1000, 0, 120s + 1us);
        QVERIFY(!sizing.isOver());
        sizing.pass(180s + 1us);
        QCOMPARE(sizing.result().verdict, Verdict::TargetHeld);
    }

    void holdsNothingWithTooFewIterations()
    {
        auto sizing = TestSizing::sizing();
        startAll(sizing, 0s);
        sizing.add(99, 0, 30s);
        sizing.pass(61s);
        QVERIFY(!sizing.isOver());
        sizing.add(100, 0, 100s);
        sizing.pass(121s);
        QCOMPARE(sizing.result().verdict, Verdict::TargetHeld);
    }

    void waitsForNoWorkerOfAHelperThatIsGone()
    {
        auto sizing = TestSizing::sizing();
        start(sizing, 0, 0, 0s);
        start(sizing, 1, 0, 0s);
        start(sizing, 1, 1, 0s);
        sizing.add(100, 0, 30s);
        sizing.pass(61s);
        QVERIFY(!sizing.isOver());
        sizing.helperEnded(0, 70s);
        sizing.add(100, 0, 130s);
        sizing.pass(181s);
        QCOMPARE(sizing.result().verdict, Verdict::TargetHeld);
        QCOMPARE(sizing.result().workers, 3);
    }
};

QTEST_GUILESS_MAIN(TestSizing)
#include "tst_sizing.moc"
