// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/trialrun.h"

#include "core/control/run/threadedrunservice.h"
#include "tests/support/httpserver.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 20'000; // ms; for a loaded machine

// "shop.ts:2"
QString placeIn(const QList<StackFrame> &calls)
{
    const auto place = calls.value(0).place;
    return QStringLiteral("%1:%2").arg(QFileInfo(place.file).fileName(), QString::number(place.line));
}

} // namespace

/// Trials with the real helper, against a server that counts.
class TestTrialRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void runsEachScenarioOnce();
    void runsOneScenario();
    void takesOverNoLoad();
    void sentences_data();
    void sentences();
    void stops();

private:
    struct Bench
    {
        explicit Bench(const Programs &programs)
            : service(programs, RunSettings{.traceExchanges = true})
            , trial(&service)
        {
            connect(&service, &RunService::traced, &trial, [this](const Protocol::TracedExchange &exchange) {
                lines += QStringLiteral("%1 %2 %3")
                             .arg(exchange.origin.part, QUrl(exchange.exchange.url).path(),
                                  placeIn(exchange.origin.calls));
            });
            connect(&service, &RunService::logged, &trial,
                    [this](const LogLine &line) { lines += QStringLiteral("log ") + line.text; });
            connect(&service, &RunService::noted, &trial, [this](const Protocol::TracedNote &note) {
                lines += QStringLiteral("note %1 %2").arg(int(note.kind)).arg(note.error.message);
            });
        }

        ThreadedRunService service;
        TrialRun trial;
        QStringList lines; // what is told, in its order
    };

    Profile profile(const QByteArray &code);

    QTemporaryDir m_folder;
    Programs m_programs;
    HttpServer m_server;
};

void TestTrialRun::initTestCase()
{
    m_programs = findPrograms();
    m_programs.helper = QStringLiteral(MOLOTOV_BIN_DIR "/molotov-helper");
    QVERIFY(!m_programs.esbuild.isEmpty());
}

Profile TestTrialRun::profile(const QByteArray &code)
{
    const auto path = m_folder.filePath(QStringLiteral("shop.ts"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)
        || file.write("import { scenario, check } from \"molotov\";\n" + code) < 0)
        qFatal("cannot write the scenario file");
    return {.scenarioFile = path,
            .baseUrl = m_server.url().toString(),
            .processes = 2,
            .workers = 50,
            .rampUp = 5s,
            .duration = 10s,
            .delay = 1h,
            .thresholds = {QStringLiteral("p95(latency) < 1 ms")}};
}

void TestTrialRun::runsEachScenarioOnce()
{
    const auto before = m_server.requests().size();
    Bench bench(m_programs);
    bench.trial.start(
        profile("scenario(\"b\", async (session) => { await session.get(\"/b\"); });\n"
                "scenario(\"never\", { weight: 0 }, async (session) => { await session.get(\"/c\"); });\n"
                "scenario(\"a\", async (session) => {\n"
                "  console.log(\"hello\");\n"
                "  check(\"is there\", (await session.get(\"/a\")).status === 200);\n"
                "});\n"));
    QVERIFY(bench.trial.isUnderWay());
    QTRY_VERIFY_WITH_TIMEOUT(!bench.trial.isUnderWay(), Patience);
    QCOMPARE(bench.trial.sentence(), QStringLiteral("All 2 scenarios passed."));
    QVERIFY(bench.trial.state() == TrialRun::State::Passed);
    QCOMPARE(m_server.requests().size(), before + 2);
    QCOMPARE(bench.lines, QStringList({QStringLiteral("log hello"), QStringLiteral("a /a shop.ts:6"),
                                       QStringLiteral("note 0 is there"), QStringLiteral("b /b shop.ts:2")}));
}

void TestTrialRun::runsOneScenario()
{
    Bench bench(m_programs);
    const auto two = profile("scenario(\"a\", async (session) => { await session.get(\"/a\"); });\n"
                             "scenario(\"b\", async (session) => { await session.get(\"/b\"); });\n");
    bench.trial.start(two, QStringLiteral("b"));
    bench.trial.start(two); // one at a time
    QTRY_VERIFY_WITH_TIMEOUT(!bench.trial.isUnderWay(), Patience);
    QCOMPARE(bench.trial.sentence(), QStringLiteral("The scenario passed."));
    QCOMPARE(bench.lines, QStringList(QStringLiteral("b /b shop.ts:3")));
    bench.lines.clear();
    bench.trial.start(two); // and again
    QTRY_VERIFY_WITH_TIMEOUT(!bench.trial.isUnderWay(), Patience);
    QCOMPARE(bench.lines.size(), 2);
}

void TestTrialRun::takesOverNoLoad()
{
    auto given = profile({});
    given.singleMode = QStringLiteral("a");
    given.environment = {{QStringLiteral("KEY"), QStringLiteral("1")}};
    const auto trial = TrialRun::trialOf(given, {});
    QCOMPARE(trial.processes, 1);
    QCOMPARE(trial.workers, 1);
    QCOMPARE(trial.delay, 0ms);
    QVERIFY(trial.thresholds.isEmpty());
    QCOMPARE(trial.maxRuns, 1);
    QVERIFY(TrialRun::trialOf(profile({}), {}).singleRun);
    QCOMPARE(trial.singleMode, QStringLiteral("a"));
    QCOMPARE(trial.environment, given.environment);
    QCOMPARE(TrialRun::trialOf(given, QStringLiteral("b")).singleMode, QStringLiteral("b"));
}

void TestTrialRun::sentences_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("begin");
    QTest::newRow("throws") << QByteArray("scenario(\"a\", () => { throw new Error(\"no stock\"); });\n")
                            << QStringLiteral("The scenario failed: shop.ts:2: ");
    QTest::newRow("one of two") << QByteArray("scenario(\"a\", () => { throw new Error(\"no stock\"); });\n"
                                              "scenario(\"b\", () => {});\n")
                                << QStringLiteral("1 of 2 scenarios failed: shop.ts:2");
    QTest::newRow("no server") << QByteArray(
        "scenario(\"a\", async (session) => { await session.get(\"http://127.0.0.1:1/\"); });\n")
                               << QStringLiteral("The scenario failed: shop.ts:2: ");
    QTest::newRow("no code") << QByteArray("scenario(\"a\", () => { ;\n") << QStringLiteral("shop.ts:3");
    QTest::newRow("no scenario") << QByteArray() << QStringLiteral("shop.ts registers no scenario");
}

void TestTrialRun::sentences()
{
    QFETCH(QByteArray, code);
    QFETCH(QString, begin);
    Bench bench(m_programs);
    bench.trial.start(profile(code));
    QTRY_VERIFY_WITH_TIMEOUT(!bench.trial.isUnderWay(), Patience);
    QVERIFY(bench.trial.state() == TrialRun::State::Failed);
    QVERIFY2(bench.trial.sentence().contains(begin), qPrintable(bench.trial.sentence()));
}

void TestTrialRun::stops()
{
    m_server.setHandler([](const ServedRequest &) { return ServerAnswer::never(); });
    const auto before = m_server.requests().size();
    Bench bench(m_programs);
    bench.trial.start(profile("scenario(\"a\", async (session) => { await session.get(\"/\"); });\n"));
    QTRY_VERIFY_WITH_TIMEOUT(m_server.requests().size() > before, Patience);
    bench.trial.stop();
    QVERIFY(bench.trial.isUnderWay());
    QTRY_VERIFY_WITH_TIMEOUT(!bench.trial.isUnderWay(), Patience);
    QVERIFY(bench.trial.state() == TrialRun::State::Stopped);
    QCOMPARE(bench.lines.first(), QStringLiteral("a / shop.ts:2")); // the request that was cut off
    m_server.setHandler({});
}

QTEST_GUILESS_MAIN(TestTrialRun)
#include "tst_trialrun.moc"
