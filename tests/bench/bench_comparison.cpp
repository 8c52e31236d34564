// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long the comparison of two runs takes, and how often it is wrong: over more kinds of runs than the test
// has time for (tst_comparisonchances). Not a test: ctest does not run it.
//
//     bench_comparison [PAIRS]     so many pairs of each kind, 200 if not given; 0: only the time

#include "core/control/results/runcomparison.h"
#include "tests/support/simulatedrun.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>

using namespace Molotov;

namespace {

constexpr int Measures = 5;
constexpr std::array<const char *, Measures> Names = {"p50", "p95", "p99", "rate", "failures"};

void measureTime()
{
    const SimulatedRun hour{
        .seconds = 3600, .endpoints = 50, .perSecond = 40, .drift = 0.1, .correlation = 0.8};
    const auto before = hour.make(1);
    const auto after = hour.make(2);
    const auto start = std::chrono::steady_clock::now();
    const auto comparison = compareRuns(before, after);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    std::printf("an hour of 50 endpoints, 7.2 million requests each: %.2f s, %d rows\n", taken.count(),
                int(comparison.rows.size()));
}

struct Kind
{
    const char *name = "";
    SimulatedRun run;
    double factor = 1; ///< by which latencies of the second run are longer
    double tolerance = 0;
};

/// What came of the rows of one measure.
struct Counts
{
    int tests = 0;
    int held = 0; ///< intervals that hold the truth
    double width = 0;
    int below = 0; ///< p-values below 0.5 %
};

void count(const ComparisonRow &row, const Kind &kind, std::array<Counts, Measures> &counts)
{
    if (row.verdict == ComparisonRow::Verdict::TooLittle)
        return;
    auto &measure = counts.at(size_t(row.measure));
    const bool isLatency =
        row.measure != ComparisonRow::Measure::Rate && row.measure != ComparisonRow::Measure::Failures;
    const double truth = isLatency ? kind.factor - 1 : 0;
    ++measure.tests;
    measure.held += row.low <= truth && truth <= row.high;
    measure.width += (row.high - row.low) / 2;
    measure.below += row.probability < 0.005;
}

void measureChances(const Kind &kind, int pairs)
{
    auto slower = kind.run;
    slower.level *= kind.factor;
    int different = 0;
    std::array<Counts, Measures> counts;
    for (int pair = 0; pair < pairs; ++pair) {
        const auto comparison =
            compareRuns(kind.run.make(2 * quint64(pair)), slower.make(2 * quint64(pair) + 1),
                        {.tolerance = kind.tolerance});
        different += std::any_of(comparison.rows.begin(), comparison.rows.end(), [](const auto &row) {
            return row.verdict != ComparisonRow::Verdict::TooLittle
                   && row.verdict != ComparisonRow::Verdict::NoDifference;
        });
        for (const auto &row : comparison.rows)
            count(row, kind, counts);
    }
    std::printf("%s: %.1f %% of pairs are called different\n", kind.name, 100.0 * different / pairs);
    for (size_t i = 0; i < counts.size(); ++i) {
        const auto &measure = counts.at(i);
        if (measure.tests > 0)
            std::printf("  %-8s  %.1f %% of intervals hold the truth, ± %.1f %%; %.2f %% of p < 0.5 %%\n",
                        Names.at(i), 100.0 * measure.held / measure.tests,
                        100 * measure.width / measure.tests, 100.0 * measure.below / measure.tests);
    }
}

} // namespace

int main(int argc, char **argv)
{
    const int pairs = argc > 1 ? std::atoi(argv[1]) : 200;
    measureTime();
    const Kind kinds[] = {
        {"2 min, independent seconds", {.perSecond = 18}},
        {"2 min, no tolerance, hidden drift", {.perSecond = 18, .drift = 0.05, .correlation = 0.8}},
        {"2 min, no tolerance, drift", {.perSecond = 18, .drift = 0.15, .correlation = 0.8}},
        {"2 min, no tolerance, strong drift", {.perSecond = 18, .drift = 0.3, .correlation = 0.8}},
        {"2 min, no tolerance, slow drift", {.perSecond = 18, .drift = 0.15, .correlation = 0.9}},
        {"2 min, 2 % tolerance, slow drift", {.perSecond = 18, .drift = 0.15, .correlation = 0.9}, 1, 0.02},
        {"1 min, no tolerance, drift", {.seconds = 60, .perSecond = 36, .drift = 0.15, .correlation = 0.8}},
        {"30 s, no tolerance, drift", {.seconds = 30, .perSecond = 72, .drift = 0.15, .correlation = 0.8}},
        {"10 min, no tolerance, drift", {.seconds = 600, .perSecond = 18, .drift = 0.15, .correlation = 0.8}},
        {"100 s, one endpoint, 10,000 requests, 10 % slower",
         {.seconds = 100, .endpoints = 1, .perSecond = 100},
         1.1,
         0.02},
        {"100 s, 20 endpoints of 10,000 requests, all 10 % slower",
         {.seconds = 100, .endpoints = 20, .perSecond = 100},
         1.1,
         0.02},
    };
    for (const auto &kind : kinds) {
        if (pairs > 0)
            measureChances(kind, pairs);
    }
    return 0;
}
