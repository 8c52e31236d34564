// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/git/repository.h"
#include "core/control/git/repositorycache.h"

#include <QObject>
#include <QStringList>

#include <chrono>
#include <functional>
#include <optional>

namespace Molotov {

/// How long git may take.
struct GitLimits
{
    std::chrono::milliseconds fetch = std::chrono::minutes(10); ///< over the network
    std::chrono::milliseconds local = std::chrono::minutes(2); ///< on this computer's disk
};

/// Brings a state of a repository into a folder of the cache, without its history and without submodules.
///
/// Each commit has a folder of its own, in which only its files are; while a checkout of it is in use,
/// nothing changes it. What git needs lies beside these folders, one for each URL. A folder that nobody uses
/// is made anew when its commit is wanted, and removed when another commit of its URL is, or after some
/// weeks.
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
    void fetchHistory();
    void resolve(const QString &name);
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
    const QString m_cacheFolder;
    GitLimits m_limits;
    Repository m_repository;
    std::optional<RepositoryCache> m_cache; // of m_repository
    QString m_commit;
};

} // namespace Molotov
