// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/loadphasemerger.h"

#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;
using std::chrono::microseconds;
using Kind = RunPhase::Kind;

namespace {

const QList<Protocol::ScenarioInfo> Scenarios{{QStringLiteral("buy")}};

Profile profileOf(std::chrono::milliseconds rampUp)
{
    Profile profile;
    profile.rampUp = rampUp;
    return profile;
}

// With as many requests as its number plus 1, each of which took as many milliseconds.
RunSecond secondOf(int number, microseconds length = 1s)
{
    Histogram latency;
    for (int i = 0; i <= number; ++i)
        latency.record(number * 1ms + 1ms);
    RunSecond second{.length = length};
    second.measured.elapsed = std::chrono::seconds(number) + length;
    second.measured.activeWorkers = 3;
    second.measured.endpoints = {{.method = QStringLiteral("GET"),
                                  .name = QStringLiteral("/"),
                                  .count = number + 1,
                                  .statuses = {{200, number + 1}},
                                  .latency = latency.sparse()}};
    second.measured.scenarios = {{.scenario = 0, .ok = 1, .duration = latency.sparse()}};
    second.point = pointOf(number, length, second.measured);
    return second;
}

QList<RunSecond> secondsOf(int count)
{
    QList<RunSecond> seconds;
    for (int i = 0; i < count; ++i)
        seconds.append(secondOf(i));
    return seconds;
}

} // namespace

class TestLoadPhaseMerger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsThePhases()
    {
        const QList<RunPhase> all{{Kind::RampUp, 0s, 2s}, {Kind::Load, 2s, 10s}, {Kind::Stopping, 10s, 11s}};
        QCOMPARE(phasesOf(profileOf(2s), 10s, 11s), all);
        QCOMPARE(phasesOf(profileOf(0s), 10s, 10s), (QList<RunPhase>{{Kind::Load, 0s, 10s}}));
        QCOMPARE(phasesOf(profileOf(20s), 10s, 10s), (QList<RunPhase>{{Kind::RampUp, 0s, 10s}}));
        QCOMPARE(phasesOf(profileOf(2s), 0s, 0s), QList<RunPhase>());
        QCOMPARE(phaseAt(all, 1s, 2s), Kind::RampUp);
        QCOMPARE(phaseAt(all, 2s, 3s), Kind::Load);
        QCOMPARE(phaseAt(all, 9s, 10s), Kind::Load);
        QCOMPARE(phaseAt(all, 9500ms, 10500ms), Kind::Stopping);
        auto sizing = profileOf(5s);
        sizing.sizing = true; // its ramp-up is what it measures
        QCOMPARE(phasesOf(sizing, 10s, 10s), (QList<RunPhase>{{Kind::Load, 0s, 10s}}));
    }

    void addsUpTheWholeSecondsOfTheLoad()
    {
        LoadPhaseMerger merger(profileOf(1500ms), Scenarios);
        // As they come: some at once, others one by one; the load ends in the middle of the seventh.
        merger.add(secondsOf(4), 4s);
        QVERIFY(merger.hasPhase());
        QCOMPARE(merger.totals().requests, 3 + 4);
        for (int i = 4; i < 8; ++i)
            merger.add({secondOf(i)}, std::min<microseconds>(6500ms, std::chrono::seconds(i + 1)));
        const auto phase = merger.phase();
        QVERIFY(phase);
        QCOMPARE(phase->from, microseconds(2s));
        QCOMPARE(phase->to, microseconds(6s));
        const auto &totals = phase->totals;
        QCOMPARE(totals.requests, 3 + 4 + 5 + 6);
        QCOMPARE(totals.loadTime, microseconds(4s));
        QCOMPARE(totals.iterationsOk, 4);
        QCOMPARE(totals.scenarios.first().name, QStringLiteral("buy"));
        QCOMPARE(totals.latency.min, microseconds(3ms));
        QCOMPARE(totals.latency.max, microseconds(6ms));
        QCOMPARE(totals.endpoints.first().statuses, (QMap<int, qint64>{{200, 18}}));
        QCOMPARE(merger.times(GoalTimes::Latency, {}).count(), 18);
        // What a file keeps of it says the same.
        const auto again = loadPhaseOf(Scenarios, phase->from, phase->to, phase->measured);
        QVERIFY(again);
        QCOMPARE(*again, *phase);
    }

    void hasNoPhaseWhereAllIsLoad_data()
    {
        QTest::addColumn<int>("rampUp");
        QTest::addColumn<int>("loadTime");
        QTest::newRow("no ramp-up") << 0 << 8;
        QTest::newRow("stopped in the ramp-up") << 7 << 5;
        QTest::newRow("not one whole second") << 5 << 5;
    }

    void hasNoPhaseWhereAllIsLoad()
    {
        QFETCH(int, rampUp);
        QFETCH(int, loadTime);
        LoadPhaseMerger merger(profileOf(std::chrono::seconds(rampUp)), Scenarios);
        merger.add(secondsOf(8), std::chrono::seconds(loadTime));
        QVERIFY(!merger.hasPhase());
        QVERIFY(!merger.phase());
    }

    void hasNoPhaseWhereNothingCameToItsEnd()
    {
        LoadPhaseMerger merger(profileOf(1s), Scenarios);
        RunSecond silent{.point = {.second = 1}};
        silent.measured.elapsed = 2s;
        merger.add({silent}, 2s);
        QVERIFY(!merger.phase());
    }
};

QTEST_GUILESS_MAIN(TestLoadPhaseMerger)

#include "tst_loadphasemerger.moc"
