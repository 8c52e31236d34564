// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/loadphasemerger.h"

#include <algorithm>

using std::chrono::microseconds;

namespace Molotov {

namespace {

// As the only second of the only helper of a run: what is merged here has been sorted into seconds before.
Status addAsOneSecond(SnapshotMerger &merger, Protocol::MetricsDelta measured)
{
    measured.elapsed = {};
    measured.loadTime = {};
    measured.activeWorkers = 0;
    return merger.add(0, measured, {});
}

Snapshot totalsOf(SnapshotMerger &merger, microseconds length)
{
    auto totals = merger.snapshot(length);
    totals.loadTime = length;
    totals.helpers.clear(); // it was none of them
    return totals;
}

} // namespace

Result<LoadPhase> loadPhaseOf(const QList<Protocol::ScenarioInfo> &scenarios, microseconds from,
                              microseconds to, const Protocol::MetricsDelta &measured)
{
    SnapshotMerger merger(1, {});
    merger.runStarted(scenarios, {});
    if (const auto added = addAsOneSecond(merger, measured); !added)
        return added.error();
    return LoadPhase{.from = from, .to = to, .measured = measured, .totals = totalsOf(merger, to - from)};
}

LoadPhaseMerger::LoadPhaseMerger(const Profile &profile, const QList<Protocol::ScenarioInfo> &scenarios)
    : m_scenarios(scenarios)
    , m_rampUp(rampUpOf(profile))
    , m_merger(1, {})
{
    m_merger.runStarted(scenarios, {});
}

void LoadPhaseMerger::add(const QList<RunSecond> &seconds, microseconds loadTime)
{
    if (m_rampUp.count() == 0)
        return;
    bool hasNews = false;
    for (const auto &second : seconds) {
        const microseconds from = std::chrono::seconds(second.point.second);
        const bool isInside = from >= m_rampUp && from + second.length <= loadTime && second.isWhole();
        if (isInside && add(second)) {
            m_from = m_to.count() == 0 ? from : m_from;
            m_to = from + second.length;
            hasNews = true;
        }
    }
    if (hasNews)
        m_totals = totalsOf(m_merger, m_to - m_from);
}

bool LoadPhaseMerger::add(const RunSecond &second)
{
    if (!addAsOneSecond(m_merger, second.measured))
        return false;
    m_sum.add(second.measured);
    return true;
}

bool LoadPhaseMerger::hasPhase() const
{
    return m_totals.requests + m_totals.iterationsOk + m_totals.iterationsFailed > 0;
}

std::optional<LoadPhase> LoadPhaseMerger::phase() const
{
    if (!hasPhase())
        return std::nullopt;
    const auto phase = loadPhaseOf(m_scenarios, m_from, m_to, m_sum.sum());
    return phase ? std::optional(*phase) : std::nullopt;
}

} // namespace Molotov
