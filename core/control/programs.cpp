// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/programs.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

namespace Molotov {

namespace {

struct Wanted
{
    QString name;
    QString variable;
    bool inPath = false; // also a program of the system
};

// QStandardPaths adds the ending of a program where the system has one.
QString find(const Wanted &wanted, const QString &folder, const QProcessEnvironment &environment)
{
    if (environment.contains(wanted.variable)) {
        const auto path = environment.value(wanted.variable);
        return path.isEmpty() ? path : QDir::cleanPath(QDir::current().absoluteFilePath(path));
    }
    const auto ours = QStandardPaths::findExecutable(
        wanted.name, {folder, QDir::cleanPath(folder + QLatin1String("/" MOLOTOV_LIBEXEC_FROM_BIN))});
    if (!ours.isEmpty() || !wanted.inPath)
        return ours;
    // An empty list would make Qt search the PATH of this process instead.
    const auto folders =
        environment.value(QStringLiteral("PATH")).split(QDir::listSeparator(), Qt::SkipEmptyParts);
    return folders.isEmpty() ? QString() : QStandardPaths::findExecutable(wanted.name, folders);
}

} // namespace

Programs findPrograms()
{
    return findPrograms(QCoreApplication::applicationDirPath(), QProcessEnvironment::systemEnvironment());
}

Programs findPrograms(const QString &folder, const QProcessEnvironment &environment)
{
    const auto path = [&](const Wanted &wanted) { return find(wanted, folder, environment); };
    return {.helper = path({QStringLiteral("molotov-helper"), QStringLiteral("MOLOTOV_HELPER")}),
            .demo = path({QStringLiteral("molotov-demo"), QStringLiteral("MOLOTOV_DEMO")}),
            .esbuild = path({QStringLiteral("esbuild"), QStringLiteral("MOLOTOV_ESBUILD"), true}),
            .git = path({QStringLiteral("git"), QStringLiteral("MOLOTOV_GIT"), true})};
}

} // namespace Molotov
