// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/runrecord.h"

#include <QAbstractTableModel>
#include <QCoreApplication>

namespace Molotov {

/// What became of a kept run, in one word.
enum class RunVerdict {
    Running, ///< another program writes it just now
    Passed, ///< all its goals hold
    Missed, ///< a goal is broken
    NotJudged, ///< nothing that a goal needs was measured
    Finished, ///< without goals
    Stopped, ///< by a person
    Failed, ///< could not begin, or no helper was left
    Incomplete, ///< the program that wrote it died
};

RunVerdict verdictOf(const RunEntry &run);

/// How a list and charts show a kept run: pure functions of what is known of it.
class RunEntryWords
{
    Q_DECLARE_TR_FUNCTIONS(RunEntryWords)

public:
    /// The name of its test, or of its scenario file when it has none.
    static QString test(const RunEntry &run);
    /// The same with the title that a person gave the run: "checkout (before the fix)".
    static QString name(const RunEntry &run);
    static QString verdict(RunVerdict verdict);
    /// "Today 15:09" when `now` is of that day.
    static QString when(const QDateTime &time, const QDateTime &now);
    /// "0.3 %"; empty when nothing was done.
    static QString failures(const RunEntry &run);
    /// All that the list has no room for, for a tool tip.
    static QString details(const RunEntry &run);
};

/// Requests a second, over the time in which load was meant to run.
double rateOf(const RunEntry &run);
/// The share of iterations that failed, from 0 to 1; of requests when no iteration came to its end.
double failureShareOf(const RunEntry &run);

/// The runs that a folder of results holds, the newest first. Reads them off the GUI's thread.
class HistoryModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Verdict, Name, When, Duration, Rate, P95, Failures, Trend, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole,
        RatesRole, ///< requests a second over the run: QList<double>
        VerdictRole, ///< a RunVerdict, as int
        PinnedRole, ///< bool
    };

    explicit HistoryModel(QString folder, QObject *parent = nullptr);

    const QString &folder() const { return m_folder; }
    /// Reads the folder anew. When that is asked for while it is being read, it is read once more.
    void refresh();
    /// At least once.
    bool wasRead() const { return m_wasRead; }

    const QList<RunEntry> &runs() const { return m_runs; }
    const RunEntry &run(int row) const { return m_runs.at(row); }
    /// Of a result file; -1 when there is none.
    int rowOf(const QString &path) const;
    /// Names of tests, in alphabetical order, each once.
    QStringList tests() const;
    /// Why not all of the folder is shown, in a sentence; mostly empty.
    const QString &problem() const { return m_problem; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// The folder was read; of rows that are the same, selections stay.
    void refreshed();

private:
    void setRuns(const QList<RunEntry> &runs);
    bool keepsOrder(const QList<RunEntry> &runs) const;
    QString text(const RunEntry &run, int column) const;
    static QVariant sortKey(const RunEntry &run, int column);

    const QString m_folder;
    QList<RunEntry> m_runs;
    QString m_problem;
    bool m_isReading = false;
    bool m_isAskedAgain = false;
    bool m_wasRead = false;
};

} // namespace Molotov
