// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/format.h"
#include "core/model/goalparser.h"
#include "ui/models/runstatus.h"

#include <QLocale>
#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

namespace {

Profile profile()
{
    return {
        .scenarioFile = QStringLiteral("/home/qa/shop.ts"), .processes = 2, .workers = 50, .duration = 60s};
}

QString banner(const RunStatus &status)
{
    return status.headline() + QStringLiteral(" | ") + status.detail();
}

RunOutcome outcome(RunOutcome::End end, qint64 ok, qint64 failed)
{
    RunOutcome outcome;
    outcome.end = end;
    outcome.last.elapsed = 34s;
    outcome.last.iterationsOk = ok;
    outcome.last.iterationsFailed = failed;
    return outcome;
}

} // namespace

class TestRunStatus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRunInVainIsBetterStopped()
    {
        RunStatus status;
        status.prepare(Profile());
        status.setState(RunState::Running);
        Snapshot snapshot;
        snapshot.isInVain = true;
        status.setSnapshot(snapshot);
        QCOMPARE(status.detail(), RunWords::inVain(snapshot));
        QCOMPARE(status.tone(), RunStatus::Tone::Warning);
        status.setSnapshot({}); // it has recovered
        QCOMPARE(status.tone(), RunStatus::Tone::Busy);
    }

    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void stepsOfARun()
    {
        RunStatus status;
        status.prepare(profile());
        QCOMPARE(banner(status),
                 QStringLiteral("Ready | Press Start to run shop.ts with 100 workers for 1 min."));
        status.setState(RunState::Compiling);
        QCOMPARE(banner(status), QStringLiteral("Compiling… | shop.ts"));
        status.setState(RunState::Starting);
        QCOMPARE(banner(status), QStringLiteral("Starting 2 processes… | shop.ts"));
        status.setState(RunState::Running);
        QCOMPARE(banner(status), QStringLiteral("Running | shop.ts"));
        status.setSnapshot({.activeWorkers = 12, .helpers = {{}, {.index = 1, .isSilent = true}}});
        QCOMPARE(banner(status),
                 QStringLiteral("Running | One process does not answer; it is ended when it stays silent."));
        QCOMPARE(status.tone(), RunStatus::Tone::Warning);
        status.setSnapshot({.activeWorkers = 12, .helpers = {{}, {.index = 1, .end = HelperEnd::Killed}}});
        QCOMPARE(banner(status),
                 QStringLiteral("Running | One process died; its workers are lost, the others go on."));
        QCOMPARE(status.tone(), RunStatus::Tone::Warning);
        QCOMPARE(status.aliveProcesses(), 1);
        QCOMPARE(status.totalWorkers(), 100);
        status.setState(RunState::Stopping);
        QCOMPARE(banner(status), QStringLiteral("Stopping… | Waiting for 12 workers to finish, up to 10 s."));
    }

    void followsWhatIsChanged()
    {
        using Kind = LoadChange::Kind;
        RunStatus status;
        status.prepare(profile());
        status.setState(RunState::Running);
        status.setSnapshot({.elapsed = 30s});
        QCOMPARE(*status.remaining(), 30s);
        status.addMarker(
            {.at = 10s, .change = LoadChange{Kind::Target, 120, 0s}, .loadBefore = 100, .note = {}});
        QCOMPARE(status.totalWorkers(), 120);
        status.addMarker(
            {.at = 20s, .change = LoadChange{Kind::Extend, 0, 60s}, .loadBefore = 120, .note = {}});
        QCOMPARE(*status.remaining(), 90s);
        QCOMPARE(status.progress(), 0.25);
        status.addMarker(
            {.at = 30s, .change = LoadChange{Kind::Pause, 0, 0s}, .loadBefore = 120, .note = {}});
        QCOMPARE(banner(status), QStringLiteral("Paused | No iteration begins until the run is resumed. Its "
                                                "end stays where it is."));
        status.addMarker(
            {.at = 31s, .change = LoadChange{Kind::Resume, 0, 0s}, .loadBefore = 120, .note = {}});
        QCOMPARE(status.headline(), QStringLiteral("Running"));
    }

    void anObstacleTakesThePlaceOfTheInvitation()
    {
        RunStatus status;
        status.prepare(profile());
        status.setObstacle(QStringLiteral("Choose a scenario file."));
        QCOMPARE(banner(status), QStringLiteral("Not ready yet | Choose a scenario file."));
        status.setChecking(true);
        QCOMPARE(banner(status),
                 QStringLiteral("Connecting to the target… | The run starts when it can be reached."));
        QCOMPARE(status.tone(), RunStatus::Tone::Busy);
    }

    void ends()
    {
        using End = RunOutcome::End;
        RunStatus status;
        status.prepare(profile());
        status.setOutcome(outcome(End::Finished, 12'345, 0));
        QCOMPARE(banner(status), QStringLiteral("Finished | 12,345 iterations in 34.0 s, none failed."));
        QCOMPARE(status.tone(), RunStatus::Tone::Good);
        QCOMPARE(status.progress(), 1.0);
        status.setOutcome(outcome(End::Stopped, 990, 10));
        QCOMPARE(banner(status), QStringLiteral("Stopped | 1,000 iterations in 34.0 s, 10 failed (1.0 %)."));
        QCOMPARE(status.tone(), RunStatus::Tone::Warning);
        status.setOutcome(outcome(End::Stopped, 0, 0));
        QCOMPARE(banner(status), QStringLiteral("Stopped | No iteration came to its end in 34.0 s."));
        RunOutcome failed = outcome(End::Failed, 0, 0);
        failed.reason = {.code = RunReason::Code::Scenario, .text = QStringLiteral("No helper was left.")};
        status.setOutcome(failed);
        QCOMPARE(banner(status), QStringLiteral("Failed | No helper was left."));
        QCOMPARE(status.tone(), RunStatus::Tone::Bad);
        QCOMPARE(status.state(), RunState::Failed);
    }

    void aDoubtfulRunIsSaidAndIsNoFinding()
    {
        RunStatus status;
        status.prepare(profile());
        QCOMPARE(status.limit(), QString());
        QCOMPARE(status.trustTone(), RunStatus::Tone::Neutral);
        QVERIFY(status.trustDetail().contains(QStringLiteral("once there has been load")));
        auto end = outcome(RunOutcome::End::Finished, 12'345, 0);
        end.last.trust = TrustVerdict{
            .limitedBy = RunLimit::Cpu,
            .isOk = false,
            .evidence = {
                {.code = TrustEvidence::Code::BusyHelper, .measured = 98, .limit = 90, .helper = 1}}};
        status.setOutcome(end);
        QCOMPARE(status.limit(), QStringLiteral("this computer’s CPU"));
        QCOMPARE(status.trustTone(), RunStatus::Tone::Warning);
        const auto reasons =
            QStringLiteral("Helper 2 needed 98 % of a core. Latencies may hold a part of this. Use more "
                           "processes while there "
                           "are cores for them, fewer workers, or a computer that has nothing else to do.");
        QCOMPARE(banner(status),
                 QStringLiteral("Finished | 12,345 iterations in 34.0 s, none failed. Limited by: this "
                                "computer’s CPU. ")
                     + reasons);
        QCOMPARE(status.tone(), RunStatus::Tone::Good); // the colour says what the test found
        QVERIFY(status.trustDetail().endsWith(reasons));
    }

    void aTrustedRunIsNotCommented()
    {
        RunStatus status;
        status.prepare(profile());
        auto end = outcome(RunOutcome::End::Finished, 12'345, 0);
        end.last.trust = TrustVerdict{.limitedBy = RunLimit::Server};
        status.setOutcome(end);
        QCOMPARE(status.limit(), QStringLiteral("the server"));
        QCOMPARE(status.trustTone(), RunStatus::Tone::Good);
        QCOMPARE(banner(status), QStringLiteral("Finished | 12,345 iterations in 34.0 s, none failed."));
    }

    void aTestThatFailsSaysSo()
    {
        auto strict = profile();
        strict.failThreshold = 5;
        RunStatus status;
        status.prepare(strict);
        auto end = outcome(RunOutcome::End::Finished, 90, 10);
        end.profile = strict;
        status.setOutcome(end);
        QCOMPARE(banner(status),
                 QStringLiteral("Failed | The test failed: 10 iterations failed, and 5 or more fail it. 100 "
                                "iterations in 34.0 s, 10 failed (10.0 %)."));
        QCOMPARE(status.tone(), RunStatus::Tone::Bad);
    }

    void goalsSayHowItEnded_data()
    {
        using State = GoalStatus::State;
        QTest::addColumn<QList<State>>("states");
        QTest::addColumn<QString>("said");
        QTest::addColumn<int>("tone");
        const auto row = [](const char *said, const QList<State> &states, RunStatus::Tone tone) {
            QTest::newRow(said) << states << QString::fromUtf8(said) << int(tone);
        };
        row("Passed | The goal is reached.", {State::Holds}, RunStatus::Tone::Good);
        row("Passed | All 2 goals are reached.", {State::Holds, State::Holds}, RunStatus::Tone::Good);
        row("Failed | A goal is broken: p95(latency) < 300 ms. It was 412 ms.", {State::Holds, State::Broken},
            RunStatus::Tone::Bad);
        row("Not judged | A goal was not judged because the run did not come to its end: p95(latency) < 300 "
            "ms.",
            {State::NotYet}, RunStatus::Tone::Warning);
        row("Failed | A goal is broken: p95(latency) < 300 ms. It was 412 ms. A goal is broken: p95(latency) "
            "< 300 ms. It was 412 ms. And 2 goals more.",
            QList<State>(4, State::Broken), RunStatus::Tone::Bad);
    }

    void goalsSayHowItEnded()
    {
        QFETCH(QList<GoalStatus::State>, states);
        RunStatus status;
        status.prepare(profile());
        auto end = outcome(RunOutcome::End::Finished, 90, 10); // failures, which no goal is about
        for (const auto state : states)
            end.last.goals.append(
                {parseGoals({QStringLiteral("p95(latency) < 300 ms")}).constFirst(), state, 412.0});
        status.setOutcome(end);
        const auto rest = QStringLiteral(" 100 iterations in 34.0 s, 10 failed (10.0 %).");
        auto said = banner(status);
        QVERIFY2(said.endsWith(rest), qPrintable(said));
        said.chop(rest.size());
        QTEST(said, "said");
        QTEST(int(status.tone()), "tone");
    }

    void theGoalThatStoppedTheRunIsSaidOnce()
    {
        RunStatus status;
        status.prepare(profile());
        auto end = outcome(RunOutcome::End::Finished, 10, 0);
        end.last.goals = {{parseGoals({QStringLiteral("max(latency) < 1 s, abort")}).constFirst(),
                           GoalStatus::State::Broken, 2.0}};
        end.reason = {.code = RunReason::Code::GoalBroken, .goal = end.last.goals.constFirst()};
        status.setOutcome(end);
        QCOMPARE(banner(status),
                 QStringLiteral("Failed | Stopped because a goal was broken: max(latency) < 1 s, abort. It "
                                "was 2 s. 10 iterations in 34.0 s, none failed."));
        QCOMPARE(status.tone(), RunStatus::Tone::Bad);
    }

    void aRunThatAPersonStoppedSaysSoThoughItIsJudged()
    {
        RunStatus status;
        status.prepare(profile());
        auto end = outcome(RunOutcome::End::Stopped, 10, 0);
        end.last.goals = {
            {parseGoals({QStringLiteral("max(latency) < 1 s")}).constFirst(), GoalStatus::State::Holds, 0.5}};
        status.setOutcome(end);
        QCOMPARE(banner(status),
                 QStringLiteral("Passed | The goal is reached. The run was stopped before its end. 10 "
                                "iterations in 34.0 s, none failed."));
    }

    void failuresColourARunWithoutGoals()
    {
        using Tone = RunStatus::Tone;
        const auto toneOf = [](qint64 requests, qint64 failed, qint64 iterationsFailed) {
            RunStatus status;
            status.prepare(profile());
            auto end = outcome(RunOutcome::End::Finished, 1'000 - iterationsFailed, iterationsFailed);
            end.last.requests = requests;
            end.last.requestsFailed = failed;
            status.setOutcome(end);
            return status.tone();
        };
        QCOMPARE(toneOf(1'000, 0, 0), Tone::Good);
        QCOMPARE(toneOf(1'000, 10, 0), Tone::Warning);
        QCOMPARE(toneOf(1'000, 11, 0), Tone::Bad);
        QCOMPARE(toneOf(1'000, 0, 1), Tone::Warning);
        QCOMPARE(toneOf(1'000, 0, 11), Tone::Bad);
    }

    void aSizing()
    {
        auto sizing = profile();
        sizing.sizing = true;
        sizing.rampUp = 5min;
        RunStatus status;
        status.prepare(sizing);
        QCOMPARE(banner(status),
                 QStringLiteral("Ready | Press Start to find out how many workers the target of shop.ts "
                                "can take: up to 100, added in 5 min."));
        status.setState(RunState::Running);
        Snapshot snapshot{.elapsed = 15s, .activeWorkers = 25};
        snapshot.sizing = SizingResult{.workers = 25, .ok = 990, .failed = 10, .tolerance = 5};
        status.setSnapshot(snapshot);
        QCOMPARE(
            banner(status),
            QStringLiteral("Running | shop.ts: sizing with 25 of 100 workers; of 1,000 iterations in this "
                           "minute 1.0 % failed, 5 % may."));
        QCOMPARE(status.progress(), 0.25);
        QVERIFY(!status.remaining());
        auto end = outcome(RunOutcome::End::Finished, 900, 100);
        end.last.sizing = SizingResult{.verdict = SizingResult::Verdict::LimitFound,
                                       .workers = 30,
                                       .ok = 9,
                                       .failed = 1,
                                       .tolerance = 5};
        status.setOutcome(end);
        QCOMPARE(banner(status), QStringLiteral("Finished | Sizing is over: 30 workers reached with 10.0 % "
                                                "failures, where 5 % are tolerated. 1,000 iterations in "
                                                "34.0 s, 100 failed (10.0 %)."));
        QCOMPARE(status.tone(), RunStatus::Tone::Good);
    }

    void aSearchForTheLimit()
    {
        auto finding = profile();
        finding.findLimit = QStringLiteral("p95(latency) < 300 ms");
        RunStatus status;
        status.prepare(finding);
        QCOMPARE(
            banner(status),
            QStringLiteral("Ready | Press Start to find the highest load of shop.ts at which this holds: "
                           "p95(latency) < 300 ms. It begins with 100 users."));
        status.setState(RunState::Running);
        Snapshot snapshot{.elapsed = 15s, .activeWorkers = 25};
        snapshot.limit = LimitResult{.goal = parseGoals({finding.findLimit}).first(),
                                     .load = 200,
                                     .steps = {{.load = 100, .measured = 12}}};
        status.setSnapshot(snapshot);
        QCOMPARE(banner(status), QStringLiteral("Running | shop.ts: trying 200 users; 100 held"));
        QVERIFY(!status.remaining());
        auto end = outcome(RunOutcome::End::Finished, 900, 100);
        end.last.limit = snapshot.limit;
        end.last.limit->verdict = LimitResult::Verdict::Found;
        end.last.limit->steps.append(
            {.load = 104, .outcome = LimitStep::Outcome::GoalBroken, .measured = 310});
        status.setOutcome(end);
        QCOMPARE(banner(status),
                 QStringLiteral("Finished | Held up to 100 users: p95 12 ms; at 104: p95 310 ms. 1,000 "
                                "iterations in 34.0 s, 100 failed (10.0 %)."));
        QCOMPARE(status.tone(), RunStatus::Tone::Good);
        end.last.limit->verdict = LimitResult::Verdict::NothingHeld;
        status.setOutcome(end);
        QCOMPARE(status.tone(), RunStatus::Tone::Bad);
    }

    void progressIsOfWhatEndsFirst()
    {
        RunStatus status;
        status.prepare(profile());
        status.setState(RunState::Running);
        status.setSnapshot({.elapsed = 15s, .iterationsOk = 400, .iterationsFailed = 100});
        QCOMPARE(status.progress(), 0.25);
        QCOMPARE(Format::duration(status.remaining().value_or(0s)), QStringLiteral("0:45"));

        Profile runs = profile();
        runs.maxRuns = 10; // of each of 100 workers
        status.prepare(runs);
        status.setState(RunState::Running);
        status.setSnapshot({.elapsed = 15s, .iterationsOk = 400, .iterationsFailed = 100});
        QCOMPARE(status.progress(), 0.5);
        QCOMPARE(Format::duration(status.remaining().value_or(0s)), QStringLiteral("0:15"));
        status.setState(RunState::Stopping);
        QVERIFY(!status.remaining());
    }

    void progressStaysWithinItsBounds()
    {
        RunStatus status;
        QCOMPARE(status.progress(), 0.0);
        status.prepare(profile());
        status.setState(RunState::Running);
        status.setSnapshot({.elapsed = 600s});
        QCOMPARE(status.progress(), 1.0);
        QCOMPARE(status.remaining().value_or(1s).count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestRunStatus)
#include "tst_runstatus.moc"
