// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/git/repository.h"

#include <QCoreApplication>
#include <QLockFile>

#include <memory>

namespace Molotov {

/// What the cache keeps of one URL: the repository as git has it, and the files of some of its commits. Only
/// one process at a time may change it.
class RepositoryCache
{
    Q_DECLARE_TR_FUNCTIONS(RepositoryCache)

public:
    RepositoryCache(const QString &cacheFolder, const Repository &repository);

    /// Until unlock(), nobody else changes this. Removes what was left half-way.
    Status lock();
    void unlock();
    /// All is as it should be: what comes now need not be made anew.
    void markComplete();

    /// For git; may be empty.
    QString repositoryFolder() const;
    /// Of the files of a commit.
    QString folderOf(const QString &commit) const;
    bool isInUse(const QString &commit) const;
    /// An empty folder for the files of a commit that is not in use.
    Status makeFolder(const QString &commit) const;
    /// The folder of the commit stays as it is for as long as somebody has what is returned.
    std::shared_ptr<QLockFile> use(const QString &commit) const;
    /// Removes what nobody uses: other commits of this URL, and other URLs that were not used for weeks.
    void removeUnused(const QString &commit) const;

private:
    QString markerFile() const;
    QString lockFile() const;
    Error unwritable() const;

    QString m_cacheFolder;
    Repository m_repository;
    QString m_folder; // of this URL
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace Molotov
