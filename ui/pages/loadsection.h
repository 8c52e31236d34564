// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/fields/fieldform.h"

namespace Molotov {

class NumberBox;

/// How much load is sent, and for how long.
class LoadSection : public FieldForm
{
    Q_OBJECT

public:
    explicit LoadSection(QWidget *parent = nullptr);

    void showProfile(const Profile &profile);
    void writeTo(Profile &profile) const;
    /// Also of counts that no profile can hold.
    QMap<ProfileField, QString> typingProblems() const;

Q_SIGNALS:
    void edited();

private:
    void makeCounts();
    void makeTimes();
    void showProduct(const Profile &profile);

    NumberBox *m_processes;
    NumberBox *m_workers;
    QLabel *m_product = nullptr;
    TimeSpinBox *m_rampUp;
    TimeSpinBox *m_duration;
    NumberBox *m_maxRuns;
    TimeSpinBox *m_delay;
};

} // namespace Molotov
