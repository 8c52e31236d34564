// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/limitsearch.h"

#include "core/model/profile.h"

#include <algorithm>
#include <cmath>

using std::chrono::microseconds;

namespace Molotov {

LimitRule LimitRule::of(const Profile &profile, double most)
{
    const auto plan = profile.loadPlan();
    LimitRule rule{.start = plan.curve().most(),
                   .most = profile.limitMost > 0 ? std::min(most, double(profile.limitMost)) : most,
                   .isWhole = plan.model == LoadPlan::Model::Closed,
                   .settling = profile.limitSettling,
                   .length = profile.limitStep};
    rule.most = std::max(rule.most, rule.start);
    return rule;
}

LimitSearch::LimitSearch(const LimitRule &rule)
    : m_rule(rule)
    , m_load(rule.start)
    , m_settled(rule.settling)
{
}

bool LimitSearch::isEnough(microseconds measured, qint64 iterations) const
{
    return measured >= m_rule.length
           && (iterations >= m_rule.fewestIterations || measured >= m_rule.longest * m_rule.length);
}

LimitSearch::Decision LimitSearch::judge(bool holds)
{
    Q_ASSERT(!isOver());
    if (holds) {
        m_held = m_load;
        return m_broken ? narrow() : grow();
    }
    if (++m_misses < m_rule.tries)
        return Decision::MeasureAgain;
    m_broken = m_load;
    return m_held ? narrow() : finish(LimitResult::Verdict::NothingHeld);
}

LimitSearch::Decision LimitSearch::grow()
{
    if (m_load >= m_rule.most)
        return finish(LimitResult::Verdict::MostHeld);
    const double least = m_rule.isWhole ? m_load + 1 : m_load;
    return changeTo(std::clamp(rounded(m_load * m_rule.growth), least, m_rule.most));
}

LimitSearch::Decision LimitSearch::narrow()
{
    const double gap = *m_broken - *m_held;
    const double middle = rounded(*m_held + gap / 2);
    const bool isBetween = middle > *m_held && middle < *m_broken;
    if (gap <= m_rule.precision * *m_broken || !isBetween)
        return finish(LimitResult::Verdict::Found);
    return changeTo(middle);
}

LimitSearch::Decision LimitSearch::changeTo(double load)
{
    m_load = load;
    m_misses = 0;
    return Decision::ChangeLoad;
}

LimitSearch::Decision LimitSearch::finish(LimitResult::Verdict verdict)
{
    m_verdict = verdict;
    return Decision::Finish;
}

// Rates have three decimals, as those that people change while a run goes on. Those below 1/s may need more.
double LimitSearch::rounded(double load) const
{
    if (m_rule.isWhole)
        return std::floor(load);
    return load < 1 ? load : std::round(load * 1000) / 1000;
}

} // namespace Molotov
