// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/endtoend/cliprocess.h"
#include "tests/endtoend/notedhelpers.h"
#include "tests/support/httpserver.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;

namespace {

constexpr int Patience = 60'000; // milliseconds; for a machine that is busy with other things

} // namespace

/// The real molotov-cli where nothing is as it should be: helpers that are none, streams that are closed,
/// files that may not grow, a controller that is stopped. Unix only.
class TestHostileSystem : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<HttpServer>();
        write("shop.js",
              "import { scenario, sleep } from 'molotov';\n"
              "scenario('a', async (session) => { await session.get('/'); await sleep(0.01); });\n");
        m_cli = std::make_unique<CliProcess>(m_folder->path());
    }

    void saysThatAHelperIsNone_data()
    {
        QTest::addColumn<QByteArray>("program");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const char *program, const char *words) {
            QTest::newRow(name) << QByteArray(program) << QString::fromUtf8(words);
        };
        const auto *protocol = "sent ";
        row("fails", "exit 1", "ended before its work was done (exit code 1)");
        row("does nothing", "exit 0", "ended before its work was done (exit code 0)");
        row("kills itself", "kill -9 $$", "Helper 1 (process");
        row("says back what it hears", "exec cat", protocol);
        row("talks for ever", "exec yes", protocol);
        row("says what it is", "echo 'molotov-helper 1.0'; cat >/dev/null", protocol);
        row("one huge frame", "printf '\\377\\377\\377\\377aaaa'; cat >/dev/null", protocol);
        row("half a frame", "printf '\\000\\000\\001\\000aaaa'", "broke off in the middle of a message");
        row("frames of nothing", "exec cat /dev/zero", protocol);
        row("noise", "exec head -c 1000000 /dev/urandom", "Helper 1 (process");
        row("a long last word", "head -c 10000000 /dev/zero | tr '\\0' 'x' >&2; exit 3", "exit code 3");
    }

    void saysThatAHelperIsNone()
    {
        QFETCH(QByteArray, program);
        QFETCH(QString, words);
        write("helper", "#!/bin/sh\n" + program + "\n");
        QVERIFY(QFile::setPermissions(path("helper"), QFile::ReadOwner | QFile::ExeOwner));
        runWithHelper(path("helper"));
        QCOMPARE(m_cli->exitCode(), int(ExitCode::Failed));
        QCOMPARE(m_cli->summary()[QStringLiteral("state")].toString(), QStringLiteral("failed"));
        QVERIFY2(m_cli->errors().contains(words), qPrintable(m_cli->errors().left(2000)));
        QVERIFY(m_cli->errors().size() < 5000);
    }

    void saysThatAHelperCannotBeStarted_data()
    {
        QTest::addColumn<QString>("program");
        QTest::newRow("folder") << QStringLiteral("/");
        QTest::newRow("device") << QStringLiteral("/dev/null");
        QTest::newRow("nothing") << QStringLiteral("/nonexistent");
        QTest::newRow("no program") << QStringLiteral(MOLOTOV_SOURCE_DIR "/README.md");
    }

    void saysThatAHelperCannotBeStarted()
    {
        QFETCH(QString, program);
        runWithHelper(program);
        QCOMPARE(m_cli->exitCode(), int(ExitCode::Failed));
        QVERIFY2(m_cli->errors().contains(QStringLiteral("could not be started")),
                 qPrintable(m_cli->errors()));
    }

    // Where a name server does not answer, a look-up takes longer than most runs.
    void endsInTimeWithoutANameServer()
    {
#ifndef MOLOTOV_HANGING_RESOLVER
        QSKIP("sanitizers want to be loaded first");
#else
        const NotedHelpers helpers;
        m_cli->setVariable(QStringLiteral("MOLOTOV_HELPER"), helpers.program());
        m_cli->setVariable(QStringLiteral("LD_PRELOAD"), QStringLiteral(MOLOTOV_HANGING_RESOLVER));
        m_cli->start({QStringLiteral("shop.js"), QStringLiteral("-w3"), QStringLiteral("-d1"),
                      QStringLiteral("-f1"), QStringLiteral("-q"), QStringLiteral("--base-url"),
                      QStringLiteral("http://a.hanging.test:1"), QStringLiteral("--summary"),
                      path("summary.json")});
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        QCOMPARE(m_cli->exitCode(), int(ExitCode::Failed));
        const auto requests = savedSummary()[QStringLiteral("requests")].toObject();
        QCOMPARE(requests[QStringLiteral("count")].toInt(), 3);
        QCOMPARE(requests[QStringLiteral("aborted")].toInt(), 3);
        const auto errors = savedSummary()[QStringLiteral("errors")].toArray();
        QCOMPARE(errors.size(), 1);
        QVERIFY2(
            errors[0][QStringLiteral("message")].toString().contains(QStringLiteral("had no answer yet")),
            qPrintable(errors[0][QStringLiteral("message")].toString()));
        QVERIFY(helpers.areAllGone());
#endif
    }

    void runsWithClosedStreams_data()
    {
        QTest::addColumn<QString>("streams");
        for (const auto *streams :
             {"<&-", ">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-", ">/dev/full", "2>/dev/full"})
            QTest::newRow(streams) << QString::fromUtf8(streams);
    }

    void runsWithClosedStreams()
    {
        QFETCH(QString, streams);
        m_cli->setShell(QStringLiteral("exec \"$@\" ") + streams);
        run({QStringLiteral("-r3"), QStringLiteral("--summary"), path("summary.json")});
        QCOMPARE(m_cli->exitCode(), int(ExitCode::Finished));
        QCOMPARE(savedSummary()[QStringLiteral("requests")][QStringLiteral("count")].toInt(), 3);
        QCOMPARE(m_server->requests().size(), 3);
    }

    void saysThatASummaryCannotBeWritten_data()
    {
        QTest::addColumn<QString>("shell");
        QTest::newRow("closed") << QStringLiteral("exec \"$@\" --summary - >&-");
        QTest::newRow("full") << QStringLiteral("exec \"$@\" --summary - >/dev/full");
        QTest::newRow("file that may not grow")
            << QStringLiteral("ulimit -f 5; exec \"$@\" --summary out.json");
    }

    void saysThatASummaryCannotBeWritten()
    {
        QFETCH(QString, shell);
        m_cli->setShell(shell);
        run({QStringLiteral("-r1"), QStringLiteral("-q")});
        QCOMPARE(m_cli->exitCode(), int(ExitCode::NoSummary));
        QVERIFY2(m_cli->errors().contains(QStringLiteral("be written")), qPrintable(m_cli->errors()));
        QVERIFY(!QFile::exists(path("out.json")));
    }

    // As Ctrl-Z and fg do: the helpers go on, and what they did is counted.
    void countsAllAfterItWasStopped()
    {
        const NotedHelpers helpers;
        m_cli->setVariable(QStringLiteral("MOLOTOV_HELPER"), helpers.program());
        m_cli->start(arguments({QStringLiteral("-p2"), QStringLiteral("-w2"), QStringLiteral("-d2"),
                                QStringLiteral("--summary"), path("summary.json")}));
        QTRY_VERIFY_WITH_TIMEOUT(m_server->requests().size() > 10, Patience);
        ::kill(pid_t(m_cli->pid()), SIGSTOP);
        const auto before = m_server->requests().size();
        QTRY_VERIFY_WITH_TIMEOUT(m_server->requests().size() > before + 10, Patience);
        QTest::qWait(3000);
        ::kill(pid_t(m_cli->pid()), SIGCONT);
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        QCOMPARE(m_cli->exitCode(), int(ExitCode::Finished));
        QCOMPARE(savedSummary()[QStringLiteral("requests")][QStringLiteral("count")].toInt(),
                 m_server->requests().size());
        QVERIFY(helpers.areAllGone());
    }

private:
    QString path(const char *name) const
    {
        return m_folder->filePath(QString::fromLatin1(name));
    }

    void write(const char *name, const QByteArray &text) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

    QStringList arguments(const QStringList &more) const
    {
        return QStringList{QStringLiteral("shop.js"), QStringLiteral("--base-url"),
                           m_server->url().toString()}
               + more;
    }

    void run(const QStringList &more)
    {
        m_cli->start(arguments(more));
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
    }

    void runWithHelper(const QString &program)
    {
        m_cli->setVariable(QStringLiteral("MOLOTOV_HELPER"), program);
        run({QStringLiteral("-p2"), QStringLiteral("-r1"), QStringLiteral("-q"), QStringLiteral("--summary"),
             QStringLiteral("-")});
    }

    QJsonObject savedSummary() const
    {
        QFile file(path("summary.json"));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                              : QJsonObject();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HttpServer> m_server;
    std::unique_ptr<CliProcess> m_cli;
};

QTEST_GUILESS_MAIN(TestHostileSystem)
#include "tst_hostilesystem.moc"
