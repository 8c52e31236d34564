// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/snapshotmerger.h"

#include <QTest>

#include <random>

using namespace Molotov;
using namespace std::chrono_literals;
using std::chrono::microseconds;

namespace {

SparseHistogram latencies(std::initializer_list<microseconds> values)
{
    Histogram histogram;
    for (const auto value : values)
        histogram.record(value);
    return histogram.sparse();
}

Protocol::EndpointDelta get(const QString &name, std::initializer_list<microseconds> values)
{
    return {.method = QStringLiteral("GET"),
            .name = name,
            .count = qint64(values.size()),
            .statuses = {{200, qint64(values.size())}},
            .latency = latencies(values)};
}

ErrorGroup error(const QString &message, qint64 count, microseconds first, microseconds last)
{
    return {{.kind = ErrorKind::Assertion, .message = message, .stack = {}}, count, first, last};
}

ErrorGroup errorAt(int line)
{
    auto group = error(QStringLiteral("no"), 1, 1s, 1s);
    group.error.stack = {{.function = {}, .place = {.file = QStringLiteral("lib.ts"), .line = line}}};
    return group;
}

// A merger that has begun a run of two scenarios.
SnapshotMerger started(int helpers, const CompiledScenario &scenario = {})
{
    SnapshotMerger merger(helpers, scenario);
    merger.runStarted({{QStringLiteral("browse"), 1}, {QStringLiteral("buy"), 2}}, {});
    return merger;
}

} // namespace

class TestSnapshotMerger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addsUpWhatHelpersReport();
    void loadRunsFromTheFirstHelperToTheLast();
    void percentilesAreThoseOfAllHelpers();
    void mergesHowLateHelpersWere();
    void mergesWhatTheLoadTook();
    void keepsTheLongestScript();
    void mergesSteps();
    void mergesMetricsOfTheScript();
    void hasWhatGoalsAreJudgedBy();
    void errorsAreGrouped();
    void errorsAreOfTheUsersFiles();
    void namesHelpers();
    void endlessListsAreBounded();
    void phasesAreMerged();
    void responseTimesAreMerged();
    void tooManyEndpointsAreSaidOnce();
    void rubbishIsRefusedWhole_data();
    void rubbishIsRefusedWhole();
    void costOfASnapshot();
};

void TestSnapshotMerger::addsUpWhatHelpersReport()
{
    auto merger = started(2);
    const auto root = QStringLiteral("/");
    QVERIFY(merger.add(0,
                       {.elapsed = 250ms,
                        .activeWorkers = 3,
                        .bytesIn = 10,
                        .bytesOut = 1,
                        .endpoints = {get(root, {1ms, 2ms})},
                        .fixtures = {.bytesIn = 3, .bytesOut = 4, .endpoints = {get(root, {7ms})}},
                        .scenarios = {{.scenario = 1,
                                       .ok = 2,
                                       .failed = 1,
                                       .aborted = 4,
                                       .duration = latencies({5ms}),
                                       .failedDuration = latencies({6ms})}},
                        .checks = {{QStringLiteral("fast"), 1, 2}}},
                       300ms));
    auto failing = get(root, {4ms});
    failing.count = 4;
    failing.failed = 1;
    failing.aborted = 2;
    failing.retried = 3;
    failing.failedLatency = latencies({8ms});
    failing.statuses = {{500, 1}};
    QVERIFY(merger.add(1,
                       {.elapsed = 260ms,
                        .activeWorkers = 4,
                        .bytesIn = 5,
                        .bytesOut = 2,
                        .endpoints = {failing, get(QStringLiteral("/b"), {9ms})},
                        .scenarios = {{.scenario = 0, .ok = 7}},
                        .checks = {{QStringLiteral("fast"), 1, 0}}},
                       300ms));
    const auto all = merger.snapshot(300ms);
    QCOMPARE(all.elapsed, microseconds(300ms));
    QCOMPARE(all.activeWorkers, 7);
    QCOMPARE(all.bytesIn, 15);
    QCOMPARE(all.bytesOut, 3);
    QCOMPARE(all.requests, 7);
    QCOMPARE(all.requestsFailed, 1);
    QCOMPARE(all.requestsAborted, 2);
    QCOMPARE(all.requestsRetried, 3);
    QCOMPARE(all.iterationsOk, 9);
    QCOMPARE(all.iterationsFailed, 1);
    QCOMPARE(all.iterationsAborted, 4);
    QCOMPARE(all.latency.count, 4);
    QCOMPARE(all.latency.max, microseconds(9ms));
    QCOMPARE(all.failedLatency.count, 1);
    QCOMPARE(all.failedLatency.max, microseconds(8ms));
    QCOMPARE(all.endpoints.size(), 2);
    QCOMPARE(all.endpoints.first().count, 6);
    QCOMPARE(all.endpoints.first().failed, 1);
    QCOMPARE(all.endpoints.first().aborted, 2);
    QCOMPARE(all.endpoints.first().retried, 3);
    QCOMPARE(all.endpoints.first().latency.count, 3);
    QCOMPARE(all.endpoints.first().failedLatency.count, 1);
    QCOMPARE(all.endpoints.first().statuses, (QMap<int, qint64>{{200, 2}, {500, 1}}));
    QCOMPARE(all.endpoints.last().name, QStringLiteral("/b"));
    QCOMPARE(all.scenarios.at(0).ok, 7);
    QCOMPARE(all.scenarios.at(1).name, QStringLiteral("buy"));
    QCOMPARE(all.scenarios.at(1).failed, 1);
    QCOMPARE(all.scenarios.at(1).aborted, 4);
    QCOMPARE(all.scenarios.at(1).duration.max, microseconds(5ms));
    QCOMPARE(all.scenarios.at(1).failedDuration.max, microseconds(6ms));
    QCOMPARE(all.checks, (QList<CheckMetrics>{{QStringLiteral("fast"), 2, 2}}));
    QCOMPARE(all.helpers.at(0).requests, 2);
    QCOMPARE(all.helpers.at(1).requests, 5);
    QCOMPARE(all.fixtures.requests, 1);
    QCOMPARE(all.fixtures.bytesIn, 3);
    QCOMPARE(all.fixtures.bytesOut, 4);
    QCOMPARE(all.fixtures.endpoints.first().latency.max, microseconds(7ms));
}

void TestSnapshotMerger::loadRunsFromTheFirstHelperToTheLast()
{
    auto merger = started(3);
    QCOMPARE(merger.snapshot(1s).loadTime, microseconds(0));
    // This helper began after 1 s, as its fastest report tells; it ends its load after 4 s of its own.
    QVERIFY(merger.add(0, {.elapsed = 1s, .loadTime = 1s}, 2200ms));
    QVERIFY(merger.add(0, {.elapsed = 2s, .loadTime = 2s}, 3s));
    QCOMPARE(merger.snapshot(3s).loadTime, microseconds(2s));
    QVERIFY(merger.add(0, {.elapsed = 6s, .loadTime = 4s}, 7500ms));
    QCOMPARE(merger.snapshot(8s).loadTime, microseconds(4s));
    // Another one began 500 ms earlier, and is lost after 2 s: the load goes on.
    QVERIFY(merger.add(1, {.elapsed = 2s, .loadTime = 2s}, 2500ms));
    merger.helperEnded(1, HelperEnd::Killed);
    QCOMPARE(merger.snapshot(8s).loadTime, microseconds(4500ms));
}

void TestSnapshotMerger::percentilesAreThoseOfAllHelpers()
{
    auto merger = started(2);
    Histogram all;
    std::mt19937 random(1);
    for (int i = 0; i < 100; ++i) {
        const microseconds value(random() % 100'000);
        all.record(value);
        QVERIFY(
            merger.add(i % 2, {.elapsed = 1ms * i, .endpoints = {get(QStringLiteral("/"), {value})}}, 1s));
        (void)merger.snapshot(1ms * i); // what is worked out in between does not matter
    }
    QCOMPARE(merger.snapshot(1s).latency, summarize(all));
    QCOMPARE(merger.snapshot(1s).endpoints.first().latency, summarize(all));
}

void TestSnapshotMerger::mergesHowLateHelpersWere()
{
    auto merger = started(2);
    QVERIFY(merger.add(0, {.elapsed = 1s, .loopLag = latencies({0ms, 0ms, 2ms})}, 1s));
    QVERIFY(merger.add(1, {.elapsed = 1s, .loopLag = latencies({1ms})}, 1s));
    QVERIFY(merger.add(1, {.elapsed = 1s, .loopLag = latencies({48ms})}, 1s));
    const auto merged = merger.snapshot(1s);
    QCOMPARE(merged.loopLag.count, 5);
    QCOMPARE(merged.loopLag.p50, microseconds(1ms));
    QCOMPARE(merged.loopLag.max, microseconds(48ms));
    QCOMPARE(merged.helpers.at(0).loopLag.count, 3);
    QCOMPARE(merged.helpers.at(0).loopLag.max, microseconds(2ms));
    QCOMPARE(merged.helpers.at(1).loopLag.max, microseconds(48ms));
    QCOMPARE(merged.latency.count, 0);
}

void TestSnapshotMerger::mergesWhatTheLoadTook()
{
    auto merger = started(2);
    QVERIFY(!merger.snapshot(1s).trust);
    Histogram onTime;
    for (int i = 0; i < 100; ++i)
        onTime.record(0ms);
    QVERIFY(merger.add(0,
                       {.elapsed = 1s,
                        .scenarios = {{.scenario = 0, .ok = 1, .scriptTime = 5ms}},
                        .loopLag = onTime.sparse(),
                        .effort = {.time = 1s, .cpu = 100ms}},
                       1s));
    QVERIFY(merger.add(1,
                       {.elapsed = 1s,
                        .scenarios = {{.scenario = 0, .ok = 1, .scriptTime = 6ms}},
                        .effort = {.time = 1s, .cpu = 950ms, .withoutMemory = 2}},
                       1s));
    merger.addMachine({.cores = 2s, .busy = 1s, .time = 1s});
    const auto merged = merger.snapshot(1s);
    QCOMPARE(merged.effort, (HelperEffort{.time = 2s, .cpu = 1'050ms, .withoutMemory = 2}));
    QCOMPARE(merged.helpers.at(1).effort.cpu, 950ms);
    QCOMPARE(merged.scenarios.first().scriptTime, 11ms);
    QCOMPARE(merged.machine, (MachineUse{.cores = 2s, .busy = 1s, .time = 1s}));
    QCOMPARE(merged.trust->limitedBy, RunLimit::Cpu); // one helper is enough
    QCOMPARE(merged.trust->evidence.first().helper, 1);
    const auto seconds = merger.takeLastSeconds();
    QCOMPARE(seconds.size(), 1);
    QCOMPARE(seconds.first().measured.machine, merged.machine);
    QCOMPARE(seconds.first().measured.effort, merged.effort);
}

void TestSnapshotMerger::keepsTheLongestScript()
{
    auto merger = started(2);
    const auto script = [](std::chrono::microseconds time, const char *name) {
        return Protocol::LongScript{
            .time = time,
            .place = {.message = QLatin1String(name), .stack = {{{}, {QStringLiteral("other.js"), 7, 3}}}}};
    };
    QVERIFY(merger.add(0, {.elapsed = 1s, .longScript = script(2s, "a")}, 1s));
    QVERIFY(merger.add(1, {.elapsed = 1s, .longScript = script(5s, "b")}, 1s));
    QVERIFY(merger.add(0, {.elapsed = 2s, .longScript = script(3s, "c")}, 2s));
    QVERIFY(merger.add(
        0,
        {.elapsed = 2s, .loopLag = latencies({3ms}), .ownLag = latencies({1ms}), .queued = latencies({2ms})},
        2s));
    const auto merged = merger.snapshot(2s);
    QCOMPARE(*merged.longScript, (LongScript{5s, QStringLiteral("b"), QStringLiteral("other.js:7:3")}));
    QCOMPARE(merged.ownLag.max, microseconds(1ms));
    QCOMPARE(merged.queued.max, microseconds(2ms));
}

void TestSnapshotMerger::mergesSteps()
{
    auto merger = started(2);
    const auto pay = QStringLiteral("checkout / pay");
    QVERIFY(merger.add(0,
                       {.elapsed = 1s,
                        .steps = {{.name = pay,
                                   .ok = 2,
                                   .failed = 1,
                                   .aborted = 3,
                                   .requests = 5,
                                   .duration = latencies({1ms, 9ms}),
                                   .failedDuration = latencies({4ms})}}},
                       1s));
    QCOMPARE(merger.snapshot(1s).steps.first().duration.max, microseconds(9ms));
    QVERIFY(merger.add(1,
                       {.elapsed = 1s,
                        .steps = {{.name = QStringLiteral("login"), .requests = 1},
                                  {.name = pay, .ok = 1, .duration = latencies({20ms})}}},
                       1s));
    const auto steps = merger.snapshot(1s).steps;
    QCOMPARE(steps.size(), 2);
    QCOMPARE(steps.first().name, pay);
    QCOMPARE(steps.first().ok, 3);
    QCOMPARE(steps.first().failed, 1);
    QCOMPARE(steps.first().aborted, 3);
    QCOMPARE(steps.first().requests, 5);
    QCOMPARE(steps.first().duration.count, 3);
    QCOMPARE(steps.first().duration.max, microseconds(20ms));
    QCOMPARE(steps.first().failedDuration.max, microseconds(4ms));
    QVERIFY(steps.last() == (StepMetrics{.name = QStringLiteral("login"), .requests = 1}));
}

void TestSnapshotMerger::mergesMetricsOfTheScript()
{
    Distribution low, high;
    for (int i = 1; i <= 50; ++i) {
        low.record(i);
        high.record(50 + i);
    }
    const auto orders = QStringLiteral("orders"), basket = QStringLiteral("basket"),
               stock = QStringLiteral("stock");
    auto merger = started(2);
    QVERIFY(merger.add(0,
                       {.counters = {{orders, 2}},
                        .trends = {{basket, low.sparse()}},
                        .gauges = {{.name = stock, .last = 5, .min = 4, .max = 9}}},
                       1s));
    QVERIFY(merger.add(1,
                       {.counters = {{orders, 0.5}, {QStringLiteral("refunds"), 1}},
                        .trends = {{basket, high.sparse()}},
                        .gauges = {{.name = stock, .last = 7, .min = 7, .max = 8}}},
                       1s));
    const auto merged = merger.snapshot(1s);
    QCOMPARE(merged.counters.size(), 2);
    QVERIFY(merged.counters.first() == (CounterMetrics{orders, 2.5}));
    QCOMPARE(merged.trends.size(), 1);
    const auto &trend = merged.trends.first();
    QCOMPARE(trend.name, basket);
    QCOMPARE(trend.count, 100);
    QCOMPARE(trend.min, 1.0);
    QCOMPARE(trend.mean, 50.5);
    QVERIFY2(std::abs(trend.p50 - 50) <= 50.0 / 256, qPrintable(QString::number(trend.p50)));
    QVERIFY2(std::abs(trend.p99 - 99) <= 99.0 / 256, qPrintable(QString::number(trend.p99)));
    QCOMPARE(trend.max, 100.0);
    QVERIFY(merged.gauges == QList{(GaugeMetrics{.name = stock, .last = 7, .min = 4, .max = 9})});
}

// "2 9000": how many, and the largest in microseconds; of endpoints, scenarios and so on of a name.
void TestSnapshotMerger::hasWhatGoalsAreJudgedBy()
{
    Distribution basket;
    basket.record(3);
    auto post = get(QStringLiteral("/cart"), {4ms});
    post.method = QStringLiteral("POST");
    auto merger = started(1);
    QVERIFY(merger.add(
        0,
        {.elapsed = 1s,
         .loadTime = 1s,
         .endpoints = {get(QStringLiteral("/cart"), {1ms, 2ms}), post, get(QStringLiteral("/"), {9ms})},
         .fixtures = {.endpoints = {get(QStringLiteral("/cart"), {50ms})}},
         .scenarios = {{.scenario = 0, .ok = 1, .duration = latencies({20ms})},
                       {.scenario = 1,
                        .ok = 1,
                        .failed = 1,
                        .duration = latencies({30ms}),
                        .failedDuration = latencies({90ms})}},
         .steps = {{.name = QStringLiteral("pay"),
                    .ok = 1,
                    .failed = 1,
                    .duration = latencies({7ms}),
                    .failedDuration = latencies({90ms})}},
         .trends = {{QStringLiteral("basket"), basket.sparse()}}},
        1s));
    (void)merger.snapshot(1s);
    const auto times = [&merger](GoalTimes what, const char *name) {
        const auto found = merger.times(what, QLatin1String(name));
        return QStringLiteral("%1 %2").arg(found.count()).arg(found.max().count());
    };
    QCOMPARE(times(GoalTimes::Latency, ""), QStringLiteral("4 9000"));
    QCOMPARE(times(GoalTimes::Latency, "/cart"), QStringLiteral("3 4000"));
    QCOMPARE(times(GoalTimes::Latency, "GET /cart"), QStringLiteral("2 2000"));
    QCOMPARE(times(GoalTimes::Latency, "PUT /cart"), QStringLiteral("0 0"));
    QCOMPARE(times(GoalTimes::Scenario, ""), QStringLiteral("2 30000"));
    QCOMPARE(times(GoalTimes::Scenario, "browse"), QStringLiteral("1 20000"));
    QCOMPARE(times(GoalTimes::Step, ""), QStringLiteral("1 7000"));
    QCOMPARE(times(GoalTimes::Step, "pay"), QStringLiteral("1 7000"));
    QCOMPARE(times(GoalTimes::Step, "browse"), QStringLiteral("0 0"));
    QCOMPARE(merger.trendValues(QStringLiteral("basket")).count(), 1);
    QCOMPARE(merger.trendValues(QStringLiteral("pay")).count(), 0);
    QCOMPARE(merger.totals().loadTime, microseconds(1s));
    QCOMPARE(merger.totals().endpoints.size(), 3);
}

void TestSnapshotMerger::errorsAreGrouped()
{
    auto merger = started(2);
    const auto a = QStringLiteral("a");
    QVERIFY(merger.add(0, {.elapsed = 2s, .errors = {error(a, 2, 1s, 2s)}}, 5s));
    QVERIFY(merger.add(
        1, {.elapsed = 5s, .errors = {error(QStringLiteral("b"), 1, 4s, 4s), error(a, 3, 500ms, 3s)}}, 5s));
    merger.addProblem({.code = RunProblem::Code::WorkersLost, .loss = {.helper = 1}}, 5s);
    const auto errors = merger.snapshot(5s).errors;
    QCOMPARE(errors.size(), 3);
    QCOMPARE(errors.at(0), error(a, 5, 500ms, 3s));
    QCOMPARE(errors.at(1).error.message, QStringLiteral("b"));
    QVERIFY(errors.at(2).error.kind == ErrorKind::Local);
    QVERIFY(errors.at(2).problem);
    QCOMPARE(errors.at(2).problem->loss.helper, 1);
    QCOMPARE(errors.at(2).first, 5s);
}

void TestSnapshotMerger::errorsAreOfTheUsersFiles()
{
    // Line 2 of the module comes from line 1 of shop.ts.
    const auto map = SourceMap::parse(R"({"version":3,"sources":["shop.ts"],"names":[],"mappings":";AAAA"})",
                                      QStringLiteral("/home/qa"));
    QVERIFY(map);
    auto merger = started(1, {{.sourceName = QStringLiteral("shop.ts"), .map = *map}, {}});
    auto group = error(QStringLiteral("x"), 1, 1s, 1s);
    group.error.endpoint = QStringLiteral("GET /");
    group.isExample = true;
    group.error.stack = {{QStringLiteral("helper"), {QStringLiteral("shop.ts"), 1, 1}},
                         {QStringLiteral("f"), {QStringLiteral("shop.ts"), 2, 1}}};
    QVERIFY(merger.add(0, {.elapsed = 1s, .errors = {group}}, 1s));
    const auto mapped = merger.snapshot(1s).errors.first();
    QCOMPARE(mapped.error.endpoint, QStringLiteral("GET /"));
    QVERIFY(mapped.isExample);
    const auto stack = mapped.error.stack;
    QCOMPARE(stack.size(), 1);
    QCOMPARE(stack.first().function, QStringLiteral("f"));
    QCOMPARE(stack.first().place.toString(), QStringLiteral("/home/qa/shop.ts:1:1"));
}

void TestSnapshotMerger::namesHelpers()
{
    SnapshotMerger merger(2, {});
    merger.helperReady(1, 77);
    merger.helperEnded(0, HelperEnd::Lost);
    QCOMPARE(merger.snapshot(0s).helpers,
             (QList<HelperMetrics>{{0, 0, HelperEnd::Lost, 0}, {1, 77, HelperEnd::Running, 0}}));
}

void TestSnapshotMerger::endlessListsAreBounded()
{
    auto merger = started(1);
    for (int i = 0; i < 2000; ++i) {
        const auto name = QString::number(i);
        QVERIFY(merger.add(0,
                           {.elapsed = 1s,
                            .endpoints = {get(name, {1ms})},
                            .steps = {{.name = name, .ok = 1}},
                            .checks = {{name, 1, 0}},
                            .errors = {errorAt(i + 1)},
                            .counters = {{name, 1}}},
                           1s));
    }
    QVERIFY(merger.add(0, {.elapsed = 1s, .endpoints = {get(QStringLiteral("0"), {1ms})}}, 1s));
    const auto all = merger.snapshot(1s);
    QCOMPARE(all.endpoints.size(), SnapshotMerger::MaxEndpoints);
    QCOMPARE(all.endpoints.first().count, 2);
    QCOMPARE(all.endpoints.last().name, QStringLiteral("(all others)"));
    QCOMPARE(all.endpoints.last().count, 2000 - SnapshotMerger::MaxEndpoints + 1);
    QCOMPARE(all.requests, 2001);
    QCOMPARE(merger.takeWarnings().size(), 1);
    QCOMPARE(all.errors.size(), SnapshotMerger::MaxErrorGroups + 1);
    QCOMPARE(all.errors.last().error.message, QStringLiteral("Other errors"));
    QCOMPARE(all.errors.last().count, 2001 - SnapshotMerger::MaxErrorGroups); // one is a warning
    QCOMPARE(all.checks.size(), SnapshotMerger::MaxChecks);
    QCOMPARE(all.steps.size(), SnapshotMerger::MaxMetrics);
    QVERIFY(
        all.steps.last()
        == (StepMetrics{.name = QStringLiteral("(all others)"), .ok = 2001 - SnapshotMerger::MaxMetrics}));
    QCOMPARE(all.counters.size(), SnapshotMerger::MaxMetrics);
    QVERIFY(all.counters.last()
            == (CounterMetrics{QStringLiteral("(all others)"), 2001.0 - SnapshotMerger::MaxMetrics}));
}

void TestSnapshotMerger::phasesAreMerged()
{
    auto merger = started(2);
    auto first = get(QStringLiteral("/"), {9ms, 9ms});
    first.phases = {.connect = latencies({2ms}), .wait = latencies({3ms, 4ms})};
    auto second = get(QStringLiteral("/b"), {9ms});
    second.phases = {.tls = latencies({1ms}), .wait = latencies({5ms})};
    QVERIFY(merger.add(0, {.elapsed = 1s, .endpoints = {first}, .fixtures = {.endpoints = {second}}}, 1s));
    QVERIFY(merger.add(1, {.elapsed = 1s, .endpoints = {first, second}}, 1s));
    const auto all = merger.snapshot(1s);
    QCOMPARE(all.endpoints.first().phases.wait.count, 4);
    QCOMPARE(all.endpoints.first().phases.wait.max, microseconds(4ms));
    QCOMPARE(all.endpoints.first().phases.connect.count, 2);
    QVERIFY(all.endpoints.first().phases.tls == LatencySummary());
    QCOMPARE(all.endpoints.last().phases.tls.max, microseconds(1ms));
    QCOMPARE(all.fixtures.endpoints.first().phases.wait.count, 1);
    QCOMPARE(all.phases.wait.count, 5);
    QCOMPARE(all.phases.wait.max, microseconds(5ms));
    QCOMPARE(all.phases.tls.count, 1);
    QVERIFY(all.phases.dns == LatencySummary());
}

void TestSnapshotMerger::responseTimesAreMerged()
{
    auto merger = started(2);
    auto first = get(QStringLiteral("/"), {9ms, 9ms});
    first.responseTime = latencies({10ms, 40ms});
    auto second = get(QStringLiteral("/b"), {9ms});
    second.responseTime = latencies({70ms});
    QVERIFY(merger.add(0, {.elapsed = 1s, .endpoints = {first}}, 1s));
    QVERIFY(merger.add(1, {.elapsed = 1s, .endpoints = {first, second}}, 1s));
    const auto all = merger.snapshot(1s);
    QCOMPARE(all.latency.count, 5);
    QCOMPARE(all.requestResponseTime.count, 5);
    QCOMPARE(all.requestResponseTime.max, microseconds(70ms));
    QCOMPARE(all.endpoints.first().responseTime.count, 4);
    QCOMPARE(all.endpoints.first().responseTime.max, microseconds(40ms));
    QCOMPARE(merger.times(GoalTimes::ResponseTime, {}).count(), 5);
    QCOMPARE(merger.times(GoalTimes::ResponseTime, QStringLiteral("/b")).max(), microseconds(70ms));
    QCOMPARE(merger.times(GoalTimes::Latency, QStringLiteral("/b")).max(), microseconds(9ms));
}

void TestSnapshotMerger::tooManyEndpointsAreSaidOnce()
{
    auto merger = started(1);
    const auto add = [&merger](int from, int to) {
        QList<Protocol::EndpointDelta> endpoints;
        for (int i = from; i < to; ++i)
            endpoints.append(get(QString::number(i), {1ms}));
        return merger.add(0, {.elapsed = 1s, .fixtures = {.endpoints = endpoints}}, 3s).isOk()
               && merger.add(0, {.elapsed = 1s, .endpoints = endpoints}, 3s).isOk();
    };
    QVERIFY(add(0, SnapshotMerger::MaxEndpoints - 1));
    QCOMPARE(merger.takeWarnings(), QStringList());
    QVERIFY(merger.snapshot(3s).errors.isEmpty());
    QVERIFY(add(SnapshotMerger::MaxEndpoints, SnapshotMerger::MaxEndpoints + 2));
    const auto warning = QStringLiteral("More than 299 endpoints: the rest is counted together, as “(all "
                                        "others)”. Give requests a name without "
                                        "ids, such as { name: \"/products/:id\" }");
    QCOMPARE(merger.takeWarnings(), QStringList(warning));
    QCOMPARE(merger.takeWarnings(), QStringList());
    QVERIFY(
        merger.snapshot(3s).errors
        == QList<ErrorGroup>({{{.kind = ErrorKind::Warning, .message = warning, .stack = {}}, 1, 3s, 3s}}));
}

void TestSnapshotMerger::rubbishIsRefusedWhole_data()
{
    using Protocol::MetricsDelta;
    QTest::addColumn<MetricsDelta>("delta");
    const auto row = [](const char *name, auto &&spoil) {
        MetricsDelta delta{.elapsed = 1s,
                           .endpoints = {get(QStringLiteral("/"), {1ms})},
                           .scenarios = {{.scenario = 0, .ok = 1}},
                           .steps = {{.name = QStringLiteral("s"), .ok = 1, .duration = latencies({1ms})}},
                           .checks = {{QStringLiteral("c"), 1, 0}},
                           .errors = {error(QStringLiteral("e"), 1, 1s, 1s)},
                           .counters = {{QStringLiteral("n"), 1}},
                           .trends = {{QStringLiteral("t"), Distribution().sparse()}},
                           .gauges = {{.name = QStringLiteral("g"), .last = 2, .min = 1, .max = 3}},
                           .loopLag = latencies({1ms})};
        spoil(delta);
        QTest::newRow(name) << delta;
    };
    row("time below zero", [](auto &delta) { delta.elapsed = -1us; });
    row("time far ahead", [](auto &delta) { delta.elapsed = 1h; });
    row("load time above all time", [](auto &delta) { delta.loadTime = 2s; });
    row("workers below zero", [](auto &delta) { delta.activeWorkers = -1; });
    row("bytes below zero", [](auto &delta) { delta.bytesIn = -1; });
    row("bytes without end", [](auto &delta) { delta.bytesOut = std::numeric_limits<qint64>::max(); });
    row("latency cells", [](auto &delta) { delta.endpoints[0].latency.cells = {-1}; });
    row("latency counts", [](auto &delta) { delta.endpoints[0].latency.counts = {}; });
    row("response time cells", [](auto &delta) { delta.endpoints[0].responseTime.cells = {-1}; });
    row("phase cells", [](auto &delta) { delta.endpoints[0].phases.receive.cells = {1}; });
    row("phase of fixtures", [](auto &delta) {
        delta.fixtures.endpoints = {get(QStringLiteral("/"), {1ms})};
        delta.fixtures.endpoints[0].phases.dns.max = -1us;
    });
    row("exchanges below zero", [](auto &delta) { delta.endpoints[0].count = -1; });
    row("more failed than all", [](auto &delta) { delta.endpoints[0].failed = 2; });
    row("more aborted than all", [](auto &delta) { delta.endpoints[0].aborted = 2; });
    row("retries below zero", [](auto &delta) { delta.endpoints[0].retried = -1; });
    row("fixtures below zero", [](auto &delta) { delta.fixtures.bytesIn = -1; });
    row("more fixtures failed than all", [](auto &delta) {
        delta.fixtures.endpoints = {get(QStringLiteral("/"), {1ms})};
        delta.fixtures.endpoints[0].failed = 2;
    });
    row("failures without counts", [](auto &delta) { delta.endpoints[0].failedLatency.cells = {1}; });
    row("status below zero", [](auto &delta) { delta.endpoints[0].statuses[200] = -1; });
    row("scenario below zero", [](auto &delta) { delta.scenarios[0].scenario = -1; });
    row("unknown scenario", [](auto &delta) { delta.scenarios[0].scenario = 2; });
    row("iterations below zero", [](auto &delta) { delta.scenarios[0].ok = -1; });
    row("aborted below zero", [](auto &delta) { delta.scenarios[0].aborted = -1; });
    row("duration bounds", [](auto &delta) { delta.scenarios[0].duration.min = 1s; });
    row("steps below zero", [](auto &delta) { delta.steps[0].ok = -1; });
    row("failed steps below zero", [](auto &delta) { delta.steps[0].failed = -1; });
    row("aborted steps below zero", [](auto &delta) { delta.steps[0].aborted = -1; });
    row("requests of steps below zero", [](auto &delta) { delta.steps[0].requests = -1; });
    row("duration of steps", [](auto &delta) { delta.steps[0].duration.min = 1s; });
    row("duration of failed steps", [](auto &delta) { delta.steps[0].failedDuration.cells = {1}; });
    row("check below zero", [](auto &delta) { delta.checks[0].failed = -1; });
    row("counter below zero", [](auto &delta) { delta.counters[0].added = -1; });
    row("counter without end",
        [](auto &delta) { delta.counters[0].added = std::numeric_limits<double>::infinity(); });
    row("trend cells", [](auto &delta) { delta.trends[0].values.cells = {1}; });
    row("trend that is none",
        [](auto &delta) { delta.trends[0].values.sum = std::numeric_limits<double>::quiet_NaN(); });
    row("gauge outside of its bounds", [](auto &delta) { delta.gauges[0].last = 4; });
    row("lag below zero", [](auto &delta) { delta.loopLag.min = -1us; });
    row("effort below zero", [](auto &delta) { delta.effort.cpu = -1us; });
    row("ports below zero", [](auto &delta) { delta.effort.withoutPort = -1; });
    row("script time below zero", [](auto &delta) { delta.scenarios[0].scriptTime = -1us; });
    row("error below zero", [](auto &delta) { delta.errors[0].count = -1; });
}

void TestSnapshotMerger::rubbishIsRefusedWhole()
{
    QFETCH(Protocol::MetricsDelta, delta);
    auto merger = started(1);
    const auto before = merger.snapshot(1s);
    const auto status = merger.add(0, delta, 1s);
    QVERIFY(!status);
    QVERIFY(!status.error().text.isEmpty());
    QCOMPARE(merger.snapshot(1s), before);
}

// 50 endpoints and 10 helpers that report four times a second, latencies around 1 s: the snapshot of each
// tick.
void TestSnapshotMerger::costOfASnapshot()
{
    std::mt19937 random(1);
    auto merger = started(10);
    std::vector<Protocol::MetricsDelta> deltas;
    for (int helper = 0; helper < 10; ++helper) {
        Protocol::MetricsDelta delta;
        for (int i = 0; i < 50; ++i) {
            auto endpoint = get(QString::number(i), {});
            Histogram latency;
            for (int n = 0; n < 20; ++n)
                latency.record(microseconds(random() % 2'000'000));
            endpoint.count = 20;
            endpoint.latency = latency.sparse();
            delta.endpoints.append(endpoint);
        }
        deltas.push_back(delta);
    }
    microseconds now{0};
    const auto mergeAll = [&] {
        now += 250ms;
        for (int helper = 0; helper < 10; ++helper) {
            deltas.at(size_t(helper)).elapsed = now;
            QVERIFY(merger.add(helper, deltas.at(size_t(helper)), now));
        }
    };
    Snapshot kept; // as a window keeps it
    for (int i = 0; i < 8; ++i)
        mergeAll();
    QBENCHMARK
    {
        mergeAll();
        kept = merger.snapshot(now);
    }
    QVERIFY(kept.requests > 0);
}

QTEST_GUILESS_MAIN(TestSnapshotMerger)
#include "tst_snapshotmerger.moc"
