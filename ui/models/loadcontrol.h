// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runcontrols.h"
#include "core/control/run/runsink.h"

#include <QObject>

namespace Molotov {

class Dialogs;
class RunService;

/// Changes the load of the run that goes on, and marks moments of it.
class LoadControl : public QObject
{
    Q_OBJECT

public:
    /// Neither is owned; both live longer.
    LoadControl(RunService *service, Dialogs *dialogs, const SystemLimits &limits, QObject *parent = nullptr);

    /// What may be done just now.
    RunControls controls() const;
    /// A run that may be changed is under way; stays so for as long as it has load.
    bool isRunning() const { return m_state == RunState::Running; }
    bool isPaused() const { return m_course.isPaused(); }
    LoadPlan::Model model() const { return m_course.model(); }
    /// What it was set to last, or else what the plan comes to at most.
    double target() const { return m_target.value_or(m_course.planned().most()); }
    /// It is meant to be so already, until the end.
    bool isSteadyAt(double load) const;
    double most() const { return LoadLimits(m_profile, m_limits).most(); }

    void setLoad(double load, std::chrono::microseconds ramp);
    void togglePause();
    /// Asks by how much.
    void extend();
    /// Asks for a note.
    void addMarker();

Q_SIGNALS:
    /// Of what controls() says, or of the target.
    void changed();

private:
    void begin(const RunInfo &info);
    void setState(RunState state);
    void take(const RunMarker &marker);
    void setElapsed(std::chrono::microseconds elapsed);

    RunService *m_service;
    Dialogs *m_dialogs;
    SystemLimits m_limits;
    RunState m_state = RunState::Idle;
    Profile m_profile;
    LoadCourse m_course;
    std::optional<double> m_target;
    std::chrono::microseconds m_elapsed{0};
};

} // namespace Molotov
