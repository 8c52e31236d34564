// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/loadstages.h"

#include <QTest>

using namespace Molotov;

class TestLoadStages : public QObject
{
    Q_OBJECT

    // "milliseconds:load …", or the error.
    static QString shown(const Result<QList<LoadStage>> &stages)
    {
        if (!stages)
            return stages.error().text;
        QStringList texts;
        for (const auto &stage : *stages)
            texts.append(QStringLiteral("%1:%2").arg(stage.time.count()).arg(stage.load));
        return texts.join(QLatin1Char(' '));
    }

private Q_SLOTS:
    void readsUsers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("stages");
        QTest::newRow("one") << "30s:10"
                             << "30000:10";
        QTest::newRow("several, with spaces") << "30s:10, 1m:50 ,30s:0"
                                              << "30000:10 60000:50 30000:0";
        QTest::newRow("units") << "5:1,5ms:1,5s:1,5m:1,5min:1,5h:1"
                               << "5000:1 5:1 5000:1 300000:1 300000:1 18000000:1";
        QTest::newRow("parts of a second") << "0.5s:1"
                                           << "500:1";
    }

    void readsUsers()
    {
        QFETCH(QString, text);
        QTEST(shown(LoadStages::parseUsers(text)), "stages");
    }

    void readsRates_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("stages");
        QTest::newRow("one for the whole run") << "100/s"
                                               << "0:100";
        QTest::newRow("without a unit") << "2.5"
                                        << "0:2.5";
        QTest::newRow("a minute") << "120/m"
                                  << "0:2";
        QTest::newRow("an hour") << "7200/h"
                                 << "0:2";
        QTest::newRow("stages") << "30s:10/s,1m:600/min"
                                << "30000:10 60000:10";
    }

    void readsRates()
    {
        QFETCH(QString, text);
        QTEST(shown(LoadStages::parseRates(text)), "stages");
    }

    void saysWhatToWrite_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "10", "30s", "30s:", ":10", "30s:10,", "30x:10", "-3s:10", "30s:1.5",
                                 "30s:-1", "30s:10/s", "1e9h:1", "30s:1e99", "30s:9999999", "30s:10 1m:5"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void saysWhatToWrite()
    {
        QFETCH(QString, text);
        const auto stages = LoadStages::parseUsers(text);
        QVERIFY(!stages);
        QVERIFY2(stages.error().text.contains(QStringLiteral("30s:10,1m:50,30s:0")),
                 qPrintable(stages.error().text));
    }

    void saysWhatToWriteForRates()
    {
        for (const char *text : {"", "fast", "10/d", "30s:x", "10/s,20/s", "-1/s"})
            QVERIFY2(
                shown(LoadStages::parseRates(QString::fromLatin1(text))).contains(QStringLiteral("100/s")),
                text);
    }
};

QTEST_GUILESS_MAIN(TestLoadStages)
#include "tst_loadstages.moc"
