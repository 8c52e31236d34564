// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/poolbench.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

/// Iterations that begin when they are meant to.
class tst_OpenExecutor : public QObject
{
    Q_OBJECT

    static PoolBench::Change rate(double perSecond, int users, std::chrono::milliseconds duration)
    {
        return [=](Protocol::LoadScenario &plan) {
            plan.load.model = LoadPlan::Model::Open;
            plan.load.users = users;
            plan.load.duration = duration;
            plan.load.stages = {{duration, perSecond}};
            plan.load.isStepped = true;
        };
    }

private Q_SLOTS:
    void beginsWhetherOrNotEarlierOnesHaveEnded()
    {
        // Each takes almost 1 s: five are under way at a time.
        PoolBench bench(QStringLiteral("scenario(\"a\", async () => { await sleep(0.95); });"),
                        rate(5, 10, 4s));
        bench.pass(1900ms);
        QCOMPARE(bench.pool->activeWorkers(), 5);
        bench.pass(4s);
        QCOMPARE(bench.finishes, 1);
        const auto delta = bench.metrics.take(0);
        QCOMPARE(delta.scenarios.first().ok, 20);
        QCOMPARE(delta.dropped, 0);
        QCOMPARE(std::chrono::round<std::chrono::milliseconds>(delta.loadTime), 4000ms);
    }

    void takesAUserThatIsFree()
    {
        PoolBench bench(QStringLiteral("scenario(\"a\", async () => { await sleep(0.05); });"),
                        rate(10, 50, 3s));
        bench.pass(2s);
        QCOMPARE(bench.pool->activeWorkers(), 1);
    }

    void dropsWhatFindsNoUser()
    {
        PoolBench bench(QStringLiteral("scenario(\"a\", async () => { await sleep(1.05); });"),
                        rate(10, 3, 4s));
        bench.pass(6s);
        QCOMPARE(bench.finishes, 1);
        const auto delta = bench.metrics.take(0);
        QCOMPARE(delta.scenarios.first().ok + delta.dropped, 40);
        QCOMPARE(delta.scenarios.first().ok, 12); // three in each 1.1 s
    }

    void measuresFromTheMomentThatWasMeant()
    {
        // A setup takes 200 ms, and each user has one.
        PoolBench bench(QStringLiteral("setup(async () => { await sleep(0.2); });"
                                       "scenario(\"a\", async () => { await sleep(0.1); });"),
                        rate(1, 5, 3s));
        bench.pass(4s);
        const auto delta = bench.metrics.take(0);
        Histogram times;
        QVERIFY(times.add(delta.responseTime));
        QCOMPARE(times.count(), 3);
        QVERIFY(times.max() >= 300ms && times.max() < 330ms);
        QVERIFY(times.min() >= 100ms && times.min() < 120ms);
    }

    void hasNoResponseTimeOfWhatFailed()
    {
        PoolBench bench(QStringLiteral("scenario(\"a\", () => { throw new Error(\"x\"); });"),
                        rate(10, 5, 1s));
        bench.pass(2s);
        const auto delta = bench.metrics.take(0);
        QCOMPARE(delta.scenarios.first().failed, 10);
        QVERIFY(delta.responseTime.counts.isEmpty());
    }

    void dropsNothingOnceAllUsersHaveEnded()
    {
        // The rows are enough for one iteration, and there is one user.
        PoolBench bench(QStringLiteral("const rows = feeder([1], { order: \"unique\", onEnd: \"stop\" });"
                                       "scenario(\"a\", async (session) => { rows.next(session); });"),
                        rate(10, 1, 4s));
        bench.pass(1s);
        QCOMPARE(bench.finishes, 1);
        QCOMPARE(bench.metrics.take(0).dropped, 0);
        bench.pass(4s);
        QCOMPARE(bench.metrics.take(0).dropped, 0);
    }

    void endsAfterItsIterations()
    {
        PoolBench bench(QStringLiteral("scenario(\"a\", async () => { await sleep(0.2); });"),
                        [](Protocol::LoadScenario &plan) {
                            rate(10, 5, 1h)(plan);
                            plan.load.iterations = 7;
                        });
        bench.pass(1s);
        QCOMPARE(bench.iterations(), QStringLiteral("7+0 0+0"));
        QCOMPARE(bench.finishes, 1);
    }

    void countsWhatAStopKeepsFromBeginning()
    {
        // Setups take a second, and the run is stopped before.
        PoolBench bench(QStringLiteral("setup(async () => { await sleep(1); }); scenario(\"a\", () => {});"),
                        rate(10, 20, 1h));
        bench.pass(450ms);
        bench.pool->stop();
        bench.pass(2s);
        QCOMPARE(bench.finishes, 1);
        QCOMPARE(bench.metrics.take(0).dropped, 5);
    }
};

QTEST_GUILESS_MAIN(tst_OpenExecutor)
#include "tst_openexecutor.moc"
