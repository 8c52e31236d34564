// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/limit.h"

#include <chrono>
#include <optional>

namespace Molotov {

struct Profile;

/// How a search for the limit goes on.
struct LimitRule
{
    double start = 1; ///< the first load that is tried
    double most = 1; ///< the highest one
    bool isWhole = true; ///< loads are whole numbers, as users are
    double growth = 2; ///< from a load that held to the next one; above 1
    /// The search ends when the gap between the load that held and the one that did not is at most this share
    /// of the latter, or one user.
    double precision = 0.05;
    /// After each change of the load: what is measured in it does not count.
    std::chrono::microseconds settling = std::chrono::seconds(5);
    std::chrono::microseconds length = std::chrono::seconds(10); ///< how long each load is measured
    /// With fewer iterations, a load is measured for longer, ...
    qint64 fewestIterations = 50;
    int longest = 3; ///< ... up to so many times the length
    int tries = 2; ///< a load has not held when it did not in so many measurements, one after the other

    /// `most`: the highest load that the processes can make; the profile may ask for less.
    static LimitRule of(const Profile &profile, double most);
};

/// Finds the highest load that holds: which load comes next, and which seconds of the run count.
///
/// The load grows by a factor until it does not hold. Then the gap between the highest load that held and the
/// lowest one that did not is halved until it is small. A load that did not hold is measured once more, since
/// a single pause of the target is no limit.
///
/// Knows no clock and measures nothing. Times are those of the run, and never go back.
class LimitSearch
{
public:
    enum class Decision {
        MeasureAgain, ///< the same load, from now on; it has settled
        ChangeLoad, ///< to load()
        Finish, ///< there is a verdict
    };

    explicit LimitSearch(const LimitRule &rule);

    /// The load that is meant now.
    double load() const { return m_load; }
    LimitResult::Verdict verdict() const { return m_verdict; }
    bool isOver() const { return m_verdict != LimitResult::Verdict::NotFinished; }

    /// The load began to change to load() at that time.
    void noteLoadChange(std::chrono::microseconds at) { m_settled = at + m_rule.settling; }
    /// Whether a second that begins then counts for load(): it has settled.
    bool isSettled(std::chrono::microseconds begin) const { return begin >= m_settled; }
    /// Whether so much is enough to judge the load by.
    bool isEnough(std::chrono::microseconds measured, qint64 iterations) const;
    /// The load was measured. Not after the search is over.
    Decision judge(bool holds);

private:
    Decision grow();
    Decision narrow();
    Decision changeTo(double load);
    Decision finish(LimitResult::Verdict verdict);
    double rounded(double load) const;

    LimitRule m_rule;
    double m_load;
    std::optional<double> m_held; // the highest
    std::optional<double> m_broken; // the lowest
    int m_misses = 0; // of m_load, one after the other
    std::chrono::microseconds m_settled;
    LimitResult::Verdict m_verdict = LimitResult::Verdict::NotFinished;
};

} // namespace Molotov
