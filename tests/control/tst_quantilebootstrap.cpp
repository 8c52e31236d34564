// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/quantilebootstrap.h"
#include "tests/support/simulatedrun.h"

#include <QTest>

#include <cmath>

using namespace Molotov;

namespace {

constexpr int Resamples = 2000;

Histogram merged(const QList<ComparedSecond> &seconds)
{
    Histogram histogram;
    for (const auto &second : seconds)
        Q_UNUSED(histogram.add(second.latency));
    return histogram;
}

/// Eight cells become one, as where a result saves room.
SparseHistogram coarse(const SparseHistogram &fine)
{
    SparseHistogram result{.cells = {}, .counts = {}, .min = fine.min, .max = fine.max, .sum = fine.sum};
    for (qsizetype i = 0; i < fine.cells.size(); ++i) {
        const auto cell = fine.cells.at(i) / 8 * 8 + 4;
        if (result.cells.isEmpty() || result.cells.last() != cell) {
            result.cells.append(cell);
            result.counts.append(0);
        }
        result.counts.last() += fine.counts.at(i);
    }
    return result;
}

QList<ComparedSecond> constant(int seconds, qint64 microseconds)
{
    Histogram histogram;
    for (int i = 0; i < 10; ++i)
        histogram.record(std::chrono::microseconds(microseconds));
    return QList<ComparedSecond>(seconds, {.latency = histogram.sparse(), .count = 10, .failed = 0});
}

} // namespace

class TestQuantileBootstrap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsPercentiles_data();
    void findsPercentiles();
    void knowsTheErrorOfAPercentile_data();
    void knowsTheErrorOfAPercentile();
    void slowSecondsMakeItLessSure();
    void coarseCellsAreNearlyAsGood();
    void takesWhatNeverVaries();
    void aGapIsNoCertainty();
    void theSameSeedGivesTheSame();
};

void TestQuantileBootstrap::findsPercentiles_data()
{
    QTest::addColumn<double>("fraction");
    QTest::addColumn<double>("level");
    for (const double fraction : {0.5, 0.95, 0.99, 1.0}) {
        for (const double level : {100.0, 5'000.0, 2'000'000.0})
            QTest::addRow("%g of %g µs", fraction, level) << fraction << level;
    }
}

void TestQuantileBootstrap::findsPercentiles()
{
    QFETCH(double, fraction);
    QFETCH(double, level);
    const auto run = SimulatedRun{.seconds = 60, .endpoints = 1, .perSecond = 100, .level = level}.make(1);
    const auto &seconds = run.series.first().seconds;
    const double expected = double(merged(seconds).percentile(fraction).count());
    const double found = std::exp(QuantileBootstrap(seconds).logQuantile(fraction));
    // Between cells that are 1.2 % apart, values are taken as evenly spread.
    QVERIFY2(std::abs(found - expected) <= std::max(1.0, expected * 0.006),
             qPrintable(QStringLiteral("%1, not %2").arg(found).arg(expected)));
}

void TestQuantileBootstrap::knowsTheErrorOfAPercentile_data()
{
    // √(p (1 − p)) / φ(z): what the density of the normal distribution makes of the binomial error.
    QTest::addColumn<double>("fraction");
    QTest::addColumn<double>("factor");
    QTest::newRow("p50") << 0.5 << 1.2533;
    QTest::newRow("p95") << 0.95 << 2.1132;
    QTest::newRow("p99") << 0.99 << 3.7332;
}

void TestQuantileBootstrap::knowsTheErrorOfAPercentile()
{
    QFETCH(double, fraction);
    QFETCH(double, factor);
    double variance = 0;
    constexpr int Runs = 20;
    for (int i = 0; i < Runs; ++i) {
        const auto run =
            SimulatedRun{.seconds = 300, .endpoints = 1, .perSecond = 50, .failures = 0}.make(quint64(i) + 7);
        variance += QuantileBootstrap(run.series.first().seconds).estimate(fraction, 500, 1).variance / Runs;
    }
    const double expected = 0.5 * factor / std::sqrt(300 * 50);
    const double found = std::sqrt(variance);
    // Somewhat more, on purpose: see dependenceOf().
    QVERIFY2(found > 0.95 * expected && found < 1.3 * expected,
             qPrintable(QStringLiteral("%1, not %2").arg(found).arg(expected)));
}

void TestQuantileBootstrap::slowSecondsMakeItLessSure()
{
    const SimulatedRun steady{.seconds = 300, .endpoints = 1, .perSecond = 50};
    auto drifting = steady;
    drifting.drift = 0.2;
    drifting.correlation = 0.8;
    const auto sure = QuantileBootstrap(steady.make(1).series.first().seconds).estimate(0.5, Resamples, 1);
    const auto unsure =
        QuantileBootstrap(drifting.make(1).series.first().seconds).estimate(0.5, Resamples, 1);
    // The error of the mean of such a drift is 0.2 · √(9 / 300) = 0.035; that of independent values is 0.005.
    QVERIFY(std::sqrt(sure.variance) < 0.007);
    QVERIFY(std::sqrt(unsure.variance) > 0.02);
    QVERIFY(unsure.degreesOfFreedom <= sure.degreesOfFreedom);
}

void TestQuantileBootstrap::coarseCellsAreNearlyAsGood()
{
    auto run = SimulatedRun{.seconds = 120, .endpoints = 1, .perSecond = 100}.make(3);
    auto &seconds = run.series.first().seconds;
    const QuantileBootstrap fine(seconds);
    for (auto &second : seconds)
        second.latency = coarse(second.latency);
    const QuantileBootstrap rough(seconds);
    for (const double fraction : {0.5, 0.95, 0.99}) {
        const auto exact = fine.estimate(fraction, Resamples, 1);
        const auto found = rough.estimate(fraction, Resamples, 1);
        QVERIFY(std::abs(found.value - exact.value) < 0.01);
        QVERIFY(std::abs(std::sqrt(found.variance / exact.variance) - 1) < 0.3);
    }
}

void TestQuantileBootstrap::takesWhatNeverVaries()
{
    for (const qint64 value : {0, 1, 700, 3'600'000}) {
        const auto found = QuantileBootstrap(constant(20, value)).estimate(0.95, Resamples, 1);
        QVERIFY(std::isfinite(found.value));
        QVERIFY(found.variance < 1e-12);
    }
}

// Half of the answers take 1 ms and half 100 ms: the median is one or the other.
void TestQuantileBootstrap::aGapIsNoCertainty()
{
    SimulatedRandom random{1};
    QList<ComparedSecond> seconds;
    for (int i = 0; i < 60; ++i)
        seconds += constant(1, random.uniform() < 0.5 ? 1000 : 100'000);
    const auto found = QuantileBootstrap(seconds).estimate(0.5, Resamples, 1);
    QVERIFY(std::sqrt(found.variance) > 1);
}

void TestQuantileBootstrap::theSameSeedGivesTheSame()
{
    const auto run = SimulatedRun{.seconds = 60, .endpoints = 1}.make(3);
    const QuantileBootstrap bootstrap(run.series.first().seconds);
    const auto first = bootstrap.estimate(0.5, Resamples, 1).variance;
    QCOMPARE(bootstrap.estimate(0.5, Resamples, 1).variance, first);
    const auto other = bootstrap.estimate(0.5, Resamples, 2).variance;
    QVERIFY(other != first && std::abs(other / first - 1) < 0.2);
}

QTEST_GUILESS_MAIN(TestQuantileBootstrap)
#include "tst_quantilebootstrap.moc"
