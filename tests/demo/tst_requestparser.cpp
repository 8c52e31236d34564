// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/demo/requestparser.h"

#include <QTest>

using namespace Molotov::Demo;

/// Bytes into requests, however they come.
class tst_RequestParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsARequest();
    void readsByteByByte();
    void readsSeveralInOneGo();
    void keepsAlive_data();
    void keepsAlive();
    void asksForTheBodyOnce();
    void refuses_data();
    void refuses();
};

static QByteArray print(const RequestParser::Outcome &outcome)
{
    if (const auto *error = std::get_if<RequestError>(&outcome))
        return QByteArray::number(error->status) + ' ' + error->text;
    if (const auto *more = std::get_if<RequestParser::MoreNeeded>(&outcome))
        return more->expectsContinue ? "continue" : "more";
    const auto &request = std::get<HttpRequest>(outcome);
    return request.method + ' ' + request.path.toUtf8() + " ?" + request.query.toString().toUtf8() + " ["
           + request.body + ']';
}

void tst_RequestParser::readsARequest()
{
    RequestParser parser;
    parser.feed("POST /a%20b/c?x=1&y=%26 HTTP/1.1\r\nHost: here\r\nX-Thing:  spaced \r\n"
                "content-length: 5\r\nCookie: a=1; session=abc\r\n\r\nhello");
    const auto outcome = parser.next();
    QCOMPARE(print(outcome), "POST /a b/c ?x=1&y=%26 [hello]");
    const auto &request = std::get<HttpRequest>(outcome);
    QCOMPARE(request.header("x-thing"), "spaced");
    QCOMPARE(request.header("missing"), "");
    QCOMPARE(request.cookie("session"), "abc");
    QCOMPARE(request.cookie("sess"), "");
    QCOMPARE(print(parser.next()), "more");
}

void tst_RequestParser::readsByteByByte()
{
    RequestParser parser;
    const QByteArray bytes = "PUT /up HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc";
    for (qsizetype i = 0; i < bytes.size() - 1; ++i) {
        parser.feed(bytes.mid(i, 1));
        QCOMPARE(print(parser.next()), "more");
    }
    parser.feed(bytes.right(1));
    QCOMPARE(print(parser.next()), "PUT /up ? [abc]");
}

void tst_RequestParser::readsSeveralInOneGo()
{
    RequestParser parser;
    parser.feed("GET /1 HTTP/1.1\r\n\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET");
    QCOMPARE(print(parser.next()), "GET /1 ? []");
    QCOMPARE(print(parser.next()), "GET /2 ? []");
    QCOMPARE(print(parser.next()), "more");
}

void tst_RequestParser::keepsAlive_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("keepAlive");
    QTest::newRow("1.1") << QByteArray("HTTP/1.1\r\n") << true;
    QTest::newRow("1.1, close") << QByteArray("HTTP/1.1\r\nConnection: Close\r\n") << false;
    QTest::newRow("1.0") << QByteArray("HTTP/1.0\r\n") << false;
    QTest::newRow("1.0, keep-alive") << QByteArray("HTTP/1.0\r\nConnection: keep-alive\r\n") << true;
}

void tst_RequestParser::keepsAlive()
{
    QFETCH(QByteArray, head);
    RequestParser parser;
    parser.feed("GET / " + head + "\r\n");
    const auto outcome = parser.next();
    QVERIFY(std::holds_alternative<HttpRequest>(outcome));
    QTEST(std::get<HttpRequest>(outcome).keepAlive, "keepAlive");
}

void tst_RequestParser::asksForTheBodyOnce()
{
    RequestParser parser;
    parser.feed("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    QCOMPARE(print(parser.next()), "continue");
    QCOMPARE(print(parser.next()), "more");
    parser.feed("ok");
    QCOMPARE(print(parser.next()), "POST / ? [ok]");
}

void tst_RequestParser::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &bytes, int status) {
        QTest::newRow(name) << bytes << status;
    };
    row("no HTTP", "hello\r\n\r\n", 400);
    row("TLS", QByteArray("\x16\x03\x01\x02\x00 \r\n\r\n", 10), 400);
    row("no target", "GET  HTTP/1.1\r\n\r\n", 400);
    row("relative target", "GET products HTTP/1.1\r\n\r\n", 400);
    row("HTTP/2", "PRI * HTTP/2.0\r\n\r\n", 505);
    row("header without colon", "GET / HTTP/1.1\r\nHost\r\n\r\n", 400);
    row("space before the colon", "GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400);
    row("chunked", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 411);
    row("chunked and length", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n",
        411);
    row("two lengths", "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400);
    row("negative length", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400);
    row("length that is no number", "POST / HTTP/1.1\r\nContent-Length: 0x10\r\n\r\n", 400);
    row("too much", "POST / HTTP/1.1\r\nContent-Length: 33554433\r\n\r\n", 413);
    row("overflow", "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", 400);
    row("endless head", "GET / HTTP/1.1\r\nX: " + QByteArray(RequestParser::MaxHead, 'x'), 431);
}

void tst_RequestParser::refuses()
{
    QFETCH(QByteArray, bytes);
    RequestParser parser;
    parser.feed(bytes);
    const auto outcome = parser.next();
    QVERIFY2(std::holds_alternative<RequestError>(outcome), print(outcome).constData());
    QTEST(std::get<RequestError>(outcome).status, "status");
}

QTEST_APPLESS_MAIN(tst_RequestParser)
#include "tst_requestparser.moc"
