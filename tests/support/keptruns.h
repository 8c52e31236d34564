// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/resultfolder.h"
#include "core/control/results/resultwriter.h"
#include "tests/support/measuredrun.h"

#include <QDir>
#include <QSet>

namespace Molotov {

/// Writes results of runs that never happened into a folder.
class KeptRuns
{
public:
    struct Run
    {
        QString test = QStringLiteral("checkout");
        QDateTime startedAt = QDateTime(QDate(2026, 3, 14), QTime(15, 9, 26), Qt::UTC);
        int seconds = 2;
        bool isComplete = true;
        RunOutcome::End end = RunOutcome::End::Finished;
        QStringList thresholds;
        QSet<int> doubtful; ///< seconds in which its figures cannot be trusted
    };

    explicit KeptRuns(QString folder)
        : m_folder(std::move(folder))
    {
    }

    const QString &folder() const { return m_folder; }

    /// The path of the result.
    QString add(const Run &run) const
    {
        MeasuredRun measured;
        measured.info().profile.test = run.test;
        measured.info().profile.thresholds = run.thresholds;
        measured.info().startedAt = run.startedAt;
        const auto path = ResultFolder(m_folder).fileFor(measured.info());
        auto writer = ResultWriter::create(path, measured.info());
        if (!writer)
            qFatal("%s", qPrintable(writer.error().text));
        for (int second = 0; second < run.seconds; ++second) {
            auto news = measured.second();
            for (auto &closed : news.seconds)
                closed.point.isTrusted = !run.doubtful.contains(closed.point.second);
            check((*writer)->write(news));
        }
        if (!run.isComplete)
            return path;
        auto last = measured.end();
        last.outcome->end = run.end;
        last.outcome->last.goals = last.totals->goals = {};
        check((*writer)->write(last));
        check((*writer)->finish());
        return path;
    }

    /// One with each name, from one hour to the next.
    QStringList addEach(const QStringList &tests) const
    {
        QStringList paths;
        for (const auto &test : tests)
            paths += add({.test = test, .startedAt = Run().startedAt.addSecs(3'600 * paths.size())});
        return paths;
    }

    /// A file that is none, under the name of one.
    QString addBroken() const
    {
        QDir().mkpath(m_folder);
        QFile file(m_folder + QStringLiteral("/broken.molotov-result"));
        if (!file.open(QIODevice::WriteOnly) || file.write("nothing") < 0)
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return file.fileName();
    }

private:
    static void check(const Status &status)
    {
        if (!status)
            qFatal("%s", qPrintable(status.error().text));
    }

    QString m_folder;
};

} // namespace Molotov
