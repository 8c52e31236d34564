// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/protocol/messages.h"

#include <QAbstractTableModel>

namespace Molotov {

/// The scenarios of a scenario file, each with its weight and what part of the iterations it gets.
class ScenarioListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Name, Weight, Share };
    static constexpr int ColumnCount = int(Column::Share) + 1;

    using QAbstractTableModel::QAbstractTableModel;

    void setScenarios(const QList<Protocol::ScenarioInfo> &scenarios);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const Protocol::ScenarioInfo &scenario, Column column) const;

    QList<Protocol::ScenarioInfo> m_scenarios;
    double m_weights = 0; // the sum
};

} // namespace Molotov
