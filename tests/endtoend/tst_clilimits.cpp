// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/endtoend/cliprocess.h"
#include "tests/support/httpserver.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;

namespace {

constexpr int Patience = 40'000; // ms; a machine may be busy

// Puts the rest into a network of its own, where $address is the demo's, and ten connections use up all
// ports.
const auto TenPorts = QStringLiteral(
    "exec unshare --map-root-user --net sh -ec '"
    "ip link set lo up; echo \"50000 50009\" > /proc/sys/net/ipv4/ip_local_port_range; "
    "exec 3<&0; mkfifo address; " MOLOTOV_BIN_DIR
    "/molotov-demo --port 8089 --until-stdin-closes <&3 >address & "
    "exec 4<address; read -r address <&4; exec \"$@\" --base-url http://127.0.0.1:8089' sh \"$@\"");

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

    void namesMissingPortsAsTheCause()
    {
        if (!canHaveFewPorts())
            QSKIP("Networks of one's own are not permitted here.");
        CliProcess cli(m_folder->path());
        cli.setShell(TenPorts);
        cli.start({QStringLiteral("shop.js"), QStringLiteral("-w30"), QStringLiteral("-r3"),
                   QStringLiteral("--summary"), QStringLiteral("-")});
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
        QCOMPARE(cli.exitCode(), int(ExitCode::Finished));
        const auto errors = cli.summary()[QStringLiteral("errors")].toArray();
        QCOMPARE(errors.size(), 1);
        QCOMPARE(errors.first()[QStringLiteral("kind")].toString(), QStringLiteral("local"));
        const auto message = errors.first()[QStringLiteral("message")].toString();
        QVERIFY2(message.startsWith(
                     QStringLiteral("GET http://127.0.0.1:8089/ could not be sent: this computer has "
                                    "no free port left")),
                 qPrintable(message));
        QVERIFY2(
            cli.errors().contains(QStringLiteral("× local: GET http://127.0.0.1:8089/ could not be sent")),
            qPrintable(cli.errors()));
    }

private:
    static bool canHaveFewPorts()
    {
        return QProcess::execute(QStringLiteral("unshare"),
                                 {QStringLiteral("--map-root-user"), QStringLiteral("--net"),
                                  QStringLiteral("sh"), QStringLiteral("-c"),
                                  QStringLiteral("ip link set lo up && test -w "
                                                 "/proc/sys/net/ipv4/ip_local_port_range")})
               == 0;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestCliLimits)
#include "tst_clilimits.moc"
