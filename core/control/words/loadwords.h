// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/loadplan.h"

#include <QCoreApplication>

namespace Molotov {

/// A load plan in words.
class LoadWords
{
    Q_DECLARE_TR_FUNCTIONS(LoadWords)

public:
    /// "50 users", "100 iterations/s".
    static QString amount(LoadPlan::Model model, double load);
    /// In a short line: "Up to 50 users in 2 min", "100/s for 2 min, 12,000 in all".
    static QString summary(const LoadPlan &plan);
    /// The whole course: "From 0 to 10 users in 30 s, 10 users for 1 min, …".
    static QString course(const LoadPlan &plan);
};

} // namespace Molotov
