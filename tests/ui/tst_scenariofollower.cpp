// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/fakerunservice.h"
#include "tests/support/silentdisk.h"
#include "ui/models/profileeditor.h"
#include "ui/models/scenariofollower.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;

class TestScenarioFollower : public QObject
{
    Q_OBJECT

    struct Bench
    {
        QTemporaryDir folder;
        FakeRunService service;
        ProfileEditor editor;
        ScenarioFollower follower{&service, &editor};

        QString path(const QString &name) const { return folder.filePath(name); }
        void write(const QString &name, const QByteArray &text = {}) const
        {
            QFile file(path(name));
            if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
                qFatal("cannot write %s", qPrintable(file.fileName()));
        }
        void open()
        {
            write(QStringLiteral("shop.ts"), "x");
            Profile profile;
            profile.scenarioFile = path(QStringLiteral("shop.ts"));
            editor.open(QStringLiteral("shop"), profile);
        }
        void answer(const std::optional<Error> &error = {}, const QStringList &imported = {})
        {
            QStringList files;
            for (const auto &name : imported)
                files.append(path(name));
            Q_EMIT service.inspected({path(QStringLiteral("shop.ts")), {}, error, files});
        }
        /// Something else is put into the folder all the time.
        void fill(int milliseconds)
        {
            const QElapsedTimer clock = [] {
                QElapsedTimer started;
                started.start();
                return started;
            }();
            for (int i = 0; !clock.hasExpired(milliseconds); ++i) {
                write(QStringLiteral("%1.log").arg(i));
                QTest::qWait(50);
            }
        }
    };

private Q_SLOTS:
    void otherFilesOfTheFolderDoNotMatter()
    {
        Bench bench;
        bench.open();
        QTRY_COMPARE(bench.service.inspections.size(), 1);
        bench.answer();
        bench.fill(1000);
        QCOMPARE(bench.service.inspections.size(), 1);

        bench.write(QStringLiteral("shop.ts"), "longer");
        QTRY_COMPARE(bench.service.inspections.size(), 2);
    }

    void followsImportsOfOtherFolders()
    {
        Bench bench;
        const QStringList imported{QStringLiteral("lib/a.ts"), QStringLiteral("shop.ts")};
        QVERIFY(QDir(bench.folder.path()).mkdir(QStringLiteral("lib")));
        bench.write(imported.first(), "a");
        QTest::qWait(50); // so that it is older than the inspection
        bench.open();
        QTRY_COMPARE(bench.service.inspections.size(), 1);
        bench.answer({}, imported);
        QTest::qWait(700);
        QCOMPARE(bench.service.inspections.size(), 1); // it is no news

        bench.write(imported.first(), "longer");
        QTRY_COMPARE(bench.service.inspections.size(), 2);
        bench.answer(Error{QStringLiteral("lib/a.ts is wrong")}); // nothing is said of what is imported
        QTest::qWait(700);
        QCOMPARE(bench.service.inspections.size(), 2);
        bench.write(imported.first(), "longer still");
        QTRY_COMPARE(bench.service.inspections.size(), 3);
    }

    // As one that throws when it is loaded.
    void followsImportsOfAFileThatNeverWorked()
    {
        Bench bench;
        const QStringList imported{QStringLiteral("lib/a.ts")};
        QVERIFY(QDir(bench.folder.path()).mkdir(QStringLiteral("lib")));
        bench.write(imported.first(), "a");
        QTest::qWait(50);
        bench.open();
        QTRY_COMPARE(bench.service.inspections.size(), 1);
        bench.answer(Error{QStringLiteral("lib/a.ts throws")}, imported);
        QTRY_COMPARE(bench.service.inspections.size(), 2); // what was missing may have come
        bench.answer(Error{QStringLiteral("lib/a.ts throws")}, imported);
        QTest::qWait(700);
        QCOMPARE(bench.service.inspections.size(), 2);
        bench.write(imported.first(), "longer");
        QTRY_COMPARE(bench.service.inspections.size(), 3);
    }

    void anImportThatWasWrittenMeanwhileIsReadAgain()
    {
        Bench bench;
        bench.write(QStringLiteral("lib.ts"), "a");
        bench.open();
        QTRY_COMPARE(bench.service.inspections.size(), 1);
        QTest::qWait(50);
        bench.write(QStringLiteral("lib.ts"), "b");
        bench.answer({}, {QStringLiteral("lib.ts")});
        QTRY_COMPARE(bench.service.inspections.size(), 2);
        bench.answer({}, {QStringLiteral("lib.ts")});
        QTest::qWait(700);
        QCOMPARE(bench.service.inspections.size(), 2);
    }

    // The file that was missing may be among them, but attempts get rarer.
    void afterAFailureTheyLeadToFewAttempts()
    {
        Bench bench;
        bench.open();
        QTRY_COMPARE(bench.service.inspections.size(), 1);
        connect(&bench.follower, &ScenarioFollower::busyChanged, &bench.follower, [&](bool busy) {
            if (busy && bench.service.inspections.size() > 1)
                QMetaObject::invokeMethod(
                    &bench.follower, [&] { bench.answer(Error{QStringLiteral("no lib.ts")}); },
                    Qt::QueuedConnection);
        });
        bench.answer(Error{QStringLiteral("no lib.ts")});
        bench.fill(2500);
        QVERIFY(bench.service.inspections.size() >= 2);
        QVERIFY2(bench.service.inspections.size() <= 4, QByteArray::number(bench.service.inspections.size()));
    }

    void oneInspectionAtATimeIsUnderWay()
    {
        Bench bench;
        bench.open();
        QTRY_COMPARE(bench.service.inspections.size(), 1);
        bench.write(QStringLiteral("shop.ts"), "longer");
        QTest::qWait(700);
        QCOMPARE(bench.service.inspections.size(), 1);
        bench.answer();
        QTRY_COMPARE(bench.service.inspections.size(), 2);
    }

    void aDiskThatDoesNotAnswerIsSaid()
    {
        Bench bench;
        {
            const SilentDisk disk;
            bench.open();
            QTRY_VERIFY(bench.follower.isBusy());
            QTRY_VERIFY_WITH_TIMEOUT(!bench.follower.isBusy(), 30'000);
            QVERIFY2(bench.editor.problems()
                         .value(ProfileField::ScenarioFile)
                         .contains(QLatin1String("does not answer")),
                     qPrintable(bench.editor.problems().value(ProfileField::ScenarioFile)));
            QCOMPARE(bench.service.inspections.size(), 0);
        }
        bench.follower.retry();
        QTRY_COMPARE(bench.service.inspections.size(), 1);
        bench.answer();
        QVERIFY(bench.editor.problems().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestScenarioFollower)
#include "tst_scenariofollower.moc"
