// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/errorgroup.h"

#include <QAbstractTableModel>

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
    void clear();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const ErrorGroup &group(int row) const { return m_groups.at(row); }
    /// The row of the error that occurred last, -1 when there is none.
    int newest() const;
    /// Of all groups.
    qint64 errorCount() const;

    static QString kindName(ErrorKind kind);
    /// Kind, counts, full message and stack as a block of plain text.
    static QString describe(const ErrorGroup &group);

private:
    QList<ErrorGroup> m_groups;
};

} // namespace Molotov
