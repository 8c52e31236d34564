// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/loadstages.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <optional>

namespace Molotov {

/// The stages of a load plan while they are edited: also rows that are not yet, or no longer, a stage.
class StageListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Load { Users, Rate };
    enum class Column { Time, Load };
    static constexpr int ColumnCount = int(Column::Load) + 1;
    enum Role {
        ProblemRole = Qt::UserRole, ///< why the cell is no part of a stage; mostly empty
    };

    explicit StageListModel(Load load, QObject *parent = nullptr);

    /// As in a profile (loadstages.h). What nobody changed stays as it was written there.
    void setText(const QString &text);
    QString text() const;
    /// What keeps the rows from being stages, in words.
    QString problem() const;

    /// Each stage has its load from its beginning on; the title of the column tells.
    void setStepped(bool stepped);
    /// While it is, no cell can be edited.
    void setReadOnly(bool readOnly) { m_readOnly = readOnly; }
    bool isReadOnly() const { return m_readOnly; }

    /// Adds a minute with the load of row `row`, behind it; the new row's number.
    int addStage(int row);
    void removeStages(const QList<int> &rows);
    /// Whether row `row` can change places with the one `by` rows below it (or above, if negative).
    bool canMove(int row, int by) const;
    void moveStage(int row, int by);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// When a person changed a row; not for setText().
    void edited();

private:
    // As they stand in a profile, or as they were typed if they are none.
    struct Row
    {
        QString time;
        QString load;

        bool operator==(const Row &) const = default;
    };

    static QList<Row> rowsOf(const QString &text);
    std::optional<double> loadOf(const QString &text) const;
    QString typedTime(const QString &text) const;
    QString typedLoad(const QString &text) const;
    QString shown(const Row &row, Column column) const;
    QString problem(const Row &row, Column column) const;

    const Load m_load;
    QList<Row> m_rows;
    QString m_original; // what the rows were made of
    bool m_stepped = false;
    bool m_readOnly = false;
};

} // namespace Molotov
