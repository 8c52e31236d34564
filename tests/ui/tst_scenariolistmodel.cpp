// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/modelprinter.h"
#include "ui/models/scenariolistmodel.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace Molotov;
using Protocol::ScenarioInfo;

class TestScenarioListModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sharesAreInPercent_data();
    void sharesAreInPercent();
    void sameScenariosResetNothing();
    void headersNameTheColumns();
};

void TestScenarioListModel::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestScenarioListModel::sharesAreInPercent_data()
{
    QTest::addColumn<QList<ScenarioInfo>>("scenarios");
    QTest::addColumn<QStringList>("expected");

    QTest::newRow("none") << QList<ScenarioInfo>{} << QStringList{};
    QTest::newRow("one") << QList<ScenarioInfo>{{QStringLiteral("a"), 1}}
                         << QStringList{QStringLiteral("a | 1 | 100 %")};
    QTest::newRow("three") << QList<ScenarioInfo>{{QStringLiteral("browse"), 40},
                                                  {QStringLiteral("buy"), 55},
                                                  {QStringLiteral("leave"), 5}}
                           << QStringList{QStringLiteral("browse | 40 | 40 %"),
                                          QStringLiteral("buy | 55 | 55 %"),
                                          QStringLiteral("leave | 5 | 5 %")};
    QTest::newRow("fractions") << QList<ScenarioInfo>{{QStringLiteral("often"), 99.75},
                                                      {QStringLiteral("rarely"), 0.25}}
                               << QStringList{QStringLiteral("often | 99.75 | 99.8 %"),
                                              QStringLiteral("rarely | 0.25 | 0.3 %")};
}

void TestScenarioListModel::sharesAreInPercent()
{
    QFETCH(QList<ScenarioInfo>, scenarios);
    QFETCH(QStringList, expected);

    ScenarioListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setScenarios({{QStringLiteral("before"), 3}});
    model.setScenarios(scenarios);
    QCOMPARE(printed(model), expected);
}

void TestScenarioListModel::sameScenariosResetNothing()
{
    ScenarioListModel model;
    model.setScenarios({{QStringLiteral("a"), 1}});
    QSignalSpy resets(&model, &ScenarioListModel::modelReset);
    model.setScenarios({{QStringLiteral("a"), 1}});
    QCOMPARE(resets.count(), 0);
    model.setScenarios({{QStringLiteral("a"), 2}});
    QCOMPARE(resets.count(), 1);
}

void TestScenarioListModel::headersNameTheColumns()
{
    ScenarioListModel model;
    QStringList headers;
    for (int column = 0; column < model.columnCount(); ++column)
        headers.append(model.headerData(column, Qt::Horizontal).toString());
    QCOMPARE(headers,
             (QStringList{QStringLiteral("Scenario"), QStringLiteral("Weight"), QStringLiteral("Share")}));
}

QTEST_GUILESS_MAIN(TestScenarioListModel)
#include "tst_scenariolistmodel.moc"
