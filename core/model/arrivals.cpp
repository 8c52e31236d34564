// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/arrivals.h"

#include <cmath>

using std::chrono::microseconds;

namespace Molotov {

namespace {

// Sums of parts are a little more or less than they should be.
constexpr double Rounding = 1e-6;

} // namespace

Arrivals::Arrivals(const LoadPlan &plan, const WorkShare &share, quint64 seed)
    : m_curve(plan.curve())
    , m_share(share)
    , m_total(m_curve.total())
    , m_end(plan.length())
    , m_limit(plan.iterations)
    , m_isPoisson(plan.isPoisson)
    , m_random(SmallRandom(seed).next())
{
}

// Evenly: number k comes when the load has come to k. At random: what comes between two arrivals has an
// exponential distribution with a mean of 1. All helpers draw the same numbers, and each takes its own from
// them.
std::optional<microseconds> Arrivals::next()
{
    m_turn = m_share.turnOf(m_position++);
    if (areUsedUp())
        return std::nullopt;
    if (!m_isPoisson)
        m_amount = double(m_turn);
    for (; m_isPoisson && m_drawn <= m_turn; ++m_drawn)
        m_amount -= std::log1p(-m_random.nextUnit());
    return momentOfNext();
}

std::optional<microseconds> Arrivals::change(const LoadCourse &course)
{
    m_curve = course.withPauses();
    m_total = m_curve.total();
    m_end = course.length();
    return areUsedUp() ? std::nullopt : momentOfNext();
}

bool Arrivals::areUsedUp() const
{
    return m_limit > 0 && m_turn >= m_limit;
}

std::optional<microseconds> Arrivals::momentOfNext() const
{
    if (m_amount >= m_total - Rounding)
        return std::nullopt;
    const auto at = m_curve.whenTotal(m_amount);
    return at < m_end ? std::optional(at) : std::nullopt;
}

} // namespace Molotov
