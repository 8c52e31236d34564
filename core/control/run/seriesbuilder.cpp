// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/seriesbuilder.h"

#include <algorithm>
#include <utility>

using std::chrono::microseconds;

namespace Molotov {

namespace {

constexpr microseconds OneSecond = std::chrono::seconds(1);

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
    // A report that is a little late is about the second before.
    constexpr double Whole = 0.95;
    auto &track = m_helpers.at(size_t(helper));
    const auto from = std::min(track.reported, delta.elapsed);
    const auto to = delta.elapsed;
    const auto length = double((to - from).count());
    track.reported = std::max(track.reported, to);
    track.activeWorkers = delta.activeWorkers;

    const auto noteWorkers = [helper, &delta](Second &second) {
        auto &active = second.activeWorkers.at(size_t(helper));
        active = std::max(active, delta.activeWorkers); // not 0 because they ended at its end
    };
    const auto first = qint64(from / OneSecond);
    const auto last = std::max(first, secondBefore(to));
    const auto partBefore = [&](qint64 second) { // of the delta, before the end of the second
        const auto end = std::min<microseconds>(to, (second + 1) * OneSecond);
        return second < last && length > 0 ? double((end - from).count()) / length : 1.0;
    };
    double done = 0;
    for (auto number = first; number <= last; ++number) {
        auto &second = openSecond(number);
        noteWorkers(second);
        const double before = partBefore(number);
        if (before - done >= Whole || first == last) {
            second.measured.add(delta);
            break; // the rest is too little to tell apart
        }
        if (done == 0 && before <= 1 - Whole)
            continue; // the next one has it all
        second.measured.add(partOf(delta, done, before));
        done = before;
    }
}

void SeriesBuilder::helperEnded(int helper)
{
    auto &track = m_helpers.at(size_t(helper));
    track.hasEnded = true;
    track.activeWorkers = 0;
}

QList<RunSecond> SeriesBuilder::closeSeconds(microseconds now)
{
    const auto limit = std::max(reportedByAll(), now - MaxLateness);
    QList<RunSecond> closed;
    while ((m_closed + 1) * OneSecond <= limit)
        closed.append(closeFirst(OneSecond));
    return closed;
}

QList<RunSecond> SeriesBuilder::closeAll()
{
    QList<RunSecond> closed;
    const auto end = lastReported();
    while (!m_open.empty()) {
        const microseconds rest = end - m_closed * OneSecond;
        closed.append(
            closeFirst(m_open.size() == 1 ? std::clamp(rest, microseconds(1), OneSecond) : OneSecond));
    }
    return closed;
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

// The first that is open in the place of a closed one.
SeriesBuilder::Second &SeriesBuilder::openSecond(qint64 number)
{
    const auto position = std::max<qint64>(0, number - m_closed);
    while (qint64(m_open.size()) <= position)
        m_open.emplace_back().activeWorkers.assign(m_helpers.size(), -1);
    return m_open.at(size_t(position));
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

RunSecond SeriesBuilder::closeFirst(microseconds length)
{
    const auto &second = openSecond(m_closed);
    int activeWorkers = 0;
    for (size_t i = 0; i < m_helpers.size(); ++i) {
        auto &helper = m_helpers.at(i);
        if (second.activeWorkers.at(i) >= 0)
            helper.activeWhenClosed = second.activeWorkers.at(i);
        else if (helper.hasEnded)
            helper.activeWhenClosed = 0;
        activeWorkers += helper.activeWhenClosed;
    }
    RunSecond closed{.length = length, .measured = second.measured.sum()};
    closed.measured.activeWorkers = activeWorkers;
    closed.measured.elapsed = m_closed * OneSecond + length;
    closed.measured.machine.add(std::exchange(m_machine, {}));
    closed.point = pointOf(int(m_closed), length, closed.measured);
    m_open.pop_front();
    ++m_closed;
    return closed;
}

} // namespace Molotov
