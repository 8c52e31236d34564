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
        const auto packed = packResponse(response);

        const ResponseReader reader;
        QCOMPARE(reader.url(packed), QStringLiteral("http://a/%C3%A9"));
        QVERIFY(reader.isRedirected(packed));
        QCOMPARE(reader.reason(packed), QStringLiteral("Fine"));
        QCOMPARE(reader.fields(packed), QStringLiteral("A:1\n"));
        QCOMPARE(reader.text(packed).toString(), QStringLiteral("bödy"));
        QCOMPARE(reader.bytes(packed), QByteArray("bödy"));
        QCOMPARE(reader.problem(packed), QString());
        std::array<double, 7> times{};
        std::memcpy(times.data(), packed.constData(), sizeof times);
        QCOMPARE(times, (std::array<double, 7>{1, 0, 0, 0, 0, 0.5, 7}));
    }

    void readsFieldsInUtf8OrLatin1()
    {
        HttpResponse response;
        response.head.headers = HttpHeaders{{"A", "caf\xc3\xa9"}};
        QCOMPARE(ResponseReader().fields(packResponse(response)), QStringLiteral("A:café\n"));
        response.head.headers = HttpHeaders{{"A", "caf\xe9"}};
        QCOMPARE(ResponseReader().fields(packResponse(response)), QStringLiteral("A:café\n"));
    }

    void holdsAnEmptyOne()
    {
        const auto packed = packResponse({});
        QCOMPARE(ResponseReader().text(packed).toString(), QString());
        QVERIFY(!ResponseReader().bytes(packed).isNull());
    }

    // A script can reach the bytes.
    void survivesBytesThatWereWrittenInto()
    {
        const ResponseReader reader;
        auto packed = packResponse({.body = QByteArray(100, 'x')});
        for (const QByteArray &bad :
             {QByteArray(), QByteArray(10, 'x'), QByteArray(packed.size(), char(0xff))}) {
            reader.url(bad);
            reader.reason(bad);
            reader.fields(bad);
            reader.text(bad);
            reader.bytes(bad);
            reader.problem(bad);
        }
    }
};

QTEST_GUILESS_MAIN(TestResponsePack)
#include "tst_responsepack.moc"
