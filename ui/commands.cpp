// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/commands.h"

#include "core/control/words/format.h"
#include "ui/icons.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>

#include <array>

namespace Molotov {

namespace {

struct Row
{
    Command command;
    const char *text;
    const char *icon;
    const char *shortcuts; ///< portable text, separated by "; "; the first one is shown
    const char *toolTip;
};

constexpr auto PauseText = QT_TRANSLATE_NOOP("Commands", "&Pause");

// clang-format off
constexpr std::array Table{
    Row{Command::New, QT_TRANSLATE_NOOP("Commands", "&New Test…"), "new", "Ctrl+N",
        QT_TRANSLATE_NOOP("Commands", "Begin a new test: files that work at once, or an empty profile")},
    Row{Command::Open, QT_TRANSLATE_NOOP("Commands", "&Open…"), "open", "Ctrl+O",
        QT_TRANSLATE_NOOP("Commands", "Open a profile: the saved settings of a test")},
    Row{Command::OpenRepository, QT_TRANSLATE_NOOP("Commands", "Open from &Git…"), "git", "Ctrl+Shift+O",
        QT_TRANSLATE_NOOP("Commands", "Open a test of a repository of Git")},
    Row{Command::OpenResult, QT_TRANSLATE_NOOP("Commands", "Open Resul&t…"), "history", "Ctrl+Shift+R",
        QT_TRANSLATE_NOOP("Commands", "Open the result of a run, which somebody may have sent you")},
    Row{Command::ClearRecent, QT_TRANSLATE_NOOP("Commands", "&Clear This List"), "clear", "",
        QT_TRANSLATE_NOOP("Commands", "Forget which profiles were opened; the files stay")},
    Row{Command::Save, QT_TRANSLATE_NOOP("Commands", "&Save"), "save", "Ctrl+S",
        QT_TRANSLATE_NOOP("Commands", "Save the profile")},
    Row{Command::SaveAs, QT_TRANSLATE_NOOP("Commands", "Save &As…"), "", "Ctrl+Shift+S",
        QT_TRANSLATE_NOOP("Commands", "Save the profile in another file, or under another name")},
    Row{Command::Export, QT_TRANSLATE_NOOP("Commands", "&Export…"), "export", "Ctrl+E",
        QT_TRANSLATE_NOOP("Commands", "Save a report of the run that is shown: a web page, PDF, tables or data")},
    Row{Command::Close, QT_TRANSLATE_NOOP("Commands", "&Close Test"), "", "Ctrl+W",
        QT_TRANSLATE_NOOP("Commands", "Close the test and go back to the welcome page")},
    Row{Command::Quit, QT_TRANSLATE_NOOP("Commands", "&Quit"), "quit", "Ctrl+Q",
        QT_TRANSLATE_NOOP("Commands", "Quit the application")},
    Row{Command::Start, QT_TRANSLATE_NOOP("Commands", "S&tart"), "start", "F5; Ctrl+R",
        QT_TRANSLATE_NOOP("Commands", "Start the test")},
    Row{Command::TryOnce, QT_TRANSLATE_NOOP("Commands", "Tr&y Once"), "try", "F7",
        QT_TRANSLATE_NOOP("Commands", "Run each scenario once with one user, and read every request and response")},
    Row{Command::Stop, QT_TRANSLATE_NOOP("Commands", "St&op"), "stop", "Shift+F5",
        QT_TRANSLATE_NOOP("Commands", "Stop: what is under way is finished first, for 10 s at most")},
    Row{Command::StopNow, QT_TRANSLATE_NOOP("Commands", "Stop &Now"), "stop-now", "Ctrl+Shift+F5",
        QT_TRANSLATE_NOOP("Commands", "Stop at once: requests under way are aborted")},
    Row{Command::ChangeLoad, QT_TRANSLATE_NOOP("Commands", "Change &Load…"), "", "Ctrl+L",
        QT_TRANSLATE_NOOP("Commands", "Set another number of users, or another rate, while the test runs")},
    Row{Command::PauseRun, PauseText, "pause", "F6",
        QT_TRANSLATE_NOOP("Commands", "Begin no iterations for a while; the end of the run stays where it is")},
    Row{Command::ExtendRun, QT_TRANSLATE_NOOP("Commands", "E&xtend…"), "extend", "Ctrl+Shift+E",
        QT_TRANSLATE_NOOP("Commands", "Let the test run longer")},
    Row{Command::AddMarker, QT_TRANSLATE_NOOP("Commands", "Add &Marker…"), "marker", "Ctrl+M",
        QT_TRANSLATE_NOOP("Commands", "Mark this moment in the charts and in the result, with a note")},
    Row{Command::ShowProfile, QT_TRANSLATE_NOOP("Commands", "&Profile Panel"), "panel", "F9",
        QT_TRANSLATE_NOOP("Commands", "Show or hide the settings of the test")},
    Row{Command::ShowWelcome, QT_TRANSLATE_NOOP("Commands", "&Welcome Page"), "home", "",
        QT_TRANSLATE_NOOP("Commands", "Close the test and show the welcome page")},
    Row{Command::TryDemo, QT_TRANSLATE_NOOP("Commands", "Try the &Demo"), "demo", "",
        QT_TRANSLATE_NOOP("Commands", "Start a small web service on this computer, and load a test of it")},
    Row{Command::About, QT_TRANSLATE_NOOP("Commands", "&About Molotov"), "about", "",
        QT_TRANSLATE_NOOP("Commands", "Version and licence")},
};
// clang-format on

QString translated(const char *text)
{
    return QCoreApplication::translate("Commands", text);
}

} // namespace

Commands::Commands(QObject *parent)
    : QObject(parent)
{
    for (const auto &row : Table) {
        auto *action = new QAction(translated(row.text), this);
        if (*row.icon)
            action->setIcon(paletteIcon(QLatin1String(row.icon)));
        if (*row.shortcuts)
            action->setShortcuts(
                QKeySequence::listFromString(QLatin1String(row.shortcuts), QKeySequence::PortableText));
        action->setStatusTip(translated(row.toolTip));
        m_actions.insert(row.command, action);
        explain(row.command, {});
    }
    action(Command::ShowProfile)->setCheckable(true);
    action(Command::Quit)->setMenuRole(QAction::QuitRole);
    action(Command::About)->setMenuRole(QAction::AboutRole);
}

void Commands::explain(Command command, const QString &why)
{
    auto *action = this->action(command);
    const auto shortcut = action->shortcut().toString(QKeySequence::NativeText);
    const auto does = action->statusTip();
    if (!why.isEmpty())
        action->setToolTip(Format::toolTip(why));
    else
        action->setToolTip(shortcut.isEmpty() ? does : QStringLiteral("%1 (%2)").arg(does, shortcut));
}

void Commands::showPause(bool isPaused) const
{
    auto *action = this->action(Command::PauseRun);
    action->setText(isPaused ? tr("Res&ume") : translated(PauseText));
    action->setIcon(paletteIcon(isPaused ? QStringLiteral("start") : QStringLiteral("pause")));
}

} // namespace Molotov
