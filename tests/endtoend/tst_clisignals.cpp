// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/endtoend/cliprocess.h"
#include "tests/endtoend/notedhelpers.h"
#include "tests/support/httpserver.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Molotov;
using namespace Molotov::Test;

namespace {

constexpr int Patience = 40'000; // ms; a machine may be busy

} // namespace

/// What becomes of molotov-cli and its helpers when somebody interrupts or kills one of them.
class TestCliSignals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<HttpServer>();
        write("shop.ts", "import { scenario } from 'molotov';\n"
                         "scenario('get', async (session) => { await session.get('/'); });\n");
        m_helpers = std::make_unique<NotedHelpers>();
        m_cli = std::make_unique<CliProcess>(m_folder->path());
        m_cli->setVariable(QStringLiteral("MOLOTOV_HELPER"), m_helpers->program());
    }

    void cleanup() { m_cli.reset(); }

    void stopsGracefully_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<bool>("goesToAll"); // to helpers too, and again to this one, as timeout(1) does
        QTest::newRow("SIGINT") << SIGINT << false;
        QTest::newRow("Ctrl-C") << SIGINT << true;
        QTest::newRow("SIGTERM") << SIGTERM << false;
        QTest::newRow("SIGTERM to all") << SIGTERM << true;
        QTest::newRow("SIGHUP") << SIGHUP << false;
        QTest::newRow("terminal closed") << SIGHUP << true;
    }

    void stopsGracefully()
    {
        QFETCH(int, signal);
        QFETCH(bool, goesToAll);
        startLoad(2);
        const auto others = goesToAll ? m_helpers->pids() + QList<qint64>{m_cli->pid()} : QList<qint64>();
        for (const auto pid : others)
            ::kill(pid_t(pid), signal);
        ::kill(pid_t(m_cli->pid()), signal);
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        QCOMPARE(m_cli->exitCode(), int(ExitCode::Interrupted));
        QVERIFY2(m_cli->errors().contains(QStringLiteral(
                     "Stopping: waiting for iterations under way, up to 10 s; Ctrl-C again to stop now.\n")),
                 qPrintable(m_cli->errors()));
        QVERIFY(!m_cli->errors().contains(QStringLiteral("Stopping now.")));
        const auto summary = m_cli->summary();
        QCOMPARE(summary[QStringLiteral("state")].toString(), QStringLiteral("stopped"));
        QCOMPARE(summary[QStringLiteral("requests")][QStringLiteral("count")].toInt(),
                 int(m_server->requests().size()));
        QCOMPARE(summary[QStringLiteral("iterations")][QStringLiteral("failed")].toInt(), 0);
        noHelperIsLeft();
    }

    void stopsNowAtTheSecond()
    {
        m_server->setHandler([](const ServedRequest &) { return ServerAnswer::never(); });
        startLoad(2);
        ::kill(pid_t(m_cli->pid()), SIGINT);
        QTRY_VERIFY_WITH_TIMEOUT(m_cli->errors().contains(QStringLiteral("Stopping: ")), Patience);
        QTest::qWait(200); // faster than that, it would be taken for the same one
        ::kill(pid_t(m_cli->pid()), SIGINT);
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), 8000); // a graceful stop would take 10 s
        QCOMPARE(m_cli->exitCode(), int(ExitCode::Interrupted));
        QCOMPARE(m_cli->summary()[QStringLiteral("state")].toString(), QStringLiteral("stopped"));
        noHelperIsLeft();
    }

    void goesOnAfterItsTerminalWithNohup()
    {
        m_cli->setShell(QStringLiteral("trap '' HUP; exec \"$@\""));
        startLoad(1, {QStringLiteral("-d3")});
        ::kill(pid_t(m_cli->pid()), SIGHUP);
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        QCOMPARE(m_cli->exitCode(), int(ExitCode::Finished));
        QCOMPARE(m_cli->summary()[QStringLiteral("state")].toString(), QStringLiteral("finished"));
    }

    void leavesNoHelperWhenKilled()
    {
        startLoad(2);
        ::kill(pid_t(m_cli->pid()), SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        noHelperIsLeft();
    }

    void goesOnWithoutAHelper()
    {
        startLoad(2, {QStringLiteral("-d4")});
        ::kill(pid_t(m_helpers->pids().first()), SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        QCOMPARE(m_cli->exitCode(), int(ExitCode::HelpersLost));
        QVERIFY2(m_cli->errors().contains(QStringLiteral(
                     "A part of the load is missing: 1 of 2 processes did not come to the end.")),
                 qPrintable(m_cli->errors()));
        QStringList ends;
        const auto list = m_cli->summary()[QStringLiteral("helpers")].toArray();
        for (const auto &helper : list)
            ends.append(helper[QStringLiteral("end")].toString());
        ends.sort();
        QCOMPARE(ends.join(QLatin1Char(' ')), QStringLiteral("crashed finished"));
        QVERIFY2(m_cli->errors().contains(QStringLiteral("elper ")), qPrintable(m_cli->errors()));
        noHelperIsLeft();
    }

    // A device as well: replaced by a file, /dev/null would be gone for everybody.
    void writesItsSummaryIntoAPipe()
    {
        const auto pipe = path("pipe");
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        const int reader = ::open(QFile::encodeName(pipe).constData(), O_RDONLY | O_NONBLOCK);
        QVERIFY(reader >= 0);
        m_cli->start({QStringLiteral("shop.ts"), QStringLiteral("-r1"), QStringLiteral("-q"),
                      QStringLiteral("--base-url"), m_server->url().toString(), QStringLiteral("--summary"),
                      pipe});
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        QByteArray text(1 << 16, '\0');
        text.resize(std::max<qsizetype>(0, ::read(reader, text.data(), size_t(text.size()))));
        ::close(reader);
        QCOMPARE(m_cli->exitCode(), int(ExitCode::Finished));
        QVERIFY2(QJsonDocument::fromJson(text).isObject(), text.constData());
        struct stat now = {};
        QCOMPARE(::stat(QFile::encodeName(pipe).constData(), &now), 0);
        QVERIFY(S_ISFIFO(now.st_mode));
    }

    // One that is found out before anything is sent, and waits for nobody.
    void refusesAPipeThatNobodyReads()
    {
        const auto pipe = path("pipe");
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        m_cli->start({QStringLiteral("shop.ts"), QStringLiteral("-r1"), QStringLiteral("--base-url"),
                      m_server->url().toString(), QStringLiteral("--summary"), pipe});
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        QCOMPARE(m_cli->exitCode(), int(ExitCode::Usage));
        QCOMPARE(m_cli->errors(),
                 QStringLiteral(
                     "molotov-cli: %1 cannot be written: nobody reads from it. Start its reader first.\n")
                     .arg(pipe));
        QCOMPARE(m_server->requests().size(), 0);
    }

    // The reader is there, but never reads; the pipe is full.
    void endsAtTheSecondSignalWhileItWrites()
    {
#ifdef __SANITIZE_THREAD__
        QSKIP("the sanitizer holds back signals until the thread has written");
#endif
        const auto pipe = path("pipe");
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        const int reader = ::open(QFile::encodeName(pipe).constData(), O_RDWR | O_NONBLOCK);
        QVERIFY(reader >= 0);
        const QByteArray filling(1 << 12, 'x');
        while (::write(reader, filling.constData(), size_t(filling.size())) > 0) {}
        m_cli->start({QStringLiteral("shop.ts"), QStringLiteral("-r1"), QStringLiteral("--base-url"),
                      m_server->url().toString(), QStringLiteral("--summary"), pipe});
        QTRY_VERIFY_WITH_TIMEOUT(m_cli->output().contains(QStringLiteral("GET")), Patience); // the last table
        for (int i = 0; i < 3 && m_cli->isRunning(); ++i) {
            ::kill(pid_t(m_cli->pid()), SIGTERM);
            QTest::qWait(500);
        }
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        ::close(reader);
        QCOMPARE(m_cli->exitCode(), int(ExitCode::Interrupted));
    }

    // 64 descriptors are what some systems begin with; those of this one permit more.
    void hasAConnectionForEachWorker()
    {
        const NotedHelpers narrow("ulimit -S -n 64");
        m_cli->setVariable(QStringLiteral("MOLOTOV_HELPER"), narrow.program());
        m_cli->start({QStringLiteral("shop.ts"), QStringLiteral("-w200"), QStringLiteral("-r2"),
                      QStringLiteral("-q"), QStringLiteral("--base-url"), m_server->url().toString(),
                      QStringLiteral("--summary"), QStringLiteral("-")});
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        QCOMPARE(m_cli->exitCode(), int(ExitCode::Finished));
        const auto iterations = m_cli->summary()[QStringLiteral("iterations")].toObject();
        QCOMPARE(iterations[QStringLiteral("ok")].toInt(), 400);
        QCOMPARE(iterations[QStringLiteral("failed")].toInt(), 0);
    }

    void failsWithoutAnyHelper()
    {
        startLoad(1);
        ::kill(pid_t(m_helpers->pids().first()), SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        QCOMPARE(m_cli->exitCode(), int(ExitCode::Failed));
        QCOMPARE(m_cli->summary()[QStringLiteral("state")].toString(), QStringLiteral("failed"));
        QVERIFY(!m_cli->summary()[QStringLiteral("reason")].toString().isEmpty());
    }

private:
    QString path(const char *name) const
    {
        return m_folder->filePath(QString::fromUtf8(name));
    }

    void write(const char *name, const QByteArray &text) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

    /// A run without end; returns when requests come in.
    void startLoad(int processes, const QStringList &more = {})
    {
        m_cli->start(QStringList{QStringLiteral("shop.ts"), QStringLiteral("-w5"),
                                 QStringLiteral("-p%1").arg(processes), QStringLiteral("--base-url"),
                                 m_server->url().toString(), QStringLiteral("--summary"), QStringLiteral("-")}
                     + more);
        QTRY_VERIFY_WITH_TIMEOUT(m_server->requests().size() >= 5 * processes, Patience);
        QCOMPARE(m_helpers->pids().size(), processes);
    }

    void noHelperIsLeft() const
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_helpers->areAllGone(), Patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_server->openConnections(), 0, Patience);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<NotedHelpers> m_helpers;
    std::unique_ptr<HttpServer> m_server;
    std::unique_ptr<CliProcess> m_cli;
};

QTEST_GUILESS_MAIN(TestCliSignals)
#include "tst_clisignals.moc"
