// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/loadclient.h"
#include "tests/support/httpserver.h"

#include <QBuffer>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <array>
#include <memory>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

using Client = LoadClient<>;

// No network is beyond it.
const QHostAddress NoWay(QHostAddress::Broadcast);

// Sends what it is told as it is told, piece by piece, whatever it was asked.
class RudeServer : public QTcpServer
{
public:
    enum class Then { Close, Reset, StayOpen };

    RudeServer(QByteArray bytes, qsizetype piece, Then then)
        : m_bytes(std::move(bytes))
        , m_piece(piece)
        , m_then(then)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            auto *peer = nextPendingConnection();
            connect(peer, &QTcpSocket::readyRead, peer, [this, peer] {
                if (peer->property("asked").toBool())
                    return;
                peer->setProperty("asked", true);
                sendFrom(peer, 0);
            });
        });
    }

    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1/x").arg(serverPort())); }

private:
    void sendFrom(QTcpSocket *peer, qsizetype position)
    {
        if (position >= m_bytes.size()) {
            if (m_then == Then::Reset)
                reset(*peer);
            else if (m_then == Then::Close)
                peer->disconnectFromHost();
            return;
        }
        peer->write(m_bytes.mid(position, m_piece));
        peer->flush();
        QTimer::singleShot(0, peer, [this, peer, position] { sendFrom(peer, position + m_piece); });
    }

    const QByteArray m_bytes;
    const qsizetype m_piece;
    const Then m_then;
};

} // namespace

class TestLoadAccessManager : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void looksLikeAnyReply()
    {
        HttpServer server([](const ServedRequest &) {
            return ServerAnswer::response(200, "hello", {"X-One: 1", "Set-Cookie: a=1", "Set-Cookie: b=2"});
        });
        Client client;
        const auto reply = client.get(server.url(QStringLiteral("/path?q=1")));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        QSignalSpy head(reply.get(), &QNetworkReply::metaDataChanged);
        QVERIFY(reply->isRunning());
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(finished.size(), 1);
        QCOMPARE(head.size(), 1);
        QCOMPARE(reply->error(), QNetworkReply::NoError);
        QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);
        QCOMPARE(reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString(),
                 QStringLiteral("OK"));
        QCOMPARE(reply->rawHeader("x-one"), QByteArray("1"));
        QCOMPARE(reply->rawHeader("Set-Cookie"), QByteArray("a=1\nb=2"));
        QCOMPARE(reply->bytesAvailable(), 5);
        QCOMPARE(reply->read(2), QByteArray("he"));
        QCOMPARE(reply->readAll(), QByteArray("llo"));
        QCOMPARE(server.requests().first().target, QByteArray("/path?q=1"));
        QCOMPARE(server.requests().first().header("host"),
                 QByteArray("127.0.0.1:") + QByteArray::number(server.serverPort()));
    }

    void bringsCookiesBack()
    {
        HttpServer server([](const ServedRequest &) {
            return ServerAnswer::response(200, {}, {"Set-Cookie: a=1", "Set-Cookie: b=2"});
        });
        Client client;
        QCOMPARE(outcome(*client.get(server.url())), QStringLiteral("200 "));
        QCOMPARE(outcome(*client.get(server.url())), QStringLiteral("200 "));
        QCOMPARE(server.requests().last().header("cookie"), QByteArray("a=1; b=2"));
    }

    void usesConnectionsAgain()
    {
        HttpServer server;
        Client client;
        for (int i = 0; i < 5; ++i)
            QCOMPARE(outcome(*client.get(server.url())), QStringLiteral("200 ok"));
        QCOMPARE(server.connections(), 1);
    }

    void keepsTheConnectionAfterAnAnswerOfAnySize_data()
    {
        QTest::addColumn<qsizetype>("size");
        for (const qsizetype size : {65535, 65536, 65537, 131072})
            QTest::addRow("%lld", qlonglong(size)) << size;
    }

    // Also of one that fills what is read at once.
    void keepsTheConnectionAfterAnAnswerOfAnySize()
    {
        QFETCH(qsizetype, size);
        QByteArray body(size, 'x');
        while (ServerAnswer::response(200, body).bytes.size() > size)
            body.chop(1);
        HttpServer server([&](const ServedRequest &) { return ServerAnswer::response(200, body); });
        Client client;
        for (int i = 0; i < 10; ++i)
            QCOMPARE(outcome(*client.get(server.url())), QStringLiteral("200 ") + QString::fromUtf8(body));
        QCOMPARE(server.connections(), 1);
    }

    // One that may not be sent twice does not go to who has hung up.
    void sendsNothingToWhoHasHungUp()
    {
        HttpServer server([](const ServedRequest &request) {
            return request.method == "GET"
                       ? ServerAnswer::raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                       : ServerAnswer::response(200, "posted");
        });
        Client client;
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(outcome(*client.get(server.url())), QStringLiteral("200 ok"));
            std::unique_ptr<QNetworkReply> reply(client.manager.post(Client::request(server.url()), "x"));
            QThread::msleep(1); // its end comes before we look
            QCOMPARE(outcome(static_cast<LoadReply &>(*reply)), QStringLiteral("200 posted"));
        }
    }

    // Nor does one that had to wait for a connection.
    void sendsNothingFromTheQueueToWhoHasHungUp()
    {
        HttpServer server([](const ServedRequest &) {
            return ServerAnswer::raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        });
        Client client;
        client.manager.setMaxConnections(1);
        std::vector<std::unique_ptr<LoadReply>> replies;
        for (int i = 0; i < 20; ++i)
            replies.push_back(client.send("POST", server.url(), "x"));
        for (const auto &reply : replies)
            QCOMPARE(outcome(*reply), QStringLiteral("200 ok"));
        QCOMPARE(server.requests().size(), 20);
    }

    void opensAsManyConnectionsAsAreAskedFor_data()
    {
        QTest::addColumn<int>("most");
        QTest::addColumn<int>("expected");
        QTest::newRow("any number") << 0 << 20;
        QTest::newRow("three") << 3 << 3;
    }

    void opensAsManyConnectionsAsAreAskedFor()
    {
        QFETCH(int, most);
        QFETCH(int, expected);
        HttpServer server(
            [](const ServedRequest &) { return ServerAnswer::response(200, "ok").after(20ms); });
        Client client;
        client.manager.setMaxConnections(most);
        std::vector<std::unique_ptr<LoadReply>> replies;
        for (int i = 0; i < 20; ++i)
            replies.push_back(client.get(server.url()));
        for (const auto &reply : replies)
            QCOMPARE(outcome(*reply), QStringLiteral("200 ok"));
        QCOMPARE(server.connections(), expected);
    }

    void tellsThePhases()
    {
        HttpServer server(
            [](const ServedRequest &) { return ServerAnswer::response(200, "ok").after(30ms); });
        server.useTls();
        Client client;
        auto reply = client.get(server.url());
        QCOMPARE(outcome(*reply), QStringLiteral("200 ok"));
        auto timings = reply->hop().timings();
        QVERIFY(timings.connect > 0us);
        QVERIFY(timings.tls > 0us);
        QCOMPARE(int(timings.known), 127);
        QVERIFY(timings.wait >= 30ms);
        QVERIFY(timings.total >= timings.dns + timings.connect + timings.tls + timings.send + timings.wait
                                     + timings.receive);

        reply = client.get(server.url());
        QCOMPARE(outcome(*reply), QStringLiteral("200 ok"));
        timings = reply->hop().timings();
        QCOMPARE(timings.dns + timings.connect + timings.tls, 0us);
        QCOMPARE(int(timings.known), int(ExchangeTimings::Send | ExchangeTimings::Wait
                                         | ExchangeTimings::Receive | ExchangeTimings::Queued));
        QVERIFY(timings.wait >= 30ms);
    }

    // What waits in this program is no part of what the server took.
    void tellsTheWaitingForAConnection()
    {
        HttpServer server(
            [](const ServedRequest &) { return ServerAnswer::response(200, "ok").after(100ms); });
        Client client;
        client.manager.setMaxConnections(1);
        const auto first = client.get(server.url());
        const auto second = client.get(server.url());
        QCOMPARE(outcome(*second), QStringLiteral("200 ok"));
        const auto &before = first->hop().timings();
        const auto &after = second->hop().timings();
        QCOMPARE(before.forConnection, 0us);
        QVERIFY(before.queued < before.total);
        QVERIFY(after.forConnection >= 100ms);
        QVERIFY(after.queued >= after.forConnection);
        QVERIFY(after.total >= after.wait && after.total - after.wait < 100ms);
        QCOMPARE(second->hop().endedAt() - second->hop().startedAt(), after.total);
    }

    void sendsBodies_data()
    {
        QTest::addColumn<qint64>("size");
        for (const qint64 size : {0, 1, 65536, 65537, 1 << 20, 3 << 20})
            QTest::addRow("%lld", size) << size;
    }

    void sendsBodies()
    {
        QFETCH(qint64, size);
        QByteArray body(size, 'x');
        for (qsizetype i = 0; i < size; ++i)
            body[i] = char('a' + i % 23);
        HttpServer server;
        Client client;
        std::unique_ptr<QNetworkReply> reply(client.manager.post(Client::request(server.url()), body));
        QCOMPARE(outcome(static_cast<LoadReply &>(*reply)), QStringLiteral("200 ok"));
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(server.requests().first().body, body);
        QCOMPARE(server.requests().first().header("expect"), QByteArray());
    }

    // What says that the body may come is not the answer yet.
    void timesABodyThatWaitedToBeWanted()
    {
        constexpr qint64 Size = 3 << 20;
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        connect(&server, &QTcpServer::newConnection, &server, [&server] {
            auto *peer = server.nextPendingConnection();
            connect(peer, &QTcpSocket::readyRead, peer, [peer, got = qint64(0)]() mutable {
                if (got == 0)
                    peer->write("HTTP/1.1 100 Continue\r\n\r\n");
                got += peer->readAll().size();
                if (got > Size)
                    QTimer::singleShot(30ms, peer, [peer] {
                        peer->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                    });
            });
        });
        const QUrl url(QStringLiteral("http://127.0.0.1:%1/").arg(server.serverPort()));
        Client client;
        auto request = Client::request(url);
        request.setRawHeader("Expect", "100-continue");
        std::unique_ptr<QNetworkReply> reply(client.manager.post(request, QByteArray(Size, 'x')));
        auto &own = static_cast<LoadReply &>(*reply);
        QCOMPARE(outcome(own), QStringLiteral("200 ok"));
        QVERIFY(own.hop().timings().send > 0us);
        QVERIFY(own.hop().timings().wait >= 30ms);
    }

    // Else all of it would lie encrypted in memory, and count as sent.
    void sendsOverTlsNoFasterThanIsRead()
    {
        constexpr qint64 Size = 64 << 20;
        HttpServer server;
        server.useTls();
        Client client;
        QCOMPARE(outcome(*client.get(server.url())), QStringLiteral("200 ok"));
        auto *peer = server.findChild<QSslSocket *>();
        QVERIFY(peer->disconnect(SIGNAL(readyRead())));
        peer->setReadBufferSize(1 << 16);
        std::unique_ptr<QNetworkReply> reply(
            client.manager.post(Client::request(server.url()), QByteArray(Size, 'x')));
        auto &own = static_cast<LoadReply &>(*reply);
        QTRY_VERIFY(own.hop().bytesSent() > (1 << 20));
        QVERIFY(own.hop().bytesSent() < Size);
        QCOMPARE(own.hop().timings().send, 0us);
    }

    void namesHostsAsTheWireTakesThem_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("name") << QStringLiteral("http://example.org/") << QByteArray("example.org");
        QTest::newRow("umlaut") << QStringLiteral("http://b\u00fccher.de/") << QByteArray("xn--bcher-kva.de");
        QTest::newRow("IPv6") << QStringLiteral("http://[::1]:8080/") << QByteArray("[::1]:8080");
        QTest::newRow("default port") << QStringLiteral("https://[::1]:443/") << QByteArray("[::1]");
        QTest::newRow("other's default port") << QStringLiteral("https://a:80/") << QByteArray("a:80");
    }

    void namesHostsAsTheWireTakesThem()
    {
        QFETCH(QString, url);
        QFETCH(QByteArray, expected);
        const auto wire =
            WireRequest::make(QNetworkAccessManager::GetOperation, QNetworkRequest(QUrl(url)), nullptr);
        QVERIFY(wire.head.contains("\r\nHost: " + expected + "\r\n"));
    }

    void sendsNoBodyThatIsNotWanted()
    {
        RudeServer server("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno", 1000,
                          RudeServer::Then::StayOpen);
        Client client;
        auto request = Client::request(server.url());
        request.setRawHeader("Expect", "100-continue");
        std::unique_ptr<QNetworkReply> reply(client.manager.post(request, QByteArray(5 << 20, 'x')));
        auto &own = static_cast<LoadReply &>(*reply);
        QCOMPARE(outcome(own), QStringLiteral("413 no"));
        QVERIFY(own.hop().bytesSent() < 1000);
    }

    void readsTheAnswerOfAServerThatHungUp()
    {
        RudeServer server("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno", 1000,
                          RudeServer::Then::Reset);
        Client client;
        std::unique_ptr<QNetworkReply> reply(
            client.manager.post(Client::request(server.url()), QByteArray(50 << 20, 'x')));
        auto &own = static_cast<LoadReply &>(*reply);
        QCOMPARE(outcome(own), QStringLiteral("413 no"));
        QVERIFY(own.hop().bytesSent() < 50 << 20);
    }

    void survivesAResetInTheMiddleOfABody()
    {
        RudeServer server("HTTP/1.1 100 Continue\r\n\r\n", 1000, RudeServer::Then::Reset);
        Client client;
        auto request = Client::request(server.url());
        request.setRawHeader("Expect", "100-continue");
        std::unique_ptr<QNetworkReply> reply(client.manager.post(request, QByteArray(5 << 20, 'x')));
        auto &own = static_cast<LoadReply &>(*reply);
        QVERIFY(outcome(own).startsWith(QLatin1String("failed")));
        QCOMPARE(own.hop().failure()->kind, HttpFailure::Kind::Closed);
    }

    void misbehaviour_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("then");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QByteArray &bytes, RudeServer::Then then,
                            const char *expected) {
            QTest::newRow(name) << bytes << int(then) << QString::fromLatin1(expected);
        };
        constexpr auto Close = RudeServer::Then::Close;
        constexpr auto StayOpen = RudeServer::Then::StayOpen;
        const char *const noHttp = "failed: got an answer that is not HTTP from SERVER";
        const char *const cut = "failed: failed: the connection to SERVER ended without a whole HTTP answer";
        row("good", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", StayOpen, "200 hi");
        row("until the end", "HTTP/1.1 200 OK\r\n\r\nhi", Close, "200 hi");
        row("chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", StayOpen,
            "200 hi");
        row("interim", "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
            StayOpen, "200 hi");
        row("garbage behind it", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi and more", StayOpen,
            "200 hi");
        row("nothing", "", Close, cut);
        row("an end in the head", "HTTP/1.1 200 O", Close, cut);
        row("an end in the body", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi", Close, cut);
        row("a reset in the body", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi", RudeServer::Then::Reset,
            cut);
        row("an end in a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhi", Close, cut);
        row("no HTTP", "SSH-2.0-OpenSSH_9.2p1 Debian\r\n", StayOpen, noHttp);
        row("zeros", QByteArray(100, '\0'), StayOpen, noHttp);
        row("a length that is none", "HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nhi", StayOpen, noHttp);
        row("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi!", StayOpen,
            noHttp);
        row("a chunk that is none", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", StayOpen,
            noHttp);
        row("a chunk beyond all numbers",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n", StayOpen, noHttp);
    }

    void misbehaviour()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, then);
        QFETCH(QString, expected);
        for (const qsizetype piece : {qsizetype(1), qsizetype(5), qsizetype(1 << 20)}) {
            RudeServer server(bytes, piece, RudeServer::Then(then));
            Client client;
            auto text = outcome(*client.get(server.url()));
            QCOMPARE(text.replace(server.url().authority(), QStringLiteral("SERVER")), expected);
        }
    }

    void anEndlessHeadEnds()
    {
        RudeServer server("HTTP/1.1 200 OK\r\n" + QByteArray("X-Name: a value\r\n").repeated(60'000), 1 << 16,
                          RudeServer::Then::StayOpen);
        Client client;
        QVERIFY(outcome(*client.get(server.url()))
                    .startsWith(QLatin1String("failed: got an answer that is not HTTP")));
    }

    void whatIsBehindAResponseIsNotTheNextOne()
    {
        RudeServer server(
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhiHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil",
            1 << 20, RudeServer::Then::StayOpen);
        Client client;
        QCOMPARE(outcome(*client.get(server.url())), QStringLiteral("200 hi"));
        QCOMPARE(outcome(*client.get(server.url())), QStringLiteral("200 hi"));
    }

    // Nor when it waits in the socket while the next request goes out.
    void whatIsReadLaterIsNotTheNextOne()
    {
        QByteArray whole = "HTTP/1.1 200 OK\r\nContent-Length: 65494\r\n\r\n";
        whole += QByteArray((64 << 10) - whole.size(), 'x'); // as much as is read at once
        QCOMPARE(whole.size() - whole.indexOf("\r\n\r\n") - 4, 65494);
        RudeServer server(whole + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil", 1 << 20,
                          RudeServer::Then::StayOpen);
        Client client;
        const auto first = client.get(server.url());
        std::unique_ptr<LoadReply> second;
        connect(first.get(), &QNetworkReply::finished, this, [&] { second = client.get(server.url()); });
        QCOMPARE(outcome(*first).size(), 65498);
        QCOMPARE(outcome(*second).size(), 65498);
    }

    void saysWhyThereIsNoConnection()
    {
        Client client;
        QCOMPARE(outcome(*client.get(QUrl(QStringLiteral("http://127.0.0.1:1")))),
                 QStringLiteral("failed: was refused: nothing listens at 127.0.0.1:1"));
        const auto reply = client.get(QUrl(QStringLiteral("http://no-such-host.invalid")));
        QCOMPARE(outcome(*reply), QStringLiteral("failed: failed: there is no host “no-such-host.invalid”"));
        QCOMPARE(reply->error(), QNetworkReply::HostNotFoundError);
    }

    void triesEachAddress_data()
    {
        QTest::addColumn<bool>("isSecure");
        QTest::newRow("http") << false;
        QTest::newRow("https") << true;
    }

    void triesEachAddress()
    {
        QFETCH(bool, isSecure);
        HttpServer server([](const ServedRequest &) { return ServerAnswer::response(200, "ok"); });
        if (isSecure)
            server.useTls();
        Client client;
        client.hosts.setRules(HostRules({}, {QStringLiteral("several.invalid")}));
        client.hosts.keep(QStringLiteral("several.invalid"), {.addresses = {NoWay, QHostAddress::LocalHost}});
        auto url = server.url();
        url.setHost(QStringLiteral("several.invalid"));
        QCOMPARE(outcome(*client.get(url)), QStringLiteral("200 ok"));
    }

    void spreadsConnectionsOverAllAddresses()
    {
        std::array<HttpServer, 3> servers;
        QList<QHostAddress> addresses;
        for (auto &server : servers) {
            addresses.append(QHostAddress(QStringLiteral("127.0.0.%1").arg(addresses.size() + 1)));
            server.close();
            QVERIFY(server.listen(addresses.last(), servers.front().serverPort()));
            // Not before all are sent: a connection that is free would be used again.
            server.setHandler(
                [](const ServedRequest &) { return ServerAnswer::response(200, "ok").after(1s); });
        }
        Client client;
        client.hosts.setRules(HostRules({}, {QStringLiteral("several.invalid")}));
        client.hosts.keep(QStringLiteral("several.invalid"), {.addresses = addresses, .failure = {}});
        const QUrl url(QStringLiteral("http://several.invalid:%1/").arg(servers.front().serverPort()));
        std::vector<std::unique_ptr<LoadReply>> replies;
        for (int i = 0; i < 30; ++i)
            replies.push_back(client.get(url));
        for (const auto &reply : replies)
            QCOMPARE(outcome(*reply), QStringLiteral("200 ok"));
        for (const auto &server : servers)
            QCOMPARE(server.connections(), 10);
    }

    void tellsWhatSaysMostOfSeveralAddresses_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QList<QHostAddress>>("addresses");
        const QHostAddress closed(QHostAddress::LocalHost);
        for (const auto *scheme : {"http", "https"}) {
            QTest::addRow("%s, no way first", scheme) << scheme << QList{NoWay, closed};
            QTest::addRow("%s, no way last", scheme) << scheme << QList{closed, NoWay};
        }
    }

    void tellsWhatSaysMostOfSeveralAddresses()
    {
        QFETCH(QString, scheme);
        QFETCH(QList<QHostAddress>, addresses);
        Client client;
        client.hosts.setRules(HostRules({}, {QStringLiteral("several.invalid")}));
        client.hosts.keep(QStringLiteral("several.invalid"), {.addresses = addresses});
        QCOMPARE(outcome(*client.get(QUrl(scheme + QStringLiteral("://several.invalid:1")))),
                 QStringLiteral("failed: was refused: nothing listens at several.invalid:1"));
    }

    void saysWhyThereIsNoTls()
    {
        RudeServer noTls("HTTP/1.1 200 OK\r\n\r\n", 1000, RudeServer::Then::Close);
        auto url = noTls.url();
        url.setScheme(QStringLiteral("https"));
        Client client;
        auto reply = client.get(url);
        QVERIFY(outcome(*reply).startsWith(QLatin1String("failed: failed: no secure connection to ")));
        QCOMPARE(reply->hop().failure()->kind, HttpFailure::Kind::Tls);

        HttpServer stranger;
        stranger.useTls();
        auto request = Client::request(stranger.url());
        request.setSslConfiguration(QSslConfiguration::defaultConfiguration());
        std::unique_ptr<QNetworkReply> other(client.manager.get(request));
        QVERIFY(
            outcome(static_cast<LoadReply &>(*other))
                .startsWith(QLatin1String("failed: failed: the certificate of 127.0.0.1 is not trusted: ")));
        QCOMPARE(stranger.requests().size(), 0);
    }

    // Whatever it is doing, and even while it says so.
    void endsWhenItIsAborted_data()
    {
        QTest::addColumn<int>("when");
        QTest::newRow("at once") << 0;
        QTest::newRow("while it waits") << 1;
        QTest::newRow("at the head") << 2;
        QTest::newRow("at the body") << 3;
        QTest::newRow("at the end") << 4;
    }

    void endsWhenItIsAborted()
    {
        QFETCH(int, when);
        HttpServer server([&](const ServedRequest &) {
            return when == 1 ? ServerAnswer::never() : ServerAnswer::response(200, "ok");
        });
        Client client;
        const auto reply = client.get(server.url());
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        const auto abort = [&] { reply->abort(); };
        if (when == 2)
            connect(reply.get(), &QNetworkReply::metaDataChanged, this, abort);
        else if (when == 3)
            connect(reply.get(), &QNetworkReply::readyRead, this, abort);
        else if (when == 4)
            connect(reply.get(), &QNetworkReply::finished, this, abort);
        if (when == 1)
            QTRY_COMPARE(server.requests().size(), 1);
        if (when < 2)
            abort();
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(finished.size(), 1);
        QCOMPARE(reply->error(), when == 4 ? QNetworkReply::NoError : QNetworkReply::OperationCanceledError);
        // The manager is none the worse for it.
        server.setHandler({});
        QCOMPARE(outcome(*client.get(server.url())), QStringLiteral("200 ok"));
    }

    void goesAwayWithWhatIsUnderWay()
    {
        HttpServer server([](const ServedRequest &) { return ServerAnswer::never(); });
        auto client = std::make_unique<Client>();
        auto *kept = client->get(server.url()).release(); // the manager's now
        auto deleted = client->get(server.url());
        QTRY_COMPARE(server.requests().size(), 2);
        deleted.reset();
        QVERIFY(kept->isRunning());
        client.reset();
        QTRY_COMPARE(server.openConnections(), 0);
    }

    // A reply that is over may lead to anything, even to the next request over its own connection.
    void mayBeUsedFromWithinItsSignals()
    {
        HttpServer server;
        Client client;
        int done = 0;
        std::function<void()> next = [&] {
            auto *reply = client.get(server.url()).release();
            connect(reply, &QNetworkReply::finished, this, [&, reply] {
                reply->deleteLater();
                if (++done < 50)
                    next();
            });
        };
        next();
        QTRY_COMPARE(done, 50);
        QCOMPARE(server.connections(), 1);
    }

    void leavesToTheBaseWhatItDoesNotDo()
    {
        Client client;
        auto request = Client::request(QUrl(QStringLiteral("data:text/plain,hello")));
        std::unique_ptr<QNetworkReply> reply(client.manager.get(request));
        QVERIFY(!qobject_cast<LoadReply *>(reply.get()));
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(reply->readAll(), QByteArray("hello"));
    }
};

QTEST_GUILESS_MAIN(TestLoadAccessManager)
#include "tst_loadaccessmanager.moc"
