// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/commands.h"
#include "ui/filedrops.h"
#include "ui/models/comparisonmodel.h"
#include "ui/models/demoflow.h"
#include "ui/models/documentflow.h"
#include "ui/models/exportflow.h"
#include "ui/models/historyflow.h"
#include "ui/models/historymodel.h"
#include "ui/models/loadcontrol.h"
#include "ui/models/newtestflow.h"
#include "ui/models/profileeditor.h"
#include "ui/models/recentprofiles.h"
#include "ui/models/repositoryflow.h"
#include "ui/models/runmodels.h"
#include "ui/models/runrecording.h"
#include "ui/models/runswitch.h"
#include "ui/models/scenariofollower.h"
#include "ui/models/trialmodels.h"
#include "ui/pageregistry.h"
#include "ui/settings.h"

#include <QMainWindow>

#include <memory>

class QToolBar;

namespace Molotov {

class PageStack;
class RunService;

/// The window: a frame for the pages, which lets the commands reach those who carry them out.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    struct Parts
    {
        RunService *service = nullptr; ///< not owned; lives longer
        DemoFlow::Files demo;
        RepositoryFlow::Place repositories;
        QString settingsFile;
        std::unique_ptr<Dialogs> dialogs; ///< none: dialogs over this window
        SystemLimits limits; ///< of what a profile may ask for
        RunRecording::Place results; ///< where runs are kept; nowhere by default
        TrialModels::MakeService trials; ///< without it, nothing can be tried
    };

    explicit MainWindow(Parts parts);
    ~MainWindow() override;

    /// What the command line asks for: a profile, a scenario file or a result, the test in it, and whether to
    /// start.
    struct Request
    {
        QString path;
        QString test;
        bool start = false;
        bool demo = false; ///< the demo instead of a file
    };
    void carryOut(const Request &request);

    /// Ends the application without asking: the first time when a run that is under way has come to a good
    /// end, the second time as soon as no load is sent any more.
    void interrupt();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void placePages();
    void makeBars();
    void connectCommands();
    void connectParts();
    void connectRun(const RunService *service);
    void restore();
    void remember() const;
    void choosePage(PageId page);
    void showOpened();
    void showPageCommands();
    QString obstacleToStart() const;
    void explainStart();
    void tryOnce(const QString &scenario);
    void updateTry();
    void updateExport();
    QString resultOnScreen() const;
    void exportRun();
    QString obstacleToExport() const;
    void startRun();
    void endThen(const std::function<void()> &next);
    void updateCommands();
    void updateTitle();

    SettingsFile m_settings;
    std::unique_ptr<Dialogs> m_dialogs;
    Commands m_commands;
    ProfileEditor m_editor;
    RecentProfiles m_recent;
    DocumentFlow m_document;
    DemoFlow m_demo;
    NewTestFlow m_newTest;
    RepositoryFlow m_repository;
    RunSwitch m_run;
    LoadControl m_load;
    ScenarioFollower m_follower;
    RunModels m_runModels;
    RunRecording m_recording;
    HistoryModel m_historyModel;
    HistoryFlow m_history;
    ComparisonModel m_comparison;
    ExportFlow m_exports;
    TrialModels m_trials;
    FileDrops m_drops{&m_document, &m_history};
    int m_resultMegabytes = 0; // as the settings have it

    PageStack *m_pages;
    QToolBar *m_toolBar = nullptr;
    QAction *m_recentActions = nullptr; // the entry of the menu of recent profiles
};

} // namespace Molotov
