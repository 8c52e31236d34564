// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/trust/doubtfulspans.h"

namespace Molotov {

QList<SecondSpan> doubtfulSpans(const QList<SeriesPoint> &points)
{
    QList<SecondSpan> spans;
    for (qsizetype i = 0; i < points.size(); ++i) {
        const auto &point = points.at(i);
        if (point.isTrusted)
            continue;
        const int to = i + 1 < points.size() ? points.at(i + 1).second : point.second + 1;
        if (!spans.isEmpty() && spans.last().to == point.second)
            spans.last().to = to;
        else
            spans.append({.from = point.second, .to = to});
    }
    return spans;
}

} // namespace Molotov
