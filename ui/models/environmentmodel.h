// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractTableModel>
#include <QMap>

#include <optional>

namespace Molotov {

/// The environment variables of a profile while they are edited: also rows that are not yet, or no longer, a
/// variable, such as one without a name.
class EnvironmentModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using Environment = QMap<QString, std::optional<QString>>;

    enum class Column {
        Name,
        Value,
        FromSystem, ///< checked: the value is that of the system when the run starts
    };
    static constexpr int ColumnCount = int(Column::FromSystem) + 1;

    using QAbstractTableModel::QAbstractTableModel;

    void setEnvironment(const Environment &environment);
    Environment environment() const;

    /// What keeps the rows from being an environment, in words: names missing or given twice.
    QString problem() const;

    /// While it is, no cell can be edited or checked.
    void setReadOnly(bool readOnly) { m_readOnly = readOnly; }
    bool isReadOnly() const { return m_readOnly; }

    /// The new row's number.
    int addRow();
    void removeVariables(const QList<int> &rows);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// When a person changed a row; not for setEnvironment().
    void edited();

private:
    struct Row
    {
        QString name;
        QString value; // kept while fromSystem, to be there again when it is unchecked
        bool fromSystem = false;
    };

    QString text(const Row &row, Column column) const;

    QList<Row> m_rows;
    bool m_readOnly = false;
};

} // namespace Molotov
