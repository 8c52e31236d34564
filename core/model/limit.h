// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/goal.h"
#include "core/model/trust.h"

#include <QList>

#include <chrono>
#include <optional>

namespace Molotov {

/// One load that a search for the limit has tried, and what was measured at it. The settling time before does
/// not count.
struct LimitStep
{
    /// Why it held, or why not; the first one that is true.
    enum class Outcome {
        Held,
        TooManyFailed, ///< more iterations failed than are tolerated
        LoadNotMade, ///< more iterations than that found no free user: the load was smaller than meant
        NothingMeasured, ///< nothing that the goal needs
        GoalBroken,
    };
    friend constexpr Outcome lastEnumerator(Outcome) { return Outcome::GoalBroken; }

    double load = 0; ///< users, or iterations a second; of all helpers
    Outcome outcome = Outcome::Held;
    std::chrono::microseconds from{0}; ///< of the run
    std::chrono::microseconds to{0};
    std::optional<double> measured; ///< for the goal, in its unit; empty = nothing was measured
    qint64 iterations = 0; ///< that came to their end, ok or failed
    qint64 failed = 0; ///< of `iterations`
    qint64 dropped = 0; ///< found no free user
    double requestRate = 0; ///< a second
    std::chrono::microseconds p95{0}; ///< of the latency of requests with a whole response
    RunLimit limitedBy = RunLimit::Nothing; ///< as in TrustVerdict, of this step alone
    bool isTrusted = true; ///< as TrustVerdict::isOk

    bool holds() const { return outcome == Outcome::Held; }
    /// What was measured says more of this computer or of the scenario's own code than of the target.
    bool isOwnLimit() const;

    bool operator==(const LimitStep &) const = default;
};

/// How a search for the limit stands, or what it came to.
struct LimitResult
{
    enum class Verdict {
        NotFinished,
        Found, ///< between a load that held and one, not much higher, that did not
        NothingHeld, ///< not even the load that it began with
        MostHeld, ///< the highest load that was permitted held
    };
    friend constexpr Verdict lastEnumerator(Verdict) { return Verdict::MostHeld; }

    Verdict verdict = Verdict::NotFinished;
    Goal goal;
    bool isRate = false; ///< loads are iterations a second, else users
    double tolerance = 0; ///< percent of the iterations that may fail, or find no free user
    double most = 0; ///< the highest load that was permitted
    double load = 0; ///< that is being tried, or was the last one
    QList<LimitStep> steps; ///< one for each load, in the order in which they were tried

    /// The highest load that held; null = none did.
    const LimitStep *held() const;
    /// The lowest load that did not hold; null = all did.
    const LimitStep *broken() const;
    /// The steps from low to high loads, for charts.
    QList<LimitStep> curve() const;

    bool operator==(const LimitResult &) const = default;
};

} // namespace Molotov
