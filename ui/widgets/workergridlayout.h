// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QRect>
#include <QSize>

namespace Molotov {

/// Where the cells of a worker grid are: groups of equal size below each other, each with a caption above
/// its lines of cells. Pure arithmetic, whatever the number of cells.
class WorkerGridLayout
{
public:
    struct Input
    {
        int groups = 0;
        int cellsOfEach = 0;
        int captionHeight = 0;
        QSize viewport;
    };

    WorkerGridLayout() = default;
    /// The largest cells with which all fits into the viewport; the smallest there are if none do.
    explicit WorkerGridLayout(const Input &input);

    int cellSize() const { return m_cellSize; }
    int columns() const { return m_columns; }
    int height() const { return m_input.groups * groupHeight(); }

    QRect captionRect(int group) const;
    QRect cellRect(int cell) const;
    /// The cell at this point, -1 when there is none.
    int cellAt(const QPoint &point) const;
    /// All lines that hold the cells `first` to `last`, one rectangle (captions between them included).
    QRect linesOf(int first, int last) const;

    /// The groups, and the lines of a group, that touch a span of heights: half-open ranges.
    struct Range
    {
        int begin = 0;
        int end = 0;
    };
    Range groupsBetween(int top, int bottom) const;
    Range linesBetween(int group, int top, int bottom) const;

private:
    int pitch() const { return m_cellSize + gap(); }
    int gap() const { return m_cellSize >= 8 ? 2 : 1; }
    int groupHeight() const { return m_input.captionHeight + m_lines * pitch() + GroupGap; }
    int cellsTop(int group) const { return group * groupHeight() + m_input.captionHeight; }
    void arrange(int cellSize);

    static constexpr int GroupGap = 6;

    Input m_input;
    int m_cellSize = 0;
    int m_columns = 1;
    int m_lines = 0;
};

} // namespace Molotov
