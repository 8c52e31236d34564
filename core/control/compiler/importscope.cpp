// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/importscope.h"

#include <QFileInfo>

#include <algorithm>
#include <array>

namespace Molotov {

namespace {

QString withSlash(const QString &folder)
{
    return folder.endsWith(QLatin1Char('/')) ? folder : folder + QLatin1Char('/');
}

bool isProject(const QDir &folder)
{
    static constexpr std::array Markers{QLatin1String("molotov.json"), QLatin1String("package.json"),
                                        QLatin1String(".git")};
    return std::any_of(Markers.begin(), Markers.end(),
                       [&folder](const QString &marker) { return folder.exists(marker); });
}

QDir projectOf(const QDir &folder, const QString &home)
{
    const auto canonicalHome = withSlash(QFileInfo(home).canonicalFilePath());
    const QDir temporary(QFileInfo(QDir::tempPath()).canonicalFilePath());
    for (auto candidate = folder;;) {
        if (candidate.isRoot() || candidate == temporary
            || canonicalHome.startsWith(withSlash(candidate.path())))
            return folder;
        if (isProject(candidate))
            return candidate;
        candidate.setPath(QFileInfo(candidate.path()).path());
    }
}

} // namespace

ImportScope ImportScope::of(const QString &file, const QString &repository, const QString &home)
{
    const auto folder = QFileInfo(file).absoluteDir();
    if (!repository.isEmpty() && isInside(file, QDir(repository)))
        return {.folder = folder, .project = QDir(QDir(repository).canonicalPath())};
    return {.folder = folder, .project = projectOf(folder, home)};
}

bool ImportScope::isInside(const QString &file, const QDir &folder)
{
    const auto root = folder.canonicalPath();
    return !root.isEmpty() && QFileInfo(file).canonicalFilePath().startsWith(withSlash(root));
}

} // namespace Molotov
