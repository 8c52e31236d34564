// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/comparedrun.h"
#include "core/control/results/settingsdifference.h"

#include <QList>

namespace Molotov {

/// How to compare.
struct ComparisonOptions
{
    /// A change of latencies and rates that is no matter: 0.02 are 2 %. Failures have none.
    double tolerance = 0.02;
    int resamples = 500; ///< of the bootstrap, for each percentile
    quint64 seed = 1; ///< the same two runs always compare alike

    bool operator==(const ComparisonOptions &) const = default;
};

/// One figure of one endpoint, step or all requests, before and after.
struct ComparisonRow
{
    enum class Measure { P50, P95, P99, Rate, Failures };
    enum class Verdict {
        TooLittle, ///< too little was measured in one of the runs to tell
        NoDifference, ///< none beyond the tolerance that can be told from chance
        Better,
        Worse,
        Different, ///< a rate that is another one, which by itself is neither good nor bad
    };

    ComparedName name;
    Measure measure = Measure::P50;
    double before = 0; ///< microseconds; events a second; of failures a share of 0 … 1
    double after = 0;
    double change = 0; ///< relative: 0.12 is 12 % more; of failures the difference of the shares
    // The 95 % confidence interval of `change`, for this row alone; not set when there is too little:
    double low = 0;
    double high = 0;
    double probability = 1; ///< p-value of "no difference beyond the tolerance"
    double adjusted = 1; ///< the same with regard to all rows of the comparison
    Verdict verdict = Verdict::TooLittle;

    bool operator==(const ComparisonRow &) const = default;
};

/// Why two runs can be compared badly or not at all.
struct ComparisonWarning
{
    enum class Code {
        OtherScenario,
        ScenarioChanged, ///< the same file with another text
        OtherTarget,
        OtherLoad,
        OtherLength,
        OtherComputer,
        NothingInCommon, ///< no endpoint and no step
        // Of one run, as `side` says:
        TooFewSeconds, ///< number: how many
        FewSeconds, ///< the same
        Incomplete,
        Stopped,
        HelpersLost, ///< number: how many
        LimitedByComputer,
        LateByScript,
        ManyFailures, ///< number: percent
    };
    enum class Side { Both, Before, After };

    Code code = Code::OtherScenario;
    Side side = Side::Both;
    qint64 number = 0;

    /// Whether differences of the figures say nothing of the server then.
    bool isGrave() const;

    bool operator==(const ComparisonWarning &) const = default;
};

/// All that can be said of two runs.
struct RunComparison
{
    ComparisonOptions options;
    QList<ComparisonRow> rows; ///< in the order of the run before: all measures of a name, then the next
    QList<ComparedName> onlyBefore;
    QList<ComparedName> onlyAfter;
    QList<ComparisonWarning> warnings;
    QList<SettingDifference> settings;

    bool isComparable() const; ///< no warning is grave
    /// Something is worse, in runs that can be compared.
    bool hasRegression() const;

    bool operator==(const RunComparison &) const = default;
};

/// The rows of one name, one for each measure, without a verdict but TooLittle. May be called from several
/// threads at once, for runs of which not all series are to be held at once; judgeRows() must follow.
QList<ComparisonRow> compareSeries(const ComparedSeries &before, const ComparedSeries &after,
                                   const ComparisonOptions &options);

/// Gives verdicts to all rows of a comparison. `hasSameLoad`: only then is a lower rate of all requests worse
/// and a higher one better.
void judgeRows(QList<ComparisonRow> &rows, bool hasSameLoad);

/// `options` were checked: a tolerance of 0 or more.
RunComparison compareRuns(const ComparedRun &before, const ComparedRun &after,
                          const ComparisonOptions &options = {});

} // namespace Molotov
