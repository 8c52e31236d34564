// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/exchangetext.h"
#include "tests/support/keptsample.h"

#include <QLocale>
#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;
using Protocol::SampledExchange;

class TestExchangeText : public QObject
{
    Q_OBJECT

private:
    static SampledExchange answered(const QByteArray &type, const QByteArray &body)
    {
        SampledExchange exchange{.method = QStringLiteral("GET"),
                                 .url = QStringLiteral("http://host/"),
                                 .status = 200,
                                 .reason = QStringLiteral("OK")};
        exchange.responseHead.list = {{QStringLiteral("content-type"), type}};
        exchange.responseBody = {.bytes = body, .size = body.size()};
        return exchange;
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void anExchangeIsReadAsItWasSent()
    {
        const auto exchange = keptSample(0, 12, 3s).sample.exchanges.at(1);
        QCOMPARE(ExchangeText::request(exchange).text, QStringLiteral("POST http://shop.example:8080/orders\n"
                                                                      "Host: shop.example:8080\n"
                                                                      "Authorization: ***\n"
                                                                      "Content-Type: application/json\n"
                                                                      "(2 more header fields were left out)\n"
                                                                      "\n"
                                                                      "{\"product\": 12, \"count\": 1}\n"));
        QCOMPARE(ExchangeText::response(exchange).text,
                 QStringLiteral("503 Service Unavailable\n"
                                "Content-Type: text/html; charset=utf-8\n"
                                "Retry-After: 10\n"
                                "\n"
                                "<html>\n<img src=\"//host/x\"> <b>busy</b>\n</html>\n"));
        QVERIFY(!ExchangeText::response(exchange).isBinary);
        QCOMPARE(ExchangeText::title(exchange), QStringLiteral("POST /orders → 503, 48.0 ms"));
    }

    void whatIsNoTextIsShownInHexadecimal()
    {
        const auto exchange = keptSample(0, 12, 3s).sample.exchanges.at(0);
        const auto response = ExchangeText::response(exchange);
        QVERIFY(response.isBinary);
        QCOMPARE(response.text,
                 QStringLiteral("200 OK\n"
                                "Set-Cookie: ***\n"
                                "\n"
                                "000000  89 50 4e 47 0d 0a 1a 0a 00 01 20 48 69           .PNG...... Hi\n"
                                "\n"
                                "(The first 13 of 2,000 bytes)\n"));
    }

    void aBodyIsReadByItsCharset()
    {
        const auto body = [](const QByteArray &type, const QByteArray &bytes) {
            return ExchangeText::response(answered(type, bytes)).text.section(QStringLiteral("\n\n"), 1);
        };
        QCOMPARE(body("text/plain; charset=\"ISO-8859-1\"; x=y", "Stra\xdf"
                                                                 "e"),
                 QStringLiteral("Straße\n"));
        QCOMPARE(body("text/plain", "Straße"), QStringLiteral("Straße\n"));
        // In a charset that nobody knows: what is good UTF-8 will be that.
        QCOMPARE(body("text/plain; charset=klingon", "Straße"), QStringLiteral("Straße\n"));
        QVERIFY(body("text/plain", "Stra\xdf"
                                   "e")
                    .startsWith(QStringLiteral("000000  53 74")));
        // The last character was cut in two.
        QCOMPARE(body("text/plain", QByteArray("Straße").left(5)), QStringLiteral("Stra\n"));
    }

    void nothingChangesTheTextAroundIt()
    {
        auto exchange = answered("text/plain", "a \xe2\x80\xae"
                                               "b");
        exchange.url = QStringLiteral("http://host/\x1b[2J\u202E");
        exchange.reason = QStringLiteral("O\nK: \x07");
        exchange.responseHead.list.append({QStringLiteral("X"), "1\r\nY: 2"});
        QVERIFY(!ExchangeText::response(exchange).text.contains(QStringLiteral("\nY: 2")));
        for (const auto &text : {ExchangeText::request(exchange).text, ExchangeText::response(exchange).text,
                                 ExchangeText::title(exchange)}) {
            QVERIFY(!text.contains(QChar(0x1b)) && !text.contains(QChar(0x202e)) && !text.contains(QChar(7)));
        }
    }

    void whatDidNotComeIsSaid()
    {
        SampledExchange exchange{.method = QStringLiteral("GET"),
                                 .url = QStringLiteral("http://host/a/b?c=d")};
        QCOMPARE(ExchangeText::response(exchange).text,
                 QStringLiteral("No response had come yet when the iteration failed.\n"));
        QCOMPARE(ExchangeText::title(exchange), QStringLiteral("GET /a/b?c=d → no response, 0 µs"));
        exchange.failure = QStringLiteral("connection refused");
        QCOMPARE(ExchangeText::response(exchange).text, QStringLiteral("No response: connection refused\n"));
        exchange.status = 200;
        exchange.responseBody = {.size = 1'500};
        exchange.failure.clear();
        QCOMPARE(ExchangeText::response(exchange).text,
                 QStringLiteral("200\n\n(The body was not kept: 1.5 kB)\n"));
        exchange.responseBody.isDiscarded = true;
        exchange.failure.clear();
        QCOMPARE(ExchangeText::response(exchange).text,
                 QStringLiteral("200\n\n(The scenario did not read the body: 1.5 kB)\n"));
        exchange.failure = QStringLiteral("closed");
        exchange.responseBody = {};
        QCOMPARE(ExchangeText::response(exchange).text,
                 QStringLiteral("200\n(The response broke off: closed)\n"));
    }

    void reportsShowABeginning()
    {
        const auto body = [](const QByteArray &bytes) {
            const auto exchange = answered("text/plain", bytes);
            return ExchangeText::response(exchange, ExchangeText::Report)
                .text.section(QStringLiteral("\n\n"), 1);
        };
        QCOMPARE(body("short"), QStringLiteral("short\n"));
        // The last character would be cut in two.
        QCOMPARE(body(QByteArray(1'999, 'x') + "ß and more"),
                 QString(1'999, u'x') + QStringLiteral("\n\n(The first 2,000 of 2,010 bytes)\n"));
        const auto binary = body(QByteArray(3'000, '\0'));
        QCOMPARE(binary.count(u'\n'), 256 / 16 + 2);
        QVERIFY(binary.endsWith(QStringLiteral("(The first 256 of 3,000 bytes)\n")));
        auto exchange = answered(QByteArray(10'000, 'y'), "");
        exchange.url = QString(10'000, u'z');
        const auto text = ExchangeText::whole(exchange, ExchangeText::Report);
        QVERIFY2(text.startsWith(QStringLiteral("---- GET ")) && text.size() < 1'500,
                 qPrintable(QString::number(text.size())));
    }

    void aSampleIsCopiedAsAWhole()
    {
        const auto sample = keptSample(0, 12, 3s);
        QCOMPARE(ExchangeText::title(sample, 1, 5), QStringLiteral("2 of 5, 0:03, worker 12"));
        const auto text = ExchangeText::whole(sample);
        QVERIFY2(text.startsWith(QStringLiteral("expected status 200, got 503 (order 4712)\n"
                                                "at 0:03, worker 12\n"
                                                "\n---- GET /login?user=12 → 200, 12.3 ms ----\n"
                                                "GET http://shop.example:8080/login?user=12\n"
                                                "Host: shop.example:8080\n"
                                                "\n200 OK\n")),
                 qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("\n---- POST /orders → 503, 48.0 ms ----\nPOST http://")));
        QCOMPARE(ExchangeText::list({}), QString());
        QCOMPARE(ExchangeText::list({sample, keptSample(0, 7, 75s)}),
                 QStringLiteral("2 samples were kept:\n"
                                "    at 0:03, worker 12: expected status 200, got 503 (order 4712)\n"
                                "    at 1:15, worker 7: expected status 200, got 503 (order 4707)\n"));
    }

    void aCharsetMayEndItsField()
    {
        const auto exchange = answered("text/plain; charset=iso-8859-1", "caf\xe9");
        QCOMPARE(ExchangeText::body(exchange.responseHead, exchange.responseBody).text,
                 QStringLiteral("café"));
        QCOMPARE(ExchangeText::mediaType(exchange.responseHead), QStringLiteral("text/plain"));
        QCOMPARE(ExchangeText::mediaType(answered("image/PNG", "x").responseHead),
                 QStringLiteral("image/png"));
    }

    void jsonIsLaidOut_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("text");
        QTest::newRow("object") << QByteArray(
            "{\"b\":1.50,\"a\":[1,{\"c\":\"x, {\\\"y\\\": 1}\"}],\"e\":{},\"f\":[ ]}")
                                << QStringLiteral(
                                       "{\n  \"b\": 1.50,\n  \"a\": [\n    1,\n    {\n      \"c\": \"x, "
                                       "{\\\"y\\\": 1}\"\n    }\n  ],\n  \"e\": {},\n  \"f\": []\n}");
        QTest::newRow("no JSON") << QByteArray("{ busy: yes }") << QStringLiteral("{ busy: yes }");
        QTest::newRow("text") << QByteArray("a  b") << QStringLiteral("a  b");
        QTest::newRow("too deep") << QByteArray(3000, '[') + QByteArray(3000, ']')
                                  << QString(3000, QLatin1Char('[')) + QString(3000, QLatin1Char(']'));
    }

    void jsonIsLaidOut()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, text);
        const auto exchange = answered("application/json", body);
        const auto shown = ExchangeText::body(exchange.responseHead, exchange.responseBody);
        QCOMPARE(shown.text, text);
        QCOMPARE(shown.note, QString());
        QVERIFY(!shown.isBinary);
    }

    void whatIsCutIsSaid()
    {
        auto exchange = answered("text/plain", QByteArray(300 << 10, 'x'));
        auto shown = ExchangeText::body(exchange.responseHead, exchange.responseBody);
        QCOMPARE(shown.text.size(), 256 << 10);
        QCOMPARE(shown.note, QStringLiteral("(The first 262.1 kB of 307.2 kB)"));
        exchange = answered("image/png", QByteArray(20 << 10, '\0'));
        shown = ExchangeText::body(exchange.responseHead, exchange.responseBody);
        QVERIFY(shown.isBinary);
        QCOMPARE(shown.note, QStringLiteral("(The first 16.4 kB of 20.5 kB)"));
    }

    void aRequestCanBeSentWithCurl()
    {
        SampledExchange exchange{.method = QStringLiteral("GET"),
                                 .url = QStringLiteral("http://host/a?b=[1]&c='")};
        exchange.requestHead.list = {{QStringLiteral("Host"), "host"},
                                     {QStringLiteral("Accept-Encoding"), "gzip"},
                                     {QStringLiteral("X-A"), "it's"}};
        QCOMPARE(ExchangeText::curl(exchange),
                 QStringLiteral(
                     "curl \\\n  --globoff \\\n  'http://host/a?b=[1]&c='\\''' \\\n  -H 'X-A: it'\\''s' "
                     "\\\n  --compressed\n"));
        exchange = {.method = QStringLiteral("POST"), .url = QStringLiteral("http://host/")};
        exchange.requestBody = {.bytes = "@a\nb", .size = 4};
        QCOMPARE(ExchangeText::curl(exchange),
                 QStringLiteral(
                     "curl \\\n  -X 'POST' \\\n  'http://host/' \\\n  -H 'Content-Type:' \\\n  --data-raw "
                     "'@a\nb'\n"));
        exchange.requestBody = {.bytes = QByteArray("\0\xff", 2), .size = 2};
        const auto line = ExchangeText::curl(exchange);
        QVERIFY2(line.startsWith(QLatin1String("# the body of 2 bytes is not in this line")),
                 qPrintable(line));
        QVERIFY(line.endsWith(QLatin1String("--data-binary @body\n")));
    }

    void aFullBodyIsBounded()
    {
        const auto exchange =
            answered("application/octet-stream", QByteArray(Protocol::MaxSampledBody, '\0'));
        const auto response = ExchangeText::response(exchange);
        QVERIFY(response.isBinary);
        QCOMPARE(response.text.count(QLatin1Char('\n')), 3 + Protocol::MaxSampledBody / 16);
    }
};

QTEST_GUILESS_MAIN(TestExchangeText)
#include "tst_exchangetext.moc"
