// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractTableModel>
#include <QMap>

namespace Molotov {

/// Where connections to hosts go in a profile, while it is edited: also rows that are not whole yet.
class HostsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Host, Address };
    static constexpr int ColumnCount = int(Column::Address) + 1;

    using QAbstractTableModel::QAbstractTableModel;

    /// Leaves the rows as they are if they say the same.
    void setHosts(const QMap<QString, QString> &hosts);
    /// Addresses by host; those without a host are left out.
    QMap<QString, QString> hosts() const;
    /// Rows that hosts() leaves out go.
    void dropTyping();

    /// What is wrong with the rows together, in words: a host is missing or given twice.
    QString problem() const;

    /// While it is, no cell can be edited.
    void setReadOnly(bool readOnly) { m_readOnly = readOnly; }
    bool isReadOnly() const { return m_readOnly; }

    /// The new row's number.
    int addRow();
    void removeHosts(const QList<int> &rows);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// When a person changed a row; not for setHosts().
    void edited();

private:
    struct Row
    {
        QString host;
        QString address;
    };

    void fill(const QMap<QString, QString> &hosts);

    QList<Row> m_rows;
    bool m_readOnly = false;
};

} // namespace Molotov
