// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/demo/demoprocess.h"
#include "tests/endtoend/cliprocess.h"

#include <QDir>
#include <QJsonArray>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace Molotov;
using namespace Molotov::Test;

/// `molotov-cli new`, as a person would try it.
class tst_NewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsAndTypeChecks_data();
    void runsAndTypeChecks();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();

private:
    const QTemporaryDir m_folder;
};

constexpr int Limit = 60'000;

void tst_NewTest::runsAndTypeChecks_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("settings"); // of the type checker
    QTest::newRow("TypeScript") << "typed" << QStringList() << "tsconfig.json";
    QTest::newRow("JavaScript") << "plain" << QStringList{QStringLiteral("--javascript")} << "jsconfig.json";
}

void tst_NewTest::runsAndTypeChecks()
{
    QFETCH(QString, name);
    QFETCH(QStringList, options);
    QFETCH(QString, settings);
    DemoProcess demo(QStringLiteral(MOLOTOV_BIN_DIR "/molotov-demo"));
    QSignalSpy started(&demo, &DemoProcess::started);
    demo.start();
    QTRY_COMPARE_WITH_TIMEOUT(started.count(), 1, Limit);

    CliProcess writer(m_folder.path());
    writer.start(QStringList{QStringLiteral("new"), name, QStringLiteral("--base-url"),
                             started[0][0].toUrl().toString()}
                 + options);
    QTRY_VERIFY_WITH_TIMEOUT(!writer.isRunning(), Limit);
    QVERIFY2(writer.exitCode() == 0, qPrintable(writer.errors()));
    const auto profile = QDir::toNativeSeparators(name + QStringLiteral("/molotov.json"));
    QVERIFY2(writer.output().contains(QStringLiteral("Try it: ")), qPrintable(writer.output()));

    CliProcess cli(m_folder.path());
    cli.start({QStringLiteral("--config"), profile, QStringLiteral("smoke"), QStringLiteral("--summary"),
               QStringLiteral("-"), QStringLiteral("-q")});
    QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Limit);
    QVERIFY2(cli.exitCode() == 0, qPrintable(cli.errors()));
    const auto summary = cli.summary();
    QVERIFY(summary[QLatin1String("iterations")][QLatin1String("ok")].toInt() > 0);
    QCOMPARE(summary[QLatin1String("iterations")][QLatin1String("failed")].toInt(), 0);
    QCOMPARE(summary[QLatin1String("errors")].toArray(), QJsonArray());

    const auto checker = QStandardPaths::findExecutable(QStringLiteral("tsc"));
    if (checker.isEmpty())
        QSKIP("tsc is not installed (Debian: node-typescript)");
    QProcess types;
    types.setWorkingDirectory(m_folder.filePath(name));
    types.start(checker, {QStringLiteral("--project"), settings});
    QTRY_VERIFY_WITH_TIMEOUT(types.state() == QProcess::NotRunning, Limit);
    QVERIFY2(types.exitCode() == 0, types.readAllStandardOutput().constData());
}

void tst_NewTest::saysWhatIsWrong_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    QTest::newRow("no folder") << QStringList() << "Name one folder for the new test: molotov-cli new DIR.";
    QTest::newRow("two folders") << QStringList{QStringLiteral("a"), QStringLiteral("b")}
                                 << "Name one folder for the new test: molotov-cli new DIR.";
    QTest::newRow("unknown option") << QStringList{QStringLiteral("a"), QStringLiteral("--python")}
                                    << "Unknown option 'python'.";
}

void tst_NewTest::saysWhatIsWrong()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, said);
    CliProcess cli(m_folder.path());
    cli.start(QStringList{QStringLiteral("new")} + arguments);
    QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Limit);
    QCOMPARE(cli.exitCode(), 2);
    QCOMPARE(cli.errors().trimmed(), QStringLiteral("molotov-cli: ") + said);
    QVERIFY(!QDir(m_folder.path()).exists(QStringLiteral("a")));
}

QTEST_GUILESS_MAIN(tst_NewTest)
#include "tst_newtest.moc"
