// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/poolbench.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

/// What scenario files hear of a run. The events of requests are tried with the sessions.
class tst_Events : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsOfScenarios();
    void tellsOfWorkersOfAllHelpers();
    void callsListenersInTheirOrderAndDoesNotWait();
    void reportsListenersThatFail();
    void tellsNothingOfWhatListenersDo();
};

void tst_Events::tellsOfScenarios()
{
    PoolBench bench(QStringLiteral(R"(
        events(async (event, info) => console.log(event, info, info.exception ? info.exception.message : ""));
        scenario("a", { weight: 2, delay: 0.1 }, async (session) => {
            console.log("run");
            await sleep(0.01);
            if (session.context.step === 2)
                throw new Error("x");
        });)"),
                    [](auto &plan) {
                        plan.share = {.index = 3, .count = 4, .weights = {}};
                        plan.load.users = 4;
                        plan.load.maxRuns = 2;
                    });
    bench.pass(300ms);
    const auto info = QStringLiteral(R"({"scenario":{"name":"a","weight":2,"delay":0.1},"wid":3})");
    const auto failure =
        QStringLiteral(R"({"scenario":{"name":"a","weight":2,"delay":0.1},"exception":{},"wid":3})");
    QCOMPARE(bench.printed,
             QStringList({QStringLiteral("3 scenario_start %1 ").arg(info), QStringLiteral("3 run"),
                          QStringLiteral("3 scenario_success %1 ").arg(info),
                          QStringLiteral("3 scenario_start %1 ").arg(info), QStringLiteral("3 run"),
                          QStringLiteral("3 scenario_failure %1 x").arg(failure)}));
}

void tst_Events::tellsOfWorkersOfAllHelpers()
{
    PoolBench bench(QStringLiteral(R"(
        events((event, info) => { if (event === "current_workers") console.log(info); });
        scenario("a", async () => { await sleep(3600); });)"));
    bench.pass(50ms);
    bench.runtime.tellWorkers(70);
    QCOMPARE(bench.told(), QStringLiteral("{\"workers\":70}"));
}

void tst_Events::callsListenersInTheirOrderAndDoesNotWait()
{
    PoolBench bench(QStringLiteral(R"(
        events(async (event) => { console.log("first", event); await sleep(0.5); console.log("late", event); });
        events((event) => console.log("second", event));
        scenario("a", () => console.log("run"));)"),
                    [](auto &plan) {
                        plan.load.maxRuns = 2;
                        plan.load.delay = 1s;
                    });
    bench.pass(900ms);
    QCOMPARE(bench.told(),
             QStringLiteral("0 first scenario_start|0 second scenario_start|0 run|0 first "
                            "scenario_success|0 second scenario_success|0 late scenario_start|0 late "
                            "scenario_success"));
}

void tst_Events::reportsListenersThatFail()
{
    PoolBench bench(QStringLiteral(R"(
        events((event) => { throw new Error("thrown"); });
        events(async (event) => { await sleep(0.01); throw new Error("rejected"); });
        events((event) => console.log(event));
        scenario("a", () => {});)"),
                    [](auto &plan) {
                        plan.load.maxRuns = 1;
                        plan.load.delay = 100ms;
                    });
    bench.pass(50ms);
    QCOMPARE(bench.told(),
             QStringLiteral("0 scenario_start|0 scenario_success|error: A listener of events failed: thrown "
                            "(2)|error: A listener of events failed: rejected (2)"));
    bench.pass(100ms);
    QCOMPARE(bench.iterations(), QStringLiteral("0+0 0+0")); // told() took them
    QCOMPARE(bench.pool->takeStates().last().failed, 0);
    QCOMPARE(bench.finishes, 1);
}

void tst_Events::tellsNothingOfWhatListenersDo()
{
    // A listener that sends a request would else hear of it, and send another.
    PoolBench bench(QStringLiteral(R"(
        events((event, { session }) => {
            console.log(event);
            if (event === "scenario_start")
                setTimeout(() => console.log("timer"), 1);
        });
        scenario("a", () => {});)"),
                    [](auto &plan) { plan.load.maxRuns = 1; });
    bench.pass(50ms);
    QCOMPARE(bench.told(), QStringLiteral("0 scenario_start|0 scenario_success|0 timer"));
}

QTEST_GUILESS_MAIN(tst_Events)
#include "tst_events.moc"
