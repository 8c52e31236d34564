// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runstate.h"
#include "core/model/loadcourse.h"

#include <QCoreApplication>

#include <chrono>

namespace Molotov {

/// What may be done to a run just now. Window, terminal and controller all go by this.
struct RunControls
{
    bool canChangeLoad = false;
    bool canPause = false;
    bool canResume = false;
    bool canExtend = false;
    bool canMark = false;

    /// `elapsed`: of the run.
    static RunControls of(RunState state, const Profile &profile, const LoadCourse &course,
                          std::chrono::microseconds elapsed);
    bool allow(LoadChange::Kind kind) const;
    /// Whether the helpers would hear of a change of the load in time, whoever makes it.
    static bool isInTime(RunState state, const LoadCourse &course, std::chrono::microseconds elapsed);

    bool operator==(const RunControls &) const = default;
};

/// The values of changes that a run with some profile can have.
class LoadLimits
{
    Q_DECLARE_TR_FUNCTIONS(LoadLimits)

public:
    explicit LoadLimits(const Profile &profile, const SystemLimits &limits = {});

    /// The most users, or iterations a second, that all processes together can be asked for.
    double most() const { return m_most; }
    /// The error says what to do.
    Status check(const LoadChange &change) const;
    /// What one step of a key makes of the load: 10 % more or less, and 1 at least. Never beyond the limits.
    double stepped(double load, bool isUp) const;

private:
    bool m_isRate;
    double m_most;
};

} // namespace Molotov
