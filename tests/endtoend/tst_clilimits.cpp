// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/endtoend/cliprocess.h"
#include "tests/support/httpserver.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;

namespace {

constexpr int Patience = 40'000; // ms; a machine may be busy

} // namespace

/// The real molotov-cli on a computer that gives it too little.
class TestCliLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QFile file(m_folder->filePath(QStringLiteral("shop.js")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("import { scenario, sleep } from 'molotov';\n"
                   "scenario('get', async (session) => { await session.get('/'); await sleep(0.1); });\n");
    }

    void saysBeforehandThatThereAreTooFewDescriptors()
    {
        CliProcess cli(m_folder->path());
        cli.setShell(QStringLiteral("ulimit -n 200; exec \"$@\""));
        cli.start({QStringLiteral("shop.js"), QStringLiteral("-w151"), QStringLiteral("-r1")});
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
        QCOMPARE(cli.exitCode(), int(ExitCode::Usage));
        QCOMPARE(cli.errors(),
                 QStringLiteral(
                     "molotov-cli: 151 workers per process need 201 open files and connections, and the "
                     "system lets a process have 200: use at most 150 workers in each process, "
                     "or raise the limit of open files (ulimit -n).\n"));
    }

    // What a helper has open for itself fits into what is left for it.
    void hasRoomForAsManyWorkersAsItSays()
    {
        HttpServer server;
        CliProcess cli(m_folder->path());
        cli.setShell(QStringLiteral("ulimit -n 100; exec \"$@\""));
        cli.start({QStringLiteral("shop.js"), QStringLiteral("-w50"), QStringLiteral("-r2"),
                   QStringLiteral("--base-url"), server.url().toString(), QStringLiteral("--summary"),
                   QStringLiteral("-")});
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
        QCOMPARE(cli.summary()[QStringLiteral("iterations")][QStringLiteral("ok")].toInt(), 100);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestCliLimits)
#include "tst_clilimits.moc"
