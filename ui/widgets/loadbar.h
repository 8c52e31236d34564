// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/commands.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QSlider;

namespace Molotov {

class LoadControl;
class NumberBox;
class TimeSpinBox;

/// Changes the load of a run while it goes on: a box for users or rate, and buttons for what else may be
/// done. It is there only while a run goes on.
class LoadBar : public QWidget
{
    Q_OBJECT

public:
    /// Neither is owned; both live longer.
    LoadBar(LoadControl *control, const Commands *commands, QWidget *parent = nullptr);

    /// Lets a person type another load at once.
    void beginEditing();

private:
    void showControl();
    void showTarget();
    void updateApply();
    void apply();
    void reach(double load);
    void addFields();
    void addCommands(const Commands *commands);

    LoadControl *m_control;
    QLabel *m_caption;
    NumberBox *m_load;
    QSlider *m_slider; // the same as m_load, in steps of m_most / SliderSteps
    QLabel *m_within;
    TimeSpinBox *m_ramp;
    QPushButton *m_apply;
    double m_most = 0; // at the right end of the slider
    double m_shownTarget = -1; // that the box was filled with
};

} // namespace Molotov
