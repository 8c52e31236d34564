// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/workercell.h"

#include "ui/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace Molotov {

namespace {

constexpr qreal SmallestWithSign = 9;

/// Within the unit square.
QPainterPath signOf(CellState state)
{
    QPainterPath path;
    switch (state) {
    case CellState::Waiting:
    case CellState::Running:
        break;
    case CellState::Thinking:
        path.moveTo(0.28, 0.5);
        path.lineTo(0.72, 0.5);
        break;
    case CellState::Failed:
        path.moveTo(0.28, 0.28);
        path.lineTo(0.72, 0.72);
        path.moveTo(0.72, 0.28);
        path.lineTo(0.28, 0.72);
        break;
    case CellState::Done:
        path.moveTo(0.26, 0.52);
        path.lineTo(0.43, 0.7);
        path.lineTo(0.75, 0.32);
        break;
    case CellState::Lost:
        path.moveTo(0.25, 0.75);
        path.lineTo(0.75, 0.25);
        break;
    }
    return path;
}

} // namespace

void paintWorkerCell(QPainter &painter, const QRectF &cell, CellState state, const Theme &theme)
{
    if (cell.width() < SmallestWithSign) {
        painter.fillRect(cell, theme.cell(state));
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal radius = std::min(3.0, cell.width() / 6);
    if (state == CellState::Waiting) {
        painter.setPen(QPen(theme.cell(CellState::Done), 1));
        painter.drawRoundedRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
        painter.restore();
        return;
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.cell(state));
    painter.drawRoundedRect(cell, radius, radius);

    painter.translate(cell.topLeft());
    painter.scale(cell.width(), cell.height());
    painter.setPen(QPen(theme.sign(state), 0.11, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(signOf(state));
    painter.restore();
}

void WorkerCellPixmaps::prepare(int size, qreal scale, const Theme &theme)
{
    if (size == m_size && qFuzzyCompare(scale, m_scale))
        return;
    m_size = size;
    m_scale = scale;
    const int pixels = int(std::ceil(size * scale));
    for (int state = 0; state < CellStateCount; ++state) {
        QPixmap pixmap(pixels, pixels);
        pixmap.setDevicePixelRatio(scale);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paintWorkerCell(painter, QRectF(0, 0, size, size), static_cast<CellState>(state), theme);
        painter.end();
        m_pixmaps[size_t(state)] = pixmap;
    }
}

} // namespace Molotov
