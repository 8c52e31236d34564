// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/metrics.h"
#include "core/model/profile.h"
#include "core/model/protocol/messages.h"

#include <QList>

#include <chrono>

namespace Molotov {

struct RunOutcome;
struct RunSecond;

/// A part of a run, in the time since its start. What sets up the whole run comes before; what sets up a
/// worker is counted as a fixture, in whatever phase it is.
struct RunPhase
{
    enum class Kind {
        RampUp, ///< workers begin one after the other
        Load, ///< all workers of the profile are meant to be at work
        Stopping, ///< no iteration begins any more; late answers and teardowns are waited for
    };

    Kind kind = Kind::Load;
    std::chrono::microseconds from{0};
    std::chrono::microseconds to{0};

    bool operator==(const RunPhase &) const = default;
};

/// How long workers begin one after the other. 0 of a sizing: its ramp-up is its load.
std::chrono::microseconds rampUpOf(const Profile &profile);

/// The phases of a run as far as it has come, in their order; none of them is empty.
QList<RunPhase> phasesOf(const Profile &profile, std::chrono::microseconds loadTime,
                         std::chrono::microseconds elapsed);
QList<RunPhase> phasesOf(const RunOutcome &outcome);

/// The phase of some time of a run. The load has only what is wholly in it.
RunPhase::Kind phaseAt(const QList<RunPhase> &phases, std::chrono::microseconds from,
                       std::chrono::microseconds to);

/// What was measured in the load of a run that has a ramp-up: the sum of the whole seconds in that phase.
///
/// A run without a ramp-up has none, as all that it measured is of its load: the late answers at its end
/// are answers to the load, and to leave them out would leave out the slowest. With a ramp-up, answers to
/// it come early in the load as others come late, after the load.
struct LoadPhase
{
    std::chrono::microseconds from{0}; ///< a whole second, as `to`
    std::chrono::microseconds to{0};
    Protocol::MetricsDelta measured; ///< exact; without times and errors
    Snapshot totals; ///< the same for people, without errors and helpers; rates are over `to - from`

    bool operator==(const LoadPhase &) const = default;
};

} // namespace Molotov
