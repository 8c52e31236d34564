// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/compilescenario.h"
#include "tests/support/helperdriver.h"

#include <QFile>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 90'000; // milliseconds; for a machine that is busy with other things
constexpr qint64 KilobytesOfAPage = 4;

// Kilobytes; 0 where it cannot be told.
qint64 residentOf(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/statm").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * KilobytesOfAPage;
}

} // namespace

/// What a helper keeps of a run must not grow with it.
class TestGrowth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesWithoutEnd();
};

// Each iteration has a URL, an error, a check, a step and metrics of its own. If a helper kept one of them,
// it would grow by half a kilobyte for each of 5,000 iterations.
void TestGrowth::namesWithoutEnd()
{
#if !defined(Q_OS_LINUX) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("It cannot be told how much it has.");
#endif
    HelperDriver helper(QStringLiteral(MOLOTOV_BIN_DIR "/molotov-helper"));
    helper.load({.sourceName = QStringLiteral("shop.ts"),
                 .code = compileScenario(QStringLiteral(R"(
        import { scenario, check, counter, trend, gauge, step } from "molotov";
        let n = 0;
        scenario("a", async (session) => {
            const id = [...String(++n)].map((digit) => "abcdefghij"[digit]).join("") + "x".repeat(200);
            check(id, n % 2 === 0);
            try { counter("c" + id).add(1); } catch (error) {}
            try { trend("t" + id).add(n); } catch (error) {}
            try { gauge("g" + id).set(n); } catch (error) {}
            await step("s" + n, () => session.get("http://127.0.0.1:1/" + id)).catch(() => 1);
            step("never", () => new Promise(() => {}));
            await step("t", async () => { throw new Error(id); });
        });)")),
                 .load = {.users = 5, .duration = 1h}});
    QTRY_VERIFY_WITH_TIMEOUT(helper.isLoaded(), Patience);
    helper.send(Protocol::StartRun{});
    QTRY_VERIFY_WITH_TIMEOUT(helper.iterations(false) > 2'000, Patience);
    const auto before = residentOf(helper.process().processId());
    QVERIFY(before > 0);
    QTRY_VERIFY_WITH_TIMEOUT(helper.iterations(false) > 7'000, Patience);
    const auto after = residentOf(helper.process().processId());
    QVERIFY2(after - before < 1'000, qPrintable(QStringLiteral("%1 to %2 kB").arg(before).arg(after)));
    helper.closeInput();
    QTRY_VERIFY_WITH_TIMEOUT(!helper.isRunning(), Patience);
}

QTEST_GUILESS_MAIN(TestGrowth)
#include "tst_growth.moc"
