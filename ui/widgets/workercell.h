// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/workergridmodel.h"

#include <QPixmap>

#include <array>

class QPainter;
class QRectF;

namespace Molotov {

class Theme;

/// Draws one cell. From 9 pixels on it has more than its colour: hollow = waiting, full = running, a bar =
/// thinking, a cross = failed, a tick = done, a slash = lost.
void paintWorkerCell(QPainter &painter, const QRectF &cell, CellState state, const Theme &theme);

/// The cells of all states in one size, painted once.
class WorkerCellPixmaps
{
public:
    /// Paints them anew where size or scale differ from those of the last call; clear() first for other
    /// colours.
    void prepare(int size, qreal scale, const Theme &theme);
    void clear() { m_size = 0; }
    const QPixmap &pixmap(CellState state) const { return m_pixmaps[size_t(state)]; }

private:
    std::array<QPixmap, CellStateCount> m_pixmaps;
    int m_size = 0;
    qreal m_scale = 0;
};

} // namespace Molotov
