// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/compilescenario.h"
#include "tests/support/helperdriver.h"
#include "tests/support/httpserver.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 60'000; // milliseconds; for a machine that is busy with other things

Protocol::LoadScenario plan(const QString &body, const HttpServer &server)
{
    return {.sourceName = QStringLiteral("shop.ts"),
            .code =
                compileScenario(QStringLiteral("import { globalTeardown, request, scenario, sleep, teardown "
                                               "} from \"molotov\";\n")
                                + body),
            .baseUrl = server.url().toString(),
            .load = {.duration = 1h, .maxRuns = 1}};
}

bool start(HelperDriver &helper, const Protocol::LoadScenario &scenario)
{
    if (!helper.loadWhole(scenario))
        return false;
    helper.send(Protocol::StartRun{.vars = {}, .keeps = helper.loaded->hasGlobalTeardown});
    return true;
}

QStringList errorsOf(const HelperDriver &helper)
{
    QStringList messages;
    for (const auto &delta : helper.deltas) {
        for (const auto &group : delta.errors)
            messages.append(group.error.message);
    }
    return messages;
}

} // namespace

/// The end of a run in a real helper: it comes when it should, nothing is sent after it, and all that was
/// sent before is counted.
class tst_HelperEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBeforeTimersOfScripts();
    void countsWhatNobodyWaitsFor();
    void sendsNothingAfterTheEndOfTheWorkers();
    void endsAGlobalTeardownThatIsStopped();
    void runsGlobalTeardownAfterATeardownThatHangs();
};

void tst_HelperEnd::comesBeforeTimersOfScripts()
{
    HttpServer server;
    HelperDriver helper(QStringLiteral(MOLOTOV_BIN_DIR "/molotov-helper"));
    // They take seconds in all, and all are due before the end.
    auto scenario = plan(QStringLiteral(R"(
        let fired = 0;
        const work = () => { ++fired; for (let i = 0; i < 30000; ++i); };
        teardown(() => console.log(fired < 20000 ? "in time" : "after all timers"));
        scenario("a", async () => {
            for (let i = 0; i < 20000; ++i)
                setTimeout(work, 0);
            await sleep(3600);
        });)"),
                         server);
    scenario.load.duration = 1s;
    scenario.forceShutdown = true;
    QVERIFY(start(helper, scenario));
    QTRY_VERIFY_WITH_TIMEOUT(helper.finished, Patience);
    QCOMPARE(helper.logs.size(), 1);
    QCOMPARE(helper.logs.first().text, QStringLiteral("in time"));
}

void tst_HelperEnd::countsWhatNobodyWaitsFor()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::never(); });
    HelperDriver helper(QStringLiteral(MOLOTOV_BIN_DIR "/molotov-helper"));
    QVERIFY(start(helper, plan(QStringLiteral(R"(
        scenario("a", async (session) => {
            for (let i = 0; i < 5; ++i)
                session.get("/", { timeout: 1 }).catch(() => {});
            await sleep(0.3);
        });)"),
                               server)));
    QTRY_VERIFY_WITH_TIMEOUT(helper.finished, Patience);
    QCOMPARE(server.requests().size(), 5);
    QCOMPARE(helper.requests(), 5);
}

void tst_HelperEnd::sendsNothingAfterTheEndOfTheWorkers()
{
    HttpServer server;
    HelperDriver helper(QStringLiteral(MOLOTOV_BIN_DIR "/molotov-helper"));
    QVERIFY(start(helper, plan(QStringLiteral(R"(
        globalTeardown(async () => { await sleep(0.2); await request("GET", "/last"); });
        scenario("a", async (session) => {
            setInterval(() => session.get("/").catch(() => {}), 1);
            await sleep(0.1);
        });)"),
                               server)));
    QTRY_VERIFY_WITH_TIMEOUT(helper.workersDone, Patience);
    QTest::qWait(100); // for what is on its way
    const auto sent = server.requests().size();
    QTest::qWait(200);
    helper.send(Protocol::RunGlobalTeardown());
    QTRY_VERIFY_WITH_TIMEOUT(helper.finished, Patience);
    QCOMPARE(server.requests().size(), sent + 1);
    QCOMPARE(server.requests().last().target, "/last");
}

void tst_HelperEnd::endsAGlobalTeardownThatIsStopped()
{
    HttpServer server;
    HelperDriver helper(QStringLiteral(MOLOTOV_BIN_DIR "/molotov-helper"));
    QVERIFY(start(helper, plan(QStringLiteral(R"(
        globalTeardown(async () => { for (;;) await request("GET", "/").catch(() => {}); });
        scenario("a", () => {});)"),
                               server)));
    QTRY_VERIFY_WITH_TIMEOUT(helper.workersDone, Patience);
    helper.send(Protocol::RunGlobalTeardown());
    QTRY_VERIFY_WITH_TIMEOUT(server.requests().size() > 2, Patience);
    helper.send(Protocol::StopRun{.now = true});
    QTRY_VERIFY_WITH_TIMEOUT(helper.finished && !helper.isRunning(), Patience);
    QCOMPARE(errorsOf(helper),
             QStringList(QStringLiteral("globalTeardown took longer than 1 s and was given up")));
    QTest::qWait(100);
    const auto unsent = helper.fixtureRequests() - server.requests().size();
    QVERIFY2(unsent == 0 || unsent == 1, qPrintable(QString::number(unsent))); // the one that was given up
}

void tst_HelperEnd::runsGlobalTeardownAfterATeardownThatHangs()
{
    HttpServer server;
    HelperDriver helper(QStringLiteral(MOLOTOV_BIN_DIR "/molotov-helper"));
    QVERIFY(start(helper, plan(QStringLiteral(R"(
        teardown(async () => { for (;;) await sleep(0.01).catch(() => {}); });
        globalTeardown(async () => { await request("GET", "/last"); });
        scenario("a", async () => { await sleep(3600); });)"),
                               server)));
    QTRY_VERIFY_WITH_TIMEOUT(!helper.states.isEmpty(), Patience);
    helper.send(Protocol::StopRun{.now = true});
    QTRY_VERIFY_WITH_TIMEOUT(helper.workersDone, Patience);
    helper.send(Protocol::RunGlobalTeardown());
    QTRY_VERIFY_WITH_TIMEOUT(helper.finished, Patience);
    QCOMPARE(server.count("/last"), 1);
    QCOMPARE(helper.fixtureRequests(), 1);
    QCOMPARE(errorsOf(helper), QStringList());
}

QTEST_GUILESS_MAIN(tst_HelperEnd)
#include "tst_helperend.moc"
