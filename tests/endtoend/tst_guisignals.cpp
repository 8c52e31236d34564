// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/endtoend/notedhelpers.h"
#include "tests/support/httpserver.h"

#include <QProcess>
#include <QTest>

#include <csignal>
#include <memory>

using namespace Molotov;
using namespace Molotov::Test;

namespace {

constexpr int Patience = 40'000; // ms; a machine may be busy

} // namespace

/// What becomes of the load when the real application dies, or is asked to end.
class TestGuiSignals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<HttpServer>();
        m_helpers = std::make_unique<NotedHelpers>();
        m_gui = std::make_unique<QProcess>();
    }

    void cleanup()
    {
        m_gui->kill();
        m_gui->waitForFinished();
    }

    void comesToAGoodEndWhenItIsAskedTo_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("Ctrl-C") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("terminal closed") << SIGHUP;
    }

    void comesToAGoodEndWhenItIsAskedTo()
    {
        QFETCH(int, signal);
        start();
        ::kill(pid_t(m_gui->processId()), signal);
        QTRY_COMPARE_WITH_TIMEOUT(m_gui->state(), QProcess::NotRunning, Patience);
        QCOMPARE(m_gui->exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_gui->exitCode(), int(ExitCode::Interrupted));
        QCOMPARE(m_server->requests().last().target, QByteArray("/end"));
        nothingIsLeft();
    }

    void endsAtOnceWhenNothingRuns()
    {
        start(false);
        QTest::qWait(500); // the handlers are there
        ::kill(pid_t(m_gui->processId()), SIGTERM);
        QTRY_COMPARE_WITH_TIMEOUT(m_gui->state(), QProcess::NotRunning, Patience);
    }

    void noHelperIsLeftWhenTheApplicationIsKilled()
    {
        start();
        m_gui->kill();
        QTRY_COMPARE_WITH_TIMEOUT(m_gui->state(), QProcess::NotRunning, Patience);
        nothingIsLeft();
    }

private:
    /// A run without end; returns when requests come in.
    void start(bool runs = true)
    {
        const auto path = [this](const char *name) { return m_folder->filePath(QLatin1String(name)); };
        write(path("get.js"), "import { scenario, globalTeardown, request } from 'molotov';\n"
                              "globalTeardown(async () => { await request('GET', '/end'); });\n"
                              "scenario('get', async (session) => { await session.get('/'); });\n");
        write(
            path("p.json"),
            R"({"molotov": {"tests": {"get": {"scenario": "get.js", "processes": 2, "workers": 3, "base_url": ")"
                + m_server->url().toEncoded() + R"("}}}})");
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("MOLOTOV_HELPER"), m_helpers->program());
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_folder->path());
        environment.insert(QStringLiteral("XDG_DATA_HOME"), m_folder->path());
        m_gui->setProcessEnvironment(environment);
        m_gui->start(QStringLiteral(MOLOTOV_BIN_DIR "/molotov"),
                     QStringList(path("p.json")) + QStringList(runs ? 1 : 0, QStringLiteral("--start")));
        if (!runs) {
            QTRY_VERIFY_WITH_TIMEOUT(!m_helpers->pids().isEmpty(), Patience);
            return;
        }
        QTRY_VERIFY2_WITH_TIMEOUT(m_server->requests().size() >= 20,
                                  m_gui->readAllStandardError().constData(), Patience);
        QVERIFY(m_helpers->pids().size() >= 2);
        QVERIFY(!m_helpers->areAllGone());
    }

    void nothingIsLeft() const
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_helpers->areAllGone(), Patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_server->openConnections(), 0, Patience);
    }

    static void write(const QString &path, const QByteArray &text)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HttpServer> m_server;
    std::unique_ptr<NotedHelpers> m_helpers;
    std::unique_ptr<QProcess> m_gui;
};

QTEST_GUILESS_MAIN(TestGuiSignals)
#include "tst_guisignals.moc"
