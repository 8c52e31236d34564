// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/consoleview.h"

#include "app/cli/format.h"
#include "app/cli/runtables.h"
#include "app/cli/runtext.h"

#include <utility>

using namespace std::chrono_literals;

namespace Molotov::Cli {

namespace {

constexpr auto LineInterval = 5s;
constexpr int PlainWidth = 200; // of a line in a log file

QString levelName(Protocol::LogLevel level)
{
    switch (level) {
    case Protocol::LogLevel::Debug:
        return QStringLiteral("debug: ");
    case Protocol::LogLevel::Info:
        return {};
    case Protocol::LogLevel::Warning:
        return QStringLiteral("warning: ");
    case Protocol::LogLevel::Error:
        return QStringLiteral("error: ");
    }
    Q_UNREACHABLE();
}

} // namespace

ConsoleView::ConsoleView(ConsoleOutput output)
    : m_output(std::move(output))
{
}

void ConsoleView::showStart(const Profile &profile, const QList<Protocol::ScenarioInfo> &scenarios)
{
    print(RunText::start(profile, scenarios));
}

void ConsoleView::showProgress(const Snapshot &snapshot)
{
    if (m_output.quiet)
        return;
    if (isLive()) {
        if (snapshot.elapsed < m_nextLine)
            return;
        m_nextLine = snapshot.elapsed + m_output.update;
        // The last column stays free: a terminal may wrap what fills it.
        m_live = RunText::progress(snapshot, m_output.width() - 1);
        drawLive();
    } else if (snapshot.elapsed >= m_nextLine) {
        if (m_nextLine > 0s) // nothing has happened yet in the first
            print(RunText::progress(snapshot, PlainWidth));
        m_nextLine = (snapshot.elapsed / LineInterval + 1) * std::chrono::microseconds(LineInterval);
    }
}

void ConsoleView::showLog(const LogLine &line)
{
    const bool isOfRun = line.helper < 0;
    if (line.level == Protocol::LogLevel::Debug && !m_output.verbose)
        return;
    const auto who = line.worker >= 0 ? tr("worker %1: ").arg(line.worker) : QString();
    const auto text = who + levelName(line.level) + harmless(line.text);
    if (isOfRun && line.level >= Protocol::LogLevel::Warning)
        printError(text);
    else
        print(text);
}

void ConsoleView::showNotice(const QString &text)
{
    print(harmless(text));
}

void ConsoleView::showOutcome(const RunOutcome &outcome)
{
    eraseLive();
    m_live.clear();
    const bool hasBegun = outcome.last.startedAt.isValid();
    if (hasBegun) {
        print({});
        print(RunTables::lines(outcome.last, m_output.verbose).join(QLatin1Char('\n')));
        if (isLateItself(outcome.last))
            print(RunText::lateness(outcome.last));
        else if (isLateByScript(outcome.last))
            print(harmless(RunText::longScript(*outcome.last.longScript)));
    }
    if (outcome.end == RunOutcome::End::Failed)
        printError(outcome.reason);
    else
        print(emphasized(harmless(RunText::verdict(outcome))));
    if (outcome.end == RunOutcome::End::Finished && outcome.hasTooManyFailures())
        printError(RunText::tooManyFailures(outcome));
    if (outcome.end == RunOutcome::End::Finished && outcome.lostHelpers() > 0)
        printError(RunText::lostHelpers(outcome));
}

void ConsoleView::showActivity(const QString &text)
{
    if (m_output.quiet || !isLive())
        return;
    eraseLive();
    m_live = clipped(harmless(text), m_output.width() - 1);
    drawLive();
}

void ConsoleView::showError(const Error &error)
{
    printError(error.text);
}

void ConsoleView::print(const QString &text)
{
    if (m_output.quiet)
        return;
    eraseLive();
    m_output.write(text.toUtf8() + '\n');
    drawLive();
}

void ConsoleView::printError(const QString &text)
{
    eraseLive();
    m_output.writeError("molotov-cli: " + harmless(text).toUtf8() + '\n');
    drawLive();
}

void ConsoleView::eraseLive()
{
    if (!m_live.isEmpty())
        m_output.write("\r\x1b[K");
}

// Written over what stands there, the rest of the line erased last: nothing flickers.
void ConsoleView::drawLive()
{
    if (!m_live.isEmpty())
        m_output.write('\r' + m_live.toUtf8() + "\x1b[K");
}

QString ConsoleView::emphasized(const QString &text) const
{
    return m_output.hasColors ? QStringLiteral("\x1b[1m%1\x1b[0m").arg(text) : text;
}

} // namespace Molotov::Cli
