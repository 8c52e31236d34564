// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/goalparser.h"
#include "tests/fuzz/checks.h"

namespace Molotov::Fuzz {

QByteArray checkGoals(const QByteArray &text)
{
    const auto given = QString::fromUtf8(text);
    const auto result = parseGoal(given);
    if (const auto *problem = std::get_if<GoalProblem>(&result)) {
        const bool isPlace = problem->column >= 1 && problem->column <= given.size() + 1;
        return isPlace && !problem->text.isEmpty() ? QByteArray() : "the problem is nowhere";
    }
    const auto &goal = std::get<Goal>(result);
    const auto usual = goal.toString();
    const auto again = parseGoal(usual);
    if (!std::holds_alternative<Goal>(again))
        return usual.toUtf8() + ": " + std::get<GoalProblem>(again).text.toUtf8();
    if (std::get<Goal>(again) != goal || std::get<Goal>(again).toString() != usual)
        return usual.toUtf8() + " is another goal when it is parsed again";
    return {};
}

} // namespace Molotov::Fuzz
