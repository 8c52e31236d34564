// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runcontrols.h"
#include "core/control/run/runsink.h"

#include <QByteArray>
#include <QCoreApplication>

#include <functional>
#include <optional>

namespace Molotov::Cli {

/// What keys do to a run while it goes on. It must hear of the run as a sink.
class RunKeys : public RunSink
{
    Q_DECLARE_TR_FUNCTIONS(RunKeys)

public:
    struct Actions
    {
        std::function<void(const LoadChange &)> change;
        std::function<void(const QString &note)> mark;
        std::function<void()> stop;
    };

    RunKeys(Actions actions, const SystemLimits &limits);

    /// Without effect when the key means nothing, or nothing just now.
    void press(char key);
    /// What is asked for while keys are the text of something, with what was typed; else empty.
    QString prompt() const;
    /// Which keys there are, in a line.
    QString help() const;
    bool isPaused() const { return m_course.isPaused(); }

    void stateChanged(RunState state) override;
    void runBegan(const RunInfo &info) override;
    void snapshotTaken(const Snapshot &snapshot) override { m_elapsed = snapshot.elapsed; }
    void marked(const RunMarker &marker) override;

private:
    void type(char key);
    void step(bool isUp);
    void togglePause();

    Actions m_actions;
    SystemLimits m_limits;
    RunState m_state = RunState::Idle;
    Profile m_profile;
    LoadCourse m_course;
    std::chrono::microseconds m_elapsed{0};
    std::optional<QByteArray> m_note; // of a marker, in UTF-8, while it is typed
    // What was asked for: keys come faster than the run answers.
    std::optional<double> m_wantedLoad;
    bool m_wantsPause = false;
};

} // namespace Molotov::Cli
