// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runphases.h"
#include "core/model/metrics.h"
#include "core/model/profile.h"
#include "core/model/protocol/messages.h"
#include "core/model/reasons.h"
#include "core/model/result.h"
#include "core/model/runmarker.h"

#include <QList>
#include <QString>

#include <algorithm>
#include <optional>

namespace Molotov {

/// Where a run stands. Idle → Compiling → Starting → Running → Stopping → Finished | Failed; a run may fail
/// or be stopped from any step, and Running may finish without Stopping. A new run begins from Idle, Finished
/// or Failed.
enum class RunState { Idle, Compiling, Starting, Running, Stopping, Finished, Failed };

/// True while there is something to stop.
constexpr bool isUnderWay(RunState state)
{
    return state == RunState::Compiling || state == RunState::Starting || state == RunState::Running
           || state == RunState::Stopping;
}

/// The steps that a run takes; RunController asserts that it takes no other.
constexpr bool mayStep(RunState from, RunState to)
{
    switch (to) {
    case RunState::Idle:
        return false;
    case RunState::Compiling:
        return !isUnderWay(from);
    case RunState::Starting:
        return from == RunState::Compiling;
    case RunState::Running:
        return from == RunState::Starting;
    case RunState::Stopping:
        return isUnderWay(from) && from != RunState::Stopping;
    case RunState::Finished:
        return from == RunState::Running || from == RunState::Stopping;
    case RunState::Failed:
        return isUnderWay(from);
    }
    return false;
}

/// How a run came to its end.
struct RunOutcome
{
    enum class End {
        Finished, ///< by itself: duration or runs are used up
        Stopped, ///< by a person
        Failed, ///< could not begin, or no helper was left
    };
    /// What a program wants to know of a failure.
    enum class Failure {
        None,
        Profile, ///< the settings cannot be run
        Scenario, ///< the file does not compile, throws when loaded, or registers nothing
        Helpers, ///< helpers missing, dead or silent
        Setup, ///< a setup fixture failed
    };

    End end = End::Finished;
    Failure failure = Failure::None;
    RunReason reason; ///< why it failed, or ended before its time
    QList<HelperLoss> losses; ///< helpers that did not come to their end, and why; in the order of helpers
    Profile profile; ///< what was run
    Snapshot last; ///< all that was measured
    /// Of its load: seconds in which it could not be trusted, and which `last` and `load` are without.
    std::chrono::microseconds leftOut{0};
    QList<SeriesPoint> series; ///< the whole seconds of the run
    std::optional<LoadPhase> load; ///< of a run with a ramp-up
    QList<RunMarker> markers; ///< in their order

    /// Helpers that did not come to their end: their load, or what they counted of it, is missing.
    int lostHelpers() const
    {
        return int(std::count_if(last.helpers.begin(), last.helpers.end(), [](const HelperMetrics &helper) {
            return helper.end != HelperEnd::Finished;
        }));
    }
    /// What the goals came to.
    GoalVerdict goalVerdict() const { return verdictOf(last.goals); }
    /// One is broken; or could not be judged, which nobody may take for reached.
    bool hasMissedGoals() const
    {
        return goalVerdict() == GoalVerdict::Failed || goalVerdict() == GoalVerdict::NotJudged;
    }
    /// The test has failed, though the run came to its end.
    bool hasTooManyFailures() const
    {
        return profile.failThreshold && last.iterationsFailed >= *profile.failThreshold;
    }
};

/// What is in a scenario file.
struct Inspection
{
    QString scenarioFile;
    QList<Protocol::ScenarioInfo> scenarios; ///< empty when `error` is set
    std::optional<Error> error;
    QStringList files; ///< that went into it and are the user's own; absolute; empty if it does not compile
};

/// A line that a script wrote, or that the run itself has to say.
struct LogLine
{
    Protocol::LogLevel level = Protocol::LogLevel::Info;
    int helper = -1; ///< -1 = the run itself
    int worker = -1; ///< worker id, unique in the run; -1 = of no worker
    QString text;
};

} // namespace Molotov
