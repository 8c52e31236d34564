// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/syntheticrun.h"

#include "tests/support/keptsample.h"

#include <algorithm>
#include <cmath>

namespace Molotov {

using Protocol::WorkerState;
using Protocol::WorkerStatus;
using std::chrono::microseconds;
using std::chrono::seconds;

namespace {

LatencySummary latency(qint64 count, int milliseconds)
{
    const microseconds typical(milliseconds * 1'000);
    return {.count = count,
            .min = typical / 3,
            .mean = double(typical.count()) * 1.2,
            .p50 = typical,
            .p90 = typical * 2,
            .p95 = typical * 3,
            .p99 = typical * 7,
            .p999 = typical * 15,
            .max = typical * 19};
}

ErrorGroup error(ErrorKind kind, const QString &message, qint64 count, int first, int last)
{
    const QString file = QStringLiteral("/home/qa/projects/webshop/loadtests/scenarios/shop.ts");
    return {.error = {.kind = kind,
                      .message = message,
                      .stack = {{.function = QStringLiteral("checkout"),
                                 .place = {.file = file, .line = 41 + int(count % 90), .column = 9}},
                                {.function = {}, .place = {.file = file, .line = 12, .column = 3}}}},
            .count = count,
            .first = seconds(first),
            .last = seconds(last)};
}

QList<ErrorGroup> errors(int s)
{
    return {
        error(ErrorKind::Assertion, QStringLiteral("expected status 200, got 503 (<html><b>busy</b></html>)"),
              1'283, s / 5, s - 1),
        error(ErrorKind::Network, QStringLiteral("POST /checkout: no answer within 10 s"), 74, s / 4, s - 2),
        error(ErrorKind::Http,
              QStringLiteral("GET /products: the answer broke off after 1,024 of 4,096 bytes"), 12, s / 3,
              s / 2),
        error(ErrorKind::Script,
              QStringLiteral("TypeError: Cannot read property 'id' of undefined\nat a line\n")
                  + QString(3'000, QLatin1Char('x')),
              3, s / 2, s / 2 + 4),
        error(ErrorKind::Local, QStringLiteral("This computer is out of ports to connect from"), 1, s - 3,
              s - 3),
    };
}

} // namespace

SyntheticRun::SyntheticRun(Profile profile, quint32 seed)
    : m_profile(std::move(profile))
    , m_seed(seed)
    , m_random(seed)
{
}

QList<Protocol::ScenarioInfo> SyntheticRun::scenarios()
{
    return {{QStringLiteral("browse"), 40}, {QStringLiteral("search"), 35}, {QStringLiteral("checkout"), 5}};
}

QList<SeriesPoint> SyntheticRun::points(int from, int to, bool withErrors) const
{
    QList<SeriesPoint> points;
    for (int second = from; second < to; ++second)
        points.append(point(second, to, withErrors));
    return points;
}

Snapshot SyntheticRun::snapshot(int s, bool withErrors)
{
    Snapshot snapshot;
    snapshot.elapsed = seconds(s);
    snapshot.loadTime = snapshot.elapsed;
    const auto series = points(0, s, withErrors);
    for (const auto &point : series) {
        snapshot.iterationsOk += qint64(point.okRate);
        snapshot.iterationsFailed += qint64(point.failedRate);
    }
    snapshot.requests = snapshot.iterationsOk * 3;
    snapshot.activeWorkers = series.isEmpty() ? 0 : series.constLast().activeWorkers;
    snapshot.latency = latency(snapshot.requests, 12);
    snapshot.loopLag = {
        .count = 100 * s, .p99 = microseconds(withErrors ? 21'400 : 310), .max = microseconds(48'200)};
    snapshot.trust =
        TrustVerdict{.limitedBy = RunLimit::Settings,
                     .evidence = {{.code = TrustEvidence::Code::BusyUsers, .measured = 92, .limit = 80}}};
    if (withErrors) {
        snapshot.trust = TrustVerdict{
            .limitedBy = RunLimit::Cpu,
            .isOk = false,
            .evidence = {
                {.code = TrustEvidence::Code::LateLoop, .measured = 21.4, .limit = 10},
                {.code = TrustEvidence::Code::WaitingHelper, .measured = 38, .limit = 10, .helper = 1}}};
    }
    const qint64 n = snapshot.requests;
    snapshot.endpoints = {
        {.method = QStringLiteral("GET"),
         .name = QStringLiteral("/products"),
         .count = n / 2,
         .latency = latency(n, 8)},
        {.method = QStringLiteral("GET"),
         .name = QStringLiteral("/products/{id}"),
         .count = n / 3,
         .latency = latency(n, 11)},
        {.method = QStringLiteral("POST"),
         .name = QStringLiteral("/checkout"),
         .count = n / 9,
         .failed = withErrors ? 74 : 0,
         .latency = latency(n, 64)},
    };
    const auto ok = snapshot.iterationsOk;
    snapshot.scenarios = {
        {.name = QStringLiteral("browse"), .ok = ok / 2, .duration = latency(ok, 120)},
        {.name = QStringLiteral("search"), .ok = ok / 3, .duration = latency(ok, 80)},
        {.name = QStringLiteral("checkout"),
         .ok = ok / 6,
         .failed = snapshot.iterationsFailed,
         .duration = latency(ok, 310)},
    };
    snapshot.steps = {
        {.name = QStringLiteral("log in"), .ok = ok / 6, .requests = ok / 6, .duration = latency(ok, 90)},
        {.name = QStringLiteral("order"),
         .ok = ok / 6,
         .failed = snapshot.iterationsFailed,
         .requests = ok / 2,
         .duration = latency(ok, 190)},
        {.name = QStringLiteral("order / pay"),
         .ok = ok / 6,
         .requests = ok / 6,
         .duration = latency(ok, 64)},
    };
    snapshot.counters = {{.name = QStringLiteral("orders"), .total = double(ok)}};
    snapshot.trends = {{.name = QStringLiteral("basket"), .count = ok, .min = 1, .mean = 3.5, .max = 20}};
    snapshot.checks = {{.name = QStringLiteral("has products"), .passed = ok, .failed = withErrors ? 7 : 0}};
    for (int helper = 0; helper < m_profile.processes; ++helper)
        snapshot.helpers.append({.index = helper, .pid = 48'211 + helper});
    if (withErrors) {
        snapshot.errors = errors(s);
        if (m_profile.processes > 1)
            snapshot.helpers.last().end = HelperEnd::Crashed;
    }
    return snapshot;
}

QList<RunSample> SyntheticRun::samples()
{
    QList<RunSample> samples;
    for (int worker = 0; worker < Protocol::MaxSamplesOfGroup; ++worker) {
        samples.append(keptSample(0, 12 + 9 * worker, seconds(48 + worker)));
        samples.append(keptSample(2, 3 + 7 * worker, seconds(80 + worker)));
    }
    return samples;
}

QList<WorkerStatus> SyntheticRun::workers(double share, bool withErrors)
{
    QList<WorkerStatus> changed;
    for (int position = 0; position < m_profile.workers; ++position) {
        if (m_random.generateDouble() >= share)
            continue;
        const int dice = int(m_random.bounded(100));
        const WorkerState state = dice < 58                 ? WorkerState::Running
                                  : dice < 92               ? WorkerState::Thinking
                                  : dice < 95 && withErrors ? WorkerState::Failed
                                  : dice < 98               ? WorkerState::Waiting
                                                            : WorkerState::Done;
        changed.append({.position = position,
                        .state = state,
                        .scenario = int(m_random.bounded(3)),
                        .iterations = m_random.bounded(400),
                        .failed = withErrors ? m_random.bounded(4) : 0});
    }
    return changed;
}

SeriesPoint SyntheticRun::point(int second, int s, bool withErrors) const
{
    // What was measured in a second stays as it is in later snapshots.
    QRandomGenerator random(m_seed + quint32(second));
    const auto noise = [&random](double spread) { return 1 + (random.generateDouble() - 0.5) * spread; };
    const int workers = m_profile.workers * m_profile.processes;
    const double rampUp = std::min(1.0, (second + 1) / (s > 600 ? 600.0 : s * 0.25));
    const double wave = 1 + 0.12 * std::sin(second / 17.0);
    const double ok = workers * 2.2 * rampUp * wave * noise(0.12);
    const bool isBad = withErrors && second > 40 && (second / 7) % 3 == 0;
    const double median = 9'000 * noise(0.3) * (0.6 + rampUp);
    const bool isSilent = withErrors && second > 110 && second < 114;
    if (isSilent)
        return {.second = second, .activeWorkers = int(workers * rampUp)};
    const double requests = std::floor(ok * 3 * noise(0.05));
    const double refused = isBad ? std::floor(requests * 0.12) : 0;
    const double missing = withErrors ? std::floor(requests * 0.02) : 0;
    const double unanswered = isBad ? 3 : 0;
    return {.second = second,
            .okRate = std::floor(ok * (isBad ? 0.8 : 1)),
            .failedRate = isBad ? std::floor(ok * 0.15 * noise(0.8)) + 1 : 0,
            .requestRate = requests,
            .requestFailedRate = unanswered,
            .statusRates = {requests - refused - missing - unanswered, 0, missing, refused, 0},
            .p50 = microseconds(qint64(median)),
            .p95 = microseconds(qint64(median * 2.6 * noise(0.3))),
            .p99 = microseconds(qint64(median * (isBad ? 9 : 5) * noise(0.4))),
            .activeWorkers = int(workers * rampUp),
            .isTrusted = !withErrors || second < 60 || second > 75};
}

} // namespace Molotov
