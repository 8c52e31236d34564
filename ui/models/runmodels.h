// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runsource.h"
#include "ui/models/errormodel.h"
#include "ui/models/logmodel.h"
#include "ui/models/metricsmodels.h"
#include "ui/models/runstatus.h"
#include "ui/models/seriesmodel.h"
#include "ui/models/workergridmodel.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace Molotov {

/// All that a run page shows, fed by a RunSource: a run that goes on, or one that was kept.
///
/// Whatever the source says is taken in at once and told to views at most ten times a second.
class RunModels : public QObject
{
    Q_OBJECT

public:
    /// The source is not owned, and lives longer.
    explicit RunModels(RunSource *source, QObject *parent = nullptr);

    /// Clears all for a run of this profile; to be called just before it is started.
    void prepare(const Profile &profile);
    /// As RunStatus::setChecking().
    void setChecking(bool isChecking);
    /// Forgets the run that is shown.
    void clear();
    /// Says something of the run that its source does not know, in its log and beside its state.
    void warn(const QString &sentence);
    /// What Start would run, until something was run. `obstacle`: why it cannot be started; mostly empty.
    void showProfile(const Profile &profile, const QString &obstacle);

    WorkerGridModel &workers() { return m_workers; }
    SeriesModel &series() { return m_series; }
    ErrorModel &errors() { return m_errors; }
    MetricsModels &metrics() { return m_metrics; }
    const MetricsModels &metrics() const { return m_metrics; }
    LogModel &log() { return m_log; }
    const RunStatus &status() const { return m_status; }
    const QList<RunMarker> &markers() const { return m_markers; }
    /// The load that is meant, with all that was changed so far.
    const LoadCourse &course() const { return m_status.course(); }

Q_SIGNALS:
    /// Another run, of this profile, is shown from now on.
    void prepared(const Molotov::Profile &profile);
    /// The models have something new to show.
    void refreshed();

private:
    void connectTo(const RunSource &source);
    void setState(RunState state);
    void setScenarios(const QList<Protocol::ScenarioInfo> &scenarios);
    void setOutcome(const RunOutcome &outcome);
    void forget(const Profile &profile);
    void addMarker(const RunMarker &marker);
    void refreshSoon();
    void refresh();
    void showSnapshot(const Snapshot &snapshot);

    WorkerGridModel m_workers;
    SeriesModel m_series;
    ErrorModel m_errors;
    MetricsModels m_metrics;
    LogModel m_log;
    RunStatus m_status;
    QList<RunMarker> m_markers;
    std::optional<Snapshot> m_pendingSnapshot; // not shown yet
    QList<SeriesPoint> m_pendingPoints;
    QList<RunSample> m_pendingSamples;
    QTimer m_refresh;
};

} // namespace Molotov
