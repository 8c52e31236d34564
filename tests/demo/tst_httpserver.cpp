// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/demo/httpserver.h"

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTest>

using namespace Molotov::Demo;

/// What goes over the wire.
class tst_HttpServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void answersOneAfterTheOther();
    void answersSlowOnesInOrder();
    void leavesTheBodyOfHeadOut();
    void closesWhenAsked();
    void saysWhyItHangsUp();
    void invitesTheBody();
    void survivesAClientThatGoes();

private:
    QByteArray exchange(const QByteArray &sent, const QByteArray &endOfAnswer);

    HttpServer m_server{[](const HttpRequest &request) {
        HttpResponse response;
        response.contentType = "text/plain";
        response.body = request.path.toUtf8() + request.body;
        if (request.path == QLatin1String("/slow"))
            response.delay = std::chrono::milliseconds(50);
        return response;
    }};
    QTcpSocket m_client;
};

void tst_HttpServer::init()
{
    m_client.abort();
    if (!m_server.isListening())
        QVERIFY(m_server.listen(QHostAddress::LocalHost));
    m_client.connectToHost(QHostAddress(QHostAddress::LocalHost), m_server.serverPort());
    QTRY_COMPARE(m_client.state(), QAbstractSocket::ConnectedState);
}

/// All that came until it ended so, or for 10 s.
QByteArray tst_HttpServer::exchange(const QByteArray &sent, const QByteArray &endOfAnswer)
{
    m_client.write(sent);
    QByteArray answer;
    [[maybe_unused]] const bool whole = QTest::qWaitFor(
        [&] {
            answer += m_client.readAll();
            return answer.endsWith(endOfAnswer);
        },
        10'000);
    return answer;
}

static QByteArray plain(const QByteArray &body)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + QByteArray::number(body.size())
           + "\r\nConnection: keep-alive\r\n\r\n" + body;
}

void tst_HttpServer::answersOneAfterTheOther()
{
    QCOMPARE(exchange("GET /one HTTP/1.1\r\n\r\n", "/one"), plain("/one"));
    QCOMPARE(exchange("POST /two HTTP/1.1\r\nContent-Length: 3\r\n\r\n+++", "+++"), plain("/two+++"));
}

void tst_HttpServer::answersSlowOnesInOrder()
{
    QCOMPARE(exchange("GET /slow HTTP/1.1\r\n\r\nGET /fast HTTP/1.1\r\n\r\n", "/fast"),
             plain("/slow") + plain("/fast"));
}

void tst_HttpServer::leavesTheBodyOfHeadOut()
{
    QCOMPARE(exchange("HEAD /one HTTP/1.1\r\n\r\n", "\r\n\r\n"), plain("/one").chopped(4));
}

void tst_HttpServer::closesWhenAsked()
{
    const QByteArray answer = exchange("GET /bye HTTP/1.0\r\n\r\nGET /more HTTP/1.0\r\n\r\n", "/bye");
    QVERIFY2(answer.contains("Connection: close\r\n"), answer.constData());
    QTRY_COMPARE(m_client.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(m_client.readAll(), "");
}

void tst_HttpServer::saysWhyItHangsUp()
{
    const QByteArray answer = exchange("what?\r\n\r\n", "}\n");
    QVERIFY2(answer.startsWith("HTTP/1.1 400 Bad Request\r\n"), answer.constData());
    QTRY_COMPARE(m_client.state(), QAbstractSocket::UnconnectedState);
}

void tst_HttpServer::invitesTheBody()
{
    QCOMPARE(exchange("PUT /up HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n", "\r\n\r\n"),
             "HTTP/1.1 100 Continue\r\n\r\n");
    QCOMPARE(exchange("!!", "!!"), plain("/up!!"));
}

void tst_HttpServer::survivesAClientThatGoes()
{
    m_client.write("GET /slow HTTP/1.1\r\n\r\n");
    m_client.flush();
    m_client.abort();
    init();
    QCOMPARE(exchange("GET /slow HTTP/1.1\r\n\r\n", "/slow"), plain("/slow"));
    m_client.abort();
    QTRY_COMPARE(m_server.children().size(), 1); // none but the socket that listens
}

QTEST_GUILESS_MAIN(tst_HttpServer)
#include "tst_httpserver.moc"
