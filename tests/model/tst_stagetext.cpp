// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/stagetext.h"

#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

class TestStageText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTimes_data()
    {
        QTest::addColumn<std::chrono::milliseconds>("time");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << std::chrono::milliseconds(0ms) << QStringLiteral("0s");
        QTest::newRow("parts of a second") << std::chrono::milliseconds(1500ms) << QStringLiteral("1500ms");
        QTest::newRow("seconds") << std::chrono::milliseconds(90s) << QStringLiteral("90s");
        QTest::newRow("minutes") << std::chrono::milliseconds(90min) << QStringLiteral("90m");
        QTest::newRow("hours") << std::chrono::milliseconds(48h) << QStringLiteral("48h");
    }

    void writesTimes()
    {
        QFETCH(std::chrono::milliseconds, time);
        QTEST(StageText::ofTime(time), "text");
        QCOMPARE(StageText::time(StageText::ofTime(time)), std::optional(time));
    }

    void writesLoads()
    {
        QCOMPARE(StageText::ofUsers(1'000'000), QStringLiteral("1000000"));
        QCOMPARE(StageText::ofRate(2.5), QStringLiteral("2.5/s"));
        QCOMPARE(StageText::ofRate(0.00001), QStringLiteral("0.00001/s")); // what can be read again
        QCOMPARE(StageText::rate(StageText::ofRate(1.0 / 60)), std::optional(1.0 / 60));
    }

    void writesStagesThatCanBeReadAgain()
    {
        const QList<LoadStage> stages{{30s, 10}, {90s, 50}, {1h, 0}};
        QCOMPARE(StageText::ofUserStages(stages), QStringLiteral("30s:10,90s:50,1h:0"));
        QCOMPARE(StageText::ofRateStages(stages), QStringLiteral("30s:10/s,90s:50/s,1h:0/s"));
        QCOMPARE(*LoadStages::parseUsers(StageText::ofUserStages(stages)), stages);
        QCOMPARE(*LoadStages::parseRates(StageText::ofRateStages(stages)), stages);
    }
};

QTEST_GUILESS_MAIN(TestStageText)
#include "tst_stagetext.moc"
