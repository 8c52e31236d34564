// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/git/gitcall.h"

#include <QProcessEnvironment>
#include <QRegularExpression>

namespace Molotov {

namespace {

constexpr qsizetype MaxErrors = 1 << 16;
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

GitCall::GitCall(QString program, std::chrono::milliseconds timeLimit, QObject *parent)
    : QObject(parent)
    , m_program(std::move(program))
    , m_timeLimit(timeLimit)
{
    connect(&m_call, &ProcessCall::errorsWritten, this, &GitCall::readProgress);
    connect(&m_call, &ProcessCall::answered, this, &GitCall::onAnswered);
}

void GitCall::start(const QStringList &arguments, const QString &folder)
{
    m_call.start({.name = QStringLiteral("git"),
                  .program = m_program,
                  .arguments = settings() + arguments,
                  .folder = folder,
                  .environment = environment(),
                  .timeLimit = m_timeLimit,
                  .timeToEnd = TimeToEnd,
                  .maxErrors = MaxErrors,
                  .keepsLastErrors = true});
}

void GitCall::readProgress(const QByteArray &said)
{
    const auto lines = QByteArray(said).replace('\r', '\n').split('\n');
    for (auto line = lines.crbegin(); line != lines.crend(); ++line) {
        if (const auto text = QString::fromUtf8(*line).trimmed(); !text.isEmpty()) {
            Q_EMIT progressed(text);
            return;
        }
    }
}

void GitCall::onAnswered(const ProcessCall::Answer &answer)
{
    if (answer.end != ProcessCall::Answer::End::Exited) {
        Q_EMIT failed(answer.problem);
        return;
    }
    if (answer.exitCode == 0) {
        Q_EMIT succeeded(answer.output);
        return;
    }
    const auto gist = gistOf(answer.errors);
    Q_EMIT failed(gist.isEmpty() ? tr("git ended with code %1").arg(answer.exitCode) : gist);
}

} // namespace Molotov
