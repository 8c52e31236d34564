// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/environmentmodel.h"

#include "core/control/words/format.h"

#include <algorithm>

namespace Molotov {

void EnvironmentModel::setEnvironment(const Environment &environment)
{
    beginResetModel();
    m_rows.clear();
    for (auto it = environment.begin(); it != environment.end(); ++it)
        m_rows.append({it.key(), it->value_or(QString()), !it->has_value()});
    endResetModel();
}

EnvironmentModel::Environment EnvironmentModel::environment() const
{
    Environment result;
    for (const auto &row : m_rows) {
        if (!row.name.isEmpty())
            result.insert(row.name, row.fromSystem ? std::nullopt : std::optional(row.value));
    }
    return result;
}

QString EnvironmentModel::problem() const
{
    QStringList seen;
    for (const auto &row : m_rows) {
        if (row.name.isEmpty())
            return tr("An environment variable has no name.");
        if (seen.contains(row.name))
            return tr("The environment variable “%1” is there twice.").arg(row.name);
        seen.append(row.name);
    }
    return {};
}

int EnvironmentModel::addRow()
{
    const int row = int(m_rows.size());
    beginInsertRows({}, row, row);
    m_rows.append(Row());
    endInsertRows();
    Q_EMIT edited();
    return row;
}

void EnvironmentModel::removeVariables(const QList<int> &rows)
{
    auto sorted = rows;
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    for (const int row : std::as_const(sorted)) {
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
    if (!sorted.isEmpty())
        Q_EMIT edited();
}

int EnvironmentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int EnvironmentModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EnvironmentModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto column = Column(index.column());
    const auto &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::EditRole:
        return column == Column::Name ? row.name : row.value;
    case Qt::CheckStateRole:
        if (column == Column::FromSystem)
            return int(row.fromSystem ? Qt::Checked : Qt::Unchecked);
        return {};
    case Qt::ToolTipRole:
        return Format::toolTip(
            column == Column::FromSystem
                ? tr("Takes the value that %1 has on this computer when the run starts.").arg(row.name)
                : text(row, column));
    case Qt::AccessibleTextRole:
        return column == Column::FromSystem ? tr("%1 from the system").arg(row.name) : text(row, column);
    default:
        return {};
    }
}

bool EnvironmentModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || m_readOnly
        || !(flags(index) & Qt::ItemIsEnabled))
        return false;
    auto &row = m_rows[index.row()];
    const auto column = Column(index.column());
    if (column == Column::FromSystem && role == Qt::CheckStateRole)
        row.fromSystem = value.toInt() == Qt::Checked;
    else if (column == Column::Name && role == Qt::EditRole)
        row.name = value.toString().trimmed();
    else if (column == Column::Value && role == Qt::EditRole)
        row.value = value.toString();
    else
        return false;
    Q_EMIT dataChanged(this->index(index.row(), 0), this->index(index.row(), ColumnCount - 1));
    Q_EMIT edited();
    return true;
}

Qt::ItemFlags EnvironmentModel::flags(const QModelIndex &index) const
{
    auto result = QAbstractTableModel::flags(index);
    if (!index.isValid() || m_readOnly)
        return result;
    const bool fromSystem = m_rows.at(index.row()).fromSystem;
    switch (Column(index.column())) {
    case Column::Name:
        return result | Qt::ItemIsEditable;
    case Column::Value:
        return fromSystem ? result & ~Qt::ItemIsEnabled : result | Qt::ItemIsEditable;
    case Column::FromSystem:
        return result | Qt::ItemIsUserCheckable;
    }
    return result;
}

QVariant EnvironmentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const auto column = Column(section);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && column == Column::FromSystem)
        return tr("The value comes from the environment of this computer");
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Column::Name:
        return tr("Name");
    case Column::Value:
        return tr("Value");
    case Column::FromSystem:
        return tr("System", "column: the value is the system's own");
    }
    return {};
}

QString EnvironmentModel::text(const Row &row, Column column) const
{
    switch (column) {
    case Column::Name:
        return row.name;
    case Column::Value:
        return row.fromSystem ? tr("from the system") : row.value;
    case Column::FromSystem:
        return {};
    }
    return {};
}

} // namespace Molotov
