// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/distribution.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace Molotov;

class TestDistribution : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyIsZero()
    {
        const Distribution none;
        QCOMPARE(none.count(), 0);
        QCOMPARE(none.mean(), 0.0);
        QCOMPARE(none.percentiles(std::array{0.5}).front(), 0.0);
        QVERIFY(none.sparse().isWellFormed());
    }

    void onePercentileIsTheValueItself_data()
    {
        QTest::addColumn<double>("value");
        for (const double value :
             {0.0, 1.0, -1.0, 0.1, -12.34, 1e-300, -1e-300, 0x1p53, -0x1p53, 1e300, 0x1p-30})
            QTest::addRow("%g", value) << value;
    }

    void onePercentileIsTheValueItself()
    {
        QFETCH(double, value);
        Distribution one;
        one.record(value);
        QCOMPARE(one.percentiles(std::array{0.5}).front(), value);
        QCOMPARE(one.min(), value);
        QCOMPARE(one.max(), value);
        QCOMPARE(one.mean(), value);
        QVERIFY(one.sparse().isWellFormed());
    }

    // Against the sorted values themselves, of both signs and of many magnitudes.
    void percentilesAreWithinTheirBound()
    {
        std::mt19937 random(1); // NOLINT: the same values each time
        std::normal_distribution<double> exponent(0, 6);
        std::vector<double> values;
        Distribution distribution;
        for (int i = 0; i < 20'000; ++i) {
            const double value = (i % 3 == 0 ? -1 : 1) * std::exp2(exponent(random));
            values.push_back(value);
            distribution.record(value);
        }
        std::sort(values.begin(), values.end());
        constexpr std::array Fractions{0.0, 0.01, 0.2, 0.33, 0.34, 0.5, 0.9, 0.99, 0.999, 1.0};
        const auto found = distribution.percentiles(Fractions);
        for (size_t i = 0; i < Fractions.size(); ++i) {
            const auto rank = std::max(1.0, std::ceil(Fractions[i] * double(values.size())));
            const double exact = values[size_t(rank) - 1];
            QVERIFY2(std::abs(found[i] - exact) <= std::abs(exact) / 256,
                     qPrintable(QStringLiteral("%1: %2, not %3").arg(Fractions[i]).arg(found[i]).arg(exact)));
            QVERIFY(found[i] >= exact);
        }
    }

    void partsAddUpToTheWhole()
    {
        Distribution first, second, whole;
        for (int i = -300; i < 700; ++i) {
            (i % 2 == 0 ? first : second).record(i / 4.0);
            whole.record(i / 4.0);
        }
        QVERIFY(first.add(second.sparse()));
        QVERIFY(first.sparse() == whole.sparse());
        QCOMPARE(first.count(), 1000);
        QCOMPARE(first.min(), -75.0);
        QCOMPARE(first.max(), 174.75);
    }

    void memoryDependsOnCells()
    {
        Distribution one;
        for (int i = 0; i < 100'000; ++i)
            one.record(5);
        QCOMPARE(one.sparse().cells.size(), 1);
        QCOMPARE(one.sparse().counts, QList<qint64>{100'000});
    }

    void rubbishIsRefused_data()
    {
        QTest::addColumn<SparseDistribution>("sparse");
        constexpr double Infinity = std::numeric_limits<double>::infinity();
        Distribution sound;
        sound.record(1);
        sound.record(2);
        const auto row = [&sound](const char *name, auto &&spoil) {
            auto sparse = sound.sparse();
            spoil(sparse);
            QTest::newRow(name) << sparse;
        };
        row("count missing", [](auto &sparse) { sparse.counts.removeLast(); });
        row("count of nothing", [](auto &sparse) { sparse.counts[0] = 0; });
        row("count without end", [](auto &sparse) { sparse.counts[0] = std::numeric_limits<qint64>::max(); });
        row("cells out of order",
            [](auto &sparse) { std::reverse(sparse.cells.begin(), sparse.cells.end()); });
        row("cell of another minimum", [](auto &sparse) { sparse.min = 1.5; });
        row("cell of another maximum", [](auto &sparse) { sparse.max = 3; });
        row("no minimum", [](auto &sparse) { sparse.min = std::numeric_limits<double>::quiet_NaN(); });
        row("infinite sum", [](auto &sparse) { sparse.sum = Infinity; });
    }

    void rubbishIsRefused()
    {
        QFETCH(SparseDistribution, sparse);
        Distribution distribution;
        QVERIFY(!distribution.add(sparse));
        QCOMPARE(distribution.count(), 0);
    }
};

QTEST_APPLESS_MAIN(TestDistribution)
#include "tst_distribution.moc"
