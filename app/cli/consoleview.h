// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/consoleoutput.h"
#include "core/control/run/runstate.h"
#include "core/model/result.h"

#include <QCoreApplication>

#include <chrono>

namespace Molotov::Cli {

/// Tells about a run in a terminal, or in a log file.
///
/// In a terminal the last line shows how the run stands and is rewritten in place; whatever else there is to
/// say goes above it. In a file a line comes every few seconds.
class ConsoleView
{
    Q_DECLARE_TR_FUNCTIONS(ConsoleView)

public:
    explicit ConsoleView(ConsoleOutput output);

    void showStart(const Profile &profile, const QList<Protocol::ScenarioInfo> &scenarios);
    /// Which keys a person may press; only in a terminal.
    void showKeys(const QString &text);
    void showProgress(const Snapshot &snapshot, bool isPaused = false);
    /// What goes on before the run, in a line that is rewritten; an empty text takes it away.
    void showActivity(const QString &text);
    void showLog(const LogLine &line);
    void showNotice(const QString &text);
    void showOutcome(const RunOutcome &outcome);
    void showError(const Error &error);

private:
    bool isLive() const { return bool(m_output.width); }
    void print(const QString &text);
    void showShortfalls(const RunOutcome &outcome);
    void printError(const QString &text);
    void eraseLive();
    void drawLive();
    QString faint(const QString &text) const;
    QString emphasized(const QString &text) const;

    ConsoleOutput m_output;
    QString m_live; // what stands in the last line of the terminal
    std::chrono::microseconds m_nextLine{0}; // when the next state is due
};

} // namespace Molotov::Cli
