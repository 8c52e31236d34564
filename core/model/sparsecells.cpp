// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/sparsecells.h"

namespace Molotov {

void addCells(QList<qint32> &cells, QList<qint64> &counts, const QList<qint32> &moreCells,
              const QList<qint64> &moreCounts)
{
    QList<qint32> allCells;
    QList<qint64> allCounts;
    allCells.reserve(cells.size() + moreCells.size());
    allCounts.reserve(allCells.capacity());
    qsizetype mine = 0;
    qsizetype theirs = 0;
    while (mine < cells.size() || theirs < moreCells.size()) {
        const bool takeMine =
            theirs == moreCells.size() || (mine < cells.size() && cells.at(mine) <= moreCells.at(theirs));
        const bool takeTheirs =
            mine == cells.size() || (theirs < moreCells.size() && moreCells.at(theirs) <= cells.at(mine));
        allCells.append(takeMine ? cells.at(mine) : moreCells.at(theirs));
        allCounts.append((takeMine ? counts.at(mine) : 0) + (takeTheirs ? moreCounts.at(theirs) : 0));
        mine += takeMine ? 1 : 0;
        theirs += takeTheirs ? 1 : 0;
    }
    cells = std::move(allCells);
    counts = std::move(allCounts);
}

} // namespace Molotov
