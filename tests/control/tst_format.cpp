// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/format.h"

#include <QLocale>
#include <QTest>

using namespace Molotov;
using std::chrono::microseconds;
using std::chrono::seconds;

class TestFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void durations()
    {
        QCOMPARE(Format::duration(microseconds(0)), QStringLiteral("0:00"));
        QCOMPARE(Format::duration(microseconds(59'999'999)), QStringLiteral("0:59"));
        QCOMPARE(Format::duration(seconds(754)), QStringLiteral("12:34"));
        QCOMPARE(Format::duration(seconds(3'723)), QStringLiteral("1:02:03"));
        QCOMPARE(Format::duration(std::chrono::hours(24)), QStringLiteral("24:00:00"));
    }

    void latencies()
    {
        QCOMPARE(Format::latency(microseconds(0)), QStringLiteral("0 µs"));
        QCOMPARE(Format::latency(microseconds(850)), QStringLiteral("850 µs"));
        QCOMPARE(Format::latency(microseconds(1'000)), QStringLiteral("1.00 ms"));
        QCOMPARE(Format::latency(microseconds(9'996)), QStringLiteral("10.0 ms"));
        QCOMPARE(Format::latency(microseconds(12'345)), QStringLiteral("12.3 ms"));
        QCOMPARE(Format::latency(microseconds(999'499)), QStringLiteral("999 ms"));
        QCOMPARE(Format::latency(microseconds(999'500)), QStringLiteral("1.00 s"));
        QCOMPARE(Format::latency(seconds(75)), QStringLiteral("75.0 s"));
    }

    void timesOfRunsAndOfColumns()
    {
        QCOMPARE(Format::seconds(microseconds(61'240'000)), QStringLiteral("61.2 s"));
        QCOMPARE(Format::milliseconds(microseconds(123)), QStringLiteral("0.123"));
        QCOMPARE(Format::milliseconds(microseconds(999)), QStringLiteral("0.999"));
        QCOMPARE(Format::milliseconds(microseconds(9'996)), QStringLiteral("10.0"));
        QCOMPARE(Format::milliseconds(seconds(12)), QStringLiteral("12,000"));
    }

    void saysHowMany()
    {
        QCOMPARE(Format::counted(1, QStringLiteral("box"), QStringLiteral("boxes")), QStringLiteral("1 box"));
        QCOMPARE(Format::counted(1'200, QStringLiteral("box"), QStringLiteral("boxes")),
                 QStringLiteral("1,200 boxes"));
        QCOMPARE(Format::bytes(1'234'567), QStringLiteral("1.2 MB"));
    }

    void numbersFollowTheLocale()
    {
        QCOMPARE(Format::count(1'234'567), QStringLiteral("1,234,567"));
        QCOMPARE(Format::number(0), QStringLiteral("0"));
        QCOMPARE(Format::number(-12'345.6), QStringLiteral("-12,346"));
        QCOMPARE(Format::number(0.25), QStringLiteral("0.25"));
        QCOMPARE(Format::number(12.34567), QStringLiteral("12.35"));
        QCOMPARE(Format::number(1e20), QStringLiteral("1E+20"));
        QCOMPARE(Format::rate(0), QStringLiteral("0"));
        QCOMPARE(Format::rate(9.54), QStringLiteral("9.5"));
        QCOMPARE(Format::rate(1'234.4), QStringLiteral("1,234"));
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        QCOMPARE(Format::count(1'234'567), QStringLiteral("1.234.567"));
        QCOMPARE(Format::rate(9.54), QStringLiteral("9,5"));
        QCOMPARE(Format::latency(microseconds(1'230)), QStringLiteral("1,23 ms"));
    }

    void aFewAreNeverNoneNorAll()
    {
        QCOMPARE(Format::share(0, 0), QStringLiteral("0 %"));
        QCOMPARE(Format::share(0, 10), QStringLiteral("0 %"));
        QCOMPARE(Format::share(1, 1'000'000), QStringLiteral("< 0.01 %"));
        QCOMPARE(Format::share(999'999, 1'000'000), QStringLiteral("> 99.99 %"));
        QCOMPARE(Format::share(12, 46'229), QStringLiteral("0.03 %"));
        QCOMPARE(Format::share(46'217, 46'229), QStringLiteral("99.97 %"));
        QCOMPARE(Format::share(96, 10'000), QStringLiteral("1.0 %"));
        QCOMPARE(Format::share(1, 3), QStringLiteral("33.3 %"));
        QCOMPARE(Format::share(10, 10), QStringLiteral("100 %"));
    }

    void axisNumbersHaveTheDecimalsOfTheirStep()
    {
        QCOMPARE(Format::axisNumber(2'000, 500), QStringLiteral("2,000"));
        QCOMPARE(Format::axisNumber(1, 0.5), QStringLiteral("1.0"));
        QCOMPARE(Format::axisNumber(0.04, 0.02), QStringLiteral("0.04"));
        QCOMPARE(Format::axisNumber(0.3, 0.1), QStringLiteral("0.3"));
    }

    void untrustedTextStaysText()
    {
        QCOMPARE(Format::oneLine(QStringLiteral("a\nb\tc\u2028d")), QStringLiteral("a b c d"));
        QCOMPARE(Format::oneLine(QStringLiteral("abcdef"), 4), QStringLiteral("abc…"));
        QCOMPARE(Format::oneLine(QStringLiteral("\u001b[1m\u202Egnp\u2066")),
                 QStringLiteral("\uFFFD[1m\uFFFDgnp\uFFFD"));
        QCOMPARE(Format::oneLine(QStringLiteral("\U0001F600\U000E0041\U0001F600x"), 4),
                 QStringLiteral("\U0001F600\uFFFD…"));
        QCOMPARE(Format::oneLine(QStringLiteral("ab\U0001F600c"), 4), QStringLiteral("ab…"));
        QCOMPARE(Format::harmless(QStringLiteral("a\r\n\tb\u009b\U0001F600\U000E0041")),
                 QStringLiteral("a\uFFFD\n\tb\uFFFD\U0001F600\uFFFD"));
        QCOMPARE(Format::bounded(QStringLiteral("abcdef"), 4), QStringLiteral("abcd… (2 more characters)"));
        QCOMPARE(Format::bounded(QStringLiteral("abcde"), 4), QStringLiteral("abcd… (1 more character)"));
        const QString tip = Format::toolTip(QStringLiteral("<img src=x> & more"));
        QVERIFY2(tip.contains(QStringLiteral("&lt;img src=x&gt; &amp; more")), qPrintable(tip));
        QVERIFY(Format::toolTip(QString(10'000'000, QLatin1Char('x'))).size() < 2'000);
        QVERIFY(Format::toolTip({}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
