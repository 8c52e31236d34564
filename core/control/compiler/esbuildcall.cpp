// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/esbuildcall.h"

#include "core/control/systemlimits.h"

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

EsbuildCall::EsbuildCall(const QString &program, std::chrono::milliseconds timeLimit, QObject *parent)
    : QObject(parent)
{
    // Modules come from the scenario's project alone.
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("NODE_PATH"));
    m_process.setProcessEnvironment(environment);
    m_process.setProgram(program);
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setStandardOutputFile(QProcess::nullDevice());
    limitMemory(m_process, MaxMemory);
    m_limit.setSingleShot(true);
    m_limit.setInterval(timeLimit);
    connect(&m_process, &QProcess::finished, this, &EsbuildCall::onFinished);
    connect(&m_process, &QProcess::errorOccurred, this, &EsbuildCall::onErrorOccurred);
    connect(&m_limit, &QTimer::timeout, this, &EsbuildCall::onTimeout);
}

EsbuildCall::~EsbuildCall()
{
    // QProcess would wait as well, but longer and with a warning.
    m_process.disconnect(this);
    m_process.kill();
    m_process.waitForFinished(1000);
}

void EsbuildCall::start(const QStringList &arguments, const ImportScope &scope)
{
    m_scope = scope;
    m_process.setArguments(arguments);
    m_process.setWorkingDirectory(scope.folder.path());
    m_process.start();
    m_limit.start();
}

void EsbuildCall::onFinished(int exitCode, QProcess::ExitStatus status)
{
    m_limit.stop();
    if (status == QProcess::CrashExit) {
        fail(tr("esbuild crashed while it compiled the scenario."));
        return;
    }
    if (exitCode == 0) {
        Q_EMIT succeeded();
        return;
    }
    const auto said = m_process.readAllStandardError();
    if (const auto failure = EsbuildLog::firstError(said, m_scope)) {
        Q_EMIT failed(*failure);
        return;
    }
    if (said.contains("out of memory")) {
        failWithoutEnd(tr("esbuild took more than %1 GB of memory.").arg(MaxMemory >> 30));
        return;
    }
    const auto firstLine = QString::fromUtf8(said).trimmed().section(QLatin1Char('\n'), 0, 0);
    fail(tr("esbuild failed with code %1 and said: “%2”.").arg(exitCode).arg(firstLine));
}

void EsbuildCall::onErrorOccurred(QProcess::ProcessError error)
{
    if (error != QProcess::FailedToStart)
        return; // finished() follows
    m_limit.stop();
    fail(tr("esbuild could not be started from %1: %2.")
             .arg(QDir::toNativeSeparators(m_process.program()), m_process.errorString()));
}

void EsbuildCall::onTimeout()
{
    m_process.disconnect(this);
    m_process.kill();
    const auto seconds = std::chrono::duration<double>(m_limit.intervalAsDuration()).count();
    failWithoutEnd(tr("esbuild did not finish within %1 s.").arg(seconds));
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
