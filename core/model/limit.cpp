// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/limit.h"

#include <algorithm>

namespace Molotov {

bool LimitStep::isOwnLimit() const
{
    if (isTrusted)
        return false;
    switch (limitedBy) {
    case RunLimit::Cpu:
    case RunLimit::Memory:
    case RunLimit::Network:
    case RunLimit::Scenario:
        return true;
    case RunLimit::Nothing:
    case RunLimit::Server:
    case RunLimit::Settings:
        return false;
    }
    Q_UNREACHABLE();
}

const LimitStep *LimitResult::held() const
{
    const LimitStep *best = nullptr;
    for (const auto &step : steps) {
        if (step.holds() && (best == nullptr || step.load > best->load))
            best = &step;
    }
    return best;
}

const LimitStep *LimitResult::broken() const
{
    const LimitStep *least = nullptr;
    for (const auto &step : steps) {
        if (!step.holds() && (least == nullptr || step.load < least->load))
            least = &step;
    }
    return least;
}

QList<LimitStep> LimitResult::curve() const
{
    auto sorted = steps;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto &one, const auto &other) { return one.load < other.load; });
    return sorted;
}

} // namespace Molotov
