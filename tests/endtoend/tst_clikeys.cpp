// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/support/httpserver.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <vector>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 60'000; // ms; a machine may be busy

/// molotov-cli in a terminal of its own.
class TerminalProcess
{
public:
    TerminalProcess(const QString &folder, const QStringList &arguments)
    {
        winsize size = {};
        size.ws_col = 100;
        size.ws_row = 25;
        if (::openpty(&m_master, &m_terminal, nullptr, nullptr, &size) != 0)
            qFatal("no terminal");
        ::fcntl(m_master, F_SETFL, O_NONBLOCK);
        ::tcgetattr(m_terminal, &m_before);
        QByteArrayList words{MOLOTOV_BIN_DIR "/molotov-cli"};
        for (const auto &argument : arguments)
            words.append(argument.toUtf8());
        std::vector<char *> argv;
        for (auto &word : words)
            argv.push_back(word.data());
        argv.push_back(nullptr);
        const auto place = folder.toUtf8();
        int ends[2] = {};
        if (::pipe(ends) != 0)
            qFatal("no pipe");
        m_shell = ::fork();
        if (m_shell == 0) {
            ::setsid();
            ::ioctl(m_terminal, TIOCSCTTY, 0);
            for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
                ::dup2(m_terminal, stream);
            if (::chdir(place.constData()) == 0)
                actAsShell(argv, ends[1]);
            ::_exit(126);
        }
        if (::read(ends[0], &m_pid, sizeof m_pid) != ssize_t(sizeof m_pid))
            qFatal("nothing was started");
        ::close(ends[0]);
        ::close(ends[1]);
    }
    ~TerminalProcess()
    {
        if (isRunning()) {
            ::kill(m_pid, SIGKILL);
            ::waitpid(m_shell, nullptr, 0);
        }
        ::close(m_master);
        ::close(m_terminal);
    }

    void press(const char *keys)
    {
        if (::write(m_master, keys, strlen(keys)) < 0)
            qFatal("cannot press keys");
    }
    void kill(int signal) const { ::kill(m_pid, signal); }
    QString output()
    {
        char bytes[4096];
        for (auto count = ::read(m_master, bytes, sizeof bytes); count > 0;
             count = ::read(m_master, bytes, sizeof bytes))
            m_output.append(bytes, count);
        return QString::fromUtf8(m_output);
    }
    bool shows(const QString &text) { return output().contains(text); }
    bool isRunning()
    {
        (void)output(); // a terminal that nobody reads holds up who writes to it
        int status = 0;
        if (!m_hasEnded && ::waitpid(m_shell, &status, WNOHANG) == m_shell) {
            m_hasEnded = true;
            m_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        }
        return !m_hasEnded;
    }
    int exitCode() const { return m_code; }
    /// Keys come at once and are not shown.
    bool isRaw() const { return (now().c_lflag & tcflag_t(ICANON | ECHO)) == 0; }
    bool isAsBefore() const { return now().c_lflag == m_before.c_lflag; }

private:
    // The program is in the foreground, in a group of its own, as with any shell: else the system would not
    // let it be suspended.
    static void actAsShell(const std::vector<char *> &argv, int report)
    {
        const auto pid = ::fork();
        if (pid == 0) {
            ::setpgid(0, 0);
            ::signal(SIGTTOU, SIG_IGN);
            ::tcsetpgrp(STDIN_FILENO, ::getpgrp());
            ::signal(SIGTTOU, SIG_DFL);
            ::execv(argv.front(), argv.data());
            ::_exit(126);
        }
        int status = 0;
        if (::write(report, &pid, sizeof pid) > 0 && ::waitpid(pid, &status, 0) == pid)
            ::_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 125);
    }

    termios now() const
    {
        termios now = {};
        ::tcgetattr(m_terminal, &now);
        return now;
    }

    int m_master = -1;
    int m_terminal = -1;
    termios m_before = {};
    pid_t m_shell = 0;
    pid_t m_pid = 0;
    QByteArray m_output;
    bool m_hasEnded = false;
    int m_code = -1;
};

} // namespace

/// What keys do to a run in a terminal.
class TestCliKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<HttpServer>();
        QFile file(m_folder->filePath(QStringLiteral("test.js")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("import { scenario, sleep } from 'molotov';\n"
                   "scenario('a', async (session) => {\n"
                   "  await session.get('/' + session.context.workerId);\n"
                   "  await sleep(0.02);\n"
                   "});\n");
    }

    void cleanup() { m_cli.reset(); }

    void keysChangeTheRun()
    {
        start();
        QVERIFY(m_cli->shows(QStringLiteral("Keys: + more users")));
        m_cli->press("+");
        QTRY_VERIFY_WITH_TIMEOUT(m_cli->shows(QStringLiteral("From 4 to 5 users")), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(hasSeen("/4"), Patience);
        m_cli->press("--");
        QTRY_VERIFY_WITH_TIMEOUT(m_cli->shows(QStringLiteral("From 4 to 3 users")), Patience);
        m_cli->press("pm");
        QTRY_VERIFY_WITH_TIMEOUT(m_cli->shows(QStringLiteral("Note of the marker")), Patience);
        m_cli->press("cache off\n");
        QTRY_VERIFY_WITH_TIMEOUT(m_cli->shows(QStringLiteral("· cache off")), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(m_cli->shows(QStringLiteral("  paused")), Patience);
        qsizetype before = 0;
        QTRY_COMPARE_WITH_TIMEOUT(std::exchange(before, m_server->requests().size()),
                                  m_server->requests().size(), Patience);
        QTest::qWait(300);
        QVERIFY(m_server->requests().size() - before <= 5); // those that were under way
        m_cli->press("p");
        QTRY_VERIFY_WITH_TIMEOUT(m_server->requests().size() > before + 20, Patience);
        m_cli->press("q");
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        QCOMPARE(m_cli->exitCode(), int(ExitCode::Interrupted));
        QVERIFY(m_cli->isAsBefore());
        const auto kinds = markers();
        QCOMPARE(kinds,
                 QStringList({QStringLiteral("load"), QStringLiteral("load"), QStringLiteral("load"),
                              QStringLiteral("pause"), QStringLiteral("note"), QStringLiteral("resume")}));
        QCOMPARE(summary()[QStringLiteral("requests")][QStringLiteral("count")].toInt(),
                 int(m_server->requests().size()));
        QCOMPARE(summary()[QStringLiteral("iterations")][QStringLiteral("failed")].toInt(), 0);
    }

    void theTerminalIsAsBeforeAfterASignal_data()
    {
        QTest::addColumn<int>("signal");
        for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGABRT})
            QTest::addRow("%d", signal) << signal;
    }

    void theTerminalIsAsBeforeAfterASignal()
    {
        QFETCH(int, signal);
        start();
        m_cli->kill(signal);
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        QVERIFY(m_cli->isAsBefore());
    }

    void theTerminalIsAsBeforeWhenItStopsTwice()
    {
        m_server->setHandler([](const ServedRequest &) { return ServerAnswer::never(); });
        start();
        m_cli->press("\x03"); // Ctrl-C
        QTRY_VERIFY_WITH_TIMEOUT(m_cli->shows(QStringLiteral("Stopping: ")), Patience);
        QTest::qWait(200);
        m_cli->press("\x03");
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        QVERIFY(m_cli->isAsBefore());
    }

    void isSuspendedAndGoesOn()
    {
        start();
        m_cli->kill(SIGTSTP);
        QTRY_VERIFY_WITH_TIMEOUT(m_cli->isAsBefore(), Patience);
        QTest::qWait(400); // it would change the terminal again
        QVERIFY(m_cli->isAsBefore());
        m_cli->kill(SIGCONT);
        QTRY_VERIFY_WITH_TIMEOUT(m_cli->isRaw(), Patience);
        m_cli->press("q");
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        QVERIFY(m_cli->isAsBefore());
    }

    void leavesTheTerminalAloneWhenItIsToBeQuiet()
    {
        m_cli = std::make_unique<TerminalProcess>(m_folder->path(),
                                                  arguments() + QStringList{QStringLiteral("-q")});
        QTRY_VERIFY_WITH_TIMEOUT(hasSeen("/0"), Patience);
        QVERIFY(m_cli->isAsBefore());
        m_cli->press("\x03");
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
    }

    void asksWhetherToStartAnyway()
    {
        m_cli = std::make_unique<TerminalProcess>(
            m_folder->path(),
            QStringList{QStringLiteral("test.js"), QStringLiteral("-r1"), QStringLiteral("--base-url"),
                        QStringLiteral("http://127.0.0.1:1")});
        QTRY_VERIFY_WITH_TIMEOUT(m_cli->shows(QStringLiteral("Start anyway? [y/N]")), Patience);
        QVERIFY(m_cli->shows(QStringLiteral("Cannot connect to 127.0.0.1:1: connection refused.")));
        m_cli->press("n");
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        QCOMPARE(m_cli->exitCode(), int(ExitCode::Usage));
    }

    void asksBeforeItLoadsOtherHosts_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<int>("code");
        QTest::newRow("yes") << QByteArray("y") << int(ExitCode::Finished);
        QTest::newRow("no") << QByteArray("n") << int(ExitCode::Usage);
        QTest::newRow("Enter") << QByteArray("\n") << int(ExitCode::Usage);
        QTest::newRow("Ctrl-C") << QByteArray("\x03") << int(ExitCode::Interrupted);
    }

    void asksBeforeItLoadsOtherHosts()
    {
        QFETCH(QByteArray, key);
        QFile file(m_folder->filePath(QStringLiteral("idle.js")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("import { scenario } from 'molotov';\nscenario('a', async () => {});\n");
        file.close();
        m_cli = std::make_unique<TerminalProcess>(
            m_folder->path(),
            QStringList{QStringLiteral("idle.js"), QStringLiteral("-r1"), QStringLiteral("--no-check"),
                        QStringLiteral("--base-url"), QStringLiteral("http://192.0.2.1")});
        QTRY_VERIFY_WITH_TIMEOUT(m_cli->shows(QStringLiteral("Send load to 192.0.2.1? [y/N]")), Patience);
        m_cli->press(key.constData());
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        QTEST(m_cli->exitCode(), "code");
        QVERIFY(m_cli->isAsBefore());
    }

private:
    QStringList arguments() const
    {
        return QStringList{QStringLiteral("test.js"),    QStringLiteral("-p2"),
                           QStringLiteral("-w2"),        QStringLiteral("-d600"),
                           QStringLiteral("--summary"),  QStringLiteral("summary.json"),
                           QStringLiteral("--base-url"), m_server->url().toString()};
    }

    // Until load is sent.
    void start()
    {
        m_cli = std::make_unique<TerminalProcess>(m_folder->path(), arguments());
        QTRY_VERIFY_WITH_TIMEOUT(hasSeen("/0") && m_cli->isRaw() && m_cli->shows(QStringLiteral("Keys: ")),
                                 Patience);
        // Until the terminal shows the first state of the run.
        QTRY_VERIFY_WITH_TIMEOUT(m_cli->shows(QStringLiteral(" req/s")), Patience);
    }

    bool hasSeen(const char *path) const
    {
        const auto requests = m_server->requests();
        return std::any_of(requests.begin(), requests.end(),
                           [path](const ServedRequest &request) { return request.path() == path; });
    }

    QJsonObject summary() const
    {
        QFile file(m_folder->filePath(QStringLiteral("summary.json")));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                              : QJsonObject();
    }

    QStringList markers() const
    {
        QStringList kinds;
        const auto list = summary()[QStringLiteral("markers")].toArray();
        for (const auto &marker : list)
            kinds.append(marker[QStringLiteral("kind")].toString());
        return kinds;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HttpServer> m_server;
    std::unique_ptr<TerminalProcess> m_cli;
};

QTEST_GUILESS_MAIN(TestCliKeys)
#include "tst_clikeys.moc"
