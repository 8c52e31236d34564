// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runstate.h"

#include <QObject>

namespace Molotov {

/// Runs tests for a window: lives on the window's thread and never makes it wait.
///
/// What happens is told by signals alone, in this order for a run: stateChanged(Compiling), …,
/// scenariosLoaded, stateChanged(Running), then snapshots and worker states, and runFinished after the last
/// of them, when no helper is left. Nothing is emitted from within a call of one of the functions.
class RunService : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Begins a run; only while none is under way. What is wrong with the profile comes as runFinished().
    virtual void startRun(const Profile &profile) = 0;
    /// Lets iterations under way finish (up to 10 s) and runs the teardowns. Without effect when no run is
    /// under way.
    virtual void stopRun() = 0;
    /// Aborts what is under way.
    virtual void stopRunNow() = 0;
    /// Finds out what is in the profile's scenario file; a newer call replaces one that is under way.
    virtual void inspect(const Profile &profile) = 0;

Q_SIGNALS:
    void stateChanged(Molotov::RunState state);
    /// Once for each run, before its first snapshot.
    void scenariosLoaded(const QList<Molotov::Protocol::ScenarioInfo> &scenarios);
    /// Four times a second while running, and once more at the end.
    void snapshotTaken(const Molotov::Snapshot &snapshot);
    /// The workers of one helper that are not as they were; positions count from 0 in each helper.
    void workersChanged(int helper, const QList<Molotov::Protocol::WorkerStatus> &changed);
    void logged(const Molotov::LogLine &line);
    void runFinished(const Molotov::RunOutcome &outcome);
    void inspected(const Molotov::Inspection &inspection);
};

} // namespace Molotov
