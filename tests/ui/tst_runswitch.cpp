// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/fakedialogs.h"
#include "tests/support/fakerunservice.h"
#include "ui/models/profileeditor.h"
#include "ui/models/runswitch.h"
#include "ui/models/scenariofollower.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;

struct Bench
{
    QTemporaryDir folder;
    FakeRunService service;
    ProfileEditor editor;
    FakeDialogs dialogs;
    RunSwitch run{&service, &editor, &dialogs};
    ScenarioFollower follower{&service, &editor};

    QString scenario() const { return folder.filePath(QStringLiteral("shop.ts")); }
    void write(const QByteArray &text) const
    {
        QFile file(scenario());
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
    }
    void open(const QString &baseUrl = {})
    {
        Profile profile;
        profile.baseUrl = baseUrl;
        profile.scenarioFile = scenario();
        editor.open(QStringLiteral("shop"), profile);
    }
    void answer(const QList<Protocol::ScenarioInfo> &scenarios, const std::optional<Error> &error = {})
    {
        Q_EMIT service.inspected({scenario(), scenarios, error});
    }
};

class TestRunSwitch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRunLocksTheProfileUntilItHasEnded()
    {
        Bench bench;
        bench.run.start();
        QVERIFY(bench.service.started.isEmpty()); // nothing is open
        bench.open();
        QSignalSpy prepared(&bench.run, &RunSwitch::aboutToStart);
        bench.run.start();
        bench.run.start();
        QCOMPARE(bench.service.started, QList{bench.editor.runnable()});
        QCOMPARE(prepared.count(), 1);
        QVERIFY(bench.editor.isLocked());
        QVERIFY(bench.run.canStop());
        bench.service.playStart();
        bench.run.stop();
        bench.run.stop();
        QCOMPARE(bench.service.stops, 1);
        QVERIFY(!bench.run.canStop());
        bench.run.stopNow();
        QCOMPARE(bench.service.stopsNow, 1);
        bench.service.playEnd(RunOutcome::End::Stopped);
        QVERIFY(!bench.run.isUnderWay());
        QVERIFY(!bench.editor.isLocked());
    }

    void aFailedStartCanBeTriedAgain()
    {
        Bench bench;
        bench.open();
        bench.run.start();
        bench.service.playEnd(RunOutcome::End::Failed, QStringLiteral("molotov-helper was not found."));
        QVERIFY(bench.editor.isReady());
        bench.run.start();
        QCOMPARE(bench.service.started.size(), 2);
    }

    void endingWaitsForTheAnswerAndForTheRun()
    {
        Bench bench;
        bool ended = false;
        const auto note = [&ended] { ended = true; };
        bench.run.endThen(note);
        QVERIFY(ended);

        ended = false;
        bench.open();
        bench.run.start();
        bench.service.playStart();
        bench.run.askToEnd([&] { bench.run.endThen(note); });
        QCOMPARE(bench.dialogs.asked, QStringList{QStringLiteral("stop and close")});
        QCOMPARE(bench.service.stopsNow, 0);
        bench.dialogs.stopAndClose();
        QCOMPARE(bench.service.stopsNow, 1);
        QVERIFY(!ended);
        bench.service.playEnd(RunOutcome::End::Stopped);
        QVERIFY(ended);
    }

    void aRunThatEndsWhileThePersonThinksIsOver()
    {
        Bench bench;
        bool ended = false;
        bench.open();
        bench.run.start();
        bench.run.askToEnd([&] { bench.run.endThen([&ended] { ended = true; }); });
        bench.service.playEnd(RunOutcome::End::Finished);
        QVERIFY(!ended);
        bench.dialogs.stopAndClose();
        QVERIFY(ended);
        QCOMPARE(bench.service.stopsNow, 0);
    }

    void aRunThatIsStoppedTwiceIsCutOff()
    {
        Bench bench;
        bool ended = false;
        const auto end = [&ended] { ended = true; };
        bench.open();
        bench.run.start();
        bench.run.stopThen(end);
        QCOMPARE(bench.service.stops, 1);
        QCOMPARE(bench.service.stopsNow, 0);
        bench.run.stopThen(end);
        QCOMPARE(bench.service.stopsNow, 1);
        QVERIFY(!ended);
        bench.service.playEnd(RunOutcome::End::Stopped);
        QVERIFY(ended);
    }

    void theTargetIsLookedAtFirst()
    {
        Bench bench;
        bench.open(QStringLiteral("http://shop.example"));
        bench.run.start();
        QCOMPARE(bench.service.checks, QList{bench.editor.runnable()});
        QVERIFY(bench.run.canStop() && bench.run.isChecking() && bench.editor.isLocked());
        QVERIFY(bench.service.started.isEmpty());
        QTRY_COMPARE(bench.service.started, QList{bench.editor.runnable()});
        QVERIFY(!bench.run.isChecking());
        QCOMPARE(bench.dialogs.asked, QStringList());
        QVERIFY(bench.run.isUnderWay());
    }

    void aHostThatIsNotNearbyIsAskedAbout()
    {
        Bench bench;
        bench.open(QStringLiteral("http://shop.example"));
        const TargetReport report{.host = QStringLiteral("shop.example"), .isAllowed = false};
        bench.service.reports = {report, report};
        bench.run.start();
        QTRY_COMPARE(bench.dialogs.asked, QStringList{QStringLiteral("load shop.example")});
        QVERIFY(!bench.run.isUnderWay() && !bench.editor.isLocked()); // it was cancelled
        QVERIFY(!bench.editor.isModified());

        bench.dialogs.allowsLoad = true;
        bench.run.start();
        QTRY_COMPARE(bench.service.started.size(), 1);
        QCOMPARE(bench.service.started.first().allowedHosts, QStringList{QStringLiteral("shop.example")});
        QVERIFY(bench.editor.isModified());
        QCOMPARE(bench.dialogs.asked.size(), 2);
    }

    void aTargetThatCannotBeReachedIsAskedAbout()
    {
        Bench bench;
        bench.open(QStringLiteral("http://shop.example"));
        const TargetReport report{.host = QStringLiteral("shop.example"),
                                  .isAllowed = true,
                                  .problem = QStringLiteral("Cannot connect.")};
        bench.service.reports = {report, report};
        bench.run.start();
        QTRY_COMPARE(bench.dialogs.asked, QStringList{QStringLiteral("start though: Cannot connect.")});
        QVERIFY(!bench.run.isUnderWay() && bench.service.started.isEmpty());
        bench.dialogs.startsAnyway = true;
        bench.run.start();
        QTRY_COMPARE(bench.service.started.size(), 1);
        QCOMPARE(bench.service.checks.size(), 2);
        QVERIFY(!bench.editor.isModified());
    }

    void aRunCanBeStoppedWhileItsTargetIsLookedAt()
    {
        Bench bench;
        bench.open(QStringLiteral("http://shop.example"));
        bench.run.start();
        bench.run.stop();
        QVERIFY(!bench.run.isUnderWay() && !bench.editor.isLocked());
        QCoreApplication::processEvents();
        QVERIFY(bench.service.started.isEmpty());
        QCOMPARE(bench.service.stops, 0);
        bench.run.start();
        bool hasEnded = false;
        bench.run.endThen([&hasEnded] { hasEnded = true; });
        QVERIFY(hasEnded);
    }

    void theScenariosOfTheFileAreLookedUp()
    {
        Bench bench;
        bench.write("one");
        bench.open();
        QTRY_COMPARE(bench.service.inspections.size(), 1);
        QVERIFY(bench.follower.isBusy());
        bench.answer({{QStringLiteral("browse"), 2}});
        QVERIFY(!bench.follower.isBusy());
        QCOMPARE(bench.follower.scenarios()->rowCount(), 1);

        bench.write("two"); // an editor has saved it
        QTRY_COMPARE(bench.service.inspections.size(), 2);
        bench.answer({}, Error{QStringLiteral("shop.ts:2:1: Unexpected end")});
        QCOMPARE(bench.follower.scenarios()->rowCount(), 0);
        QCOMPARE(bench.editor.problems().value(ProfileField::ScenarioFile),
                 QStringLiteral("shop.ts:2:1: Unexpected end"));

        QVERIFY(QFile::remove(bench.scenario())); // as editors do that save by renaming
        bench.write("three");
        QTRY_VERIFY(bench.service.inspections.size() >= 3);
        bench.answer({{QStringLiteral("buy"), 1}});
        QVERIFY(bench.editor.isReady());
    }

    void anAnswerForAnotherFileIsDropped()
    {
        Bench bench;
        bench.open();
        Q_EMIT bench.service.inspected({QStringLiteral("/other.ts"), {}, Error{QStringLiteral("bad")}});
        QVERIFY(bench.editor.isReady());
    }

    void nothingIsInspectedWhileARunIsMeasured()
    {
        Bench bench;
        bench.write("one");
        bench.open();
        QTRY_COMPARE(bench.service.inspections.size(), 1);
        bench.answer({});
        bench.run.start();
        bench.write("two");
        QTest::qWait(500);
        QCOMPARE(bench.service.inspections.size(), 1);
        bench.service.playEnd(RunOutcome::End::Finished);
        QTRY_COMPARE(bench.service.inspections.size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestRunSwitch)
#include "tst_runswitch.moc"
