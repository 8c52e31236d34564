// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/loadphasemerger.h"

#include <algorithm>

using std::chrono::microseconds;

namespace Molotov {

Result<LoadPhase> loadPhaseOf(const QList<Protocol::ScenarioInfo> &scenarios, microseconds from,
                              microseconds to, const Protocol::MetricsDelta &measured)
{
    SecondSum sum(scenarios);
    if (const auto added = sum.add(measured); !added)
        return added.error();
    sum.summarize(to - from);
    return LoadPhase{.from = from, .to = to, .measured = measured, .totals = sum.totals()};
}

LoadPhaseMerger::LoadPhaseMerger(const Profile &profile, const QList<Protocol::ScenarioInfo> &scenarios)
    : m_scenarios(scenarios)
    , m_rampUp(rampUpOf(profile))
    , m_sum(scenarios)
{
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
        m_sum.summarize(m_to - m_from);
}

bool LoadPhaseMerger::add(const RunSecond &second)
{
    if (!m_sum.add(second.measured))
        return false;
    m_measured.add(second.measured);
    return true;
}

bool LoadPhaseMerger::hasPhase() const
{
    return totals().requests + totals().iterationsOk + totals().iterationsFailed > 0;
}

std::optional<LoadPhase> LoadPhaseMerger::phase() const
{
    if (!hasPhase())
        return std::nullopt;
    const auto phase = loadPhaseOf(m_scenarios, m_from, m_to, m_measured.sum());
    return phase ? std::optional(*phase) : std::nullopt;
}

} // namespace Molotov
