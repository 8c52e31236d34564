// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/comparisonwarnings.h"
#include "tests/support/simulatedrun.h"

#include <QTest>

#include <functional>

using namespace Molotov;

using Code = ComparisonWarning::Code;
using Side = ComparisonWarning::Side;
using Change = std::function<void(ComparedRun &)>;

Q_DECLARE_METATYPE(Change)

namespace {

QList<ComparisonWarning> warningsOf(const ComparedRun &before, const ComparedRun &after)
{
    return comparisonWarnings(before, after, settingDifferences(before.facts.profile, after.facts.profile));
}

ComparedRun minute()
{
    auto run = SimulatedRun{.seconds = 60, .endpoints = 1, .perSecond = 2, .failures = 0}.make(1);
    run.facts.scenarioHash = QByteArrayLiteral("1");
    run.facts.computer = QStringLiteral("here");
    return run;
}

} // namespace

class TestComparisonWarnings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingToSay();
    void warns_data();
    void warns();
    void saysOfWhichRun();
    void graveOnesFirst();
    void whatIsNotKnownIsNoDifference();
};

void TestComparisonWarnings::nothingToSay()
{
    QVERIFY(warningsOf(minute(), minute()).isEmpty());
}

void TestComparisonWarnings::warns_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<Code>("code");
    QTest::addColumn<qint64>("number");
    QTest::addColumn<bool>("isGrave");
    const auto row = [](const char *name, const Change &change, Code code, qint64 number, bool isGrave) {
        QTest::newRow(name) << change << code << number << isGrave;
    };
    const auto setting = [](const auto &set) {
        return Change([set](ComparedRun &run) { set(run.facts.profile); });
    };
    row("other file", setting([](Profile &p) { p.scenarioFile = QStringLiteral("/other.js"); }),
        Code::OtherScenario, 0, true);
    row("one scenario only", setting([](Profile &p) { p.singleMode = QStringLiteral("a"); }),
        Code::OtherScenario, 0, true);
    row("other workers", setting([](Profile &p) { p.workers = 9; }), Code::OtherLoad, 0, true);
    row("sizing", setting([](Profile &p) { p.sizing = true; }), Code::OtherLoad, 0, true);
    row("other server", setting([](Profile &p) { p.baseUrl = QStringLiteral("http://a.test"); }),
        Code::OtherTarget, 0, false);
    row("longer", setting([](Profile &p) { p.duration = std::chrono::seconds(9); }), Code::OtherLength, 0,
        false);
    row(
        "other text", [](ComparedRun &run) { run.facts.scenarioHash = "2"; }, Code::ScenarioChanged, 0,
        false);
    row(
        "other computer", [](ComparedRun &run) { run.facts.computer = QStringLiteral("there"); },
        Code::OtherComputer, 0, false);
    row(
        "other endpoints", [](ComparedRun &run) { run.series.first().name.name = QStringLiteral("/x"); },
        Code::NothingInCommon, 0, true);
    row(
        "9 seconds", [](ComparedRun &run) { run.series.first().seconds.resize(9); }, Code::TooFewSeconds, 9,
        true);
    row(
        "10 seconds", [](ComparedRun &run) { run.series.first().seconds.resize(10); }, Code::FewSeconds, 10,
        false);
    row(
        "cut off", [](ComparedRun &run) { run.facts.isIncomplete = true; }, Code::Incomplete, 0, true);
    row(
        "stopped", [](ComparedRun &run) { run.facts.wasStopped = true; }, Code::Stopped, 0, false);
    row(
        "lost helpers", [](ComparedRun &run) { run.facts.lostHelpers = 2; }, Code::HelpersLost, 2, true);
    row(
        "busy computer", [](ComparedRun &run) { run.facts.isLimitedByComputer = true; },
        Code::LimitedByComputer, 0, true);
    row(
        "busy script", [](ComparedRun &run) { run.facts.isLateByScript = true; }, Code::LateByScript, 0,
        false);
    row(
        "failures",
        [](ComparedRun &run) {
            run.series.first().name = {};
            for (auto &second : run.series.first().seconds)
                second.failed = second.count / 2;
            run.series.append(minute().series);
        },
        Code::ManyFailures, 0, false);
}

void TestComparisonWarnings::warns()
{
    QFETCH(Change, change);
    QFETCH(Code, code);
    QFETCH(qint64, number);
    QFETCH(bool, isGrave);
    auto after = minute();
    change(after);
    const auto found = warningsOf(minute(), after);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().code, code);
    QCOMPARE(found.first().isGrave(), isGrave);
    if (code == Code::ManyFailures)
        QVERIFY(found.first().number > 25 && found.first().number <= 50);
    else
        QCOMPARE(found.first().number, number);
    RunComparison comparison;
    comparison.warnings = found;
    QCOMPARE(comparison.isComparable(), !isGrave);
}

void TestComparisonWarnings::saysOfWhichRun()
{
    auto stopped = minute();
    stopped.facts.wasStopped = true;
    QCOMPARE(warningsOf(stopped, minute()),
             (QList<ComparisonWarning>{{.code = Code::Stopped, .side = Side::Before}}));
    QCOMPARE(warningsOf(minute(), stopped),
             (QList<ComparisonWarning>{{.code = Code::Stopped, .side = Side::After}}));
}

void TestComparisonWarnings::graveOnesFirst()
{
    auto after = minute();
    after.facts.profile.baseUrl = QStringLiteral("http://a.test");
    after.facts.lostHelpers = 1;
    const auto found = warningsOf(minute(), after);
    QCOMPARE(found.size(), 2);
    QCOMPARE(found.first().code, Code::HelpersLost);
}

void TestComparisonWarnings::whatIsNotKnownIsNoDifference()
{
    auto before = minute();
    before.facts.scenarioHash.clear();
    before.facts.computer.clear();
    QVERIFY(warningsOf(before, minute()).isEmpty());
}

QTEST_GUILESS_MAIN(TestComparisonWarnings)
#include "tst_comparisonwarnings.moc"
