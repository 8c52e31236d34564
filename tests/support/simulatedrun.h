// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/comparedrun.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace Molotov {

/// SimulatedRandom numbers that are the same everywhere, which those of std::normal_distribution are not.
struct SimulatedRandom
{
    quint64 state = 0;

    // SplitMix64.
    double uniform()
    {
        quint64 z = (state += 0x9e3779b97f4a7c15u);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return (double((z ^ (z >> 31)) >> 12) + 0.5) * 0x1p-52;
    }
    // Box and Muller's method.
    double normal()
    {
        return std::sqrt(-2 * std::log(uniform())) * std::cos(2 * std::numbers::pi * uniform());
    }
};

/// Makes up runs whose truth is known: lognormal latencies whose level drifts from second to second (AR(1)),
/// and failures by chance.
struct SimulatedRun
{
    int seconds = 120;
    int endpoints = 20;
    double perSecond =
        10; ///< requests of each endpoint; their number varies as the rate of waiting users does
    double spread = 0.5; ///< standard deviation of the logarithm of the latencies within a second
    double drift = 0; ///< of their level over the seconds, of each endpoint by itself
    double correlation = 0; ///< of the levels of two neighbouring seconds
    double level = 5000; ///< microseconds, the median
    double failures = 0.01; ///< share

    ComparedRun make(quint64 seed) const
    {
        SimulatedRandom random{seed};
        ComparedRun run;
        run.facts.profile.scenarioFile = QStringLiteral("/shop.js");
        for (int i = 0; i < endpoints; ++i)
            run.series.append(endpoint(i, random));
        return run;
    }

private:
    ComparedSeries endpoint(int index, SimulatedRandom &random) const
    {
        ComparedSeries series{.name = {.kind = ComparedName::Kind::Endpoint,
                                       .method = QStringLiteral("GET"),
                                       .name = QStringLiteral("/%1").arg(index)},
                              .seconds = {},
                              .totals = {}};
        series.seconds.reserve(seconds);
        double shift = random.normal();
        const double news = std::sqrt(1 - correlation * correlation);
        Histogram histogram;
        for (int second = 0; second < seconds; ++second) {
            series.seconds.append(oneSecond(std::log(level) + drift * shift, histogram, random));
            shift = correlation * shift + news * random.normal();
        }
        return series;
    }

    ComparedSecond oneSecond(double middle, Histogram &histogram, SimulatedRandom &random) const
    {
        const double wanted = perSecond + std::sqrt(perSecond) / 2 * random.normal();
        ComparedSecond second{.latency = {}, .count = std::max<qint64>(0, std::llround(wanted)), .failed = 0};
        histogram.clear();
        for (qint64 i = 0; i < second.count; ++i) {
            if (random.uniform() < failures)
                ++second.failed;
            else
                histogram.record(
                    std::chrono::microseconds(std::llround(std::exp(middle + spread * random.normal()))));
        }
        second.latency = histogram.sparse();
        return second;
    }
};

} // namespace Molotov
