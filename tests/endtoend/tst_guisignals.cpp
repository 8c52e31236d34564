// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/endtoend/notedhelpers.h"
#include "tests/support/httpserver.h"

#include <QProcess>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;

namespace {

constexpr int Patience = 40'000; // ms; a machine may be busy

} // namespace

/// What becomes of the load when the real application dies.
class TestGuiSignals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noHelperIsLeftWhenTheApplicationIsKilled()
    {
        const QTemporaryDir folder;
        HttpServer server;
        write(folder.filePath(QStringLiteral("get.js")),
              "import { scenario } from 'molotov';\n"
              "scenario('get', async (session) => { await session.get('/'); });\n");
        write(
            folder.filePath(QStringLiteral("p.json")),
            R"({"molotov": {"tests": {"get": {"scenario": "get.js", "processes": 2, "workers": 3, "base_url": ")"
                + server.url().toEncoded() + R"("}}}})");
        const NotedHelpers helpers;

        QProcess gui;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("MOLOTOV_HELPER"), helpers.program());
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), folder.path());
        gui.setProcessEnvironment(environment);
        gui.start(QStringLiteral(MOLOTOV_BIN_DIR "/molotov"),
                  {folder.filePath(QStringLiteral("p.json")), QStringLiteral("--start")});
        QTRY_VERIFY2_WITH_TIMEOUT(server.requests().size() >= 20, gui.readAllStandardError().constData(),
                                  Patience);
        QVERIFY(helpers.pids().size() >= 2);
        QVERIFY(!helpers.areAllGone());

        gui.kill();
        QTRY_COMPARE_WITH_TIMEOUT(gui.state(), QProcess::NotRunning, Patience);
        QTRY_VERIFY_WITH_TIMEOUT(helpers.areAllGone(), Patience);
        QTRY_COMPARE_WITH_TIMEOUT(server.openConnections(), 0, Patience);
    }

private:
    static void write(const QString &path, const QByteArray &text)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
};

QTEST_GUILESS_MAIN(TestGuiSignals)
#include "tst_guisignals.moc"
