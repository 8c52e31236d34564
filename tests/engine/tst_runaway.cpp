// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/support/compilescenario.h"
#include "tests/support/helperdriver.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 60'000; // milliseconds; for a machine that is busy with other things

// Runs the scenarios of `body` in a real helper, three times each worker; false when it does not come to its
// end.
bool run(HelperDriver &helper, const QString &body, int helpers = 1)
{
    helper.load(
        {.sourceName = QStringLiteral("shop.ts"),
         .code = compileScenario(QStringLiteral("import { scenario, sleep } from \"molotov\";\n") + body),
         .share = {.index = 0, .count = helpers, .weights = {}},
         .load = {.users = helpers, .duration = 1h, .maxRuns = 3}});
    if (!QTest::qWaitFor([&] { return helper.isLoaded() || !helper.isRunning(); }, Patience)
        || !helper.loaded)
        return false;
    helper.send(Protocol::StartRun{});
    return QTest::qWaitFor([&] { return !helper.isRunning(); }, Patience);
}

QString firstError(const HelperDriver &helper)
{
    for (const auto &delta : helper.deltas) {
        if (!delta.errors.isEmpty())
            return delta.errors.first().error.message;
    }
    return {};
}

} // namespace

/// Scripts that would take the whole process with them. That one which loops is interrupted is tried in
/// tst_helper and tst_scriptruntime, promises that never settle in tst_lifecycle.
class tst_Runaway : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void failsEndlessRecursion();
    void boundsTimers();
    void endsAHelperThatTakesAllMemory_data();
    void endsAHelperThatTakesAllMemory();
    void endsAHelperThatCannotBeInterrupted();
};

void tst_Runaway::failsEndlessRecursion()
{
    HelperDriver helper(QStringLiteral(MOLOTOV_BIN_DIR "/molotov-helper"));
    QVERIFY(run(helper, QStringLiteral(
                            "const f = () => 1 + f();\n"
                            "scenario(\"a\", async (session) => { if (session.context.step < 3) f(); });")));
    QVERIFY(helper.finished);
    QCOMPARE(helper.iterations(false), 2);
    QCOMPARE(helper.iterations(true), 1);
    QCOMPARE(firstError(helper), QStringLiteral("RangeError: Maximum call stack size exceeded."));
}

void tst_Runaway::boundsTimers()
{
    HelperDriver helper(QStringLiteral(MOLOTOV_BIN_DIR "/molotov-helper"));
    QVERIFY(run(helper, QStringLiteral(R"(
        scenario("a", async (session) => {
            if (session.context.step > 1)
                return;
            for (let i = 0; i < 1000; ++i) {
                for (let j = 0; j < 1000; ++j)
                    setTimeout(() => console.log("never"), 3600000);
                await sleep(0);
            }
        });)")));
    QVERIFY(helper.finished);
    QCOMPARE(helper.iterations(false), 1);
    QCOMPARE(helper.iterations(true), 2);
    QCOMPARE(firstError(helper),
             QStringLiteral("RangeError: More than 100000 timers are waiting in this helper"));
    QVERIFY(helper.logs.isEmpty());
}

void tst_Runaway::endsAHelperThatTakesAllMemory_data()
{
    QTest::addColumn<QString>("body");
    QTest::newRow("objects") << "const all = []; for (;;) all.push({ text: 'x'.repeat(1000) + all.length });";
    QTest::newRow("promises") << "const again = async () => { await again(); }; await again();";
    QTest::newRow("over a while")
        << "const all = []; for (;;) { all.push(new Array(100000).fill(7)); await sleep(0); }";
}

void tst_Runaway::endsAHelperThatTakesAllMemory()
{
#ifndef Q_OS_LINUX
    QSKIP("not told how much it has");
#endif
    QFETCH(QString, body);
    HelperDriver helper(QStringLiteral(MOLOTOV_BIN_DIR "/molotov-helper"));
    // As one of 64 it may have the least there is.
    QVERIFY(run(helper, QStringLiteral("scenario(\"a\", async () => { %1 });").arg(body), 64));
    if (helper.finished) {
        // A chain of calls may end at the engine's own limit before.
        QCOMPARE(firstError(helper), QStringLiteral("RangeError: Maximum call stack size exceeded."));
        return;
    }
    QCOMPARE(helper.process().exitCode(), int(HelperExit::OutOfMemory));
    const auto words = helper.process().readAllStandardError();
    QVERIFY2(words.startsWith("molotov-helper was ended: it took more than ")
                 && words.endsWith(" MB of memory\n"),
             words.constData());
}

void tst_Runaway::endsAHelperThatCannotBeInterrupted()
{
    HelperDriver helper(QStringLiteral(MOLOTOV_BIN_DIR "/molotov-helper"));
    // One call of the engine's own, and each of its four thousand million steps asks twenty objects.
    QVERIFY(
        run(helper, QStringLiteral("const far = new Array(20).fill(0).reduce((object) => "
                                   "Object.create(object), { length: 2 ** 32 - 1 });\n"
                                   "scenario(\"a\", () => Array.prototype.some.call(far, () => true));")));
    QVERIFY(!helper.finished);
    QCOMPARE(helper.process().exitCode(), int(HelperExit::Stuck));
    QCOMPARE(helper.process().readAllStandardError(),
             "molotov-helper was ended: a script kept it busy for 15 s and could not be interrupted\n");
}

QTEST_GUILESS_MAIN(tst_Runaway)
#include "tst_runaway.moc"
