// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/format.h"
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

    void anObstacleTakesThePlaceOfTheInvitation()
    {
        RunStatus status;
        status.prepare(profile());
        status.setObstacle(QStringLiteral("Choose a scenario file."));
        QCOMPARE(banner(status), QStringLiteral("Not ready yet | Choose a scenario file."));
    }

    void ends()
    {
        using End = RunOutcome::End;
        RunStatus status;
        status.prepare(profile());
        status.setOutcome(outcome(End::Finished, 12'345, 0));
        QCOMPARE(banner(status), QStringLiteral("Finished | 12,345 iterations in 0:34, none failed."));
        QCOMPARE(status.tone(), RunStatus::Tone::Good);
        QCOMPARE(status.progress(), 1.0);
        status.setOutcome(outcome(End::Stopped, 990, 10));
        QCOMPARE(banner(status), QStringLiteral("Stopped | 1,000 iterations in 0:34, 10 failed (1.0 %)."));
        QCOMPARE(status.tone(), RunStatus::Tone::Warning);
        status.setOutcome(outcome(End::Stopped, 0, 0));
        QCOMPARE(banner(status), QStringLiteral("Stopped | No iteration came to its end in 0:34."));
        RunOutcome failed = outcome(End::Failed, 0, 0);
        failed.reason = QStringLiteral("No helper was left.");
        status.setOutcome(failed);
        QCOMPARE(banner(status), QStringLiteral("Failed | No helper was left."));
        QCOMPARE(status.tone(), RunStatus::Tone::Bad);
        QCOMPARE(status.state(), RunState::Failed);
    }

    void aLateComputerIsSaidAndIsNoFinding()
    {
        RunStatus status;
        status.prepare(profile());
        QVERIFY(!status.isLate());
        auto end = outcome(RunOutcome::End::Finished, 12'345, 0);
        end.last.loopLag = {.count = 3'000, .p99 = 21ms, .max = 48ms};
        end.last.ownLag = end.last.loopLag;
        status.setOutcome(end);
        QVERIFY(status.isLate());
        QCOMPARE(banner(status),
                 QStringLiteral("Finished | 12,345 iterations in 0:34, none failed. This computer was up to "
                                "48.0 ms late itself, and latencies may hold a part of it: use fewer workers "
                                "or more processes."));
        QCOMPARE(status.tone(), RunStatus::Tone::Good); // the colour says what the test found
        QVERIFY(status.lagDetail().endsWith(QStringLiteral("use fewer workers or more processes.")));
        end.last.loopLag.p99 = 0ms;
        end.last.ownLag = end.last.loopLag;
        status.setOutcome(end);
        QCOMPARE(status.tone(), RunStatus::Tone::Good);
        QVERIFY(status.lagDetail().endsWith(QStringLiteral("\n\nMedian 0 µs, p99 0 µs, most 48.0 ms")));
    }

    void aLongScriptIsNamed()
    {
        RunStatus status;
        status.prepare(profile());
        auto end = outcome(RunOutcome::End::Finished, 12'345, 0);
        end.last.loopLag = {.count = 3'000, .p99 = 5s, .max = 5s};
        end.last.longScript = LongScript{
            .time = 5s, .name = QStringLiteral("scenario “a”"), .place = QStringLiteral("shop.js:3:5")};
        status.setOutcome(end);
        QVERIFY(!status.isLate());
        QCOMPARE(status.tone(), RunStatus::Tone::Good);
        QCOMPARE(
            banner(status),
            QStringLiteral("Finished | 12,345 iterations in 0:34, none failed. A script ran 5.00 s without "
                           "await: scenario “a” at shop.js:3:5. All else in its process waited meanwhile, "
                           "and latencies may hold a part of it."));
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
                 QStringLiteral("Finished | The test failed, for 5 or more failed iterations fail it. 100 "
                                "iterations in 0:34, 10 failed (10.0 %)."));
        QCOMPARE(status.tone(), RunStatus::Tone::Bad);
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
                                "bears: up to 100, added in 5 min."));
        status.setState(RunState::Running);
        Snapshot snapshot{.elapsed = 15s, .activeWorkers = 25};
        snapshot.sizing = SizingResult{.workers = 25, .ok = 990, .failed = 10, .tolerance = 5};
        status.setSnapshot(snapshot);
        QCOMPARE(
            banner(status),
            QStringLiteral("Running | shop.ts: sizing with 25 of 100 workers; of 1,000 iterations in this "
                           "minute 1 % failed, 5 % may."));
        QCOMPARE(status.progress(), 0.25);
        QVERIFY(!status.remaining());
        auto end = outcome(RunOutcome::End::Finished, 900, 100);
        end.reason = QStringLiteral("Sizing is over: 30 workers.");
        end.last.sizing = SizingResult{.verdict = SizingResult::Verdict::LimitFound, .workers = 30};
        status.setOutcome(end);
        QCOMPARE(banner(status), QStringLiteral("Finished | Sizing is over: 30 workers. 1,000 iterations in "
                                                "0:34, 100 failed (10.0 %)."));
        QCOMPARE(status.tone(), RunStatus::Tone::Good);
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
