// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runsecond.h"
#include "core/control/run/secondsum.h"
#include "core/model/limitsearch.h"
#include "core/model/loadchange.h"
#include "core/model/profile.h"

#include <QList>

#include <chrono>
#include <optional>

namespace Molotov {

/// Finds the highest load at which a goal holds: measures each load that a LimitSearch tries by the seconds
/// of a run, and says how the load is to change.
class LimitFinder
{
public:
    /// `most`: the highest load that the processes can make.
    LimitFinder(const Profile &profile, double most, const QList<Protocol::ScenarioInfo> &scenarios);

    /// The next closed seconds of the run. Returns how its load is to change now, if it is; after that, the
    /// seconds are those of the old load until noteLoadChange().
    std::optional<LoadChange> add(const QList<RunSecond> &seconds);
    /// The load began to change as it was to, at that time of the run.
    void noteLoadChange(std::chrono::microseconds at) { m_search.noteLoadChange(at); }

    bool isOver() const { return m_search.isOver(); }
    const LimitResult &result() const { return m_result; }

private:
    void addSecond(const RunSecond &second);
    LimitStep measuredStep();
    LimitStep::Outcome outcomeOf(const LimitStep &step) const;
    void keep(const LimitStep &step);
    void startMeasuring();

    LimitSearch m_search;
    std::chrono::microseconds m_rampTime;
    QList<Protocol::ScenarioInfo> m_scenarios;
    LimitResult m_result;
    SecondSum m_sum; // of the seconds that count for the load
    std::chrono::microseconds m_from{0};
    std::chrono::microseconds m_to{0}; // 0 = there is none yet
    std::chrono::microseconds m_measured{0}; // how long they are together
    qint64 m_iterations = 0;
};

} // namespace Molotov
