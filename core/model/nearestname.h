// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

namespace Molotov {

/// The name that somebody may have meant who wrote `wanted`, without regard to case; empty if none is like
/// it. At most a third of its letters, and at least one, may have been added, left out, changed, or swapped
/// with the next (Damerau's and Levenshtein's distance, in which no part is changed twice).
QString nearestName(const QString &wanted, const QStringList &names);

} // namespace Molotov
