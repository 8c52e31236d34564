// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/goal.h"

#include <QWidget>

#include <functional>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QHBoxLayout;

namespace Molotov {

class NumberBox;
class TimeSpinBox;
class WheelGuard;

/// The parts of one goal, each to be chosen from a list. What does not go with the measure is not offered.
class GoalForm : public QWidget
{
    Q_OBJECT

public:
    /// The names that are known of what a measure can be taken of.
    using NamesOf = std::function<QStringList(GoalMeasure)>;

    explicit GoalForm(NamesOf namesOf, QWidget *parent = nullptr);

    void setGoal(const Goal &goal);
    const Goal &goal() const { return m_goal; }
    /// Offers the names that are known by now.
    void updateNames();
    /// What is typed where a time should be, and is none; mostly empty.
    QString problem() const;
    void dropTyping();

Q_SIGNALS:
    /// When a person changed the goal; not for setGoal().
    void edited();

private:
    QComboBox *addList(const char *name, const QString &label, const QString &toolTip);
    void makeWhat();
    void makeLimit();
    void makeAbort();
    void connectFields();
    void read();
    void readStatistic();
    void fitToMeasure();
    void showGoal();
    void showStatistics();
    void showUnits();

    NamesOf m_namesOf;
    Goal m_goal;
    QFormLayout *m_form;
    WheelGuard *m_wheelGuard;
    QComboBox *m_measure;
    QComboBox *m_status;
    QComboBox *m_name;
    QComboBox *m_statistic;
    QComboBox *m_comparison;
    NumberBox *m_limit;
    QComboBox *m_unit;
    QHBoxLayout *m_limitRow;
    QCheckBox *m_aborts;
    TimeSpinBox *m_delay;
};

} // namespace Molotov
