// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/runstatus.h"

#include <QWidget>

namespace Molotov {

/// A small round light beside words that say the same. Its shape says it too: full is good, a ring is not
/// known, and a triangle is a warning.
class StatusLight : public QWidget
{
public:
    explicit StatusLight(QWidget *parent = nullptr);

    void setTone(RunStatus::Tone tone);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    RunStatus::Tone m_tone = RunStatus::Tone::Neutral;
};

} // namespace Molotov
