// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/goal.h"

#include <QStringList>

#include <variant>

namespace Molotov {

/// Why a text is no goal.
struct GoalProblem
{
    int column = 1; ///< of the first character that does not fit; from 1, and at most one behind the text
    QString text; ///< one sentence

    bool operator==(const GoalProblem &) const = default;
};

/// Reads the text of a goal:
///
///     goal       = ( trust | statistic "(" measure [ [ "," ] name ] ")" comparison limit ) [ abort ] .
///     trust      = "trust" ( "=" | "==" ) "ok" .
///     statistic  = "p" number | "min" | "mean" | "max" | "last" | "count" | "rate" .
///     measure    = "latency" | "requests" | "failed" | "errors" | "http_" status
///                | "iterations" | "iterations_failed" | "scenario" | "step" | "step_failed"
///                | "check" | "counter" | "trend" | "gauge" .
///     status     = digit ( "xx" | digit digit ) .
///     name       = '"' { character } '"' | "'" { character } "'" .
///     comparison = "<" | "<=" | ">" | ">=" | "==" .
///     limit      = [ "-" ] number [ timeUnit | "%" | "/s" ] .
///     abort      = "," "abort" [ "after" number timeUnit ] .
///     timeUnit   = "us" | "ms" | "s" | "min" .
///     number     = digit { digit } [ "." digit { digit } ] .
///
/// Spaces may stand between all of these but within a statistic, measure or number. A backslash in a name
/// takes the next character as it is. Which statistic, name and unit go with which measure is in
/// goalwords.h. A percentile is above 0 and below 100 and has three decimals at most.
std::variant<Goal, GoalProblem> parseGoal(const QString &text);

/// Those of the texts that are goals.
QList<Goal> parseGoals(const QStringList &texts);

} // namespace Molotov
