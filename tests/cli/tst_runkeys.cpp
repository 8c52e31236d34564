// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/runkeys.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Cli;
using namespace std::chrono_literals;
using Kind = LoadChange::Kind;

/// What each key asks for.
class TestRunKeys : public QObject
{
    Q_OBJECT

    struct Bench
    {
        QList<LoadChange> changes;
        QStringList notes;
        int stops = 0;
        RunKeys keys;

        explicit Bench(const Profile &profile)
            : keys({.change = [this](const LoadChange &change) { changes.append(change); },
                    .mark = [this](const QString &note) { notes.append(note); },
                    .stop = [this] { ++stops; }},
                   {})
        {
            keys.stateChanged(RunState::Starting);
            keys.runBegan({.profile = profile, .scenarios = {}});
            keys.stateChanged(RunState::Running);
        }
        void press(const char *text)
        {
            for (; *text != '\0'; ++text)
                keys.press(*text);
        }
        QList<double> loads() const
        {
            QList<double> loads;
            for (const auto &change : changes)
                loads.append(change.load);
            return loads;
        }
    };

    static Profile users(int count) { return {.workers = count, .duration = 60s}; }

private Q_SLOTS:
    void changesTheLoadInSteps()
    {
        Bench bench(users(20));
        bench.press("+=-");
        QCOMPARE(bench.loads(), QList<double>({22, 24, 22})); // faster than the run answers
        for (const auto &change : bench.changes)
            QVERIFY(change.kind == Kind::Target && change.time == 0s);
    }

    void goesByTheLoadOfTheMoment()
    {
        auto ramp = users(100);
        ramp.rampUp = 10s;
        Bench bench(ramp);
        bench.keys.snapshotTaken({.elapsed = 5s});
        bench.press("+");
        QCOMPARE(bench.loads(), QList<double>({55}));
    }

    void changesARate()
    {
        Profile profile{.duration = 60s};
        profile.rate = QStringLiteral("25/s");
        Bench bench(profile);
        bench.press("+");
        QCOMPARE(bench.loads(), QList<double>({27.5}));
        QVERIFY(bench.keys.help().contains(QStringLiteral("rate")));
    }

    void doesNotGoBelowNothing()
    {
        Bench bench(users(1));
        bench.press("---");
        QCOMPARE(bench.loads(), QList<double>({0}));
    }

    void pausesAndResumes()
    {
        Bench bench(users(2));
        bench.press("pm\n");
        QCOMPARE(bench.changes.size(), 1);
        QCOMPARE(bench.changes.first().kind, Kind::Pause);
        QCOMPARE(bench.notes, QStringList{QString()});
        bench.keys.marked({.at = 1s, .change = bench.changes.first(), .loadBefore = 2, .note = {}});
        QVERIFY(bench.keys.isPaused());
        bench.press("P");
        QCOMPARE(bench.changes.last().kind, Kind::Resume);
    }

    void takesTheNoteOfAMarker()
    {
        Bench bench(users(2));
        QVERIFY(bench.keys.prompt().isEmpty());
        bench.press("m cache-q+\x1b\x1b"); // the first one leaves it, the second one means nothing
        QVERIFY(bench.keys.prompt().isEmpty());
        bench.press("m v2\xC3\xBC\x7f\b1, warm \t");
        QVERIFY(bench.keys.prompt().endsWith(QStringLiteral(" v1, warm ")));
        bench.press("\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\xC3\xBC\r");
        bench.press("mgone");
        bench.keys.stateChanged(RunState::Stopping);
        QVERIFY(bench.keys.prompt().isEmpty());
        QCOMPARE(bench.notes, QStringList{QStringLiteral("\u00fc")});
        QCOMPARE(bench.stops, 0);
        QVERIFY(bench.changes.isEmpty());
    }

    void aNoteIsNoLongerThanAMarkerTakes()
    {
        Bench bench(users(2));
        bench.press("m");
        for (int i = 0; i < RunMarker::MaxNoteLength - 1; ++i)
            bench.press("x");
        bench.press("\xC3\xBCyyy"); // the letter is not cut
        QVERIFY2(bench.keys.prompt().endsWith(QStringLiteral("xxx\u00fc")), qPrintable(bench.keys.prompt()));
        QVERIFY(bench.keys.prompt().size() < 80);
        bench.press("\n");
        QCOMPARE(bench.notes.value(0).size(), RunMarker::MaxNoteLength);
    }

    void stopsOnce()
    {
        Bench bench(users(2));
        bench.press("q");
        bench.keys.stateChanged(RunState::Stopping);
        bench.press("qq+pm\n");
        QCOMPARE(bench.stops, 1);
        QVERIFY(bench.changes.isEmpty());
        QVERIFY(bench.notes.isEmpty());
    }

    void knowsNoOtherKeys()
    {
        Bench bench(users(2));
        bench.press("x \n\x7f");
        QVERIFY(bench.changes.isEmpty());
        QCOMPARE(bench.stops + int(bench.notes.size()), 0);
    }
};

QTEST_GUILESS_MAIN(TestRunKeys)
#include "tst_runkeys.moc"
