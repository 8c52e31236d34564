// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/hostsmodel.h"

#include "core/control/words/format.h"

#include <algorithm>
#include <functional>

namespace Molotov {

void HostsModel::setHosts(const QMap<QString, QString> &hosts)
{
    if (hosts != this->hosts())
        fill(hosts);
}

void HostsModel::dropTyping()
{
    fill(hosts());
}

void HostsModel::fill(const QMap<QString, QString> &hosts)
{
    beginResetModel();
    m_rows.clear();
    for (auto it = hosts.begin(); it != hosts.end(); ++it)
        m_rows.append({it.key(), it.value()});
    endResetModel();
}

QMap<QString, QString> HostsModel::hosts() const
{
    QMap<QString, QString> result;
    for (const auto &row : m_rows) {
        if (!row.host.isEmpty())
            result.insert(row.host, row.address);
    }
    return result;
}

QString HostsModel::problem() const
{
    QStringList seen;
    for (const auto &row : m_rows) {
        if (row.host.isEmpty())
            return tr("A host that has an address of its own has no name.");
        if (seen.contains(row.host, Qt::CaseInsensitive))
            return tr("The host “%1” is there twice.").arg(row.host);
        seen.append(row.host);
    }
    return {};
}

int HostsModel::addRow()
{
    const int row = int(m_rows.size());
    beginInsertRows({}, row, row);
    m_rows.append(Row());
    endInsertRows();
    Q_EMIT edited();
    return row;
}

void HostsModel::removeHosts(const QList<int> &rows)
{
    auto sorted = rows;
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    for (const int row : std::as_const(sorted)) {
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
    if (!sorted.isEmpty())
        Q_EMIT edited();
}

int HostsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int HostsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HostsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto &row = m_rows.at(index.row());
    const auto &text = Column(index.column()) == Column::Host ? row.host : row.address;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
    case Qt::AccessibleTextRole:
        return text;
    case Qt::ToolTipRole:
        return Format::toolTip(text);
    default:
        return {};
    }
}

bool HostsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || m_readOnly || role != Qt::EditRole)
        return false;
    auto &row = m_rows[index.row()];
    auto &text = Column(index.column()) == Column::Host ? row.host : row.address;
    text = value.toString().trimmed();
    Q_EMIT dataChanged(index, index);
    Q_EMIT edited();
    return true;
}

Qt::ItemFlags HostsModel::flags(const QModelIndex &index) const
{
    const auto usual = QAbstractTableModel::flags(index);
    return index.isValid() && !m_readOnly ? usual | Qt::ItemIsEditable : usual;
}

QVariant HostsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const auto column = Column(section);
    switch (role) {
    case Qt::TextAlignmentRole:
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::DisplayRole:
        return column == Column::Host ? tr("Host") : tr("Address");
    case Qt::ToolTipRole:
        return column == Column::Host
                   ? tr("As URLs have it, such as shop.example")
                   : tr("Where connections go: 10.0.0.7, 10.0.0.7:8443, [::1]:8443 or another name");
    default:
        return {};
    }
}

} // namespace Molotov
