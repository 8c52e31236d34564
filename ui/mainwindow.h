// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/commands.h"
#include "ui/filedrops.h"
#include "ui/models/demoflow.h"
#include "ui/models/documentflow.h"
#include "ui/models/newtestflow.h"
#include "ui/models/profileeditor.h"
#include "ui/models/recentprofiles.h"
#include "ui/models/repositoryflow.h"
#include "ui/models/runswitch.h"
#include "ui/models/scenariofollower.h"
#include "ui/settings.h"

#include <QMainWindow>

#include <memory>

class QSplitter;
class QStackedWidget;

namespace Molotov {

class ProfilePanel;
class RunPage;
class RunService;
class WelcomePage;

/// The window: puts the pages in their places and lets the commands reach those who carry them out.
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
    };

    explicit MainWindow(Parts parts);
    ~MainWindow() override;

    /// What the command line asks for: a profile or a scenario file, the test in it, and whether to start.
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
    void restore();
    void remember() const;
    void openRecent(const ProfilePlace &place);
    void showOpened();
    void showReadiness();
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
    ScenarioFollower m_follower;
    FileDrops m_drops{&m_document};

    RunPage *m_runPage;
    WelcomePage *m_welcome;
    ProfilePanel *m_panel;
    QStackedWidget *m_pages;
    QSplitter *m_splitter;
    QAction *m_recentActions = nullptr; // the entry of the menu of recent profiles
};

} // namespace Molotov
