// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/git/gitcall.h"

#include <QDir>
#include <QProcessEnvironment>
#include <QRegularExpression>

namespace Molotov {

namespace {

constexpr qsizetype MaxSaid = 1 << 16;
// What git has to end by itself, and to end those that it has started, before it is killed.
constexpr std::chrono::milliseconds TimeToEnd{1000};

QProcessEnvironment environment()
{
    auto result = QProcessEnvironment::systemEnvironment();
    // Of a git that started us, as in a hook: they would lead to its repository.
    for (const auto &name : result.keys()) {
        static const QStringList foreign{
            QStringLiteral("GIT_DIR"),           QStringLiteral("GIT_WORK_TREE"),
            QStringLiteral("GIT_INDEX_FILE"),    QStringLiteral("GIT_OBJECT_DIRECTORY"),
            QStringLiteral("GIT_COMMON_DIR"),    QStringLiteral("GIT_NAMESPACE"),
            QStringLiteral("GIT_EXTERNAL_DIFF"), QStringLiteral("GIT_ALTERNATE_OBJECT_DIRECTORIES")};
        if (foreign.contains(name))
            result.remove(name);
    }
    result.insert(QStringLiteral("GIT_ALLOW_PROTOCOL"), QStringLiteral("https:http:ssh:git:file"));
    result.insert(QStringLiteral("GIT_TERMINAL_PROMPT"), QStringLiteral("0"));
    result.insert(QStringLiteral("GIT_ASKPASS"), QString());
    result.insert(QStringLiteral("SSH_ASKPASS_REQUIRE"), QStringLiteral("never"));
    if (!result.contains(QStringLiteral("GIT_SSH")) && !result.contains(QStringLiteral("GIT_SSH_COMMAND")))
        result.insert(QStringLiteral("GIT_SSH_COMMAND"), QStringLiteral("ssh -oBatchMode=yes"));
    result.insert(QStringLiteral("LC_ALL"), QStringLiteral("C")); // its words are read
    result.remove(QStringLiteral("LANGUAGE"));
    return result;
}

QStringList settings()
{
    const auto noHooks = QStringLiteral("core.hooksPath=") + QProcess::nullDevice();
    QStringList arguments;
    for (const auto &setting :
         {noHooks, QStringLiteral("submodule.recurse=false"), QStringLiteral("gc.auto=0"),
          QStringLiteral("maintenance.auto=false"), // nothing stays at work in the background
          QStringLiteral("http.lowSpeedLimit=1"), QStringLiteral("http.lowSpeedTime=60"),
          QStringLiteral("advice.detachedHead=false")})
        arguments += {QStringLiteral("-c"), setting};
    return arguments;
}

// The first that went wrong: what follows, as "Could not read from remote repository", follows from it.
QString gistOf(const QByteArray &said)
{
    static const QRegularExpression lineEnds(QStringLiteral("[\r\n]+"));
    const auto lines = QString::fromUtf8(said).split(lineEnds, Qt::SkipEmptyParts);
    for (const auto &prefix : {QStringLiteral("fatal: "), QStringLiteral("error: ")}) {
        for (const auto &line : lines) {
            if (line.startsWith(prefix))
                return line.mid(prefix.size()).trimmed();
        }
    }
    return lines.isEmpty() ? QString() : lines.last().trimmed();
}

} // namespace

GitCall::GitCall(const QString &program, std::chrono::milliseconds timeLimit, QObject *parent)
    : QObject(parent)
    , m_timeLimit(timeLimit)
{
    m_process.setProgram(program);
    m_process.setProcessEnvironment(environment());
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_limit.setSingleShot(true);
    connect(&m_process, &QProcess::readyReadStandardError, this, &GitCall::readProgress);
    connect(&m_process, &QProcess::finished, this, &GitCall::onFinished);
    connect(&m_process, &QProcess::errorOccurred, this, &GitCall::onErrorOccurred);
    connect(&m_limit, &QTimer::timeout, this, &GitCall::onTimeout);
}

GitCall::~GitCall()
{
    // Politely first: git then takes those that it has started with it.
    m_process.disconnect(this);
    m_process.terminate();
    if (!m_process.waitForFinished(int(TimeToEnd.count()))) {
        m_process.kill();
        m_process.waitForFinished(int(TimeToEnd.count()));
    }
}

void GitCall::start(const QStringList &arguments, const QString &folder)
{
    m_process.setArguments(settings() + arguments);
    m_process.setWorkingDirectory(folder);
    m_process.start();
    m_limit.start(m_timeLimit);
}

void GitCall::readProgress()
{
    m_said = (m_said + m_process.readAllStandardError()).right(MaxSaid);
    const auto lines = QByteArray(m_said).replace('\r', '\n').split('\n');
    for (auto line = lines.crbegin(); line != lines.crend(); ++line) {
        if (const auto text = QString::fromUtf8(*line).trimmed(); !text.isEmpty()) {
            Q_EMIT progressed(text);
            return;
        }
    }
}

void GitCall::onFinished(int exitCode, QProcess::ExitStatus status)
{
    m_limit.stop();
    if (m_isLate) {
        const auto seconds = std::chrono::duration<double>(m_timeLimit).count();
        Q_EMIT failed(tr("git did not finish within %1 s").arg(seconds));
        return;
    }
    m_said = (m_said + m_process.readAllStandardError()).right(MaxSaid);
    if (status == QProcess::NormalExit && exitCode == 0) {
        Q_EMIT succeeded(m_process.readAllStandardOutput());
        return;
    }
    const auto gist = gistOf(m_said);
    Q_EMIT failed(status == QProcess::CrashExit ? tr("git crashed")
                  : gist.isEmpty()              ? tr("git ended with code %1").arg(exitCode)
                                                : gist);
}

void GitCall::onErrorOccurred(QProcess::ProcessError error)
{
    if (error != QProcess::FailedToStart)
        return; // finished() follows
    m_limit.stop();
    Q_EMIT failed(tr("git cannot be started from %1: %2")
                      .arg(QDir::toNativeSeparators(m_process.program()), m_process.errorString()));
}

// failed() waits for the end: a git that still runs may still write.
void GitCall::onTimeout()
{
    if (std::exchange(m_isLate, true)) {
        m_process.kill();
        return;
    }
    m_process.terminate();
    m_limit.start(TimeToEnd);
}

} // namespace Molotov
