// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/profilefile.h"
#include "tests/support/fakedialogs.h"
#include "ui/models/documentflow.h"
#include "ui/models/newtestflow.h"
#include "ui/models/profileeditor.h"
#include "ui/models/recentprofiles.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;

class TestNewTestFlow : public QObject
{
    Q_OBJECT

private:
    struct Desk
    {
        QTemporaryDir folder;
        ProfileEditor editor;
        RecentProfiles recent;
        FakeDialogs dialogs;
        DocumentFlow document{&editor, &recent, &dialogs};
        NewTestFlow flow{&document, &dialogs};
        QSignalSpy failures{&flow, &NewTestFlow::failed};

        NewProject project() const
        {
            NewProject project;
            project.folder = folder.filePath(QStringLiteral("load"));
            project.baseUrl = QStringLiteral("http://shop.example");
            return project;
        }
    };

private Q_SLOTS:
    void whatIsWrittenIsOpenedReadyToStart()
    {
        Desk desk;
        desk.flow.write(desk.project());
        QVERIFY(desk.flow.isBusy());
        QTRY_VERIFY(desk.editor.isReady());
        QCOMPARE(desk.editor.name(), QStringLiteral("small"));
        QCOMPARE(desk.editor.profile().baseUrl, QStringLiteral("http://shop.example"));
        QCOMPARE(desk.editor.profile().scenarioFile,
                 desk.folder.filePath(QStringLiteral("load/scenario.ts")));
        QCOMPARE(desk.document.place().path, desk.folder.filePath(QStringLiteral("load/molotov.json")));
        QVERIFY(!desk.editor.isModified());
        QCOMPARE(desk.failures.count(), 0);
    }

    void whatIsThereIsNotOverwritten()
    {
        Desk desk;
        QVERIFY(QDir(desk.folder.path()).mkdir(QStringLiteral("load")));
        QFile readme(desk.folder.filePath(QStringLiteral("load/README.md")));
        QVERIFY(readme.open(QIODevice::WriteOnly));
        readme.close();
        desk.flow.write(desk.project());
        QTRY_COMPARE(desk.failures.count(), 1);
        QVERIFY(desk.failures.first().first().toString().contains(QLatin1String("README.md")));
        QCOMPARE(readme.size(), 0);
        QVERIFY(!desk.editor.isOpen());
        QVERIFY(!desk.flow.isBusy());
    }

    void anEmptyProfileNeedsNoFile()
    {
        Desk desk;
        desk.dialogs.beginEmpty = true;
        desk.flow.begin();
        QVERIFY(desk.editor.isOpen());
        QCOMPARE(desk.editor.profile().duration, std::chrono::milliseconds(std::chrono::minutes(1)));
        QVERIFY(!desk.document.place().isSaved());
    }
};

QTEST_GUILESS_MAIN(TestNewTestFlow)
#include "tst_newtestflow.moc"
