// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/runstatus.h"

#include <QWidget>

class QLabel;

namespace Molotov {

/// The line at the top of the run page: what the run is doing, or how it ended.
class StateBanner : public QWidget
{
    Q_OBJECT

public:
    explicit StateBanner(QWidget *parent = nullptr);

    void setStatus(const RunStatus &status);
    /// "Running shop.ts", as it can be read and selected.
    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_headline;
    QLabel *m_detail;
    RunStatus::Tone m_tone = RunStatus::Tone::Neutral;
};

} // namespace Molotov
