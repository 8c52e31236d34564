// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/endtoend/cliprocess.h"
#include "tests/support/httpserver.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QUdpSocket>

using namespace Molotov;
using namespace Molotov::Test;

namespace {

constexpr int Patience = 40'000; // ms; a machine may be busy

} // namespace

/// What the real molotov-cli lets one see of the requests of a run: in its output, and on a statsd server.
class TestCliTraffic : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(m_folder.filePath(QStringLiteral("shop.js")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("import { scenario } from 'molotov';\n"
                   "function refuse() { throw new Error('sold out'); }\n"
                   "scenario('buy', async (session) => {\n"
                   "  console.debug('about to buy');\n"
                   "  await session.post('/orders/1.5', { body: 'two apples' });\n"
                   "  refuse();\n"
                   "});\n");
    }

    void init()
    {
        m_server = std::make_unique<HttpServer>(
            [](const ServedRequest &) { return ServerAnswer::response(201, "an order"); });
    }

    void tellsMoreToTheVerbose_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<bool>("hasDebugLines");
        QTest::addColumn<bool>("hasTraffic");
        QTest::newRow("usual") << QStringLiteral("-r1") << false << false;
        QTest::newRow("-v") << QStringLiteral("-v") << true << false;
        QTest::newRow("-vv") << QStringLiteral("-vv") << true << true;
        QTest::newRow("--debug") << QStringLiteral("--debug") << true << true;
    }

    void tellsMoreToTheVerbose()
    {
        QFETCH(QString, option);
        const auto said = output({option});
        QTEST(said.contains(QStringLiteral("worker 0: debug: about to buy\n")), "hasDebugLines");
        QTEST(said.contains(QStringLiteral("/orders/1.5\n")) && said.contains(QStringLiteral("two apples\n")),
              "hasTraffic");
        QTEST(said.contains(QStringLiteral("201 ")) && said.contains(QStringLiteral("an order\n")),
              "hasTraffic");
        QVERIFY2(said.contains(QStringLiteral("1× script: sold out\n")), qPrintable(said));
        QTEST(said.contains(QStringLiteral("     at refuse ")), "hasDebugLines");
        QTEST(said.contains(QStringLiteral("/shop.js:6:")), "hasDebugLines"); // who called it
    }

    void tellsOfFailures()
    {
        m_server->setHandler([](const ServedRequest &) { return ServerAnswer::close(); });
        QUdpSocket statsd;
        QVERIFY(statsd.bind(QHostAddress::LocalHost));
        const auto said =
            output({QStringLiteral("-vv"), QStringLiteral("--statsd"), QStringLiteral("--statsd-address"),
                    QStringLiteral("udp://127.0.0.1:%1").arg(statsd.localPort())});
        QVERIFY2(said.contains(QStringLiteral("! POST %1 failed: the connection to ")
                                   .arg(m_server->url(QStringLiteral("/orders/1.5")).toString())),
                 qPrintable(said));
        QCOMPARE(allOf(statsd).count(".POST.127_0_0_1._orders_1_5.failed:1|c"), 1);
    }

    void sendsMetricsToStatsd_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("off") << QStringList() << QByteArray();
        QTest::newRow("on") << QStringList{QStringLiteral("--statsd")}
                            << QByteArray(".POST.127_0_0_1._orders_1_5.201:1|c");
        QTest::newRow("raw names") << QStringList{QStringLiteral("--statsd"),
                                                  QStringLiteral("--statsd-raw-names")}
                                   << QByteArray(".POST.127.0.0.1./orders/1.5.201:1|c");
    }

    void sendsMetricsToStatsd()
    {
        QFETCH(QStringList, options);
        QUdpSocket statsd;
        QVERIFY(statsd.bind(QHostAddress::LocalHost));
        (void)output(options
                     + QStringList{QStringLiteral("--statsd-address"),
                                   QStringLiteral("udp://127.0.0.1:%1").arg(statsd.localPort())});
        const auto received = allOf(statsd);
        QFETCH(QByteArray, expected);
        QVERIFY2(expected.isEmpty() ? received.isEmpty() : received.contains(expected), received.constData());
    }

private:
    static QByteArray allOf(QUdpSocket &socket)
    {
        QByteArray received;
        while (socket.hasPendingDatagrams()) {
            QByteArray datagram(int(socket.pendingDatagramSize()), '\0');
            socket.readDatagram(datagram.data(), datagram.size());
            received += datagram + '\n';
        }
        return received;
    }

    /// Of one iteration, which fails.
    QString output(const QStringList &options)
    {
        CliProcess cli(m_folder.path());
        cli.start(QStringList{QStringLiteral("shop.js"), QStringLiteral("-r1"), QStringLiteral("--base-url"),
                              m_server->url().toString()}
                  + options);
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience); }();
        [&] { QCOMPARE(cli.exitCode(), int(ExitCode::Finished)); }();
        return cli.output();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<HttpServer> m_server;
};

QTEST_GUILESS_MAIN(TestCliTraffic)
#include "tst_clitraffic.moc"
