// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/runcomparison.h"

#include "core/control/results/comparisonwarnings.h"
#include "core/control/results/multipletests.h"

#include <algorithm>

namespace Molotov {

namespace {

using Measure = ComparisonRow::Measure;
using Verdict = ComparisonRow::Verdict;

// Of a difference that is real.
Verdict verdictOf(const ComparisonRow &row, bool hasSameLoad)
{
    const bool isMore = row.change > 0;
    if (row.measure != Measure::Rate)
        return isMore ? Verdict::Worse : Verdict::Better;
    // Workers ask again when they have their answer: with the same load, fewer requests a second mean that
    // the target made them wait. How the requests are spread over endpoints and steps is up to the scenario,
    // and a slow endpoint takes requests from all others; so their rates are judged in sum only.
    if (!hasSameLoad || row.name.kind != ComparedName::Kind::AllRequests)
        return Verdict::Different;
    return isMore ? Verdict::Better : Verdict::Worse;
}

const ComparedSeries *find(const ComparedRun &run, const ComparedName &name)
{
    const auto found = std::find_if(run.series.begin(), run.series.end(),
                                    [&name](const auto &series) { return series.name == name; });
    return found == run.series.end() ? nullptr : &*found;
}

QList<ComparedName> onlyIn(const ComparedRun &run, const ComparedRun &other)
{
    QList<ComparedName> names;
    for (const auto &series : run.series) {
        if (!find(other, series.name))
            names.append(series.name);
    }
    return names;
}

} // namespace

void judgeRows(QList<ComparisonRow> &rows, bool hasSameLoad)
{
    // All measures of all names are one family, so that two equal runs are told to be equal, in all of their
    // rows, in 95 of 100 cases. A row with too little to tell is no test, and does not weaken the others.
    constexpr double Significant = 0.05;
    QList<qsizetype> tested;
    QList<double> probabilities;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (rows.at(i).verdict == Verdict::TooLittle)
            continue;
        tested.append(i);
        probabilities.append(rows.at(i).probability);
    }
    const auto adjusted = holmAdjusted(probabilities);
    for (qsizetype i = 0; i < tested.size(); ++i) {
        auto &row = rows[tested.at(i)];
        row.adjusted = adjusted.at(i);
        row.verdict = row.adjusted <= Significant ? verdictOf(row, hasSameLoad) : Verdict::NoDifference;
    }
}

bool RunComparison::isComparable() const
{
    return std::none_of(warnings.begin(), warnings.end(),
                        [](const ComparisonWarning &warning) { return warning.isGrave(); });
}

bool RunComparison::hasRegression() const
{
    return isComparable() && std::any_of(rows.begin(), rows.end(), [](const ComparisonRow &row) {
               return row.verdict == Verdict::Worse;
           });
}

RunComparison compareRuns(const ComparedRun &before, const ComparedRun &after,
                          const ComparisonOptions &options)
{
    RunComparison comparison{.options = options};
    comparison.settings = settingDifferences(before.facts.profile, after.facts.profile);
    comparison.onlyBefore = onlyIn(before, after);
    comparison.onlyAfter = onlyIn(after, before);
    for (const auto &series : before.series) {
        if (const auto *const other = find(after, series.name))
            comparison.rows += compareSeries(series, *other, options);
    }
    comparison.warnings = comparisonWarnings(before, after, comparison.settings);
    const bool hasSameLoad =
        std::none_of(comparison.settings.begin(), comparison.settings.end(), [](const auto &setting) {
            return setting.effect == SettingDifference::Effect::Load
                   || setting.effect == SettingDifference::Effect::Scenario;
        });
    judgeRows(comparison.rows, hasSameLoad);
    return comparison;
}

} // namespace Molotov
