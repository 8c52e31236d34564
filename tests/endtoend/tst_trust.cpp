// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/endtoend/cliprocess.h"
#include "tests/support/httpserver.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_LINUX
#include <sched.h>
#endif

#include <algorithm>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 90'000; // ms; a machine may be busy

// Puts the rest into a network of its own with 200 ports, where molotov-demo answers.
const auto FewPorts = QStringLiteral(
    "exec unshare --map-root-user --net sh -ec '"
    "ip link set lo up; echo \"50000 50199\" > /proc/sys/net/ipv4/ip_local_port_range; "
    "exec 3<&0; mkfifo address; " MOLOTOV_BIN_DIR
    "/molotov-demo --port 8089 --until-stdin-closes <&3 >address & "
    "exec 4<address; read -r address <&4; exec \"$@\" --base-url http://127.0.0.1:8089' sh \"$@\"");

// Before others, where that is permitted: a machine that has much to do would be what is found.
const auto BeforeOthers = QStringLiteral("exec nice -n -15 \"$@\"");

bool canHaveFewPorts()
{
    return QProcess::execute(QStringLiteral("unshare"),
                             {QStringLiteral("--map-root-user"), QStringLiteral("--net"),
                              QStringLiteral("sh"), QStringLiteral("-c"),
                              QStringLiteral("ip link set lo up && test -w "
                                             "/proc/sys/net/ipv4/ip_local_port_range")})
           == 0;
}

// One request after the other, each of which takes it 10 ms.
std::function<ServerAnswer(const ServedRequest &)> oneAtATime()
{
    QElapsedTimer clock;
    clock.start();
    return [clock, freeAt = 0ms](const ServedRequest &) mutable {
        const auto now = std::chrono::milliseconds(clock.elapsed());
        freeAt = std::max(now, freeAt) + 10ms;
        return ServerAnswer::response(200).after(freeAt - now);
    };
}

} // namespace

/// By what the real programs say that a run was limited.
class TestTrust : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<HttpServer>();
    }

    void aCalmRunIsLimitedByNothing()
    {
        m_shell = BeforeOthers;
        run("scenario('calm', async (session) => { await session.get('/'); await sleep(0.3); });\n",
            {QStringLiteral("-w3"), QStringLiteral("-d4"), QStringLiteral("--threshold"),
             QStringLiteral("trust = ok")});
        if (isForWantOfACore())
            QSKIP("This machine has too much to do to be calm.");
        QCOMPARE(limit(), QStringLiteral("nothing"));
        QCOMPARE(codes(), QStringList());
        QCOMPARE(m_cli->exitCode(), int(ExitCode::Finished));
    }

    void fewUsersAreTheLimit()
    {
        m_server->setHandler([](const ServedRequest &) { return ServerAnswer::response(200).after(100ms); });
        m_shell = BeforeOthers;
        run("scenario('few', async (session) => { await session.get('/'); });\n",
            {QStringLiteral("-w3"), QStringLiteral("-d4")});
        if (isForWantOfACore())
            QSKIP("This machine has too much to do.");
        QCOMPARE(limit(), QStringLiteral("settings"));
        QCOMPARE(codes(), QStringList(QStringLiteral("busy_users")));
        QVERIFY(m_trust[QStringLiteral("ok")].toBool());
    }

    void aServerThatBecomesSlowIsTheLimit()
    {
        m_server->setHandler(oneAtATime());
        m_shell = BeforeOthers;
        run("scenario('many', async (session) => { await session.get('/page'); });\n",
            {QStringLiteral("-w20"), QStringLiteral("-d4")});
        if (isForWantOfACore())
            QSKIP("This machine has too much to do.");
        QCOMPARE(limit(), QStringLiteral("server"));
        QCOMPARE(codes().first(), QStringLiteral("slow_server"));
        QCOMPARE(evidence("slow_server")[QStringLiteral("name")].toString(), QStringLiteral("GET /page"));
        QVERIFY(m_trust[QStringLiteral("ok")].toBool());
    }

    void aScenarioThatBurnsTimeIsNamed()
    {
        run("scenario('light', async (session) => { await session.get('/'); });\n"
            "scenario('burn', async (session) => {\n"
            "  await session.get('/');\n"
            "  let sum = 0;\n" // some milliseconds; by the clock, it would be less on a busy machine
            "  for (let i = 0; i < 600000; ++i) sum += i % 7;\n"
            "});\n",
            {QStringLiteral("-w8"), QStringLiteral("-d4"), QStringLiteral("--threshold"),
             QStringLiteral("trust = ok")});
        QCOMPARE(limit(), QStringLiteral("scenario"));
        QCOMPARE(evidence("heavy_scripts")[QStringLiteral("name")].toString(), QStringLiteral("burn"));
        QCOMPARE(m_cli->exitCode(), int(ExitCode::GoalsMissed));
        QVERIFY2(m_cli->errors().contains(QStringLiteral("A goal is broken: trust = ok. It was not ok.")),
                 qPrintable(m_cli->errors()));
    }

    void anEndlessLoopIsNamedAndNotTheComputer()
    {
        run("scenario('spin', async (session) => {\n"
            "  await session.get('/');\n"
            "  if (session.context.workerId === 0 && session.context.step === 1)\n"
            "    while (true);\n"
            "  await sleep(0.1);\n"
            "});\n",
            {QStringLiteral("-w4"), QStringLiteral("-d8")});
        QCOMPARE(limit(), QStringLiteral("scenario"));
        const auto names = evidence("long_script")[QStringLiteral("name")].toString()
                           + evidence("heavy_scripts")[QStringLiteral("name")].toString();
        QVERIFY2(names.contains(QStringLiteral("spin")), qPrintable(names));
    }

    void aBusyCoreIsTheComputersFault()
    {
#ifndef Q_OS_LINUX
        QSKIP("Only Linux is known to keep programs on a core.");
#endif
        const auto core = lastCore();
        // They end by themselves, whatever becomes of this test.
        const auto hog = QStringLiteral("ulimit -t 30; while :; do :; done");
        std::vector<std::unique_ptr<QProcess>> hogs;
        for (int i = 0; i < 6; ++i) {
            hogs.push_back(std::make_unique<QProcess>());
            hogs.back()->start(QStringLiteral("taskset"),
                               {QStringLiteral("-c"), core, QStringLiteral("sh"), QStringLiteral("-c"), hog});
            if (!hogs.back()->waitForStarted())
                QSKIP("There is no taskset here.");
        }
        m_shell = QStringLiteral("exec taskset -c %1 \"$@\"").arg(core);
        run("scenario('plain', async (session) => { await session.get('/'); });\n",
            {QStringLiteral("-w10"), QStringLiteral("-d6")});
        for (auto &process : hogs) {
            process->kill();
            process->waitForFinished();
        }
        QCOMPARE(limit(), QStringLiteral("cpu"));
        QVERIFY2(codes().contains(QStringLiteral("late_loop"))
                     || codes().contains(QStringLiteral("busy_helper")),
                 qPrintable(codes().join(QLatin1Char(' '))));
        QVERIFY(!m_trust[QStringLiteral("ok")].toBool());
    }

    void missingPortsAreTheNetworksFault()
    {
        if (!canHaveFewPorts())
            QSKIP("Networks of one's own are not permitted here.");
        m_shell = FewPorts;
        run("setup(() => ({ keepAlive: false }));\n"
            "scenario('get', async (session) => { await session.get('/'); });\n",
            {QStringLiteral("-w250"), QStringLiteral("-d4")}, false);
        QCOMPARE(limit(), QStringLiteral("network"));
        QCOMPARE(codes().first(), QStringLiteral("no_port"));
    }

    void theTerminalSaysIt()
    {
        write("scenario('calm', async (session) => { await session.get('/'); await sleep(0.3); });\n");
        m_cli = std::make_unique<CliProcess>(m_folder->path());
        m_cli->start({QStringLiteral("a.js"), QStringLiteral("-w2"), QStringLiteral("-d3"),
                      QStringLiteral("--base-url"), m_server->url().toString()});
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        QVERIFY2(m_cli->output().contains(QStringLiteral("\nLimited by: ")), qPrintable(m_cli->output()));
    }

private:
    void write(const char *scenario)
    {
        QFile file(m_folder->filePath(QStringLiteral("a.js")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("import { scenario, setup, sleep } from 'molotov';\n") + scenario);
    }

    void run(const char *scenario, const QStringList &options, bool hasServer = true)
    {
        write(scenario);
        m_cli = std::make_unique<CliProcess>(m_folder->path());
#ifdef Q_OS_UNIX
        if (!m_shell.isEmpty())
            m_cli->setShell(m_shell);
#endif
        m_shell.clear();
        auto arguments =
            QStringList{QStringLiteral("a.js"), QStringLiteral("--summary"), QStringLiteral("-")};
        if (hasServer)
            arguments += {QStringLiteral("--base-url"), m_server->url().toString()};
        m_cli->start(arguments + options);
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        m_trust = m_cli->summary()[QStringLiteral("trust")].toObject();
        QVERIFY2(!m_trust.isEmpty(), qPrintable(m_cli->output() + m_cli->errors()));
    }

    QString limit() const
    {
        return m_trust[QStringLiteral("limited_by")].toString();
    }

    QStringList codes() const
    {
        QStringList codes;
        for (const auto &one : m_trust[QStringLiteral("evidence")].toArray())
            codes += one[QStringLiteral("code")].toString();
        return codes;
    }

    QJsonObject evidence(const char *code) const
    {
        for (const auto &one : m_trust[QStringLiteral("evidence")].toArray()) {
            if (one[QStringLiteral("code")].toString() == QLatin1String(code))
                return one.toObject();
        }
        return {};
    }

    // Others took what the run needed: then it says the truth, and not what the test looks for.
    bool isForWantOfACore() const
    {
        const auto all = codes();
        return all.contains(QLatin1String("waiting_helper")) || all.contains(QLatin1String("busy_machine"))
               || all.contains(QLatin1String("late_loop"));
    }

    // Of those that this process may have.
    static QString lastCore()
    {
        int last = 0;
#ifdef Q_OS_LINUX
        cpu_set_t cores;
        CPU_ZERO(&cores);
        sched_getaffinity(0, sizeof cores, &cores);
        for (int core = 0; core < CPU_SETSIZE; ++core)
            last = CPU_ISSET(core, &cores) ? core : last;
#endif
        return QString::number(last);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HttpServer> m_server;
    std::unique_ptr<CliProcess> m_cli;
    QJsonObject m_trust;
    QString m_shell;
};

QTEST_GUILESS_MAIN(TestTrust)
#include "tst_trust.moc"
