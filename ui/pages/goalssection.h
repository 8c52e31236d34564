// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/profile.h"
#include "ui/models/goallistmodel.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;
class QListView;
class QToolButton;

namespace Molotov {

class GoalForm;
class MetricsModels;
class ProblemLabel;
class ProblemMark;

/// What a run should reach: the goals in words, and below them the one that is selected, in parts to choose
/// from or as text.
class GoalsSection : public QWidget
{
    Q_OBJECT

public:
    /// `scenarios`: names in the first column, to choose from; lives longer.
    explicit GoalsSection(const QAbstractItemModel *scenarios, QWidget *parent = nullptr);

    /// Whose names of endpoints, checks and so on are offered; lives longer.
    void setMeasured(const MetricsModels *measured);

    void showProfile(const Profile &profile);
    void showProblems(const QMap<ProfileField, QString> &problems);
    void writeTo(Profile &profile) const;
    /// The fields that can be typed in are left to setFieldsReadOnly().
    void setReadOnly(bool readOnly);
    /// What is typed and cannot be kept in a goal; mostly empty.
    QString problem() const;

Q_SIGNALS:
    void edited();

private:
    QWidget *makeTitle();
    void makeList();
    QWidget *makeEditor();
    QStringList names(GoalMeasure measure) const;
    int row() const;
    void add();
    void remove();
    void select(int row);
    void showAsText(bool asText);
    void onEdited();
    void update();

    const QAbstractItemModel *m_scenarios;
    const MetricsModels *m_measured = nullptr;
    GoalListModel m_model;
    QListView *m_list;
    QToolButton *m_add;
    QToolButton *m_remove;
    QWidget *m_editor = nullptr; // of the goal that is selected
    GoalForm *m_form = nullptr;
    QLineEdit *m_text = nullptr;
    QCheckBox *m_asText = nullptr;
    ProblemLabel *m_problem = nullptr;
    ProblemMark *m_mark = nullptr;
    bool m_readOnly = false;
};

} // namespace Molotov
