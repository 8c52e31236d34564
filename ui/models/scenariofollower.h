// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runstate.h"
#include "ui/models/scenariolistmodel.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace Molotov {

class ProfileEditor;
class RunService;

/// Knows what is in the scenario file of the profile that is edited: asks the run service whenever the file
/// or its environment changes, and tells the editor when the file cannot be used.
class ScenarioFollower : public QObject
{
    Q_OBJECT

public:
    /// Neither is owned; both live longer.
    ScenarioFollower(RunService *service, ProfileEditor *editor, QObject *parent = nullptr);

    ScenarioListModel *scenarios() { return &m_scenarios; }
    bool isBusy() const { return m_busy; }

    /// Looks again at a file that could not be used; for changes that no watcher sees, as in a file that it
    /// imports.
    void retry();

Q_SIGNALS:
    void busyChanged(bool busy);

private:
    void inspectSoon();
    void follow(const Profile &profile);
    void inspectNow();
    void accept(const Inspection &inspection);
    void checkSingleMode();
    void forget();
    void setBusy(bool busy);
    void watch();

    RunService *m_service;
    ProfileEditor *m_editor;
    ScenarioListModel m_scenarios;
    QFileSystemWatcher m_watcher;
    QTimer m_soon; // an editor that saves touches a file more than once
    bool m_due = false; // as soon as the run is over, which it would disturb
    Profile m_profile; // the last that was followed
    bool m_failed = false;
    bool m_busy = false;
};

} // namespace Molotov
