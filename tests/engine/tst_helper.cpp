// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/support/compilescenario.h"
#include "tests/support/helperdriver.h"
#include "tests/support/httpserver.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

const auto Helper = QStringLiteral(MOLOTOV_BIN_DIR "/molotov-helper");
constexpr auto Patience = 20s; // for a machine that is busy with other things

Protocol::LoadScenario plan(const QString &body, const QString &baseUrl = {})
{
    return {
        .sourceName = QStringLiteral("shop.ts"),
        .code = compileScenario(
            QStringLiteral("import { scenario, setup, assert, check, sleep, env, args } from \"molotov\";\n")
            + body),
        .share = {},
        .seed = 1,
        .baseUrl = baseUrl,
        .rampUp = 0ms,
        .duration = 1h,
        .maxRuns = 0,
        .delay = 0ms,
        .environment = {}};
}

} // namespace

/// The real helper process, from its first word to its exit.
class tst_Helper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsAndCounts();
};

void tst_Helper::runsAndCounts()
{
    HttpServer server;
    HelperDriver helper(Helper);
    auto scenario = plan(QStringLiteral(R"(
        scenario("browse", async (session) => {
            const response = await session.get("/products");
            assert.equal(response.status, 200);
            check("body", (await response.text()) === "ok");
            if (session.context.step === 3)
                throw new Error("third");
        });)"),
                         server.url().toString());
    scenario.share.workers = 3;
    scenario.maxRuns = 5;
    helper.load(scenario);
    QTRY_VERIFY_WITH_TIMEOUT(helper.isLoaded() || !helper.isRunning(), Patience / 1ms);
    QVERIFY(helper.loaded);
    helper.send(Protocol::StartRun{});
    QTRY_VERIFY_WITH_TIMEOUT(!helper.isRunning(), Patience / 1ms);
    QVERIFY(helper.finished);
    QCOMPARE(helper.process().exitCode(), int(HelperExit::Finished));
    QCOMPARE(helper.requests(), 15);
    QCOMPARE(server.requests().size(), 15);
    QCOMPARE(helper.iterations(true), 12);
    QCOMPARE(helper.iterations(false), 3);
}

QTEST_GUILESS_MAIN(tst_Helper)
#include "tst_helper.moc"
