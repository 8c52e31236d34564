// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/failurestreak.h"
#include "core/control/run/runsecond.h"

#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

namespace {

// Each letter is a second: "f" with failures, "o" with iterations that are ok, "b" with both, "." without
// any.
QList<RunSecond> secondsOf(const QString &letters)
{
    QList<RunSecond> seconds;
    for (const auto letter : letters) {
        RunSecond second;
        second.measured.elapsed = std::chrono::seconds(seconds.size() + 1);
        const bool isBoth = letter == QLatin1Char('b');
        second.measured.scenarios = {{.ok = isBoth || letter == QLatin1Char('o') ? 3 : 0,
                                      .failed = isBoth || letter == QLatin1Char('f') ? 2 : 0}};
        seconds.append(second);
    }
    return seconds;
}

} // namespace

class TestFailureStreak : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isLong_data()
    {
        QTest::addColumn<QString>("seconds");
        QTest::addColumn<bool>("isLong");
        const auto row = [](const char *seconds, bool isLong) {
            QTest::newRow(seconds) << QString::fromLatin1(seconds) << isLong;
        };
        row("", false);
        row("..........", false);
        row("oooooooooo", false);
        row("fffffffff", false);
        row("ffffffffff", true);
        row("ooo..ffffffffff", true);
        row("ffffobffffffff", false);
        row("bbbbbbbbbbbb", false);
        row("f........f", true);
        row("f.........", false); // that one has failed says nothing of those under way
        row("ffffffffff..", true);
        row("ffffffffffffo", false);
        row("ffffffffffffb", false);
        row("ffffffffffffoffffffffff", true);
    }

    void isLong()
    {
        QFETCH(QString, seconds);
        FailureStreak streak;
        streak.add(secondsOf(seconds));
        QTEST(streak.isLong(), "isLong");
    }

    void takesSecondsAsTheyCome()
    {
        FailureStreak streak;
        const auto seconds = secondsOf(QStringLiteral("ffffffffff"));
        for (const auto &second : seconds) {
            QVERIFY(!streak.isLong());
            streak.add({second});
        }
        QVERIFY(streak.isLong());
    }

    // Those that were joined are longer.
    void knowsHowLongSecondsAre()
    {
        auto second = secondsOf(QStringLiteral("f")).first();
        second.length = 10s;
        second.measured.elapsed = 12s;
        FailureStreak streak;
        streak.add({second});
        QVERIFY(streak.isLong());
    }
};

QTEST_GUILESS_MAIN(TestFailureStreak)

#include "tst_failurestreak.moc"
