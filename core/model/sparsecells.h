// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QtGlobal>

namespace Molotov {

/// Adds the counts of some cells to those of others. `cells` and `moreCells` are ascending, and there is one
/// count for each of them.
void addCells(QList<qint32> &cells, QList<qint64> &counts, const QList<qint32> &moreCells,
              const QList<qint64> &moreCounts);

} // namespace Molotov
