// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/gitrepository.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>

namespace Molotov::Test {

GitRepository::GitRepository()
{
    git({QStringLiteral("init"), QStringLiteral("--quiet"), QStringLiteral("--initial-branch=main")});
}

void GitRepository::write(const QString &name, const QByteArray &content) const
{
    const auto path = m_folder.filePath(name);
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s cannot be written", qPrintable(path));
}

void GitRepository::link(const QString &name, const QString &target) const
{
    if (!QFile::link(target, m_folder.filePath(name)))
        qFatal("%s cannot be linked", qPrintable(name));
}

QString GitRepository::commit(const QString &message) const
{
    git({QStringLiteral("add"), QStringLiteral("--all")});
    git({QStringLiteral("commit"), QStringLiteral("--quiet"), QStringLiteral("--allow-empty"),
         QStringLiteral("--message"), message});
    return git({QStringLiteral("rev-parse"), QStringLiteral("HEAD")});
}

QString GitRepository::git(const QStringList &arguments) const
{
    auto environment = QProcessEnvironment::systemEnvironment();
    // Nothing of who runs the test, and the same ids each time.
    environment.insert(QStringLiteral("GIT_CONFIG_GLOBAL"), QProcess::nullDevice());
    for (const auto *who : {"AUTHOR", "COMMITTER"}) {
        const auto name = QStringLiteral("GIT_%1_").arg(QLatin1String(who));
        environment.insert(name + QStringLiteral("NAME"), QStringLiteral("QA"));
        environment.insert(name + QStringLiteral("EMAIL"), QStringLiteral("qa@example.org"));
        environment.insert(name + QStringLiteral("DATE"), QStringLiteral("2026-11-20T10:30:00+00:00"));
    }
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(m_folder.path());
    process.start(QStringLiteral("git"), arguments);
    process.waitForFinished();
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        qFatal("git %s: %s", qPrintable(arguments.join(QLatin1Char(' '))),
               process.readAllStandardError().constData());
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

} // namespace Molotov::Test
