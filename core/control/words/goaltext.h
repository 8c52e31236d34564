// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/goal.h"

#include <QCoreApplication>

namespace Molotov {

/// Goals in words, for those who do not know their grammar.
class GoalText
{
    Q_DECLARE_TR_FUNCTIONS(GoalText)

public:
    /// "Latency".
    static QString measure(GoalMeasure measure);
    /// "p95", "maximum", "share", "per second": a rate is told by its unit.
    static QString statistic(const Goal &goal);
    /// "below".
    static QString comparison(GoalComparison comparison);
    /// "Latency of GET /cart, p95"
    static QString subject(const Goal &goal);
    /// "below 300 ms"
    static QString limit(const Goal &goal);
    /// "Latency of GET /cart, p95: below 300 ms, or the run stops"
    static QString sentence(const Goal &goal);
    /// "p95 < 300 ms": where there is little room.
    static QString brief(const Goal &goal);
};

} // namespace Molotov
