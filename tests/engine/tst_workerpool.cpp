// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/poolbench.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

using Bench = PoolBench;

class tst_WorkerPool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsEachWorkerExactlyMaxRunsTimes();
    void startsWorkersOneByOne();
    void drawsByWeightAndSeed();
    void waitsAfterEachIteration();
    void letsIterationsFinishWhenItStops();
    void waitsNoLongerThanItsGrace();
    void endsAtItsDuration();
    void stopsAllWhenASetupFails();
    void countsWhatItAbortsApart();
    void measuresHowLongLoadWasMeantToRun_data();
    void measuresHowLongLoadWasMeantToRun();
    void showsWhoThinks();
};

void tst_WorkerPool::runsEachWorkerExactlyMaxRunsTimes()
{
    Bench bench(QStringLiteral(
                    "scenario(\"a\", async (s) => { if (s.context.step === 2) throw new Error(\"x\"); });"),
                [](auto &plan) {
                    plan.load.users = 7;
                    plan.load.maxRuns = 3;
                });
    bench.pass(100ms);
    QCOMPARE(bench.iterations(), QStringLiteral("14+7 0+0"));
    QCOMPARE(bench.finishes, 1);
}

void tst_WorkerPool::startsWorkersOneByOne()
{
    Bench bench(QStringLiteral("scenario(\"a\", async () => { await sleep(3600); });"), [](auto &plan) {
        plan.load.users = 4;
        plan.load.rampUp = 4s;
    });
    QList<int> active;
    for (int second = 0; second < 5; ++second) {
        bench.settle();
        active.append(bench.pool->activeWorkers());
        bench.clock.advance(1s);
    }
    QCOMPARE(active, QList<int>({1, 2, 3, 4, 4}));
}

void tst_WorkerPool::drawsByWeightAndSeed()
{
    const auto body = QStringLiteral(
        "scenario(\"often\", { weight: 9 }, () => {}); scenario(\"rare\", { weight: 1 }, () => {});"
        "scenario(\"never\", { weight: 0 }, () => {});");
    const auto runs = [](auto &plan) { plan.load.maxRuns = 1000; };
    Bench first(body, runs);
    Bench second(body, runs);
    for (auto *bench : {&first, &second}) {
        while (bench->finishes == 0)
            bench->settle();
    }
    const auto drawn = first.iterations();
    QCOMPARE(second.iterations(), drawn);
    QVERIFY2(first.ok[1] > 50 && first.ok[1] < 150, qPrintable(drawn));
    QCOMPARE(first.ok[0] + first.ok[1], 1000);
}

void tst_WorkerPool::waitsAfterEachIteration()
{
    // The scenario's delay adds to the profile's, and is kept after a failure too.
    Bench bench(QStringLiteral("scenario(\"a\", { delay: 0.6 }, () => { throw new Error(\"x\"); });"),
                [](auto &plan) { plan.load.delay = 400ms; });
    bench.pass(900ms);
    QCOMPARE(bench.iterations(), QStringLiteral("0+1 0+0"));
    bench.pass(200ms);
    QCOMPARE(bench.iterations(), QStringLiteral("0+2 0+0"));
    bench.pool->stop();
    QCOMPARE(bench.finishes, 1); // nobody waits for a pause to end
}

void tst_WorkerPool::letsIterationsFinishWhenItStops()
{
    Bench bench(QStringLiteral("scenario(\"a\", async () => { await sleep(1); });"),
                [](auto &plan) { plan.load.users = 2; });
    bench.pass(500ms);
    bench.pool->stop();
    bench.pass(400ms);
    QCOMPARE(bench.finishes, 0);
    bench.pass(200ms);
    QCOMPARE(bench.finishes, 1);
    QCOMPARE(bench.iterations(), QStringLiteral("2+0 0+0"));
}

void tst_WorkerPool::waitsNoLongerThanItsGrace()
{
    Bench bench(QStringLiteral("scenario(\"a\", async () => { await sleep(3600); });"));
    bench.pass(100ms);
    bench.pool->stop();
    bench.pass(9900ms);
    QCOMPARE(bench.finishes, 0);
    bench.pass(200ms);
    QCOMPARE(bench.finishes, 1);
    QCOMPARE(bench.iterations(), QStringLiteral("0+0 0+0"));
}

void tst_WorkerPool::endsAtItsDuration()
{
    Bench bench(QStringLiteral("scenario(\"a\", async () => { await sleep(0.3); });"),
                [](auto &plan) { plan.load.duration = 1s; });
    bench.pass(990ms);
    QCOMPARE(bench.finishes, 0);
    bench.pass(500ms);
    QCOMPARE(bench.finishes, 1);
    QCOMPARE(bench.iterations(), QStringLiteral("4+0 0+0"));
}

void tst_WorkerPool::stopsAllWhenASetupFails()
{
    Bench bench(QStringLiteral("setup((id) => { if (id === 2) throw new Error(\"no account\"); });"
                               "scenario(\"a\", async () => { await sleep(0.1); });"),
                [](auto &plan) { plan.load.users = 4; });
    bench.pass(100ms);
    QCOMPARE(bench.finishes, 1);
    QCOMPARE(bench.broken.size(), 1);
    QVERIFY(bench.broken.first().why == Protocol::RunBroken::Why::SetupFailed);
    QCOMPARE(bench.broken.first().error.message, QStringLiteral("no account"));
}

void tst_WorkerPool::countsWhatItAbortsApart()
{
    Bench bench(QStringLiteral("scenario(\"a\", async () => { await sleep(3600); });"),
                [](auto &plan) { plan.load.users = 3; });
    bench.pass(100ms);
    bench.pool->stopNow();
    bench.pool->stopNow();
    bench.settle();
    QCOMPARE(bench.finishes, 1);
    auto delta = bench.metrics.take(bench.pool->activeWorkers());
    QVERIFY(delta.errors.isEmpty());
    QCOMPARE(delta.scenarios.size(), 1);
    delta.scenarios.first().scriptTime = {};
    QVERIFY(delta.scenarios.first() == (Protocol::ScenarioDelta{.scenario = 0, .aborted = 3}));
    QCOMPARE(delta.activeWorkers, 0);
}

void tst_WorkerPool::measuresHowLongLoadWasMeantToRun_data()
{
    QTest::addColumn<std::chrono::milliseconds>("duration");
    QTest::addColumn<int>("maxRuns");
    QTest::addColumn<std::chrono::milliseconds>("stopAfter"); // 0: is not stopped
    QTest::addColumn<std::chrono::milliseconds>("loadTime");
    // Iterations take 400 ms, teardowns 1 s.
    QTest::newRow("until the duration is over") << 1000ms << 0 << 0ms << 1000ms;
    QTest::newRow("until it is stopped") << 5000ms << 0 << 700ms << 700ms;
    QTest::newRow("until the last iteration is done") << 5000ms << 2 << 0ms << 800ms;
}

void tst_WorkerPool::measuresHowLongLoadWasMeantToRun()
{
    QFETCH(std::chrono::milliseconds, duration);
    QFETCH(int, maxRuns);
    QFETCH(std::chrono::milliseconds, stopAfter);
    Bench bench(QStringLiteral("teardown(async () => { await sleep(1); });"
                               "scenario(\"a\", async () => { await sleep(0.4); });"),
                [&](auto &plan) {
                    plan.load.users = 2;
                    plan.load.duration = duration;
                    plan.load.maxRuns = maxRuns;
                });
    if (stopAfter > 0ms) {
        bench.pass(stopAfter);
        bench.pool->stop();
    }
    bench.pass(5s);
    QCOMPARE(bench.finishes, 1);
    const auto delta = bench.metrics.take(0);
    QVERIFY(delta.elapsed > delta.loadTime);
    QTEST(std::chrono::round<std::chrono::milliseconds>(delta.loadTime), "loadTime");
}

void tst_WorkerPool::showsWhoThinks()
{
    using State = Protocol::WorkerState;
    Bench bench(
        QStringLiteral("scenario(\"a\", async (s) => { await sleep(0.1); throw new Error(\"x\"); });"),
        [](auto &plan) {
            plan.load.users = 2;
            plan.load.rampUp = 10s;
            plan.load.maxRuns = 1;
        });
    const auto statesOf = [&] {
        QList<State> states;
        for (const auto &status : bench.pool->takeStates())
            states.append(status.state);
        return states;
    };
    QCOMPARE(statesOf(), QList<State>({State::Waiting, State::Waiting}));
    bench.pass(50ms);
    QCOMPARE(statesOf(), QList<State>({State::Thinking}));
    QVERIFY(statesOf().isEmpty());
    bench.pass(100ms);
    QCOMPARE(statesOf(), QList<State>({State::Done}));
}

QTEST_GUILESS_MAIN(tst_WorkerPool)
#include "tst_workerpool.moc"
