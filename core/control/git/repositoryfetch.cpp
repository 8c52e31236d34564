// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/git/repositoryfetch.h"

#include "core/control/git/gitcall.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace Molotov {

namespace {

// As much history as there is (git-fetch(1), --unshallow).
constexpr int WholeDepth = 2147483647;

// Beside a folder as long as it is not known to be whole.
QString markerOf(const QString &folder)
{
    return folder + QLatin1String(".incomplete");
}

} // namespace

RepositoryFetch::RepositoryFetch(QString git, QString cacheFolder, QObject *parent)
    : QObject(parent)
    , m_git(std::move(git))
    , m_cache(std::move(cacheFolder))
{
}

RepositoryFetch::~RepositoryFetch() = default;

QString RepositoryFetch::defaultCache()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation)
           + QLatin1String("/molotov/repositories");
}

void RepositoryFetch::start(const Repository &repository)
{
    m_repository = repository;
    m_folder = QDir(m_cache).absoluteFilePath(repository.folderName());
    QMetaObject::invokeMethod(this, &RepositoryFetch::begin, Qt::QueuedConnection);
}

void RepositoryFetch::begin()
{
    if (const auto status = prepare(); !status)
        return fail(status.error());
    callLocal({QStringLiteral("init"), QStringLiteral("--quiet"), QStringLiteral("--template=")},
              [this](const QByteArray &) { fetchState(); });
}

Status RepositoryFetch::prepare()
{
    if (m_git.isEmpty())
        return Error{
            tr("git was not found, which fetches repositories; install it (Debian: apt install git) or "
               "set MOLOTOV_GIT to its path.")};
    const auto unwritable = [](const QString &path) {
        return Error{
            tr("%1 cannot be written, where repositories are kept.").arg(QDir::toNativeSeparators(path))};
    };
    if (!QDir().mkpath(m_cache))
        return unwritable(m_cache);
    m_lock = std::make_unique<QLockFile>(m_folder + QLatin1String(".lock"));
    m_lock->setStaleLockTime(0); // one whose owner has died counts as stale all the same
    if (!m_lock->tryLock()) {
        if (m_lock->error() != QLockFile::LockFailedError)
            return unwritable(m_cache);
        return Error{
            tr("Another Molotov is fetching %1; try again when it is done.").arg(m_repository.shownUrl())};
    }
    QFile marker(markerOf(m_folder));
    if (marker.exists() && QFileInfo::exists(m_folder) && !QDir(m_folder).removeRecursively())
        return unwritable(m_folder);
    if (!marker.open(QIODevice::WriteOnly) || !QDir().mkpath(m_folder))
        return unwritable(m_folder);
    return {};
}

QStringList RepositoryFetch::fetchArguments(int depth, const QStringList &refs) const
{
    return QStringList{QStringLiteral("fetch"),
                       QStringLiteral("--progress"),
                       QStringLiteral("--force"),
                       QStringLiteral("--no-tags"),
                       QStringLiteral("--no-recurse-submodules"),
                       QStringLiteral("--depth=%1").arg(depth),
                       QStringLiteral("--"),
                       m_repository.url()}
           + refs;
}

void RepositoryFetch::fetchState()
{
    const auto ref = m_repository.ref().isEmpty() ? QStringLiteral("HEAD") : m_repository.ref();
    call(
        m_limits.fetch, fetchArguments(1, {ref}),
        [this](const QByteArray &) { checkOut(QStringLiteral("FETCH_HEAD")); },
        [this](const QString &reason) {
            if (m_repository.mayBeCommit())
                fetchHistory(reason);
            else
                failFetch(reason);
        });
}

// A server need not give out a commit by its id, and cannot by the beginning of one.
void RepositoryFetch::fetchHistory(const QString &)
{
    const QStringList all{QStringLiteral("+refs/heads/*:refs/molotov/heads/*"),
                          QStringLiteral("+refs/tags/*:refs/molotov/tags/*")};
    call(
        m_limits.fetch, fetchArguments(WholeDepth, all),
        [this](const QByteArray &) {
            call(
                m_limits.local,
                {QStringLiteral("rev-parse"), QStringLiteral("--verify"), QStringLiteral("--quiet"),
                 QStringLiteral("--end-of-options"), m_repository.ref() + QLatin1String("^{commit}")},
                [this](const QByteArray &commit) { checkOut(QString::fromLatin1(commit).trimmed()); },
                [this](const QString &) { failFetch(QStringLiteral("couldn't find remote ref")); });
        },
        [this](const QString &reason) { failFetch(reason); });
}

void RepositoryFetch::checkOut(const QString &commit)
{
    callLocal({QStringLiteral("checkout"), QStringLiteral("--quiet"), QStringLiteral("--force"),
               QStringLiteral("--detach"), commit},
              [this](const QByteArray &) {
                  callLocal({QStringLiteral("clean"), QStringLiteral("--quiet"), QStringLiteral("-ffdx")},
                            [this](const QByteArray &) { describe(); });
              });
}

void RepositoryFetch::describe()
{
    callLocal({QStringLiteral("log"), QStringLiteral("--max-count=1"), QStringLiteral("--no-show-signature"),
               QStringLiteral("--format=%H%n%cI%n%s")},
              [this](const QByteArray &description) { finish(description); });
}

void RepositoryFetch::finish(const QByteArray &description)
{
    const auto lines = QString::fromUtf8(description).split(QLatin1Char('\n'));
    QFile::remove(markerOf(m_folder));
    m_lock->unlock();
    Q_EMIT fetched({.folder = m_folder,
                    .shownUrl = m_repository.shownUrl(),
                    .commit = lines.value(0),
                    .date = QDateTime::fromString(lines.value(1), Qt::ISODate),
                    .subject = lines.value(2)});
}

void RepositoryFetch::call(std::chrono::milliseconds limit, const QStringList &arguments, const Next &next,
                           const Otherwise &otherwise)
{
    auto *git = new GitCall(m_git, limit, this);
    connect(git, &GitCall::progressed, this, &RepositoryFetch::progressed);
    connect(git, &GitCall::succeeded, this, [git, next](const QByteArray &output) {
        git->deleteLater();
        next(output);
    });
    connect(git, &GitCall::failed, this, [git, otherwise](const QString &reason) {
        git->deleteLater();
        otherwise(reason);
    });
    git->start(arguments, m_folder);
}

void RepositoryFetch::callLocal(const QStringList &arguments, const Next &next)
{
    call(m_limits.local, arguments, next, [this](const QString &reason) { failFetch(reason); });
}

void RepositoryFetch::failFetch(const QString &reason)
{
    const auto shown = m_repository.shownUrl();
    if (reason.startsWith(QLatin1String("couldn't find remote ref"))) {
        QFile::remove(markerOf(m_folder)); // nothing was left half-way
        return fail({m_repository.ref().isEmpty()
                         ? tr("%1 is empty: it holds no commit yet.").arg(shown)
                         : tr("%1 has no branch, tag or commit “%2”.").arg(shown, m_repository.ref())});
    }
    auto text = reason;
    text.replace(m_repository.url(), shown);
    while (text.endsWith(QLatin1Char('.')))
        text.chop(1);
    fail({tr("%1 cannot be fetched: %2.").arg(shown, text)});
}

void RepositoryFetch::fail(const Error &error)
{
    if (m_lock)
        m_lock->unlock();
    Q_EMIT failed(error);
}

} // namespace Molotov
