// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/profile.h"

#include <QWidget>

class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QSpinBox;

namespace Molotov {

class ProblemLabel;
class TimeSpinBox;
class WheelGuard;

/// How much load is sent, and for how long.
class LoadSection : public QWidget
{
    Q_OBJECT

public:
    explicit LoadSection(QWidget *parent = nullptr);

    void showProfile(const Profile &profile);
    void showProblems(const QMap<ProfileField, QString> &problems);
    void writeTo(Profile &profile) const;

Q_SIGNALS:
    void edited();

private:
    struct Row
    {
        ProfileField field;
        const char *name; ///< of the object, for tests and style
        QString label;
        QString toolTip;
    };

    void makeCounts();
    void makeTimes();
    void addRow(const Row &row, QWidget *field);
    void showProduct(const Profile &profile);

    QFormLayout *m_form;
    WheelGuard *m_wheelGuard;
    QMap<ProfileField, ProblemLabel *> m_problems;
    QSpinBox *m_processes;
    QSpinBox *m_workers;
    QLabel *m_product;
    TimeSpinBox *m_rampUp;
    TimeSpinBox *m_duration;
    QDoubleSpinBox *m_maxRuns; // a QSpinBox holds less than a profile can
    TimeSpinBox *m_delay;
};

} // namespace Molotov
