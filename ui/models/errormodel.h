// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runsink.h"
#include "core/model/errorgrouping.h"

#include <QAbstractTableModel>
#include <QHash>

namespace Molotov {

/// The errors of a run: each group is a row.
class ErrorModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Count, Kind, Message, Endpoint, Place, First, Last, ColumnCount };
    enum Role { SortRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// Those of the same run that are known come first, in the order of before.
    void setGroups(const QList<ErrorGroup> &groups);
    /// Of the same run; their groups may be unknown yet.
    void addSamples(const QList<RunSample> &samples);
    void clear();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const ErrorGroup &group(int row) const { return m_groups.at(row); }
    /// What was kept of the errors of a row, the first of them first.
    QList<RunSample> samples(int row) const { return m_samples.value(row); }
    /// The row of the error that occurred last, -1 when there is none.
    int newest() const { return int(newestOf(m_groups)); }
    /// Of all groups.
    qint64 errorCount() const;

    static QString kindName(ErrorKind kind);
    /// Kind, counts, full message and stack as a block of plain text.
    static QString describe(const ErrorGroup &group);

Q_SIGNALS:
    void samplesAdded();

private:
    QList<ErrorGroup> m_groups;
    QHash<int, QList<RunSample>> m_samples; // by group
};

} // namespace Molotov
