// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/workers/worker.h"

namespace Molotov {

namespace {

Protocol::WorkerState stateOf(const Worker &worker)
{
    using Protocol::WorkerState;
    switch (worker.phase) {
    case Worker::Phase::Waiting:
        return WorkerState::Waiting;
    case Worker::Phase::Done:
        return WorkerState::Done;
    default:
        break;
    }
    if (worker.lastFailed)
        return WorkerState::Failed;
    return worker.phase == Worker::Phase::Pausing || worker.sleeps > 0 ? WorkerState::Thinking
                                                                       : WorkerState::Running;
}

} // namespace

Protocol::WorkerStatus Worker::status(int position) const
{
    return {.position = position,
            .state = stateOf(*this),
            .scenario = scenario,
            .iterations = iterations,
            .failed = failed};
}

} // namespace Molotov
