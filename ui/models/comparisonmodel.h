// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/runcomparison.h"
#include "core/control/results/runrecord.h"
#include "core/model/result.h"
#include "ui/models/recordtablemodel.h"

#include <QObject>
#include <QString>

namespace Molotov {

/// Two kept runs with what was found in them.
struct ComparedRuns
{
    RunEntry before;
    RunEntry after;
    QList<SeriesPoint> beforeSeries;
    QList<SeriesPoint> afterSeries;
    RunComparison comparison;
};

/// Compares two result files, off the thread of the window: an hour with many endpoints takes seconds.
class ComparisonModel : public QObject
{
    Q_OBJECT

public:
    explicit ComparisonModel(QObject *parent = nullptr);

    /// Both are paths. A newer call replaces one that is under way.
    void compare(const QString &before, const QString &after);
    /// The same two the other way round.
    void swap();
    /// Changes of so many percent are no matter; 0 or more. Compares again.
    void setTolerance(double percent);
    double tolerance() const { return m_tolerance; }

    bool isBusy() const { return m_busy; }
    /// Of the last comparison; those of rows() are in its order.
    const ComparedRuns &runs() const { return m_runs; }
    RecordTableModel<ComparisonRow> &rows() { return m_rows; }
    /// "checkout, 14 March 15:09".
    static QString nameOf(const RunEntry &run);

Q_SIGNALS:
    void started();
    void finished();
    /// One sentence.
    void failed(const QString &text);

private:
    QList<RecordTableModel<ComparisonRow>::Column> columns() const;
    void take(const Result<ComparedRuns> &result);

    QString m_before;
    QString m_after;
    double m_tolerance = 2; // percent
    ComparedRuns m_runs;
    RecordTableModel<ComparisonRow> m_rows;
    quint64 m_ticket = 0; // of the last question
    bool m_busy = false;
};

} // namespace Molotov
