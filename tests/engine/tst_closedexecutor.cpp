// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/poolbench.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

/// Which worker begins an iteration when, as long as nobody stops the load.
class tst_ClosedExecutor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beginsWorkersByTheirTurnInTheRun()
    {
        // The third of three helpers: of 8 users it has number 2 and 5.
        PoolBench bench(
            QStringLiteral("scenario(\"a\", async (s) => { console.log(s.context.workerId); await "
                           "sleep(3600); });"),
            [](auto &plan) {
                plan.share = {.index = 2, .count = 3, .weights = {}};
                plan.load.users = 8;
                plan.load.rampUp = 8s;
            });
        bench.pass(1900ms);
        QCOMPARE(bench.told(), QString());
        bench.pass(200ms);
        QCOMPARE(bench.told(), QStringLiteral("2 2"));
        bench.pass(2800ms);
        QCOMPARE(bench.told(), QString());
        bench.pass(3s);
        QCOMPARE(bench.told(), QStringLiteral("5 5"));
    }

    void beginsTheNextIterationWhenTheLastHasEnded()
    {
        PoolBench bench(QStringLiteral("scenario(\"a\", async () => { await sleep(1); });"),
                        [](auto &plan) { plan.load.users = 2; });
        bench.pass(3500ms);
        QCOMPARE(bench.iterations(), QStringLiteral("6+0 0+0"));
    }

    void addsTheDelaysUp()
    {
        PoolBench bench(QStringLiteral("scenario(\"a\", { delay: 2 }, async () => { await sleep(1); });"),
                        [](auto &plan) { plan.load.delay = 1s; });
        bench.pass(9500ms); // begins at 0, 4 and 8 s
        QCOMPARE(bench.iterations(), QStringLiteral("3+0 0+0"));
    }

    void endsAWorkerAfterItsRuns()
    {
        PoolBench bench(QStringLiteral("scenario(\"a\", () => {});"), [](auto &plan) {
            plan.load.users = 3;
            plan.load.maxRuns = 4;
        });
        bench.pass(100ms);
        QCOMPARE(bench.iterations(), QStringLiteral("12+0 0+0"));
        QCOMPARE(bench.finishes, 1);
    }

    void followsStages()
    {
        // One user, two, one, none: the second one comes and goes twice.
        PoolBench bench(QStringLiteral("scenario(\"a\", async () => { await sleep(0.1); });"),
                        [](auto &plan) {
                            plan.load.stages = {{1s, 1}, {1s, 2}, {1s, 1}, {1s, 2}, {1s, 0}};
                            plan.load.isStepped = true;
                            plan.load.users = 2;
                        });
        QList<int> active;
        for (int i = 0; i < 5; ++i) {
            bench.pass(500ms);
            active.append(bench.pool->activeWorkers());
            bench.pass(500ms);
        }
        QCOMPARE(active, QList<int>({1, 2, 1, 2, 0}));
        bench.pass(200ms);
        QCOMPARE(bench.finishes, 1);
        const auto delta = bench.metrics.take(0);
        QVERIFY(delta.loadTime >= 4s && delta.loadTime < 4200ms); // nobody is needed in the last stage
    }

    void runsTheFixturesOfEachStay()
    {
        PoolBench bench(
            QStringLiteral("setup((id) => console.log(\"in\", id)); teardown((id) => "
                           "console.log(\"out\", id)); scenario(\"a\", async () => { await sleep(0.1); });"),
            [](auto &plan) {
                plan.load.stages = {{1s, 1}, {1s, 0}, {1s, 1}};
                plan.load.isStepped = true;
            });
        bench.pass(1500ms);
        QCOMPARE(bench.told(), QStringLiteral("0 in 0|0 out 0"));
        bench.pass(2s);
        QCOMPARE(bench.told(), QStringLiteral("0 in 0|0 out 0"));
        QCOMPARE(bench.finishes, 1);
    }

    void rampsDown()
    {
        PoolBench bench(QStringLiteral("scenario(\"a\", async () => { await sleep(0.1); });"),
                        [](auto &plan) {
                            plan.load.users = 4;
                            plan.load.duration = 6s;
                            plan.load.rampDown = 4s;
                        });
        QList<int> active;
        for (int i = 0; i < 6; ++i) {
            bench.pass(500ms);
            active.append(bench.pool->activeWorkers());
            bench.pass(500ms);
        }
        QCOMPARE(active, QList<int>({4, 4, 4, 3, 2, 1}));
    }

    void keepsAPace()
    {
        // Each takes 300 ms.
        PoolBench bench(QStringLiteral("scenario(\"a\", async () => { await sleep(0.3); });"),
                        [](auto &plan) {
                            plan.load.users = 2;
                            plan.load.pacing = 1s;
                        });
        bench.pass(4500ms);
        QCOMPARE(bench.iterations(), QStringLiteral("10+0 0+0"));
        QCOMPARE(bench.metrics.take(0).late, 0);
    }

    void countsWhatIsLateForThePace()
    {
        PoolBench bench(QStringLiteral("scenario(\"a\", async () => { await sleep(1.5); });"),
                        [](auto &plan) { plan.load.pacing = 1s; });
        bench.pass(4600ms); // ended at 1.5, 3 and 4.5 s
        const auto delta = bench.metrics.take(0);
        QCOMPARE(delta.late, 3);
        QCOMPARE(delta.scenarios.first().ok, 3);
    }

    void limitsTheIterationsOfAll()
    {
        // 11 in all: the second of three helpers has 4, and its third user has nothing to wait for.
        PoolBench bench(QStringLiteral("scenario(\"a\", async () => { await sleep(0.1); });"),
                        [](auto &plan) {
                            plan.share = {.index = 1, .count = 3, .weights = {}};
                            plan.load.users = 9;
                            plan.load.rampUp = 9s;
                            plan.load.iterations = 11;
                        });
        bench.pass(2s);
        QCOMPARE(bench.iterations(), QStringLiteral("4+0 0+0"));
        QCOMPARE(bench.finishes, 1);
    }

    void waitsWithoutUsers()
    {
        PoolBench bench(QStringLiteral("scenario(\"a\", () => {});"), [](auto &plan) {
            plan.share = {.index = 1, .count = 2, .weights = {}};
            plan.load.users = 1;
        });
        bench.pass(1s);
        QVERIFY(bench.pool->isIdle()); // the load may change
        QCOMPARE(bench.finishes, 0);
        bench.pool->stop();
        bench.pass(10ms);
        QCOMPARE(bench.finishes, 1);
    }
};

QTEST_GUILESS_MAIN(tst_ClosedExecutor)
#include "tst_closedexecutor.moc"
