// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/runcontroller.h"

#include "tests/support/runrecorder.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 20'000; // ms; for a loaded machine

const RunSettings Quick{
    .hello = 5s, .load = 5s, .gracefulStop = 300ms, .stopNow = 200ms, .exit = 200ms, .tick = 20ms, .seed = 7};

bool isAlive(qint64 pid)
{
    return QProcess::execute(QStringLiteral("sh"),
                             {QStringLiteral("-c"), QStringLiteral("kill -0 %1 2>/dev/null").arg(pid)})
           == 0;
}

} // namespace

class TestRunController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void signalsComeInOrder();
    void countsAreExact();
    void sentences_data();
    void sentences();
    void aSingleWorkerIsNotSeveral();
    void profileProblemsAreJoined();
    void noSuchScenarioFile();
    void missingPrograms();
    void unstartableHelper();
    void silentHelperAtStart();
    void silentHelperAtLoad();
    void killedHelper();
    void stopBeforeRunning_data();
    void stopBeforeRunning();
    void stopLetsHelpersFinish();
    void changesReachAllHelpers();
    void whatCannotBeIsNotChanged();
    void helpersThatNobodyNeedsEnd();
    void helpersWaitForAnotherLoad();
    void stopGetsHarder_data();
    void stopGetsHarder();
    void goalsAreJudgedLiveAndAtTheEnd();
    void aBrokenGoalStopsTheRun();
    void aGoalThatBreaksAfterTheLoadStopsNothing();
    void goalsOfARunWithoutLoadAreNotJudged();
    void overrunIsEnded();
    void waitingIsTold();
    void silenceIsTold();
    void silenceEndsAHelper();
    void aSuspendedComputerEndsNoHelper();
    void startsAgainAfterwards();
    void startIsIgnoredWhileUnderWay();
    void destructionEndsHelpers();

private:
    Profile profile(int processes = 1) const
    {
        return {.scenarioFile = m_folder.filePath(QStringLiteral("shop.ts")),
                .processes = processes,
                .workers = 5,
                .duration = 200ms};
    }
    void write(const QString &name, const QByteArray &text) const;
    void misbehave(const char *script) const { qputenv("FAKEHELPER", script); }
    // Runs a profile to its end.
    void run(const Profile &profile, const RunSettings &settings = Quick);

    QTemporaryDir m_folder;
    Programs m_programs;
    std::unique_ptr<RunController> m_controller;
    std::unique_ptr<RunRecorder> m_recorder;
};

void TestRunController::initTestCase()
{
    m_programs = findPrograms();
    m_programs.helper = QStandardPaths::findExecutable(QStringLiteral("fakehelper"),
                                                       {QCoreApplication::applicationDirPath()});
    QVERIFY(!m_programs.helper.isEmpty());
    QVERIFY(!m_programs.esbuild.isEmpty());
    write(QStringLiteral("shop.ts"),
          "import { scenario } from \"molotov\";\nscenario(\"browse\", () => {});\n");
}

void TestRunController::init()
{
    misbehave("");
    m_controller = std::make_unique<RunController>(m_programs, Quick);
    m_recorder = std::make_unique<RunRecorder>(m_controller.get());
}

void TestRunController::cleanup()
{
    const auto helpers = m_recorder->isOver() ? m_recorder->outcome().last.helpers : QList<HelperMetrics>();
    m_controller.reset();
    for (const auto &helper : helpers)
        QVERIFY(helper.pid == 0 || !isAlive(helper.pid));
}

void TestRunController::write(const QString &name, const QByteArray &text) const
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
}

void TestRunController::run(const Profile &profile, const RunSettings &settings)
{
    if (settings.hello != Quick.hello || settings.load != Quick.load) {
        m_controller = std::make_unique<RunController>(m_programs, settings);
        m_recorder = std::make_unique<RunRecorder>(m_controller.get());
    }
    m_controller->startRun(profile);
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->isOver(), Patience);
}

void TestRunController::signalsComeInOrder()
{
    m_controller->startRun(profile(2));
    QCOMPARE(m_controller->state(), RunState::Idle);
    QVERIFY(m_recorder->lines().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->isOver(), Patience);
    QCOMPARE(m_recorder->lines().join(QStringLiteral(", ")),
             QStringLiteral("Compiling, Starting, scenarios: browse, Running, measuring, Finished, outcome"));
    QCOMPARE(m_recorder->lastSnapshot(), m_recorder->outcome().last);
    QCOMPARE(m_recorder->outcome().profile, profile(2));
}

void TestRunController::countsAreExact()
{
    run(profile(3));
    const auto &last = m_recorder->outcome().last;
    qint64 said = 0;
    for (const auto &line : m_recorder->log())
        said += line.mid(line.lastIndexOf(QLatin1Char(' ')) + 1).toLongLong();
    QVERIFY(said > 3);
    QCOMPARE(last.iterationsOk, said);
    QCOMPARE(last.requests, said);
    QCOMPARE(last.latency.count, said);
    QCOMPARE(last.endpoints.first().count, said);
    QCOMPARE(last.bytesIn, 100 * said);
    QCOMPARE(last.helpers.at(0).requests + last.helpers.at(1).requests + last.helpers.at(2).requests, said);
    QCOMPARE(RunRecorder::ends(last), QStringLiteral("finished finished finished"));
    QVERIFY(last.elapsed >= 200ms);
}

void TestRunController::sentences_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("ends"); // of two helpers
    QTest::addColumn<QString>("outcome");
    const auto row = [](const char *script, const char *ends, const char *outcome) {
        QTest::newRow(script) << QByteArray(script) << QString::fromUtf8(ends) << QString::fromUtf8(outcome);
    };
    row("start=version", "crashed crashed",
        "failed (helpers): No helper is left. Helper 1 (process N) speaks version 42 of the protocol and "
        "this program version OURS: they are not of the same release; Helper 2 (process N) speaks version 42 "
        "of "
        "the protocol and this program version OURS: they are not of the same release.");
    row("start=text", "crashed crashed",
        "failed (helpers): No helper is left. Helper 1 (process N) sent a message that makes no sense (a "
        "frame of 1214606444 "
        "bytes, "
        "where 67108864 are allowed); Helper 2 (process N) sent a message that makes no sense (a frame of "
        "1214606444 bytes, where "
        "67108864 are allowed).");
    row("start=oversize", "crashed crashed",
        "failed (helpers): No helper is left. Helper 1 (process N) sent a message that makes no sense (a "
        "frame of 2147483647 "
        "bytes, "
        "where 67108864 are allowed); Helper 2 (process N) sent a message that makes no sense (a frame of "
        "2147483647 bytes, where "
        "67108864 are allowed).");
    row("start=exit", "crashed crashed",
        "failed (helpers): No helper is left. Helper 1 (process N) ended before its work was done (exit code "
        "3), its last words: “no more of this”; Helper 2 (process N) ended before its work was done (exit "
        "code "
        "3), its last words: “no more of this”.");
    row("load=crash@1", "finished crashed",
        "finished: Helper 2 (process N) crashed (signal 6), its last words: “something is very wrong”.");
    row("load=exit@0", "crashed finished",
        "finished: Helper 1 (process N) ended before its work was done (exit code 4), its last words: “no "
        "more "
        "of this”.");
    row("load=empty@0", "crashed finished",
        "finished: Helper 1 (process N) sent a message that makes no sense (a ScenarioLoaded without "
        "scenarios).");
    row("load=fail", "finished finished", "failed (scenario): FOLDER/shop.ts:2:1: nothing is right");
    row("run=crash@1", "finished crashed",
        "finished: Helper 2 (process N) crashed (signal 6), its last words: “something is very wrong”.");
    row("run=exit", "crashed crashed",
        "failed (helpers): No helper is left. Helper 1 (process N) ended before its work was done (exit code "
        "5), its last words: “no more of this”; Helper 2 (process N) ended before its work was done (exit "
        "code "
        "5), its last words: “no more of this”.");
    row("run=half@0", "crashed finished",
        "finished: Helper 1 (process N) broke off in the middle of a message.");
    row("run=badlatency@0", "crashed finished",
        "finished: Helper 1 (process N) sent a message that makes no sense (an endpoint with malformed "
        "counts).");
    row("run=badscenario@0", "crashed finished",
        "finished: Helper 1 (process N) sent a message that makes no sense (an unknown scenario or malformed "
        "counts of one).");
    row("run=badworker@0", "crashed finished",
        "finished: Helper 1 (process N) sent a message that makes no sense (the state of a worker that it "
        "does not have).");
    row("run=badsample@0", "crashed finished",
        "finished: Helper 1 (process N) sent a message that makes no sense (a sample of an error that is too "
        "large).");
    row("run=late@0", "crashed finished",
        "finished: Helper 1 (process N) sent a message that makes no sense (a ScenarioLoaded where none "
        "belongs).");
    row("run=setupfail@0", "finished finished",
        "failed (setup): The setup failed: FOLDER/shop.ts:2:1: no user left");
    row("run=linger", "finished finished", "finished");
}

void TestRunController::sentences()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, ends);
    QFETCH(QString, outcome);
    misbehave(script.constData());
    run(profile(2));
    auto described = RunRecorder::describe(m_recorder->outcome());
    described.replace(m_folder.path(), QStringLiteral("FOLDER"));
    described.replace(QStringLiteral("program version %1:").arg(Protocol::ProtocolVersion),
                      QStringLiteral("program version OURS:"));
    QCOMPARE(described, outcome);
    const auto &last = m_recorder->outcome().last;
    QCOMPARE(RunRecorder::ends(last), ends);
    // A helper that is lost is an error that the error panel shows, too.
    QCOMPARE(last.errors.size(), ends.count(QStringLiteral("crashed")));
    for (const auto &group : last.errors) {
        QVERIFY(group.error.kind == ErrorKind::Local);
        QCOMPARE(group.count, 1);
        QVERIFY2(RunWords::message(group).endsWith(QStringLiteral(": its 5 workers are lost")),
                 qPrintable(RunWords::message(group)));
    }
}

void TestRunController::aSingleWorkerIsNotSeveral()
{
    misbehave("run=late@0");
    auto lonely = profile(2);
    lonely.workers = 1;
    run(lonely);
    const auto message = RunWords::message(m_recorder->outcome().last.errors.value(0));
    QVERIFY2(message.endsWith(QStringLiteral(": its worker is lost")), qPrintable(message));
}

void TestRunController::profileProblemsAreJoined()
{
    run({.processes = 0, .workers = 0});
    QCOMPARE(
        RunRecorder::describe(m_recorder->outcome()),
        QStringLiteral("failed (profile): Choose a scenario file. Processes must be from 1 to 64, not 0. "
                       "Workers per process must be from 1 to 10,000, not 0."));
    QCOMPARE(m_recorder->lines().join(QStringLiteral(", ")), QStringLiteral("Compiling, Failed, outcome"));
}

void TestRunController::noSuchScenarioFile()
{
    auto missing = profile();
    missing.scenarioFile = m_folder.filePath(QStringLiteral("none.js"));
    run(missing);
    const auto outcome = RunRecorder::describe(m_recorder->outcome());
    QVERIFY2(outcome.startsWith(QStringLiteral("failed (scenario): ")), qPrintable(outcome));
    QVERIFY2(outcome.contains(QStringLiteral("none.js")), qPrintable(outcome));
}

void TestRunController::missingPrograms()
{
    RunController withoutHelper(Programs{.esbuild = m_programs.esbuild});
    RunRecorder first(&withoutHelper);
    withoutHelper.startRun(profile());
    QTRY_VERIFY_WITH_TIMEOUT(first.isOver(), Patience);
    QCOMPARE(
        RunRecorder::describe(first.outcome()),
        QStringLiteral("failed (helpers): The program molotov-helper, which sends the load, is not beside "
                       "this program: install Molotov again."));

    RunController withoutEsbuild(Programs{.helper = m_programs.helper});
    RunRecorder second(&withoutEsbuild);
    withoutEsbuild.startRun(profile());
    QTRY_VERIFY_WITH_TIMEOUT(second.isOver(), Patience);
    const auto outcome = RunRecorder::describe(second.outcome());
    QVERIFY2(outcome.contains(QStringLiteral("esbuild")), qPrintable(outcome));
}

void TestRunController::unstartableHelper()
{
    const auto program = m_folder.filePath(QStringLiteral("none"));
    RunController controller(Programs{.helper = program, .esbuild = m_programs.esbuild});
    RunRecorder recorder(&controller);
    controller.startRun(profile());
    QTRY_VERIFY_WITH_TIMEOUT(recorder.isOver(), Patience);
    const auto outcome = RunRecorder::describe(recorder.outcome());
    QVERIFY2(outcome.startsWith(
                 QStringLiteral("failed (helpers): No helper is left. Helper 1 could not be started from ")),
             qPrintable(outcome));
    QVERIFY2(outcome.contains(program), qPrintable(outcome));
    QCOMPARE(RunRecorder::ends(recorder.outcome().last), QStringLiteral("lost"));
}

void TestRunController::silentHelperAtStart()
{
    misbehave("start=hang");
    auto settings = Quick;
    settings.hello = 100ms;
    run(profile(), settings);
    QCOMPARE(RunRecorder::describe(m_recorder->outcome()),
             QStringLiteral(
                 "failed (helpers): No helper is left. Helper 1 (process N) did not answer within 0.1 s of "
                 "its start."));
    QCOMPARE(RunRecorder::ends(m_recorder->outcome().last), QStringLiteral("lost"));
}

void TestRunController::silentHelperAtLoad()
{
    misbehave("load=hang@1");
    auto settings = Quick;
    settings.load = 300ms;
    run(profile(2), settings);
    QCOMPARE(RunRecorder::ends(m_recorder->outcome().last), QStringLiteral("finished lost"));
    QCOMPARE(RunRecorder::describe(m_recorder->outcome()),
             QStringLiteral("finished: Helper 2 (process N) did not load the scenario within 0.3 s."));
}

void TestRunController::killedHelper()
{
#ifdef Q_OS_WIN
    QSKIP("needs signals");
#endif
    auto longer = profile(2);
    longer.duration = 1h;
    m_controller->startRun(longer);
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->lastSnapshot().iterationsOk > 10, Patience);
    const auto pid = m_recorder->lastSnapshot().helpers.at(1).pid;
    QCOMPARE(QProcess::execute(QStringLiteral("kill"), {QStringLiteral("-9"), QString::number(pid)}), 0);
    QTRY_COMPARE_WITH_TIMEOUT(RunRecorder::ends(m_recorder->lastSnapshot()),
                              QStringLiteral("running crashed"), Patience);
    // What it had reported stays, and the other goes on.
    const auto before = m_recorder->lastSnapshot().helpers;
    QVERIFY(before.at(1).requests > 0);
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->lastSnapshot().helpers.at(0).requests > before.at(0).requests,
                             Patience);
    m_controller->stopRun();
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->isOver(), Patience);
    QCOMPARE(RunRecorder::describe(m_recorder->outcome()),
             QStringLiteral("stopped: Helper 2 (process N) crashed (signal 9)."));
    QCOMPARE(m_recorder->outcome().last.helpers.at(1).requests, before.at(1).requests);
}

void TestRunController::stopBeforeRunning_data()
{
    QTest::addColumn<QString>("when");
    QTest::addColumn<bool>("now");
    for (const bool now : {false, true}) {
        const auto how = now ? " now" : "";
        QTest::addRow("at once%s", how) << QString() << now;
        QTest::addRow("compiling%s", how) << QStringLiteral("Compiling") << now;
        QTest::addRow("starting%s", how) << QStringLiteral("Starting") << now;
    }
}

void TestRunController::stopBeforeRunning()
{
    QFETCH(QString, when);
    QFETCH(bool, now);
    misbehave("load=hang");
    const auto stop = [this, now] { now ? m_controller->stopRunNow() : m_controller->stopRun(); };
    connect(m_recorder->source(), &RunSource::stateChanged, this, [&](RunState state) {
        if (RunRecorder::name(state) == when)
            stop();
    });
    m_controller->startRun(profile(2));
    if (when.isEmpty())
        stop();
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->isOver(), Patience);
    QCOMPARE(RunRecorder::describe(m_recorder->outcome()), QStringLiteral("stopped"));
    QVERIFY(m_recorder->lines()
                .join(QStringLiteral(", "))
                .endsWith(QStringLiteral("Stopping, Finished, outcome")));
}

void TestRunController::stopLetsHelpersFinish()
{
    auto longer = profile(2);
    longer.duration = 1h;
    m_controller->startRun(longer);
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->lastSnapshot().iterationsOk > 5, Patience);
    m_controller->stopRun();
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->isOver(), Patience);
    QCOMPARE(RunRecorder::describe(m_recorder->outcome()), QStringLiteral("stopped"));
    QCOMPARE(RunRecorder::ends(m_recorder->outcome().last), QStringLiteral("finished finished"));
}

void TestRunController::changesReachAllHelpers()
{
    using Kind = LoadChange::Kind;
    auto longer = profile(2);
    longer.duration = 1h;
    m_controller->startRun(longer);
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->lastSnapshot().iterationsOk > 0, Patience);
    m_controller->changeLoad({.kind = Kind::Target, .load = 30, .time = 0s});
    m_controller->addMarker(QStringLiteral("cache emptied"));
    m_controller->changeLoad({.kind = Kind::Pause, .load = 0, .time = 0s});
    m_controller->changeLoad({.kind = Kind::Pause, .load = 0, .time = 0s}); // it is paused already
    QTRY_COMPARE_WITH_TIMEOUT(m_recorder->log().count(QStringLiteral("30 users")), 2, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_recorder->log().count(QStringLiteral("30 users, paused")), 2, Patience);
    m_controller->stopRun();
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->isOver(), Patience);
    const auto &markers = m_recorder->outcome().markers;
    QCOMPARE(markers.size(), 3);
    QCOMPARE(markers.at(0).change, LoadChange({.kind = Kind::Target, .load = 30, .time = 0s}));
    QCOMPARE(markers.at(0).loadBefore, 10.0);
    QVERIFY(markers.at(0).at > 0s && markers.at(0).at <= markers.at(1).at);
    QVERIFY(!markers.at(1).change);
    QCOMPARE(markers.at(1).note, QStringLiteral("cache emptied"));
    QCOMPARE(markers.at(2).change->kind, Kind::Pause);
}

void TestRunController::whatCannotBeIsNotChanged()
{
    m_controller->addMarker(QStringLiteral("too early"));
    m_controller->changeLoad({.kind = LoadChange::Kind::Extend, .load = 0, .time = 1h});
    auto longer = profile();
    longer.duration = 1h;
    m_controller->startRun(longer);
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->lastSnapshot().iterationsOk > 0, Patience);
    m_controller->changeLoad({.kind = LoadChange::Kind::Target, .load = 1e9, .time = 0s});
    QTRY_VERIFY_WITH_TIMEOUT(
        m_recorder->log().join(QLatin1Char('|')).contains(QLatin1String("The number of users must be")),
        Patience);
    m_controller->stopRun();
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->isOver(), Patience);
    QVERIFY(m_recorder->outcome().markers.isEmpty());
}

void TestRunController::helpersThatNobodyNeedsEnd()
{
    // Of two helpers one is gone, and nobody needs the users of the other.
    misbehave("run=exit@0 run=idle@1");
    auto longer = profile(2);
    longer.duration = 1h;
    run(longer);
    QCOMPARE(m_recorder->outcome().end, RunOutcome::End::Finished);
    QCOMPARE(RunRecorder::ends(m_recorder->outcome().last), QStringLiteral("crashed finished"));
}

void TestRunController::helpersWaitForAnotherLoad()
{
    // What a helper said before it heard of a change counts no more.
    misbehave("run=idleonce");
    auto longer = profile(2);
    longer.duration = 1h;
    m_controller->startRun(longer);
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->lastSnapshot().iterationsOk > 10, Patience);
    QCOMPARE(m_controller->state(), RunState::Running); // all of them are idle, and none has ended
    m_controller->changeLoad({.kind = LoadChange::Kind::Target, .load = 4, .time = 0s});
    QTRY_COMPARE_WITH_TIMEOUT(m_recorder->log().count(QStringLiteral("4 users")), 2, Patience);
    const auto pid = m_recorder->lastSnapshot().helpers.at(1).pid;
    QProcess::execute(QStringLiteral("kill"), {QStringLiteral("-9"), QString::number(pid)});
    QTRY_COMPARE_WITH_TIMEOUT(RunRecorder::ends(m_recorder->lastSnapshot()),
                              QStringLiteral("running crashed"), Patience);
    QTest::qWait(100);
    QCOMPARE(m_controller->state(), RunState::Running);
    m_controller->stopRun();
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->isOver(), Patience);
}

void TestRunController::stopGetsHarder_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<bool>("now");
    QTest::addColumn<QString>("ends");
    QTest::newRow("slow") << QByteArray("stop=slow") << false << QStringLiteral("finished");
    QTest::newRow("slow, now") << QByteArray("stop=slow") << true << QStringLiteral("finished");
    QTest::newRow("deaf") << QByteArray("stop=deaf") << false << QStringLiteral("killed");
    QTest::newRow("deaf, now") << QByteArray("stop=deaf") << true << QStringLiteral("killed");
}

void TestRunController::stopGetsHarder()
{
    QFETCH(QByteArray, script);
    QFETCH(bool, now);
    QFETCH(QString, ends);
    misbehave(script.constData());
    auto longer = profile();
    longer.duration = 1h;
    m_controller->startRun(longer);
    QTRY_COMPARE_WITH_TIMEOUT(m_controller->state(), RunState::Running, Patience);
    if (now)
        m_controller->stopRunNow();
    else
        m_controller->stopRun();
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->isOver(), Patience);
    QCOMPARE(RunRecorder::ends(m_recorder->outcome().last), ends);
    QCOMPARE(RunRecorder::describe(m_recorder->outcome()),
             ends == QStringLiteral("killed")
                 ? QStringLiteral("stopped: Helper 1 (process N) did not stop in time and was ended.")
                 : QStringLiteral("stopped"));
}

void TestRunController::goalsAreJudgedLiveAndAtTheEnd()
{
    using State = GoalStatus::State;
    const auto states = [](const Snapshot &snapshot) {
        QList<State> result;
        for (const auto &goal : snapshot.goals)
            result += goal.state;
        return result;
    };
    auto judged = profile(2);
    judged.thresholds = {QStringLiteral("p95(latency) < 300 ms"), QStringLiteral("count(iterations) > 1000"),
                         QStringLiteral("p95(step \"none\") < 1 s")};
    judged.duration = 1h;
    m_controller->startRun(judged);
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->lastSnapshot().iterationsOk > 5, Patience);
    QCOMPARE(states(m_recorder->lastSnapshot()), (QList{State::Holds, State::NotYet, State::NotYet}));
    m_controller->stopRun();
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->isOver(), Patience);
    const auto &outcome = m_recorder->outcome();
    QCOMPARE(states(outcome.last), (QList{State::Holds, State::Broken, State::NotJudged}));
    QCOMPARE(outcome.last.goals.at(1).measured, double(outcome.last.iterationsOk));
    QCOMPARE(outcome.goalVerdict(), GoalVerdict::Failed);

    judged.thresholds = {QStringLiteral("p95(latency) < 300 ms"),
                         QStringLiteral("count(failed) == 0, abort")};
    judged.duration = 200ms;
    m_controller->startRun(judged);
    QTRY_COMPARE_WITH_TIMEOUT(m_recorder->outcomeCount(), 2, Patience);
    QCOMPARE(RunRecorder::describe(m_recorder->outcome()), QStringLiteral("finished"));
    QCOMPARE(m_recorder->outcome().goalVerdict(), GoalVerdict::Passed);
}

void TestRunController::aBrokenGoalStopsTheRun()
{
    auto judged = profile(2);
    judged.duration = 1h;
    judged.thresholds = {QStringLiteral("p95(latency) < 1 us"), QStringLiteral("max(latency) < 2 ms, abort"),
                         QStringLiteral("p50(latency, \"GET /\") < 100 us, abort after 300 ms")};
    run(judged);
    const auto &outcome = m_recorder->outcome();
    QCOMPARE(
        RunRecorder::describe(outcome),
        QStringLiteral("finished: Stopped because a goal was broken: p50(latency, \"GET /\") < 100 us, abort "
                       "after 0.3 s. It was 1000 us."));
    QCOMPARE(RunRecorder::ends(outcome.last), QStringLiteral("finished finished"));
    QVERIFY(outcome.last.loadTime >= 300ms);
    QCOMPARE(outcome.goalVerdict(), GoalVerdict::Failed);
    QCOMPARE(
        m_recorder->lines().join(QStringLiteral(", ")),
        QStringLiteral("Compiling, Starting, scenarios: browse, Running, measuring, Stopping, measuring, "
                       "Finished, outcome"));
}

void TestRunController::aGoalThatBreaksAfterTheLoadStopsNothing()
{
    misbehave("run=hang@1"); // so the run goes on when the other one is done
    auto judged = profile(2);
    judged.thresholds = {QStringLiteral("p95(latency) < 1 us, abort after 200 ms")};
    run(judged);
    QVERIFY(m_recorder->outcome().last.loadTime >= judged.duration);
    QCOMPARE(RunRecorder::describe(m_recorder->outcome()),
             QStringLiteral("finished: Helper 2 (process N) did not stop in time and was ended."));
    QCOMPARE(m_recorder->outcome().goalVerdict(), GoalVerdict::Failed);
}

void TestRunController::goalsOfARunWithoutLoadAreNotJudged()
{
    misbehave("load=fail");
    auto judged = profile();
    judged.thresholds = {QStringLiteral("count(iterations) > 1000")};
    run(judged);
    QCOMPARE(m_recorder->outcome().end, RunOutcome::End::Failed);
    QCOMPARE(m_recorder->outcome().last.goals.size(), 1);
    QCOMPARE(m_recorder->outcome().goalVerdict(), GoalVerdict::NotJudged);
}

void TestRunController::overrunIsEnded()
{
    misbehave("run=hang");
    run(profile());
    QCOMPARE(
        RunRecorder::describe(m_recorder->outcome()),
        QStringLiteral("failed (helpers): No helper is left. Helper 1 (process N) did not stop in time and "
                       "was ended."));
    QCOMPARE(m_recorder->outcome().last.iterationsOk, 1);
}

void TestRunController::waitingIsTold()
{
    misbehave("load=hang@1");
    auto settings = Quick;
    settings.notice = 50ms;
    settings.load = 400ms;
    run(profile(2), settings);
    QVERIFY2(m_recorder->log().contains(
                 QStringLiteral("Helper 2 (process N) has not loaded the scenario yet; it has 0.4 s.")),
             qPrintable(m_recorder->log().join(QLatin1Char('|'))));
    QCOMPARE(m_recorder->outcome().lostHelpers(), 1);
}

void TestRunController::silenceIsTold()
{
#ifdef Q_OS_WIN
    QSKIP("needs signals");
#endif
    auto settings = Quick;
    settings.silence = 500ms;
    settings.lostAfter = 1h;
    m_controller = std::make_unique<RunController>(m_programs, settings);
    m_recorder = std::make_unique<RunRecorder>(m_controller.get());
    auto longer = profile(2);
    longer.duration = 1h;
    m_controller->startRun(longer);
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->lastSnapshot().iterationsOk > 10, Patience);
    const auto signal = [&](const char *name) {
        return QProcess::execute(
            QStringLiteral("kill"),
            {QLatin1String(name), QString::number(m_recorder->lastSnapshot().helpers.at(1).pid)});
    };
    QCOMPARE(signal("-STOP"), 0);
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->lastSnapshot().helpers.at(1).isSilent, Patience);
    QVERIFY(m_recorder->log().contains(
        QStringLiteral("Helper 2 (process N) does not answer: its figures are missing from now on. It is "
                       "ended when it stays silent.")));
    QCOMPARE(signal("-CONT"), 0);
    QTRY_VERIFY_WITH_TIMEOUT(!m_recorder->lastSnapshot().helpers.at(1).isSilent, Patience);
    QVERIFY(m_recorder->log().contains(QStringLiteral("Helper 2 (process N) answers again.")));
    m_controller->stopRun();
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->isOver(), Patience);
    QCOMPARE(RunRecorder::ends(m_recorder->outcome().last), QStringLiteral("finished finished"));
}

void TestRunController::silenceEndsAHelper()
{
    misbehave("run=hang");
    auto settings = Quick;
    std::chrono::microseconds now{0};
    settings.now = [&now] { return now += 50ms; }; // faster than the true one
    m_controller = std::make_unique<RunController>(m_programs, settings);
    m_recorder = std::make_unique<RunRecorder>(m_controller.get());
    auto longer = profile();
    longer.duration = 1h;
    m_controller->startRun(longer);
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->isOver(), Patience);
    QCOMPARE(RunRecorder::describe(m_recorder->outcome()),
             QStringLiteral(
                 "failed (helpers): No helper is left. Helper 1 (process N) did not answer for 20 s and was "
                 "ended."));
    QCOMPARE(RunRecorder::ends(m_recorder->outcome().last), QStringLiteral("lost"));
}

void TestRunController::aSuspendedComputerEndsNoHelper()
{
    auto settings = Quick;
    std::chrono::microseconds asleep{0};
    settings.now = [&asleep] { return steadyNow() + asleep; };
    settings.lostAfter = 10s;
    m_controller = std::make_unique<RunController>(m_programs, settings);
    m_recorder = std::make_unique<RunRecorder>(m_controller.get());
    auto longer = profile();
    longer.duration = 1h;
    m_controller->startRun(longer);
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->lastSnapshot().iterationsOk > 5, Patience);
    asleep = 2h;
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->lastSnapshot().elapsed > 1h, Patience);
    const auto before = m_recorder->lastSnapshot().iterationsOk;
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->lastSnapshot().iterationsOk > before + 5, Patience);
    QCOMPARE(m_controller->state(), RunState::Running);
    m_controller->stopRun();
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->isOver(), Patience);
    QCOMPARE(RunRecorder::describe(m_recorder->outcome()), QStringLiteral("stopped"));
}

void TestRunController::startsAgainAfterwards()
{
    run({});
    QCOMPARE(m_recorder->outcome().failure, RunOutcome::Failure::Profile);
    m_controller->startRun(profile());
    QTRY_COMPARE_WITH_TIMEOUT(m_recorder->outcomeCount(), 2, Patience);
    QCOMPARE(RunRecorder::describe(m_recorder->outcome()), QStringLiteral("finished"));
    const auto first = m_recorder->outcome().last.iterationsOk;
    m_controller->startRun(profile());
    QTRY_COMPARE_WITH_TIMEOUT(m_recorder->outcomeCount(), 3, Patience);
    QVERIFY(m_recorder->outcome().last.iterationsOk < 2 * first + 10);
}

void TestRunController::startIsIgnoredWhileUnderWay()
{
    m_controller->startRun(profile());
    m_controller->startRun(profile(2));
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->isOver(), Patience);
    QCOMPARE(m_recorder->outcome().profile, profile());
    QCOMPARE(m_controller->state(), RunState::Finished);
}

void TestRunController::destructionEndsHelpers()
{
    auto longer = profile(3);
    longer.duration = 1h;
    m_controller->startRun(longer);
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->lastSnapshot().iterationsOk > 5, Patience);
    m_controller.reset();
    for (const auto &helper : m_recorder->lastSnapshot().helpers)
        QVERIFY(!isAlive(helper.pid));
}

QTEST_GUILESS_MAIN(TestRunController)
#include "tst_runcontroller.moc"
