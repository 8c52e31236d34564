// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/git/repositoryfetch.h"

#include "core/control/git/gitcall.h"

#include <QStandardPaths>

namespace Molotov {

namespace {

// As much history as there is (git-fetch(1), --unshallow).
constexpr int WholeDepth = 2147483647;

// In the words of git.
const QString NoSuchRef = QStringLiteral("couldn't find remote ref");

} // namespace

RepositoryFetch::RepositoryFetch(QString git, QString cacheFolder, QObject *parent)
    : QObject(parent)
    , m_git(std::move(git))
    , m_cacheFolder(std::move(cacheFolder))
{
}

RepositoryFetch::~RepositoryFetch()
{
    qDeleteAll(findChildren<GitCall *>()); // before the lock goes
}

QString RepositoryFetch::defaultCache()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation)
           + QLatin1String("/molotov/repositories");
}

void RepositoryFetch::start(const Repository &repository)
{
    m_repository = repository;
    QMetaObject::invokeMethod(this, &RepositoryFetch::begin, Qt::QueuedConnection);
}

void RepositoryFetch::begin()
{
    if (const auto status = prepare(); !status)
        return fail(status.error());
    callLocal({QStringLiteral("init"), QStringLiteral("--quiet"), QStringLiteral("--bare"),
               QStringLiteral("--template=")},
              [this](const QByteArray &) { fetchState(); });
}

Status RepositoryFetch::prepare()
{
    if (m_git.isEmpty())
        return Error{
            tr("git was not found, which fetches repositories; install it (Debian: apt install git) or "
               "set MOLOTOV_GIT to its path.")};
    m_cache.emplace(m_cacheFolder, m_repository);
    return m_cache->lock();
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
        [this](const QByteArray &) { resolve(QStringLiteral("FETCH_HEAD")); },
        [this](const QString &reason) {
            if (m_repository.mayBeCommit())
                fetchHistory();
            else
                failFetch(reason);
        });
}

// A server need not give out a commit by its id, and cannot by the beginning of one.
void RepositoryFetch::fetchHistory()
{
    const QStringList all{QStringLiteral("+refs/heads/*:refs/molotov/heads/*"),
                          QStringLiteral("+refs/tags/*:refs/molotov/tags/*")};
    call(
        m_limits.fetch, fetchArguments(WholeDepth, all),
        [this](const QByteArray &) { resolve(m_repository.ref()); },
        [this](const QString &reason) { failFetch(reason); });
}

void RepositoryFetch::resolve(const QString &name)
{
    call(
        m_limits.local,
        {QStringLiteral("rev-parse"), QStringLiteral("--verify"), QStringLiteral("--quiet"),
         QStringLiteral("--end-of-options"), name + QLatin1String("^{commit}")},
        [this](const QByteArray &commit) { checkOut(QString::fromLatin1(commit).trimmed()); },
        [this](const QString &) { failFetch(NoSuchRef); });
}

void RepositoryFetch::checkOut(const QString &commit)
{
    m_commit = commit;
    if (m_cache->isInUse(commit))
        return describe();
    if (const auto status = m_cache->makeFolder(commit); !status)
        return fail(status.error());
    callLocal({QStringLiteral("--work-tree=") + m_cache->folderOf(commit), QStringLiteral("checkout"),
               QStringLiteral("--quiet"), QStringLiteral("--force"), QStringLiteral("--detach"), commit},
              [this](const QByteArray &) { describe(); });
}

void RepositoryFetch::describe()
{
    callLocal({QStringLiteral("log"), QStringLiteral("--max-count=1"), QStringLiteral("--no-show-signature"),
               QStringLiteral("--format=%H%n%cI%n%s"), m_commit},
              [this](const QByteArray &description) { finish(description); });
}

void RepositoryFetch::finish(const QByteArray &description)
{
    const auto lines = QString::fromUtf8(description).split(QLatin1Char('\n'));
    const Checkout checkout{.folder = m_cache->folderOf(m_commit),
                            .shownUrl = m_repository.shownUrl(),
                            .commit = lines.value(0),
                            .date = QDateTime::fromString(lines.value(1), Qt::ISODate),
                            .subject = lines.value(2),
                            .use = m_cache->use(m_commit)};
    m_cache->removeUnused(m_commit);
    m_cache->markComplete();
    m_cache->unlock();
    Q_EMIT fetched(checkout);
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
    const auto folder = m_cache->repositoryFolder();
    git->start(QStringList(QStringLiteral("--git-dir=") + folder) + arguments, folder);
}

void RepositoryFetch::callLocal(const QStringList &arguments, const Next &next)
{
    call(m_limits.local, arguments, next, [this](const QString &reason) { failFetch(reason); });
}

void RepositoryFetch::failFetch(const QString &reason)
{
    const auto shown = m_repository.shownUrl();
    if (reason.startsWith(NoSuchRef)) {
        m_cache->markComplete(); // nothing was left half-way
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
    if (m_cache)
        m_cache->unlock();
    Q_EMIT failed(error);
}

} // namespace Molotov
