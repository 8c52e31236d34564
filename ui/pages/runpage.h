// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runstate.h"
#include "ui/models/errormodel.h"
#include "ui/models/logmodel.h"
#include "ui/models/metricsmodels.h"
#include "ui/models/runstatus.h"
#include "ui/models/seriesmodel.h"
#include "ui/models/workergridmodel.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

namespace Molotov {

class RunCharts;
class RunFooter;
class RunService;
class RunTables;
class StateBanner;

/// What a person watches during a run, and reads after it: state, worker grid, charts, errors and tables.
///
/// Whatever a run reports is taken in at once and shown at most ten times a second.
class RunPage : public QWidget
{
    Q_OBJECT

public:
    explicit RunPage(RunService *service, QWidget *parent = nullptr);

    /// Clears the page for a run of this profile; to be called just before it is started.
    void prepare(const Profile &profile);
    /// Forgets the run that is shown.
    void clear();
    /// What Start would run, until something was run. `obstacle`: why it cannot be started; mostly empty.
    void showProfile(const Profile &profile, const QString &obstacle);

private:
    void connectTo(const RunService &service);
    QWidget *makeGridPanel();

    void setState(RunState state);
    void setScenarios(const QList<Protocol::ScenarioInfo> &scenarios);
    void setOutcome(const RunOutcome &outcome);
    void refreshSoon();
    void refresh();
    void showSnapshot(const Snapshot &snapshot);

    WorkerGridModel m_workers;
    SeriesModel m_series;
    ErrorModel m_errors;
    MetricsModels m_metrics;
    LogModel m_log;
    RunStatus m_status;
    std::optional<Snapshot> m_pending; // not shown yet
    QTimer m_refresh;

    std::unique_ptr<QWidget> m_content; // goes before the models that it shows
    StateBanner *m_banner;
    RunCharts *m_charts;
    RunFooter *m_footer;
    RunTables *m_tables;
};

} // namespace Molotov
