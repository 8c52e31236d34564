// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/fields/fieldform.h"

class QDoubleSpinBox;
class QSpinBox;

namespace Molotov {

/// How much load is sent, and for how long.
class LoadSection : public FieldForm
{
    Q_OBJECT

public:
    explicit LoadSection(QWidget *parent = nullptr);

    void showProfile(const Profile &profile);
    void writeTo(Profile &profile) const;

Q_SIGNALS:
    void edited();

private:
    void makeCounts();
    void makeTimes();
    void showProduct(const Profile &profile);

    QSpinBox *m_processes;
    QSpinBox *m_workers;
    QLabel *m_product = nullptr;
    TimeSpinBox *m_rampUp;
    TimeSpinBox *m_duration;
    QDoubleSpinBox *m_maxRuns; // a QSpinBox holds less than a profile can
    TimeSpinBox *m_delay;
};

} // namespace Molotov
