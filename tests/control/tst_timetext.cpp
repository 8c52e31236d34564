// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/timetext.h"

#include <QLocale>
#include <QTest>

using namespace Molotov;
using std::chrono::milliseconds;

class TestTimeText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesAreWrittenWithUnits_data()
    {
        QTest::addColumn<qint64>("milli");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << qint64(0) << "0 s";
        QTest::newRow("a part of a second") << qint64(250) << "0.25 s";
        QTest::newRow("seconds") << qint64(45'000) << "45 s";
        QTest::newRow("minutes") << qint64(90'500) << "1 min 30.5 s";
        QTest::newRow("a day") << qint64(86'400'000) << "24 h";
        QTest::newRow("all") << qint64(3'661'001) << "1 h 1 min 1.001 s";
        QTest::newRow("negative") << qint64(-5'000) << "-5 s";
    }

    void timesAreWrittenWithUnits()
    {
        QFETCH(qint64, milli);
        QFETCH(QString, text);
        QLocale::setDefault(QLocale::c());
        QCOMPARE(timeText(milliseconds(milli)), text);
        QCOMPARE(timeFromText(text), milliseconds(milli));
    }

    void whatPeopleTypeIsRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("milli"); // INT64_MIN = is no time
        constexpr auto NoTime = std::numeric_limits<qint64>::min();
        QTest::newRow("seconds") << "90" << qint64(90'000);
        QTest::newRow("without a space") << "1.5min" << qint64(90'000);
        QTest::newRow("short units") << "1h 30m" << qint64(5'400'000);
        QTest::newRow("glued") << "1h30m5s" << qint64(5'405'000);
        QTest::newRow("upper case") << " 2 H " << qint64(7'200'000);
        QTest::newRow("milliseconds") << "500 ms" << qint64(500);
        QTest::newRow("minutes and seconds") << "1:30" << qint64(90'000);
        QTest::newRow("less than a minute") << "0:05" << qint64(5'000);
        QTest::newRow("many minutes") << "90:00" << qint64(5'400'000);
        QTest::newRow("hours, minutes and seconds") << "1:02:03" << qint64(3'723'000);
        QTest::newRow("words for units") << "2 hours 30 minutes 5 secs" << qint64(9'005'000);
        QTest::newRow("one digit of seconds") << "1:3" << NoTime;
        QTest::newRow("too many seconds") << "1:75" << NoTime;
        QTest::newRow("a unit behind a clock") << "1:30 h" << NoTime;
        QTest::newRow("a number without unit behind another") << "1 h 30" << NoTime;
        QTest::newRow("a unit that is none") << "5x" << NoTime;
        QTest::newRow("a comma that is no decimal sign") << "1,5 min" << NoTime;
        QTest::newRow("empty") << "" << NoTime;
        QTest::newRow("words") << "soon" << NoTime;
        QTest::newRow("unknown unit") << "5 weeks" << NoTime;
        QTest::newRow("two signs") << "--5" << NoTime;
        QTest::newRow("two points") << "1.2.3" << NoTime;
        QTest::newRow("too much") << "99999999999999999999 h" << NoTime;
    }

    void whatPeopleTypeIsRead()
    {
        QFETCH(QString, text);
        QFETCH(qint64, milli);
        QLocale::setDefault(QLocale::c());
        const auto time = timeFromText(text);
        QCOMPARE(time ? time->count() : std::numeric_limits<qint64>::min(), milli);
    }

    void theDecimalCommaOfALocaleIsUnderstood()
    {
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        QCOMPARE(timeText(milliseconds(2'500)), QStringLiteral("2,5 s"));
        QCOMPARE(timeFromText(QStringLiteral("2,5 s")), milliseconds(2'500));
        QCOMPARE(timeFromText(QStringLiteral("2.5 s")), milliseconds(2'500));
    }
};

QTEST_GUILESS_MAIN(TestTimeText)
#include "tst_timetext.moc"
