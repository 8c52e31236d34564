// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/stagelistmodel.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QTableView;
class QToolButton;

namespace Molotov {

/// Edits the stages of a load plan in a table, or as text below it.
class StagesField : public QWidget
{
    Q_OBJECT

public:
    explicit StagesField(StageListModel::Load load, QWidget *parent = nullptr);

    void setText(const QString &text);
    QString text() const { return m_model.text(); }
    /// What keeps the rows from being stages; mostly empty.
    QString problem() const { return m_model.problem(); }
    void setStepped(bool stepped) { m_model.setStepped(stepped); }
    /// The text is left to setFieldsReadOnly().
    void setReadOnly(bool readOnly);

    /// The field that a problem is marked at, and its label.
    QTableView *table() const { return m_table; }
    QLabel *label() const { return m_label; }

Q_SIGNALS:
    void edited();

private:
    QWidget *makeTitle();
    QToolButton *makeButton(const char *name, const QString &icon, const QString &toolTip,
                            const QKeySequence &keys);
    void makeTable();
    void makeText(StageListModel::Load load);
    void add();
    void removeSelected();
    void move(int by);
    void onEdited();
    void showText();
    void updateButtons();

    StageListModel m_model;
    QLabel *m_label;
    QTableView *m_table;
    QLineEdit *m_text;
    QToolButton *m_add = nullptr;
    QToolButton *m_remove = nullptr;
    QToolButton *m_up = nullptr;
    QToolButton *m_down = nullptr;
};

} // namespace Molotov
