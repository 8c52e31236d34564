// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/reportverdict.h"
#include "core/model/goalparser.h"

#include <QTest>

using namespace Molotov;

using Tone = ReportVerdict::Tone;

class TestReportVerdict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_US"))); }

    void judgesByFailures_data()
    {
        QTest::addColumn<int>("withoutResponse");
        QTest::addColumn<int>("serverErrors");
        QTest::addColumn<int>("failedIterations");
        QTest::addColumn<int>("tone");
        QTest::addColumn<QString>("said");
        const QString noGoals = QStringLiteral("Not judged: the run has no goals.");
        QTest::newRow("none") << 0 << 0 << 0 << int(Tone::Good) << QStringLiteral("No failures ") + noGoals;
        QTest::newRow("a request") << 1 << 0 << 0 << int(Tone::Doubtful)
                                   << QStringLiteral("Some failures 1 of 1,000 requests had no response or a "
                                                     "server error (0.1 %). ")
                                          + noGoals;
        QTest::newRow("an iteration")
            << 0 << 0 << 1 << int(Tone::Doubtful)
            << QStringLiteral("Some failures 1 of 500 iterations failed (0.2 %). ") + noGoals;
        QTest::newRow("one in a hundred") << 5 << 5 << 0 << int(Tone::Doubtful)
                                          << QStringLiteral("Some failures 10 of 1,000 requests had no "
                                                            "response or a server error (1.0 %). ")
                                                 + noGoals;
        QTest::newRow("more") << 5 << 6 << 0 << int(Tone::Bad)
                              << QStringLiteral("Many failures 11 of 1,000 requests had no response or a "
                                                "server error (1.1 %). ")
                                     + noGoals;
    }

    void judgesByFailures()
    {
        QFETCH(int, withoutResponse);
        QFETCH(int, serverErrors);
        QFETCH(int, failedIterations);
        RunOutcome outcome;
        outcome.last.requests = 1'010;
        outcome.last.requestsAborted = 10;
        outcome.last.requestsFailed = withoutResponse;
        outcome.last.endpoints = {{.count = 1'010, .statuses = {{404, 300}, {503, serverErrors}}}};
        outcome.last.iterationsOk = 500 - failedIterations;
        outcome.last.iterationsFailed = failedIterations;
        const ReportVerdict verdict(outcome);
        QTEST(int(verdict.tone), "tone");
        QTEST(verdict.title + QLatin1Char(' ') + verdict.reasons.join(QLatin1Char(' ')), "said");
    }

    void judgesByGoals()
    {
        RunOutcome outcome;
        outcome.last.requests = 10;
        outcome.last.requestsFailed = 9; // what the goals tolerate
        auto &goals = outcome.last.goals;
        goals = {{.goal = parseGoals({QStringLiteral("p95(latency) < 300 ms")}).first(),
                  .state = GoalStatus::State::Holds,
                  .measured = 250}};
        ReportVerdict passed(outcome);
        QCOMPARE(passed.tone, Tone::Good);
        QCOMPARE(passed.title, QStringLiteral("Passed"));
        QCOMPARE(passed.reasons, QStringList{QStringLiteral("The goal is reached.")});

        goals.append(goals.first());
        goals.last().state = GoalStatus::State::NotJudged;
        goals.last().measured.reset();
        ReportVerdict notJudged(outcome);
        QCOMPARE(notJudged.tone, Tone::Doubtful);
        QCOMPARE(notJudged.title, QStringLiteral("Not judged"));

        goals.first().state = GoalStatus::State::Broken;
        goals.first().measured = 412;
        ReportVerdict failed(outcome);
        QCOMPARE(failed.tone, Tone::Bad);
        QCOMPARE(failed.title, QStringLiteral("Failed"));
        QCOMPARE(failed.reasons,
                 QStringList({QStringLiteral("A goal is broken: p95(latency) < 300 ms. It was 412 ms."),
                              QStringLiteral("A goal could not be judged because nothing was measured for "
                                             "it: p95(latency) < 300 ms.")}));

        outcome.profile.failThreshold = 0; // comes first
        QCOMPARE(ReportVerdict(outcome).reasons.size(), 1);
    }

    void saysWhatMakesFiguresDoubtful()
    {
        RunOutcome outcome;
        QCOMPARE(ReportVerdict(outcome).tone, Tone::None);
        outcome.last.iterationsOk = 10;
        QCOMPARE(ReportVerdict(outcome).tone, Tone::Good);
        outcome.last.helpers = {{.end = HelperEnd::Crashed}};
        const ReportVerdict lost(outcome);
        QCOMPARE(lost.tone, Tone::Doubtful);
        QCOMPARE(lost.notes, QStringList{QStringLiteral(
                                 "A part of the load is missing: 1 of 1 process did not come to the end.")});
        outcome.end = RunOutcome::End::Failed;
        outcome.reason = {.code = RunReason::Code::Scenario, .text = QStringLiteral("No process was left.")};
        const ReportVerdict failed(outcome);
        QCOMPARE(failed.title + failed.reasons.join(QString()), QStringLiteral("FailedNo process was left."));
        QCOMPARE(failed.tone, Tone::Bad);
    }
};

QTEST_GUILESS_MAIN(TestReportVerdict)

#include "tst_reportverdict.moc"
