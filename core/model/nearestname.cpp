// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/nearestname.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace Molotov {

namespace {

// Of texts in small letters.
qsizetype distance(const QString &from, const QString &to)
{
    QList<qsizetype> earlier; // the row before the last
    QList<qsizetype> row(to.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < from.size(); ++i) {
        QList<qsizetype> next{i + 1};
        for (qsizetype j = 0; j < to.size(); ++j) {
            const auto replaced = row.at(j) + (from.at(i) == to.at(j) ? 0 : 1);
            auto least = std::min({replaced, row.at(j + 1) + 1, next.at(j) + 1});
            if (i > 0 && j > 0 && from.at(i) == to.at(j - 1) && from.at(i - 1) == to.at(j))
                least = std::min(least, earlier.at(j - 1) + 1);
            next.append(least);
        }
        earlier = std::exchange(row, next);
    }
    return row.last();
}

} // namespace

QString nearestName(const QString &wanted, const QStringList &names)
{
    const auto meant = wanted.toLower();
    QString nearest;
    auto least = std::max<qsizetype>(1, wanted.size() / 3) + 1;
    for (const auto &name : names) {
        const auto there = distance(meant, name.toLower());
        if (there < least) {
            least = there;
            nearest = name;
        }
    }
    return nearest;
}

} // namespace Molotov
