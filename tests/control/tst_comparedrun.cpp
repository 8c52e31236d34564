// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/comparedrun.h"
#include "core/control/run/runsecond.h"
#include "core/control/run/runstate.h"

#include <QTest>

using namespace Molotov;
using std::chrono::microseconds;
using std::chrono::seconds;

using Kind = ComparedName::Kind;

namespace {

SparseHistogram latencies(const QList<int> &milliseconds)
{
    Histogram histogram;
    for (const int value : milliseconds)
        histogram.record(std::chrono::milliseconds(value));
    return histogram.sparse();
}

/// A second with these answers of GET /a, one failure and one aborted request besides.
RunSecond second(int start, const QList<int> &answers, microseconds length = seconds(1))
{
    RunSecond second;
    second.point.second = start;
    second.length = length;
    second.measured.endpoints.append({.method = QStringLiteral("GET"),
                                      .name = QStringLiteral("/a"),
                                      .count = answers.size() + 2,
                                      .failed = 1,
                                      .aborted = 1,
                                      .statuses = {{200, answers.size() - 1}, {503, 1}},
                                      .latency = latencies(answers)});
    return second;
}

RunOutcome outcome()
{
    RunOutcome outcome;
    outcome.last.loadTime = seconds(3);
    EndpointMetrics endpoint{.method = QStringLiteral("GET"),
                             .name = QStringLiteral("/a"),
                             .count = 12,
                             .failed = 3,
                             .aborted = 3,
                             .statuses = {{200, 3}, {404, 1}, {500, 1}, {503, 1}, {600, 1}}};
    endpoint.latency.count = 6;
    endpoint.latency.p50 = microseconds(700);
    outcome.last.endpoints.append(endpoint);
    outcome.last.requests = 12;
    outcome.last.requestsFailed = 3;
    outcome.last.requestsAborted = 3;
    return outcome;
}

QList<qint64> countsOf(const ComparedSeries &series)
{
    QList<qint64> counts;
    for (const auto &each : series.seconds)
        counts.append(each.count);
    return counts;
}

} // namespace

class TestComparedRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void putsTheSecondsOfEachNameTogether();
    void serverErrorsAreFailures();
    void secondsWithoutRequestsAreNoGaps();
    void aShortRestGoesWithTheLast();
    void joinedSecondsAreMatched();
    void tellsWhatBecameOfTheRun();
    void aRampUpIsLeftOut();
};

void TestComparedRun::putsTheSecondsOfEachNameTogether()
{
    auto whole = outcome();
    EndpointMetrics other{.method = QStringLiteral("POST"), .name = QStringLiteral("/b"), .count = 2};
    whole.last.endpoints.append(other);
    whole.last.steps.append({.name = QStringLiteral("pay"), .ok = 3, .failed = 1, .aborted = 7});
    auto first = second(0, {1, 2});
    auto next = second(1, {3, 4, 5});
    next.measured.endpoints.prepend({.method = QStringLiteral("POST"),
                                     .name = QStringLiteral("/b"),
                                     .count = 2,
                                     .latency = latencies({9, 9})});
    next.measured.steps.append({.name = QStringLiteral("pay"),
                                .ok = 3,
                                .failed = 1,
                                .aborted = 7,
                                .duration = latencies({6, 7, 8})});
    const auto run = comparedRun(whole, {first, next});
    QCOMPARE(run.series.size(), 4);
    QCOMPARE(run.series.at(0).name, ComparedName());
    QCOMPARE(countsOf(run.series.at(0)), (QList<qint64>{3, 6}));
    QCOMPARE(run.series.at(0).seconds.at(1).latency, latencies({3, 4, 5, 9, 9}));
    QCOMPARE(run.series.at(1).name.name, QStringLiteral("/a"));
    QCOMPARE(countsOf(run.series.at(1)), (QList<qint64>{3, 4}));
    QCOMPARE(run.series.at(1).seconds.at(0).latency, latencies({1, 2}));
    QCOMPARE(run.series.at(1).totals->latency.p50, microseconds(700));
    QCOMPARE(run.series.at(1).totals->loadTime, microseconds(seconds(3)));
    QCOMPARE(countsOf(run.series.at(2)), (QList<qint64>{0, 2}));
    QCOMPARE(run.series.at(3).name.kind, Kind::Step);
    QCOMPARE(countsOf(run.series.at(3)), (QList<qint64>{0, 4}));
    QCOMPARE(run.series.at(3).seconds.at(1).failed, 1);
    QCOMPARE(run.series.at(3).totals->count, 4);
}

void TestComparedRun::serverErrorsAreFailures()
{
    const auto run = comparedRun(outcome(), {second(0, {1, 2})});
    QCOMPARE(run.series.at(1).seconds.at(0).failed, 2);
    for (const auto &series : run.series) {
        QCOMPARE(series.totals->count, 9);
        QCOMPARE(series.totals->failed, 5);
    }
}

void TestComparedRun::secondsWithoutRequestsAreNoGaps()
{
    RunSecond nothing;
    nothing.point.second = 1;
    const auto run = comparedRun(outcome(), {second(0, {1, 2}), nothing, second(2, {3})});
    QCOMPARE(countsOf(run.series.at(1)), (QList<qint64>{3, 0, 2}));
}

void TestComparedRun::aShortRestGoesWithTheLast()
{
    const auto half = std::chrono::milliseconds(500);
    auto run = comparedRun(outcome(), {second(0, {1}), second(1, {2}), second(2, {3}, half / 2)});
    QCOMPARE(countsOf(run.series.at(1)), (QList<qint64>{2, 4}));
    run = comparedRun(outcome(), {second(0, {1}), second(1, {2}), second(2, {3}, half)});
    QCOMPARE(countsOf(run.series.at(1)), (QList<qint64>{2, 2, 2}));
    run = comparedRun(outcome(), {second(0, {3}, half / 2)});
    QCOMPARE(countsOf(run.series.at(1)), (QList<qint64>{2}));
    QVERIFY(comparedRun(outcome(), {}).series.at(1).seconds.isEmpty());
}

// A long result holds its first seconds in tens.
void TestComparedRun::joinedSecondsAreMatched()
{
    QList<RunSecond> mixed{second(0, {1, 1, 1}, std::chrono::seconds(10)),
                           second(10, {1, 1, 1}, std::chrono::seconds(10))};
    for (int i = 20; i < 47; ++i)
        mixed.append(second(i, {2}));
    const auto run = comparedRun(outcome(), mixed);
    QCOMPARE(run.series.at(1).interval, microseconds(std::chrono::seconds(10)));
    QCOMPARE(countsOf(run.series.at(1)), (QList<qint64>{4, 4, 20, 20, 14}));
    QCOMPARE(run.series.at(1).seconds.at(2).latency.counts, QList<qint64>{10});
}

void TestComparedRun::tellsWhatBecameOfTheRun()
{
    auto whole = outcome();
    whole.profile.workers = 7;
    whole.last.helpers = {{.index = 0, .end = HelperEnd::Finished}, {.index = 1, .end = HelperEnd::Lost}};
    auto facts = comparedRun(whole, {}).facts;
    QCOMPARE(facts.profile.workers, 7);
    QCOMPARE(facts.lostHelpers, 1);
    QVERIFY(!facts.wasStopped && !facts.isIncomplete && !facts.isLimitedByComputer && !facts.isLateByScript);
    whole.end = RunOutcome::End::Stopped;
    whole.last.trust = TrustVerdict{.limitedBy = RunLimit::Cpu,
                                    .isOk = false,
                                    .evidence = {{.code = TrustEvidence::Code::LateLoop, .measured = 30}}};
    facts = comparedRun(whole, {}).facts;
    QVERIFY(facts.wasStopped && facts.isLimitedByComputer && !facts.isIncomplete);
    whole.end = RunOutcome::End::Failed;
    QVERIFY(comparedRun(whole, {}).facts.isIncomplete);
}

// So that a longer ramp-up does not make a run slower than another.
void TestComparedRun::aRampUpIsLeftOut()
{
    auto whole = outcome();
    whole.load = LoadPhase{.from = seconds(1), .to = seconds(3), .totals = whole.last};
    whole.load->totals.requests = 11;
    whole.load->totals.requestsAborted = 0;
    whole.load->totals.loadTime = seconds(2);
    const auto run =
        comparedRun(whole, {second(0, {1}), second(1, {2, 3}), second(2, {4}), second(3, {5, 6, 7})});
    QCOMPARE(countsOf(run.series.at(1)), (QList<qint64>{3, 2}));
    QCOMPARE(run.series.first().totals->count, 11);
    QCOMPARE(run.series.first().totals->loadTime, microseconds(seconds(2)));
}

QTEST_GUILESS_MAIN(TestComparedRun)
#include "tst_comparedrun.moc"
