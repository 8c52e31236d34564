// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/histogram.h"

#include "core/model/metrics.h"

#include <QMap>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

using namespace Molotov;
using std::chrono::microseconds;

class TestHistogram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyHasZeros()
    {
        const Histogram histogram;
        QCOMPARE(summarize(histogram), LatencySummary());
    }

    void oneValueIsEveryPercentile()
    {
        for (const qint64 value : {0LL, 1LL, 2047LL, 2048LL, 123'457LL, 3'599'999'999LL}) {
            Histogram histogram;
            histogram.record(microseconds(value));
            QCOMPARE(histogram.percentile(0), microseconds(value));
            QCOMPARE(histogram.percentile(0.5), microseconds(value));
            QCOMPARE(histogram.percentile(1), microseconds(value));
        }
    }

    void percentilesAreThoseOfTheSortedValues()
    {
        std::mt19937_64 random(4711);
        std::lognormal_distribution<double> latency(9, 2);
        Histogram histogram;
        std::vector<qint64> values(20'000);
        for (auto &value : values) {
            value = std::min<qint64>(qint64(latency(random)), 3'600'000'000);
            histogram.record(microseconds(value));
        }
        std::sort(values.begin(), values.end());
        for (const double fraction : {0.01, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0}) {
            const auto exact = values.at(size_t(std::ceil(fraction * double(values.size()))) - 1);
            const auto read = histogram.percentile(fraction).count();
            QVERIFY2(read >= exact && double(read) <= double(exact) * (1 + 1.0 / 1024),
                     qPrintable(QStringLiteral("%1: %2 for %3").arg(fraction).arg(read).arg(exact)));
        }
        QCOMPARE(histogram.min().count(), values.front());
        QCOMPARE(histogram.max().count(), values.back());
    }

    void severalPercentilesAreThoseOfEach()
    {
        Histogram histogram;
        for (int i = 1; i <= 999; ++i)
            histogram.record(microseconds(i * i));
        const std::array fractions{0.0, 0.25, 0.5, 0.5, 0.99, 1.0};
        const auto values = histogram.percentiles(fractions);
        for (size_t i = 0; i < fractions.size(); ++i)
            QCOMPARE(values[i], histogram.percentile(fractions[i]));
    }

    void noPercentileIsAboveTheMaximum()
    {
        Histogram histogram;
        histogram.record(microseconds(1'000'001));
        histogram.record(microseconds(1'000'002));
        QCOMPARE(histogram.percentile(0.999), microseconds(1'000'002));
    }

    void valuesOutOfRangeAreCountedAtTheEdge()
    {
        Histogram histogram;
        histogram.record(microseconds(-5));
        histogram.record(std::chrono::hours(5));
        QCOMPARE(histogram.count(), 2);
        QCOMPARE(histogram.min(), microseconds(0));
        QCOMPARE(histogram.percentile(1), microseconds(std::chrono::hours(5)));
    }

    void addingIsTheSameAsRecording()
    {
        Histogram all;
        Histogram odd;
        Histogram even;
        for (int i = 0; i < 5'000; ++i) {
            const microseconds value(i * 97);
            all.record(value);
            (i % 2 ? odd : even).record(value);
        }
        Histogram merged;
        merged.add(odd);
        merged.add(even);
        QCOMPARE(summarize(merged), summarize(all));

        Histogram overTheWire;
        QVERIFY(overTheWire.add(odd.sparse()));
        QVERIFY(overTheWire.add(even.sparse()));
        QCOMPARE(summarize(overTheWire), summarize(all));
        QCOMPARE(overTheWire.sparse(), all.sparse());
    }

    // Few cells in use are found in another way than many; again and again, as from report to report.
    void travelsWhateverCellsAreInUse()
    {
        std::mt19937 random(11);
        Histogram histogram;
        for (const int values : {1, 3, 127, 128, 129, 130, 1000, 128, 2, 0, 129}) {
            QMap<qint32, qint64> expected; // up to 2,047 µs each has a cell of its own
            for (int i = 0; i < values; ++i) {
                const auto value = qint32((i * 7 + random() % 3) % 2048);
                histogram.record(microseconds(value));
                ++expected[value];
            }
            const auto sparse = histogram.sparse();
            QCOMPARE(sparse.cells, expected.keys());
            QCOMPARE(sparse.counts, expected.values());
            QVERIFY(sparse.isWellFormed());
            Histogram other;
            other.record(microseconds(5));
            other.add(histogram);
            QCOMPARE(other.count(), values + 1);
            ++expected[5];
            QCOMPARE(other.sparse().cells, expected.keys());
            QCOMPARE(other.sparse().counts, expected.values());
            histogram.clear();
        }
    }

    void clearForgetsAll()
    {
        Histogram histogram;
        histogram.record(microseconds(77));
        histogram.clear();
        QCOMPARE(histogram.sparse(), SparseHistogram());
        histogram.record(microseconds(99));
        QCOMPARE(histogram.min(), microseconds(99));
    }

    void malformedOnesAreRefused_data()
    {
        QTest::addColumn<QList<qint32>>("cells");
        QTest::addColumn<QList<qint64>>("counts");
        QTest::addColumn<int>("min");
        QTest::addColumn<int>("max");
        QTest::newRow("fewer counts than cells") << QList<qint32>{1, 2} << QList<qint64>{1} << 1 << 2;
        QTest::newRow("descending") << QList<qint32>{2, 1} << QList<qint64>{1, 1} << 1 << 2;
        QTest::newRow("twice the same") << QList<qint32>{2, 2} << QList<qint64>{1, 1} << 2 << 2;
        QTest::newRow("negative cell") << QList<qint32>{-1} << QList<qint64>{1} << 0 << 0;
        QTest::newRow("cell out of range") << QList<qint32>{2'000'000'000} << QList<qint64>{1} << 0 << 0;
        QTest::newRow("count of zero") << QList<qint32>{1} << QList<qint64>{0} << 1 << 1;
        QTest::newRow("minimum in another cell") << QList<qint32>{5} << QList<qint64>{1} << 4 << 5;
        QTest::newRow("maximum in another cell") << QList<qint32>{5} << QList<qint64>{1} << 5 << 6;
        QTest::newRow("minimum above maximum") << QList<qint32>{1} << QList<qint64>{1} << 2 << 1;
    }

    void malformedOnesAreRefused()
    {
        QFETCH(QList<qint32>, cells);
        QFETCH(QList<qint64>, counts);
        QFETCH(int, min);
        QFETCH(int, max);
        Histogram histogram;
        QVERIFY(!histogram.add(SparseHistogram{.cells = cells,
                                               .counts = counts,
                                               .min = microseconds(min),
                                               .max = microseconds(max),
                                               .sum = microseconds(1)}));
        QCOMPARE(histogram.count(), 0);
    }

    void percentilesAgreeWithAllValues_data()
    {
        QTest::addColumn<int>("shape");
        QTest::newRow("one value") << 0;
        QTest::newRow("even") << 1;
        QTest::newRow("exponential") << 2;
        QTest::newRow("log-normal") << 3;
        QTest::newRow("two humps") << 4;
        QTest::newRow("heavy tail") << 5;
        QTest::newRow("a few microseconds") << 6;
    }

    // The definition of a percentile, on all values, beside what is made of cells.
    void percentilesAgreeWithAllValues()
    {
        QFETCH(int, shape);
        std::mt19937 random(42);
        for (const int count : {1, 2, 3, 10, 99, 100, 1'000, 20'000}) {
            std::vector<qint64> values;
            std::array<Histogram, 3> parts;
            for (int i = 0; i < count; ++i) {
                const auto value = std::max<qint64>(0, valueOf(shape, random));
                values.push_back(value);
                parts.at(size_t(i) % parts.size()).record(microseconds(value));
            }
            std::sort(values.begin(), values.end());
            Histogram all;
            for (const auto &part : parts)
                all.add(part);
            Histogram other;
            for (const size_t i : {2, 0, 1})
                QVERIFY(other.add(parts.at(i).sparse()));
            QCOMPARE(other.sparse(), all.sparse());
            QCOMPARE(all.min().count(), values.front());
            QCOMPARE(all.max().count(), values.back());
            for (const double fraction : {0.0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0}) {
                const auto rank = std::max<qint64>(1, qint64(std::ceil(fraction * count)));
                const auto exact = values.at(size_t(rank - 1));
                const auto told = all.percentile(fraction).count();
                QVERIFY2(
                    std::abs(told - exact) <= std::max(1.0, 0.004 * double(exact)),
                    qPrintable(
                        QStringLiteral("%1 of %2: %3 for %4").arg(fraction).arg(count).arg(told).arg(exact)));
                QVERIFY(told <= values.back());
            }
        }
    }

    void fewerCellsKeepCountBoundsAndSum()
    {
        std::mt19937 random(1);
        for (int shape = 0; shape <= 6; ++shape) {
            Histogram exact;
            for (int i = 0; i < 5'000; ++i)
                exact.record(microseconds(std::max<qint64>(0, valueOf(shape, random))));
            const auto coarse = exact.sparse().coarse();
            QVERIFY(coarse.isWellFormed());
            QVERIFY(coarse.cells.size() <= exact.sparse().cells.size());
            QCOMPARE(coarse.coarse(), coarse);
            Histogram read;
            QVERIFY(read.add(coarse));
            QCOMPARE(read.count(), exact.count());
            QCOMPARE(read.min(), exact.min());
            QCOMPARE(read.max(), exact.max());
            QCOMPARE(read.mean(), exact.mean());
            for (const double fraction : {0.1, 0.5, 0.9, 0.99}) {
                const auto before = double(exact.percentile(fraction).count());
                const auto after = double(read.percentile(fraction).count());
                QVERIFY2(std::abs(after - before) <= 1 + before / 100,
                         qPrintable(QStringLiteral("%1 and %2").arg(before).arg(after)));
            }
        }
    }

private:
    static qint64 valueOf(int shape, std::mt19937 &random)
    {
        switch (shape) {
        case 0:
            return 12'345;
        case 1:
            return std::uniform_int_distribution<qint64>(0, 5'000'000)(random);
        case 2:
            return qint64(std::exponential_distribution<double>(1.0 / 30'000)(random));
        case 3:
            return qint64(std::lognormal_distribution<double>(9, 1.5)(random));
        case 4:
            return qint64(std::normal_distribution<double>(random() % 2 ? 2'000 : 900'000, 300)(random));
        case 5:
            return qint64(1'000 / std::pow(std::uniform_real_distribution<double>(1e-5, 1)(random), 1.1));
        default:
            return std::uniform_int_distribution<qint64>(0, 9)(random);
        }
    }
};

QTEST_GUILESS_MAIN(TestHistogram)
#include "tst_histogram.moc"
