// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/process/processcall.h"

#include "core/control/process/crashcause.h"
#include "core/control/systemlimits.h"
#include "core/control/words/format.h"
#include "core/control/words/timetext.h"

namespace Molotov {

ProcessCall::ProcessCall(QObject *parent)
    : QObject(parent)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &ProcessCall::onTimeout);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &ProcessCall::readOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this, &ProcessCall::readErrors);
    connect(&m_process, &QProcess::finished, this, &ProcessCall::onFinished);
    connect(&m_process, &ChildProcess::startFailed, this, &ProcessCall::onStartFailed);
}

void ProcessCall::start(const Command &command)
{
    m_command = command;
    m_process.setProgram(command.program);
    m_process.setArguments(command.arguments);
    m_process.setWorkingDirectory(command.folder);
    m_process.setProcessEnvironment(command.environment);
    m_process.setTimeToEnd(command.timeToEnd);
    m_process.setStandardInputFile(QProcess::nullDevice());
    if (!command.hasOutput)
        m_process.setStandardOutputFile(QProcess::nullDevice());
    if (command.memory > 0)
        limitMemory(m_process, command.memory);
    m_process.start();
    m_limit.start(command.timeLimit);
}

void ProcessCall::readOutput()
{
    m_output += m_process.readAllStandardOutput();
    if (m_output.size() > MaxOutput)
        m_process.kill();
}

void ProcessCall::readErrors()
{
    const auto more = m_process.readAllStandardError();
    if (more.isEmpty())
        return;
    m_errors += more;
    m_errors =
        m_command.keepsLastErrors ? m_errors.right(m_command.maxErrors) : m_errors.left(m_command.maxErrors);
    Q_EMIT errorsWritten(m_errors);
}

void ProcessCall::onStartFailed()
{
    m_limit.stop();
    Q_EMIT answered({.end = Answer::End::NotStarted, .problem = problemOf(Answer::End::NotStarted, 0)});
}

void ProcessCall::onFinished(int exitCode, QProcess::ExitStatus status)
{
    m_limit.stop();
    readOutput();
    readErrors();
    const auto end = judge(status);
    Q_EMIT answered({.end = end,
                     .exitCode = exitCode,
                     .output = m_output,
                     .errors = m_errors,
                     .problem = problemOf(end, exitCode)});
}

// The answer waits for the end: a process that still runs may still write.
void ProcessCall::onTimeout()
{
    if (std::exchange(m_isLate, true) || m_command.timeToEnd.count() == 0) {
        m_process.kill();
        return;
    }
    m_process.terminate();
    m_limit.start(m_command.timeToEnd);
}

ProcessCall::Answer::End ProcessCall::judge(QProcess::ExitStatus status) const
{
    if (m_isLate)
        return Answer::End::TooLate;
    if (m_output.size() > MaxOutput)
        return Answer::End::TooMuch;
    return status == QProcess::CrashExit ? Answer::End::Crashed : Answer::End::Exited;
}

QString ProcessCall::problemOf(Answer::End end, int exitCode) const
{
    switch (end) {
    case Answer::End::Exited:
        return {};
    case Answer::End::Crashed:
        return tr("%1 crashed (%2)").arg(m_command.name, crashCause(exitCode));
    case Answer::End::NotStarted:
        return tr("%1 could not be started from %2").arg(m_command.name, m_process.startFailure());
    case Answer::End::TooLate:
        return tr("%1 did not finish within %2").arg(m_command.name, timeText(m_command.timeLimit));
    case Answer::End::TooMuch:
        return tr("%1 wrote more than %2").arg(m_command.name, Format::bytes(MaxOutput));
    }
    Q_UNREACHABLE();
}

} // namespace Molotov
