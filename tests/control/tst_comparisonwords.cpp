// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/comparisonwords.h"

#include <QLocale>
#include <QTest>

using namespace Molotov;

using Kind = ComparedName::Kind;
using Measure = ComparisonRow::Measure;
using Verdict = ComparisonRow::Verdict;
using Code = ComparisonWarning::Code;
using Side = ComparisonWarning::Side;

namespace {

ComparedName endpoint(const QString &path)
{
    return {.kind = Kind::Endpoint, .method = QStringLiteral("GET"), .name = path};
}

ComparisonRow row(Measure measure, double change, double low, double high, Verdict verdict)
{
    return {.name = endpoint(QStringLiteral("/cart")),
            .measure = measure,
            .before = 100,
            .after = 100 * (1 + change),
            .change = change,
            .low = low,
            .high = high,
            .verdict = verdict};
}

/// All rows of these endpoints, of which the first ones have this verdict.
QList<ComparisonRow> rows(int endpoints, int found, Measure measure, Verdict verdict)
{
    QList<ComparisonRow> rows;
    for (int i = 0; i < endpoints; ++i) {
        for (const auto each : {Measure::P50, Measure::P95, Measure::P99, Measure::Rate, Measure::Failures}) {
            const bool isFound = i < found && each == measure;
            const double change = verdict == Verdict::Worse ? 0.12 : -0.12;
            auto made = row(each, change, 0, 0, isFound ? verdict : Verdict::NoDifference);
            made.name = endpoint(QStringLiteral("/%1").arg(i));
            rows.append(made);
        }
    }
    return rows;
}

} // namespace

class TestComparisonWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void sentences_data();
    void sentences();
    void overall_data();
    void overall();
    void names();
    void values();
    void everyWarningHasWords();
    void settings();
    void tellsWhatIsInOneRunOnly();
    void explains();
};

void TestComparisonWords::sentences_data()
{
    QTest::addColumn<ComparisonRow>("found");
    QTest::addColumn<double>("tolerance");
    QTest::addColumn<QString>("text");
    const auto add = [](const char *name, const ComparisonRow &found, const QString &text,
                        double tolerance = 0.02) { QTest::newRow(name) << found << tolerance << text; };
    add("slower", row(Measure::P95, 0.12, 0.08, 0.16, Verdict::Worse),
        QStringLiteral("slower: p95 +12 % (8 … 16 %)"));
    add("faster", row(Measure::P50, -0.253, -0.3, -0.2, Verdict::Better),
        QStringLiteral("faster: p50 −25 % (−30 … −20 %)"));
    add("with decimals", row(Measure::P50, 0.0512, 0.045, 0.0571, Verdict::Worse),
        QStringLiteral("slower: p50 +5.1 % (4.5 … 5.7 %)"));
    add("much slower", row(Measure::P99, 8.5, 7.2, 9.1, Verdict::Worse),
        QStringLiteral("slower: p99 +850 % (720 … 910 %)"));
    add("chance", row(Measure::P99, 0.03, -0.04, 0.1, Verdict::NoDifference),
        QStringLiteral("no difference that can be told from chance: p99 +3 % (−4 … 10 %)"));
    add("nothing at all", row(Measure::P99, -0.001, -0.04, 0.04, Verdict::NoDifference),
        QStringLiteral("no difference that can be told from chance: p99 0 % (−4 … 4 %)"));
    add("the same", row(Measure::P50, 0.003, -0.005, 0.011, Verdict::NoDifference),
        QStringLiteral("the same within 2 %: p50 +0.3 % (−0.5 … 1.1 %)"));
    add("little slower", row(Measure::P50, 0.03, 0.01, 0.05, Verdict::NoDifference),
        QStringLiteral("not clearly more than 2 % apart: p50 +3 % (1 … 5 %)"));
    add("without a tolerance", row(Measure::P50, 0.03, 0.01, 0.05, Verdict::NoDifference),
        QStringLiteral("no difference that can be told from chance: p50 +3 % (1 … 5 %)"), 0);
    add("vague", row(Measure::P50, 0.1, -0.5, 1.2, Verdict::NoDifference),
        QStringLiteral("too uncertain to tell: p50 +10 % (−50 … 120 %)"));
    add("beyond all use", row(Measure::P50, 0.1, -0.99, 2403, Verdict::NoDifference),
        QStringLiteral("too uncertain to tell: p50 +10 % (−99 … > 1,000 %)"));
    add("vague, but slower", row(Measure::P50, 4, 0.5, 15, Verdict::Worse),
        QStringLiteral("slower: p50 +400 % (50 … > 1,000 %)"));
    add("another tolerance", row(Measure::P50, 0.003, -0.005, 0.011, Verdict::NoDifference),
        QStringLiteral("the same within 12.5 %: p50 +0.3 % (−0.5 … 1.1 %)"), 0.125);
    add("lower rate", row(Measure::Rate, -0.2, -0.22, -0.18, Verdict::Worse),
        QStringLiteral("fewer a second: per second −20 % (−22 … −18 %)"));
    add("other rate", row(Measure::Rate, 0.2, 0.15, 0.25, Verdict::Different),
        QStringLiteral("more a second: per second +20 % (15 … 25 %)"));
    auto failing = row(Measure::Failures, 0.012, 0.005, 0.019, Verdict::Worse);
    failing.before = 0;
    failing.after = 0.012;
    add("failing", failing, QStringLiteral("fails more often: failures +1.2 points (0.5 … 1.9)"));
    failing.verdict = Verdict::NoDifference;
    add("failing by chance", failing,
        QStringLiteral("no difference that can be told from chance: failures +1.2 points (0.5 … 1.9)"));
    add("too little", row(Measure::P99, 0.5, 0, 0, Verdict::TooLittle),
        QStringLiteral("too little measured: p99 +50 %"));
    auto missing = row(Measure::P99, 0, 0, 0, Verdict::TooLittle);
    missing.after = 0;
    add("nothing measured", missing, QStringLiteral("too little measured: p99"));
}

void TestComparisonWords::sentences()
{
    QFETCH(ComparisonRow, found);
    QFETCH(double, tolerance);
    QFETCH(QString, text);
    QCOMPARE(ComparisonWords::sentence(found, {.tolerance = tolerance}), text);
}

void TestComparisonWords::overall_data()
{
    QTest::addColumn<RunComparison>("comparison");
    QTest::addColumn<QString>("text");
    const auto add = [](const char *name, const QList<ComparisonRow> &rows, const QString &text) {
        RunComparison comparison;
        comparison.rows = rows;
        QTest::newRow(name) << comparison << text;
    };
    add("slower", rows(20, 3, Measure::P95, Verdict::Worse), QStringLiteral("3 of 20 endpoints are slower."));
    add("one", rows(20, 1, Measure::P99, Verdict::Worse), QStringLiteral("1 of 20 endpoints is slower."));
    add("the only one", rows(1, 1, Measure::P99, Verdict::Better),
        QStringLiteral("1 of 1 endpoint is faster."));
    add("failing", rows(4, 2, Measure::Failures, Verdict::Worse),
        QStringLiteral("2 of 4 endpoints fail more often."));
    auto mixed = rows(2, 1, Measure::P50, Verdict::Better);
    mixed[4].verdict = Verdict::Worse;
    mixed[6].verdict = Verdict::Worse;
    mixed[7].verdict = Verdict::Worse;
    add("worse ones first", mixed,
        QStringLiteral("1 of 2 endpoints is slower; 1 of 2 endpoints fails more often; 1 of 2 endpoints is "
                       "faster."));
    auto steps = rows(3, 1, Measure::P50, Verdict::Worse);
    for (auto &each : steps)
        each.name.kind = Kind::Step;
    add("steps", steps, QStringLiteral("1 of 3 steps is slower."));
    auto all = rows(1, 1, Measure::P50, Verdict::Worse);
    for (auto &each : all)
        each.name = {};
    all[1].verdict = Verdict::Worse;
    all[3].change = -0.1;
    all[3].verdict = Verdict::Worse;
    add("all requests", all, QStringLiteral("All requests together: slower, fewer a second."));
    add("nothing", rows(5, 0, Measure::P50, Verdict::Worse),
        QStringLiteral("No difference that can be told from chance."));
    add("other rates", rows(2, 1, Measure::Rate, Verdict::Different),
        QStringLiteral("Nothing is better or worse; some requests were sent more or less often."));
    auto little = rows(1, 0, Measure::P50, Verdict::Worse);
    for (auto &each : little)
        each.verdict = Verdict::TooLittle;
    add("too little", little, QStringLiteral("Too little was measured to compare anything."));
    auto vague = rows(1, 0, Measure::P50, Verdict::Worse);
    for (auto &each : vague)
        each.high = 9;
    add("vague", vague, QStringLiteral("The runs are too short or too uneven to tell a difference."));
    RunComparison grave;
    grave.rows = rows(20, 3, Measure::P95, Verdict::Worse);
    grave.warnings = {{.code = Code::OtherLoad}};
    QTest::newRow("not comparable")
        << grave
        << QStringLiteral("The two runs cannot be compared: their differences say nothing about the server.");
}

void TestComparisonWords::overall()
{
    QFETCH(RunComparison, comparison);
    QFETCH(QString, text);
    QCOMPARE(ComparisonWords::overall(comparison), text);
}

void TestComparisonWords::names()
{
    QCOMPARE(ComparisonWords::name({}), QStringLiteral("All requests"));
    QCOMPARE(ComparisonWords::name(endpoint(QStringLiteral("/cart"))), QStringLiteral("GET /cart"));
    QCOMPARE(ComparisonWords::name({.kind = Kind::Step, .name = QStringLiteral("pay / card")}),
             QStringLiteral("Step pay / card"));
    // Names come from scripts.
    QVERIFY(!ComparisonWords::name(endpoint(QStringLiteral("/a\u001b[31m\nb"))).contains(QChar(0x1b)));
    QCOMPARE(ComparisonWords::name(endpoint(QStringLiteral("/100%1"))), QStringLiteral("GET /100%1"));
}

void TestComparisonWords::values()
{
    QCOMPARE(ComparisonWords::value(Measure::P95, 12'345), QStringLiteral("12.3 ms"));
    QCOMPARE(ComparisonWords::value(Measure::Rate, 61.72), QStringLiteral("61.7"));
    QCOMPARE(ComparisonWords::value(Measure::Failures, 0.004), QStringLiteral("0.4 %"));
    QCOMPARE(ComparisonWords::value(Measure::Failures, 0), QStringLiteral("0 %"));
    QCOMPARE(ComparisonWords::value(Measure::Failures, 1), QStringLiteral("100 %"));
}

void TestComparisonWords::everyWarningHasWords()
{
    for (int code = 0; code <= int(Code::ManyFailures); ++code) {
        const ComparisonWarning warning{.code = Code(code), .side = Side::After, .number = 7};
        const auto text = ComparisonWords::warning(warning);
        QVERIFY2(text.endsWith(QLatin1Char('.')) && !text.contains(QLatin1Char('%') + QString::number(1)),
                 qPrintable(text));
    }
    QCOMPARE(ComparisonWords::warning({.code = Code::HelpersLost, .side = Side::Before, .number = 1}),
             QStringLiteral("The run before lost a part of its load: 1 process did not come to the end."));
    QCOMPARE(ComparisonWords::warning({.code = Code::ManyFailures, .side = Side::After, .number = 40}),
             QStringLiteral("In the run after, 40 % failed: its latencies are those of the rest."));
}

void TestComparisonWords::settings()
{
    const auto text = [](const char *key, const QJsonValue &before, const QJsonValue &after) {
        return ComparisonWords::setting({.key = QLatin1String(key), .before = before, .after = after});
    };
    QCOMPARE(text("workers", 10, 2000), QStringLiteral("workers: 10, then 2,000"));
    QCOMPARE(text("base_url", QString(), QStringLiteral("http://a.test")),
             QStringLiteral("base_url: none, then http://a.test"));
    QCOMPARE(text("fail", QJsonValue::Null, 3), QStringLiteral("fail: none, then 3"));
    QCOMPARE(text("sizing", false, true), QStringLiteral("sizing: off, then on"));
    QCOMPARE(text("env.TOKEN", QJsonValue::Undefined, QJsonValue::Undefined),
             QStringLiteral("env.TOKEN: not the same"));
}

void TestComparisonWords::tellsWhatIsInOneRunOnly()
{
    RunComparison comparison;
    QVERIFY(ComparisonWords::onlyInOne(comparison).isEmpty());
    comparison.onlyBefore = {endpoint(QStringLiteral("/a")), endpoint(QStringLiteral("/b"))};
    comparison.onlyAfter = {{.kind = Kind::Step, .name = QStringLiteral("pay")}};
    QCOMPARE(ComparisonWords::onlyInOne(comparison),
             (QStringList{QStringLiteral("Only in the run before: GET /a, GET /b."),
                          QStringLiteral("Only in the run after: Step pay.")}));
}

void TestComparisonWords::explains()
{
    RunComparison comparison;
    comparison.rows = rows(2, 0, Measure::P50, Verdict::Worse);
    comparison.rows[0].verdict = Verdict::TooLittle;
    const auto text = ComparisonWords::explanation(comparison);
    QVERIFY(text.contains(QStringLiteral("allow for 9 comparisons at once")));
    QVERIFY(text.contains(QStringLiteral("by more than 2 %.")));
    comparison.options.tolerance = 0;
    QVERIFY(!ComparisonWords::explanation(comparison).contains(QStringLiteral("0 %")));
}

QTEST_GUILESS_MAIN(TestComparisonWords)
#include "tst_comparisonwords.moc"
