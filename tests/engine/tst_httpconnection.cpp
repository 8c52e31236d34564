// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/clock.h"
#include "core/engine/http/loadaccessmanager.h"
#include "core/engine/http/loadreply.h"
#include "core/engine/http/outbox.h"
#include "core/engine/loop/epolldispatcher.h"
#include "tests/support/httpserver.h"

#include <QCoreApplication>
#include <QTest>
#include <QThread>

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

} // namespace

/// What a connection does while the event loop is late.
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
};

int main(int argc, char **argv)
{
    QCoreApplication::setEventDispatcher(new EpollDispatcher(loopClock)); // the application's from now on
    QCoreApplication application(argc, argv);
    TestHttpConnection test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_httpconnection.moc"
