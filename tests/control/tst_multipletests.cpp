// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/multipletests.h"

#include <QTest>

using namespace Molotov;

class TestMultipleTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void adjusts_data();
    void adjusts();
};

void TestMultipleTests::adjusts_data()
{
    QTest::addColumn<QList<double>>("probabilities");
    QTest::addColumn<QList<double>>("adjusted");
    QTest::newRow("none") << QList<double>() << QList<double>();
    QTest::newRow("one stays as it is") << QList{0.03} << QList{0.03};
    // As R's p.adjust(…, "holm") has it.
    QTest::newRow("in their order") << QList{0.01, 0.04, 0.03, 0.005} << QList{0.03, 0.06, 0.06, 0.02};
    QTest::newRow("none above 1") << QList{0.5, 0.9, 0.4} << QList{1.0, 1.0, 1.0};
    QTest::newRow("never below a smaller one") << QList{0.01, 0.011, 0.5} << QList{0.03, 0.03, 0.5};
    QTest::newRow("equal ones") << QList{0.02, 0.02} << QList{0.04, 0.04};
}

void TestMultipleTests::adjusts()
{
    QFETCH(QList<double>, probabilities);
    QFETCH(QList<double>, adjusted);
    const auto actual = holmAdjusted(probabilities);
    QCOMPARE(actual.size(), adjusted.size());
    for (qsizetype i = 0; i < actual.size(); ++i)
        QVERIFY2(qAbs(actual.at(i) - adjusted.at(i)) < 1e-12, qPrintable(QString::number(actual.at(i))));
}

QTEST_GUILESS_MAIN(TestMultipleTests)
#include "tst_multipletests.moc"
