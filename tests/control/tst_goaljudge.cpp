// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/goals/goaljudge.h"

#include "core/control/goals/goalmeasures.h"
#include "core/model/goalparser.h"

#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;
using std::chrono::microseconds;

namespace {

Histogram timesOf(std::initializer_list<microseconds> values)
{
    Histogram times;
    for (const auto value : values)
        times.record(value);
    return times;
}

/// What a run might have measured; times are told apart by their largest.
class FakeMeasures : public GoalMeasures
{
public:
    const Snapshot &totals() const override { return snapshot; }
    Histogram times(GoalTimes what, const QString &name) const override
    {
        const auto key = QStringLiteral("%1 %2").arg(QString::number(int(what)), name);
        return histograms.value(key);
    }
    Distribution trendValues(const QString &name) const override { return trends.value(name); }

    void add(GoalTimes what, const char *name, const Histogram &times)
    {
        histograms.insert(QStringLiteral("%1 %2").arg(QString::number(int(what)), QLatin1String(name)),
                          times);
    }

    Snapshot snapshot;
    QHash<QString, Histogram> histograms;
    QHash<QString, Distribution> trends;
};

// Ten seconds of a shop.
FakeMeasures shop()
{
    FakeMeasures measures;
    auto &all = measures.snapshot;
    all.loadTime = 10s;
    all.iterationsOk = 90;
    all.iterationsFailed = 10;
    all.iterationsAborted = 5;
    all.endpoints = {
        {.method = QStringLiteral("GET"),
         .name = QStringLiteral("/cart"),
         .count = 105,
         .failed = 10,
         .aborted = 5,
         .statuses = {{200, 60}, {302, 3}, {404, 12}, {499, 1}, {500, 10}, {503, 4}}},
        {.method = QStringLiteral("POST"),
         .name = QStringLiteral("/cart"),
         .count = 50,
         .statuses = {{200, 40}, {404, 10}}},
        {.method = QStringLiteral("GET"), .name = QStringLiteral("/cut"), .count = 3, .aborted = 3}};
    all.fixtures.requests = 1'000;
    all.scenarios = {{.name = QStringLiteral("buy"), .ok = 60, .failed = 2, .aborted = 5},
                     {.name = QStringLiteral("browse"), .ok = 30, .failed = 6},
                     {.name = QStringLiteral("rest")}};
    all.steps = {{.name = QStringLiteral("checkout"), .ok = 15, .failed = 5, .aborted = 7},
                 {.name = QStringLiteral("checkout / pay"), .ok = 20}};
    all.checks = {{.name = QStringLiteral("logged in"), .passed = 97, .failed = 3},
                  {.name = QStringLiteral("has stock"), .passed = 0, .failed = 100}};
    all.counters = {{.name = QStringLiteral("orders"), .total = 12.5}};
    all.trust = TrustVerdict{.limitedBy = RunLimit::Cpu, .isOk = false};
    all.gauges = {{.name = QStringLiteral("queue"), .last = 2, .min = -1, .max = 7}};
    measures.add(GoalTimes::Latency, "", timesOf({1ms, 2ms, 3ms, 400ms}));
    measures.add(GoalTimes::Latency, "GET /cart", timesOf({5ms}));
    measures.add(GoalTimes::ResponseTime, "", timesOf({9ms}));
    measures.add(GoalTimes::ResponseTime, "GET /cart", timesOf({8ms}));
    measures.add(GoalTimes::Scenario, "buy", timesOf({1500ms}));
    measures.add(GoalTimes::Scenario, "", timesOf({2500ms}));
    measures.add(GoalTimes::Step, "checkout", timesOf({700ms}));
    Distribution basket;
    for (const double value : {-2.0, 4.0, 10.0})
        basket.record(value);
    measures.trends.insert(QStringLiteral("basket"), basket);
    return measures;
}

GoalJudge judgeOf(const QStringList &texts)
{
    const auto goals = parseGoals(texts);
    if (goals.size() != texts.size())
        qFatal("no goals: %s", qPrintable(texts.join(QStringLiteral("; "))));
    return GoalJudge(goals);
}

QString shown(const GoalStatus &status)
{
    static const QStringList states{QStringLiteral("not yet"), QStringLiteral("holds"),
                                    QStringLiteral("broken"), QStringLiteral("not judged")};
    const auto state = states.at(int(status.state));
    return status.measured ? state + QLatin1Char(' ') + status.goal.textOf(*status.measured) : state;
}

} // namespace

class TestGoalJudge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judgesAtTheEnd_data();
    void judgesAtTheEnd();
    void judgesLive_data();
    void judgesLive();
    void stopsNoRunBeforeItsTime();
    void whatStoppedARunStaysBroken();
    void onlyTheFirstStopsARun();
    void theLoadCountsWhereThereIsARampUp();
};

void TestGoalJudge::judgesAtTheEnd_data()
{
    QTest::addColumn<QString>("status");
    const auto row = [](const char *goal, const char *status) {
        QTest::newRow(goal) << QString::fromUtf8(status);
    };
    row("min(latency) >= 1 ms", "holds 1 ms");
    row("mean(latency) < 0.2 s", "holds 0.1015 s");
    row("p50(latency) <= 2 ms", "holds 2 ms");
    row("p75(latency) < 3 ms", "broken 3.001 ms"); // within 0.1 %
    row("p99.9(latency) < 300 ms", "broken 400 ms");
    row("max(latency) < 0.4 s", "broken 0.4 s");
    row("p95(latency, \"GET /cart\") < 1 s", "holds 5 ms");
    row("p95(response_time) < 10 ms", "holds 9 ms");
    row("max(response_time, \"GET /cart\") < 8 ms", "broken 8 ms");
    row("p95(latency, \"GET /none\") < 1 s", "not judged");
    row("count(requests) > 157", "holds 158");
    row("rate(requests) >= 15.8 /s", "holds 15.8 /s");
    row("count(requests, \"/cart\") == 155", "holds 155");
    row("count(requests, \"POST /cart\") > 50", "broken 50");
    row("count(requests, \"PUT /cart\") < 50", "not judged");
    row("rate(failed) < 7 %", "holds 6.667 %"); // 10 of 150
    row("rate(failed, \"GET /cart\") < 10 %", "broken 10 %"); // 10 of 100
    row("rate(failed, \"POST /cart\") == 0 %", "holds 0 %");
    row("rate(failed, \"GET /cut\") < 1 %", "not judged"); // all were aborted
    row("count(failed) < 10", "broken 10");
    row("rate(failed) < 1 /s", "broken 1 /s");
    row("rate(errors, \"GET /cart\") < 37 %", "broken 37 %"); // 10 and 27 of 100
    row("count(errors) == 47", "holds 47");
    row("rate(http_5xx) < 10 %", "broken 10 %"); // 14 of 140
    row("rate(http_5xx, \"POST /cart\") < 0.1 %", "holds 0 %");
    row("count(http_4xx) == 23", "holds 23");
    row("count(http_404) == 22", "holds 22");
    row("count(http_3xx) == 3", "holds 3");
    row("count(http_1xx) == 0", "holds 0");
    row("rate(http_404, \"GET /cut\") < 1 %", "not judged");
    row("count(iterations) > 1000", "broken 100");
    row("rate(iterations) > 9 /s", "holds 10 /s");
    row("count(iterations, \"buy\") == 62", "holds 62");
    row("rate(iterations_failed) < 10 %", "broken 10 %");
    row("rate(iterations_failed, \"buy\") < 5 %", "holds 3.226 %");
    row("rate(iterations_failed, \"rest\") < 5 %", "not judged");
    row("p95(scenario \"buy\") < 3 s", "holds 1.5 s");
    row("p95(scenario) < 2 s", "broken 2.5 s");
    row("p95(scenario \"rest\") < 2 s", "not judged");
    row("count(scenario \"rest\") > 2", "broken 0");
    row("count(scenario \"bye\") > 2", "not judged");
    row("rate(scenario \"browse\") > 3 /s", "holds 3.6 /s");
    row("p95(step \"checkout\") < 2 s", "holds 0.7 s");
    row("count(step) > 30", "holds 40");
    row("rate(step_failed \"checkout\") < 25 %", "broken 25 %");
    row("rate(check \"logged in\") > 99 %", "broken 97 %");
    row("rate(check) > 40 %", "holds 48.5 %");
    row("rate(check \"logged out\") > 99 %", "not judged");
    row("count(counter \"orders\") > 5", "holds 12.5");
    row("rate(counter \"orders\") > 5 /s", "broken 1.25 /s");
    row("count(counter \"order\") < 5", "not judged");
    row("p50(trend \"basket\") <= 4.1", "holds 4.016");
    row("min(trend \"basket\") > -2", "broken -2");
    row("max(trend \"basket\") < 10", "broken 10");
    row("mean(trend \"basket\") == 4", "holds 4");
    row("count(trend \"basket\") > 2", "holds 3");
    row("max(trend \"none\") < 10", "not judged");
    row("max(gauge \"queue\") < 3", "broken 7");
    row("min(gauge \"queue\") >= -1", "holds -1");
    row("last(gauge \"queue\") == 2", "holds 2");
    row("last(gauge \"cue\") == 2", "not judged");
    row("trust = ok", "broken not ok");
}

void TestGoalJudge::judgesAtTheEnd()
{
    const auto goal = QString::fromUtf8(QTest::currentDataTag());
    auto judge = judgeOf({goal});
    judge.judgeEnd(shop());
    QCOMPARE(judge.statuses().size(), 1);
    QCOMPARE(judge.statuses().first().goal.toString(), goal);
    QTEST(shown(judge.statuses().first()), "status");
    // Without any load there is nothing to judge.
    judge.judgeEnd(FakeMeasures());
    QCOMPARE(shown(judge.statuses().first()), QStringLiteral("not judged"));
}

void TestGoalJudge::judgesLive_data()
{
    QTest::addColumn<QString>("status");
    const auto row = [](const char *goal, const char *status) {
        QTest::newRow(goal) << QString::fromUtf8(status);
    };
    row("count(iterations) > 1000", "not yet 100");
    row("count(iterations) > 99", "holds 100");
    row("count(iterations) < 100", "broken 100");
    row("count(iterations) == 101", "not yet 100");
    row("count(iterations) == 99", "broken 100");
    row("max(gauge \"queue\") >= 8", "not yet 7");
    row("min(gauge \"queue\") < -1", "not yet -1");
    row("p95(latency) < 300 ms", "broken 400 ms");
    row("rate(requests) > 100 /s", "broken 15.8 /s");
    row("p95(step \"later\") < 1 s", "not yet");
}

void TestGoalJudge::judgesLive()
{
    auto judge = judgeOf({QString::fromUtf8(QTest::currentDataTag())});
    QCOMPARE(shown(judge.statuses().first()), QStringLiteral("not yet"));
    judge.judge(shop());
    QTEST(shown(judge.statuses().first()), "status");
}

void TestGoalJudge::stopsNoRunBeforeItsTime()
{
    auto measures = shop();
    auto judge =
        judgeOf({QStringLiteral("p95(latency) < 300 ms"), QStringLiteral("p50(latency) < 1 s, abort"),
                 QStringLiteral("p95(latency) < 200 ms, abort after 10.001 s")});
    QVERIFY(!judge.takeStopReason());
    judge.judge(measures);
    QVERIFY(!judge.takeStopReason());
    measures.snapshot.loadTime = 10001ms;
    judge.judge(measures);
    const auto reason = judge.takeStopReason();
    QVERIFY(reason);
    QCOMPARE(*reason, judge.statuses().last());
    QCOMPARE(shown(*reason), QStringLiteral("broken 400 ms"));
}

void TestGoalJudge::whatStoppedARunStaysBroken()
{
    auto measures = shop();
    auto judge =
        judgeOf({QStringLiteral("p95(latency) < 300 ms, abort"), QStringLiteral("p95(latency) < 300 ms")});
    judge.judge(measures);
    QVERIFY(judge.takeStopReason());
    measures.add(GoalTimes::Latency, "", timesOf({1ms}));
    judge.judge(measures);
    QCOMPARE(shown(judge.statuses().first()), QStringLiteral("broken 400 ms"));
    judge.judgeEnd(measures);
    QCOMPARE(shown(judge.statuses().first()), QStringLiteral("broken 400 ms"));
    QCOMPARE(shown(judge.statuses().last()), QStringLiteral("holds 1 ms"));
}

void TestGoalJudge::onlyTheFirstStopsARun()
{
    auto judge = judgeOf(
        {QStringLiteral("p95(latency) < 300 ms, abort"), QStringLiteral("p95(latency) < 200 ms, abort")});
    judge.judge(shop());
    QCOMPARE(judge.takeStopReason()->goal.limit, 300.0);
    judge.judge(shop());
    QVERIFY(!judge.takeStopReason());
}

void TestGoalJudge::theLoadCountsWhereThereIsARampUp()
{
    const auto all = shop();
    auto load = shop();
    load.snapshot.loadTime = 5s;
    load.snapshot.endpoints.removeFirst();
    load.add(GoalTimes::Latency, "", timesOf({2ms}));
    auto judge = judgeOf({QStringLiteral("p95(latency) < 300 ms"), QStringLiteral("rate(requests) > 10 /s"),
                          QStringLiteral("rate(failed) < 1 %"), QStringLiteral("count(requests) == 158")});
    judge.judgeEnd(all, &load);
    QStringList states;
    for (const auto &status : judge.statuses())
        states += shown(status);
    QCOMPARE(states, (QStringList{QStringLiteral("holds 2 ms"), QStringLiteral("holds 10.6 /s"),
                                  QStringLiteral("holds 0 %"), QStringLiteral("holds 158")}));
}

QTEST_GUILESS_MAIN(TestGoalJudge)
#include "tst_goaljudge.moc"
