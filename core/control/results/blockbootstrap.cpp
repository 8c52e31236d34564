// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/blockbootstrap.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace Molotov {

namespace {

double mean(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
}

// Politis and White's m: the lag after which a whole row of autocorrelations cannot be told from 0.
int lastCorrelatedLag(const std::vector<double> &covariances, int row, double bound)
{
    const int last = int(covariances.size()) - 1;
    int quiet = 0;
    int strongest = 1;
    for (int lag = 1; lag <= last; ++lag) {
        if (std::abs(covariances[size_t(lag)]) < bound * covariances[0]) {
            if (++quiet == row)
                return std::max(1, lag - row);
        } else {
            quiet = 0;
            strongest = lag;
        }
    }
    return strongest;
}

/// A simple model of the dependence: the correlation of neighbours at a distance of k is share · decay^k, as
/// of a slow drift (AR(1)) under noise.
struct Drift
{
    double share = 0;
    double decay = 0;

    double correlation(int distance) const { return share * std::pow(decay, distance); }
    // Of all values with one of them: the sum of the correlations at all distances, to both sides.
    double sum() const { return 1 + 2 * share * decay / (1 - decay); }
    // As much of it as is seen inside of blocks.
    double sumInBlocks(int length) const
    {
        double sum = 1;
        for (int k = 1; k < length; ++k)
            sum += 2 * (1 - double(k) / length) * correlation(k);
        return sum;
    }
};

Drift driftOf(std::span<const double> values)
{
    const double n = double(values.size());
    const auto covariances = autocovariances(values, 2);
    if (covariances[0] <= 0)
        return {};
    // Estimates of autocorrelations are too small by about (1 + 3 ρ) / n: F. H. C. Marriott, J. A. Pope,
    // Biometrika 41 (1954), 390–402.
    const auto unbiased = [n](double correlation) { return correlation + (1 + 3 * correlation) / n; };
    constexpr double Most = 0.97; // what lies above cannot be told from a trend
    constexpr double Hidden = 0.8; // the decay of a drift that may hide in noise
    const double first = std::min(Most, unbiased(covariances[1] / covariances[0]));
    // Half a standard error more: too little dependence makes false claims, too much only makes the
    // comparison a little less sharp.
    const auto withMargin = [n](double value) { return value + std::sqrt((1 - value * value) / n) / 2; };
    // The ratio of the first two correlations is the decay of a drift under noise, the first alone is not.
    const bool isCorrelated = covariances[1] / covariances[0] > 2 / std::sqrt(n);
    double decay = std::max(0.0, first);
    if (isCorrelated && covariances[2] > 0)
        decay = std::clamp(unbiased(covariances[2] / covariances[1]), decay, Most);
    if (decay < Hidden)
        return {.share = withMargin(std::max(0.0, first)) / Hidden, .decay = Hidden};
    return {.share = std::clamp(first / decay, 0.0, 1.0), .decay = std::min(Most, withMargin(decay))};
}

quint64 nextRandom(quint64 &state)
{
    // SplitMix64: G. L. Steele, D. Lea, C. H. Flood, OOPSLA 2014.
    quint64 z = (state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

} // namespace

std::vector<double> autocovariances(std::span<const double> values, int lags)
{
    const double middle = mean(values);
    std::vector<double> centred(values.size());
    std::transform(values.begin(), values.end(), centred.begin(),
                   [middle](double value) { return value - middle; });
    std::vector<double> covariances(size_t(lags) + 1);
    for (size_t lag = 0; lag <= size_t(lags) && lag < centred.size(); ++lag) {
        const double sum =
            std::inner_product(centred.begin() + qptrdiff(lag), centred.end(), centred.begin(), 0.0);
        covariances[lag] = sum / double(centred.size());
    }
    return covariances;
}

double automaticBlockLength(std::span<const double> values)
{
    const double n = double(values.size());
    const double most = std::ceil(std::min(3 * std::sqrt(n), n / 3));
    // The constants are those of the paper, 3.2 and its footnote: c = 2, K = max(5, √(log10 n)), and no more
    // than √n + K lags.
    const int row = std::max(5, int(std::ceil(std::sqrt(std::log10(n)))));
    const int lags = std::min(int(std::ceil(std::sqrt(n))) + row, int(values.size()) - 1);
    const auto covariances = autocovariances(values, lags);
    if (covariances[0] <= 0)
        return 1;
    const int correlated = lastCorrelatedLag(covariances, row, 2 * std::sqrt(std::log10(n) / n));
    const int window = std::min(2 * correlated, lags);
    double slope = 0; // G of the paper
    double spectrum = covariances[0]; // g(0)
    for (int k = 1; k <= window; ++k) {
        const double position = double(k) / window;
        const double weight = position <= 0.5 ? 1 : 2 * (1 - position); // the flat-top window
        slope += 2 * weight * k * covariances[size_t(k)];
        spectrum += 2 * weight * covariances[size_t(k)];
    }
    if (spectrum <= 0)
        return 1; // neighbours even each other out
    const double circular = 4.0 / 3 * spectrum * spectrum; // D of the circular bootstrap
    return std::clamp(std::cbrt(2 * slope * slope / circular * n), 1.0, most);
}

Dependence dependenceOf(std::span<const double> values)
{
    const double n = double(values.size());
    // Half as long again as what makes the error smallest: the automatic length balances bias and noise, and
    // the bias towards too small a variance is the worse one here. √n is for drifts that hide in noise.
    //
    // This choice, the margins of driftOf() and the degrees of freedom are the least careful ones of those
    // tried that kept, in simulated pairs of runs without a difference (60 to 300 seconds, drifts of 0.5 to
    // 0.9 from second to second, under noise of up to 2.5 times the drift), the share of p-values below 0.5 %
    // and 0.05 % near these.
    const double wanted = std::max(1.5 * automaticBlockLength(values), std::sqrt(n));
    const int length = std::max(1, std::min(int(std::ceil(wanted)), int(n / 3)));
    const auto drift = driftOf(values);
    return {.blockLength = length,
            // 1 − L/n: what taking the mean from the same values costs (N. M. Kiefer, T. J. Vogelsang,
            // Econometric Theory 21 (2005), 1130–1164, for Bartlett's kernel, to which blocks amount).
            .correction = drift.sum() / drift.sumInBlocks(length) / (1 - length / n),
            // A variance from n / L blocks. Bartlett's kernel would allow for 1.5 times as many; simulated
            // runs do not, far out in the tails that many comparisons need.
            .degreesOfFreedom = std::max(1.0, std::min(n / length, n - 1))};
}

double varianceOfMean(std::span<const double> values, const Dependence &dependence)
{
    const size_t n = values.size();
    const double middle = mean(values);
    const auto length = size_t(dependence.blockLength);
    double block = 0; // what the values of a block are off in sum
    for (size_t i = 0; i < length; ++i)
        block += values[i % n] - middle;
    double squares = 0;
    for (size_t start = 0; start < n; ++start) {
        squares += block * block;
        block += values[(start + length) % n] - values[start];
    }
    return squares / double(n) / double(length) / double(n) * dependence.correction;
}

BlockSampler::BlockSampler(int size, int blockLength, quint64 seed)
    : m_size(size)
    , m_blockLength(std::clamp(blockLength, 1, size))
    , m_lastLength((size - 1) % m_blockLength + 1)
    , m_state(seed)
    , m_starts(size_t((size + m_blockLength - 1) / m_blockLength))
{
}

const std::vector<int> &BlockSampler::next()
{
    // The upper half of a product is uniform enough: sizes are far below 2^32 (D. Lemire, ACM TOMACS 29,
    // 2019).
    for (auto &start : m_starts)
        start = int((nextRandom(m_state) >> 32) * quint64(m_size) >> 32);
    return m_starts;
}

} // namespace Molotov
