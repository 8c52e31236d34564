// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/runsecond.h"

#include "core/control/run/deltamerger.h"
#include "core/control/trust/trustrules.h"

#include <algorithm>

namespace Molotov {

DeltaCounts countsOf(const Protocol::MetricsDelta &delta)
{
    DeltaCounts counts;
    for (const auto &scenario : delta.scenarios) {
        counts.iterationsOk += scenario.ok;
        counts.iterationsFailed += scenario.failed;
    }
    for (const auto &endpoint : delta.endpoints) {
        counts.requests += endpoint.count;
        counts.requestsFailed += endpoint.failed;
        for (auto it = endpoint.statuses.begin(); it != endpoint.statuses.end(); ++it)
            counts.statuses.at(size_t(classOf(it.key()))) += it.value();
    }
    return counts;
}

SeriesPoint pointOf(int second, std::chrono::microseconds length, const Protocol::MetricsDelta &measured)
{
    const auto counts = countsOf(measured);
    const auto rate = [length](qint64 count) { return ratePerSecond(double(count), length); };
    Histogram latency;
    Histogram responseTime;
    for (const auto &endpoint : measured.endpoints) { // it was looked at when it came
        (void)latency.add(endpoint.latency);
        (void)responseTime.add(endpoint.responseTime);
    }
    const auto [p50, p95, p99] = latency.percentiles(std::array{0.50, 0.95, 0.99});
    SeriesPoint point{.second = second,
                      .okRate = rate(counts.iterationsOk),
                      .failedRate = rate(counts.iterationsFailed),
                      .requestRate = rate(counts.requests),
                      .requestFailedRate = rate(counts.requestsFailed),
                      .p50 = p50,
                      .p95 = p95,
                      .p99 = p99,
                      .max = latency.max(),
                      .responseP95 = responseTime.percentile(0.95),
                      .activeWorkers = measured.activeWorkers};
    const auto trust = judgeTrust(TrustValues(measured, point.p50));
    point.isTrusted = !trust || trust->isOk;
    std::transform(counts.statuses.begin(), counts.statuses.end(), point.statusRates.begin(), rate);
    return point;
}

RunSecond joined(const QList<RunSecond> &seconds)
{
    DeltaMerger sum;
    std::chrono::microseconds length{0};
    int activeWorkers = 0;
    for (const auto &second : seconds) {
        sum.add(second.measured);
        length += second.length;
        activeWorkers = std::max(activeWorkers, second.measured.activeWorkers);
    }
    RunSecond all{.length = length, .measured = sum.sum()};
    all.measured.elapsed = seconds.last().measured.elapsed;
    all.measured.activeWorkers = activeWorkers;
    all.point = pointOf(seconds.first().point.second, length, all.measured);
    return all;
}

} // namespace Molotov
