// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/goal.h"

#include <QString>

#include <chrono>

// Why something of a run went wrong, as codes with their arguments: what is stored and exported. RunWords
// says it. A text in here is in words already when it comes: it is a script's, a server's or the system's.

namespace Molotov {

/// How a helper came to its end.
enum class HelperEnd {
    Running,
    Finished, ///< said so
    Crashed, ///< its process died by itself, spoke another version or sent a message that makes no sense
    Killed, ///< we had to end it
    Lost, ///< never started, or did not answer
};

/// Why a helper did not come to its end by itself.
struct HelperLoss
{
    enum class Code {
        NotStarted, ///< `text`: the program, and what the system says
        NoHello, ///< did not answer within `limit` of its start
        OtherVersion, ///< speaks version `number` of the protocol, this program `expected`
        NotLoaded, ///< did not load the scenario within `limit`
        GlobalSetupTooLong, ///< `limit`
        Silent, ///< did not answer for `limit`
        Nonsense, ///< sent a message that makes no sense; `text` says what
        NotStopped, ///< did not stop in time
        Crashed, ///< `text`: of what; `lastLine`
        BrokeOff, ///< in the middle of a message; `lastLine`
        EndedEarly, ///< with the exit code `number`; `lastLine`
    };

    Code code = Code::NotStarted;
    int helper = 0; ///< its index
    qint64 pid = 0; ///< 0 = it has never run
    std::chrono::milliseconds limit{0};
    int number = 0;
    int expected = 0;
    QString text;
    QString lastLine; ///< that it wrote to its standard error; may be empty

    bool operator==(const HelperLoss &) const = default;
};
constexpr HelperLoss::Code lastEnumerator(HelperLoss::Code)
{
    return HelperLoss::Code::EndedEarly;
}

constexpr HelperEnd endOf(HelperLoss::Code code)
{
    switch (code) {
    case HelperLoss::Code::NotStarted:
    case HelperLoss::Code::NoHello:
    case HelperLoss::Code::NotLoaded:
    case HelperLoss::Code::Silent:
        return HelperEnd::Lost;
    case HelperLoss::Code::GlobalSetupTooLong:
    case HelperLoss::Code::NotStopped:
        return HelperEnd::Killed;
    case HelperLoss::Code::OtherVersion:
    case HelperLoss::Code::Nonsense:
    case HelperLoss::Code::Crashed:
    case HelperLoss::Code::BrokeOff:
    case HelperLoss::Code::EndedEarly:
        return HelperEnd::Crashed;
    }
    return HelperEnd::Lost;
}

/// An error of the run itself, not of a script: it stands among the errors, with their time.
struct RunProblem
{
    enum class Code {
        WorkersLost, ///< `workers` of the helper of `loss`
        GlobalTeardownTooLong, ///< `limit`
        GlobalTeardownLost, ///< began, and its helper was lost
        GlobalTeardownNotRun, ///< its helper had been lost before
    };

    Code code = Code::WorkersLost;
    HelperLoss loss;
    int workers = 0;
    std::chrono::milliseconds limit{0};

    bool operator==(const RunProblem &) const = default;
};
constexpr RunProblem::Code lastEnumerator(RunProblem::Code)
{
    return RunProblem::Code::GlobalTeardownNotRun;
}

/// Why a run failed, or ended before its time.
struct RunReason
{
    enum class Code {
        None,
        Profile, ///< `text`: what is wrong with the settings
        Scenario, ///< `text`: why the file cannot be run
        NoHelperProgram,
        GlobalSetupFailed, ///< `text`: the script's error
        GlobalSetupLost, ///< `loss`: of the helper that ran it
        SetupFailed, ///< `text`: the script's error
        FirstFailure, ///< stopped at the first failed iteration, as the profile says; `text`: the script's
                      ///< error
        GoalBroken, ///< stopped because `goal` was broken, as it says
        NoHelperLeft, ///< RunOutcome::losses says what became of them
        StillGoing, ///< of a result that is read meanwhile
        ProgramEnded, ///< of a result whose program ended before the run did
    };

    Code code = Code::None;
    QString text;
    HelperLoss loss;
    GoalStatus goal;

    bool operator==(const RunReason &) const = default;
};
constexpr RunReason::Code lastEnumerator(RunReason::Code)
{
    return RunReason::Code::ProgramEnded;
}

} // namespace Molotov
