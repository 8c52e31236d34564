// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/runstatus.h"

#include <QWidget>

class QBoxLayout;
class QLabel;

namespace Molotov {

class FigureRow;

/// The top of the run page: what the run is doing, or how it ended, and how it went in large numbers.
class StateBanner : public QWidget
{
    Q_OBJECT

public:
    explicit StateBanner(QWidget *parent = nullptr);

    void setStatus(const RunStatus &status);
    /// Without figures.
    void setTexts(RunStatus::Tone tone, const QString &headline, const QString &detail);
    /// At its right edge.
    void placeButton(QWidget *button);
    /// "Running shop.ts", as it can be read and selected.
    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QBoxLayout *m_words;
    QLabel *m_headline;
    QLabel *m_detail;
    FigureRow *m_figures;
    RunStatus::Tone m_tone = RunStatus::Tone::Neutral;
};

} // namespace Molotov
