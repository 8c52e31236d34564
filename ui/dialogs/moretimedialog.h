// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

#include <chrono>

class QPushButton;

namespace Molotov {

class TimeSpinBox;

/// By how much a run that goes on is made longer.
class MoreTimeDialog : public QDialog
{
    Q_OBJECT

public:
    explicit MoreTimeDialog(QWidget *parent = nullptr);

Q_SIGNALS:
    /// When the dialog was accepted.
    void chosen(std::chrono::milliseconds time);

private:
    TimeSpinBox *m_time;
    QPushButton *m_accept;
};

} // namespace Molotov
