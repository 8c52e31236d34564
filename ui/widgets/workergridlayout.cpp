// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/workergridlayout.h"

#include <algorithm>
#include <array>

namespace Molotov {

namespace {

constexpr std::array CellSizes{22, 18, 15, 13, 11, 9, 7, 6, 5, 4};

} // namespace

WorkerGridLayout::WorkerGridLayout(const Input &input)
    : m_input(input)
{
    for (const int size : CellSizes) {
        arrange(size);
        if (height() <= input.viewport.height())
            return;
    }
}

QRect WorkerGridLayout::captionRect(int group) const
{
    return {0, group * groupHeight(), m_input.viewport.width(), m_input.captionHeight};
}

QRect WorkerGridLayout::cellRect(int cell) const
{
    const int position = cell % m_input.cellsOfEach;
    return {position % m_columns * pitch(),
            cellsTop(cell / m_input.cellsOfEach) + position / m_columns * pitch(), m_cellSize, m_cellSize};
}

int WorkerGridLayout::cellAt(const QPoint &point) const
{
    if (m_input.groups == 0 || point.x() < 0 || point.y() < 0)
        return -1;
    const int group = point.y() / groupHeight();
    const int below = point.y() - cellsTop(group);
    const int column = point.x() / pitch();
    if (group >= m_input.groups || below < 0 || column >= m_columns)
        return -1;
    const int position = below / pitch() * m_columns + column;
    return position < m_input.cellsOfEach ? group * m_input.cellsOfEach + position : -1;
}

QRect WorkerGridLayout::linesOf(int first, int last) const
{
    const int top = cellRect(first).top();
    const int bottom = cellRect(last).bottom();
    return {0, top, m_columns * pitch(), bottom - top + 1};
}

WorkerGridLayout::Range WorkerGridLayout::groupsBetween(int top, int bottom) const
{
    if (m_input.groups == 0)
        return {};
    return {std::clamp(top / groupHeight(), 0, m_input.groups),
            std::clamp(bottom / groupHeight() + 1, 0, m_input.groups)};
}

WorkerGridLayout::Range WorkerGridLayout::linesBetween(int group, int top, int bottom) const
{
    const int origin = cellsTop(group);
    return {std::clamp((top - origin) / pitch(), 0, m_lines),
            std::clamp((bottom - origin) / pitch() + 1, 0, m_lines)};
}

void WorkerGridLayout::arrange(int cellSize)
{
    m_cellSize = cellSize;
    m_columns = std::max(1, (m_input.viewport.width() + gap()) / pitch());
    m_lines = (m_input.cellsOfEach + m_columns - 1) / m_columns;
}

} // namespace Molotov
