// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/errorsamples.h"

#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

namespace {

RecentExchange exchange(int owner, std::chrono::microseconds startedAt, const QByteArray &body = {})
{
    return {.owner = owner, .startedAt = startedAt, .body = body, .bodySize = body.size()};
}

} // namespace

/// What is remembered of exchanges, and what becomes of it in a sample.
class TestErrorSamples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheLastOfAnIteration();
    void remembersNoMoreThanItMay();
    void helpersShareTheSamplesOfARun();
    void countsNoSampleThatWasNotTaken();
    void hidesSecrets();
    void leavesOutFieldsWithoutRoom();
    void unpacksBodies();

private:
    static Protocol::SampledExchange sampled(const RecentExchange &exchange);
};

Protocol::SampledExchange TestErrorSamples::sampled(const RecentExchange &exchange)
{
    Protocol::ErrorSample taken;
    ErrorSamples samples({}, {QStringLiteral("x-key")}, [&taken](const Protocol::ErrorSample &sample) {
        taken = sample;
        return true;
    });
    samples.add(0, {}, {exchange}, 0us);
    return taken.exchanges.first();
}

void TestErrorSamples::findsTheLastOfAnIteration()
{
    RecentExchanges recent;
    for (int i = 1; i <= 10; ++i)
        recent.add(exchange(i % 2, std::chrono::milliseconds(i)));
    const auto starts = [&recent](int owner, std::chrono::microseconds since) {
        QList<qint64> found;
        for (const auto &one : recent.of(owner, since, 3))
            found.append(one.startedAt.count() / 1000);
        return found;
    };
    QCOMPARE(starts(0, 0us), QList<qint64>({6, 8, 10}));
    QCOMPARE(starts(1, 6ms), QList<qint64>({7, 9}));
    QCOMPARE(starts(2, 0us), QList<qint64>());
}

void TestErrorSamples::remembersNoMoreThanItMay()
{
    RecentExchanges many;
    for (size_t i = 0; i < 3 * RecentExchanges::Capacity; ++i)
        many.add(exchange(0, 1ms, "body"));
    QCOMPARE(many.of(0, 0us, 10'000).size(), RecentExchanges::Capacity);

    RecentExchanges large;
    for (int i = 0; i < 20; ++i)
        large.add(exchange(0, 1ms, QByteArray(500 << 10, 'x')));
    QCOMPARE(large.of(0, 0us, 100).size(), size_t(8));

    RecentExchanges huge;
    huge.add(exchange(0, 1ms, QByteArray(5 << 20, 'x')));
    QCOMPARE(huge.of(0, 0us, 1).at(0).body.size(), RecentExchanges::CutBody);
    QCOMPARE(huge.of(0, 0us, 1).at(0).bodySize, 5 << 20);
}

void TestErrorSamples::helpersShareTheSamplesOfARun()
{
    const auto total = [](int index, int count) {
        int taken = 0;
        ErrorSamples samples({.index = index, .count = count}, {}, [&taken](const auto &) {
            ++taken;
            return true;
        });
        for (int group = 0; samples.wants(group); ++group) {
            while (samples.wants(group))
                samples.add(group, {}, {}, 0us);
            if (group == 0 && taken > Protocol::MaxSamplesOfGroup)
                return -1;
        }
        return taken;
    };
    QCOMPARE(total(0, 1), 200);
    QCOMPARE(total(0, 3), 67);
    QCOMPARE(total(1, 3), 67);
    QCOMPARE(total(2, 3), 66);
}

void TestErrorSamples::countsNoSampleThatWasNotTaken()
{
    bool isTaking = false;
    ErrorSamples samples({}, {}, [&isTaking](const auto &) { return isTaking; });
    for (int i = 0; i < 10; ++i)
        samples.add(0, {}, {}, 0us);
    QVERIFY(samples.wants(0));
    isTaking = true;
    for (int i = 0; i < Protocol::MaxSamplesOfGroup; ++i)
        samples.add(0, {}, {}, 0us);
    QVERIFY(!samples.wants(0));
    QVERIFY(samples.wants(1));
}

void TestErrorSamples::hidesSecrets()
{
    auto given = exchange(0, 1ms);
    given.address = *WebAddress::parse("http://me:secret@host/a?b=1");
    given.sentHead =
        "GET /a?b=1 HTTP/1.1\r\nHost: host\r\nAuthorization: Basic secret\r\nPROXY-authorization: "
        "secret\r\ncookie: a=secret\r\nX-Key: secret\r\nReferer: see http://me:secret@b/ and "
        "https://you@c, http://d/@e\r\n\r\n";
    given.head.headers = HttpHeaders{{"Set-Cookie", "a=secret"}, {"Location", "//x"}, {"Empty", ""}};
    const auto shown = sampled(given);
    QCOMPARE(shown.url, QStringLiteral("http://host/a?b=1"));
    QStringList lines;
    for (const auto &head : {shown.requestHead, shown.responseHead}) {
        for (const auto &field : head.list)
            lines.append(field.name + QLatin1Char('=') + QString::fromLatin1(field.value));
    }
    QCOMPARE(lines, QStringList({QStringLiteral("Host=host"), QStringLiteral("Authorization=***"),
                                 QStringLiteral("PROXY-authorization=***"), QStringLiteral("cookie=***"),
                                 QStringLiteral("X-Key=***"),
                                 QStringLiteral("Referer=see http://***@b/ and https://***@c, http://d/@e"),
                                 QStringLiteral("Set-Cookie=***"), QStringLiteral("Location=//x"),
                                 QStringLiteral("Empty=")}));
}

void TestErrorSamples::leavesOutFieldsWithoutRoom()
{
    auto given = exchange(0, 1ms);
    given.head.headers =
        HttpHeaders{{"A", QByteArray(20'000, 'a')}, {"B", QByteArray(20'000, 'b')}, {"C", "c"}};
    const auto head = sampled(given).responseHead;
    QCOMPARE(head.list.size(), 2);
    QCOMPARE(head.list.last().name, QStringLiteral("C"));
    QCOMPARE(head.leftOut, 1);
}

void TestErrorSamples::unpacksBodies()
{
    const QByteArray text(100'000, 'x');
    auto packed = qCompress(text).sliced(4); // without the size in front: zlib, which is "deflate"
    auto given = exchange(0, 1ms, packed);
    given.head.headers = HttpHeaders{{"Content-Encoding", "deflate"}};
    QCOMPARE(sampled(given).responseBody.bytes, text.first(Protocol::MaxSampledBody));
    QCOMPARE(sampled(given).responseBody.size, text.size());

    given.body = QByteArray("no deflate\0\xff", 12);
    given.bodySize = given.body.size();
    QCOMPARE(sampled(given).responseBody.bytes, given.body);
    QCOMPARE(sampled(given).responseBody.size, 12);
}

QTEST_APPLESS_MAIN(TestErrorSamples)
#include "tst_errorsamples.moc"
