// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/goalmarks.h"

#include "core/control/words/goaltext.h"

namespace Molotov {

namespace {

std::optional<Theme::Line> lineOf(const Goal &goal)
{
    if (goal.statistic != GoalStatistic::Percentile)
        return std::nullopt;
    return goal.percentile == 50   ? std::optional(Theme::Line::P50)
           : goal.percentile == 95 ? std::optional(Theme::Line::P95)
           : goal.percentile == 99 ? std::optional(Theme::Line::P99)
                                   : std::nullopt;
}

} // namespace

QList<TimeChart::Mark> latencyMarks(const QList<Goal> &goals)
{
    QList<TimeChart::Mark> marks;
    for (const auto &goal : goals) {
        if (goal.measure == GoalMeasure::Latency && goal.name.isEmpty())
            marks.append({goal.limit * microsecondsOf(goal.unit) / microsecondsOf(GoalUnit::Milliseconds),
                          GoalText::brief(goal), lineOf(goal)});
    }
    return marks;
}

QList<TimeChart::Mark> throughputMarks(const QList<Goal> &goals)
{
    QList<TimeChart::Mark> marks;
    for (const auto &goal : goals) {
        const bool isRate = goal.statistic == GoalStatistic::Rate && goal.name.isEmpty();
        if (isRate && goal.measure == GoalMeasure::Requests)
            marks.append({goal.limit, GoalText::brief(goal), Theme::Line::Requests});
        else if (isRate && goal.measure == GoalMeasure::Iterations)
            marks.append({goal.limit, GoalText::brief(goal), std::nullopt});
    }
    return marks;
}

} // namespace Molotov
