// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/httpmessages.h"
#include "core/engine/script/responsepack.h"

#include <QStringDecoder>
#include <QTest>
#include <QUrl>

#include <cstring>

using namespace Molotov;
using namespace std::chrono_literals;

class TestResponsePack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsAResponse()
    {
        HttpResponse response{
            .address = QUrl(QStringLiteral("http://a/é")), .isRedirected = true, .body = "bödy"};
        response.head = {.status = 200, .reason = "Fine", .headers = HttpHeaders{{"A", "1"}}};
        response.timings = {.dns = 1ms, .receive = 500us, .total = 7ms};
        ResponseStore reader{m_bodies};
        const auto packed = reader.pack(response).bytes;
        QCOMPARE(reader.url(packed), QStringLiteral("http://a/%C3%A9"));
        QVERIFY(reader.isRedirected(packed));
        QCOMPARE(reader.reason(packed), QStringLiteral("Fine"));
        QCOMPARE(reader.fields(packed), QStringLiteral("A:1\n"));
        QCOMPARE(reader.text(packed).toString(), QStringLiteral("bödy"));
        QCOMPARE(reader.bytes(packed), QByteArray("bödy"));
        QCOMPARE(reader.problem(), QString());
        std::array<double, 7> times{};
        std::memcpy(times.data(), packed.constData(), sizeof times);
        QCOMPARE(times, (std::array<double, 7>{1, 0, 0, 0, 0, 0.5, 7}));
    }

    void readsFieldsInUtf8OrLatin1()
    {
        ResponseStore store{m_bodies};
        HttpResponse response;
        response.head.headers = HttpHeaders{{"A", "caf\xc3\xa9"}};
        QCOMPARE(store.fields(store.pack(response).bytes), QStringLiteral("A:café\n"));
        response.head.headers = HttpHeaders{{"A", "caf\xe9"}};
        QCOMPARE(store.fields(store.pack(response).bytes), QStringLiteral("A:café\n"));
    }

    void readsEachFieldByItself()
    {
        HttpResponse response;
        response.head.headers = HttpHeaders{{"A", "caf\xe9"}, {"B", "caf\xc3\xa9"}, {"C", ""}};
        ResponseStore store{m_bodies};
        QCOMPARE(store.fields(store.pack(response).bytes), QStringLiteral("A:café\nB:café\nC:\n"));
    }

    void readsTextsByTheirCharset_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *type, const QByteArray &body, const char *text) {
            QTest::addRow("%s %s", type, body.toHex().constData())
                << QByteArray(type) << body << QString::fromUtf8(text);
        };
        row("", "b\xc3\xb6", "bö");
        row("text/html", "b\xc3\xb6", "bö");
        row("text/html", "b\xf6", "b\ufffd");
        row("text/html; charset=utf-8", "b\xc3\xb6", "bö");
        row("text/html; charset=utf-8", "b\xc3", "b\ufffd");
        row("text/html; charset=UTF8", "b\xc3\xb6", "bö");
        row("text/html;charset=iso-8859-1", "b\xf6", "bö");
        row("text/html; a=b; Charset = \"Latin1\" ", "b\xf6", "bö");
        row("text/html; charset=utf-16le", QByteArray("b\0\xf6\0", 4), "bö");
        row("text/html; charset=utf-16be", QByteArray("\0b\0\xf6", 4), "bö");
        // A byte order mark says more, and is no part of the text.
        row("",
            "\xef\xbb\xbf"
            "b\xc3\xb6",
            "bö");
        row("text/html; charset=iso-8859-1",
            "\xef\xbb\xbf"
            "b\xc3\xb6",
            "bö");
        row("",
            QByteArray("\xff\xfe"
                       "b\0\xf6\0",
                       6),
            "bö");
        row("text/html; charset=utf-8", QByteArray("\xfe\xff\0b\0\xf6", 6), "bö");
        if (!QStringDecoder("windows-1251").isValid())
            return; // Qt without ICU
        row("text/html; charset=windows-1251", "\xcf\xf0\xe8\xe2\xe5\xf2", "Привет");
        row("text/html; charset=koi8-r", "\xf0\xd2\xc9\xd7\xc5\xd4", "Привет");
        row("text/html; charset=Shift_JIS", "\x93\xfa\x96\x7b", "日本");
        row("text/html; charset=euc-jp", "\xc6\xfc\xcb\xdc", "日本");
        row("text/html; charset=gb2312", "\xc8\xd5\xb1\xbe\x80", "日本\ufffd");
        row("text/html; charset=GBK", "\xc8\xd5\xb1\xbe", "日本");
        row("text/html; charset=big5", "\xa4\xe9\xa5\xbb", "日本");
        row("text/html; charset=euc-kr", "\xc7\xd1\x8c\x63", "한똠");
        row("text/html; charset=iso-8859-15", "\xa4", "€");
        row("text/html; charset=iso-8859-1", "\x80", "€");
        row("text/html; charset=us-ascii", "b\xf6", "bö");
    }

    void readsTextsByTheirCharset()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        HttpResponse response{.body = body};
        response.head.headers = HttpHeaders{{"Content-Type", type}};
        ResponseStore reader{m_bodies};
        reader.onUnknownCharset([](const QString &, const QString &charset) { QFAIL(qPrintable(charset)); });
        QTEST(reader.text(reader.pack(response).bytes).toString(), "text");
    }

    void saysWhatCharsetIsNotKnown()
    {
        HttpResponse response{.address = QUrl(QStringLiteral("http://a/")), .body = "b\xc3\xb6"};
        response.head.headers = HttpHeaders{{"Content-Type", "text/plain; charset=X-Own"}};
        QStringList told;
        ResponseStore reader{m_bodies};
        reader.onUnknownCharset([&](const QString &url, const QString &charset) { told += {url, charset}; });
        QCOMPARE(reader.text(reader.pack(response).bytes).toString(), QStringLiteral("bö"));
        QCOMPARE(told, QStringList({QStringLiteral("http://a/"), QStringLiteral("x-own")}));
        QCOMPARE(reader.utf8Text(reader.pack(response).bytes).toString(), QStringLiteral("bö"));
        QCOMPARE(told.size(), 2);
    }

    void holdsAnEmptyOne()
    {
        ResponseStore store{m_bodies};
        const auto packed = store.pack({}).bytes;
        QCOMPARE(store.text(packed).toString(), QString());
        QVERIFY(!store.bytes(packed).isNull());
    }

    void keepsLargeBodiesUntilTheyAreReleased()
    {
        ResponseStore store{m_bodies};
        HttpResponse response{.body = QByteArray(BodyBudget::LargeBody, 'x')};
        const auto packed = store.pack(response);
        const auto other = store.pack(response);
        QVERIFY(packed.body > 0);
        QVERIFY(other.body > 0 && other.body != packed.body);
        QVERIFY(packed.bytes.size() < 1000);
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(store.text(packed.bytes).toString(), QString::fromUtf8(response.body));
            auto bytes = store.bytes(packed.bytes);
            QCOMPARE(bytes, response.body);
            bytes[0] = 'y'; // a script's own
        }
        QVERIFY(!store.isGone(packed.bytes));
        store.release(int(packed.body));
        QVERIFY(store.isGone(packed.bytes));
        QVERIFY(store.text(packed.bytes).isNull());
        QVERIFY(store.bytes(packed.bytes).isEmpty());
        QVERIFY(!store.problem().isEmpty());
        QCOMPARE(store.bytes(other.bytes), response.body);
    }

    // Which has it copied to nobody.
    void handsOverWhatItUnpacked()
    {
        ResponseStore store{m_bodies};
        HttpResponse response{.body = qCompress(QByteArray(100'000, 'x')).mid(4)};
        response.head.headers = HttpHeaders{{"Content-Encoding", "deflate"}};
        const auto packed = store.pack(response);
        store.takeHandedOut();
        auto bytes = store.bytes(packed.bytes);
        QCOMPARE(bytes, QByteArray(100'000, 'x'));
        QVERIFY(bytes.isDetached());
        QCOMPARE(store.takeHandedOut(), 100'000);
        response.maxBody = 99'999;
        QVERIFY(store.text(store.pack(response).bytes).isNull());
        QVERIFY(store.problem().startsWith(QLatin1String("that comes to more than 99999 bytes")));
    }

    // A script can reach the bytes.
    void survivesBytesThatWereWrittenInto()
    {
        ResponseStore reader{m_bodies};
        auto packed = reader.pack({.body = QByteArray(100, 'x')}).bytes;
        for (const QByteArray &bad :
             {QByteArray(), QByteArray(10, 'x'), QByteArray(packed.size(), char(0xff))}) {
            reader.url(bad);
            reader.reason(bad);
            reader.fields(bad);
            reader.text(bad);
            reader.bytes(bad);
            reader.isGone(bad);
            reader.discardedBy(bad);
        }
    }

    void countsLargeBodiesWhileItKeepsThem()
    {
        ResponseStore store{m_bodies};
        const auto before = m_bodies.held();
        store.pack({.body = QByteArray(BodyBudget::LargeBody - 1, 'x')});
        QCOMPARE(m_bodies.held(), before);
        const auto large = store.pack({.body = QByteArray(BodyBudget::LargeBody, 'x')});
        QCOMPARE(m_bodies.held(), before + BodyBudget::LargeBody);
        store.release(int(large.body));
        store.release(int(large.body));
        QCOMPARE(m_bodies.held(), before);
    }

private:
    BodyBudget m_bodies;
};

QTEST_GUILESS_MAIN(TestResponsePack)
#include "tst_responsepack.moc"
