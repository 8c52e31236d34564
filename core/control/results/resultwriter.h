// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/database.h"
#include "core/control/results/resultnews.h"
#include "core/control/run/deltamerger.h"

#include <QCoreApplication>
#include <QHash>
#include <QLockFile>
#include <QString>

#include <memory>

namespace Molotov {

/// Writes one result file (README.md), part by part. Each write() is one transaction: a program that dies, or
/// a computer that loses its power, leaves a file with all that was written before.
///
/// While the run goes on the seconds of the last minute are kept exactly. What is older is kept exactly in
/// one sum, and for each second with less precise distributions (SparseHistogram::coarse()); after an hour
/// ten seconds are joined to one. Counts, minima and maxima are always exact.
///
/// Blocks for as long as the disk does; of one thread.
class ResultWriter
{
    Q_DECLARE_TR_FUNCTIONS(ResultWriter)

public:
    /// Lines beyond so many are counted, and not kept.
    static constexpr qint64 MaxLines = 20'000;
    static constexpr qint64 SourceLimit = 1 << 20; ///< bytes that are kept of a source file

    /// How long what was measured is kept how well.
    struct Ages
    {
        qint64 exact = 60; ///< seconds whose distributions are exact
        qint64 whole = 3'600; ///< seconds that are kept one by one
        qint64 joined = 10; ///< seconds that become one afterwards
    };

    /// Makes the file, which must not be there, and the folders above it.
    static Result<std::unique_ptr<ResultWriter>> create(const QString &path, const RunInfo &info)
    {
        return create(path, info, Ages());
    }
    static Result<std::unique_ptr<ResultWriter>> create(const QString &path, const RunInfo &info,
                                                        const Ages &ages);

    /// When it fails nothing of it is written, and it may be tried again.
    Status write(const ResultNews &news);
    /// Leaves a single file, to which nothing will be added.
    Status finish();

    const QString &path() const { return m_path; }

private:
    // What is the case once a transaction is committed.
    struct State
    {
        DeltaMerger sum; // of all seconds
        QList<RunSecond> exact; // those since the last sum
        QList<double> rates; // for the small chart in a list of runs
        qint64 condensedUntil = 0; // second
        qint64 thinnedUntil = 0;
        QHash<qsizetype, qint64> errorCounts; // by number
        QMap<std::pair<int, int>, Protocol::WorkerStatus> workers; // that are not written
        qint64 samples = 0;
        qint64 lines = 0;
        qint64 droppedLines = 0;
    };

    ResultWriter(QString path, Database database, const Ages &ages);

    Status begin(const RunInfo &info);
    Status makeTables(const RunInfo &info);
    Status writeRun(const RunInfo &info);
    Status writeScenarios(const RunInfo &info);
    Status writeSources(const RunInfo &info);
    Status writeAll(const ResultNews &news, State &state);
    Status writeSecond(const RunSecond &second);
    Status writeTotals(const Snapshot &totals, State &state);
    Status writeErrors(const QList<ErrorGroup> &groups, State &state);
    Status writeHelpers(const QList<HelperMetrics> &helpers);
    Status writeFacts(const Snapshot &totals, const State &state);
    Status writeEndpoints(const QList<EndpointMetrics> &endpoints);
    Status writeGoals(const QList<GoalStatus> &goals);
    Status writeTrust(const std::optional<TrustVerdict> &verdict);
    Status writeWorkers(State &state);
    Status writeSamples(const QList<RunSample> &samples, State &state);
    Status writeMarkers(const QList<RunMarker> &markers);
    Status writeLines(const ResultNews &news, State &state);
    Status writeOutcome(const RunOutcome &outcome);
    Status writePhases(const RunOutcome &outcome);
    Status condense(State &state, const QList<EndpointMetrics> &endpoints);
    Status thin(State &state);
    Status saveIfGone();
    Error error(const Error &cause) const;

    QString m_path;
    const Ages m_ages;
    std::unique_ptr<QLockFile> m_lock; // says that the run goes on
    Database m_database;
    State m_state;
};

} // namespace Molotov
