// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runphases.h"
#include "core/control/run/runstate.h"

#include <QString>

/// The names under which values are kept in result files and exported. They never change.
namespace Molotov::Codes {

QString of(RunOutcome::End end);
QString of(RunOutcome::Failure failure);
QString of(HelperEnd end);
QString of(Protocol::LogLevel level);
QString of(SizingResult::Verdict verdict);
QString of(LimitResult::Verdict verdict);
QString of(LimitStep::Outcome outcome);
QString of(ErrorKind kind);
QString of(Protocol::WorkerState state);
QString of(GoalStatus::State state);
QString of(GoalVerdict verdict);
QString of(HelperLoss::Code code);
QString of(RunProblem::Code code);
QString of(RunReason::Code code);
QString of(RunPhase::Kind phase);
QString of(RunLimit limit);
QString of(TrustEvidence::Code code);
QString of(LoadChange::Kind change);

/// What a marker is: a change of the load, or only a note.
QString ofMarker(const std::optional<LoadChange> &change);

/// The value of a code; `otherwise` of a text that is none.
template <typename Enum>
Enum valueOf(const QString &code, Enum last, Enum otherwise)
{
    for (int i = 0; i <= int(last); ++i) {
        if (of(Enum(i)) == code)
            return Enum(i);
    }
    return otherwise;
}

} // namespace Molotov::Codes
