// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/phases.h"
#include "ui/models/runstatus.h"
#include "ui/models/workergridmodel.h"

#include <QColor>
#include <QFont>
#include <QPalette>

namespace Molotov {

/// All colours that are not the palette's own, for a light or a dark palette.
///
/// Blue and vermilion (Okabe and Ito) tell good from bad to the colour-blind too; what else differs, differs
/// in brightness.
class Theme
{
public:
    explicit Theme(const QPalette &palette);

    /// The lines of the charts.
    enum class Line {
        Ok,
        Failed,
        Requests,
        Redirection,
        ClientError,
        ServerError,
        OtherStatus,
        NoResponse,
        P50,
        P95,
        P99,
        ResponseTime,
        Workers
    };

    bool isDark() const { return m_dark; }
    QColor line(Line line) const;
    QColor cell(CellState state) const;
    /// What a cell's sign is drawn in, upon cell().
    QColor sign(CellState state) const;
    QColor tone(RunStatus::Tone tone) const;
    /// Of a phase of an exchange, by its index in Phases.
    QColor phase(size_t phase) const;
    static constexpr size_t RestOfExchange = PhaseNames.size(); ///< what belongs to no phase
    /// Behind the text of the banner, in palette's text colour.
    QColor toneBackground(RunStatus::Tone tone) const;
    QColor errorText() const;
    QColor warningText() const;
    /// For captions and axis labels.
    QColor secondaryText() const;
    QColor gridLine() const;
    /// Behind the lines of a chart where they cannot be trusted.
    QColor doubt() const;

private:
    QColor pick(QRgb light, QRgb dark) const { return QColor(m_dark ? dark : light); }

    QPalette m_palette;
    bool m_dark = false;
};

/// Hints and placeholders get a colour that can be read: with many dark palettes theirs is a black that is
/// half transparent. To be called again for another palette of the application.
void makeHintsLegible();

/// From 1 to 21, as WCAG 2 has it; text needs 4.5.
double contrastRatio(const QColor &left, const QColor &right);

/// The font of captions: a little smaller than `font`.
QFont captionFont(const QFont &font);

} // namespace Molotov
