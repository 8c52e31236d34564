// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/database.h"
#include "core/control/results/runrecord.h"

#include <QCoreApplication>
#include <QString>

namespace Molotov {

/// All that is kept of a run.
struct KeptRun
{
    RunRecord record;
    QList<RunSecond> seconds;
};

/// Reads one result file, also while it is written. Blocks for as long as the disk does; of one thread.
class ResultReader
{
    Q_DECLARE_TR_FUNCTIONS(ResultReader)

public:
    /// What the name of a result file ends with, without the dot.
    static QString suffix() { return QStringLiteral("molotov-result"); }

    /// The error says what is wrong with the file, and what to do.
    static Result<ResultReader> open(const QString &path);
    /// Opens a file and reads all of it.
    static Result<KeptRun> readRun(const QString &path);

    Result<RunEntry> entry() const;
    Result<RunRecord> record() const;
    /// What was run, without secrets.
    Result<Profile> profile() const;
    /// What was measured in each second, in their order: what is older than a minute with less precise
    /// distributions, what is older than an hour joined to ten seconds.
    Result<QList<RunSecond>> seconds() const;

private:
    ResultReader(QString path, Database database)
        : m_path(std::move(path))
        , m_database(std::move(database))
    {
    }
    Error error(const Error &cause) const;
    Result<QSqlQuery> rows(const char *table, const char *columns, const char *rest = "",
                           const QVariantList &values = {}) const;
    Status readInfo(RunRecord &record) const;
    Status readSeries(RunRecord &record) const;
    Status readTotals(RunRecord &record) const;
    Status readLoad(RunRecord &record) const;
    Status readErrors(Snapshot &totals) const;
    Status readHelpers(Snapshot &totals) const;
    Status readGoals(Snapshot &totals) const;
    Status readTrust(Snapshot &totals) const;
    Status readFacts(RunRecord &record) const;
    Status readMarkers(RunRecord &record) const;
    Status readWorkers(RunRecord &record) const;
    Status readSamples(RunRecord &record) const;
    Status readLog(RunRecord &record) const;
    Result<QList<RunSecond>> secondsFrom(qint64 start) const;

    QString m_path;
    Database m_database;
};

} // namespace Molotov
