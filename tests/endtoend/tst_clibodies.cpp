// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/endtoend/cliprocess.h"
#include "tests/endtoend/notedhelpers.h"
#include "tests/support/httpserver.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;

namespace {

constexpr int Patience = 60'000; // ms; a machine may be busy
constexpr int Workers = 200;
constexpr qint64 BodySize = 5'000'000;

/// The most that the process has had in memory, in bytes; 0 when it is gone.
qint64 peakMemory(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/status").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const auto &line : file.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.simplified().split(' ').value(1).toLongLong() * 1024;
    }
    return 0;
}

} // namespace

/// Many long bodies at a time, in the real programs.
class TestCliBodies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takeNoMemoryWhenTheyAreDiscarded()
    {
        if (!QFile::exists(QStringLiteral("/proc/self/status")))
            QSKIP("The system does not tell what a process has in memory.");
        const auto answer = ServerAnswer::response(200, QByteArray(BodySize, 'x'));
        HttpServer server([&](const ServedRequest &) { return answer; });
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("files.js")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("import { globalTeardown, scenario, setup, sleep } from 'molotov';\n"
                   "setup(async () => ({ discard: true }));\n"
                   "scenario('get', async (session) => { await session.get('/'); });\n"
                   "globalTeardown(async () => { await sleep(1); });\n"); // so that its memory can be seen
        file.close();
        const NotedHelpers helpers;
        CliProcess cli(folder.path());
        cli.setVariable(QStringLiteral("MOLOTOV_HELPER"), helpers.program());
        cli.start({QStringLiteral("files.js"), QStringLiteral("-w"), QString::number(Workers),
                   QStringLiteral("-r1"), QStringLiteral("--base-url"), server.url().toString(),
                   QStringLiteral("--summary"), QStringLiteral("-")});
        qint64 peak = 0;
        const auto isOver = [&] {
            for (const auto pid : helpers.pids())
                peak = std::max(peak, peakMemory(pid));
            return !cli.isRunning();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isOver(), Patience);
        QCOMPARE(cli.exitCode(), int(ExitCode::Finished));
        const auto requests = cli.summary()[QStringLiteral("requests")].toObject();
        QCOMPARE(requests[QStringLiteral("count")].toInt(), Workers);
        QCOMPARE(requests[QStringLiteral("failed")].toInt(), 0);
        QCOMPARE(requests[QStringLiteral("bytes_in")].toInteger(), Workers * answer.bytes.size());
        QVERIFY(peak > 0);
        QVERIFY2(peak < Workers * BodySize / 2, QByteArray::number(peak));
    }
};

QTEST_GUILESS_MAIN(TestCliBodies)
#include "tst_clibodies.moc"
