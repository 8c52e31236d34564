// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/markerwords.h"

#include <QLocale>
#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;
using Kind = LoadChange::Kind;
using Model = LoadPlan::Model;

class TestMarkerWords : public QObject
{
    Q_OBJECT

    static RunMarker change(Kind kind, double before = 0, double load = 0,
                            std::chrono::microseconds time = 0s)
    {
        return {.at = 12'300ms, .change = LoadChange{kind, load, time}, .loadBefore = before, .note = {}};
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void saysWhatWasChanged()
    {
        const auto users = change(Kind::Target, 50, 1200, 10s);
        QCOMPARE(MarkerWords::label(users, Model::Closed), QStringLiteral("1,200 users"));
        QCOMPARE(MarkerWords::line(users, Model::Closed),
                 QStringLiteral("0:12 · From 50 to 1,200 users within 10 s"));
        QCOMPARE(MarkerWords::text(change(Kind::Target, 2, 1), Model::Closed),
                 QStringLiteral("From 2 to 1 user"));
        QCOMPARE(MarkerWords::text(change(Kind::Target, 20, 12.5), Model::Open),
                 QStringLiteral("From 20/s to 12.5/s"));
        QCOMPARE(MarkerWords::text(change(Kind::Pause), Model::Open), QStringLiteral("Paused"));
        QCOMPARE(MarkerWords::text(change(Kind::Resume), Model::Open), QStringLiteral("Resumed"));
        QCOMPARE(MarkerWords::text(change(Kind::Extend, 5, 0, 90s), Model::Open),
                 QStringLiteral("Extended by 1 min 30 s"));
        QCOMPARE(MarkerWords::label(change(Kind::Extend, 5, 0, 90s), Model::Open),
                 QStringLiteral("+1 min 30 s"));
    }

    void showsNotesInOneLine()
    {
        const RunMarker note{.at = 3s, .change = {}, .note = QStringLiteral("cache\nemptied \x1b[2J")};
        QVERIFY(!MarkerWords::text(note, Model::Closed).contains(QLatin1Char('\n')));
        QVERIFY(!MarkerWords::text(note, Model::Closed).contains(QLatin1Char('\x1b')));
        QCOMPARE(MarkerWords::text({}, Model::Closed), QStringLiteral("Marker"));
        RunMarker longNote;
        longNote.note = QString(400, QLatin1Char('x'));
        QVERIFY(MarkerWords::label(longNote, Model::Closed).size() <= 24);
        QCOMPARE(MarkerWords::text(longNote, Model::Closed), longNote.note);
    }
};

QTEST_GUILESS_MAIN(TestMarkerWords)
#include "tst_markerwords.moc"
