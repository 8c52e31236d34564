// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/goals/goaljudge.h"

#include "core/control/goals/goalmeasures.h"
#include "core/control/goals/goalvalue.h"

namespace Molotov {

using State = GoalStatus::State;

namespace {

State stateOf(const Goal &goal, std::optional<double> measured, bool isOver)
{
    if (!measured)
        return isOver ? State::NotJudged : State::NotYet;
    if (goal.holdsFor(*measured))
        return State::Holds;
    return !isOver && goal.mayStillHold(*measured) ? State::NotYet : State::Broken;
}

} // namespace

GoalJudge::GoalJudge(const QList<Goal> &goals)
{
    for (const auto &goal : goals)
        m_statuses.append({.goal = goal});
}

void GoalJudge::judge(const GoalMeasures &all, const GoalMeasures *load)
{
    judge(all, load, false);
}

void GoalJudge::judgeEnd(const GoalMeasures &all, const GoalMeasures *load)
{
    judge(all, load, true);
}

void GoalJudge::judge(const GoalMeasures &all, const GoalMeasures *load, bool isOver)
{
    m_loadTime = all.totals().loadTime;
    for (qsizetype i = 0; i < m_statuses.size(); ++i) {
        if (m_stopReason == i)
            continue;
        auto &status = m_statuses[i];
        const bool isCount = status.goal.statistic == GoalStatistic::Count;
        status.measured = measuredValue(status.goal, load && !isCount ? *load : all);
        status.state = stateOf(status.goal, status.measured, isOver);
    }
}

std::optional<GoalStatus> GoalJudge::takeStopReason()
{
    for (qsizetype i = 0; i < m_statuses.size() && !m_stopReason; ++i) {
        const auto &status = m_statuses.at(i);
        if (status.state != State::Broken || !status.goal.abortAfter || m_loadTime < *status.goal.abortAfter)
            continue;
        m_stopReason = i;
        return status;
    }
    return std::nullopt;
}

} // namespace Molotov
