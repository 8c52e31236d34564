// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDir>
#include <QString>

namespace Molotov {

/// Where a scenario file is, and which files it may import.
struct ImportScope
{
    QDir folder; ///< of the scenario file; esbuild runs in it, and messages name files relative to it
    QDir project; ///< all that is imported must be in here

    /// The project is the nearest folder at or above the file's own that holds molotov.json, package.json or
    /// .git. The home folder and what is above it are never taken for a project, whatever they hold: a
    /// package.json there would open all private files to a scenario from a stranger. Nor is the root, nor
    /// the folder for temporary files, where anybody may put one. Without a project it is the file's own
    /// folder. `file` must be canonical.
    ///
    /// Of a file in `repository`, the folder of a fetched repository, that folder is the project.
    static ImportScope of(const QString &file, const QString &repository = {},
                          const QString &home = QDir::homePath());

    bool contains(const QString &file) const { return isInside(file, project); }
    /// How messages name a file.
    QString shownName(const QString &file) const { return folder.relativeFilePath(file); }

    /// Compares the real paths, with all links followed. False for what does not exist.
    static bool isInside(const QString &file, const QDir &folder);
};

} // namespace Molotov
