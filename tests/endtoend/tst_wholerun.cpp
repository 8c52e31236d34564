// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/runcontroller.h"
#include "tests/support/runrecorder.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 60'000; // ms; for a loaded machine

} // namespace

/// Whole runs of real helpers: what all of them together do once, and what one tells the others.
class tst_WholeRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void runsEveryFixture_data();
    void runsEveryFixture();
    void sendsNothingWhenGlobalSetupFails_data();
    void sendsNothingWhenGlobalSetupFails();
    void ignoresAGlobalTeardownThatFails();
    void stopsAllHelpersForOneSetup();
    void stopsAllHelpersAtTheFirstFailure();
    void tellsListenersOfAllWorkers();
    void tellsSamplesOfErrors();
    void saysWhenGlobalTeardownCannotRun();
    void goesOnWithoutAHelperBeyondHelp();
    void namesEveryCallOfAnError_data();
    void namesEveryCallOfAnError();

private:
    Profile profile(const QByteArray &body, int processes) const;

    QTemporaryDir m_folder;
    std::unique_ptr<RunController> m_controller;
    std::unique_ptr<RunRecorder> m_recorder;
};

#define QVERIFY_RUNS(profile)                                                                                \
    m_controller->startRun(profile);                                                                         \
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->isOver(), Patience)

void tst_WholeRun::init()
{
    auto programs = findPrograms();
    programs.helper = QStringLiteral(MOLOTOV_BIN_DIR "/molotov-helper");
    RunSettings settings;
    settings.seed = 7;
    m_controller = std::make_unique<RunController>(programs, settings);
    m_recorder = std::make_unique<RunRecorder>(m_controller.get());
}

Profile tst_WholeRun::profile(const QByteArray &body, int processes) const
{
    QFile file(m_folder.filePath(QStringLiteral("shop.ts")));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("no file");
    file.write("import { events, getVar, globalSetup, globalTeardown, scenario, setup, setVar, sleep, "
               "teardown } from "
               "\"molotov\";\n"
               + body);
    return {.scenarioFile = file.fileName(), .processes = processes, .workers = 2, .duration = 60s};
}

void tst_WholeRun::runsEveryFixture_data()
{
    QTest::addColumn<int>("processes");
    QTest::newRow("1 helper") << 1;
    QTest::newRow("4 helpers") << 4;
}

void tst_WholeRun::runsEveryFixture()
{
    QFETCH(int, processes);
    auto run = profile(R"(
globalSetup(async (args) => {
    await sleep(0.2);
    setVar("user", { name: "qa", of: [args.processes] });
    console.log("globalSetup");
});
globalTeardown(async () => {
    await sleep(0.2);
    console.log("globalTeardown", getVar("user").name);
});
setup(async (id) => {
    const user = getVar("user");
    console.log("setup", id, user.name, user.of[0], getVar("mine", "none"));
    setVar("mine", id); // stays in this helper
});
teardown((id) => console.log("teardown", id));
scenario("a", async (session) => { await sleep(0.01); console.log("run"); });
)",
                       processes);
    run.maxRuns = 2;
    run.rampUp = 400ms;
    QVERIFY_RUNS(run);
    QCOMPARE(RunRecorder::describe(m_recorder->outcome()), QStringLiteral("finished"));
    auto log = m_recorder->log();
    QCOMPARE(log.takeFirst(), QStringLiteral("globalSetup"));
    QCOMPARE(log.takeLast(), QStringLiteral("globalTeardown qa"));
    QStringList expected;
    for (int id = 0; id < 2 * processes; ++id) {
        // The second worker of a helper sees what the first has stored.
        const auto mine = id < processes ? QStringLiteral("none") : QString::number(id - processes);
        expected += QStringLiteral("setup %1 qa %2 %3").arg(id).arg(processes).arg(mine);
        expected += {QStringLiteral("run"), QStringLiteral("run"), QStringLiteral("teardown %1").arg(id)};
    }
    expected.sort();
    log.sort();
    QCOMPARE(log, expected);
    QCOMPARE(m_recorder->outcome().last.iterationsOk, 4 * processes);
}

void tst_WholeRun::sendsNothingWhenGlobalSetupFails_data()
{
    QTest::addColumn<QByteArray>("fixture");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("throws") << QByteArray("globalSetup(() => { throw new Error('no token'); });")
                            << "failed (setup): globalSetup failed: FOLDER/shop.ts:2:21: no token";
    QTest::newRow("rejects") << QByteArray(
        "globalSetup(async () => { await sleep(0.01);\nthrow new Error('no token'); });")
                             << "failed (setup): globalSetup failed: FOLDER/shop.ts:3:1: no token";
    QTest::newRow("stores a function")
        << QByteArray("globalSetup(() => { setVar('user', { name: () => 5 }); });")
        << "failed (setup): globalSetup failed: FOLDER/shop.ts:2:21: "
           "TypeError: setVar takes values that JSON can hold: "
           "user.name is function name";
    QTest::newRow("hogs the engine") << QByteArray("globalSetup(() => { while (true) {} });")
                                     << "failed (setup): globalSetup failed: FOLDER/shop.ts:2:1: "
                                        "Interrupted: 5 s without await in globalSetup (shop.ts:2)";
}

void tst_WholeRun::sendsNothingWhenGlobalSetupFails()
{
    QFETCH(QByteArray, fixture);
    QFETCH(QString, outcome);
    QVERIFY_RUNS(profile(fixture + R"(
globalTeardown(() => console.log("never"));
setup(() => console.log("never"));
scenario("a", () => console.log("never"));
)",
                         2));
    auto described = RunRecorder::describe(m_recorder->outcome());
    described.replace(m_folder.path(), QStringLiteral("FOLDER"));
    QCOMPARE(described, outcome);
    // That somebody waits for it may be said.
    QCOMPARE(m_recorder->log().filter(QStringLiteral("never")), QStringList());
}

void tst_WholeRun::ignoresAGlobalTeardownThatFails()
{
    auto run = profile(
        "globalTeardown(async () => { throw new Error('no cleaning'); });\nscenario('a', () => {});", 2);
    run.maxRuns = 1;
    QVERIFY_RUNS(run);
    QCOMPARE(RunRecorder::describe(m_recorder->outcome()), QStringLiteral("finished"));
    const auto &last = m_recorder->outcome().last;
    QCOMPARE(last.errors.size(), 1);
    QCOMPARE(last.errors.first().error.message, QStringLiteral("globalTeardown failed: no cleaning"));
    QCOMPARE(last.errors.first().error.stack.first().place.line, 2);
    QCOMPARE(last.iterationsOk, 4);
}

void tst_WholeRun::stopsAllHelpersForOneSetup()
{
    QVERIFY_RUNS(
        profile(R"(setup(async (id) => { await sleep(0.3); if (id === 3) throw new Error("no account"); });
teardown((id) => console.log("teardown", id));
globalTeardown(() => console.log("globalTeardown"));
scenario("a", async () => { await sleep(3600); });
)",
                2));
    auto described = RunRecorder::describe(m_recorder->outcome());
    QVERIFY2(described.startsWith(QStringLiteral("failed (setup): The setup failed: ")),
             qPrintable(described));
    QVERIFY2(described.endsWith(QStringLiteral("shop.ts:2:55: no account")), qPrintable(described));
    auto log = m_recorder->log();
    QCOMPARE(log.takeLast(), QStringLiteral("globalTeardown"));
    log.sort();
    QCOMPARE(log.join(QLatin1Char('|')), QStringLiteral("teardown 0|teardown 1|teardown 2|teardown 3"));
    QCOMPARE(RunRecorder::ends(m_recorder->outcome().last), QStringLiteral("finished finished"));
}

void tst_WholeRun::stopsAllHelpersAtTheFirstFailure()
{
    auto run = profile(R"(scenario("a", async (session) => {
    await sleep(0.3);
    if (session.context.workerId === 3)
        throw new Error("no stock");
});)",
                       2);
    run.stopOnFailure = true;
    run.delay = 3600s;
    QVERIFY_RUNS(run);
    const auto described = RunRecorder::describe(m_recorder->outcome());
    QVERIFY2(described.startsWith(QStringLiteral("finished: Stopped at the first failed iteration: ")),
             qPrintable(described));
    QVERIFY2(described.endsWith(QStringLiteral("shop.ts:5:9: no stock")), qPrintable(described));
    QCOMPARE(m_recorder->outcome().last.iterationsFailed, 1);
}

void tst_WholeRun::tellsListenersOfAllWorkers()
{
    auto run =
        profile(R"(events((event, info) => { if (event === "current_workers") console.log(info.workers); });
scenario("a", async () => { await sleep(2.5); });)",
                2);
    run.maxRuns = 1;
    QVERIFY_RUNS(run);
    const auto heard = m_recorder->log();
    QVERIFY(heard.size() >= 2); // both helpers, at least once
    QCOMPARE(heard.first(), QStringLiteral("4"));
}

void tst_WholeRun::tellsSamplesOfErrors()
{
    struct Samples : RunSink
    {
        QList<RunSample> all;
        void sampled(const RunSample &sample) override { all.append(sample); }
    } samples;
    m_controller->addSink(&samples);
    auto run = profile(R"(
scenario("a", async (session) => {
    const { step } = session.context;
    if (step % 2)
        throw new Error("odd " + step);
    await session.get("http://127.0.0.1:1/");
});
)",
                       3);
    run.maxRuns = 20;
    QVERIFY_RUNS(run);
    const auto errors = m_recorder->outcome().last.errors;
    QCOMPARE(errors.size(), 2);
    QMap<int, int> ofGroup;
    for (const auto &sample : std::as_const(samples.all)) {
        ++ofGroup[sample.group];
        const auto &group = errors.at(sample.group);
        QVERIFY(sample.sample.error.kind == group.error.kind);
        QCOMPARE(sample.sample.worker % 3, sample.helper);
        const bool isOdd = sample.sample.message.startsWith(QStringLiteral("odd "));
        QCOMPARE(group.error.kind == ErrorKind::Script, isOdd);
        QCOMPARE(sample.sample.exchanges.size(), isOdd ? 0 : 1);
        QCOMPARE(sample.sample.error.stack.first().place.file, m_folder.filePath(QStringLiteral("shop.ts")));
    }
    QCOMPARE(ofGroup, (QMap<int, int>{{0, Protocol::MaxSamplesOfGroup}, {1, Protocol::MaxSamplesOfGroup}}));
    QCOMPARE(errors.first().count + errors.last().count, 3 * 2 * 20);
}

void tst_WholeRun::saysWhenGlobalTeardownCannotRun()
{
#ifdef Q_OS_WIN
    QSKIP("needs signals");
#endif
    m_controller->startRun(profile("globalSetup(() => {}); globalTeardown(() => console.log('never'));\n"
                                   "scenario('a', async () => { await sleep(0.01); });",
                                   2));
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->lastSnapshot().iterationsOk > 10, Patience);
    const auto pid = m_recorder->lastSnapshot().helpers.first().pid;
    QCOMPARE(QProcess::execute(QStringLiteral("kill"), {QStringLiteral("-9"), QString::number(pid)}), 0);
    QTRY_VERIFY_WITH_TIMEOUT(!m_recorder->log().isEmpty(), Patience);
    m_controller->stopRun();
    QTRY_VERIFY_WITH_TIMEOUT(m_recorder->isOver(), Patience);
    QCOMPARE(m_recorder->log().last(),
             QStringLiteral("globalTeardown was not run: Helper 1 (process N) crashed (signal 9)"));
    QCOMPARE(m_recorder->log().size(), 2); // that its workers are lost is the other
}

void tst_WholeRun::goesOnWithoutAHelperBeyondHelp()
{
    auto run = profile(R"(
const far = new Array(20).fill(0).reduce((object) => Object.create(object), { length: 2 ** 32 - 1 });
scenario("a", async (session) => {
    await sleep(0.1);
    if (session.context.workerId === 3)
        Array.prototype.some.call(far, () => true);
});)",
                       2);
    run.duration = 18s;
    QVERIFY_RUNS(run);
    QCOMPARE(RunRecorder::describe(m_recorder->outcome()),
             QStringLiteral(
                 "finished: Helper 2 (process N) ended before its work was done (exit code 70), its last "
                 "words: “molotov-helper was ended: a script kept it busy for 15 s and could not be "
                 "interrupted”."));
    QCOMPARE(RunRecorder::ends(m_recorder->outcome().last), QStringLiteral("finished crashed"));
    QVERIFY(m_recorder->outcome().last.iterationsOk > 20); // of the other, meanwhile
}

void tst_WholeRun::namesEveryCallOfAnError_data()
{
    QTest::addColumn<QByteArray>("wait");
    QTest::addColumn<QString>("calls");
    QTest::newRow("at once") << QByteArray("") << QStringLiteral("total price.ts:3| basket.ts:4| shop.ts:3");
    // Once it has waited, the line of who waits for it is that of his function.
    QTest::newRow("after an await") << QByteArray("await sleep(0.001);")
                                    << QStringLiteral("total price.ts:3| basket.ts:4|async shop.ts:3");
}

void tst_WholeRun::namesEveryCallOfAnError()
{
    QFETCH(QByteArray, wait);
    QFETCH(QString, calls);
    const auto write = [this](const char *name, const QByteArray &text) {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    };
    QVERIFY(write("price.ts",
                  "type Price = { cents: number };\nexport function total(prices: Price[]): number {\n"
                  "    if (prices.length === 0) throw new Error('an empty basket');\n    return 1;\n}\n"));
    QVERIFY(write("basket.ts", "import { total } from './price';\nimport { sleep } from 'molotov';\n"
                               "export async function check(): Promise<void> {\n    "
                                   + wait + "const sum = total([]); await sleep(sum);\n}\n"));
    auto run = profile("import { check } from './basket';\n"
                       "scenario('a', async () => { await check(); });\n",
                       1);
    run.workers = 1;
    run.maxRuns = 1;
    QVERIFY_RUNS(run);
    const auto errors = m_recorder->outcome().last.errors;
    QCOMPARE(errors.size(), 1);
    QCOMPARE(errors.first().error.message, QStringLiteral("an empty basket"));
    QStringList told;
    for (const auto &frame : errors.first().error.stack) {
        told += QStringLiteral("%1 %2:%3")
                    .arg(frame.function, QFileInfo(frame.place.file).fileName())
                    .arg(frame.place.line);
    }
    QCOMPARE(told.join(QLatin1Char('|')), calls);
}

QTEST_GUILESS_MAIN(tst_WholeRun)
#include "tst_wholerun.moc"
