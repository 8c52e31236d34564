// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractTableModel>
#include <QList>

#include <functional>

namespace Molotov {

/// A read-only table over a list of structs, which is replaced as a whole now and then; each column says how
/// it shows and sorts a struct.
template <typename Record>
class RecordTableModel : public QAbstractTableModel
{
public:
    enum Role { SortRole = Qt::UserRole };

    struct Column
    {
        QString title;
        std::function<QString(const Record &)> text;
        std::function<double(const Record &)> number; ///< empty: not a number, sorted by its text
        bool isWord = false; ///< has a number only to be sorted by
    };

    explicit RecordTableModel(QList<Column> columns, QObject *parent = nullptr)
        : QAbstractTableModel(parent)
        , m_columns(std::move(columns))
    {
    }

    void setRecords(const QList<Record> &records)
    {
        if (records.size() < m_records.size()) {
            beginResetModel();
            m_records = records;
            endResetModel();
            return;
        }
        const int before = int(m_records.size());
        const bool grows = records.size() > before;
        if (grows)
            beginInsertRows({}, before, int(records.size()) - 1);
        m_records = records;
        if (grows)
            endInsertRows();
        if (before > 0)
            Q_EMIT dataChanged(index(0, 0), index(before - 1, columnCount() - 1));
    }

    const QList<Record> &records() const { return m_records; }

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_records.size());
    }

    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_columns.size());
    }

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
            return {};
        const Column &column = m_columns.at(index.column());
        const Record &record = m_records.at(index.row());
        if (role == SortRole && column.number)
            return column.number(record);
        if (role == Qt::DisplayRole || role == SortRole)
            return column.text(record);
        if (role == Qt::TextAlignmentRole)
            return alignment(column);
        return {};
    }

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal)
            return {};
        if (role == Qt::DisplayRole)
            return m_columns.at(section).title;
        if (role == Qt::TextAlignmentRole)
            return alignment(m_columns.at(section));
        return {};
    }

private:
    static QVariant alignment(const Column &column)
    {
        return QVariant::fromValue((column.number && !column.isWord ? Qt::AlignRight : Qt::AlignLeft)
                                   | Qt::AlignVCenter);
    }

    QList<Column> m_columns;
    QList<Record> m_records;
};

} // namespace Molotov
