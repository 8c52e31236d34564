// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/probabilities.h"

#include <QTest>

#include <cmath>

using namespace Molotov;

class TestProbabilities : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void studentsQuantiles_data();
    void studentsQuantiles();
    void studentsTails();
    void incompleteBetas();
    void unevenSplits();
    void boundsOfShares();
};

// Tables of Student's distribution: Abramowitz and Stegun, table 26.10.
void TestProbabilities::studentsQuantiles_data()
{
    QTest::addColumn<double>("outside");
    QTest::addColumn<double>("degrees");
    QTest::addColumn<double>("t");
    QTest::newRow("1 degree") << 0.025 << 1.0 << 12.706;
    QTest::newRow("5 degrees") << 0.025 << 5.0 << 2.571;
    QTest::newRow("10 degrees") << 0.025 << 10.0 << 2.228;
    QTest::newRow("30 degrees") << 0.025 << 30.0 << 2.042;
    QTest::newRow("far out") << 0.0005 << 10.0 << 4.587;
    QTest::newRow("nearly normal") << 0.025 << 1e6 << 1.960;
}

void TestProbabilities::studentsQuantiles()
{
    QFETCH(double, outside);
    QFETCH(double, degrees);
    QFETCH(double, t);
    QVERIFY(std::abs(studentQuantile(outside, degrees) - t) < 0.0006);
    QVERIFY(std::abs(studentTail(studentQuantile(outside, degrees), degrees) - outside) < 1e-9);
}

void TestProbabilities::studentsTails()
{
    QCOMPARE(studentTail(0, 7), 0.5);
    // With one degree it is Cauchy's distribution, with two it has a closed form.
    QVERIFY(std::abs(studentTail(1, 1) - 0.25) < 1e-12);
    QVERIFY(std::abs(studentTail(3, 2) - (0.5 - 3 / (2 * std::sqrt(11.0)))) < 1e-12);
    QVERIFY(std::abs(studentTail(-1, 1) - 0.75) < 1e-12);
    // The normal distribution, far out.
    QVERIFY(std::abs(studentTail(5, 1e9) / 2.866516e-7 - 1) < 1e-4);
}

void TestProbabilities::incompleteBetas()
{
    QCOMPARE(incompleteBeta(2, 3, 0), 0.0);
    QCOMPARE(incompleteBeta(2, 3, 1), 1.0);
    QVERIFY(std::abs(incompleteBeta(2, 3, 0.5) - 11.0 / 16) < 1e-12); // 6x² − 8x³ + 3x⁴
    QVERIFY(std::abs(incompleteBeta(1, 1, 0.3) - 0.3) < 1e-12);
    QVERIFY(std::abs(incompleteBeta(0.3, 0.3, 0.5) - 0.5) < 1e-12);
}

void TestProbabilities::unevenSplits()
{
    QCOMPARE(exactSplitProbability(4, 4, 0.5), 1.0);
    QVERIFY(std::abs(exactSplitProbability(0, 5, 0.5) - 2.0 / 32) < 1e-12);
    QVERIFY(std::abs(exactSplitProbability(5, 0, 0.5) - 2.0 / 32) < 1e-12);
    QVERIFY(std::abs(exactSplitProbability(3, 12, 0.5) - 2.0 * 576 / 32768) < 1e-12); // Σ C(15, 0 … 3) = 576
    // One half of the events in a fifth of the requests.
    QVERIFY(exactSplitProbability(20, 20, 0.2) < 1e-4);
}

// The examples of R. G. Newcombe, Statistics in Medicine 17 (1998), 857–872, table I.
void TestProbabilities::boundsOfShares()
{
    const double z = 1.959964;
    const auto many = wilsonBounds(81, 263, z);
    QVERIFY(std::abs(many.low - 0.2553) < 5e-5);
    QVERIFY(std::abs(many.high - 0.3662) < 5e-5);
    const auto none = wilsonBounds(0, 20, z);
    QCOMPARE(none.low, 0.0);
    QVERIFY(std::abs(none.high - 0.1611) < 5e-5);
    const auto one = wilsonBounds(1, 29, z);
    QVERIFY(std::abs(one.low - 0.0061) < 5e-5);
    QVERIFY(std::abs(one.high - 0.1718) < 5e-5);
    const auto nothing = wilsonBounds(0, 0, z);
    QCOMPARE(nothing.low, 0.0);
    QCOMPARE(nothing.high, 1.0);
}

QTEST_GUILESS_MAIN(TestProbabilities)
#include "tst_probabilities.moc"
