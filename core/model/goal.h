// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace Molotov {

/// What is made of the values that were measured.
enum class GoalStatistic { Percentile, Min, Mean, Max, Last, Count, Rate };

/// What is measured; which requests, iterations and so on these are is told where they are computed
/// (goalvalue.h).
enum class GoalMeasure {
    Latency,
    ResponseTime,
    Requests,
    Failed,
    Errors,
    Status,
    Iterations,
    IterationsFailed,
    Scenario,
    Step,
    StepFailed,
    Check,
    Counter,
    Trend,
    Gauge,
    Trust, ///< 1: the verdict of trust is ok; 0: it is not
};

enum class GoalComparison { Below, AtMost, Above, AtLeast, Equal };

enum class GoalUnit { None, Microseconds, Milliseconds, Seconds, Minutes, Percent, PerSecond };

/// Statuses of HTTP: all of a class (`http_5xx`), or a single one (`http_404`).
struct StatusRange
{
    int first = 0;
    int last = 0;

    bool operator==(const StatusRange &) const = default;
};

/// What a run should reach, such as `p95(latency) < 300 ms`. A run has a verdict on each of its goals.
///
/// goalparser.h has the grammar; toString() writes what the parser reads as the same goal.
struct Goal
{
    Q_DECLARE_TR_FUNCTIONS(Goal)

public:
    GoalStatistic statistic = GoalStatistic::Percentile;
    double percentile = 0; ///< 95 for p95; at most three decimals; only of Percentile
    GoalMeasure measure = GoalMeasure::Latency;
    StatusRange statuses; ///< only of Status
    QString name; ///< of the endpoint, scenario, check and so on; empty = all of them
    GoalComparison comparison = GoalComparison::Below;
    double limit = 0; ///< in `unit`
    GoalUnit unit = GoalUnit::None;
    /// A live run is stopped when the goal is broken, once there has been load for so long.
    std::optional<std::chrono::milliseconds> abortAfter;

    /// "trust = ok": the only goal about that.
    static Goal trust();

    /// The text in its usual form.
    QString toString() const;

    /// 0.95 for p95.
    double fraction() const;
    /// Whether a measured value, in `unit`, is what the goal asks for.
    bool holdsFor(double measured) const;
    /// Whether a value that breaks the goal may still come to hold while the run goes on, because it only
    /// ever grows (a count, a maximum), or only ever shrinks (a minimum).
    bool mayStillHold(double measured) const;
    /// A measured value for people, with a unit that suits it. Has as many digits as it takes to see on which
    /// side of the limit it is.
    QString textOf(double measured) const;

    bool operator==(const Goal &) const = default;
};

/// "ms"; empty for None.
QString toString(GoalUnit unit);
/// How many microseconds the unit has; 0 for one that is no time.
double microsecondsOf(GoalUnit unit);

/// How a run stands to one of its goals.
struct GoalStatus
{
    enum class State {
        NotYet, ///< the run goes on, and nothing that the goal needs has been measured, or too little so far
        Holds,
        Broken,
        NotJudged, ///< the run is over, and nothing that the goal needs was measured
    };

    Goal goal;
    State state = State::NotYet;
    std::optional<double> measured; ///< in the unit of the goal; empty = nothing was measured

    bool operator==(const GoalStatus &) const = default;
};

/// What all goals of a run come to.
enum class GoalVerdict {
    None, ///< the run has no goals
    Passed, ///< all hold
    Failed, ///< one is broken
    NotJudged, ///< none is broken, but for one there was nothing measured
};

GoalVerdict verdictOf(const QList<GoalStatus> &goals);

} // namespace Molotov
