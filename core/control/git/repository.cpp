// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/git/repository.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace Molotov {

namespace {

bool isPlain(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return !c.isSpace() && c.category() != QChar::Other_Control && c.category() != QChar::Other_Format;
    });
}

// scheme://…
QString schemeOf(const QString &url)
{
    static const QRegularExpression pattern(QStringLiteral("^([A-Za-z][A-Za-z0-9+.-]*)://"));
    return pattern.match(url).captured(1);
}

// Whoever takes the host or the user as an option of ssh shall not find one there; git checks it, too.
bool hasOption(const QString &url)
{
    static const QRegularExpression pattern(QStringLiteral("^([A-Za-z][A-Za-z0-9+.-]*://)?([^/]*@)?-"));
    return pattern.match(url).hasMatch();
}

bool isScpLike(const QString &url)
{
    static const QRegularExpression pattern(QStringLiteral("^([^/:@]+@)?[^/:@]{2,}:[^:].*$"));
    return pattern.match(url).hasMatch();
}

// What git-check-ref-format(1) forbids, and what has a meaning of its own in a refspec.
bool isRef(const QString &ref)
{
    static const QRegularExpression forbidden(
        QStringLiteral(R"(^[-+/^]|[~^:?*\[\\]|\.\.|@\{|//|/$|\.$|\.lock$)"));
    return isPlain(ref) && ref != QLatin1String("@") && !forbidden.match(ref).hasMatch();
}

} // namespace

Result<Repository> Repository::make(const QString &url, const QString &ref)
{
    if (url.isEmpty())
        return Error{tr("The repository needs a URL, such as https://host/team/tests.git.")};
    if (!isRef(ref) && !ref.isEmpty())
        return Error{tr("“%1” is no name of a branch, a tag or a commit.").arg(ref)};
    Repository repository;
    repository.m_ref = ref;
    if (!hasOption(url) && schemeOf(url).isEmpty() && QFileInfo(url).isDir()) {
        repository.m_url =
            QUrl::fromLocalFile(QFileInfo(url).absoluteFilePath()).toString(QUrl::FullyEncoded);
        return repository;
    }
    static const QStringList schemes{QStringLiteral("https"), QStringLiteral("http"), QStringLiteral("ssh"),
                                     QStringLiteral("git"), QStringLiteral("file")};
    const auto scheme = schemeOf(url);
    const bool isKnown = scheme.isEmpty() ? isScpLike(url) : schemes.contains(scheme);
    if (hasOption(url) || !isPlain(url) || !isKnown) {
        return Error{
            tr("“%1” is no repository that may be fetched: it takes a URL of %2, user@host:path, or a "
               "folder that is there.")
                .arg(url, schemes.join(QStringLiteral(", ")))};
    }
    repository.m_url = url;
    return repository;
}

bool Repository::mayBeCommit() const
{
    static const QRegularExpression pattern(QStringLiteral("^[0-9a-fA-F]{4,64}$"));
    return pattern.match(m_ref).hasMatch();
}

QString Repository::shownUrl() const
{
    const auto scheme = schemeOf(m_url);
    if (scheme.isEmpty())
        return m_url;
    // The user of http may be a token; that of ssh is a name.
    return QUrl(m_url).toDisplayString(scheme.startsWith(QLatin1String("http")) ? QUrl::RemoveUserInfo
                                                                                : QUrl::RemovePassword);
}

QString Repository::folderName() const
{
    static const QRegularExpression others(QStringLiteral("[^A-Za-z0-9._-]"));
    auto name = m_url.section(QRegularExpression(QStringLiteral("[/:]")), -1, -1, QString::SectionSkipEmpty);
    name.replace(others, QStringLiteral("_"));
    const auto hash = QCryptographicHash::hash(m_url.toUtf8(), QCryptographicHash::Sha256).toHex();
    return name.left(40) + QLatin1Char('-') + QString::fromLatin1(hash.left(16));
}

QString Checkout::toString() const
{
    return Repository::tr("%1 at %2 of %3: %4")
        .arg(shownUrl, commit.left(10), date.toString(QStringLiteral("yyyy-MM-dd HH:mm")), subject);
}

} // namespace Molotov
