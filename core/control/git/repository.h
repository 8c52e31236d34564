// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLockFile>
#include <QString>

#include <memory>

namespace Molotov {

/// Where a test comes from: a repository of Git, and which state of it.
class Repository
{
    Q_DECLARE_TR_FUNCTIONS(Repository)

public:
    /// `url`: of https, http, ssh, git or file, as user@host:path, or a folder of this computer. `ref`: a
    /// branch, a tag or a commit; empty for the state that the repository itself prefers. The error says what
    /// git must not be given.
    static Result<Repository> make(const QString &url, const QString &ref);

    /// As git takes it.
    const QString &url() const { return m_url; }
    const QString &ref() const { return m_ref; }
    /// Whether the ref may be a commit, perhaps cut short.
    bool mayBeCommit() const;
    /// The URL without what is secret in it.
    QString shownUrl() const;
    /// A name for a folder, which no other URL has.
    QString folderName() const;

private:
    QString m_url;
    QString m_ref;
};

/// A state of a repository, in a folder of ours.
struct Checkout
{
    QString folder; ///< absolute; stays as it is while `use` lives
    QString shownUrl;
    QString commit; ///< its whole id
    QDateTime date; ///< of the commit
    QString subject; ///< the first line of its message
    std::shared_ptr<QLockFile> use;

    /// "URL at 1a2b3c4d5e of 2026-11-24 10:30: subject"
    QString toString() const;
};

} // namespace Molotov
