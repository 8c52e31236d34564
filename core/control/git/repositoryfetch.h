// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/git/repository.h"

#include <QLockFile>
#include <QObject>
#include <QStringList>

#include <chrono>
#include <functional>
#include <memory>

namespace Molotov {

/// How long git may take.
struct GitLimits
{
    std::chrono::milliseconds fetch = std::chrono::minutes(10); ///< over the network
    std::chrono::milliseconds local = std::chrono::minutes(2); ///< on this computer's disk
};

/// Brings a state of a repository into a folder of the cache, one for each URL, without its history and
/// without submodules. A folder that was used before is used again; one that was left half-way is made anew.
///
/// Deleting this cancels what is under way.
class RepositoryFetch : public QObject
{
    Q_OBJECT

public:
    /// `git`: a path; empty when it was not found, which start() then says.
    RepositoryFetch(QString git, QString cacheFolder, QObject *parent = nullptr);
    ~RepositoryFetch() override;

    /// Where repositories of this user are kept.
    static QString defaultCache();

    void setLimits(const GitLimits &limits) { m_limits = limits; }

    /// Only once. Ends with fetched() or failed(), never from within the call.
    void start(const Repository &repository);

Q_SIGNALS:
    void progressed(const QString &line);
    void fetched(const Molotov::Checkout &checkout);
    void failed(const Molotov::Error &error);

private:
    using Next = std::function<void(const QByteArray &output)>;
    using Otherwise = std::function<void(const QString &reason)>;

    void begin();
    Status prepare();
    void fetchState();
    void fetchHistory(const QString &reason);
    void checkOut(const QString &commit);
    void describe();
    void finish(const QByteArray &description);
    void call(std::chrono::milliseconds limit, const QStringList &arguments, const Next &next,
              const Otherwise &otherwise);
    void callLocal(const QStringList &arguments, const Next &next);
    QStringList fetchArguments(int depth, const QStringList &refs) const;
    void failFetch(const QString &reason);
    void fail(const Error &error);

    const QString m_git;
    const QString m_cache;
    GitLimits m_limits;
    Repository m_repository;
    QString m_folder;
    std::unique_ptr<QLockFile> m_lock; // while the folder changes
};

} // namespace Molotov
