// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/fields/fieldform.h"
#include "ui/models/loadkind.h"

class QLineEdit;

namespace Molotov {

class NumberBox;
class StagesField;

/// The fields of all kinds of load, of which those of one kind are seen. The others keep what was typed.
class LoadForm : public FieldForm
{
    Q_OBJECT

public:
    explicit LoadForm(QWidget *parent = nullptr);

    /// The kind that is chosen, and the fields that are to be seen.
    void setKind(LoadKind kind, const LoadKinds::Fields &fields);
    /// What was typed was that of another test.
    void forgetTyping();
    void showProfile(const Profile &profile);
    /// Those of a shape, whose kind has been set.
    void showStages(const Profile &profile);
    void showProduct(const Profile &profile);
    /// Gives fields of the kind that cannot be empty something that can be run.
    void fillEmptyFields();
    /// What is in all fields, seen or not; the rate is that of the kind.
    Profile typed() const;
    /// Of the fields that are seen; also of counts that no profile can hold, and of what is missing.
    QMap<ProfileField, QString> typingProblems() const;
    /// The fields that can be typed in are left to setFieldsReadOnly().
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void edited();

private:
    void makeGoal();
    void makeCounts();
    void makeStages();
    void makeTimes();
    void makeLimits();
    void connectFields();
    void showStepped(bool stepped);

    QLineEdit *m_goal;
    TimeSpinBox *m_limitStep;
    TimeSpinBox *m_limitSettling;
    NumberBox *m_limitMost;
    NumberBox *m_processes;
    NumberBox *m_workers;
    QLabel *m_product = nullptr;
    QLineEdit *m_rate;
    StagesField *m_stages;
    StagesField *m_rateStages;
    QCheckBox *m_stepped = nullptr;
    NumberBox *m_maxUsers;
    QCheckBox *m_poisson = nullptr;
    TimeSpinBox *m_duration;
    TimeSpinBox *m_rampUp;
    TimeSpinBox *m_rampDown;
    NumberBox *m_maxRuns;
    NumberBox *m_iterations;
    TimeSpinBox *m_pacing;
    TimeSpinBox *m_delay;

    LoadKind m_kind = LoadKind::Users;
    LoadKinds::Fields m_fields; // that are seen
};

} // namespace Molotov
