// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/project/newproject.h"
#include "core/model/profilefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;

class TestNewProject : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesATest_data()
    {
        QTest::addColumn<NewProject::Language>("language");
        QTest::addColumn<QString>("files");
        QTest::newRow("TypeScript") << NewProject::Language::TypeScript
                                    << "README.md molotov.d.ts molotov.json scenario.ts tsconfig.json";
        QTest::newRow("JavaScript") << NewProject::Language::JavaScript
                                    << "README.md jsconfig.json molotov.d.ts molotov.json scenario.js";
    }

    void writesATest()
    {
        QFETCH(NewProject::Language, language);
        QFETCH(QString, files);
        const QTemporaryDir folder;
        NewProject project;
        project.folder = folder.filePath(QStringLiteral("load tests/shop"));
        project.baseUrl = QStringLiteral("http://shop.example/ä");
        project.language = language;
        const auto written = project.write();
        QVERIFY2(written.isOk(), written ? "" : qPrintable(written.error().text));

        QCOMPARE(QDir(project.folder).entryList(QDir::Files, QDir::Name).join(QLatin1Char(' ')), files);
        QCOMPARE(written->size(), 5);
        const auto promised = project.files();
        QCOMPARE(promised.size(), 5);
        for (qsizetype i = 0; i < promised.size(); ++i) {
            QCOMPARE(QFileInfo(written->at(i)).fileName(), promised.at(i).name);
            QCOMPARE(read(written->at(i)), promised.at(i).text);
        }
        const auto file = ProfileFile::load(written->first());
        QVERIFY2(file.isOk(), file ? "" : qPrintable(file.error().text));
        QCOMPARE(file->names(),
                 QStringList({QStringLiteral("big"), QStringLiteral("small"), QStringLiteral("smoke")}));
        const auto big = file->profile(QStringLiteral("big"));
        QCOMPARE(big.scenarioFile, written->at(1));
        QVERIFY(QFileInfo(big.scenarioFile).isFile());
        QCOMPARE(big.baseUrl, QStringLiteral("http://shop.example/%C3%A4"));
        QCOMPARE(big.processes * big.workers, 1000);
        QCOMPARE(file->profile(QStringLiteral("smoke")).duration, std::chrono::seconds(1));
        for (const auto &path : *written)
            QVERIFY2(!read(path).contains('@' + QByteArray("BASE")), qPrintable(path));
        QVERIFY(read(written->at(3)).contains("declare module \"molotov\""));
    }

    void overwritesNothing_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto *name : {"molotov.json", "scenario.ts", "tsconfig.json", "molotov.d.ts", "README.md"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void overwritesNothing()
    {
        QFETCH(QString, name);
        const QTemporaryDir folder;
        const auto path = folder.filePath(name);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("mine");
        file.close();
        NewProject project;
        project.folder = folder.path();
        const auto written = project.write();
        QVERIFY(!written.isOk());
        QCOMPARE(
            written.error().text,
            QStringLiteral("There is a file %1 already; choose another folder, for nothing is overwritten.")
                .arg(QDir::toNativeSeparators(path)));
        QCOMPARE(read(path), QByteArray("mine"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList(name));
    }

    void leavesNothingBehind()
    {
        const QTemporaryDir folder;
        NewProject project;
        project.folder = folder.filePath(QStringLiteral("a/b"));
        project.baseUrl = QStringLiteral("shop");
        QVERIFY(!project.write().isOk());
        QVERIFY(!QFileInfo::exists(folder.filePath(QStringLiteral("a"))));

        QFile file(folder.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        project.baseUrl = NewProject::DemoUrl;
        project.folder = file.fileName();
        const auto written = project.write();
        QVERIFY(!written.isOk());
        QCOMPARE(written.error().text, QStringLiteral("%1 is a file; a new test needs a folder.")
                                           .arg(QDir::toNativeSeparators(file.fileName())));
        project.folder += QStringLiteral("/below");
        QVERIFY(!project.write().isOk());
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
                 QStringList(QStringLiteral("file")));
    }

private:
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

QTEST_GUILESS_MAIN(TestNewProject)
#include "tst_newproject.moc"
