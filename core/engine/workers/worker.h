// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/scheduler.h"
#include "core/model/protocol/messages.h"
#include "core/model/smallrandom.h"

#include <chrono>

namespace Molotov {

/// One simulated user: where it stands, and what it has done.
struct Worker
{
    enum class Phase {
        Waiting, ///< for its turn in the ramp-up
        SettingUp,
        Ready, ///< for its next iteration, as soon as no script runs
        Iterating,
        Pausing, ///< between two iterations, or free for one
        TearingDown,
        Done,
    };

    Phase phase = Phase::Waiting;
    SmallRandom random; ///< draws its scenarios
    Scheduler::Alarm alarm; ///< ends Waiting, Pausing, and an iteration that takes too long
    std::chrono::microseconds readyAt{0}; ///< since when it is Ready, or was
    std::chrono::microseconds iterationStartedAt{0};
    int scenario = -1; ///< of the last iteration that began; -1 = none
    int sleeps = 0; ///< that its script is in
    qint64 iterations = 0; ///< finished ones
    qint64 failed = 0;
    bool lastFailed = false;
    bool isRetired = false; ///< its script has nothing more to do
    bool isLeaving = false; ///< it may come again after its teardown
    bool isReported = false; ///< as it is now, by takeStates()

    Protocol::WorkerStatus status(int position) const;
};

} // namespace Molotov
