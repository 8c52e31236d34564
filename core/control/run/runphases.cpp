// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/runphases.h"

#include "core/control/run/runstate.h"

#include <algorithm>

using std::chrono::microseconds;

namespace Molotov {

microseconds rampUpOf(const Profile &profile)
{
    return profile.sizing ? microseconds(0) : std::max(microseconds(0), microseconds(profile.rampUp));
}

QList<RunPhase> phasesOf(const Profile &profile, microseconds loadTime, microseconds elapsed)
{
    const auto end = std::max(elapsed, loadTime);
    const auto begun = std::min(rampUpOf(profile), loadTime); // all workers
    QList<RunPhase> phases{{.kind = RunPhase::Kind::RampUp, .from = {}, .to = begun},
                           {.kind = RunPhase::Kind::Load, .from = begun, .to = loadTime},
                           {.kind = RunPhase::Kind::Stopping, .from = loadTime, .to = end}};
    phases.removeIf([](const RunPhase &phase) { return phase.to <= phase.from; });
    return phases;
}

QList<RunPhase> phasesOf(const RunOutcome &outcome)
{
    return phasesOf(outcome.profile, outcome.last.loadTime, outcome.last.elapsed);
}

RunPhase::Kind phaseAt(const QList<RunPhase> &phases, microseconds from, microseconds to)
{
    for (const auto &phase : phases) {
        if (phase.kind == RunPhase::Kind::RampUp && from < phase.to)
            return phase.kind;
        if (phase.kind == RunPhase::Kind::Stopping && to > phase.from)
            return phase.kind;
    }
    return RunPhase::Kind::Load;
}

} // namespace Molotov
