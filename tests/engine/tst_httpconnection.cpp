// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/loop/epolldispatcher.h"
#include "tests/engine/loadclient.h"
#include "tests/support/httpserver.h"
#include "tests/support/manualclock.h"

#include <QCoreApplication>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <memory>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

SteadyClock loopClock;

// A socket that is ready once, whose handler takes its time.
class Stall
{
public:
    static constexpr auto Length = 300ms;

    Stall()
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, [this] {
            QThread::msleep(Length.count());
            m_isOver = true;
        });
        m_client.connectToHost(m_server.serverAddress(), m_server.serverPort());
    }

    bool isOver() const { return m_isOver; }

private:
    QTcpServer m_server;
    QTcpSocket m_client;
    bool m_isOver = false;
};

// Its clock stands still, so that each connection was in use until just now.
using SuddenClient = LoadClient<ManualClock>;

// As the system sends it, at once.
void end(QTcpSocket &peer)
{
    peer.flush();
    if (qobject_cast<QSslSocket *>(&peer) != nullptr)
        shutdown(int(peer.socketDescriptor()), SHUT_WR);
    else
        peer.disconnectFromHost();
}

QString get(SuddenClient &client, const QUrl &url)
{
    return outcome(*client.get(url));
}

} // namespace

/// What a connection does while the event loop is late, and when the server ends it.
class TestHttpConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doesNotCountWhatWaitedHere_data()
    {
        QTest::addColumn<bool>("isSecure");
        QTest::newRow("http") << false;
        QTest::newRow("https") << true;
    }

    // The stall comes before the connection is handled, and both were ready at once.
    void doesNotCountWhatWaitedHere()
    {
        QFETCH(bool, isSecure);
        HttpServer server([](const ServedRequest &) { return ServerAnswer::response(200, "ok"); });
        if (isSecure)
            server.useTls();
        Scheduler scheduler(loopClock);
        HostCache hosts(loopClock);
        Outbox outbox(loopClock);
        LoadAccessManager manager({loopClock, scheduler, hosts, outbox});
        QNetworkRequest request(server.url());
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        auto tls = QSslConfiguration::defaultConfiguration();
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        request.setSslConfiguration(tls);

        const Stall stall;
        const std::unique_ptr<QNetworkReply> reply(manager.get(request));
        QTRY_VERIFY(reply->isFinished());
        QVERIFY(stall.isOver());
        QCOMPARE(reply->readAll(), QByteArray("ok"));
        const auto &timings = static_cast<LoadReply &>(*reply).hop().timings();
        const auto sum =
            timings.dns + timings.connect + timings.tls + timings.send + timings.wait + timings.receive;
        QVERIFY(timings.total >= sum);
        QVERIFY(timings.total - sum < Stall::Length / 2);
        QVERIFY(timings.connect < Stall::Length / 2);
    }

    void requests_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<bool>("isSecure");
        for (const char *method : {"GET", "PUT", "POST"}) {
            QTest::addRow("%s", method) << QByteArray(method) << false;
            QTest::addRow("%s over TLS", method) << QByteArray(method) << true;
        }
    }

    void failsWhenTheServerDropsARequest_data() { requests_data(); }

    // It may have done what it was asked to, whatever that was.
    void failsWhenTheServerDropsARequest()
    {
        QFETCH(QByteArray, method);
        QFETCH(bool, isSecure);
        HttpServer server([](const ServedRequest &request) {
            return request.path() == "/drop" ? ServerAnswer::close() : ServerAnswer::response(200, "ok");
        });
        if (isSecure)
            server.useTls();
        SuddenClient client;
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(get(client, server.url()), QStringLiteral("200 ok"));
            const auto reply = client.send(method, server.url(QStringLiteral("/drop")), "body");
            QVERIFY(outcome(*reply).startsWith(QLatin1String("failed")));
            QCOMPARE(reply->hop().failure()->kind, HttpFailure::Kind::Closed);
            QCOMPARE(reply->hop().retries(), 0);
        }
        QCOMPARE(server.count("/drop"), 5);
        QCOMPARE(server.connections(), 5);
    }

    void failsWhenTheServerResetsARequest()
    {
        HttpServer server([](const ServedRequest &) { return ServerAnswer::response(200, "ok"); });
        SuddenClient client;
        QCOMPARE(get(client, server.url()), QStringLiteral("200 ok"));
        server.setHandler([&](const ServedRequest &) {
            QTimer::singleShot(0, &server, [&] { reset(*server.findChild<QTcpSocket *>()); });
            return ServerAnswer::never();
        });
        QVERIFY(get(client, server.url()).startsWith(QLatin1String("failed")));
        QCOMPARE(server.requests().size(), 2);
    }

    void survivesAnEndThatNobodyHasHeardOf_data() { requests_data(); }

    // It comes as the request goes out.
    void survivesAnEndThatNobodyHasHeardOf()
    {
        QFETCH(QByteArray, method);
        QFETCH(bool, isSecure);
        HttpServer server([](const ServedRequest &) { return ServerAnswer::response(200, "ok"); });
        if (isSecure)
            server.useTls();
        SuddenClient client;
        QCOMPARE(get(client, server.url()), QStringLiteral("200 ok"));
        client.clock.advance(HttpConnection::TrustedFor / 2);
        end(*server.findChild<QTcpSocket *>());
        const auto reply = client.send(method, server.url(), "body");
        QVERIFY(!reply->isFinished());
        QCOMPARE(outcome(*reply), QStringLiteral("200 ok"));
        // What must not be sent twice is not sent over a connection that may be bad, nor is what TLS hides.
        QCOMPARE(reply->hop().retries(), method != "POST" && !isSecure ? 1 : 0);
        QCOMPARE(reply->hop().timings().total, 0us);
        QCOMPARE(server.requests().size(), 2);
        QCOMPARE(server.requests().last().body, QByteArray("body"));
    }

    void survivesAResetThatNobodyHasHeardOf_data() { requests_data(); }

    // The socket then tells of its end from within the writing.
    void survivesAResetThatNobodyHasHeardOf()
    {
        QFETCH(QByteArray, method);
        QFETCH(bool, isSecure);
        HttpServer server([](const ServedRequest &) { return ServerAnswer::response(200, "ok"); });
        if (isSecure)
            server.useTls();
        SuddenClient client;
        QCOMPARE(get(client, server.url()), QStringLiteral("200 ok"));
        reset(*server.findChild<QTcpSocket *>());
        const auto reply = client.send(method, server.url(), "body");
        QVERIFY(!reply->isFinished());
        QCOMPARE(outcome(*reply), QStringLiteral("200 ok"));
        QCOMPARE(reply->hop().retries(), method != "POST" && !isSecure ? 1 : 0);
        QCOMPARE(server.requests().size(), 2);
    }

    // The event loop tells of it with the answer: nothing needs to be asked.
    void heedsAnEndThatComesWithTheAnswer()
    {
        HttpServer server([](const ServedRequest &) {
            return ServerAnswer::raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        });
        SuddenClient client;
        for (int i = 0; i < 20; ++i) {
            const auto first = client.get(server.url());
            std::unique_ptr<LoadReply> second;
            connect(first.get(), &QNetworkReply::finished, this, [&] { second = client.get(server.url()); });
            QCOMPARE(outcome(*first), QStringLiteral("200 ok"));
            QCOMPARE(outcome(*second), QStringLiteral("200 ok"));
            QCOMPARE(second->hop().retries(), 0);
        }
        QCOMPARE(server.requests().size(), 40);
    }

    void takesNoEarlierTimeoutForTheAnswer_data() { requests_data(); }

    // A 408 that the server sends because nothing came (RFC 9110, 15.5.9).
    void takesNoEarlierTimeoutForTheAnswer()
    {
        QFETCH(QByteArray, method);
        QFETCH(bool, isSecure);
        HttpServer server([](const ServedRequest &) { return ServerAnswer::response(200, "ok"); });
        if (isSecure)
            server.useTls();
        SuddenClient client;
        QCOMPARE(get(client, server.url()), QStringLiteral("200 ok"));
        auto *peer = server.findChild<QTcpSocket *>();
        peer->write("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        end(*peer);
        const auto reply = client.send(method, server.url(), "body");
        QCOMPARE(outcome(*reply), QStringLiteral("200 ok"));
        QCOMPARE(reply->hop().retries(), method != "POST" && !isSecure ? 1 : 0);
        QCOMPARE(server.requests().size(), 2);
    }

    void takesALaterTimeoutForTheAnswer_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("connection");
        QTest::addColumn<int>("retries");
        QTest::newRow("that keeps the connection") << QByteArray("GET") << QByteArray("keep-alive") << 0;
        QTest::newRow("the second time") << QByteArray("GET") << QByteArray("close") << 1;
        QTest::newRow("to what must not be sent twice") << QByteArray("POST") << QByteArray("close") << 0;
    }

    // The server has had the request.
    void takesALaterTimeoutForTheAnswer()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, connection);
        QFETCH(int, retries);
        HttpServer server([&](const ServedRequest &request) {
            return request.path() == "/late"
                       ? ServerAnswer::response(408, "late", {"Connection: " + connection})
                       : ServerAnswer::response(200, "ok");
        });
        SuddenClient client;
        QCOMPARE(get(client, server.url()), QStringLiteral("200 ok"));
        const auto reply = client.send(method, server.url(QStringLiteral("/late")), "body");
        QCOMPARE(outcome(*reply), QStringLiteral("408 late"));
        QCOMPARE(reply->hop().retries(), retries);
        QCOMPARE(server.count("/late"), 1 + retries);
    }

    void isIdleNoLongerThanTheServerAllows_data()
    {
        QTest::addColumn<QByteArray>("hint");
        QTest::addColumn<int>("milliseconds");
        QTest::addColumn<int>("connections");
        const auto row = [](const char *hint, std::chrono::milliseconds idle, int connections) {
            QTest::addRow("%s, %lld ms", hint, qlonglong(idle.count()))
                << QByteArray(hint) << int(idle.count()) << connections;
        };
        row("Keep-Alive: timeout=5", 3900ms, 1);
        row("Keep-Alive: timeout=5", 4100ms, 2);
        row("keep-alive: max=100, Timeout = 2", 900ms, 1);
        row("keep-alive: max=100, Timeout = 2", 1100ms, 2);
        row("Keep-Alive: timeout=1", 400ms, 1);
        row("Keep-Alive: timeout=1", 600ms, 2);
        row("Keep-Alive: timeout=0", 10ms, 2);
        row("Keep-Alive: max=5", 1h, 1);
        row("Keep-Alive: timeout=soon", 1h, 1);
        row("Keep-Alive: timeout=99999999999999999999", 1h, 1);
        row("X-None: 0", 1h, 1);
    }

    void isIdleNoLongerThanTheServerAllows()
    {
        QFETCH(QByteArray, hint);
        QFETCH(int, milliseconds);
        QFETCH(int, connections);
        HttpServer server([&](const ServedRequest &) { return ServerAnswer::response(200, "ok", {hint}); });
        SuddenClient client;
        QCOMPARE(get(client, server.url()), QStringLiteral("200 ok"));
        client.clock.advance(std::chrono::milliseconds(milliseconds));
        QCOMPARE(get(client, server.url()), QStringLiteral("200 ok"));
        QCOMPARE(server.connections(), connections);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication::setEventDispatcher(new EpollDispatcher(loopClock)); // the application's from now on
    QCoreApplication application(argc, argv);
    TestHttpConnection test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_httpconnection.moc"
