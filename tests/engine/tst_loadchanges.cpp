// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/loadcourse.h"
#include "tests/engine/poolbench.h"

#include <QTest>

#include <memory>
#include <random>
#include <vector>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;
using std::chrono::microseconds;
using Kind = LoadChange::Kind;

/// A load that is changed while it goes on.
class tst_LoadChanges : public QObject
{
    Q_OBJECT

    static constexpr auto Short = "scenario(\"a\", async () => { await sleep(0.1); });";

    static PoolBench::Change users(int count)
    {
        return [=](Protocol::LoadScenario &plan) { plan.load.users = count; };
    }

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

    static void change(PoolBench &bench, const LoadChange &change)
    {
        bench.pool->changeLoad({.at = bench.metrics.elapsed(), .change = change});
        bench.settle();
    }

    static void goTo(PoolBench &bench, double load, microseconds time = 0s)
    {
        change(bench, {.kind = Kind::Target, .load = load, .time = time});
    }

    static qint64 okSince(PoolBench &bench)
    {
        qint64 ok = 0;
        for (const auto &scenario : bench.metrics.take(0).scenarios)
            ok += scenario.ok;
        return ok;
    }

    /// Helpers of one run, whose clocks go together.
    struct Run
    {
        std::vector<std::unique_ptr<PoolBench>> helpers;
        LoadCourse course;
        qint64 ok = 0;
        qint64 dropped = 0;

        Run(int count, const QString &body, const PoolBench::Change &change)
        {
            for (int i = 0; i < count; ++i) {
                helpers.push_back(std::make_unique<PoolBench>(body, [&](Protocol::LoadScenario &plan) {
                    change(plan);
                    plan.share = {.index = i, .count = count, .weights = {}};
                }));
            }
            course = LoadCourse(helpers.front()->plan.load);
        }
        microseconds elapsed() const { return helpers.front()->metrics.elapsed(); }
        void apply(const LoadChange &change)
        {
            const auto at = elapsed();
            course.apply(at, change);
            for (auto &helper : helpers) {
                helper->pool->changeLoad({.at = at, .change = change});
                helper->settle();
            }
        }
        void pass(std::chrono::milliseconds time)
        {
            for (auto &helper : helpers) {
                helper->pass(time);
                const auto delta = helper->metrics.take(0);
                for (const auto &scenario : delta.scenarios)
                    ok += scenario.ok;
                dropped += delta.dropped;
                for (const auto &group : delta.errors)
                    qFatal("%s", qPrintable(group.error.message));
                if (!helper->broken.isEmpty())
                    qFatal("%s", qPrintable(helper->broken.first().error.message));
            }
        }
        int active() const
        {
            int active = 0;
            for (const auto &helper : helpers)
                active += helper->pool->activeWorkers();
            return active;
        }
        int finishes() const
        {
            int finishes = 0;
            for (const auto &helper : helpers)
                finishes += helper->finishes;
            return finishes;
        }
    };

private Q_SLOTS:
    void usersComeAndGo()
    {
        PoolBench bench(QString::fromLatin1(Short), users(2));
        bench.pass(500ms);
        QCOMPARE(bench.pool->activeWorkers(), 2);
        goTo(bench, 5);
        bench.pass(50ms);
        QCOMPARE(bench.pool->activeWorkers(), 5);
        goTo(bench, 1);
        bench.pass(200ms);
        QCOMPARE(bench.pool->activeWorkers(), 1);
        goTo(bench, 3);
        bench.pass(50ms);
        QCOMPARE(bench.pool->activeWorkers(), 3);
        QCOMPARE(bench.finishes, 0);
    }

    void usersComeInARamp()
    {
        PoolBench bench(QString::fromLatin1(Short), users(1));
        goTo(bench, 11, 10s);
        bench.pass(5050ms);
        QCOMPARE(bench.pool->activeWorkers(), 6 + 1); // number 6 at 6 users, which is after 5 s
        bench.pass(6s);
        QCOMPARE(bench.pool->activeWorkers(), 11);
    }

    void whoLeavesEndsItsIteration()
    {
        PoolBench bench(QStringLiteral("teardown(() => console.log(\"out\"));"
                                       "scenario(\"a\", async () => { await sleep(1); });"));
        bench.pass(500ms);
        goTo(bench, 0);
        bench.pass(400ms);
        QCOMPARE(bench.pool->activeWorkers(), 1);
        bench.pass(200ms);
        QCOMPARE(bench.iterations(), QStringLiteral("1+0 0+0"));
        QCOMPARE(bench.pool->activeWorkers(), 0);
        QCOMPARE(bench.told(), QStringLiteral("0 out"));
    }

    void whoIsNeededAgainStays()
    {
        PoolBench bench(QStringLiteral("teardown(() => console.log(\"out\"));"
                                       "scenario(\"a\", async () => { await sleep(1); });"));
        bench.pass(500ms);
        goTo(bench, 0);
        bench.pass(100ms);
        goTo(bench, 1);
        bench.pass(2s);
        QCOMPARE(bench.told(), QString());
        QCOMPARE(bench.pool->activeWorkers(), 1);
    }

    void aHelperWithoutUsersWaitsForSome()
    {
        PoolBench bench(QString::fromLatin1(Short), [](Protocol::LoadScenario &plan) {
            plan.share = {.index = 1, .count = 2, .weights = {}};
            plan.load.users = 1;
        });
        bench.pass(1s);
        QVERIFY(bench.pool->isIdle());
        QCOMPARE(bench.finishes, 0);
        QCOMPARE(bench.metrics.take(0).loadTime, 0s);
        goTo(bench, 2);
        QVERIFY(!bench.pool->isIdle());
        bench.pass(1s);
        QCOMPARE(bench.pool->activeWorkers(), 1);
        QVERIFY(bench.metrics.take(0).loadTime > 1900ms);
        bench.pool->stop();
        bench.pass(200ms);
        QCOMPARE(bench.finishes, 1);
    }

    void whoHasDoneAllDoesNotComeAgain()
    {
        PoolBench bench(QString::fromLatin1(Short), [](Protocol::LoadScenario &plan) {
            plan.load.users = 3;
            plan.load.maxRuns = 2;
        });
        goTo(bench, 1);
        bench.pass(1s);
        QVERIFY(bench.pool->isIdle()); // two have left before
        QVERIFY(bench.pool->hasEndedWorkers());
        goTo(bench, 3);
        bench.pass(1s);
        QCOMPARE(bench.iterations(), QStringLiteral("6+0 0+0"));
        QCOMPARE(bench.finishes, 1);
    }

    void nothingBeginsInAPause()
    {
        PoolBench bench(QString::fromLatin1(Short), users(3));
        bench.pass(1050ms);
        change(bench, {.kind = Kind::Pause});
        bench.pass(200ms);
        okSince(bench);
        goTo(bench, 5); // they come afterwards
        bench.pass(5s);
        QCOMPARE(okSince(bench), 0);
        QCOMPARE(bench.pool->activeWorkers(), 3);
        change(bench, {.kind = Kind::Resume});
        bench.pass(150ms);
        QCOMPARE(okSince(bench), 5);
        QCOMPARE(bench.pool->activeWorkers(), 5);
    }

    void usersLeaveInAPause()
    {
        PoolBench bench(QString::fromLatin1(Short), users(3));
        bench.pass(500ms);
        change(bench, {.kind = Kind::Pause});
        bench.pass(200ms);
        goTo(bench, 1);
        bench.pass(50ms);
        QCOMPARE(bench.pool->activeWorkers(), 1);
        change(bench, {.kind = Kind::Resume});
        okSince(bench);
        bench.pass(1s);
        QVERIFY(okSince(bench) <= 10);
    }

    void aPauseIsNotLate()
    {
        PoolBench bench(QString::fromLatin1(Short), [](Protocol::LoadScenario &plan) {
            plan.load.users = 2;
            plan.load.pacing = 1s;
        });
        bench.pass(1500ms);
        change(bench, {.kind = Kind::Pause});
        bench.pass(4s);
        change(bench, {.kind = Kind::Resume});
        bench.pass(3500ms);
        const auto delta = bench.metrics.take(0);
        QCOMPARE(delta.late, 0);
        QCOMPARE(delta.scenarios.first().ok, 2 * (2 + 4));
    }

    void aPauseDoesNotMoveTheEnd()
    {
        PoolBench bench(QString::fromLatin1(Short),
                        [](Protocol::LoadScenario &plan) { plan.load.duration = 3s; });
        bench.pass(1s);
        change(bench, {.kind = Kind::Pause});
        bench.pass(2100ms);
        QCOMPARE(bench.finishes, 1);
    }

    void theEndCanBeMoved()
    {
        PoolBench bench(QString::fromLatin1(Short), [](Protocol::LoadScenario &plan) {
            plan.load.users = 2;
            plan.load.duration = 3s;
            plan.load.rampDown = 1s;
        });
        bench.pass(1s);
        change(bench, {.kind = Kind::Extend, .time = 5s});
        bench.pass(5500ms);
        QCOMPARE(bench.pool->activeWorkers(), 2);
        bench.pass(1200ms); // the ramp-down comes later, too
        QCOMPARE(bench.pool->activeWorkers(), 1);
        bench.pass(500ms);
        QCOMPARE(bench.finishes, 1);
        QVERIFY(bench.metrics.take(0).loadTime > 7s);
    }

    void aRateChanges()
    {
        PoolBench bench(QString::fromLatin1(Short), rate(10, 50, 10s));
        bench.pass(2s); // number 20 begins at 2 s, and number 120 at 4 s
        goTo(bench, 50);
        bench.pass(2s);
        goTo(bench, 0);
        bench.pass(2s);
        const auto delta = bench.metrics.take(0);
        QCOMPARE(delta.scenarios.first().ok, 121);
        QCOMPARE(delta.dropped, 0);
        goTo(bench, 10);
        bench.pass(5s);
        QCOMPARE(okSince(bench), 39);
        QCOMPARE(bench.finishes, 1);
    }

    void aPauseDropsNothing()
    {
        // Each user has a setup of 300 ms, in which the pause begins.
        PoolBench bench(QStringLiteral("setup(async () => { await sleep(0.3); });"
                                       "scenario(\"a\", async () => { await sleep(0.1); });"),
                        rate(10, 50, 10s));
        bench.pass(150ms);
        change(bench, {.kind = Kind::Pause});
        bench.pass(5850ms);
        auto delta = bench.metrics.take(0);
        QVERIFY(delta.scenarios.isEmpty());
        change(bench, {.kind = Kind::Resume});
        bench.pass(5s);
        delta = bench.metrics.take(0);
        QCOMPARE(delta.dropped, 0);
        QCOMPARE(delta.scenarios.first().ok,
                 42); // the load comes to 1.5 before the pause, and to 41.5 at the end
        Histogram times;
        QVERIFY(times.add(delta.responseTime));
        QVERIFY(times.max() < 600ms);
        QCOMPARE(bench.finishes, 1);
    }

    void iterationsAreStillLimited()
    {
        PoolBench bench(QString::fromLatin1(Short), [](Protocol::LoadScenario &plan) {
            rate(10, 5, 1h)(plan);
            plan.load.iterations = 7;
        });
        bench.pass(200ms);
        goTo(bench, 0);
        bench.pass(5s);
        QCOMPARE(bench.finishes, 0);
        goTo(bench, 20);
        bench.pass(2s);
        QCOMPARE(bench.iterations(), QStringLiteral("7+0 0+0"));
        QCOMPARE(bench.finishes, 1);
    }

    void aChangeAfterTheEndIsLeft()
    {
        PoolBench bench(QString::fromLatin1(Short), users(2));
        bench.pass(100ms);
        bench.pool->stop();
        goTo(bench, 9);
        change(bench, {.kind = Kind::Extend, .time = 5s});
        bench.pass(1s);
        QCOMPARE(bench.finishes, 1);
    }

    // The script itself finds a user that is there twice, or works without having come.
    void noUserIsLostOrDoubled()
    {
        std::mt19937 random(20'07);
        Run run(
            3,
            QStringLiteral(
                "const inside = {}; const busy = {};"
                "setup(async (id) => { if (inside[id]) throw new Error(\"doubled \" + id);"
                "  inside[id] = true; await sleep(0.01); });"
                "teardown((id) => { if (!inside[id]) throw new Error(\"lost \" + id); inside[id] = false; });"
                "scenario(\"a\", async (session) => { const id = session.context.workerId;"
                "  assert.ok(inside[id] && !busy[id]); busy[id] = true;"
                "  await sleep(0.02); busy[id] = false; });"),
            users(5));
        for (int i = 1; i <= 1000; ++i) {
            const bool isChecked = i % 25 == 0;
            if (isChecked)
                run.apply({.kind = Kind::Resume});
            const auto kind = isChecked ? Kind::Target : Kind(random() % 4);
            run.apply({.kind = kind,
                       .load = double(random() % 30),
                       .time = isChecked ? 0s : microseconds(random() % 200'000)});
            run.pass(isChecked ? 150ms : std::chrono::milliseconds(random() % 4 * 10));
            if (isChecked)
                QCOMPARE(run.active(), int(run.course.loadAt(run.elapsed())));
        }
        QVERIFY(run.ok > 1000);
        QCOMPARE(run.finishes(), 0);
        for (auto &helper : run.helpers)
            helper->pool->stop();
        run.pass(200ms);
        QCOMPARE(run.active(), 0);
        QCOMPARE(run.finishes(), 3);
    }

    void noArrivalIsLostOrDoubled()
    {
        std::mt19937 random(7'20);
        Run run(3, QStringLiteral("scenario(\"a\", async () => { await sleep(0.1); });"), rate(30, 6, 100s));
        for (int i = 1; i <= 1000; ++i) {
            run.apply({.kind = Kind(random() % 3),
                       .load = double(random() % 150),
                       .time = microseconds(random() % 200'000)});
            run.pass(std::chrono::milliseconds(random() % 4 * 10));
        }
        run.apply({.kind = Kind::Target, .load = 0, .time = 0s});
        run.apply({.kind = Kind::Resume});
        run.pass(200ms);
        QVERIFY(run.ok > 200);
        QVERIFY(run.dropped > 0);
        QCOMPARE(run.ok + run.dropped, qint64(std::ceil(run.course.withPauses().total() - 1e-6)));
    }
};

QTEST_GUILESS_MAIN(tst_LoadChanges)
#include "tst_loadchanges.moc"
