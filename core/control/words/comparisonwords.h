// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/runcomparison.h"

#include <QCoreApplication>
#include <QStringList>

namespace Molotov {

/// What people read of a comparison of two runs: pure functions of what was found.
class ComparisonWords
{
    Q_DECLARE_TR_FUNCTIONS(ComparisonWords)

public:
    /// "3 of 20 endpoints are slower; 1 of 20 endpoints fails more often."
    static QString overall(const RunComparison &comparison);
    /// "slower: p95 +12 % (8 … 16 %)".
    static QString sentence(const ComparisonRow &row, const ComparisonOptions &options);
    /// How to read the intervals and verdicts: a few sentences to end with.
    static QString explanation(const RunComparison &comparison);

    /// "All requests", "GET /cart", "Step checkout".
    static QString name(const ComparedName &name);
    /// "p95", "per second", "failures".
    static QString measure(ComparisonRow::Measure measure);
    /// "12.3 ms", "618", "0.4 %".
    static QString value(ComparisonRow::Measure measure, double value);
    /// "+12 %", "−0.3 points" of a share of failures; empty if one of the values is missing.
    static QString change(const ComparisonRow &row);
    /// "8 … 16 %"; empty where there is too little.
    static QString interval(const ComparisonRow &row);
    /// "slower", "no difference that can be told from chance".
    static QString verdict(const ComparisonRow &row, const ComparisonOptions &options);

    static QString warning(const ComparisonWarning &warning);
    /// "workers: 10, then 20".
    static QString setting(const SettingDifference &setting);
    /// One sentence each for what was measured in one of the runs only; none if there is nothing.
    static QStringList onlyInOne(const RunComparison &comparison);
};

} // namespace Molotov
