// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/threadedrunservice.h"

#include "tests/support/runrecorder.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 20'000; // ms; for a loaded machine
const RunSettings Quick{.gracefulStop = 300ms, .stopNow = 200ms, .exit = 200ms, .tick = 20ms};

bool isAlive(qint64 pid)
{
    return QProcess::execute(QStringLiteral("sh"),
                             {QStringLiteral("-c"), QStringLiteral("kill -0 %1 2>/dev/null").arg(pid)})
           == 0;
}

} // namespace

class TestThreadedRunService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void signalsComeInOrderOnTheCallersThread();
    void stops_data();
    void stops();
    void answersOnlyTheLastQuestion();
    void inspectsDuringARun();
    void goesAwayAtAnyMoment_data();
    void goesAwayAtAnyMoment();

private:
    Profile profile() const
    {
        return {
            .scenarioFile = m_folder.filePath(QStringLiteral("shop.ts")), .processes = 2, .duration = 200ms};
    }
    Profile longProfile() const
    {
        auto longer = profile();
        longer.duration = 1h;
        return longer;
    }

    QTemporaryDir m_folder;
    Programs m_programs;
};

void TestThreadedRunService::initTestCase()
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

void TestThreadedRunService::init()
{
    qputenv("FAKEHELPER", "");
}

void TestThreadedRunService::signalsComeInOrderOnTheCallersThread()
{
    ThreadedRunService service(m_programs, Quick);
    RunRecorder recorder(&service);
    connect(&service, &RunService::snapshotTaken, this,
            [] { QCOMPARE(QThread::currentThread(), QCoreApplication::instance()->thread()); });
    service.startRun(profile());
    QVERIFY(recorder.lines().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(recorder.isOver(), Patience);
    QCOMPARE(recorder.lines().join(QStringLiteral(", ")),
             QStringLiteral("Compiling, Starting, scenarios: browse, Running, measuring, Finished, outcome"));
    QCOMPARE(recorder.lastSnapshot(), recorder.outcome().last);
    QVERIFY(recorder.outcome().last.iterationsOk > 1);
}

void TestThreadedRunService::stops_data()
{
    QTest::addColumn<bool>("now");
    QTest::newRow("gracefully") << false;
    QTest::newRow("now") << true;
}

void TestThreadedRunService::stops()
{
    QFETCH(bool, now);
    // Not with Quick: a slow machine would end helpers that are about to stop.
    ThreadedRunService service(m_programs, RunSettings{.tick = 20ms});
    RunRecorder recorder(&service);
    service.startRun(longProfile());
    QTRY_VERIFY_WITH_TIMEOUT(recorder.lastSnapshot().iterationsOk > 1, Patience);
    if (now)
        service.stopRunNow();
    else
        service.stopRun();
    QTRY_VERIFY_WITH_TIMEOUT(recorder.isOver(), Patience);
    QCOMPARE(RunRecorder::describe(recorder.outcome()), QStringLiteral("stopped"));
}

void TestThreadedRunService::answersOnlyTheLastQuestion()
{
    ThreadedRunService service(m_programs, Quick);
    QList<Inspection> answers;
    connect(&service, &RunService::inspected, this,
            [&answers](const Inspection &inspection) { answers += inspection; });
    const auto missing = Profile{.scenarioFile = m_folder.filePath(QStringLiteral("none.js"))};
    service.inspect(missing);
    QThread::msleep(300); // its answer is on its way by now
    service.inspect(profile());
    QTRY_VERIFY_WITH_TIMEOUT(!answers.isEmpty(), Patience);
    QTest::qWait(50);
    QCOMPARE(answers.size(), 1);
    QCOMPARE(answers.first().scenarioFile, profile().scenarioFile);
    QVERIFY(!answers.first().error);
}

void TestThreadedRunService::inspectsDuringARun()
{
    ThreadedRunService service(m_programs, Quick);
    RunRecorder recorder(&service);
    QSignalSpy spy(&service, &RunService::inspected);
    service.startRun(longProfile());
    QTRY_VERIFY_WITH_TIMEOUT(recorder.lastSnapshot().iterationsOk > 1, Patience);
    service.inspect(profile());
    QTRY_COMPARE_WITH_TIMEOUT(spy.size(), 1, Patience);
    QVERIFY(!recorder.isOver());
}

void TestThreadedRunService::goesAwayAtAnyMoment_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("when");
    QTest::newRow("at once") << QByteArray() << QString();
    QTest::newRow("compiling") << QByteArray() << QStringLiteral("Compiling");
    QTest::newRow("starting") << QByteArray("start=hang") << QStringLiteral("Starting");
    QTest::newRow("running") << QByteArray() << QStringLiteral("measuring");
    QTest::newRow("stopping") << QByteArray("stop=deaf") << QStringLiteral("Stopping");
}

void TestThreadedRunService::goesAwayAtAnyMoment()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, when);
    qputenv("FAKEHELPER", script);
    auto service = std::make_unique<ThreadedRunService>(m_programs, Quick);
    RunRecorder recorder(service.get());
    service->inspect(profile());
    service->startRun(longProfile());
    if (when == QStringLiteral("Stopping"))
        connect(service.get(), &RunService::snapshotTaken, service.get(), &RunService::stopRun);
    QTRY_VERIFY_WITH_TIMEOUT(when.isEmpty() || recorder.lines().contains(when), Patience);
    service.reset();
    for (const auto &helper : recorder.lastSnapshot().helpers)
        QVERIFY(!isAlive(helper.pid));
}

QTEST_GUILESS_MAIN(TestThreadedRunService)
#include "tst_threadedrunservice.moc"
