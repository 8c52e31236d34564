// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/limit.h"

#include <QCoreApplication>

namespace Molotov {

/// What a search for the limit found, as people read it.
class LimitWords
{
    Q_DECLARE_TR_FUNCTIONS(LimitWords)

public:
    /// "240 users", "120 iterations/s".
    static QString load(const LimitResult &result, double load);
    /// What was measured for the goal at a load, or why the load did not hold: "p95 281 ms", "12 % of the
    /// iterations failed".
    static QString evidence(const LimitResult &result, const LimitStep &step);
    /// "held", "did not hold".
    static QString outcome(const LimitStep &step);
    /// What the search came to: "Held up to 240 users: p95 281 ms; at 260: p95 322 ms." Loads at which this
    /// computer was the limit are named behind it.
    static QString verdict(const LimitResult &result);
    /// While it goes on: "trying 80 users; 40 held".
    static QString progress(const LimitResult &result);
};

} // namespace Molotov
