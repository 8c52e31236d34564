// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/goal.h"

#include "core/model/goalparser.h"
#include "core/model/goalwords.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <cmath>
#include <random>

using namespace Molotov;
using namespace std::chrono_literals;

namespace {

// The goal in its usual form, or "COLUMN: what is wrong".
QString parsed(const QString &text)
{
    const auto result = parseGoal(text);
    if (const auto *goal = std::get_if<Goal>(&result))
        return goal->toString();
    const auto &problem = std::get<GoalProblem>(result);
    return QStringLiteral("%1: %2").arg(QString::number(problem.column), problem.text);
}

Goal goal(const char *text)
{
    const auto result = parseGoal(QString::fromUtf8(text));
    const auto *goal = std::get_if<Goal>(&result);
    if (goal == nullptr)
        qFatal("no goal: %s", text);
    return *goal;
}

/// Makes up goals, of all that the grammar has.
class GoalMaker
{
public:
    int number(int least, int most) { return std::uniform_int_distribution(least, most)(m_random); }
    template <typename List>
    auto pick(const List &list)
    {
        return *(std::begin(list) + number(0, int(std::size(list)) - 1));
    }

    Goal make()
    {
        Goal goal;
        const auto measure = pick(GoalWords::Measures);
        goal.measure = measure.value;
        goal.statistic = pick(GoalWords::statisticsOf(measure.value));
        if (goal.statistic == GoalStatistic::Percentile)
            goal.percentile = double(number(1, 99'999)) / 1000;
        if (goal.measure == GoalMeasure::Status) {
            const int status = number(100, 599);
            goal.statuses = number(0, 1) == 0 ? StatusRange{status, status}
                                              : StatusRange{status / 100 * 100, status / 100 * 100 + 99};
        }
        if (measure.nameUse == GoalWords::NameUse::Required || number(0, 1) == 0)
            goal.name = name();
        goal.comparison = pick(GoalWords::Comparisons).value;
        goal.unit = pick(GoalWords::unitsOf(goal.statistic, goal.measure));
        goal.limit = double(number(0, 1'000'000)) / std::pow(10, number(4, 12));
        const bool mayAbort = !goal.mayStillHold(goal.limit - 1) || !goal.mayStillHold(goal.limit + 1);
        if (mayAbort && number(0, 1) == 0)
            goal.abortAfter = std::chrono::milliseconds(number(0, 200'000));
        return goal;
    }

private:
    QString name()
    {
        static const QString letters = QStringLiteral("aB9 /:\"'\\%1,)<µ\n\u2026");
        QString name;
        for (int i = number(1, 12); i > 0; --i)
            name += letters.at(number(0, int(letters.size()) - 1));
        return name;
    }

    std::mt19937 m_random{20};
};

} // namespace

class TestGoal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsGoals_data();
    void readsGoals();
    void saysWhereATextIsNoGoal_data();
    void saysWhereATextIsNoGoal();
    void readsWhatItWrites();
    void standsAnyText();
    void holdsUpToItsLimit_data();
    void holdsUpToItsLimit();
    void knowsWhatOnlyGrows_data();
    void knowsWhatOnlyGrows();
    void fractionsAreExact();
    void measuredValuesAreOnTheirSideOfTheLimit_data();
    void measuredValuesAreOnTheirSideOfTheLimit();
    void theManualHasAllMeasures();
    void verdictIsOfAllGoals_data();
    void verdictIsOfAllGoals();
};

void TestGoal::readsGoals_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("usual");
    const auto same = [](const char *text) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(text);
    };
    const auto row = [](const char *text, const char *usual) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(usual);
    };
    same("p95(latency) < 300 ms");
    same("p99(latency, \"GET /cart\") < 1 s");
    same("p99.9(latency, \"/cart\") <= 0.25 min");
    same("p0.001(latency) > 1 us");
    same("mean(latency) < 100 ms");
    same("rate(failed) < 1 %");
    same("rate(failed, \"/cart\") < 0.5 /s");
    same("count(failed) == 0");
    same("rate(http_5xx) < 0.1 %");
    same("count(http_404, \"GET /\") <= 3");
    same("rate(errors) < 1 %");
    same("rate(requests) > 100 /s");
    same("count(iterations) > 1000");
    same("rate(iterations_failed, \"buy\") <= 100 %");
    same("rate(check \"logged in\") > 99 %");
    same("rate(check) == 100 %");
    same("p95(step \"checkout / pay\") < 2 s");
    same("rate(step_failed \"checkout\") < 1 %");
    same("p95(scenario \"buy\") < 3 s");
    same("count(scenario \"buy\") >= 10");
    same("p95(trend \"basket\") < 10");
    same("min(trend \"profit\") > -2.5");
    same("count(counter \"orders\") > 5");
    same("rate(counter \"orders\") > 5 /s");
    same("max(gauge \"x\") < 3");
    same("last(gauge \"queue\") == 0");
    same("trust = ok");
    same("trust = ok, abort after 30 s");
    row(" trust==ok,abort ", "trust = ok, abort");
    same("p95(latency) < 300 ms, abort");
    same("p95(latency) < 300 ms, abort after 30 s");
    same("count(failed) == 0, abort after 1.5 s");
    row("  p95 ( latency )<300ms  ", "p95(latency) < 300 ms");
    row("p95(latency \"a\") < 3 s", "p95(latency, \"a\") < 3 s");
    row("rate(check, 'a \"b\"') > 99%", "rate(check \"a \\\"b\\\"\") > 99 %");
    row("max(gauge \"a\\\\\\'b\")<3", "max(gauge \"a\\\\'b\") < 3");
    row("p095.0(latency) < 00300.50 ms", ""); // a percentile has two digits before the point
    row("p50.0(latency) < 00300.50 ms", "p50(latency) < 300.5 ms");
    row("p95(latency) < 300 ms,abort after 2min", "p95(latency) < 300 ms, abort after 120 s");
    row("p95(latency) < 300 ms, abort after 0.1 ms", "p95(latency) < 300 ms, abort");
    row("max(gauge \"x\") > -0", "max(gauge \"x\") > 0");
}

void TestGoal::readsGoals()
{
    QFETCH(QString, text);
    QFETCH(QString, usual);
    if (usual.isEmpty())
        QVERIFY(std::holds_alternative<GoalProblem>(parseGoal(text)));
    else
        QCOMPARE(parsed(text), usual);
}

void TestGoal::saysWhereATextIsNoGoal_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *text, const char *problem) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(problem);
    };
    const QByteArray statistics =
        "a statistic (p50, p99.9 or another percentile, min, mean, max, last, count, rate)";
    const QByteArray measures = "a measure (latency, response_time, requests, failed, errors, http_5xx, "
                                "iterations, iterations_failed, scenario, "
                                "step, step_failed, check, counter, trend, gauge)";
    row("", "1: Expected " + statistics + ", found the end.");
    row("  <3", "3: Expected " + statistics + ", found “<”.");
    row("avg(latency) < 3 s", "1: Expected " + statistics + ", found “avg”; did you mean “mean”?");
    row(" conut(requests) > 3", "2: Expected " + statistics + ", found “conut”; did you mean “count”?");
    row("P95(latency) < 3 s", "1: Expected " + statistics + ", found “P95”; did you mean “p95”?");
    row("latency < 3 s", "1: Expected " + statistics + ", found “latency”.");
    for (const char *percentile : {"p0", "p100", "p995", "p99.1234", "p9.", "p1.2.3"}) {
        row((QByteArray(percentile) + "(latency) < 3 s").constData(),
            "1: A percentile is above 0 and below 100 and has three decimals at most, such as p95 or p99.9.");
    }
    row("trust", "6: Expected “=”, found the end.");
    row("trust < 3", "7: Expected “=”, found “<”.");
    row("trust = good", "9: Expected “ok”, found “good”.");
    row("trust = ok 3", "12: Expected “, abort after 30 s” or the end, found “3”.");
    row("p95", "4: Expected “(”, found the end.");
    row("p95[latency] < 3 s", "4: Expected “(”, found “[”.");
    row("p95(", "5: Expected " + measures + ", found the end.");
    row("p95(latncy) < 3 s", "5: Expected " + measures + ", found “latncy”; did you mean “latency”?");
    row("rate(http_req_failed) < 1 %",
        "6: Expected " + measures + ", found “http_req_failed”; did you mean “errors”?");
    row("rate(http) < 1 %", "6: Expected " + measures + ", found “http”.");
    row("rate(http_6xx) < 1 %",
        "11: Expected a status behind “http_”: 1xx to 5xx, or a single one such as 404, found “6xx”.");
    row("rate(http_) < 1 %",
        "11: Expected a status behind “http_”: 1xx to 5xx, or a single one such as 404, found “)”.");
    row("rate(latency) < 3 s",
        "1: There is no rate(latency); use a percentile such as p95, min, mean or max here.");
    row("  p95(requests) < 3", "3: There is no p95(requests); use count or rate here.");
    row("count(check \"a\") > 3", "1: There is no count(check); use rate here.");
    row("p95(latency < 3 s", "13: Expected “)” or a name in quotes, found “<”.");
    row("p95(latency, GET) < 3 s", "14: Expected a name in quotes, found “GET”.");
    row("p95(latency, ) < 3 s", "14: Expected a name in quotes, found “)”.");
    row("p95(trend) < 3", "10: Expected a name in quotes, found “)”.");
    row("p95(latency, \"GET) < 3 s", "14: The name has no closing quote.");
    row("p95(latency, \"GET\\\") < 3 s", "14: The name has no closing quote.");
    row("p95(latency, '') < 3 s", "14: The name is empty.");
    row("p95(latency, 'a' < 3 s", "18: Expected “)”, found “<”.");
    row("p95(latency)", "13: Expected <, <=, >, >= or ==, found the end.");
    row("p95(latency) = 3 s", "14: Expected <, <=, >, >= or ==, found “=”.");
    row("p95(latency) != 3 s", "14: Expected <, <=, >, >= or ==, found “!”.");
    row("p95(latency) <", "15: Expected a number, found the end.");
    row("p95(latency) === 3 s", "16: Expected a number, found “=”.");
    row("p95(latency) < fast", "16: Expected a number, found “fast”.");
    row("p95(latency) < .5 s", "16: Expected a number, found “.”.");
    row("p95(latency) < -3 s", "16: p95(latency) is never below 0.");
    row("p95(latency) < 9999999999999999 s", "16: The number is too large.");
    row("rate(failed) < 101 %", "16: rate(failed) is never above 100 %.");
    row("p95(latency) < 300", "19: Expected a unit of p95(latency) (us, ms, s or min), found the end.");
    row("p95(latency) < 300 %", "20: Expected a unit of p95(latency) (us, ms, s or min), found “%”.");
    row("p95(latency) < 300 µs",
        "20: Expected a unit of p95(latency) (us, ms, s or min), found “µs”; did you mean “us”?");
    row("p95(latency) < 1e3 ms", "17: Expected a unit of p95(latency) (us, ms, s or min), found “e3”.");
    row("rate(failed) < 0.01", "20: Expected a unit of rate(failed) (% or /s), found the end.");
    row("rate(failed) < 1 ms", "18: Expected a unit of rate(failed) (% or /s), found “ms”.");
    row("rate(requests) > 100 rps",
        "22: Expected a unit of rate(requests) (/s), found “rps”; did you mean “/s”?");
    row("rate(requests) > 100 %", "22: Expected a unit of rate(requests) (/s), found “%”.");
    row("count(iterations) > 10 ms", "24: count(iterations) is a number without a unit: leave out “ms”.");
    row("p95(trend \"a\") < 10 ms", "21: p95(trend) is a number without a unit: leave out “ms”.");
    row("p95(latency) < 3 s 4", "20: Expected “, abort after 30 s” or the end, found “4”.");
    row("p95(latency) < 3 s,", "20: Expected “abort”, found the end.");
    row("p95(latency) < 3 s, aborted", "21: Expected “abort”, found “aborted”; did you mean “abort”?");
    row("p95(latency) < 3 s, abort afer 3 s",
        "27: Expected “after” and a time, or the end, found “afer”; did you mean “after”?");
    row("p95(latency) < 3 s, abort after", "32: Expected a number, found the end.");
    row("p95(latency) < 3 s, abort after 3",
        "34: Expected a unit of the time (us, ms, s or min), found the end.");
    row("p95(latency) < 3 s, abort after 3 h",
        "35: Expected a unit of the time (us, ms, s or min), found “h”.");
    row("p95(latency) < 3 s, abort after 99999999999 s", "33: The time is too long.");
    row("p95(latency) < 3 s, abort after 3 s!", "36: Expected the end, found “!”.");
    const char *tooEarly =
        "Whether this goal is broken is known at the end of the run only: leave out “abort”.";
    row("count(iterations) > 3, abort", QByteArray("24: ") + tooEarly);
    row("max(latency) >= 3 s, abort after 3 s", QByteArray("22: ") + tooEarly);
    row("min(latency) < 3 s, abort", QByteArray("21: ") + tooEarly);
}

void TestGoal::saysWhereATextIsNoGoal()
{
    QFETCH(QString, text);
    QTEST(parsed(text), "problem");
}

void TestGoal::readsWhatItWrites()
{
    GoalMaker maker;
    for (int i = 0; i < 5'000; ++i) {
        const auto made = maker.make();
        const auto read = parseGoal(made.toString());
        QVERIFY2(std::holds_alternative<Goal>(read),
                 qPrintable(made.toString() + QLatin1Char(' ') + parsed(made.toString())));
        QVERIFY2(std::get<Goal>(read) == made, qPrintable(made.toString()));
    }
}

// Goals with a letter taken out, put in or changed here and there.
void TestGoal::standsAnyText()
{
    static const QString letters = QStringLiteral("(),<>=\"'\\%/. -0123456789abclmpst_\u00e9\u2003\n");
    GoalMaker maker;
    int problems = 0;
    for (int i = 0; i < 20'000; ++i) {
        auto text = maker.make().toString();
        for (int slips = maker.number(1, 3); slips > 0; --slips) {
            const auto at = maker.number(0, int(text.size()));
            text.replace(at, maker.number(0, 1), QString(maker.number(0, 1), maker.pick(letters)));
        }
        const auto result = parseGoal(text);
        if (const auto *problem = std::get_if<GoalProblem>(&result)) {
            ++problems;
            QVERIFY2(problem->column >= 1 && problem->column <= text.size() + 1, qPrintable(text));
            QVERIFY2(problem->text.endsWith(QLatin1Char('.')) || problem->text.endsWith(QLatin1Char('?')),
                     qPrintable(text));
        } else {
            const auto usual = std::get<Goal>(result).toString();
            QCOMPARE(parsed(usual), usual);
        }
    }
    QVERIFY(problems > 5'000 && problems < 19'000);
}

void TestGoal::holdsUpToItsLimit_data()
{
    QTest::addColumn<QByteArray>("comparison");
    QTest::addColumn<QByteArray>("holds"); // of 299, 300, 301
    QTest::newRow("below") << QByteArray("<") << QByteArray("yes no no");
    QTest::newRow("at most") << QByteArray("<=") << QByteArray("yes yes no");
    QTest::newRow("above") << QByteArray(">") << QByteArray("no no yes");
    QTest::newRow("at least") << QByteArray(">=") << QByteArray("no yes yes");
    QTest::newRow("equal") << QByteArray("==") << QByteArray("no yes no");
}

void TestGoal::holdsUpToItsLimit()
{
    QFETCH(QByteArray, comparison);
    const auto limited = goal("p95(latency) " + comparison + " 300 ms");
    QByteArrayList holds;
    for (const double measured : {299.999, 300.0, 300.001})
        holds += limited.holdsFor(measured) ? "yes" : "no";
    QTEST(holds.join(' '), "holds");
}

void TestGoal::knowsWhatOnlyGrows_data()
{
    QTest::addColumn<QString>("may"); // hold later, of 2, 3, 4
    const auto row = [](const char *text, const char *may) {
        QTest::newRow(text) << QString::fromLatin1(may);
    };
    row("count(iterations) > 3", "yes yes yes");
    row("count(iterations) < 3", "no no no");
    row("count(iterations) == 3", "yes no no");
    row("max(latency) >= 3 s", "yes yes yes");
    row("max(latency) <= 3 s", "no no no");
    row("min(latency) <= 3 s", "yes yes yes");
    row("min(latency) == 3 s", "no no yes");
    row("min(latency) > 3 s", "no no no");
    row("p95(latency) < 3 s", "no no no");
    row("rate(requests) > 3 /s", "no no no");
    row("last(gauge \"x\") == 3", "no no no");
}

void TestGoal::knowsWhatOnlyGrows()
{
    const auto growing = goal(QTest::currentDataTag());
    QStringList may;
    for (const double measured : {2.0, 3.0, 4.0})
        may += growing.mayStillHold(measured) ? QStringLiteral("yes") : QStringLiteral("no");
    QTEST(may.join(QLatin1Char(' ')), "may");
}

void TestGoal::fractionsAreExact()
{
    QCOMPARE(goal("p99.9(latency) < 3 s").fraction(), 0.999);
    QCOMPARE(goal("p95(latency) < 3 s").fraction(), 0.95);
    QCOMPARE(goal("p0.001(latency) < 3 s").fraction(), 0.00001);
}

void TestGoal::measuredValuesAreOnTheirSideOfTheLimit_data()
{
    QTest::addColumn<double>("measured");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *goal, double measured, const char *text) {
        QTest::addRow("%s: %s", goal, text) << measured << QString::fromUtf8(text);
    };
    row("p95(latency) < 300 ms", 212.3456, "212.3 ms");
    row("p95(latency) < 300 ms", 300.0004, "300.0004 ms");
    row("p95(latency) < 300 ms", 299.99996, "299.99996 ms");
    row("p95(latency) < 300 ms", 300, "300 ms");
    row("p95(latency) < 2 s", 0.5, "0.5 s");
    row("p95(latency) < 2 s", 0.003377, "3.377 ms");
    row("p95(latency) < 2 s", 0.00000123, "1.23 us");
    row("p95(latency) < 0.05 s", 0.0500004, "50.0004 ms");
    row("p95(latency) < 1 us", 12345, "12.35 ms");
    row("p95(latency) < 1 ms", 600'000, "600 s");
    row("p95(latency) < 3 s", 0, "0 s");
    row("rate(failed) < 1 %", 0.33333333, "0.3333 %");
    row("rate(requests) > 100 /s", 54321.9, "54320 /s");
    row("count(iterations) > 1000", 1234567, "1234567");
    row("p95(trend \"x\") < 3", 0.00001234567, "0.00001235");
    row("p95(trend \"x\") < 3", -2, "-2");
}

void TestGoal::measuredValuesAreOnTheirSideOfTheLimit()
{
    QFETCH(double, measured);
    const auto tag = QByteArray(QTest::currentDataTag());
    QTEST(goal(tag.left(tag.lastIndexOf(": ")).constData()).textOf(measured), "text");
}

void TestGoal::theManualHasAllMeasures()
{
    QFile file(QStringLiteral(MOLOTOV_SOURCE_DIR "/scenarios/README.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto manual = QString::fromUtf8(file.readAll());
    const auto section =
        manual.section(QStringLiteral("\n## Goals\n"), 1).section(QStringLiteral("\n## "), 0, 0);
    for (const auto &measure : GoalWords::Measures)
        QVERIFY2(section.contains(QStringLiteral("\n| `") + QLatin1String(measure.text)), measure.text);
    // Its examples are goals.
    static const QRegularExpression example(QStringLiteral("(?:^  \"|threshold ')(.*?)(?:\",?$|'(?: |$))"),
                                            QRegularExpression::MultilineOption);
    int examples = 0;
    for (auto match = example.globalMatch(section); match.hasNext(); ++examples) {
        const auto text = match.next().captured(1);
        QVERIFY2(std::holds_alternative<Goal>(parseGoal(text)), qPrintable(text + parsed(text)));
    }
    QCOMPARE(examples, 5);
}

void TestGoal::verdictIsOfAllGoals_data()
{
    QTest::addColumn<QByteArray>("states");
    QTest::addColumn<int>("verdict");
    const auto row = [](const char *states, GoalVerdict verdict) {
        QTest::newRow(states) << QByteArray(states) << int(verdict);
    };
    row("", GoalVerdict::None);
    row("h", GoalVerdict::Passed);
    row("hh", GoalVerdict::Passed);
    row("hbh", GoalVerdict::Failed);
    row("nb", GoalVerdict::Failed);
    row("hn", GoalVerdict::NotJudged);
    row("y", GoalVerdict::NotJudged);
}

void TestGoal::verdictIsOfAllGoals()
{
    QFETCH(QByteArray, states);
    QList<GoalStatus> goals;
    for (const char state : states) {
        goals.append({.state = state == 'h'   ? GoalStatus::State::Holds
                               : state == 'b' ? GoalStatus::State::Broken
                               : state == 'n' ? GoalStatus::State::NotJudged
                                              : GoalStatus::State::NotYet});
    }
    QTEST(int(verdictOf(goals)), "verdict");
}

QTEST_GUILESS_MAIN(TestGoal)
#include "tst_goal.moc"
