// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/loadcourse.h"
#include "core/model/smallrandom.h"

#include <chrono>
#include <optional>

namespace Molotov {

/// When the iterations of an open model are meant to begin in one helper, one after the other.
///
/// The arrivals of all helpers are those of the plan: each is of exactly one helper.
class Arrivals
{
public:
    /// `seed`: the same for all helpers of a run.
    Arrivals(const LoadPlan &plan, const WorkShare &share, quint64 seed);

    /// Since the start of the run; nothing when there are no more.
    std::optional<std::chrono::microseconds> next();
    /// The load has changed: when the one that next() told last is meant to begin now. Each arrival stays the
    /// one of the same helper.
    std::optional<std::chrono::microseconds> change(const LoadCourse &course);
    /// No more will come, whatever the load changes to.
    bool areUsedUp() const;

private:
    std::optional<std::chrono::microseconds> momentOfNext() const;

    LoadCurve m_curve;
    WorkShare m_share;
    double m_total; // of the curve
    std::chrono::microseconds m_end;
    qint64 m_limit; // of all helpers; 0 = none
    bool m_isPoisson;
    SmallRandom m_random;
    qint64 m_position = 0; // of this helper's next one
    qint64 m_turn = -1; // of the one that next() told last, among those of all helpers
    qint64 m_drawn = 0; // of all helpers; only of random ones
    double m_amount = 0; // of load that has come when that one is meant to begin
};

} // namespace Molotov
