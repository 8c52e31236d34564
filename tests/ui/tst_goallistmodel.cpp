// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/goaltext.h"
#include "core/model/goalparser.h"
#include "tests/support/modelprinter.h"
#include "ui/models/goallistmodel.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace Molotov;

class TestGoalListModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void goalsAreSaidInWords_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *text, const char *words) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(words);
        };
        row("p95(latency) < 300 ms", "Latency, p95: below 300 ms");
        row("p99.9(latency, \"GET /%1\") <= 1.5 s", "Latency “GET /%1”, p99.9: at most 1.5 s");
        row("rate(errors) < 1 %", "Requests with an error, share: below 1 %");
        row("rate(failed) <= 2 /s", "Requests without a response, per second: at most 2 /s");
        row("count(http_5xx) == 0", "Responses with status 5xx, number: exactly 0");
        row("rate(http_404) < 1 %", "Responses with status 404, share: below 1 %");
        row("count(iterations) >= 10000", "Iterations, number: at least 10,000");
        row("rate(check \"logged in\") > 99 %", "Checks that pass “logged in”, share: above 99 %");
        row("count(counter \"orders\") > 5", "Counter “orders”, total: above 5");
        row("last(gauge \"stock\") > -1", "Gauge “stock”, last value: above -1");
        row("rate(errors) < 1 %, abort", "Requests with an error, share: below 1 %, or the run stops");
        row("max(latency) < 2 s, abort after 90 s",
            "Latency, maximum: below 2 s, or the run stops after 1 min 30 s");
    }

    void goalsAreSaidInWords()
    {
        QFETCH(QString, text);
        GoalListModel model;
        model.setTexts({text});
        QTEST(model.index(0).data().toString(), "words");
        QCOMPARE(model.problem(0), QString());
        QCOMPARE(model.goal(0).value_or(Goal()).toString(), text);
    }

    void aTextThatIsNoGoalSaysWhere()
    {
        GoalListModel model;
        model.setTexts({QStringLiteral("p95(latncy) < 1 s"), QString()});
        QCOMPARE(printed(model),
                 (QStringList{QStringLiteral("p95(latncy) < 1 s"), QStringLiteral("(empty)")}));
        QVERIFY(!model.goal(0));
        const auto problem = model.index(0).data(GoalListModel::ProblemRole).toString();
        QVERIFY2(problem.startsWith(QStringLiteral("Column 5: Expected a measure")), qPrintable(problem));
        QVERIFY(model.index(0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("Column 5: ")));
        QVERIFY(model.problem(1).startsWith(QStringLiteral("Column 1: ")));
    }

    void editingTellsAndFillingDoesNot()
    {
        GoalListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy edited(&model, &GoalListModel::edited);
        model.setTexts({QStringLiteral("max(latency) < 1 s")});
        QCOMPARE(edited.size(), 0);
        model.setText(0, QStringLiteral("max(latency) < 1 s"));
        QCOMPARE(edited.size(), 0);
        model.setText(0, QStringLiteral("max(latency) < 2 s"));
        QCOMPARE(edited.size(), 1);
        QCOMPARE(model.addGoal(), 1);
        QCOMPARE(model.addGoal(), 2);
        model.removeGoal(0);
        QCOMPARE(edited.size(), 4);
        QVERIFY(model.goal(0) && model.goal(1));
        QVERIFY(model.texts().at(0) != model.texts().at(1));
    }

    void aBriefFormIsForCharts()
    {
        const auto brief = [](const char *text) {
            return GoalText::brief(parseGoals({QString::fromUtf8(text)}).constFirst());
        };
        QCOMPARE(brief("p95(latency) < 300 ms"), QStringLiteral("p95 < 300 ms"));
        QCOMPARE(brief("rate(requests) >= 1500 /s"), QStringLiteral("Requests ≥ 1,500 /s"));
    }
};

QTEST_GUILESS_MAIN(TestGoalListModel)
#include "tst_goallistmodel.moc"
