// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runstate.h"
#include "ui/models/scenariolistmodel.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <utility>

namespace Molotov {

class ProfileEditor;
class RunService;

/// Knows what is in the scenario file of the profile that is edited: asks the run service whenever the file,
/// one that it imports or its environment changes, and tells the editor when the file cannot be used.
///
/// One inspection at a time is under way. When it failed, a file that it imports may be missing: what comes
/// into their folders leads to new attempts, with pauses that grow. Files are looked at on another thread
/// first, so that a disk that does not answer stops neither the window nor the run service.
class ScenarioFollower : public QObject
{
    Q_OBJECT

public:
    /// Neither is owned; both live longer.
    ScenarioFollower(RunService *service, ProfileEditor *editor, QObject *parent = nullptr);

    ScenarioListModel *scenarios() { return &m_scenarios; }
    bool isBusy() const { return m_busy; }

    /// Looks again at a file that could not be used; for changes that no watcher sees, as in a file that it
    /// imports and that was never read.
    void retry();

Q_SIGNALS:
    void busyChanged(bool busy);

private:
    /// What is known of files; asking for it may take as long as a network does.
    struct Look
    {
        QStringList present; // what can be watched
        QHash<QString, std::pair<QDateTime, qint64>>
            stamps; // of each file: when it was changed, and its size

        static Look at(const QStringList &files);
    };

    void inspectSoon();
    void lookSoon();
    void follow(const Profile &profile);
    void look();
    void onLooked(const QStringList &files, const Look &look);
    void onUnanswered(const QStringList &files);
    bool isInspectionDue(const Look &look);
    bool isChanged(const Look &look) const;
    void inspect();
    void accept(const Inspection &inspection);
    void checkSingleMode();
    void forget();
    void setBusy(bool busy);
    void watch(QStringList wanted);
    void setImported(QStringList files);
    QStringList files() const;

    RunService *m_service;
    ProfileEditor *m_editor;
    ScenarioListModel m_scenarios;
    QFileSystemWatcher m_watcher;
    QTimer m_soon; // an editor that saves touches a file more than once
    bool m_isWanted = false; // an inspection, whether the files have changed or not
    bool m_isLooking = false;
    bool m_isInspecting = false;
    bool m_due = false; // as soon as the run is over, which it would disturb
    QHash<QString, std::pair<QDateTime, qint64>> m_stamps; // of what was inspected last
    QStringList m_imported; // by the files of the profile, when they could last be used
    QDateTime m_inspectedAt; // when the last inspection began
    QDeadlineTimer m_pause; // no new attempt before, unless a file of the profile changes
    std::chrono::milliseconds m_nextPause{0};
    Profile m_profile; // the last that was followed
    bool m_failed = false;
    bool m_busy = false;
};

} // namespace Molotov
