// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/fakedialogs.h"
#include "tests/support/silentdisk.h"
#include "ui/models/documentflow.h"
#include "ui/models/profileeditor.h"
#include "ui/models/recentprofiles.h"

#include <QFile>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <memory>

using namespace Molotov;

/// One window's worth of parts, and a folder to save in.
struct Desk
{
    QTemporaryDir folder;
    ProfileEditor editor;
    RecentProfiles recent;
    FakeDialogs dialogs;
    DocumentFlow flow{&editor, &recent, &dialogs};

    QString path(const char *name) const { return folder.filePath(QLatin1String(name)); }
    QString write(const char *name, const QByteArray &text) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return file.fileName();
    }
    QByteArray read(const char *name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void setWorkers(int workers)
    {
        auto profile = editor.profile();
        profile.workers = workers;
        editor.edit(profile);
    }
    int workersIn(const char *name, const QString &test) const
    {
        const auto file = ProfileFile::load(path(name));
        return file && file->contains(test) ? file->profile(test).workers : -1;
    }
    bool open(const QString &file, const QString &test = {})
    {
        QSignalSpy opened(&flow, &DocumentFlow::profileOpened);
        flow.openFile(file, test);
        return opened.count() > 0 || opened.wait();
    }
};

Q_DECLARE_METATYPE(std::function<void(DocumentFlow &, const QString &)>)

static const QByteArray OneTest = R"({"molotov": {"tests": {"a": {"scenario": "a.ts", "workers": 3}}}})";
static const QByteArray TwoTests =
    R"({"molotov": {"team": "qa", "tests": {"big": {"workers": 9, "budget": 5}, "small": {"workers": 1}}}})";

class TestDocumentFlow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewProfileIsOpenAndNothingToSave()
    {
        Desk desk;
        desk.flow.newProfile();
        QVERIFY(desk.editor.isOpen());
        QVERIFY(!desk.editor.isModified());
        QCOMPARE(desk.dialogs.asked, QStringList());
    }

    void openingShowsTheProfileAndRemembersIt()
    {
        Desk desk;
        const auto file = desk.write("one.json", OneTest);
        QVERIFY(desk.open(file));
        QCOMPARE(desk.editor.profile().workers, 3);
        QCOMPARE(desk.editor.name(), QStringLiteral("a"));
        QCOMPARE(desk.recent.places(), (QList<ProfilePlace>{{file, QStringLiteral("a")}}));
    }

    void mayGoAwayWhileAFileIsRead()
    {
        const auto desk = std::make_unique<Desk>();
        const auto file = desk->write("p.json", OneTest);
        for (int i = 0; i < 20; ++i) {
            Desk leaving;
            leaving.flow.openFile(file);
        }
        filePool()->waitForDone();
        QCoreApplication::processEvents();
        QVERIFY(desk->open(file));
    }

    void aFileOfSeveralTestsAsksWhich()
    {
        Desk desk;
        const auto file = desk.write("two.json", TwoTests);
        desk.dialogs.name = QStringLiteral("big");
        QVERIFY(desk.open(file));
        QCOMPARE(desk.dialogs.asked, QStringList{QStringLiteral("which of big small")});
        QCOMPARE(desk.editor.profile().workers, 9);
        QVERIFY(desk.open(file, QStringLiteral("small")));
        QCOMPARE(desk.editor.profile().workers, 1);
        QCOMPARE(desk.dialogs.asked.size(), 1);
    }

    void whatCannotBeOpenedLeavesWhatIsOpen_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("test");
        QTest::addColumn<QString>("part");
        QTest::newRow("half-written") << QByteArray("{\"molotov\": {") << ""
                                      << "no whole JSON";
        QTest::newRow("foreign") << QByteArray("{\"name\": \"x\"}") << ""
                                 << "no profile";
        QTest::newRow("newer") << QByteArray(R"({"molotov": {"version": 99, "tests": {"a": {}}}})") << ""
                               << "newer version";
        QTest::newRow("no such test") << TwoTests << "huge"
                                      << "big, small";
        QTest::newRow("gone") << QByteArray() << ""
                              << "no file";
    }

    void whatCannotBeOpenedLeavesWhatIsOpen()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, test);
        QFETCH(QString, part);
        Desk desk;
        QVERIFY(desk.open(desk.write("one.json", OneTest)));
        const auto bad = desk.path("bad.json");
        if (!text.isEmpty())
            desk.write("bad.json", text);
        desk.recent.add({bad, QStringLiteral("x")});
        desk.flow.openFile(bad, test);
        QTRY_COMPARE(desk.dialogs.errors.size(), 1);
        QVERIFY2(desk.dialogs.errors.first().contains(part), qPrintable(desk.dialogs.errors.first()));
        QCOMPARE(desk.editor.name(), QStringLiteral("a"));
        QCOMPARE(desk.editor.profile().workers, 3);
        const bool listed = desk.recent.places().contains(ProfilePlace{bad, QStringLiteral("x")});
        QCOMPARE(listed, !text.isEmpty()); // a file that is gone is forgotten
    }

    void aFileThatWasNeverThereIsNotCalledARecentOne()
    {
        Desk desk;
        desk.flow.openFile(desk.path("gone.json"));
        QTRY_COMPARE(desk.dialogs.errors.size(), 1);
        QVERIFY(!desk.dialogs.errors.first().contains(QLatin1String("recent")));
        desk.recent.add({desk.path("gone.json"), {}});
        desk.flow.openFile(desk.path("gone.json"));
        QTRY_COMPARE(desk.dialogs.errors.size(), 2);
        QVERIFY(desk.dialogs.errors.last().contains(QLatin1String("no longer among the recent profiles")));
    }

    void openTakesAScenarioFileLikeADroppedOne()
    {
        Desk desk;
        desk.dialogs.path = desk.path("a.ts");
        desk.flow.openProfile();
        QCOMPARE(desk.editor.profile().scenarioFile, desk.path("a.ts"));
        desk.dialogs.path = desk.path("b.js");
        desk.flow.openProfile();
        QCOMPARE(desk.editor.profile().scenarioFile, desk.path("b.js"));
        QCOMPARE(desk.dialogs.errors, QStringList());
    }

    void nothingTakesThePlaceOfATestThatRuns_data()
    {
        QTest::addColumn<std::function<void(DocumentFlow &, const QString &)>>("request");
        using Request = std::function<void(DocumentFlow &, const QString &)>;
        const auto row = [](const char *name, const Request &request) { QTest::newRow(name) << request; };
        row("open", [](DocumentFlow &flow, const QString &file) { flow.openFile(file); });
        row("take a profile", [](DocumentFlow &flow, const QString &file) { flow.take(file); });
        row("take a scenario",
            [](DocumentFlow &flow, const QString &) { flow.take(QStringLiteral("/x/other.ts")); });
        row("new", [](DocumentFlow &flow, const QString &) { flow.newProfile(); });
        row("demo or Git",
            [](DocumentFlow &flow, const QString &) { flow.openBorrowed(QStringLiteral("Demo"), {}); });
        row("close", [](DocumentFlow &flow, const QString &) { flow.closeProfile(); });
    }

    void nothingTakesThePlaceOfATestThatRuns()
    {
        QFETCH(const std::function<void(DocumentFlow &, const QString &)>, request);
        Desk desk;
        QVERIFY(desk.open(desk.write("one.json", OneTest)));
        const auto running = desk.editor.profile();
        desk.editor.setLocked(true);
        request(desk.flow, desk.write("two.json", OneTest));
        QTRY_COMPARE(desk.dialogs.errors.size(), 1);
        QVERIFY(desk.editor.isOpen());
        QCOMPARE(desk.editor.profile(), running);
        QCOMPARE(desk.flow.place().path, desk.path("one.json"));
    }

    void aFileThatIsReadWhenARunBeginsIsRefused()
    {
        Desk desk;
        QVERIFY(desk.open(desk.write("one.json", OneTest)));
        desk.flow.openFile(desk.write("two.json", QByteArray(OneTest).replace("\"a\"", "\"b\"")));
        desk.editor.setLocked(true); // Start was pressed
        QTRY_COMPARE(desk.dialogs.errors.size(), 1);
        QCOMPARE(desk.editor.name(), QStringLiteral("a"));
        QCOMPARE(desk.flow.place().path, desk.path("one.json"));
    }

    void savingKeepsTheOtherTestsAndUnknownKeys()
    {
        Desk desk;
        QVERIFY(desk.open(desk.write("two.json", TwoTests), QStringLiteral("big")));
        desk.setWorkers(20);
        desk.flow.save();
        QTRY_VERIFY(!desk.editor.isModified());
        QCOMPARE(desk.workersIn("two.json", QStringLiteral("big")), 20);
        QCOMPARE(desk.workersIn("two.json", QStringLiteral("small")), 1);
        QVERIFY(desk.read("two.json").contains("\"budget\": 5"));
        QVERIFY(desk.read("two.json").contains("\"team\": \"qa\""));
    }

    void aNewProfileIsSavedWhereThePersonSays()
    {
        Desk desk;
        desk.flow.newProfile(desk.path("shop.ts"));
        desk.dialogs.path = desk.path("checkout"); // the ending is added
        desk.flow.save();
        QTRY_VERIFY(desk.flow.place().isSaved());
        QCOMPARE(desk.dialogs.asked, QStringList{QStringLiteral("place, maybe ") + desk.path("shop.json")});
        QCOMPARE(desk.editor.name(), QStringLiteral("checkout"));
        QVERIFY(desk.read("checkout.json").contains("\"scenario\": \"shop.ts\""));
        QCOMPARE(desk.recent.places().first().path, desk.path("checkout.json"));
    }

    void aFileThatChangedMeanwhileIsNotOverwrittenSilently()
    {
        Desk desk;
        QVERIFY(desk.open(desk.write("two.json", TwoTests), QStringLiteral("big")));
        desk.write("two.json", QByteArray(TwoTests).replace("\"workers\": 1", "\"workers\": 2"));
        desk.setWorkers(20);
        desk.flow.save(); // cancelled
        QTRY_COMPARE(desk.dialogs.asked, QStringList{QStringLiteral("changed ")});
        QCOMPARE(desk.workersIn("two.json", QStringLiteral("big")), 9);
        QVERIFY(desk.editor.isModified());

        desk.dialogs.changed = Dialogs::Changed::SaveAnyway;
        desk.flow.save();
        QTRY_VERIFY(!desk.editor.isModified());
        QCOMPARE(desk.workersIn("two.json", QStringLiteral("big")), 20);
        QCOMPARE(desk.workersIn("two.json", QStringLiteral("small")), 2); // as somebody else has left it
    }

    void aFileThatChangedMeanwhileCanBeReloaded()
    {
        Desk desk;
        QVERIFY(desk.open(desk.write("one.json", OneTest)));
        desk.write("one.json", QByteArray(OneTest).replace("3", "4"));
        desk.setWorkers(20);
        desk.dialogs.changed = Dialogs::Changed::Reload;
        desk.flow.save();
        QTRY_COMPARE(desk.editor.profile().workers, 4);
        QVERIFY(!desk.editor.isModified());
    }

    void onlyIndentedAnewIsNotChanged()
    {
        Desk desk;
        QVERIFY(desk.open(desk.write("one.json", OneTest)));
        desk.write("one.json", QJsonDocument::fromJson(OneTest).toJson());
        desk.setWorkers(20);
        desk.flow.save();
        QTRY_COMPARE(desk.workersIn("one.json", QStringLiteral("a")), 20);
        QCOMPARE(desk.dialogs.asked, QStringList());
    }

    void aFileThatVanishedIsWrittenAgainWhole()
    {
        Desk desk;
        QVERIFY(desk.open(desk.write("two.json", TwoTests), QStringLiteral("big")));
        QVERIFY(QFile::remove(desk.path("two.json")));
        desk.setWorkers(20);
        desk.flow.save();
        QTRY_COMPARE(desk.workersIn("two.json", QStringLiteral("big")), 20);
        QCOMPARE(desk.workersIn("two.json", QStringLiteral("small")), 1);
    }

    void savingIntoAProfileFileAddsToIt()
    {
        Desk desk;
        desk.write("two.json", TwoTests);
        QVERIFY(desk.open(desk.write("one.json", OneTest)));
        desk.dialogs.path = desk.path("two.json");
        desk.dialogs.name = QStringLiteral("third");
        desk.flow.saveAs();
        QTRY_COMPARE(desk.workersIn("two.json", QStringLiteral("third")), 3);
        QCOMPARE(desk.workersIn("two.json", QStringLiteral("small")), 1);
        QCOMPARE(desk.dialogs.asked.last(), QStringLiteral("name beside big small, maybe two"));
        QTRY_COMPARE(desk.editor.name(), QStringLiteral("third"));
    }

    void savingAsIntoTheSameFileAsksForTheName()
    {
        Desk desk;
        QVERIFY(desk.open(desk.write("two.json", TwoTests), QStringLiteral("big")));
        desk.setWorkers(20);
        desk.dialogs.path = desk.path("two.json");
        desk.flow.saveAs(); // cancelled
        QTRY_COMPARE(desk.dialogs.asked.last(), QStringLiteral("name beside big small, maybe big"));
        QCOMPARE(desk.read("two.json"), TwoTests);
        QVERIFY(desk.editor.isModified());

        desk.dialogs.name = QStringLiteral("copy");
        desk.flow.saveAs();
        QTRY_COMPARE(desk.editor.name(), QStringLiteral("copy"));
        QCOMPARE(desk.workersIn("two.json", QStringLiteral("big")), 9);
        QCOMPARE(desk.workersIn("two.json", QStringLiteral("copy")), 20);
    }

    void savingTouchesNoOtherTest()
    {
        Desk desk;
        const QByteArray text =
            "{ \"molotov\":\n\t{\"tests\": {\"small\" : {},\r\n\"big\":{\"workers\":9}}}}";
        QVERIFY(desk.open(desk.write("two.json", text), QStringLiteral("big")));
        desk.setWorkers(20);
        desk.flow.save();
        QTRY_VERIFY(!desk.editor.isModified());
        QCOMPARE(desk.read("two.json"), QByteArray(text).replace("9", "20"));
    }

    void savingElsewhereTakesUnknownKeysAlong()
    {
        Desk desk;
        QVERIFY(desk.open(desk.write("two.json", TwoTests), QStringLiteral("big")));
        desk.dialogs.path = desk.path("new.json");
        desk.flow.saveAs();
        QTRY_COMPARE(desk.workersIn("new.json", QStringLiteral("new")), 9);
        QVERIFY(desk.read("new.json").contains("\"budget\": 5"));
        QVERIFY(!desk.read("new.json").contains("small"));
    }

    void aFileThatIsNoProfileIsNeverOverwritten()
    {
        Desk desk;
        desk.write("package.json", "{\"name\": \"left-pad\"}");
        desk.flow.newProfile();
        desk.dialogs.path = desk.path("package.json");
        desk.flow.save();
        QTRY_COMPARE(desk.dialogs.errors.size(), 1);
        QVERIFY(desk.dialogs.errors.first().contains(QLatin1String("Choose another name")));
        QCOMPARE(desk.read("package.json"), QByteArray("{\"name\": \"left-pad\"}"));
    }

    void aSaveThatFailsSaysSoAndStaysModified()
    {
        Desk desk;
        desk.flow.newProfile();
        desk.setWorkers(4);
        desk.dialogs.path = desk.path("no/such/folder/p.json");
        desk.flow.save();
        QTRY_COMPARE(desk.dialogs.errors.size(), 1);
        QVERIFY(desk.editor.isModified());
    }

    // As in a folder of a network that is gone.
    void aDiskThatDoesNotAnswerBlocksNothingElse()
    {
        Desk desk;
        const auto file = desk.write("one.json", OneTest);
        desk.flow.setLimits({.load = std::chrono::milliseconds(50), .save = std::chrono::milliseconds(50)});
        {
            const SilentDisk disk;
            desk.flow.openFile(file);
            QTRY_COMPARE(desk.dialogs.errors.size(), 1);
            QVERIFY2(desk.dialogs.errors.first().contains(QLatin1String("does not answer")),
                     qPrintable(desk.dialogs.errors.first()));
            desk.flow.newProfile();
            QVERIFY(desk.editor.isOpen());
            desk.dialogs.path = desk.path("new.json");
            desk.setWorkers(7);
            desk.flow.save();
            QTRY_COMPARE(desk.dialogs.errors.size(), 2);
            QVERIFY(desk.editor.isModified());
        }
        QCoreApplication::processEvents(); // what comes late comes for nobody
        QVERIFY(desk.editor.isModified());
        QCOMPARE(desk.editor.name(), QString());
    }

    void unsavedChangesAskBeforeTheyAreLost()
    {
        Desk desk;
        QVERIFY(desk.open(desk.write("one.json", OneTest)));
        desk.setWorkers(8);
        desk.flow.newProfile(); // cancelled
        QCOMPARE(desk.dialogs.asked, QStringList{QStringLiteral("unsaved a")});
        QCOMPARE(desk.editor.profile().workers, 8);

        desk.dialogs.unsaved = Dialogs::Unsaved::Save;
        desk.flow.newProfile();
        QTRY_COMPARE(desk.editor.name(), QString());
        QCOMPARE(desk.workersIn("one.json", QStringLiteral("a")), 8);

        desk.setWorkers(5);
        desk.dialogs.unsaved = Dialogs::Unsaved::Discard;
        desk.flow.closeProfile();
        QVERIFY(!desk.editor.isOpen());
    }

    void aSaveThatFailsKeepsTheWindowOpen()
    {
        Desk desk;
        desk.flow.newProfile();
        desk.setWorkers(5);
        desk.dialogs.unsaved = Dialogs::Unsaved::Save;
        desk.dialogs.path = desk.path("no/such/folder/p.json");
        bool gone = false;
        desk.flow.secureThen([&gone] { gone = true; });
        QTRY_COMPARE(desk.dialogs.errors.size(), 1);
        QVERIFY(!gone);
    }

    void aScenarioFileBecomesPartOfTheProfile()
    {
        Desk desk;
        desk.flow.take(desk.path("a.ts"));
        QCOMPARE(desk.editor.profile().scenarioFile, desk.path("a.ts"));
        desk.flow.take(desk.path("b.js"));
        QCOMPARE(desk.editor.profile().scenarioFile, desk.path("b.js"));
        desk.editor.setLocked(true);
        desk.flow.take(desk.path("c.js"));
        QCOMPARE(desk.editor.profile().scenarioFile, desk.path("b.js"));
        QVERIFY(DocumentFlow::canTake(QStringLiteral("/x/Y.JSON")));
        QVERIFY(!DocumentFlow::canTake(QStringLiteral("/x/y.png")));
    }
};

QTEST_GUILESS_MAIN(TestDocumentFlow)
#include "tst_documentflow.moc"
