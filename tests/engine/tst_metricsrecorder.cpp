// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/boundedtext.h"
#include "core/engine/loglimiter.h"
#include "core/engine/metricsrecorder.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

StackFrame frame(int line)
{
    return {.function = {}, .place = {.file = QStringLiteral("a.ts"), .line = line}};
}

} // namespace

/// What is counted, and that it stays within its bounds: MetricsRecorder, ErrorLog, LogLimiter.
class tst_MetricsRecorder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reportsEachThingOnce();
    void measuresWhatTheLoadTook();
    void measuresHowLongLoadWasMeantToRun();
    void measuresThePhasesThatAreKnown();
    void tellsResponseTimeFromLatency();
    void countsTooManyEndpointsTogether();
    void groupsErrors();
    void countsTooManyErrorsTogether();
    void boundsNames();
    void boundsMessagesAndStacks();
    void limitsLines();
};

void tst_MetricsRecorder::reportsEachThingOnce()
{
    ManualClock clock;
    MetricsRecorder metrics(clock);
    clock.advance(1h);
    metrics.start(2);
    clock.advance(250ms);
    metrics.load().addResponse("GET", QStringLiteral("/"), 200, {.total = 5ms});
    metrics.load().addFailure("GET", QStringLiteral("/"), 8ms);
    metrics.load().addAborted("GET", QStringLiteral("/"));
    metrics.load().addRetry("GET", QStringLiteral("/"));
    metrics.load().addTraffic(100, 10);
    metrics.fixtures().addResponse("POST", QStringLiteral("/login"), 204, {.total = 1ms});
    metrics.fixtures().addTraffic(30, 3);
    metrics.addIteration(1, true, 6ms);
    metrics.addIteration(1, false, 7ms);
    metrics.addAbortedIteration(1);
    metrics.addToCheck(QStringLiteral("c"), 1, 0);
    QCOMPARE(metrics.addStep(QStringLiteral("unused")), 0);
    const int step = metrics.addStep(QStringLiteral("pay"));
    const auto startedAt = metrics.elapsed();
    metrics.endStep(step, StepOutcome::Failed, startedAt - 9ms);
    metrics.endStep(step, StepOutcome::Ok, startedAt - 8ms);
    metrics.endStep(step, StepOutcome::Ok, startedAt - 6ms);
    metrics.endStep(step, StepOutcome::Aborted, startedAt - 5ms);
    metrics.endStep(step, StepOutcome::Uncounted, startedAt - 5ms);
    metrics.addStepRequests(step, 7);

    const auto first = metrics.take(3);
    QCOMPARE(first.elapsed, 250ms);
    QCOMPARE(first.activeWorkers, 3);
    QCOMPARE(first.bytesIn, 100);
    QCOMPARE(first.endpoints.size(), 1);
    QCOMPARE(first.endpoints.first().count, 3);
    QCOMPARE(first.endpoints.first().failed, 1);
    QCOMPARE(first.endpoints.first().aborted, 1);
    QCOMPARE(first.endpoints.first().retried, 1);
    QCOMPARE(first.endpoints.first().statuses, (QMap<int, qint64>{{200, 1}}));
    QCOMPARE(first.endpoints.first().latency.max, 5ms);
    QCOMPARE(first.endpoints.first().failedLatency.min, 8ms);
    QCOMPARE(first.fixtures.bytesIn, 30);
    QCOMPARE(first.fixtures.bytesOut, 3);
    QCOMPARE(first.fixtures.endpoints.size(), 1);
    QCOMPARE(first.fixtures.endpoints.first().name, QStringLiteral("/login"));
    QCOMPARE(first.scenarios.size(), 1);
    QCOMPARE(first.scenarios.first().scenario, 1);
    QCOMPARE(first.scenarios.first().failed, 1);
    QCOMPARE(first.scenarios.first().aborted, 1);
    QCOMPARE(first.scenarios.first().duration.max, 6ms);
    QCOMPARE(first.scenarios.first().failedDuration.min, 7ms);
    QCOMPARE(first.checks.size(), 1);
    QCOMPARE(first.steps.size(), 1);
    QCOMPARE(first.steps.first().name, QStringLiteral("pay"));
    QCOMPARE(first.steps.first().ok, 2);
    QCOMPARE(first.steps.first().failed, 1);
    QCOMPARE(first.steps.first().aborted, 1);
    QCOMPARE(first.steps.first().requests, 7);
    QCOMPARE(first.steps.first().duration.min, 6ms);
    QCOMPARE(first.steps.first().duration.max, 8ms);
    QCOMPARE(first.steps.first().failedDuration.max, 9ms);

    clock.advance(250ms);
    Protocol::MetricsDelta nothing;
    nothing.elapsed = 500ms;
    nothing.loadTime = 500ms;
    auto second = metrics.take(0);
    QCOMPARE(second.effort.time, 250ms);
    second.effort = {};
    QVERIFY(second == nothing);
}

void tst_MetricsRecorder::measuresWhatTheLoadTook()
{
    ManualClock clock;
    MetricsRecorder metrics(clock);
    metrics.addScriptTime(1s); // of loading the scenario
    metrics.addScriptTimeOf(0, 1s);
    metrics.start(2);
    clock.advance(200ms);
    metrics.addScriptTime(30ms);
    metrics.addScriptTimeOf(1, 20ms);
    metrics.addScriptTimeOf(-1, 10ms);
    metrics.addWithoutPort();
    metrics.addWithoutMemory();
    metrics.load().addResponse("GET", QStringLiteral("/"), 200,
                               {.connect = 2ms,
                                .send = 1ms,
                                .wait = 3ms,
                                .receive = 1ms,
                                .forConnection = 5ms,
                                .total = 7ms,
                                .known = ExchangeTimings::Connect | ExchangeTimings::Send
                                         | ExchangeTimings::Wait | ExchangeTimings::Receive});
    metrics.load().addResponse("GET", QStringLiteral("/"), 200, {.wait = 3ms, .total = 12ms, .known = 0});
    const auto first = metrics.take(4);
    QCOMPARE(first.effort.time, 200ms);
    QCOMPARE(first.effort.userTime, 400ms); // from none to four
    QCOMPARE(first.effort.script, 30ms);
    QCOMPARE(first.effort.connectionWait, 5ms);
    QCOMPARE(first.effort.withoutPort, 1);
    QCOMPARE(first.effort.withoutMemory, 1);
    QCOMPARE(first.scenarios.size(), 1);
    QCOMPARE(first.scenarios.first().scenario, 1);
    QCOMPARE(first.scenarios.first().scriptTime, 20ms);
    clock.advance(100ms);
    const auto second = metrics.take(4);
    QCOMPARE(second.effort.userTime, 400ms);
    QCOMPARE(second.effort.script, 0ms);
    QVERIFY(second.scenarios.isEmpty());
}

void tst_MetricsRecorder::measuresHowLongLoadWasMeantToRun()
{
    ManualClock clock;
    MetricsRecorder metrics(clock);
    metrics.start(1);
    clock.advance(2s);
    QCOMPARE(metrics.take(0).loadTime, 2s);
    metrics.endLoad();
    clock.advance(1s);
    metrics.endLoad();
    QCOMPARE(metrics.take(0).loadTime, 2s);
    QCOMPARE(metrics.take(0).elapsed, 3s);
}

void tst_MetricsRecorder::measuresThePhasesThatAreKnown()
{
    using Timings = ExchangeTimings;
    ManualClock clock;
    MetricsRecorder metrics(clock);
    const auto add = [&metrics](quint8 known) {
        metrics.load().addResponse("GET", QStringLiteral("/"), 200,
                                   {.dns = 1ms,
                                    .connect = 2ms,
                                    .tls = 3ms,
                                    .send = 4ms,
                                    .wait = 5ms,
                                    .receive = 6ms,
                                    .total = 21ms,
                                    .known = known});
    };
    const auto counts = [&metrics] {
        QList<qsizetype> all;
        const auto delta = metrics.take(1);
        forEachPhase(delta.endpoints.first().phases, [&all](const SparseHistogram &phase) {
            all.append(phase.counts.isEmpty() ? 0 : phase.counts.first());
        });
        return all;
    };
    add(Timings::Send | Timings::Wait | Timings::Receive);
    add(Timings::Dns | Timings::Connect | Timings::Send | Timings::Wait | Timings::Receive);
    add(Timings::Tls | Timings::Receive);
    QCOMPARE(counts(), QList<qsizetype>({1, 1, 1, 2, 2, 3, 0}));
    add(Timings::Connect | Timings::Queued);
    const auto phases = metrics.take(1).endpoints.first().phases;
    QCOMPARE(phases.connect.max, 2ms);
    QCOMPARE(phases.queued.counts.size(), 1);
    QVERIFY(phases.dns == SparseHistogram() && phases.wait == SparseHistogram());
}

void tst_MetricsRecorder::tellsResponseTimeFromLatency()
{
    ManualClock clock;
    MetricsRecorder metrics(clock);
    metrics.load().addResponse("GET", QStringLiteral("/"), 200, {.queued = 3ms, .total = 10ms}, 40ms);
    const auto endpoint = metrics.take(1).endpoints.first();
    QCOMPARE(endpoint.latency.max, 10ms);
    QCOMPARE(endpoint.responseTime.max, 53ms);
    metrics.load().addRetry("GET", QStringLiteral("/"));
    QVERIFY(metrics.take(1).endpoints.first().responseTime.counts.isEmpty());
}

void tst_MetricsRecorder::countsTooManyEndpointsTogether()
{
    ManualClock clock;
    MetricsRecorder metrics(clock);
    for (int i = 0; i < 1500; ++i)
        metrics.load().addResponse("GET", QStringLiteral("/%1").arg(i), 200, {.total = 1ms});
    const auto delta = metrics.take(0);
    QCOMPARE(delta.endpoints.size(), ExchangeCounter::MaxEndpoints + 1);
    qint64 sum = 0;
    for (const auto &endpoint : delta.endpoints) {
        sum += endpoint.count;
        if (endpoint.name == QLatin1String("(other)"))
            QCOMPARE(endpoint.count, 500);
    }
    QCOMPARE(sum, 1500);
}

void tst_MetricsRecorder::groupsErrors()
{
    ErrorLog log;
    const ScriptError error{.kind = ErrorKind::Assertion, .message = QStringLiteral("no"), .stack = {}};
    auto elsewhere = error;
    elsewhere.stack.append(frame(3));
    log.add(error, 1s);
    log.add(elsewhere, 2s);
    log.add(error, 3s);
    const auto groups = log.take();
    QCOMPARE(groups, QList<ErrorGroup>({{.error = error, .count = 2, .first = 1s, .last = 3s},
                                        {.error = elsewhere, .count = 1, .first = 2s, .last = 2s}}));
    QVERIFY(log.take().isEmpty());
    log.add(error, 4s);
    QCOMPARE(log.take(), QList<ErrorGroup>({{.error = error, .count = 1, .first = 4s, .last = 4s}}));
}

void tst_MetricsRecorder::countsTooManyErrorsTogether()
{
    ErrorLog log;
    QList<ErrorGroup> groups;
    for (int i = 0; i < 1000; ++i) {
        log.add({.kind = ErrorKind::Script, .message = {}, .stack = {frame(i + 1)}}, 1s);
        if (i % 100 == 99)
            groups += log.take();
    }
    qint64 sum = 0;
    qint64 others = 0;
    for (const auto &group : groups) {
        sum += group.count;
        others += group.error.message == QLatin1String("Other errors") ? group.count : 0;
    }
    QCOMPARE(sum, 1000);
    QCOMPARE(others, 1000 - ErrorLog::MaxGroups);
}

// A report of longer ones would not fit into a frame.
void tst_MetricsRecorder::boundsNames()
{
    ManualClock clock;
    MetricsRecorder metrics(clock);
    metrics.start(1);
    const QString name(1'000'000, QLatin1Char('x'));
    metrics.load().addResponse("GET", name, 200, {.total = 5ms});
    metrics.addToCheck(name, 1, 0);
    const auto delta = metrics.take(1);
    QCOMPARE(delta.endpoints.first().name.size(), MaxNameLength);
    QCOMPARE(delta.checks.first().name.size(), MaxNameLength);
}

void tst_MetricsRecorder::boundsMessagesAndStacks()
{
    ErrorLog log;
    log.add({.kind = ErrorKind::Script,
             .message = QString(100'000, QLatin1Char('x')),
             .stack = QList<StackFrame>(500),
             .endpoint = QString(100'000, QLatin1Char('x'))},
            1s);
    const auto groups = log.take();
    QCOMPARE(groups.first().error.message.size(), ErrorLog::MaxMessage);
    QCOMPARE(groups.first().error.stack.size(), ErrorLog::MaxFrames);
    QCOMPARE(groups.first().error.endpoint.size(), MaxNameLength);
}

void tst_MetricsRecorder::limitsLines()
{
    ManualClock clock;
    QList<Protocol::ScriptLog> lines;
    LogLimiter limiter(clock, [&](const Protocol::ScriptLog &line) { lines.append(line); });
    for (int i = 0; i < 150; ++i)
        limiter.write(Protocol::LogLevel::Info, 1, QStringLiteral("line"));
    QCOMPARE(lines.size(), LogLimiter::LinesPerSecond);
    clock.advance(1s);
    limiter.write(Protocol::LogLevel::Info, 1, QString(20'000, QLatin1Char('y')));
    QCOMPARE(lines.last().dropped, 50);
    QCOMPARE(lines.last().text.size(), LogLimiter::MaxText);
    limiter.finish();
    QCOMPARE(lines.size(), LogLimiter::LinesPerSecond + 1);
}

QTEST_GUILESS_MAIN(tst_MetricsRecorder)
#include "tst_metricsrecorder.moc"
