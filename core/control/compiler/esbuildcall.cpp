// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/esbuildcall.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QProcessEnvironment>

namespace Molotov {

namespace {

// Many times what the largest scenario takes that can be sent to a helper.
constexpr qint64 MaxMemory = qint64(2) << 30;

// esbuild reads whatever is imported to its end, and pipes and devices need have none.
QString endlessFile(const QString &folder)
{
    constexpr int MaxLooks = 20'000;
    QDirIterator entries(folder, QDir::System | QDir::Hidden, QDirIterator::Subdirectories);
    for (int i = 0; i < MaxLooks && entries.hasNext(); ++i) {
        const QFileInfo info(entries.next());
        if (info.exists() && !info.isFile() && !info.isDir())
            return info.filePath();
    }
    return {};
}

} // namespace

EsbuildCall::EsbuildCall(QString program, std::chrono::milliseconds timeLimit, QObject *parent)
    : QObject(parent)
    , m_program(std::move(program))
    , m_timeLimit(timeLimit)
{
    connect(&m_call, &ProcessCall::answered, this, &EsbuildCall::onAnswered);
}

void EsbuildCall::start(const QStringList &arguments, const ImportScope &scope)
{
    m_scope = scope;
    // Modules come from the scenario's project alone.
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("NODE_PATH"));
    m_call.start({.name = QStringLiteral("esbuild"),
                  .program = m_program,
                  .arguments = arguments,
                  .folder = scope.folder.path(),
                  .environment = environment,
                  .timeLimit = m_timeLimit,
                  .memory = MaxMemory,
                  .hasOutput = false});
}

void EsbuildCall::onAnswered(const ProcessCall::Answer &answer)
{
    using End = ProcessCall::Answer::End;
    if (answer.end == End::Exited)
        onExited(answer);
    else if (answer.end == End::TooLate)
        failWithoutEnd(answer.problem + QLatin1Char('.'));
    else
        fail(answer.problem + QLatin1Char('.'));
}

void EsbuildCall::onExited(const ProcessCall::Answer &answer)
{
    if (answer.exitCode == 0) {
        Q_EMIT succeeded();
        return;
    }
    if (const auto failure = EsbuildLog::firstError(answer.errors, m_scope)) {
        Q_EMIT failed(*failure);
        return;
    }
    if (answer.errors.contains("out of memory")) {
        failWithoutEnd(tr("esbuild took more than %1 GB of memory.").arg(MaxMemory >> 30));
        return;
    }
    const auto firstLine = QString::fromUtf8(answer.errors).trimmed().section(QLatin1Char('\n'), 0, 0);
    fail(tr("esbuild failed with code %1 and said: “%2”.").arg(answer.exitCode).arg(firstLine));
}

void EsbuildCall::failWithoutEnd(const QString &problem)
{
    const auto file = endlessFile(m_scope.project.path());
    fail(file.isEmpty() ? problem
                        : tr("%1 Is %2 imported? It is a pipe or a device, not a file.")
                              .arg(problem, QDir::toNativeSeparators(file)));
}

void EsbuildCall::fail(const QString &problem)
{
    Q_EMIT failed({.error = {problem}, .trace = {}});
}

} // namespace Molotov
