// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/scenariolistmodel.h"

#include "core/control/words/format.h"

#include <QLocale>

namespace Molotov {

void ScenarioListModel::setScenarios(const QList<Protocol::ScenarioInfo> &scenarios)
{
    if (m_scenarios == scenarios)
        return; // keeps the selection when a file is looked at again
    beginResetModel();
    m_scenarios = scenarios;
    m_weights = 0;
    for (const auto &scenario : scenarios)
        m_weights += scenario.weight;
    endResetModel();
}

int ScenarioListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_scenarios.size());
}

int ScenarioListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ScenarioListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto column = Column(index.column());
    const auto &scenario = m_scenarios.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(scenario, column);
    case Qt::ToolTipRole:
        return Format::toolTip(tr("%2 of the iterations run “%1”.", "%2 is a share such as 40 %")
                                   .arg(scenario.name, text(scenario, Column::Share)));
    case Qt::TextAlignmentRole:
        return column == Column::Name ? int(Qt::AlignLeft | Qt::AlignVCenter)
                                      : int(Qt::AlignRight | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant ScenarioListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const auto column = Column(section);
    if (role == Qt::TextAlignmentRole)
        return column == Column::Name ? int(Qt::AlignLeft | Qt::AlignVCenter)
                                      : int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Column::Name:
        return tr("Scenario");
    case Column::Weight:
        return tr("Weight");
    case Column::Share:
        return tr("Share");
    }
    return {};
}

QString ScenarioListModel::text(const Protocol::ScenarioInfo &scenario, Column column) const
{
    switch (column) {
    case Column::Name:
        return scenario.name;
    case Column::Weight:
        return QLocale().toString(scenario.weight, 'g', 6);
    case Column::Share: {
        const double percent = m_weights > 0 ? scenario.weight * 100 / m_weights : 0;
        const int decimals = qRound(percent * 10) % 10 == 0 ? 0 : 1;
        return tr("%1 %", "a share in percent").arg(QLocale().toString(percent, 'f', decimals));
    }
    }
    return {};
}

} // namespace Molotov
