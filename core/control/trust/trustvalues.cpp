// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/trust/trustvalues.h"

#include "core/model/protocol/messages.h"

#include <algorithm>

using std::chrono::microseconds;

namespace Molotov {

namespace {

constexpr int TooManyRequests = 429;
constexpr int FirstServerError = 500;

// Of fewer, chance decides which one is the fastest.
constexpr qint64 FewestToCompare = 50;
// Less is what a computer needs for itself.
constexpr std::chrono::milliseconds LeastSlowdown{2};

qint64 refusedIn(const QMap<int, qint64> &statuses)
{
    qint64 count = 0;
    for (auto it = statuses.begin(); it != statuses.end(); ++it)
        count += it.key() == TooManyRequests || it.key() >= FirstServerError ? it.value() : 0;
    return count;
}

double sumOf(const LatencySummary &times)
{
    return times.mean * double(times.count);
}

microseconds waitFor(const LatencySummary &answered, const LatencySummary &failed)
{
    return microseconds(qint64(sumOf(answered) + sumOf(failed)));
}

TrustValues::Lag lagOf(const LatencySummary &lag)
{
    return {.count = lag.count, .p99 = lag.p99};
}

TrustValues::Lag lagOf(const SparseHistogram &sparse)
{
    Histogram lag;
    (void)lag.add(sparse); // it was looked at when it came
    return {.count = lag.count(), .p99 = lag.percentile(0.99)};
}

double needOf(const HelperEffort &effort)
{
    return effort.time.count() > 0
               ? double((effort.cpu + effort.cpuWait).count()) / double(effort.time.count())
               : 0;
}

} // namespace

TrustValues::TrustValues(const Snapshot &measured)
    : requests(measured.requests - measured.requestsAborted)
    , unanswered(measured.requestsFailed)
    , waited(waitFor(measured.latency, measured.failedLatency) + measured.effort.connectionWait)
    , latency(measured.latency.p50)
    , iterations(measured.iterationsOk + measured.iterationsFailed + measured.iterationsDropped)
    , dropped(measured.iterationsDropped)
    , late(measured.iterationsLate)
    , lag(lagOf(measured.loopLag))
    , ownLag(lagOf(measured.ownLag))
    , longScript(measured.longScript)
    , effort(measured.effort)
    , busiest{.effort = measured.effort}
    , machine(measured.machine)
{
    const EndpointMetrics *main = nullptr;
    for (const auto &endpoint : measured.endpoints) {
        refused += refusedIn(endpoint.statuses);
        if (main == nullptr || sumOf(endpoint.latency) > sumOf(main->latency))
            main = &endpoint;
    }
    if (main != nullptr && main->latency.count >= FewestToCompare
        && main->latency.p50 - main->latency.min >= LeastSlowdown) {
        slowdown =
            double(main->latency.p50.count()) / double(std::max(microseconds(1), main->latency.min).count());
        slowEndpoint = QString(main->method + QLatin1Char(' ') + main->name).trimmed();
    }
    if (measured.phases.connect.count >= FewestToCompare)
        connect = measured.phases.connect.p99;
    microseconds most{0};
    for (const auto &scenario : measured.scenarios) {
        if (scenario.scriptTime > most) {
            most = scenario.scriptTime;
            busiestScenario = scenario.name;
        }
    }
    for (const auto &helper : measured.helpers) {
        if (needOf(helper.effort) > 0
            && (busiest.index < 0 || needOf(helper.effort) > needOf(busiest.effort)))
            busiest = {.index = helper.index, .effort = helper.effort};
    }
}

TrustValues::TrustValues(const Protocol::MetricsDelta &measured, microseconds median)
    : waited(measured.effort.connectionWait)
    , latency(median)
    , dropped(measured.dropped)
    , late(measured.late)
    , lag(lagOf(measured.loopLag))
    , ownLag(lagOf(measured.ownLag))
    , effort(measured.effort)
    , busiest{.effort = measured.effort}
    , machine(measured.machine)
{
    for (const auto &endpoint : measured.endpoints) {
        requests += endpoint.count - endpoint.aborted;
        unanswered += endpoint.failed;
        refused += refusedIn(endpoint.statuses);
        waited += endpoint.latency.sum + endpoint.failedLatency.sum;
    }
    iterations = dropped;
    for (const auto &scenario : measured.scenarios)
        iterations += scenario.ok + scenario.failed;
}

} // namespace Molotov
