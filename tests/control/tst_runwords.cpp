// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/runwords.h"

#include "core/model/goalparser.h"

#include <QLocale>
#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

class TestRunWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysThatARunIsInVain()
    {
        Snapshot measured;
        measured.isInVain = true;
        QCOMPARE(RunWords::inVain(measured),
                 QStringLiteral(
                     "All iterations of the last 10 s have failed. Better stop the run and look for the "
                     "cause."));
        const auto group = [](ErrorKind kind, const char *message, qint64 count) {
            return ErrorGroup{.error = {.kind = kind, .message = QString::fromLatin1(message)},
                              .count = count};
        };
        measured.errors = {group(ErrorKind::Network, "GET / was refused", 4),
                           group(ErrorKind::Assertion, "404 is\nnot 200", 7),
                           group(ErrorKind::Warning, "no await", 9)};
        QCOMPARE(
            RunWords::inVain(measured),
            QStringLiteral("All iterations of the last 10 s have failed, most often with “404 is not 200”. "
                           "Better stop the run and look for the cause."));
    }

    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void loads_data()
    {
        QTest::addColumn<QString>("stages");
        QTest::addColumn<QString>("rate");
        QTest::addColumn<QString>("load");
        const auto row = [](const char *load, const char *stages, const char *rate) {
            QTest::newRow(load) << QString::fromLatin1(stages) << QString::fromLatin1(rate)
                                << QString::fromLatin1(load);
        };
        row("2 processes of 10 workers", "", "");
        row("stages of up to 1,500 users in 2 processes", "1m:1500,1m:0", "");
        row("a rate of 600/m in 2 processes with up to 500 users", "", "600/m");
        row("stages of up to 10 iterations/s in 2 processes with up to 500 users", "", "1m:600/m,9h:5");
    }

    void loads()
    {
        QFETCH(QString, stages);
        QFETCH(QString, rate);
        Profile profile;
        profile.processes = 2;
        profile.workers = 10;
        profile.stages = stages;
        profile.rate = rate;
        QTEST(RunWords::load(profile), "load");
    }

    void verdicts_data()
    {
        QTest::addColumn<Snapshot>("measured");
        QTest::addColumn<QString>("verdict");
        const auto row = [](const char *verdict, const Snapshot &measured) {
            QTest::newRow(verdict) << measured << QString::fromUtf8(verdict);
        };
        row("No iteration came to its end in 2.5 s.", {.elapsed = 2500ms});
        row("No iteration came to its end in 0.0 s, 3 aborted.", {.iterationsAborted = 3});
        row("1 iteration in 59.9 s, none failed.", {.elapsed = 59'900ms, .iterationsOk = 1});
        row("1,000 iterations in 1:00, 10 failed (1.0 %).",
            {.elapsed = 60s, .iterationsOk = 990, .iterationsFailed = 10});
        row("10 iterations in 1:02:03, none failed, 1,200 aborted.",
            {.elapsed = 1h + 2min + 3s, .iterationsOk = 10, .iterationsAborted = 1200});
        row("2 iterations in 4.0 s, 1 failed (50.0 %), 1 aborted.",
            {.elapsed = 4s, .iterationsOk = 1, .iterationsFailed = 1, .iterationsAborted = 1});
        row("1 iteration in 2.0 s, none failed. Requests waited before they were sent: p95 is 480 ms from "
            "the "
            "moment that they were meant to go out (response time), and 12.0 ms from the sending (latency).",
            {.elapsed = 2s,
             .iterationsOk = 1,
             .latency = {.count = 9, .p95 = 12ms},
             .requestResponseTime = {.count = 9, .p95 = 480ms}});
        row("2 iterations in 2.0 s, none failed.", // a tenth is said no word of
            {.elapsed = 2s,
             .iterationsOk = 2,
             .latency = {.count = 9, .p95 = 100ms},
             .requestResponseTime = {.count = 9, .p95 = 109ms}});
    }

    void verdicts()
    {
        QFETCH(Snapshot, measured);
        QTEST(RunWords::verdict(measured), "verdict");
    }

    void figuresThatMatterFirst()
    {
        Snapshot measured;
        QCOMPARE(RunWords::figuresLine(measured), QString());
        measured.loadTime = 10s;
        measured.iterationsOk = 99;
        measured.iterationsFailed = 1;
        QCOMPARE(RunWords::figuresLine(measured),
                 QStringLiteral("Requests/s 0, p50 –, p95 –, p99 –, Failed iterations 1.0 %"));
        measured.requests = 200;
        measured.latency = {.count = 190, .p50 = 2ms, .p95 = 5ms, .p99 = 9ms};
        measured.requestsFailed = 10;
        QCOMPARE(
            RunWords::figuresLine(measured),
            QStringLiteral("Requests/s 20.0, p50 2.00 ms, p95 5.00 ms, p99 9.00 ms, Failed requests 5.0 %"));
    }

    void whatIsMissing()
    {
        RunOutcome outcome;
        outcome.profile.processes = 2;
        outcome.profile.failThreshold = 1'000;
        outcome.last.iterationsFailed = 1'200;
        outcome.last.helpers = {{.end = HelperEnd::Finished}, {.index = 1, .end = HelperEnd::Crashed}};
        QCOMPARE(RunWords::lostHelpers(outcome),
                 QStringLiteral("A part of the load is missing: 1 of 2 processes did not come to the end."));
        QCOMPARE(RunWords::tooManyFailures(outcome),
                 QStringLiteral("The test failed: 1,200 iterations failed, and 1,000 or more fail it."));
    }

    void whatBecameOfAGoal()
    {
        const auto goal = std::get<Goal>(parseGoal(QStringLiteral("p95(latency) < 300 ms, abort")));
        const GoalStatus broken{.goal = goal, .state = GoalStatus::State::Broken, .measured = 412.3};
        QCOMPARE(RunWords::missedGoal(broken),
                 QStringLiteral("A goal is broken: p95(latency) < 300 ms, abort. It was 412.3 ms."));
        QCOMPARE(
            RunWords::missedGoal({.goal = goal, .state = GoalStatus::State::NotJudged, .measured = {}}),
            QStringLiteral("A goal could not be judged because nothing was measured for it: p95(latency) < "
                           "300 ms, abort."));
        // Of a run whose program died.
        QCOMPARE(RunWords::missedGoal({.goal = goal, .state = GoalStatus::State::NotYet, .measured = 412}),
                 QStringLiteral("A goal was not judged because the run did not come to its end: "
                                "p95(latency) < 300 ms, abort."));
        QCOMPARE(RunWords::reason({.code = RunReason::Code::GoalBroken, .goal = broken}),
                 QStringLiteral(
                     "Stopped because a goal was broken: p95(latency) < 300 ms, abort. It was 412.3 ms."));
        QCOMPARE(RunWords::goalState(GoalStatus::State::NotJudged), QStringLiteral("not judged"));
    }

    void whatASizingCameTo()
    {
        using Verdict = SizingResult::Verdict;
        SizingResult result{
            .verdict = Verdict::LimitFound, .workers = 1200, .ok = 938, .failed = 62, .tolerance = 5};
        QCOMPARE(RunWords::sizing(result),
                 QStringLiteral("Sizing is over: 1,200 workers reached with 6.2 % failures, where 5 % are "
                                "tolerated."));
        result.verdict = Verdict::TargetHeld;
        result.failed = 0;
        QCOMPARE(
            RunWords::sizing(result),
            QStringLiteral("Sizing is over: the target held 1,200 workers with 0 % failures, where 5 % are "
                           "tolerated."));
        result.verdict = Verdict::NotFinished;
        result.workers = 1;
        QCOMPARE(RunWords::sizing(result), QStringLiteral("Sizing was not finished: 1 worker had begun."));
    }

    void everyCodeHasWordsOfItsOwn()
    {
        const auto codes = [](auto last) {
            QList<decltype(last)> list;
            for (int code = 0; code <= int(last); ++code)
                list.append(decltype(last)(code));
            return list;
        };
        QStringList all;
        const auto see = [&all](const QString &words) {
            QVERIFY2(!words.isEmpty() && !words.contains(QLatin1Char('%')), qPrintable(words));
            QVERIFY2(!all.contains(words), qPrintable(words));
            all.append(words);
        };
        for (const auto code : codes(lastEnumerator(HelperLoss::Code())))
            see(RunWords::loss({.code = code}));
        for (const auto code : codes(lastEnumerator(RunProblem::Code())))
            see(RunWords::problem({.code = code}));
        for (const auto code : codes(lastEnumerator(RunReason::Code()))) {
            const bool isItsText = code == RunReason::Code::Profile || code == RunReason::Code::Scenario;
            const auto words = RunWords::reason({.code = code, .text = QStringLiteral("no users")}, {{}});
            if (code == RunReason::Code::None)
                QCOMPARE(words, QString());
            else if (isItsText)
                QCOMPARE(words, QStringLiteral("no users"));
            else
                see(words);
        }
    }

    void lossesNameTheHelper_data()
    {
        QTest::addColumn<HelperLoss>("loss");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *words, const HelperLoss &loss) {
            QTest::newRow(words) << loss << QString::fromUtf8(words);
        };
        using Code = HelperLoss::Code;
        row("Helper 1 could not be started from /x: no such file",
            {.code = Code::NotStarted, .text = QStringLiteral("/x: no such file")});
        row("Helper 2 (process 48) did not answer within 0.1 s of its start",
            {.code = Code::NoHello, .helper = 1, .pid = 48, .limit = 100ms});
        row("Helper 2 (process 48) did not answer for 1 min 30 s and was ended",
            {.code = Code::Silent, .helper = 1, .pid = 48, .limit = 90s});
        row("Helper 1 (process 48) crashed (signal 11), its last words: “no memory”",
            {.code = Code::Crashed,
             .pid = 48,
             .text = QStringLiteral("signal 11"),
             .lastLine = QStringLiteral("no memory")});
        row("Helper 1 (process 48) ended before its work was done (exit code 3)",
            {.code = Code::EndedEarly, .pid = 48, .number = 3});
        row("Helper 1 (process 48) speaks version 42 of the protocol and this program version 7: they are "
            "not "
            "of the same release",
            {.code = Code::OtherVersion, .pid = 48, .number = 42, .expected = 7});
    }

    void lossesNameTheHelper()
    {
        QFETCH(HelperLoss, loss);
        QTEST(RunWords::loss(loss), "words");
    }

    void whatARunEndedFor()
    {
        using Code = HelperLoss::Code;
        RunOutcome outcome;
        QCOMPARE(RunWords::reason(outcome), QString());
        for (int i = 0; i < 5; ++i)
            outcome.losses += {.code = Code::NotStopped, .helper = i};
        const auto losses =
            QStringLiteral("Helper 1 did not stop in time and was ended; Helper 2 did not stop "
                           "in time and was ended; Helper 3 did not stop in time and was ended; "
                           "and 2 more.");
        QCOMPARE(RunWords::reason(outcome), losses);
        outcome.reason = {.code = RunReason::Code::FirstFailure,
                          .text = QStringLiteral("shop.ts:2:1: no stock")};
        outcome.last.sizing = SizingResult{.workers = 1};
        QCOMPARE(RunWords::reason(outcome),
                 QStringLiteral("Sizing was not finished: 1 worker had begun. %1 Stopped at the first failed "
                                "iteration: shop.ts:2:1: no stock")
                     .arg(losses));
        outcome.end = RunOutcome::End::Failed;
        outcome.reason = {.code = RunReason::Code::NoHelperLeft};
        QCOMPARE(RunWords::reason(outcome), QStringLiteral("No helper is left. ") + losses);
    }

    void messagesOfErrors()
    {
        ErrorGroup group{.error = {.message = QStringLiteral("500 is not 200"), .stack = {}}};
        QCOMPARE(RunWords::message(group), QStringLiteral("500 is not 200"));
        group.problem = RunProblem{.code = RunProblem::Code::WorkersLost,
                                   .loss = {.code = HelperLoss::Code::NotStopped, .helper = 1, .pid = 48},
                                   .workers = 1'200};
        QCOMPARE(RunWords::message(group),
                 QStringLiteral("Helper 2 (process 48) did not stop in time and was ended: its 1,200 workers "
                                "are lost"));
    }
};

QTEST_GUILESS_MAIN(TestRunWords)
#include "tst_runwords.moc"
