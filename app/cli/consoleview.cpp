// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/consoleview.h"

#include "app/cli/runtables.h"
#include "app/cli/runtext.h"
#include "core/control/report/reportverdict.h"
#include "core/control/words/format.h"
#include "core/control/words/runwords.h"
#include "core/control/words/trustwords.h"

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

// Of a run that did not fail.
QStringList closingSentences(const RunOutcome &outcome)
{
    QStringList sentences{RunWords::end(outcome.end) + QLatin1Char('.'), RunWords::verdict(outcome.last)};
    if (const auto reason = RunWords::reason(outcome); !reason.isEmpty())
        sentences += reason;
    if (outcome.goalVerdict() != GoalVerdict::Passed || outcome.hasTooManyFailures())
        return sentences;
    const ReportVerdict verdict(outcome);
    return QStringList{verdict.title + QLatin1Char('.')} + verdict.reasons + sentences;
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

void ConsoleView::showKeys(const QString &text)
{
    if (isLive())
        print(faint(text));
}

void ConsoleView::showProgress(const Snapshot &snapshot, bool isPaused)
{
    if (m_output.quiet)
        return;
    if (isLive()) {
        if (snapshot.elapsed < m_nextLine)
            return;
        m_nextLine = snapshot.elapsed + m_output.update;
        // The last column stays free: a terminal may wrap what fills it.
        m_live = RunText::progress(snapshot, m_output.width() - 1, isPaused);
        drawLive();
    } else if (snapshot.elapsed >= m_nextLine) {
        if (m_nextLine > 0s) // nothing has happened yet in the first
            print(RunText::progress(snapshot, PlainWidth, isPaused));
        m_nextLine = (snapshot.elapsed / LineInterval + 1) * std::chrono::microseconds(LineInterval);
    }
}

void ConsoleView::showLog(const LogLine &line)
{
    const bool isOfRun = line.helper < 0;
    if (line.level == Protocol::LogLevel::Debug && !m_output.verbose)
        return;
    const auto who = line.worker >= 0 ? tr("worker %1: ").arg(line.worker) : QString();
    const auto text = who + levelName(line.level) + Format::harmless(line.text);
    if (isOfRun && line.level >= Protocol::LogLevel::Warning)
        printError(text);
    else
        print(text);
}

void ConsoleView::showNotice(const QString &text)
{
    print(Format::harmless(text));
}

void ConsoleView::showOutcome(const RunOutcome &outcome)
{
    eraseLive();
    m_live.clear();
    const bool hasBegun = outcome.last.startedAt.isValid();
    if (hasBegun) {
        print({});
        print(RunTables::lines(outcome, m_output.verbose).join(QLatin1Char('\n')));
        if (const auto &trust = outcome.last.trust) {
            const auto sentences =
                QStringList{TrustWords::line(*trust) + QLatin1Char('.')} + TrustWords::reasons(*trust);
            print(Format::harmless(sentences.join(QLatin1Char(' '))));
        }
    }
    if (outcome.end == RunOutcome::End::Failed)
        printError(RunWords::reason(outcome));
    else
        print(emphasized(Format::harmless(closingSentences(outcome).join(QLatin1Char(' ')))));
    if (outcome.end == RunOutcome::End::Finished)
        showShortfalls(outcome);
}

// What ends a run that came to its end with another exit code than 0.
void ConsoleView::showShortfalls(const RunOutcome &outcome)
{
    if (outcome.hasTooManyFailures())
        printError(RunWords::tooManyFailures(outcome));
    for (const auto &goal : outcome.last.goals) {
        if (goal.state != GoalStatus::State::Holds)
            printError(RunWords::missedGoal(goal));
    }
    if (outcome.lostHelpers() > 0)
        printError(RunWords::lostHelpers(outcome));
}

void ConsoleView::showActivity(const QString &text)
{
    if (m_output.quiet || !isLive())
        return;
    eraseLive();
    m_live = Format::oneLine(text, m_output.width() - 1);
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
    m_output.writeError("molotov-cli: " + Format::harmless(text).toUtf8() + '\n');
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

QString ConsoleView::faint(const QString &text) const
{
    return m_output.hasColors ? QStringLiteral("\x1b[2m%1\x1b[0m").arg(text) : text;
}

QString ConsoleView::emphasized(const QString &text) const
{
    return m_output.hasColors ? QStringLiteral("\x1b[1m%1\x1b[0m").arg(text) : text;
}

} // namespace Molotov::Cli
