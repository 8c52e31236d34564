// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/responseparser.h"

#include <QTest>

using namespace Molotov;

namespace {

using State = ResponseParser::State;

// How a response came out: "200 OK [a=1] body, kept", "failed: …", "waiting".
QString describe(ResponseParser &parser, const QByteArray &body)
{
    if (parser.state() == State::Failed)
        return QStringLiteral("failed: ") + parser.problem();
    if (parser.state() != State::Complete)
        return QStringLiteral("waiting");
    QStringList headers;
    for (const auto &[name, value] : parser.head().headers.pairs())
        headers += QString::fromLatin1(name + '=' + value);
    return QStringLiteral("%1 %2 [%3] %4, %5")
        .arg(parser.head().status)
        .arg(QString::fromLatin1(parser.head().reason), headers.join(QLatin1Char(' ')),
             QString::fromLatin1(body),
             parser.isKeptAlive() ? QStringLiteral("kept") : QStringLiteral("closed"));
}

struct Outcome
{
    QString text;
    qsizetype taken = 0;
};

// Fed in pieces of `piece` bytes, then the end of the connection if `ends`.
Outcome parse(const QByteArray &bytes, qsizetype piece, const QByteArray &method, bool ends)
{
    ResponseParser parser;
    parser.begin(method);
    QByteArray body;
    qsizetype taken = 0;
    while (taken < bytes.size()) {
        const auto size = std::min(piece, bytes.size() - taken);
        const auto now = parser.take(bytes.constData() + taken, size);
        body += parser.takeBody();
        taken += now;
        if (now < size)
            break;
    }
    if (ends)
        parser.takeEnd();
    return {describe(parser, body), taken};
}

} // namespace

class TestResponseParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("ends");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QByteArray &bytes, const char *expected,
                            bool ends = false, const QByteArray &method = "GET") {
            QTest::newRow(name) << method << bytes << ends << QString::fromLatin1(expected);
        };
        row("with a length", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
            "200 OK [Content-Length=2] hi, kept");
        row("of length 0", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
            "200 OK [Content-Length=0] , kept");
        row("in chunks",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
            "200 OK [Transfer-Encoding=chunked] abcde, kept");
        row("in chunks with trailers",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-Sum: 1\r\n\r\n",
            "200 OK [Transfer-Encoding=chunked] a, kept");
        row("until the end", "HTTP/1.1 200 OK\r\n\r\nall of it", "200 OK [] all of it, closed", true);
        row("until the end, not there yet", "HTTP/1.1 200 OK\r\n\r\nall of it", "waiting");
        row("without a reason", "HTTP/1.1 404\r\nContent-Length: 0\r\n\r\n",
            "404  [Content-Length=0] , kept");
        row("1.0", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi", "200 OK [Content-Length=2] hi, closed");
        row("1.0, kept", "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nhi",
            "200 OK [Connection=keep-alive Content-Length=2] hi, kept");
        row("closing", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi",
            "200 OK [Connection=close Content-Length=2] hi, closed");
        row("of HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", "200 OK [Content-Length=99] , kept",
            false, "HEAD");
        row("of HEAD, in chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            "200 OK [Transfer-Encoding=chunked] , kept", false, "HEAD");
        row("204", "HTTP/1.1 204 No Content\r\n\r\n", "204 No Content [] , kept");
        row("304 with a length", "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n",
            "304 Not Modified [Content-Length=9] , kept");
        row("after 100 and 103",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na",
            "200 OK [Content-Length=1] a, kept");
        row("names and values of any kind",
            "HTTP/1.1 200 OK\r\nA:1\r\nb:   two words \r\nC:\r\nSet-Cookie: x=1\r\nSet-Cookie: y=2\r\n"
            "Content-Length: 0\r\n\r\n",
            "200 OK [A=1 b=two words C= Set-Cookie=x=1 Set-Cookie=y=2 Content-Length=0] , kept");

        row("no HTTP", "SSH-2.0-OpenSSH_9.2\r\n", "failed: sent what is no HTTP (Expected HTTP/)");
        row("a status that is none", "HTTP/1.1 20 OK\r\nContent-Length: 2\r\n\r\nhi",
            "failed: sent what is no HTTP (User callback error)");
        row("an end before all", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi",
            "failed: closed the connection in mid-response", true);
        row("an end in the head", "HTTP/1.1 200 OK\r\nContent-Le",
            "failed: closed the connection in mid-response", true);
        row("an end in a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
            "failed: closed the connection in mid-response", true);
        row("an end at once", "", "failed: closed the connection", true);
        row("a length that is none", "HTTP/1.1 200 OK\r\nContent-Length: 1x\r\n\r\n",
            "failed: sent what is no HTTP (Invalid character in Content-Length)");
        row("a length beyond all numbers",
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n",
            "failed: sent what is no HTTP (Content-Length overflow)");
        row("a chunk that is none", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
            "failed: sent what is no HTTP (Invalid character in chunk size)");
    }

    void reads()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, bytes);
        QFETCH(bool, ends);
        QFETCH(QString, expected);
        for (const qsizetype piece :
             {qsizetype(1), qsizetype(2), qsizetype(3), qsizetype(7), qsizetype(1 << 20)})
            QCOMPARE(parse(bytes, piece, method, ends).text, expected);
    }

    void leavesWhatIsNotOfTheResponse()
    {
        const QByteArray response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
        for (const auto piece : {1, 5, 1000})
            QCOMPARE(parse(response + "HTTP/1.1 500", piece, "GET", false).taken, response.size());
        const QByteArray chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n";
        QCOMPARE(parse(chunked + "x", 1000, "GET", false).taken, chunked.size());
        const QByteArray empty = "HTTP/1.1 204 No Content\r\n\r\n";
        QCOMPARE(parse(empty + "x", 1000, "GET", false).taken, empty.size());
    }

    void readsOneAfterTheOther()
    {
        ResponseParser parser;
        for (const QByteArray body : {"first", "2nd", ""}) {
            parser.begin("GET");
            QVERIFY(!parser.hasBegun());
            const QByteArray bytes =
                "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
            QCOMPARE(parser.take(bytes.constData(), bytes.size()), bytes.size());
            QCOMPARE(parser.state(), State::Complete);
            QCOMPARE(parser.takeBody(), body);
            QCOMPARE(parser.head().headers.pairs().size(), 1);
        }
    }

    void saysThatASenderMayGoOn()
    {
        ResponseParser parser;
        parser.begin("POST");
        const QByteArray bytes = "HTTP/1.1 100 Continue\r\n\r\n";
        parser.take(bytes.constData(), bytes.size());
        QVERIFY(parser.mayContinue());
        QCOMPARE(parser.state(), State::Head);
    }

    void growsOnlySoFar_data()
    {
        QTest::addColumn<QByteArray>("begin");
        QTest::addColumn<QByteArray>("more");
        QTest::newRow("a value") << QByteArray("HTTP/1.1 200 OK\r\nX: ") << QByteArray(1000, 'x');
        QTest::newRow("a name") << QByteArray("HTTP/1.1 200 OK\r\n") << QByteArray(1000, 'x');
        QTest::newRow("headers") << QByteArray("HTTP/1.1 200 OK\r\n") << QByteArray("A: b\r\n").repeated(100);
        QTest::newRow("a reason") << QByteArray("HTTP/1.1 200 ") << QByteArray(1000, 'x');
        QTest::newRow("interim responses")
            << QByteArray() << QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(10);
        QTest::newRow("trailers") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n")
                                  << QByteArray("A: b\r\n").repeated(100);
    }

    void growsOnlySoFar()
    {
        QFETCH(QByteArray, begin);
        QFETCH(QByteArray, more);
        ResponseParser parser;
        parser.begin("GET");
        parser.take(begin.constData(), begin.size());
        qsizetype sent = 0;
        while (parser.state() != State::Failed && sent < 4 * ResponseParser::MaxHead) {
            parser.take(more.constData(), more.size());
            sent += more.size();
        }
        QCOMPARE(parser.state(), State::Failed);
    }

    void takesALongHeadHoweverItIsCut()
    {
        const QByteArray bytes = "HTTP/1.1 200 OK\r\nX: " + QByteArray(ResponseParser::MaxHead / 2, 'x')
                                 + "\r\nContent-Length: 0\r\n\r\n";
        for (const qsizetype piece : {qsizetype(1), qsizetype(100), bytes.size()})
            QCOMPARE(parse(bytes, piece, "GET", false).taken, bytes.size());
    }
};

QTEST_GUILESS_MAIN(TestResponseParser)
#include "tst_responseparser.moc"
