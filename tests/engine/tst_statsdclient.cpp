// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/clock.h"
#include "core/engine/http/webaddress.h"
#include "core/engine/scheduler.h"
#include "core/engine/statsd/statsdclient.h"

#include <QNetworkDatagram>
#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

namespace {

// What arrived, datagram by datagram, each until it is cut.
struct Listener
{
    QUdpSocket socket;

    Listener() { socket.bind(QHostAddress::LocalHost, 0); }

    StatsdAddress address() const
    {
        return {.host = QStringLiteral("127.0.0.1"), .port = socket.localPort()};
    }

    QList<QByteArray> take(qsizetype lines)
    {
        QList<QByteArray> datagrams;
        qsizetype got = 0;
        const bool isThere = QTest::qWaitFor(
            [&] {
                while (socket.hasPendingDatagrams()) {
                    datagrams.append(socket.receiveDatagram().data());
                    got += datagrams.last().count('\n') + 1;
                }
                return got >= lines;
            },
            20'000);
        return isThere ? datagrams : QList<QByteArray>{};
    }
};

} // namespace

/// What a statsd server gets to hear.
class tst_StatsdClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAddresses_data();
    void readsAddresses();
    void namesExchanges_data();
    void namesExchanges();
    void sendsMetricsOfScenarios();
    void fillsDatagrams();
    void saysOnceThatNobodyListens();
    void saysOnceThatThereIsNoHost();

private:
    const SteadyClock m_clock;
    Scheduler m_scheduler{m_clock};
    QStringList m_complaints;

    StatsdClient::Complain complain()
    {
        m_complaints.clear();
        return [this](const QString &why) { m_complaints.append(why); };
    }
};

void tst_StatsdClient::readsAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("host"); // empty: it is refused
    QTest::addColumn<int>("port");

    QTest::newRow("whole") << "udp://stats.example:9125"
                           << "stats.example" << 9125;
    QTest::newRow("bare") << "10.0.0.1:1"
                          << "10.0.0.1" << 1;
    QTest::newRow("no port") << "localhost"
                             << "localhost" << 8125;
    QTest::newRow("IPv6") << "udp://[::1]:8126"
                          << "::1" << 8126;
    for (const auto *bad : {"", "tcp://host:1", "udp://host:99999", "udp://:8125", "udp://host/path", "a b"})
        QTest::addRow("refused: %s", bad) << bad << "" << 0;
}

void tst_StatsdClient::readsAddresses()
{
    QFETCH(QString, text);
    QFETCH(QString, host);
    QFETCH(int, port);
    const auto address = StatsdAddress::parse(text);
    QCOMPARE(address.isOk(), !host.isEmpty());
    if (!address) {
        QCOMPARE(
            address.error().text,
            QStringLiteral("The address of statsd is one such as udp://localhost:8125, got “%1”").arg(text));
        return;
    }
    QCOMPARE(address->host, host);
    QCOMPARE(int(address->port), port);
}

void tst_StatsdClient::namesExchanges_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("isRaw");
    QTest::addColumn<QByteArray>("name");

    QTest::newRow("plain") << "http://shop.example:8080/a/b.html?q=1" << false
                           << QByteArray("molotov.my_computer.GET.shop_example._a_b_html");
    QTest::newRow("raw") << "http://shop.example:8080/a/b.html?q=1" << true
                         << QByteArray("molotov.my.computer.GET.shop.example./a/b.html");
    QTest::newRow("root") << "http://shop" << false << QByteArray("molotov.my_computer.GET.shop._");
    QTest::newRow("reserved") << "http://shop/a:b|c@d" << true
                              << QByteArray("molotov.my.computer.GET.shop./a_b_c_d");
    QTest::newRow("IPv6") << "http://[::1]/" << false << QByteArray("molotov.my_computer.GET.__1._");
    QTest::newRow("letters") << QStringLiteral("http://bücher.example/ä") << false
                             << QByteArray("molotov.my_computer.GET.xn--bcher-kva_example._%C3%A4");
}

void tst_StatsdClient::namesExchanges()
{
    QFETCH(QString, url);
    QFETCH(bool, isRaw);
    QFETCH(QByteArray, name);
    Listener listener;
    StatsdClient client(
        m_scheduler,
        {.server = listener.address(), .isRaw = isRaw, .hostName = QStringLiteral("my.computer")},
        complain());
    client.addExchange("GET", *WebAddress::parse(url.toUtf8()), 404, 12'999us);
    QCOMPARE(listener.take(2), {name + ":12|ms\n" + name + ".404:1|c"});
    client.addFailure("GET", *WebAddress::parse(url.toUtf8()), false);
    client.addFailure("GET", *WebAddress::parse(url.toUtf8()), true);
    QCOMPARE(listener.take(2), {name + ".failed:1|c\n" + name + ".aborted:1|c"});
    QCOMPARE(m_complaints, QStringList());
}

void tst_StatsdClient::sendsMetricsOfScenarios()
{
    Listener listener;
    StatsdClient client(m_scheduler, {.server = listener.address()}, complain());
    client.count(QStringLiteral("shop.orders"), 1);
    client.count(QStringLiteral("shop.orders"), -2.5);
    client.setGauge(QStringLiteral("a b:c"), 7);
    client.setGauge(QStringLiteral("cold"), -7);
    client.addTiming(QStringLiteral("t"), 1.5);
    client.addToSet(QStringLiteral("users"), QStringLiteral("q|a"));
    QCOMPARE(listener.take(7),
             {"shop.orders:1|c\nshop.orders:-2.5|c\na_b_c:7|g\ncold:0|g\ncold:-7|g\nt:1.5|ms\nusers:q_a|s"});
}

void tst_StatsdClient::fillsDatagrams()
{
    Listener listener;
    StatsdClient client(m_scheduler, {.server = listener.address()}, complain());
    for (int i = 0; i < 500; ++i)
        client.count(QStringLiteral("counter.%1").arg(i, 4), 1); // 16 bytes, and a line break
    const auto datagrams = listener.take(500);
    QCOMPARE(datagrams.size(), 6);
    for (const auto &datagram : datagrams)
        QVERIFY(datagram.size() <= StatsdClient::MaxDatagram);
    QCOMPARE(datagrams.join('\n').count("\n") + 1, 500);
    client.count(QString(2000, QLatin1Char('x')), 1); // does not fit, and is left out
    client.count(QStringLiteral("last"), 1);
    QCOMPARE(listener.take(1), {"last:1|c"});
}

void tst_StatsdClient::saysOnceThatNobodyListens()
{
    StatsdAddress nobody;
    {
        Listener listener;
        nobody = listener.address();
    }
    StatsdClient client(m_scheduler, {.server = nobody}, complain());
    for (int i = 0; i < 20; ++i) {
        client.count(QStringLiteral("a"), 1);
        client.flush();
        QTest::qWait(5);
    }
    QTRY_COMPARE(m_complaints.size(), 1);
    QCOMPARE(m_complaints.constFirst(),
             QStringLiteral("Metrics do not reach statsd at 127.0.0.1:%1: nothing listens there")
                 .arg(nobody.port));
}

void tst_StatsdClient::saysOnceThatThereIsNoHost()
{
    StatsdClient client(m_scheduler, {.server = {.host = QStringLiteral("no-such-host.invalid")}},
                        complain());
    for (int i = 0; i < 1000; ++i)
        client.count(QStringLiteral("some.rather.long.name"), 1);
    QTRY_COMPARE_WITH_TIMEOUT(m_complaints.size(), 1, 20'000);
    client.count(QStringLiteral("a"), 1);
    client.flush();
    QCOMPARE(m_complaints, {QStringLiteral("Metrics do not reach statsd at no-such-host.invalid:8125: there "
                                           "is no host “no-such-host.invalid”")});
}

QTEST_GUILESS_MAIN(tst_StatsdClient)
#include "tst_statsdclient.moc"
