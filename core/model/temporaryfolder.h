// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLockFile>
#include <QString>
#include <QTemporaryDir>

namespace Molotov {

/// A folder for temporary files, which goes with this object. If its process dies first, another one can tell
/// that nobody uses the folder any more.
class TemporaryFolder
{
public:
    TemporaryFolder();

    bool isValid() const { return m_folder.isValid(); }
    QString errorString() const { return m_folder.errorString(); }
    QString path() const { return m_folder.path(); }
    QString filePath(const QString &name) const { return m_folder.filePath(name); }

    /// Removes the folders that dead processes of this computer have left.
    static void removeAbandoned();

private:
    QTemporaryDir m_folder;
    QLockFile m_owner; // released before the folder is removed
};

} // namespace Molotov
