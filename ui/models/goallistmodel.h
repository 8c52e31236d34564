// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/goal.h"

#include <QAbstractListModel>
#include <QStringList>

#include <optional>

namespace Molotov {

/// The goals of a profile while they are edited, in words; also texts that are not yet, or no longer, a goal.
class GoalListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        ProblemRole = Qt::UserRole, ///< problem()
    };

    using QAbstractListModel::QAbstractListModel;

    void setTexts(const QStringList &texts);
    const QStringList &texts() const { return m_texts; }

    /// Nothing when the text is no goal.
    std::optional<Goal> goal(int row) const;
    /// Why the text is no goal, and where: "Column 5: …". Empty when it is one.
    QString problem(int row) const;

    /// Adds one that most tests have use for; the new row's number.
    int addGoal();
    void removeGoal(int row);
    void setText(int row, const QString &text);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// When a person changed a goal; not for setTexts().
    void edited();

private:
    QStringList m_texts;
};

} // namespace Molotov
