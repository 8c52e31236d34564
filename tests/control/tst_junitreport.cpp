// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/junitreport.h"
#include "core/model/goalparser.h"
#include "tests/support/hostilerecord.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace Molotov;
using namespace std::chrono_literals;

namespace {

/// "suite: case = result (message) | output", for each test case; and what is not as it should be.
QStringList casesOf(const QByteArray &document)
{
    QStringList cases;
    QString suite;
    int counted = 0;
    int announced = 0;
    QXmlStreamReader xml(document);
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        const auto value = [&](const char *name) {
            return xml.attributes().value(QLatin1String(name)).toString();
        };
        if (xml.name() == QLatin1String("testsuites")) {
            announced = value("tests").toInt();
        } else if (xml.name() == QLatin1String("testsuite")) {
            suite = value("name");
        } else if (xml.name() == QLatin1String("testcase")) {
            ++counted;
            cases += suite + QStringLiteral(": ") + value("name") + QLatin1Char(' ') + value("time");
        } else if (xml.name() == QLatin1String("system-out")) {
            cases.last() += QStringLiteral(" | ") + xml.readElementText();
        } else {
            const auto message = value("message");
            cases.last() += QStringLiteral(" = ") + xml.name().toString() + QStringLiteral(" (") + message
                            + QLatin1Char(')');
            if (const auto text = xml.readElementText(); text != message)
                cases.last() += QStringLiteral(" and not ") + text;
        }
    }
    if (xml.hasError())
        cases += xml.errorString();
    if (counted != announced)
        cases += QStringLiteral("%1 cases, and not %2").arg(counted).arg(announced);
    return cases;
}

RunRecord record()
{
    RunRecord record;
    record.info.profile.test = QStringLiteral("checkout");
    auto &measured = record.outcome.last;
    measured.elapsed = 61s;
    measured.checks = {{.name = QStringLiteral("logged in"), .passed = 99, .failed = 1},
                       {.name = QStringLiteral("has products"), .passed = 7}};
    measured.scenarios = {
        {.name = QStringLiteral("buy"), .ok = 9, .failed = 3, .duration = {.count = 9, .mean = 125'000}},
        {.name = QStringLiteral("browse"), .ok = 2, .duration = {.count = 2, .mean = 2'000'000}},
        {.name = QStringLiteral("rare")}};
    return record;
}

} // namespace

class TestJunitReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_US"))); }

    void failuresFailWithoutGoals()
    {
        QCOMPARE(casesOf(junitReport(record())),
                 QStringList({
                     QStringLiteral("run: the run comes to its end 61.000"),
                     QStringLiteral("checks: logged in 0.000 = failure (1 of 100 failed (1.0 %).)"),
                     QStringLiteral("checks: has products 0.000"),
                     QStringLiteral("scenarios: buy 0.125 = failure (3 of 12 iterations failed (25.0 %).)"),
                     QStringLiteral("scenarios: browse 2.000"),
                     QStringLiteral("scenarios: rare 0.000 = skipped (No iteration came to its end.)"),
                 }));
    }

    void goalsSayWhatIsTolerated()
    {
        auto run = record();
        const auto goals =
            parseGoals({QStringLiteral("p95(latency) < 300 ms"), QStringLiteral("rate(failed) < 1 %"),
                        QStringLiteral("p95(step \"pay\") < 1 s")});
        run.outcome.last.goals = {
            {.goal = goals.at(0), .state = GoalStatus::State::Holds, .measured = 120},
            {.goal = goals.at(1), .state = GoalStatus::State::Broken, .measured = 3},
            {.goal = goals.at(2), .state = GoalStatus::State::NotJudged, .measured = {}}};
        const auto cases = casesOf(junitReport(run));
        QCOMPARE(cases.mid(1, 5),
                 QStringList({
                     QStringLiteral("goals: p95(latency) < 300 ms 0.000 | It was 120 ms."),
                     QStringLiteral("goals: rate(failed) < 1 % 0.000 = failure (A goal is broken: "
                                    "rate(failed) < 1 %. It was 3 %.)"),
                     QStringLiteral("goals: p95(step \"pay\") < 1 s 0.000 = failure (A goal could not be "
                                    "judged because nothing was measured for it: p95(step \"pay\") < 1 s.)"),
                     QStringLiteral("checks: logged in 0.000 | 1 of 100 failed (1.0 %)."),
                     QStringLiteral("checks: has products 0.000"),
                 }));
        QCOMPARE(cases.value(6),
                 QStringLiteral("scenarios: buy 0.125 | 3 of 12 iterations failed (25.0 %)."));
    }

    void examplesAreTheOutputOfTheirScenario()
    {
        auto run = record();
        RunSample sample;
        sample.sample = {.message = QStringLiteral("expected 200, got 503"),
                         .worker = 3,
                         .scenario = 0,
                         .at = 2s,
                         .exchanges = {{.method = QStringLiteral("GET"),
                                        .url = QStringLiteral("/cart"),
                                        .status = 503,
                                        .reason = QStringLiteral("Busy"),
                                        .duration = 2ms}}};
        run.samples = QList<RunSample>(9, sample);
        const auto text = QStringLiteral("at 0:02, worker 3: expected 200, got 503\n"
                                         "---- GET /cart → 503, 2.00 ms ----\nGET /cart\n\n503 Busy\n");
        const auto cases = casesOf(junitReport(run));
        QCOMPARE(cases.at(3),
                 QStringLiteral("scenarios: buy 0.125 = failure (3 of 12 iterations failed (25.0 %).) | ")
                     + QStringList(5, text).join(QLatin1Char('\n')));
        QCOMPARE(cases.at(4), QStringLiteral("scenarios: browse 2.000"));
        run.samples = {sample};
        run.samples.first().sample.scenario = -1;
        QCOMPARE(casesOf(junitReport(run)).first(),
                 QStringLiteral("run: the run comes to its end 61.000 | ") + text);
    }

    void saysHowTheRunEnded()
    {
        RunRecord run;
        run.outcome.end = RunOutcome::End::Failed;
        run.outcome.reason = {.code = RunReason::Code::Scenario, .text = QStringLiteral("There is no file.")};
        QCOMPARE(
            casesOf(junitReport(run)),
            QStringList{QStringLiteral("run: the run comes to its end 0.000 = error (There is no file.)")});
        run.outcome.end = RunOutcome::End::Stopped;
        run.outcome.reason = {};
        QCOMPARE(casesOf(junitReport(run)),
                 QStringList{QStringLiteral("run: the run comes to its end 0.000 = skipped (The run was "
                                            "stopped before its end.)")});
        run.outcome.end = RunOutcome::End::Finished;
        run.outcome.profile.failThreshold = 0;
        QVERIFY(casesOf(junitReport(run)).first().contains(QStringLiteral("= failure (The test failed: ")));
    }

    void isReadWhateverThingsAreCalled()
    {
        const auto cases = casesOf(junitReport(hostileRecord()));
        QCOMPARE(cases.size(), 3);
        QVERIFY2(cases.first().contains(QStringLiteral(
                     "5× assertion: =message <script>alert(1)</script> ]]> & \" ' \uFFFDgnp.exe "
                     "\uFFFD\uFFFD\uFFFD\uFFFD\n-->&lt;")),
                 qPrintable(cases.first()));
        QVERIFY(cases.at(1).startsWith(QStringLiteral("checks: =check <script>")));
    }
};

QTEST_GUILESS_MAIN(TestJunitReport)

#include "tst_junitreport.moc"
