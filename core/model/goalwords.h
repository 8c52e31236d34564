// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/goal.h"

#include <QStringList>

namespace Molotov::GoalWords {

/// A word of the grammar and what it stands for.
template <typename T>
struct Word
{
    const char *text;
    T value;
};

/// Whether a measure is taken of a single thing (an endpoint, a check) or of all of them.
enum class NameUse { Optional, Required };

struct MeasureWord
{
    const char *text; ///< "http_" is followed by a status
    GoalMeasure value;
    NameUse nameUse;
    bool hasComma; ///< before the name: `latency, "GET /"`, but `check "logged in"`
};

/// "p" with a number is one more.
constexpr Word<GoalStatistic> Statistics[] = {
    {"min", GoalStatistic::Min},     {"mean", GoalStatistic::Mean}, {"max", GoalStatistic::Max},
    {"count", GoalStatistic::Count}, {"rate", GoalStatistic::Rate}, {"last", GoalStatistic::Last},
};

constexpr MeasureWord Measures[] = {
    {"latency", GoalMeasure::Latency, NameUse::Optional, true},
    {"response_time", GoalMeasure::ResponseTime, NameUse::Optional, true},
    {"requests", GoalMeasure::Requests, NameUse::Optional, true},
    {"failed", GoalMeasure::Failed, NameUse::Optional, true},
    {"errors", GoalMeasure::Errors, NameUse::Optional, true},
    {"http_", GoalMeasure::Status, NameUse::Optional, true},
    {"iterations", GoalMeasure::Iterations, NameUse::Optional, true},
    {"iterations_failed", GoalMeasure::IterationsFailed, NameUse::Optional, true},
    {"scenario", GoalMeasure::Scenario, NameUse::Optional, false},
    {"step", GoalMeasure::Step, NameUse::Optional, false},
    {"step_failed", GoalMeasure::StepFailed, NameUse::Optional, false},
    {"check", GoalMeasure::Check, NameUse::Optional, false},
    // Of values that scripts add, each name has a meaning and a unit of its own.
    {"counter", GoalMeasure::Counter, NameUse::Required, false},
    {"trend", GoalMeasure::Trend, NameUse::Required, false},
    {"gauge", GoalMeasure::Gauge, NameUse::Required, false},
};

/// It stands alone: `trust = ok`.
constexpr MeasureWord Trust{"trust", GoalMeasure::Trust, NameUse::Optional, false};

/// A word that begins another one comes after it.
constexpr Word<GoalComparison> Comparisons[] = {
    {"<=", GoalComparison::AtMost}, {">=", GoalComparison::AtLeast}, {"==", GoalComparison::Equal},
    {"<", GoalComparison::Below},   {">", GoalComparison::Above},
};

constexpr Word<GoalUnit> Units[] = {
    {"us", GoalUnit::Microseconds}, {"ms", GoalUnit::Milliseconds}, {"s", GoalUnit::Seconds},
    {"min", GoalUnit::Minutes},     {"%", GoalUnit::Percent},       {"/s", GoalUnit::PerSecond},
};

const MeasureWord &wordOf(GoalMeasure measure);

/// The statistics that can be made of a measure.
QList<GoalStatistic> statisticsOf(GoalMeasure measure);
/// The units that a limit for these may have; never empty.
QList<GoalUnit> unitsOf(GoalStatistic statistic, GoalMeasure measure);

/// A number without an exponent, in as few digits as are read as the same number.
QString plainNumber(double value);

} // namespace Molotov::GoalWords
