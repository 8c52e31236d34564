// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/loop/epolldispatcher.h"
#include "tests/engine/loadclient.h"
#include "tests/support/http2server.h"
#include "tests/support/httpserver.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

#include <functional>
#include <memory>
#include <random>
#include <vector>

using namespace Molotov;
using namespace Molotov::Test;

namespace {

SteadyClock loopClock;

struct Http2Client : LoadClient<>
{
    QNetworkRequest request(const QUrl &url, Http2Use use) const
    {
        auto made = LoadClient::request(url);
        made.setAttribute(QNetworkRequest::Http2DirectAttribute, use == Http2Use::PriorKnowledge);
        made.setAttribute(QNetworkRequest::Http2AllowedAttribute, use == Http2Use::Offered);
        return made;
    }

    std::unique_ptr<LoadReply> get(const QUrl &url, Http2Use use = Http2Use::PriorKnowledge)
    {
        return std::unique_ptr<LoadReply>(qobject_cast<LoadReply *>(manager.get(request(url, use))));
    }

    std::unique_ptr<LoadReply> post(const QUrl &url, const QByteArray &body)
    {
        return std::unique_ptr<LoadReply>(
            qobject_cast<LoadReply *>(manager.post(request(url, Http2Use::PriorKnowledge), body)));
    }
};

// Frames of a server, by hand.

constexpr int EndStream = NGHTTP2_FLAG_END_STREAM;
constexpr int EndHeaders = NGHTTP2_FLAG_END_HEADERS;
const QByteArray Status200("\x88"); // RFC 7541, appendix A

QByteArray head(int stream, const QByteArray &block = Status200, int flags = EndHeaders)
{
    return http2Frame(NGHTTP2_HEADERS, flags, stream, block);
}

QByteArray data(int stream, const QByteArray &bytes, int flags = EndStream)
{
    return http2Frame(NGHTTP2_DATA, flags, stream, bytes);
}

// A field that is not in the table (RFC 7541, 6.2.2); texts of less than 127 bytes.
QByteArray field(const QByteArray &name, const QByteArray &value)
{
    return QByteArray(1, '\0') + char(name.size()) + name + char(value.size()) + value;
}

QByteArray number(quint32 value)
{
    QByteArray bytes;
    for (const int shift : {24, 16, 8, 0})
        bytes.append(char(value >> shift));
    return bytes;
}

QByteArray goAway(int lastStream, quint32 code = NGHTTP2_NO_ERROR)
{
    return http2Frame(NGHTTP2_GOAWAY, 0, 0, number(quint32(lastStream)) + number(code));
}

QByteArray resetFrame(int stream, quint32 code)
{
    return http2Frame(NGHTTP2_RST_STREAM, 0, stream, number(code));
}

using Misbehave = std::function<void(Http2Peer &, const Http2Request &)>;

// What the server says to each request, and what becomes of it; HOST stands for the server.
struct Row
{
    const char *name;
    Misbehave say;
    const char *outcome;
};

const std::vector<Row> &rows()
{
    static const char *const Closed =
        "failed: failed: the connection to HOST ended without a whole HTTP answer";
    static const char *const Refused = "failed: was refused: HOST did not take the request, 6 times";
    static const std::vector<Row> all{
        {"answers", [](auto &peer, auto &request) { peer.respond(request, 200, "ok"); }, "200 ok"},
        {"answers by hand",
         [](auto &peer, auto &request) { peer.raw(head(request.stream) + data(request.stream, "ok")); },
         "200 ok"},
        {"sends no body",
         [](auto &peer, auto &request) { peer.raw(head(request.stream, Status200, EndHeaders | EndStream)); },
         "200 "},
        {"cuts a head into pieces",
         [](auto &peer, auto &request) {
             peer.raw(head(request.stream, Status200, 0)
                      + http2Frame(NGHTTP2_CONTINUATION, 0, request.stream, field("a", "b"))
                      + http2Frame(NGHTTP2_CONTINUATION, EndHeaders, request.stream)
                      + data(request.stream, "ok"));
         },
         "200 ok"},
        {"pads",
         [](auto &peer, auto &request) {
             peer.raw(head(request.stream)
                      + data(request.stream, QByteArray("\x03ok\0\0\0", 6), EndStream | NGHTTP2_FLAG_PADDED));
         },
         "200 ok"},
        {"sends empty frames",
         [](auto &peer, auto &request) {
             peer.raw(head(request.stream) + data(request.stream, {}, 0).repeated(1000)
                      + data(request.stream, "ok"));
         },
         "200 ok"},
        {"sends unknown frames",
         [](auto &peer, auto &request) {
             peer.raw(http2Frame(0xfa, 0xff, 0, "what") + head(request.stream)
                      + http2Frame(0xfb, 0, request.stream, "is") + data(request.stream, "ok"));
         },
         "200 ok"},
        {"sends hints first",
         [](auto &peer, auto &request) {
             peer.raw(head(request.stream, field(":status", "103") + field("link", "a"))
                      + head(request.stream) + data(request.stream, "ok"));
         },
         "200 ok"},
        {"sends trailers",
         [](auto &peer, auto &request) {
             peer.respond(request, 200, "ok", {{"a", "b"}}, {{"sum", "2"}});
         },
         "200 ok"},
        {"ends in order while it answers",
         [](auto &peer, auto &request) {
             peer.raw(head(request.stream) + goAway(request.stream) + data(request.stream, "ok"));
             peer.close();
         },
         "200 ok"},
        {"goes away before each request", [](auto &peer, auto &) { peer.raw(goAway(0)); }, Refused},
        {"goes away angrily",
         [](auto &peer, auto &request) {
             peer.raw(goAway(request.stream, NGHTTP2_ENHANCE_YOUR_CALM));
             peer.close();
         },
         "failed: failed: the connection to HOST ended without a whole HTTP answer (ENHANCE_YOUR_CALM)"},
        {"refuses each request",
         [](auto &peer, auto &request) { peer.reset(request.stream, NGHTTP2_REFUSED_STREAM); }, Refused},
        {"cancels", [](auto &peer, auto &request) { peer.reset(request.stream, NGHTTP2_CANCEL); },
         "failed: failed: HOST ended the request without a whole answer (CANCEL)"},
        {"has an error of its own",
         [](auto &peer, auto &request) { peer.reset(request.stream, NGHTTP2_INTERNAL_ERROR); },
         "failed: failed: HOST ended the request without a whole answer (INTERNAL_ERROR)"},
        {"wants fewer requests",
         [](auto &peer, auto &request) { peer.reset(request.stream, NGHTTP2_ENHANCE_YOUR_CALM); },
         "failed: failed: HOST ended the request without a whole answer (ENHANCE_YOUR_CALM)"},
        {"has no error, and no answer",
         [](auto &peer, auto &request) { peer.raw(resetFrame(request.stream, NGHTTP2_NO_ERROR)); },
         "failed: failed: HOST ended the request without a whole answer (NO_ERROR)"},
        {"cancels in mid-body",
         [](auto &peer, auto &request) {
             peer.raw(head(request.stream) + data(request.stream, "o", 0)
                      + resetFrame(request.stream, NGHTTP2_CANCEL));
         },
         "failed: failed: HOST ended the request without a whole answer (CANCEL)"},
        {"blames us", [](auto &peer, auto &request) { peer.reset(request.stream, NGHTTP2_PROTOCOL_ERROR); },
         "(PROTOCOL_ERROR)"},
        {"invents a code", [](auto &peer, auto &request) { peer.raw(resetFrame(request.stream, 0x1234)); },
         "failed: failed: HOST ended the request without a whole answer (unknown)"},
        {"closes", [](auto &peer, auto &) { peer.close(); }, Closed},
        {"closes in mid-head",
         [](auto &peer, auto &request) {
             peer.raw(head(request.stream).chopped(1));
             peer.close();
         },
         Closed},
        {"closes in mid-body",
         [](auto &peer, auto &request) {
             peer.raw(head(request.stream) + data(request.stream, "o", 0));
             peer.close();
         },
         Closed},
        {"hangs up", [](auto &peer, auto &) { reset(peer.socket()); }, Closed},
        {"speaks HTTP/1.1",
         [](auto &peer, auto &) { peer.raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"); }, "("},
        {"sends anything", [](auto &peer, auto &) { peer.raw(QByteArray(20'000, '\xff')); },
         "(FRAME_SIZE_ERROR"},
        {"sends too large a frame",
         [](auto &peer, auto &request) {
             peer.raw(head(request.stream) + data(request.stream, QByteArray(20'000, 'x')));
         },
         "(FRAME_SIZE_ERROR"},
        {"pads more than there is",
         [](auto &peer, auto &request) {
             peer.raw(head(request.stream) + data(request.stream, "\x09ok", EndStream | NGHTTP2_FLAG_PADDED));
         },
         "(PROTOCOL_ERROR"},
        {"sends a body without a head",
         [](auto &peer, auto &request) { peer.raw(data(request.stream, "ok")); }, "(PROTOCOL_ERROR"},
        {"sends a body of nothing", [](auto &peer, auto &) { peer.raw(data(0, "ok")); }, "(PROTOCOL_ERROR"},
        {"answers what nobody asked", [](auto &peer, auto &) { peer.raw(head(2)); }, "(PROTOCOL_ERROR"},
        {"pushes",
         [](auto &peer, auto &request) {
             peer.raw(http2Frame(NGHTTP2_PUSH_PROMISE, EndHeaders, request.stream,
                                 number(2) + QByteArray("\x82\x84\x86")));
         },
         "(PROTOCOL_ERROR"},
        {"has a body that is too short",
         [](auto &peer, auto &request) {
             peer.raw(head(request.stream, Status200 + field("content-length", "3"))
                      + data(request.stream, "ok"));
         },
         "(PROTOCOL_ERROR"},
        {"has a body that is too long",
         [](auto &peer, auto &request) {
             peer.raw(head(request.stream, Status200 + field("content-length", "1"))
                      + data(request.stream, "ok"));
         },
         "(PROTOCOL_ERROR"},
        {"has a head without a status",
         [](auto &peer, auto &request) { peer.raw(head(request.stream, field("a", "b"))); },
         "(PROTOCOL_ERROR"},
        {"has a status that is none",
         [](auto &peer, auto &request) { peer.raw(head(request.stream, field(":status", "2x0"))); },
         "(PROTOCOL_ERROR"},
        {"has names in capitals",
         [](auto &peer, auto &request) { peer.raw(head(request.stream, Status200 + field("A", "b"))); },
         "(PROTOCOL_ERROR"},
        {"says what is of the connection",
         [](auto &peer, auto &request) {
             peer.raw(head(request.stream, Status200 + field("connection", "close")));
         },
         "(PROTOCOL_ERROR"},
        {"refers to what is in no table",
         [](auto &peer, auto &request) { peer.raw(head(request.stream, "\xff\xff\xff\x7f")); },
         "(COMPRESSION_ERROR"},
        {"breaks off a head",
         [](auto &peer, auto &request) {
             peer.raw(head(request.stream, Status200, 0) + data(request.stream, "ok"));
         },
         "(PROTOCOL_ERROR"},
        {"continues a head without end",
         [](auto &peer, auto &request) {
             peer.raw(head(request.stream, Status200, 0)
                      + http2Frame(NGHTTP2_CONTINUATION, 0, request.stream).repeated(10'000));
         },
         "("},
        {"has a huge head",
         [](auto &peer, auto &request) {
             auto block = http2Frame(NGHTTP2_CONTINUATION, 0, request.stream,
                                     field("a", QByteArray(120, 'b')).repeated(130));
             peer.raw(head(request.stream, Status200, 0) + block.repeated(17)
                      + http2Frame(NGHTTP2_CONTINUATION, EndHeaders, request.stream)
                      + data(request.stream, "ok"));
         },
         "(a head that does not end)"},
        {"hints without end",
         [](auto &peer, auto &request) {
             peer.raw(head(request.stream, field(":status", "103")).repeated(500));
         },
         "(interim responses without end)"},
        {"asks for signs of life without end",
         [](auto &peer, auto &) {
             peer.raw(http2Frame(NGHTTP2_PING, 0, 0, QByteArray(8, 'x')).repeated(100'000));
         },
         "(Flooding was detected"},
        {"changes its mind without end",
         [](auto &peer, auto &) { peer.raw(http2Frame(NGHTTP2_SETTINGS, 0, 0).repeated(100'000)); },
         "(Flooding was detected"},
        {"makes a window of nothing wider",
         [](auto &peer, auto &) { peer.raw(http2Frame(NGHTTP2_WINDOW_UPDATE, 0, 0, number(0))); },
         "(PROTOCOL_ERROR"},
        {"makes a window too wide",
         [](auto &peer, auto &) { peer.raw(http2Frame(NGHTTP2_WINDOW_UPDATE, 0, 0, number(0x7fffffff))); },
         "(FLOW_CONTROL_ERROR"},
        {"has settings that are none",
         [](auto &peer, auto &) {
             peer.raw(http2Frame(NGHTTP2_SETTINGS, 0, 0, QByteArray("\0\4\xff\xff\xff\xff", 6)));
         },
         "(FLOW_CONTROL_ERROR"},
        {"has half a setting",
         [](auto &peer, auto &) { peer.raw(http2Frame(NGHTTP2_SETTINGS, 0, 0, "abc")); },
         "(FRAME_SIZE_ERROR"},
    };
    return all;
}

} // namespace

/// Exchanges over HTTP/2, with servers that keep to it and such that do not.
class TestHttp2Connection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standsWhatServersSay_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<bool>("isSecure");
        for (int i = 0; i < int(rows().size()); ++i) {
            QTest::newRow(rows()[size_t(i)].name) << i << false;
            QTest::addRow("%s, over TLS", rows()[size_t(i)].name) << i << true;
        }
    }

    // Then the next request finds a server that answers.
    void standsWhatServersSay()
    {
        QFETCH(int, row);
        QFETCH(bool, isSecure);
        const auto &[name, say, wanted] = rows()[size_t(row)];
        Http2Server server(say);
        if (isSecure)
            server.useTls();
        Http2Client client;
        const auto host = QStringLiteral("127.0.0.1:%1").arg(server.serverPort());
        const auto got = outcome(*client.get(server.url())).replace(host, QLatin1String("HOST"));
        auto text = QString::fromUtf8(wanted);
        if (text.startsWith(QLatin1Char('(')))
            text.prepend(QStringLiteral("failed: got an answer that is not HTTP/2 from HOST "));
        QVERIFY2(text.endsWith(QLatin1Char(')')) || !text.contains(QLatin1Char('(')) ? got == text
                                                                                     : got.startsWith(text),
                 qPrintable(got));
        server.setHandler({});
        QCOMPARE(outcome(*client.get(server.url())), QStringLiteral("200 ok"));
    }

    void sendsWhatIsAsked()
    {
        Http2Server server;
        Http2Client client;
        auto request = client.request(server.url(QStringLiteral("/a?b=c")), Http2Use::PriorKnowledge);
        request.setRawHeader("X-Own", "Two Words");
        request.setRawHeader("Connection", "keep-alive");
        request.setRawHeader("Content-Type", "text/plain");
        const std::unique_ptr<QNetworkReply> reply(client.manager.put(request, "body"));
        QCOMPARE(outcome(static_cast<LoadReply &>(*reply)), QStringLiteral("200 ok"));
        const auto &got = server.requests().constFirst();
        QCOMPARE(got.header(":method"), QByteArray("PUT"));
        QCOMPARE(got.header(":path"), QByteArray("/a?b=c"));
        QCOMPARE(got.header(":scheme"), QByteArray("http"));
        QCOMPARE(got.header(":authority"), "127.0.0.1:" + QByteArray::number(server.serverPort()));
        QCOMPARE(got.header("x-own"), QByteArray("Two Words"));
        QCOMPARE(got.header("content-length"), QByteArray("4"));
        QCOMPARE(got.header("connection"), QByteArray());
        QCOMPARE(got.header("host"), QByteArray());
        QCOMPARE(got.body, QByteArray("body"));
    }

    void tellsPhases_data()
    {
        QTest::addColumn<bool>("isSecure");
        QTest::newRow("h2c") << false;
        QTest::newRow("h2") << true;
    }

    // Those of the connection are told of the exchange that opened it.
    void tellsPhases()
    {
        QFETCH(bool, isSecure);
        Http2Server server;
        if (isSecure)
            server.useTls();
        Http2Client client;
        using Timings = ExchangeTimings;
        const auto own = quint8(Timings::Queued | Timings::Send | Timings::Wait | Timings::Receive);
        const auto opening = quint8(own | Timings::Dns | Timings::Connect | (isSecure ? Timings::Tls : 0));
        for (const auto known : {opening, own}) {
            const auto reply = client.get(server.url());
            QCOMPARE(outcome(*reply), QStringLiteral("200 ok"));
            const auto &timings = reply->hop().timings();
            QCOMPARE(timings.known, known);
            QVERIFY(timings.total >= timings.dns + timings.connect + timings.tls + timings.send + timings.wait
                                         + timings.receive);
            QVERIFY(reply->hop().bytesSent() > 0);
            QVERIFY(reply->hop().bytesReceived() > 0);
        }
        QCOMPARE(server.peers().size(), 1);
    }

    void sharesAConnection()
    {
        Http2Server server;
        Http2Client client;
        std::vector<std::unique_ptr<LoadReply>> replies;
        for (int i = 0; i < 50; ++i)
            replies.push_back(client.get(server.url()));
        for (const auto &reply : replies)
            QCOMPARE(outcome(*reply), QStringLiteral("200 ok"));
        QCOMPARE(server.peers().size(), 1);
    }

    void waitsForRoom_data()
    {
        QTest::addColumn<int>("maxConnections");
        QTest::addColumn<int>("connections");
        QTest::newRow("one connection") << 0 << 1;
        QTest::newRow("several") << 3 << 3;
    }

    // A server takes two requests at a time.
    void waitsForRoom()
    {
        QFETCH(int, maxConnections);
        QFETCH(int, connections);
        QHash<int, QList<Http2Request>> held; // by connection
        Http2Server server([&](Http2Peer &peer, const Http2Request &request) {
            auto &own = held[peer.number()];
            own.append(request);
            QVERIFY(request.path == "/first" || own.size() <= 2);
            QTimer::singleShot(1, &peer, [&peer, &own] {
                if (!own.isEmpty())
                    peer.respond(own.takeFirst(), 200, "ok");
            });
        });
        server.setGreeter([](Http2Peer &peer) {
            peer.settings({{NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, 2}});
        });
        Http2Client client;
        client.manager.setMaxConnections(maxConnections);
        QCOMPARE(outcome(*client.get(server.url(QStringLiteral("/first")))), QStringLiteral("200 ok"));
        std::vector<std::unique_ptr<LoadReply>> replies;
        for (int i = 0; i < 20; ++i)
            replies.push_back(client.get(server.url()));
        for (const auto &reply : replies)
            QCOMPARE(outcome(*reply), QStringLiteral("200 ok"));
        QCOMPARE(server.peers().size(), connections);
        QVERIFY(replies.back()->hop().timings().forConnection.count() > 0);
    }

    void sendsAgainWhatWasNotBegun_data()
    {
        QTest::addColumn<QByteArray>("how");
        QTest::newRow("GOAWAY") << QByteArray("goaway");
        QTest::newRow("REFUSED_STREAM") << QByteArray("refuse");
    }

    // Of three requests at once, the server answers the first: whatever they are, the others are sent again.
    void sendsAgainWhatWasNotBegun()
    {
        QFETCH(QByteArray, how);
        QList<Http2Request> held;
        Http2Server server([&](Http2Peer &peer, const Http2Request &request) {
            held.append(request);
            if (request.path == "/warm" || held.size() > 4) {
                peer.respond(request, 200, request.body);
                return;
            }
            if (held.size() < 4)
                return;
            if (how == "goaway")
                peer.raw(goAway(held[1].stream));
            for (int i = 2; i < 4 && how == "refuse"; ++i)
                peer.reset(held[i].stream, NGHTTP2_REFUSED_STREAM);
            peer.respond(held[1], 200, held[1].body);
        });
        Http2Client client;
        QCOMPARE(outcome(*client.get(server.url(QStringLiteral("/warm")))), QStringLiteral("200 "));
        std::vector<std::unique_ptr<LoadReply>> replies;
        for (const char *body : {"a", "b", "c"})
            replies.push_back(client.post(server.url(), body));
        QCOMPARE(outcome(*replies[0]), QStringLiteral("200 a"));
        QCOMPARE(outcome(*replies[1]), QStringLiteral("200 b"));
        QCOMPARE(outcome(*replies[2]), QStringLiteral("200 c"));
        QCOMPARE(replies[0]->hop().retries(), 0);
        QCOMPARE(replies[1]->hop().retries(), 1);
        QCOMPARE(replies[2]->hop().retries(), 1);
        QCOMPARE(server.peers().size(), how == "goaway" ? 2 : 1);
    }

    void heedsAnEndBetweenRequests_data()
    {
        QTest::addColumn<bool>("isSecure");
        QTest::newRow("h2c") << false;
        QTest::newRow("h2") << true;
    }

    void heedsAnEndBetweenRequests()
    {
        QFETCH(bool, isSecure);
        Http2Server server;
        if (isSecure)
            server.useTls();
        Http2Client client;
        for (int i = 0; i < 5; ++i) {
            const auto reply = client.post(server.url(), "x");
            QCOMPARE(outcome(*reply), QStringLiteral("200 ok"));
            QCOMPARE(reply->hop().retries(), 0);
            auto *peer = server.peers().constLast();
            peer->raw(goAway(1));
            peer->close();
            QTRY_COMPARE(peer->socket().state(), QAbstractSocket::UnconnectedState);
        }
        QCOMPARE(server.peers().size(), 5);
    }

    void keepsToTheWindow()
    {
        const QByteArray body(300'000, 'x');
        Http2Server server;
        server.setGreeter([](Http2Peer &peer) {
            peer.settings({{NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, 0}});
        });
        int pieces = 0;
        server.setHeadHandler([&](Http2Peer &peer, const Http2Request &request) {
            if (request.method != "POST")
                return;
            // Piece by piece, and less than nothing in between.
            auto *timer = new QTimer(&peer);
            connect(timer, &QTimer::timeout, &peer, [&peer, &pieces, stream = request.stream] {
                if (++pieces == 5)
                    peer.settings({{NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, 10}});
                peer.widen(stream, 20'000);
            });
            timer->start(1);
        });
        Http2Client client;
        QCOMPARE(outcome(*client.get(server.url())), QStringLiteral("200 ok")); // its settings are known
        const auto reply = client.post(server.url(), body);
        QCOMPARE(outcome(*reply), QStringLiteral("200 ok"));
        QCOMPARE(server.requests().constLast().body, body);
        QVERIFY(pieces >= 14);
        QVERIFY(reply->hop().bytesSent() > body.size());
    }

    void takesLargeBodies_data()
    {
        QTest::addColumn<bool>("isSecure");
        QTest::newRow("h2c") << false;
        QTest::newRow("h2") << true;
    }

    // More than the windows of both.
    void takesLargeBodies()
    {
        QFETCH(bool, isSecure);
        const QByteArray body = QByteArray("0123456789abcdef").repeated(2 << 20);
        Http2Server server(
            [&](Http2Peer &peer, const Http2Request &request) { peer.respond(request, 200, request.body); });
        if (isSecure)
            server.useTls();
        Http2Client client;
        const auto reply = client.post(server.url(), body);
        QEventLoop loop; // QTest sleeps between two of its turns
        connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
        QVERIFY(!reply->hop().failure());
        QVERIFY(reply->readAll() == body);
    }

    // A server that does not want the body says so at once.
    void takesAnEarlyAnswer()
    {
        Http2Server server;
        server.setHeadHandler([](Http2Peer &peer, const Http2Request &request) {
            if (request.method == "POST")
                peer.raw(head(request.stream, field(":status", "413")) + data(request.stream, "no"));
        });
        server.setGreeter([](Http2Peer &peer) {
            peer.settings({{NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, 0}});
        });
        Http2Client client;
        QCOMPARE(outcome(*client.get(server.url())), QStringLiteral("200 ok"));
        QCOMPARE(outcome(*client.post(server.url(), QByteArray(100'000, 'x'))), QStringLiteral("413 no"));
        QCOMPARE(outcome(*client.get(server.url())), QStringLiteral("200 ok"));
        QCOMPARE(server.peers().size(), 1);
        QCOMPARE(server.peers().constFirst()->resets().size(), 1);
    }

    void givesUpOneOfSeveral()
    {
        Http2Server server([](Http2Peer &peer, const Http2Request &request) {
            if (request.path == "/never")
                peer.raw(head(request.stream) + data(request.stream, "o", 0));
            else
                peer.respond(request, 200, "ok");
        });
        Http2Client client;
        const auto never = client.get(server.url(QStringLiteral("/never")));
        QTRY_COMPARE_WITH_TIMEOUT(never->hop().head().status, 200, 20'000);
        const auto other = client.get(server.url());
        never->abort();
        QCOMPARE(outcome(*other), QStringLiteral("200 ok"));
        auto &peer = *server.peers().constFirst();
        QTRY_COMPARE_WITH_TIMEOUT(peer.resets().size(), 1, 20'000);
        QCOMPARE(peer.resets().constFirst().second, quint32(NGHTTP2_CANCEL));
        QCOMPARE(outcome(*client.get(server.url())), QStringLiteral("200 ok"));
        QCOMPARE(server.peers().size(), 1);
    }

    // From within what tells of another one.
    void givesUpOthersWhenOneFails()
    {
        Http2Server server([&](Http2Peer &peer, const Http2Request &request) {
            if (request.path == "/last")
                peer.close();
        });
        Http2Client client;
        std::vector<std::unique_ptr<LoadReply>> replies;
        for (const char *path : {"/a", "/b", "/c", "/last"})
            replies.push_back(client.get(server.url(QLatin1String(path))));
        int failures = 0;
        for (const auto &reply : replies) {
            connect(reply.get(), &QNetworkReply::finished, this, [&] {
                ++failures;
                for (auto &other : replies) {
                    if (other && !other->isFinished())
                        other.reset();
                }
            });
        }
        QTRY_COMPARE_WITH_TIMEOUT(failures, 1, 20'000);
        server.setHandler({});
        QCOMPARE(outcome(*client.get(server.url())), QStringLiteral("200 ok"));
    }

    void answersPings()
    {
        Http2Server server([](Http2Peer &peer, const Http2Request &request) {
            peer.raw(http2Frame(NGHTTP2_PING, 0, 0, "12345678"));
            peer.respond(request, 200, "ok");
        });
        Http2Client client;
        QCOMPARE(outcome(*client.get(server.url())), QStringLiteral("200 ok"));
        QTRY_COMPARE_WITH_TIMEOUT(server.peers().constFirst()->count(NGHTTP2_PING, NGHTTP2_FLAG_ACK), 1,
                                  20'000);
    }

    void noticesAServerWithoutSettings()
    {
        Http2Server server([](Http2Peer &peer, const Http2Request &request) {
            peer.raw(head(request.stream) + data(request.stream, "ok"));
        });
        server.keepSettings();
        Http2Client client;
        const auto got = outcome(*client.get(server.url()));
        QVERIFY2(got.contains(QLatin1String("(PROTOCOL_ERROR, SETTINGS expected)")), qPrintable(got));
    }

    void survivesManyResets()
    {
        Http2Server server([](Http2Peer &peer, const Http2Request &request) {
            peer.raw(resetFrame(request.stream, NGHTTP2_CANCEL));
        });
        Http2Client client;
        std::vector<std::unique_ptr<LoadReply>> replies;
        for (int i = 0; i < 500; ++i)
            replies.push_back(client.get(server.url()));
        for (const auto &reply : replies)
            QVERIFY(outcome(*reply).endsWith(QLatin1String("(CANCEL)")));
        QCOMPARE(server.peers().size(), 1);
    }

    // A good answer with a few bytes that are others, and then the end: it is an answer or a failure.
    void survivesChangedBytes()
    {
        std::mt19937 random(1); // NOLINT: the same values each time
        Http2Server server([&](Http2Peer &peer, const Http2Request &request) {
            auto bytes = head(request.stream, field(":status", "103"))
                         + http2Frame(NGHTTP2_SETTINGS, 0, 0, QByteArray("\0\3\0\0\0\7", 6))
                         + head(request.stream, Status200 + field("content-length", "4"), 0)
                         + http2Frame(NGHTTP2_CONTINUATION, EndHeaders, request.stream, field("a", "b"))
                         + data(request.stream, QByteArray("\1ok\0", 4), NGHTTP2_FLAG_PADDED)
                         + http2Frame(NGHTTP2_PING, 0, 0, "12345678")
                         + http2Frame(NGHTTP2_WINDOW_UPDATE, 0, 0, number(5)) + data(request.stream, "ok")
                         + goAway(request.stream);
            for (int i = 0; i < 3; ++i)
                bytes[qsizetype(random() % size_t(bytes.size()))] = char(random() & 0xff);
            peer.raw(bytes);
            peer.close();
        });
        int answers = 0;
        for (int i = 0; i < 100; ++i) {
            Http2Client client;
            std::vector<std::unique_ptr<LoadReply>> replies;
            for (int k = 0; k < 3; ++k)
                replies.push_back(client.get(server.url()));
            for (const auto &reply : replies) {
                const auto got = outcome(*reply);
                QVERIFY(got != QLatin1String("hangs"));
                answers += got.startsWith(QLatin1String("failed")) ? 0 : 1;
            }
        }
        QVERIFY(answers > 0);
    }

    // What else the session would say of its connections stays true.
    void keepsNoConnectionIfItIsNotTo()
    {
        Http2Server server;
        Http2Client client;
        for (int i = 0; i < 3; ++i) {
            auto request = client.request(server.url(), Http2Use::PriorKnowledge);
            request.setRawHeader("Connection", "close");
            std::unique_ptr<LoadReply> reply(qobject_cast<LoadReply *>(client.manager.get(request)));
            QCOMPARE(outcome(*reply), QStringLiteral("200 ok"));
        }
        QCOMPARE(server.peers().size(), 3);
    }

    void opensOnlyWhatIsRefused()
    {
        QTcpServer nobody;
        QVERIFY(nobody.listen(QHostAddress::LocalHost));
        const QUrl url(QStringLiteral("http://127.0.0.1:%1/").arg(nobody.serverPort()));
        nobody.close();
        Http2Client client;
        std::vector<std::unique_ptr<LoadReply>> replies;
        for (int i = 0; i < 5; ++i)
            replies.push_back(client.get(url));
        for (const auto &reply : replies)
            QVERIFY(outcome(*reply).contains(QLatin1String("was refused: nothing listens")));
    }

    void speaksWhatTheServerChooses_data()
    {
        QTest::addColumn<QList<QByteArray>>("protocols");
        QTest::newRow("HTTP/1.1") << QList<QByteArray>{"http/1.1"};
        QTest::newRow("says nothing") << QList<QByteArray>{};
    }

    // Over the same connection, and others for the requests that waited.
    void speaksWhatTheServerChooses()
    {
        QFETCH(QList<QByteArray>, protocols);
        HttpServer server([](const ServedRequest &) { return ServerAnswer::response(200, "ok"); });
        server.useTls(protocols);
        Http2Client client;
        const auto first = client.get(server.url(), Http2Use::Offered);
        QCOMPARE(outcome(*first), QStringLiteral("200 ok"));
        QVERIFY(first->hop().timings().known & ExchangeTimings::Tls);
        QCOMPARE(server.connections(), 1);
        std::vector<std::unique_ptr<LoadReply>> replies;
        for (int i = 0; i < 5; ++i)
            replies.push_back(client.get(server.url(), Http2Use::Offered));
        for (const auto &reply : replies)
            QCOMPARE(outcome(*reply), QStringLiteral("200 ok"));
        QCOMPARE(server.connections(), 5);
        QCOMPARE(server.requests().size(), 6);
        const auto other = client.get(server.url(), Http2Use::PriorKnowledge);
        QVERIFY(outcome(*other).startsWith(QLatin1String("failed: failed: ")));
    }

    void waitsForWhatTheServerChooses()
    {
        HttpServer server([](const ServedRequest &) { return ServerAnswer::response(200, "ok"); });
        server.useTls({"http/1.1"});
        Http2Client client;
        std::vector<std::unique_ptr<LoadReply>> replies;
        for (int i = 0; i < 5; ++i)
            replies.push_back(client.get(server.url(), Http2Use::Offered));
        for (const auto &reply : replies)
            QCOMPARE(outcome(*reply), QStringLiteral("200 ok"));
        QCOMPARE(server.connections(), 5);
    }

    void prefersHttp2()
    {
        Http2Server server;
        server.useTls();
        Http2Client client;
        QCOMPARE(outcome(*client.get(server.url(), Http2Use::Offered)), QStringLiteral("200 ok"));
        QCOMPARE(server.requests().size(), 1);
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication::setEventDispatcher(new EpollDispatcher(loopClock));
    const QCoreApplication app(argc, argv);
    TestHttp2Connection test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_http2connection.moc"
