// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/limitjson.h"
#include "core/control/run/limitfinder.h"

#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;
using std::chrono::microseconds;
using Outcome = LimitStep::Outcome;
using Verdict = LimitResult::Verdict;

namespace {

const QList<Protocol::ScenarioInfo> Scenarios{{QStringLiteral("buy")}};

/// What a made-up target did in a second.
struct Second
{
    microseconds latency{0};
    int ok = 100;
    int failed = 0;
    int dropped = 0;
    microseconds length = 1s;
};

RunSecond secondOf(int number, const Second &what)
{
    Histogram latency;
    for (int i = 0; i < what.ok + what.failed; ++i)
        latency.record(what.latency);
    RunSecond second{.length = what.length};
    auto &measured = second.measured;
    measured.elapsed = std::chrono::seconds(number) + what.length;
    measured.dropped = what.dropped;
    if (what.ok + what.failed > 0) {
        measured.endpoints = {{.method = QStringLiteral("GET"),
                               .name = QStringLiteral("/"),
                               .count = what.ok + what.failed,
                               .statuses = {{200, what.ok + what.failed}},
                               .latency = latency.sparse()}};
        measured.scenarios = {{.scenario = 0, .ok = what.ok, .failed = what.failed}};
    }
    second.point = pointOf(number, what.length, measured);
    return second;
}

} // namespace

class TestLimitFinder : public QObject
{
    Q_OBJECT

    static Profile profile()
    {
        return {.workers = 10,
                .duration = 1h,
                .findLimit = QStringLiteral("p95(latency) < 300 ms"),
                .limitStep = 2s,
                .limitSettling = 2s};
    }

    /// Feeds a finder second by second, as a run does, until it is over; returns the changes of the load.
    template <typename Target>
    static QList<LoadChange> search(LimitFinder &finder, double load, Target target)
    {
        QList<LoadChange> changes;
        for (int second = 0; second < 10'000 && !finder.isOver(); ++second) {
            const auto change = finder.add({secondOf(second, target(load))});
            if (!change)
                continue;
            changes.append(*change);
            load = change->load;
            finder.noteLoadChange(std::chrono::seconds(second + 1)
                                  + 300ms); // a second is closed a moment late
        }
        return changes;
    }

private Q_SLOTS:
    void findsWhereTheGoalBreaks()
    {
        LimitFinder finder(profile(), 1000, Scenarios);
        const auto changes =
            search(finder, 10, [](double load) { return Second{.latency = load <= 70 ? 100ms : 400ms}; });
        QList<double> loads;
        for (const auto &change : changes) {
            QCOMPARE(change.kind, LoadChange::Kind::Target);
            QCOMPARE(change.time, 1s); // half of the settling time
            loads.append(change.load);
        }
        QCOMPARE(loads, (QList<double>{20, 40, 80, 60, 70, 75, 72}));
        const auto &result = finder.result();
        QCOMPARE(result.verdict, Verdict::Found);
        QVERIFY(!result.isRate);
        QCOMPARE(result.steps.size(), 8); // one for each load, also of those that were measured twice
        QCOMPARE(result.held()->load, 70.0);
        QVERIFY(std::abs(*result.held()->measured - 100) < 1);
        QCOMPARE(result.broken()->load, 72.0);
        QCOMPARE(result.broken()->outcome, Outcome::GoalBroken);
        QVERIFY(std::abs(*result.broken()->measured - 400) < 1);
    }

    void countsOnlyWhatHasSettled()
    {
        LimitFinder finder(profile(), 1000, Scenarios);
        // Slow after each change, for as long as the load settles.
        int sinceChange = 0;
        double known = 0;
        search(finder, 10, [&](double load) {
            sinceChange = load == known ? sinceChange + 1 : 0;
            known = load;
            const bool isSlow = sinceChange < 2 || load > 30;
            return Second{.latency = isSlow ? 400ms : 100ms};
        });
        QCOMPARE(finder.result().held()->load, 30.0);
        const auto &first = finder.result().steps.first();
        QCOMPARE(first.from, 2s);
        QCOMPARE(first.to, 4s);
        QCOMPARE(first.iterations, 200);
        QCOMPARE(first.requestRate, 100.0);
        QVERIFY(finder.result().steps.at(1).from >= 6s + 300ms);
    }

    void beginsAfterTheRampUp()
    {
        auto slow = profile();
        slow.rampUp = 5s;
        LimitFinder finder(slow, 1000, Scenarios);
        search(finder, 10, [](double) { return Second{.latency = 400ms}; });
        QCOMPARE(finder.result().verdict, Verdict::NothingHeld);
        QCOMPARE(finder.result().steps.size(), 1);
        QCOMPARE(finder.result().steps.first().from, 5s + 2s + 2s); // the second measurement
    }

    void saysWhyALoadDidNotHold_data()
    {
        QTest::addColumn<Second>("beyond");
        QTest::addColumn<Outcome>("outcome");
        QTest::newRow("slow") << Second{.latency = 1s} << Outcome::GoalBroken;
        QTest::newRow("failing, and fast")
            << Second{.latency = 1ms, .ok = 94, .failed = 6} << Outcome::TooManyFailed;
        QTest::newRow("as many failures as are tolerated")
            << Second{.latency = 1s, .ok = 95, .failed = 5} << Outcome::GoalBroken;
        QTest::newRow("no free users") << Second{.latency = 1ms, .dropped = 50} << Outcome::LoadNotMade;
        QTest::newRow("silent") << Second{.ok = 0} << Outcome::NothingMeasured;
    }

    void saysWhyALoadDidNotHold()
    {
        QFETCH(Second, beyond);
        QFETCH(Outcome, outcome);
        auto open = profile();
        open.rate = QStringLiteral("10/s");
        LimitFinder finder(open, 1000, Scenarios);
        search(finder, 10, [&](double load) { return load < 15 ? Second{.latency = 1ms} : beyond; });
        const auto &result = finder.result();
        QVERIFY(result.isRate);
        QCOMPARE(result.verdict, Verdict::Found);
        QCOMPARE(result.broken()->outcome, outcome);
        QVERIFY(result.held()->load < 15);
    }

    void endsAtTheMost()
    {
        auto bounded = profile();
        bounded.limitMost = 25;
        LimitFinder finder(bounded, 1000, Scenarios);
        const auto changes = search(finder, 10, [](double) { return Second{.latency = 1ms}; });
        QCOMPARE(changes.size(), 2);
        QCOMPARE(changes.last().load, 25.0);
        QCOMPARE(finder.result().verdict, Verdict::MostHeld);
        QCOMPARE(finder.result().most, 25.0);
        QVERIFY(finder.result().broken() == nullptr);
    }

    void tellsThatThisComputerWasTheLimit()
    {
        LimitFinder finder(profile(), 1000, Scenarios);
        for (int second = 0; !finder.isOver() && second < 100; ++second) {
            auto busy = secondOf(second, {.latency = 400ms});
            // A helper that needs a whole core.
            busy.measured.effort = {.time = 1s, .cpu = 1s};
            Histogram lag;
            for (int i = 0; i < 100; ++i)
                lag.record(50ms);
            busy.measured.loopLag = busy.measured.ownLag = lag.sparse();
            finder.add({busy});
        }
        const auto &step = finder.result().steps.first();
        QCOMPARE(step.limitedBy, RunLimit::Cpu);
        QVERIFY(!step.isTrusted);
        QVERIFY(step.isOwnLimit());
    }

    void isKeptAsJson()
    {
        QVERIFY(!limitOf({}));
        auto open = profile();
        open.rate = QStringLiteral("2.5/s");
        LimitFinder finder(open, 1000, Scenarios);
        QCOMPARE(*limitOf(limitJson(finder.result())),
                 LimitResult({.goal = finder.result().goal, .isRate = true, .tolerance = 5, .most = 1000}));
        search(finder, 2.5, [](double load) { return Second{.latency = load > 7 ? 12'345'678us : 1'234us}; });
        QCOMPARE(*limitOf(limitJson(finder.result())), [&] {
            auto expected = finder.result();
            expected.load = expected.steps.last().load;
            return expected;
        }());
        const auto json = limitJson(finder.result());
        QCOMPARE(json[QStringLiteral("verdict")].toString(), QStringLiteral("found"));
        QCOMPARE(json[QStringLiteral("load")].toString(), QStringLiteral("rate"));
        QCOMPARE(json[QStringLiteral("held")][QStringLiteral("load")].toDouble(),
                 finder.result().held()->load);
        QCOMPARE(json[QStringLiteral("broken")][QStringLiteral("outcome")].toString(),
                 QStringLiteral("goal_broken"));
    }
};

QTEST_GUILESS_MAIN(TestLimitFinder)
#include "tst_limitfinder.moc"
