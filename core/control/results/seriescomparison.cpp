// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/blockbootstrap.h"
#include "core/control/results/probabilities.h"
#include "core/control/results/quantilebootstrap.h"
#include "core/control/results/runcomparison.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace Molotov {

namespace {

using Measure = ComparisonRow::Measure;
using Verdict = ComparisonRow::Verdict;

// Fewer seconds say nothing of how they vary.
constexpr qsizetype FewestSeconds = 10;
// A percentile needs so many values on its rarer side (2,000 requests for p99), or its errors are far from
// Student's distribution.
constexpr double FewestBeyond = 20;
constexpr qint64 FewestEvents = 20;
constexpr double HalfOutside = 0.025; // of 95 % intervals

double fractionOf(Measure measure)
{
    return measure == Measure::P50 ? 0.5 : measure == Measure::P95 ? 0.95 : 0.99;
}

/// One run's side of a comparison.
struct Side
{
    explicit Side(const ComparedSeries &compared)
        : series(compared)
        , latencies(compared.seconds)
    {
        for (const auto &second : series.seconds) {
            count += second.count;
            failed += second.failed;
        }
        if (series.totals) {
            count = series.totals->count;
            failed = series.totals->failed;
        }
    }

    double seconds() const { return double(series.seconds.size()); }
    double failedShare() const { return count > 0 ? double(failed) / double(count) : 0; }
    double rate() const
    {
        const bool isKnown = series.totals && series.totals->loadTime > std::chrono::microseconds(0);
        using Time = std::chrono::duration<double>;
        const double time =
            (isKnown ? Time(series.totals->loadTime) : Time(series.interval) * seconds()).count();
        return time > 0 ? double(count) / time : 0;
    }
    bool hasLatencies() const { return latencies.count() > 0; }
    double logLatency(Measure measure) const
    {
        if (!series.totals)
            return latencies.logQuantile(fractionOf(measure));
        const auto &latency = series.totals->latency;
        const auto value = measure == Measure::P50   ? latency.p50
                           : measure == Measure::P95 ? latency.p95
                                                     : latency.p99;
        return std::log(std::max(0.5, double(value.count())));
    }

    const ComparedSeries &series;
    QuantileBootstrap latencies;
    qint64 count = 0;
    qint64 failed = 0;
};

Estimate logLatency(const Side &side, Measure measure, const ComparisonOptions &options, quint64 seed)
{
    auto estimate = side.latencies.estimate(fractionOf(measure), options.resamples, seed);
    // What rounding to cells may be off, evenly spread: 1 % in seconds, 1 / 1,024 in totals.
    const double cell = side.series.totals ? 1.0 / 1024 : 0.01;
    estimate.variance += cell * cell / 12;
    estimate.value = side.logLatency(measure);
    return estimate;
}

// The logarithm of events a second. Its error is that of the mean, relative to the mean (delta method).
Estimate logRate(const Side &side)
{
    std::vector<double> counts;
    for (const auto &second : side.series.seconds)
        counts.push_back(double(second.count));
    const double sum = std::accumulate(counts.begin(), counts.end(), 0.0);
    const auto dependence = dependenceOf(counts);
    const double mean = sum / side.seconds();
    return {.value = std::log(side.rate()),
            .variance = sum > 0 ? varianceOfMean(counts, dependence) / (mean * mean) : 0,
            .degreesOfFreedom = dependence.degreesOfFreedom};
}

// The share of failures. The bootstrap's resamples have another number of events each; to the first order,
// the error is that of Σ (failed − share · count).
Estimate failedShare(const Side &side)
{
    std::vector<double> excess;
    for (const auto &second : side.series.seconds)
        excess.push_back(double(second.failed) - side.failedShare() * double(second.count));
    const auto dependence = dependenceOf(excess);
    // Failures that all fall into few blocks say little of how they vary.
    int failing = 0;
    for (qsizetype i = 0; i < side.series.seconds.size(); i += dependence.blockLength) {
        const auto end = std::min(side.series.seconds.size(), i + dependence.blockLength);
        failing += std::any_of(side.series.seconds.begin() + i, side.series.seconds.begin() + end,
                               [](const ComparedSecond &second) { return second.failed > 0; });
    }
    const double toShare = side.seconds() / double(side.count);
    return {.value = side.failedShare(),
            .variance = varianceOfMean(excess, dependence) * toShare * toShare,
            .degreesOfFreedom = std::clamp(double(failing) - 1, 1.0, dependence.degreesOfFreedom)};
}

/// After minus before.
struct Difference
{
    double value = 0;
    double error = 0; ///< standard error
    double degreesOfFreedom = 1;

    double reach() const { return studentQuantile(HalfOutside, degreesOfFreedom) * error; }

    /// The p-value of "the difference is at most `tolerance` to either side".
    ///
    /// Student's distribution stands for the tails of the bootstrap's: among 250 comparisons, what counts is
    /// a probability of 1 in 10,000, for which no affordable number of resamples would do.
    double probability(double tolerance) const
    {
        const double beyond = std::abs(value) - tolerance;
        if (beyond <= 0)
            return 1;
        return error > 0 ? std::min(1.0, 2 * studentTail(beyond / error, degreesOfFreedom)) : 0;
    }
};

Difference difference(const Estimate &before, const Estimate &after)
{
    const double variance = before.variance + after.variance;
    // B. L. Welch, Biometrika 34 (1947), 28–35.
    const double parts = before.variance * before.variance / before.degreesOfFreedom
                         + after.variance * after.variance / after.degreesOfFreedom;
    return {.value = after.value - before.value,
            .error = std::sqrt(variance),
            .degreesOfFreedom = parts > 0 ? variance * variance / parts : 1};
}

void setRatio(ComparisonRow &row, const Difference &found, double tolerance)
{
    const double reach = found.reach();
    row.change = std::expm1(found.value);
    row.low = std::expm1(found.value - reach);
    row.high = std::expm1(found.value + reach);
    row.probability = found.probability(std::log1p(tolerance));
    row.verdict = Verdict::NoDifference;
}

// The chance variation of failures is at least that of independent ones. The bootstrap does not know it where
// there are few or none: there, its resamples hold few or none either.
void setFailures(ComparisonRow &row, const Side &before, const Side &after)
{
    const auto found = difference(failedShare(before), failedShare(after));
    constexpr double Normal = 1.959964; // the quantile for HalfOutside
    const auto first = wilsonBounds(before.failed, before.count, Normal);
    const auto second = wilsonBounds(after.failed, after.count, Normal);
    // R. G. Newcombe, Statistics in Medicine 17 (1998), 873–890, method 10.
    const double down = std::hypot(row.after - second.low, first.high - row.before);
    const double up = std::hypot(second.high - row.after, row.before - first.low);
    const double reach = found.reach();
    row.change = found.value;
    row.low = std::max(-1.0, found.value - std::max(reach, down));
    row.high = std::min(1.0, found.value + std::max(reach, up));
    row.probability = found.probability(0);
    constexpr double Rare = 0.1; // up to here, events of a time are as good as hits of a number
    const double count = double(before.count + after.count);
    if (double(before.failed + after.failed) < Rare * count && before.failed + after.failed > 0)
        row.probability = std::max(
            row.probability, exactSplitProbability(before.failed, after.failed, double(after.count) / count));
    row.verdict = Verdict::NoDifference;
}

bool hasEnough(const Side &side, Measure measure)
{
    if (side.series.seconds.size() < FewestSeconds)
        return false;
    switch (measure) {
    case Measure::P50:
    case Measure::P95:
    case Measure::P99:
        return double(side.latencies.count()) * (1 - fractionOf(measure)) >= FewestBeyond - 1e-6;
    case Measure::Rate:
    case Measure::Failures:
        break;
    }
    return side.count >= FewestEvents;
}

ComparisonRow compareLatency(const Side &before, const Side &after, Measure measure,
                             const ComparisonOptions &options)
{
    ComparisonRow row{.measure = measure};
    if (before.hasLatencies())
        row.before = std::exp(before.logLatency(measure));
    if (after.hasLatencies())
        row.after = std::exp(after.logLatency(measure));
    if (before.hasLatencies() && after.hasLatencies())
        row.change = row.after / row.before - 1;
    if (hasEnough(before, measure) && hasEnough(after, measure)) {
        // Two seeds: the resamples of one run must not go with those of the other.
        setRatio(row,
                 difference(logLatency(before, measure, options, options.seed),
                            logLatency(after, measure, options, ~options.seed)),
                 options.tolerance);
    }
    return row;
}

ComparisonRow compareRates(const Side &before, const Side &after, const ComparisonOptions &options)
{
    ComparisonRow row{.measure = Measure::Rate, .before = before.rate(), .after = after.rate()};
    if (row.before > 0)
        row.change = row.after / row.before - 1;
    if (hasEnough(before, row.measure) && hasEnough(after, row.measure))
        setRatio(row, difference(logRate(before), logRate(after)), options.tolerance);
    return row;
}

ComparisonRow compareFailures(const Side &before, const Side &after)
{
    ComparisonRow row{
        .measure = Measure::Failures, .before = before.failedShare(), .after = after.failedShare()};
    row.change = row.after - row.before;
    if (hasEnough(before, row.measure) && hasEnough(after, row.measure))
        setFailures(row, before, after);
    return row;
}

} // namespace

QList<ComparisonRow> compareSeries(const ComparedSeries &before, const ComparedSeries &after,
                                   const ComparisonOptions &options)
{
    const Side first(before);
    const Side second(after);
    QList<ComparisonRow> rows;
    for (const auto measure : {Measure::P50, Measure::P95, Measure::P99})
        rows.append(compareLatency(first, second, measure, options));
    rows.append(compareRates(first, second, options));
    rows.append(compareFailures(first, second));
    for (auto &row : rows)
        row.name = before.name;
    return rows;
}

} // namespace Molotov
