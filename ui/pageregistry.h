// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/commands.h"

#include <QList>
#include <QString>

#include <functional>

class QWidget;

namespace Molotov {

class ComparisonModel;
class DocumentFlow;
class ExportFlow;
class HistoryFlow;
class LoadControl;
class ProfileEditor;
class RecentProfiles;
class RunModels;
class RunSwitch;
class ScenarioFollower;
class TrialModels;

/// In the order of the navigation.
enum class PageId {
    Welcome,
    Test,
    History,
    KeptRun, ///< one of the history, opened
    Comparison, ///< of two of them
    Trial, ///< what the test that is open sends and gets
};

/// What pages show, and those whom they tell what a person wants. None is owned; all live longer than a page.
struct PageContext
{
    const Commands *commands = nullptr;
    ProfileEditor *editor = nullptr;
    RecentProfiles *recent = nullptr;
    DocumentFlow *document = nullptr;
    const RunSwitch *run = nullptr;
    LoadControl *load = nullptr;
    ScenarioFollower *follower = nullptr;
    RunModels *runModels = nullptr; ///< of the test that is open
    HistoryFlow *history = nullptr;
    ComparisonModel *comparison = nullptr;
    ExportFlow *exports = nullptr;
    TrialModels *trials = nullptr;
    std::function<void(const QString &scenario)> tryOnce; ///< all scenarios, if the name is empty
    std::function<void(PageId)> go; ///< shows another page
};

/// A page that the window can show.
struct PageEntry
{
    PageId id = PageId::Welcome;
    QString title;
    QString icon; ///< its name in resources/icons
    std::function<QWidget *(const PageContext &)> make;
    QList<Command> commands; ///< that the tool bar offers beside those of the window, while it is shown
    bool isOffered = false; ///< a person can go there by the navigation
    bool isMadeAtOnce = false; ///< it hears of what happens before it is shown; else made when first shown
};

/// The pages that there are; the first one is shown first.
QList<PageEntry> allPages();

} // namespace Molotov
