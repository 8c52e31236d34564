// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/httpmessages.h"
#include "core/engine/script/responsepack.h"

#include <QTest>

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
        ResponseStore reader;
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
        ResponseStore store;
        HttpResponse response;
        response.head.headers = HttpHeaders{{"A", "caf\xc3\xa9"}};
        QCOMPARE(store.fields(store.pack(response).bytes), QStringLiteral("A:café\n"));
        response.head.headers = HttpHeaders{{"A", "caf\xe9"}};
        QCOMPARE(store.fields(store.pack(response).bytes), QStringLiteral("A:café\n"));
    }

    void holdsAnEmptyOne()
    {
        ResponseStore store;
        const auto packed = store.pack({}).bytes;
        QCOMPARE(store.text(packed).toString(), QString());
        QVERIFY(!store.bytes(packed).isNull());
    }

    void keepsLargeBodiesUntilTheyAreReleased()
    {
        ResponseStore store;
        HttpResponse response{.body = QByteArray(ResponseStore::LargeBody, 'x')};
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
        ResponseStore store;
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
        ResponseStore reader;
        auto packed = reader.pack({.body = QByteArray(100, 'x')}).bytes;
        for (const QByteArray &bad :
             {QByteArray(), QByteArray(10, 'x'), QByteArray(packed.size(), char(0xff))}) {
            reader.url(bad);
            reader.reason(bad);
            reader.fields(bad);
            reader.text(bad);
            reader.bytes(bad);
            reader.isGone(bad);
        }
    }
};

QTEST_GUILESS_MAIN(TestResponsePack)
#include "tst_responsepack.moc"
