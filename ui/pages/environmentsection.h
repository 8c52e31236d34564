// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/profile.h"
#include "ui/models/environmentmodel.h"

#include <QWidget>

class QTableView;
class QToolButton;

namespace Molotov {

class ProblemMark;

/// What the scenarios find in `env`.
class EnvironmentSection : public QWidget
{
    Q_OBJECT

public:
    explicit EnvironmentSection(QWidget *parent = nullptr);

    /// Rows that are no variable yet are lost.
    void showProfile(const Profile &profile);
    void showProblems(const QMap<ProfileField, QString> &problems);
    void writeTo(Profile &profile) const;
    void setReadOnly(bool readOnly);
    /// What keeps the rows from being an environment.
    QString problem() const { return m_model.problem(); }

Q_SIGNALS:
    void edited();

private:
    QWidget *makeTitle();
    void makeTable();
    void add();
    void removeSelected();
    void updateTable();

    EnvironmentModel m_model;
    QTableView *m_table;
    QToolButton *m_add;
    QToolButton *m_remove;
    ProblemMark *m_mark = nullptr;
};

} // namespace Molotov
