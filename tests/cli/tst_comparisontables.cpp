// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/comparisontables.h"
#include "core/control/results/runcomparison.h"

#include <QLocale>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Cli;

using Kind = ComparedName::Kind;
using Measure = ComparisonRow::Measure;
using Verdict = ComparisonRow::Verdict;

namespace {

const ComparedName Cart{
    .kind = Kind::Endpoint, .method = QStringLiteral("GET"), .name = QStringLiteral("/cart")};

RunComparison oneEndpoint()
{
    RunComparison comparison;
    comparison.rows = {
        {.name = Cart,
         .measure = Measure::P50,
         .before = 12'340,
         .after = 13'820,
         .change = 0.12,
         .low = 0.08,
         .high = 0.16,
         .verdict = Verdict::Worse},
        {.name = Cart, .measure = Measure::P99, .before = 0, .after = 90'000, .verdict = Verdict::TooLittle},
        {.name = Cart,
         .measure = Measure::Failures,
         .before = 0,
         .after = 0.002,
         .change = 0.002,
         .low = -0.001,
         .high = 0.005,
         .verdict = Verdict::NoDifference},
    };
    return comparison;
}

} // namespace

class TestComparisonTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void printsFindingsAndFigures();
    void warnsFirst();
    void nothingToCompare();
};

void TestComparisonTables::printsFindingsAndFigures()
{
    const auto lines = ComparisonTables::lines(oneEndpoint());
    const QStringList expected{
        QStringLiteral("1 of 1 endpoint is slower."),
        QString(),
        QStringLiteral("  GET /cart  slower: p50 +12 % (8 … 16 %)"),
        QString(),
        QStringLiteral("                      before    after       change  95 % interval  verdict"),
        QStringLiteral("GET /cart       p50  12.3 ms  13.8 ms        +12 %       8 … 16 %  slower"),
        QStringLiteral(
            "                p99        -  90.0 ms            -              -  too little measured"),
        QStringLiteral(
            "           failures      0 %    0.2 %  +0.2 points     −0.1 … 0.5  no difference that "
            "can be told from chance"),
        QString(),
    };
    QCOMPARE(lines.mid(0, lines.size() - 1), expected);
    QVERIFY(lines.last().contains(QStringLiteral("2 comparisons")));
}

void TestComparisonTables::warnsFirst()
{
    auto comparison = oneEndpoint();
    comparison.warnings = {{.code = ComparisonWarning::Code::OtherLoad}};
    comparison.settings = {{.key = QStringLiteral("workers"), .before = 1, .after = 50}};
    comparison.onlyAfter = {{.kind = Kind::Step, .name = QStringLiteral("pay")}};
    const auto lines = ComparisonTables::lines(comparison);
    QVERIFY(lines.at(0).startsWith(QStringLiteral("The two runs cannot be compared")));
    QCOMPARE(lines.at(2),
             QStringLiteral("Warning: The load was not the same: a server answers otherwise under "
                            "another load."));
    QCOMPARE(lines.at(3), QStringLiteral("Settings that differ:"));
    QCOMPARE(lines.at(4), QStringLiteral("  workers: 1, then 50"));
    QCOMPARE(lines.at(5), QStringLiteral("Only in the run after: Step pay."));
    // Its differences are no findings, but can be read.
    QVERIFY(lines.filter(QStringLiteral("slower: p50")).isEmpty());
    QCOMPARE(lines.filter(QStringLiteral("GET /cart")).size(), 1);
}

void TestComparisonTables::nothingToCompare()
{
    QCOMPARE(ComparisonTables::lines({}),
             QStringList{QStringLiteral("Too little was measured to compare anything.")});
}

QTEST_GUILESS_MAIN(TestComparisonTables)
#include "tst_comparisontables.moc"
