// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/resultnews.h"
#include "core/control/run/loadphasemerger.h"
#include "core/model/goalparser.h"

#include <QRandomGenerator>

#include <optional>

namespace Molotov {

/// What two helpers measure in a run that never happened, merged as a controller does it; the same for each
/// seed.
class MeasuredRun
{
public:
    explicit MeasuredRun(int endpoints = 3, int requestsOfEach = 25, quint32 seed = 1)
        : m_random(seed)
        , m_endpoints(endpoints)
        , m_requests(requestsOfEach)
    {
        m_info.profile.scenarioFile = QStringLiteral("/home/qa/shop.ts");
        m_info.profile.test = QStringLiteral("checkout");
        m_info.profile.processes = 2;
        m_info.profile.workers = 5;
        m_info.profile.duration = std::chrono::hours(2);
        m_info.scenarios = {{QStringLiteral("browse"), 40}, {QStringLiteral("buy"), 5}};
        m_info.startedAt = QDateTime(QDate(2026, 3, 14), QTime(15, 9, 26), Qt::UTC);
        m_info.seed = 42;
        m_merger.runStarted(m_info.scenarios, m_info.startedAt);
        m_merger.helperReady(0, 41);
        m_merger.helperReady(1, 42);
    }

    RunInfo &info() { return m_info; }

    /// The next second of the run, as news.
    ResultNews second(bool withTotals = true)
    {
        using namespace std::chrono_literals;
        for (int quarter = 0; quarter < 4; ++quarter) {
            m_now += 250ms;
            for (int helper = 0; helper < 2; ++helper)
                (void)m_merger.add(helper, delta(), m_now);
        }
        ResultNews news;
        news.add(closed(m_merger.takeSeconds(m_now)));
        if (withTotals)
            news.totals = m_merger.snapshot(m_now);
        return news;
    }

    /// A quarter of a second more, and the end.
    ResultNews end()
    {
        using namespace std::chrono_literals;
        m_now += 250ms;
        (void)m_merger.add(0, delta(), m_now);
        m_merger.helperEnded(0, HelperEnd::Finished);
        m_merger.helperEnded(1, HelperEnd::Finished);
        ResultNews news;
        news.add(closed(m_merger.takeLastSeconds()));
        news.totals = m_merger.snapshot(m_now);
        for (int helper = 0; helper < 2; ++helper) {
            for (int position = 0; position < 5; ++position)
                news.add(helper, {{.position = position,
                                   .state = Protocol::WorkerState::Done,
                                   .scenario = position % 2,
                                   .iterations = 7,
                                   .failed = helper}});
        }
        const auto goals = parseGoals(
            {QStringLiteral("p95(latency) < 300 ms"), QStringLiteral("count(iterations) > 1000000")});
        news.totals->goals = {{.goal = goals.at(0), .state = GoalStatus::State::Holds, .measured = 250.5},
                              {.goal = goals.at(1), .state = GoalStatus::State::NotJudged}};
        news.outcome = RunOutcome{.profile = m_info.profile, .last = *news.totals};
        news.outcome->load = m_load->phase();
        return news;
    }

private:
    QList<RunSecond> closed(const QList<RunSecond> &seconds)
    {
        if (!m_load)
            m_load.emplace(m_info.profile, m_info.scenarios);
        m_load->add(seconds, m_merger.loadTime());
        return seconds;
    }

    Protocol::MetricsDelta delta()
    {
        using namespace std::chrono_literals;
        Protocol::MetricsDelta delta;
        delta.elapsed = m_now;
        delta.loadTime = m_now;
        delta.activeWorkers = 5;
        delta.bytesIn = m_random.bounded(10'000);
        delta.bytesOut = m_random.bounded(1'000);
        for (int i = 0; i < m_endpoints; ++i) {
            Histogram latency;
            const int count = m_random.bounded(m_requests / 4 + 2);
            for (int request = 0; request < count; ++request)
                latency.record(time());
            Protocol::EndpointDelta endpoint{.method = QStringLiteral("GET"),
                                             .name = QStringLiteral("/products/page%1").arg(i)};
            endpoint.failed = m_random.bounded(10) == 0 ? 1 : 0;
            endpoint.aborted = m_random.bounded(50) == 0 ? 1 : 0;
            endpoint.count = count + endpoint.failed + endpoint.aborted;
            endpoint.statuses = {{200, count - count / 10}, {503, count / 10}};
            endpoint.latency = latency.sparse();
            if (endpoint.failed > 0) {
                Histogram failed;
                failed.record(time());
                endpoint.failedLatency = failed.sparse();
            }
            if (endpoint.count > 0)
                delta.endpoints.append(endpoint);
        }
        Histogram duration;
        duration.record(time());
        delta.scenarios = {{.scenario = 0, .ok = 1, .duration = duration.sparse()},
                           {.scenario = 1, .failed = 1, .failedDuration = duration.sparse()}};
        delta.steps = {
            {.name = QStringLiteral("pay"), .ok = 1, .requests = 2, .duration = duration.sparse()}};
        delta.checks = {{.name = QStringLiteral("is logged in"), .passed = 3, .failed = 1}};
        delta.counters = {{.name = QStringLiteral("orders"), .added = 2}};
        Distribution values;
        values.record(m_random.bounded(100)); // sums of whole numbers are exact in any order
        delta.trends = {{.name = QStringLiteral("basket"), .values = values.sparse()}};
        delta.gauges = {{.name = QStringLiteral("stock"), .last = 5, .min = 3, .max = 9}};
        delta.dropped = 1;
        delta.late = 2;
        delta.loopLag = manyOf(time());
        delta.ownLag = manyOf(time());
        delta.effort = {.time = 250ms, .userTime = 1250ms, .cpu = 100ms, .cpuWait = 10ms, .script = 50ms};
        delta.effort.withoutPort = m_random.bounded(100) == 0 ? 1 : 0;
        if (m_random.bounded(8) == 0) {
            delta.errors = {{.error = {.kind = ErrorKind::Assertion,
                                       .message = QStringLiteral("expected 200, got 503"),
                                       .stack = {{.function = QStringLiteral("buy"),
                                                  .place = {.file = QStringLiteral("shop.ts"), .line = 7}}},
                                       .endpoint = QStringLiteral("GET /products/page0")},
                             .count = 1,
                             .first = m_now,
                             .last = m_now}};
        }
        return delta;
    }

    static SparseHistogram manyOf(std::chrono::microseconds time)
    {
        Histogram lag;
        for (int i = 0; i < 25; ++i)
            lag.record(time);
        return lag.sparse();
    }

    // Most are fast, some are not.
    std::chrono::microseconds time()
    {
        const double slow = m_random.generateDouble();
        return std::chrono::microseconds(qint64(20'000 / (0.05 + slow)) + m_random.bounded(1'000));
    }

    QRandomGenerator m_random;
    int m_endpoints;
    int m_requests;
    RunInfo m_info;
    SnapshotMerger m_merger{2, {}};
    std::optional<LoadPhaseMerger> m_load; // from the first second on
    std::chrono::microseconds m_now{0};
};

} // namespace Molotov
