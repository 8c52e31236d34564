// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/scenarioinspector.h"

#include "tests/support/runrecorder.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 20'000; // ms; for a loaded machine
const RunSettings Quick{.hello = 5s, .load = 300ms, .exit = 200ms};

} // namespace

class TestScenarioInspector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void tellsTheScenarios();
    void sentences_data();
    void sentences();
    void missingPrograms();
    void aNewerOneReplacesOneUnderWay();

private:
    Profile profile() const { return {.scenarioFile = m_folder.filePath(QStringLiteral("shop.ts"))}; }
    // The answer of an inspector that asks these programs.
    std::optional<Inspection> inspect(const Programs &programs, const Profile &profile) const;

    QTemporaryDir m_folder;
    Programs m_programs;
};

void TestScenarioInspector::initTestCase()
{
    m_programs = findPrograms();
    m_programs.helper = QStandardPaths::findExecutable(QStringLiteral("fakehelper"),
                                                       {QCoreApplication::applicationDirPath()});
    QVERIFY(!m_programs.helper.isEmpty());
    QVERIFY(!m_programs.esbuild.isEmpty());
    QFile file(profile().scenarioFile);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("import { scenario } from \"molotov\";\nscenario(\"browse\", () => {});\n");
}

std::optional<Inspection> TestScenarioInspector::inspect(const Programs &programs,
                                                         const Profile &profile) const
{
    ScenarioInspector inspector(programs, Quick);
    std::optional<Inspection> answer;
    connect(&inspector, &ScenarioInspector::inspected, this,
            [&answer](const Inspection &inspection) { answer = inspection; });
    inspector.inspect(profile);
    if (answer)
        qFatal("answered from within the call");
    (void)QTest::qWaitFor([&answer] { return answer.has_value(); }, Patience);
    return answer;
}

void TestScenarioInspector::tellsTheScenarios()
{
    qputenv("FAKEHELPER", "");
    const auto answer = inspect(m_programs, profile());
    QVERIFY(answer);
    QVERIFY(!answer->error);
    QCOMPARE(answer->scenarioFile, profile().scenarioFile);
    QCOMPARE(answer->scenarios, (QList<Protocol::ScenarioInfo>{{QStringLiteral("browse"), 1}}));
    QCOMPARE(answer->files, QStringList(QFileInfo(profile().scenarioFile).canonicalFilePath()));
}

void TestScenarioInspector::sentences_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *script, const char *sentence) {
        QTest::newRow(script) << QByteArray(script) << QString::fromUtf8(sentence);
    };
    row("start=version",
        "Helper 1 (process N) speaks version 42 of the protocol and this program version OURS: "
        "they are not of the "
        "same release.");
    row("load=hang", "Helper 1 (process N) did not load the scenario within 0.3 s.");
    row("load=crash", "Helper 1 (process N) crashed (signal 6), its last words: “something is very wrong”.");
    row("load=fail", "FOLDER/shop.ts:2:1: nothing is right");
}

void TestScenarioInspector::sentences()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, sentence);
    sentence.replace(QStringLiteral("OURS"), QString::number(Protocol::ProtocolVersion));
    qputenv("FAKEHELPER", script);
    const auto answer = inspect(m_programs, profile());
    QVERIFY(answer && answer->error);
    QVERIFY(answer->scenarios.isEmpty());
    QCOMPARE(answer->files, QStringList(QFileInfo(profile().scenarioFile).canonicalFilePath()));
    QCOMPARE(RunRecorder::withoutPid(answer->error->text).replace(m_folder.path(), QStringLiteral("FOLDER")),
             sentence);
}

void TestScenarioInspector::missingPrograms()
{
    qputenv("FAKEHELPER", "");
    const auto sentence = [this](const Programs &programs, const Profile &profile) {
        const auto answer = inspect(programs, profile);
        return answer && answer->error ? answer->error->text : QString();
    };
    const auto helper = sentence(Programs{.esbuild = m_programs.esbuild}, profile());
    QVERIFY2(helper.contains(QStringLiteral("molotov-helper")), qPrintable(helper));
    const auto esbuild = sentence(Programs{.helper = m_programs.helper}, profile());
    QVERIFY2(esbuild.contains(QStringLiteral("esbuild")), qPrintable(esbuild));
    const auto file = sentence(m_programs, {.scenarioFile = m_folder.filePath(QStringLiteral("none.js"))});
    QVERIFY2(file.contains(QStringLiteral("none.js")), qPrintable(file));
    QVERIFY(!sentence(m_programs, {}).isEmpty());
    auto extended = profile();
    extended.extensions = {m_folder.filePath(QStringLiteral("none.js"))};
    QCOMPARE(sentence(m_programs, extended),
             QStringLiteral("The extension %1: There is no file %1.").arg(extended.extensions.first()));
}

void TestScenarioInspector::aNewerOneReplacesOneUnderWay()
{
    qputenv("FAKEHELPER", "");
    ScenarioInspector inspector(m_programs, Quick);
    QSignalSpy spy(&inspector, &ScenarioInspector::inspected);
    for (quint64 ticket = 1; ticket <= 5; ++ticket) {
        inspector.inspect(profile(), ticket);
        QTest::qWait(int(ticket) * 7); // catches it at different steps
    }
    inspector.inspect(profile(), 99);
    spy.clear();
    QTRY_COMPARE_WITH_TIMEOUT(spy.size(), 1, Patience);
    QCOMPARE(spy.first().at(1).toULongLong(), 99);
    QTest::qWait(50);
    QCOMPARE(spy.size(), 1);
}

QTEST_GUILESS_MAIN(TestScenarioInspector)
#include "tst_scenarioinspector.moc"
