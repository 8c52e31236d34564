// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <QUrl>

namespace Molotov::Test {

/// A repository of this computer, to be fetched from.
class GitRepository
{
public:
    GitRepository();

    QString path() const { return m_folder.path(); }
    QString url() const { return QUrl::fromLocalFile(path()).toString(); }

    void write(const QString &name, const QByteArray &content) const;
    /// A link to `target`, which need not be there.
    void link(const QString &name, const QString &target) const;
    /// All that was written; returns its id.
    QString commit(const QString &message) const;
    /// Runs git, which must succeed, and returns what it prints.
    QString git(const QStringList &arguments) const;

private:
    QTemporaryDir m_folder;
};

} // namespace Molotov::Test
