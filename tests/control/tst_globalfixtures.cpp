// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/runcontroller.h"

#include "tests/support/runrecorder.h"

#include <QCoreApplication>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 20'000; // ms; for a loaded machine

const RunSettings Quick{.hello = 5s,
                        .load = 5s,
                        .globalFixture = 300ms,
                        .gracefulStop = 300ms,
                        .stopNow = 200ms,
                        .exit = 200ms,
                        .tick = 20ms,
                        .seed = 7};

} // namespace

/// What is done once in a run, with helpers that only say that they do it.
class TestGlobalFixtures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void areRunOnce_data();
    void areRunOnce();
    void sentences_data();
    void sentences();
    void stopDuringGlobalSetup_data();
    void stopDuringGlobalSetup();
    void stopDuringGlobalTeardown();
    void aFailureStopsAllHelpers();
    void listenersHearOfAllWorkers();

private:
    Profile profile(std::chrono::milliseconds duration = 200ms) const
    {
        return {.scenarioFile = m_folder.filePath(QStringLiteral("shop.ts")),
                .processes = 3,
                .workers = 5,
                .duration = duration};
    }
    void misbehave(const QByteArray &script) const { qputenv("FAKEHELPER", script); }
    void run(const Profile &profile)
    {
        m_controller->startRun(profile);
        QTRY_VERIFY_WITH_TIMEOUT(m_recorder->isOver(), Patience);
    }
    // Without what each helper says of its iterations.
    QStringList log() const
    {
        return m_recorder->log().filter(QRegularExpression(QStringLiteral("^(?!iterations|workers)")));
    }

    QTemporaryDir m_folder;
    Programs m_programs;
    std::unique_ptr<RunController> m_controller;
    std::unique_ptr<RunRecorder> m_recorder;
};

void TestGlobalFixtures::initTestCase()
{
    m_programs = findPrograms();
    m_programs.helper = QStandardPaths::findExecutable(QStringLiteral("fakehelper"),
                                                       {QCoreApplication::applicationDirPath()});
    QFile file(m_folder.filePath(QStringLiteral("shop.ts")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("import { scenario } from \"molotov\";\nscenario(\"browse\", () => {});\n");
}

void TestGlobalFixtures::init()
{
    m_controller = std::make_unique<RunController>(m_programs, Quick);
    m_recorder = std::make_unique<RunRecorder>(m_controller.get());
}

void TestGlobalFixtures::areRunOnce_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("log");
    QTest::newRow("both") << QByteArray("has=setup has=teardown")
                          << QStringLiteral("globalSetup|vars secret|vars secret|globalTeardown");
    QTest::newRow("setup") << QByteArray("has=setup")
                           << QStringLiteral("globalSetup|vars secret|vars secret");
    QTest::newRow("teardown") << QByteArray("has=teardown") << QStringLiteral("globalTeardown");
    QTest::newRow("neither") << QByteArray("") << QString();
    QTest::newRow("setup fails in a worker")
        << QByteArray("has=setup has=teardown run=setupfail@1")
        << QStringLiteral("globalSetup|vars secret|vars secret|globalTeardown");
}

void TestGlobalFixtures::areRunOnce()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, log);
    misbehave(script);
    run(profile());
    QCOMPARE(this->log().join(QLatin1Char('|')), log);
    QCOMPARE(RunRecorder::ends(m_recorder->outcome().last), QStringLiteral("finished finished finished"));
}

void TestGlobalFixtures::sentences_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("ends");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("log");
    const auto row = [](const char *script, const char *ends, const char *outcome, const char *log) {
        QTest::newRow(script) << QByteArray(script) << QString::fromUtf8(ends) << QString::fromUtf8(outcome)
                              << QString::fromUtf8(log);
    };
    row("has=setup has=teardown globalsetup=fail", "finished finished finished",
        "failed (setup): globalSetup failed: FOLDER/shop.ts:2:1: no token", "globalSetup");
    row("has=setup has=teardown globalsetup=hang", "killed finished finished",
        "failed (setup): globalSetup failed: Helper 1 (process N) took longer than 0.3 s for it and was "
        "ended.",
        "globalSetup|LOST");
    row("has=setup has=teardown globalsetup=exit", "crashed finished finished",
        "failed (setup): globalSetup failed: Helper 1 (process N) ended before its work was done (exit code "
        "6), its last "
        "words: “no more of this”.",
        "globalSetup|no more of this|LOST");
    // The next that is left takes the place of one that is lost before.
    row("has=setup has=teardown load=exit@0", "crashed finished finished",
        "finished: Helper 1 (process N) ended before its work was done (exit code 4), its last words: “no "
        "more of "
        "this”.",
        "no more of this|LOST|globalSetup|vars secret|globalTeardown");
    row("has=setup has=teardown globalteardown=hang", "finished finished finished", "finished",
        "globalSetup|vars secret|vars secret|globalTeardown|globalTeardown took longer than 0.3 s and was "
        "given up");
    row("has=teardown globalteardown=exit", "finished finished finished", "finished",
        "globalTeardown|no more of this|globalTeardown came to no end: Helper 1 (process N) ended before its "
        "work was "
        "done (exit code 7), its last words: “no more of this”");
    row("has=teardown run=exit@0", "crashed finished finished",
        "finished: Helper 1 (process N) ended before its work was done (exit code 5), its last words: “no "
        "more of "
        "this”.",
        "no more of this|LOST|globalTeardown was not run: Helper 1 (process N) ended before its work was "
        "done (exit "
        "code 5), its last words: “no more of this”");
}

void TestGlobalFixtures::sentences()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, ends);
    QFETCH(QString, outcome);
    QFETCH(QString, log);
    misbehave(script);
    run(profile());
    auto described = RunRecorder::describe(m_recorder->outcome());
    QCOMPARE(described.replace(m_folder.path(), QStringLiteral("FOLDER")), outcome);
    QCOMPARE(RunRecorder::ends(m_recorder->outcome().last), ends);
    auto lines = this->log();
    for (auto &line : lines) {
        if (line.endsWith(QStringLiteral("workers are lost")))
            line = QStringLiteral("LOST");
    }
    QCOMPARE(lines.join(QLatin1Char('|')), log);
    // What is said of globalTeardown is among the errors, too.
    const auto &errors = m_recorder->outcome().last.errors;
    const auto last = lines.last();
    if (last.startsWith(QStringLiteral("globalTeardown ")))
        QCOMPARE(RunRecorder::withoutPid(RunWords::message(errors.last())), last);
}

void TestGlobalFixtures::stopDuringGlobalSetup_data()
{
    QTest::addColumn<bool>("now");
    QTest::newRow("graceful") << false;
    QTest::newRow("now") << true;
}

void TestGlobalFixtures::stopDuringGlobalSetup()
{
    QFETCH(bool, now);
    misbehave("has=setup has=teardown globalsetup=hang");
    m_controller->startRun(profile());
    QTRY_COMPARE_WITH_TIMEOUT(log(), QStringList(QStringLiteral("globalSetup")), Patience);
    if (now)
        m_controller->stopRunNow();
    else
        m_controller->stopRun();
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->isOver(), Patience);
    QCOMPARE(RunRecorder::describe(m_recorder->outcome()), QStringLiteral("stopped"));
    QCOMPARE(log(), QStringList(QStringLiteral("globalSetup")));
}

void TestGlobalFixtures::stopDuringGlobalTeardown()
{
    auto patient = Quick;
    patient.globalFixture = 1h;
    m_controller = std::make_unique<RunController>(m_programs, patient);
    m_recorder = std::make_unique<RunRecorder>(m_controller.get());
    misbehave("has=teardown globalteardown=hang");
    m_controller->startRun(profile());
    QTRY_COMPARE_WITH_TIMEOUT(log(), QStringList(QStringLiteral("globalTeardown")), Patience);
    m_controller->stopRunNow();
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->isOver(), Patience);
    QCOMPARE(log().last(), QStringLiteral("globalTeardown took longer than 0.2 s and was given up"));
    QCOMPARE(RunRecorder::describe(m_recorder->outcome()), QStringLiteral("stopped"));
}

void TestGlobalFixtures::aFailureStopsAllHelpers()
{
    misbehave("has=teardown run=fail@1");
    run(profile(1h));
    auto described = RunRecorder::describe(m_recorder->outcome());
    QCOMPARE(described.replace(m_folder.path(), QStringLiteral("FOLDER")),
             QStringLiteral("finished: Stopped at the first failed iteration: FOLDER/shop.ts:2:1: no stock"));
    QCOMPARE(RunRecorder::ends(m_recorder->outcome().last), QStringLiteral("finished finished finished"));
    QCOMPARE(log(), QStringList(QStringLiteral("globalTeardown")));
}

void TestGlobalFixtures::listenersHearOfAllWorkers()
{
    misbehave("has=listener");
    run(profile(1500ms));
    const auto heard = m_recorder->log().filter(QStringLiteral("workers "));
    QVERIFY(heard.size() >= 3); // each of the helpers, at least once
    QCOMPARE(heard.mid(0, 3), QStringList(3, QStringLiteral("workers 3"))); // each says that it has one

    init();
    misbehave("");
    run(profile(1500ms));
    QVERIFY(m_recorder->log().filter(QStringLiteral("workers ")).isEmpty());
}

QTEST_GUILESS_MAIN(TestGlobalFixtures)
#include "tst_globalfixtures.moc"
