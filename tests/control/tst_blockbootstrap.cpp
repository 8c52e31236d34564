// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/blockbootstrap.h"
#include "tests/support/simulatedrun.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace Molotov;

namespace {

/// An AR(1) of variance 1.
std::vector<double> drifting(size_t size, double correlation, quint64 seed)
{
    SimulatedRandom random{seed};
    std::vector<double> values;
    double value = random.normal();
    for (size_t i = 0; i < size; ++i) {
        values.push_back(value);
        value = correlation * value + std::sqrt(1 - correlation * correlation) * random.normal();
    }
    return values;
}

double mean(const std::vector<double> &values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
}

} // namespace

class TestBlockBootstrap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsAutocovariances();
    void choosesTheBlockLength();
    void looksAtShortAndConstantSeries();
    void resamplesAgreeWithTheFormula();
    void singleValuesHaveTheVarianceOfTheMean();
    void knowsTheVarianceOfADrift();
    void drawsWholeBlocksFromEverywhere();
};

void TestBlockBootstrap::findsAutocovariances()
{
    const std::vector<double> values{1, 2, 3, 4};
    const auto found = autocovariances(values, 2);
    QCOMPARE(found, (std::vector<double>{1.25, 0.3125, -0.375}));
}

void TestBlockBootstrap::choosesTheBlockLength()
{
    // For an AR(1) of ρ = 0.8: G = 2ρ / (1 − ρ)² = 40, g(0) = (1 + ρ) / (1 − ρ) = 9, D = 4/3 · 81 = 108, so
    // that the length is ∛(2 · 40² / 108 · n).
    const auto series = drifting(20'000, 0.8, 3);
    const double best = std::cbrt(2 * 1600.0 / 108 * 20'000);
    const double chosen = automaticBlockLength(series);
    QVERIFY2(chosen > 0.75 * best && chosen < 1.25 * best, qPrintable(QString::number(chosen)));
    QVERIFY(automaticBlockLength(drifting(20'000, 0, 3)) < 6);
    const double longest = automaticBlockLength(drifting(120, 0.999, 5)); // 3 √n at most
    QVERIFY(longest > 10 && longest <= 33);
}

void TestBlockBootstrap::looksAtShortAndConstantSeries()
{
    for (const auto &values :
         {std::vector<double>{1, 2}, std::vector<double>{3, 3}, std::vector<double>(50, 7.0),
          std::vector<double>{1, -1, 1, -1, 1, -1, 1, -1}}) {
        const auto found = dependenceOf(values);
        QVERIFY(found.blockLength >= 1 && found.blockLength <= int(values.size()));
        QVERIFY(std::isfinite(found.correction) && found.correction >= 1);
        QVERIFY(found.degreesOfFreedom >= 1);
        QVERIFY(std::isfinite(varianceOfMean(values, found)));
    }
    QCOMPARE(varianceOfMean(std::vector<double>(50, 7.0), {.blockLength = 5}), 0.0);
}

void TestBlockBootstrap::resamplesAgreeWithTheFormula()
{
    const auto values = drifting(200, 0.6, 11);
    const double middle = mean(values);
    BlockSampler sampler(200, 10, 42);
    double squares = 0;
    constexpr int Resamples = 20'000;
    for (int i = 0; i < Resamples; ++i) {
        double sum = 0;
        for (const int start : sampler.next()) {
            for (int k = 0; k < sampler.blockLength(); ++k)
                sum += values[size_t(start + k) % values.size()];
        }
        squares += (sum / 200 - middle) * (sum / 200 - middle);
    }
    const double expected = varianceOfMean(values, {.blockLength = 10});
    QVERIFY(std::abs(squares / Resamples / expected - 1) < 0.04); // four standard errors
}

void TestBlockBootstrap::singleValuesHaveTheVarianceOfTheMean()
{
    const std::vector<double> values{1, 2, 3, 4};
    QCOMPARE(varianceOfMean(values, {.blockLength = 1}), 1.25 / 4);
    QCOMPARE(varianceOfMean(values, {.blockLength = 1, .correction = 2}), 1.25 / 2);
}

void TestBlockBootstrap::knowsTheVarianceOfADrift()
{
    // (1 + ρ) / (1 − ρ) / n = 9 / n, in the mean of many series.
    double sum = 0;
    constexpr int Series = 200;
    for (int i = 0; i < Series; ++i) {
        const auto values = drifting(300, 0.8, 1000 + quint64(i));
        sum += varianceOfMean(values, dependenceOf(values)) * 300;
    }
    QVERIFY2(sum / Series > 9 && sum / Series < 14, qPrintable(QString::number(sum / Series)));
}

void TestBlockBootstrap::drawsWholeBlocksFromEverywhere()
{
    BlockSampler sampler(23, 5, 1);
    BlockSampler same(23, 5, 1);
    std::vector<int> seen(23);
    for (int i = 0; i < 4600; ++i) {
        const auto starts = sampler.next();
        QCOMPARE(starts, same.next());
        QCOMPARE(starts.size(), size_t(5));
        for (const int start : starts)
            ++seen.at(size_t(start)); // throws when it lies outside
    }
    QCOMPARE(sampler.blockLength(), 5);
    QCOMPARE(sampler.lastLength(), 3);
    for (const int count : seen) // 1,000 each, with a standard deviation of 31
        QVERIFY(count > 860 && count < 1140);
}

QTEST_GUILESS_MAIN(TestBlockBootstrap)
#include "tst_blockbootstrap.moc"
