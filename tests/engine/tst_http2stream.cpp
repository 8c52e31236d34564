// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/http2fields.h"
#include "core/engine/http/http2stream.h"
#include "core/engine/http/httpmessages.h"
#include "core/engine/http/wirerequest.h"

#include <QTest>

using namespace Molotov;

namespace {

QList<QByteArray> linesOf(const Http2Fields &fields)
{
    const auto text = [](const std::uint8_t *bytes, size_t size) {
        return QByteArray(reinterpret_cast<const char *>(bytes), qsizetype(size));
    };
    QList<QByteArray> lines;
    for (size_t i = 0; i < fields.size(); ++i) {
        const auto &field = fields.data()[i];
        lines.append(text(field.name, field.namelen) + '=' + text(field.value, field.valuelen));
    }
    return lines;
}

} // namespace

/// What a request becomes, and how a response is gathered.
class TestHttp2Stream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesFields()
    {
        HttpRequest request{.method = "POST",
                            .address = *WebAddress::parse("https://shop.example:8443/a%7E?b=c"),
                            .headers = {{"X-Own", "One: Two"}, {"Connection", "close"}, {"TE", "gzip"}},
                            .body = QByteArray("body")};
        const auto wire = WireRequest::make(request, Transport(), "k=v");
        const Http2Fields fields(wire);
        auto lines = linesOf(fields);
        lines.removeIf([](const QByteArray &line) {
            return line.startsWith("user-agent=") || line.startsWith("accept-encoding=");
        });
        QCOMPARE(lines,
                 QList<QByteArray>({":method=POST", ":scheme=https", ":authority=shop.example:8443",
                                    ":path=/a%7E?b=c", "x-own=One: Two", "cookie=k=v", "content-length=4"}));
    }

    void sendsTheHostThatIsAsked()
    {
        HttpRequest request{.address = *WebAddress::parse("http://127.0.0.1/"),
                            .headers = {{"Host", "shop.example"}}};
        const auto wire = WireRequest::make(request, Transport(), {});
        const auto lines = linesOf(Http2Fields(wire));
        QVERIFY(lines.contains(":authority=shop.example"));
        QVERIFY(!lines.contains("host=shop.example"));
    }

    void gathersAHead()
    {
        Http2Stream stream;
        QVERIFY(stream.addField(":status", "103"));
        QVERIFY(stream.addField("link", "a"));
        QVERIFY(!stream.endHead());
        QVERIFY(stream.addField(":status", "200"));
        QVERIFY(stream.addField("content-length", "5"));
        QVERIFY(stream.endHead());
        QVERIFY(stream.addField("sum", "7"));
        QVERIFY(!stream.endHead()); // trailers
        QCOMPARE(stream.head.status, 200);
        QCOMPARE(stream.head.headers.text(), QByteArray("content-length:5\n"));
        QCOMPARE(stream.announcedSize(), 5);
        stream.isForHead = true;
        QCOMPARE(stream.announcedSize(), 0);
    }

    void hasLimits()
    {
        Http2Stream stream;
        const QByteArray value(ResponseParser::MaxHead / 2, 'x');
        QVERIFY(stream.addField("a", value));
        QVERIFY(!stream.addField("b", value));
        stream = {};
        for (int i = 0; i <= ResponseParser::MaxInterim; ++i) {
            QVERIFY(!stream.hasTooManyInterim());
            QVERIFY(stream.addField(":status", "100"));
            stream.endHead();
        }
        QVERIFY(stream.hasTooManyInterim());
    }
};

QTEST_GUILESS_MAIN(TestHttp2Stream)
#include "tst_http2stream.moc"
