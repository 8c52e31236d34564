// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/seriesbuilder.h"

#include "core/model/protocol/messages.h"

#include <algorithm>
#include <array>

using std::chrono::microseconds;

namespace Molotov {

namespace {

constexpr microseconds OneSecond = std::chrono::seconds(1);

struct Counts
{
    double ok = 0;
    double failed = 0;
    double requests = 0;
};

Counts countsOf(const Protocol::MetricsDelta &delta)
{
    Counts counts;
    for (const auto &scenario : delta.scenarios) {
        counts.ok += double(scenario.ok);
        counts.failed += double(scenario.failed);
    }
    for (const auto &endpoint : delta.endpoints)
        counts.requests += double(endpoint.count);
    return counts;
}

// The second that ends at or after this moment, as a delta is about the time before its own.
qint64 secondBefore(microseconds moment)
{
    return std::max<qint64>(0, (moment.count() - 1) / OneSecond.count());
}

} // namespace

SeriesBuilder::SeriesBuilder(int helpers)
    : m_helpers(size_t(helpers))
{
}

void SeriesBuilder::add(int helper, const Protocol::MetricsDelta &delta)
{
    auto &track = m_helpers.at(size_t(helper));
    const auto from = std::min(track.reported, delta.elapsed);
    const auto to = delta.elapsed;
    track.reported = std::max(track.reported, to);
    track.activeWorkers = delta.activeWorkers;

    const auto counts = countsOf(delta);
    const auto first = qint64(from / OneSecond);
    const auto last = std::max(first, secondBefore(to));
    for (auto number = first; number <= last; ++number) {
        auto *second = openSecond(number);
        if (!second)
            continue;
        const microseconds begin = number * OneSecond;
        const auto overlap = std::min(to, begin + OneSecond) - std::max(from, begin);
        const double part = to > from ? double(overlap.count()) / double((to - from).count()) : 1;
        second->ok += part * counts.ok;
        second->failed += part * counts.failed;
        second->requests += part * counts.requests;
        auto &active = second->activeWorkers.at(size_t(helper));
        active = std::max(active, delta.activeWorkers); // not 0 because they ended at its end
    }
    if (auto *second = openSecond(secondBefore(from + (to - from) / 2))) {
        for (const auto &endpoint : delta.endpoints)
            (void)second->latency.add(endpoint.latency);
    }
}

void SeriesBuilder::helperEnded(int helper)
{
    auto &track = m_helpers.at(size_t(helper));
    track.hasEnded = true;
    track.activeWorkers = 0;
}

void SeriesBuilder::closeSeconds(microseconds now)
{
    const auto limit = std::max(reportedByAll(), now - MaxLateness);
    while ((m_points.size() + 1) * OneSecond <= limit)
        closeFirst();
}

int SeriesBuilder::activeWorkers() const
{
    int sum = 0;
    for (const auto &helper : m_helpers)
        sum += helper.activeWorkers;
    return sum;
}

microseconds SeriesBuilder::lastReported() const
{
    microseconds last{0};
    for (const auto &helper : m_helpers)
        last = std::max(last, helper.reported);
    return last;
}

// Null when that second has been closed.
SeriesBuilder::Second *SeriesBuilder::openSecond(qint64 number)
{
    const auto position = number - m_points.size();
    if (position < 0)
        return nullptr;
    while (qint64(m_open.size()) <= position)
        m_open.emplace_back().activeWorkers.assign(m_helpers.size(), -1);
    return &m_open.at(size_t(position));
}

microseconds SeriesBuilder::reportedByAll() const
{
    auto moment = lastReported();
    for (const auto &helper : m_helpers) {
        if (!helper.hasEnded)
            moment = std::min(moment, helper.reported);
    }
    return moment;
}

void SeriesBuilder::closeFirst()
{
    const auto &second = *openSecond(m_points.size());
    int activeWorkers = 0;
    for (size_t i = 0; i < m_helpers.size(); ++i) {
        auto &helper = m_helpers.at(i);
        if (second.activeWorkers.at(i) >= 0)
            helper.activeWhenClosed = second.activeWorkers.at(i);
        else if (helper.hasEnded)
            helper.activeWhenClosed = 0;
        activeWorkers += helper.activeWhenClosed;
    }
    const auto [p50, p95, p99] = second.latency.percentiles(std::array{0.50, 0.95, 0.99});
    m_points.append({.second = int(m_points.size()),
                     .okRate = second.ok,
                     .failedRate = second.failed,
                     .requestRate = second.requests,
                     .p50 = p50,
                     .p95 = p95,
                     .p99 = p99,
                     .activeWorkers = activeWorkers});
    m_open.pop_front();
}

} // namespace Molotov
