// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/loadchange.h"
#include "core/model/loadcurve.h"
#include "core/model/loadplan.h"

#include <chrono>
#include <optional>

namespace Molotov {

/// The load that a run is meant to make: its plan, and what was changed in it while the run goes on.
///
/// It depends on the plan, the changes and their moments alone: all helpers that hear of the same changes
/// come to the same course.
class LoadCourse
{
public:
    explicit LoadCourse(const LoadPlan &plan = {});

    /// In the order of their moments, which are before the end.
    void apply(std::chrono::microseconds at, const LoadChange &change);

    /// Without pauses: what is meant to go on when a pause ends.
    const LoadCurve &planned() const { return m_planned; }
    /// With no load in pauses, and after the begin of one that goes on.
    LoadCurve withPauses() const;
    /// When no iteration begins any more. A pause does not move it.
    std::chrono::microseconds length() const { return m_length; }
    bool isPaused() const { return m_paused.has_value(); }
    /// What is meant at that time, pauses left out.
    double loadAt(std::chrono::microseconds at) const { return m_planned.loadAt(at); }
    /// How many users there may be at a time; never gets less.
    int users() const { return m_users; }
    LoadPlan::Model model() const { return m_model; }

    bool operator==(const LoadCourse &) const = default;

private:
    LoadPlan::Model m_model;
    LoadCurve m_planned;
    LoadCurve m_before; // with pauses: up to m_resumed
    std::chrono::microseconds m_resumed{0}; // the end of the last pause that is over
    std::optional<std::chrono::microseconds> m_paused; // since then
    std::chrono::microseconds m_length;
    int m_users;
};

} // namespace Molotov
