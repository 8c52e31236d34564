// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/runrecord.h"
#include "core/model/result.h"

#include <QCoreApplication>
#include <QList>
#include <QString>

namespace Molotov {

struct RunInfo;

/// The folder in which a program keeps its results. All functions block for as long as the disk does.
class ResultFolder
{
    Q_DECLARE_TR_FUNCTIONS(ResultFolder)

public:
    static constexpr qint64 DefaultLimit = 2LL << 30; ///< bytes

    /// What is in the folder: runs, the newest first, and files that are no readable results.
    struct Content
    {
        QList<RunEntry> runs;
        QList<Error> problems;
    };

    explicit ResultFolder(QString path)
        : m_path(std::move(path))
    {
    }
    /// Where this user's own results are.
    static QString userPath();

    const QString &path() const { return m_path; }
    /// A new name for the result of a run: "2026-03-14 15.09.26 checkout.molotov-result".
    QString fileFor(const RunInfo &info) const;

    Content list() const;

    /// Deletes the oldest runs until all take no more than `limit` bytes. Those that are pinned or go on just
    /// now stay, and so does the newest one, however large it is. Runs that were removed by a program that
    /// died before it could purge them are purged after a day.
    void tidy(qint64 limit) const;

    // Changes of a result, by its path:
    static Status rename(const QString &file, const QString &title);
    static Status setNote(const QString &file, const QString &note);
    static Status setPinned(const QString &file, bool pinned);
    /// Takes a run out of list(), from which restore() brings it back until purge() deletes it for good.
    static Status remove(const QString &file);
    static Status restore(const QString &file);
    static void purge(const QString &file);

private:
    QString m_path;
};

} // namespace Molotov
