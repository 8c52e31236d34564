// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMap>
#include <QObject>

class QAction;

namespace Molotov {

enum class Command {
    New,
    Open,
    OpenRepository,
    OpenResult,
    ClearRecent,
    Save,
    SaveAs,
    Export,
    Close,
    Quit,
    Start,
    TryOnce,
    Stop,
    StopNow,
    ChangeLoad,
    PauseRun,
    ExtendRun,
    AddMarker,
    ShowProfile,
    ShowWelcome,
    TryDemo,
    About,
};

/// All that a person can tell the window to do, made from one table.
class Commands : public QObject
{
    Q_OBJECT

public:
    explicit Commands(QObject *parent = nullptr);

    QAction *action(Command command) const { return m_actions.value(command); }
    QList<QAction *> actions() const { return m_actions.values(); }
    /// Its tool tip says this instead of what the command does; empty: what it does, again.
    void explain(Command command, const QString &why);
    /// "Pause" becomes "Resume", and the other way.
    void showPause(bool isPaused) const;

private:
    QMap<Command, QAction *> m_actions;
};

} // namespace Molotov
