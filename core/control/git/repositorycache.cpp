// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/git/repositorycache.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <algorithm>

namespace Molotov {

namespace {

// Each fetch adds one, and nothing is ever taken out of them.
constexpr int MaxPacks = 100;
constexpr int DaysKept = 30;

const QString RepositoryName = QStringLiteral("repository");

/// One whose owner has died can be taken all the same.
std::unique_ptr<QLockFile> lockAt(const QString &path)
{
    auto lock = std::make_unique<QLockFile>(path);
    lock->setStaleLockTime(0);
    return lock;
}

// Beside the folder of the commit, one for each user.
QString useNames(const QString &commit)
{
    return commit + QLatin1String(".*.used");
}

bool isAnyInUse(const QDir &folder, const QString &names)
{
    const auto found = folder.entryList({names}, QDir::Files);
    return std::any_of(found.begin(), found.end(),
                       [&folder](const QString &name) { return !lockAt(folder.filePath(name))->tryLock(); });
}

bool removeFolder(const QString &path)
{
    return !QFileInfo::exists(path) || QDir(path).removeRecursively();
}

} // namespace

RepositoryCache::RepositoryCache(const QString &cacheFolder, const Repository &repository)
    : m_cacheFolder(QDir(cacheFolder).absolutePath())
    , m_repository(repository)
    , m_folder(QDir(m_cacheFolder).filePath(repository.folderName()))
{
}

QString RepositoryCache::markerFile() const
{
    return m_folder + QLatin1String(".incomplete");
}

QString RepositoryCache::lockFile() const
{
    return m_folder + QLatin1String(".lock");
}

QString RepositoryCache::repositoryFolder() const
{
    return QDir(m_folder).filePath(RepositoryName);
}

QString RepositoryCache::folderOf(const QString &commit) const
{
    return QDir(m_folder).filePath(commit);
}

Error RepositoryCache::unwritable() const
{
    return {tr("%1 cannot be written, where repositories are kept.")
                .arg(QDir::toNativeSeparators(m_cacheFolder))};
}

Status RepositoryCache::lock()
{
    if (!QDir().mkpath(m_cacheFolder))
        return unwritable();
    m_lock = lockAt(lockFile());
    if (!m_lock->tryLock()) {
        if (m_lock->error() != QLockFile::LockFailedError)
            return unwritable();
        return Error{
            tr("Another Molotov is fetching %1; try again when it is done.").arg(m_repository.shownUrl())};
    }
    const auto packs = QDir(repositoryFolder() + QLatin1String("/objects/pack")).entryList(QDir::Files);
    QFile marker(markerFile());
    if ((marker.exists() || packs.size() > MaxPacks) && !removeFolder(repositoryFolder()))
        return unwritable();
    if (!marker.open(QIODevice::WriteOnly) || !QDir().mkpath(repositoryFolder()))
        return unwritable();
    return {};
}

void RepositoryCache::unlock()
{
    if (m_lock)
        m_lock->unlock();
}

void RepositoryCache::markComplete()
{
    QFile::remove(markerFile());
}

bool RepositoryCache::isInUse(const QString &commit) const
{
    return isAnyInUse(QDir(m_folder), useNames(commit));
}

Status RepositoryCache::makeFolder(const QString &commit) const
{
    // What git knows of the files that were checked out last is of another folder.
    QFile::remove(repositoryFolder() + QLatin1String("/index"));
    if (!removeFolder(folderOf(commit)) || !QDir().mkpath(folderOf(commit)))
        return unwritable();
    return {};
}

std::shared_ptr<QLockFile> RepositoryCache::use(const QString &commit) const
{
    const auto id = QUuid::createUuid().toString(QUuid::Id128);
    std::shared_ptr<QLockFile> lock =
        lockAt(folderOf(commit) + QLatin1Char('.') + id + QLatin1String(".used"));
    lock->tryLock(); // nobody else has its name
    return lock;
}

void RepositoryCache::removeUnused(const QString &commit) const
{
    const QDir folder(m_folder);
    const auto commits = folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden);
    for (const auto &other : commits) {
        if (other != commit && other != RepositoryName && !isInUse(other))
            removeFolder(folder.filePath(other));
    }
    const auto oldest = QDateTime::currentDateTime().addDays(-DaysKept);
    const auto others = QDir(m_cacheFolder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const auto &other : others) {
        const auto lock = lockAt(other.filePath() + QLatin1String(".lock"));
        if (other.lastModified() < oldest && other.filePath() != m_folder && lock->tryLock()
            && !isAnyInUse(QDir(other.filePath()), QStringLiteral("*.used")))
            removeFolder(other.filePath());
    }
}

} // namespace Molotov
