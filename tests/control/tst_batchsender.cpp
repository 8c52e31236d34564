// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/batchsender.h"
#include "tests/support/httpserver.h"

#include <QTcpSocket>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 20'000; // ms; a machine may be busy

const BatchTiming Fast{.answer = 500ms, .firstPause = 10ms, .longestPause = 40ms, .end = 300ms, .seed = 1};
// The end does not come while a test waits; nor does that of an answer, however busy the machine is.
const BatchTiming Calm{.answer = 1h, .firstPause = 10ms, .longestPause = 40ms, .end = 1h, .seed = 1};
// For answers that do not come, and others that do.
const BatchTiming Waiting{.answer = 1s, .firstPause = 10ms, .longestPause = 40ms, .end = 1h, .seed = 1};

BatchTarget targetOf(const QUrl &url, BatchTarget::Backlog backlog = BatchTarget::Backlog::All)
{
    BatchTarget target;
    target.request.setUrl(url);
    target.request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("text/plain"));
    target.backlog = backlog;
    target.mayRetry = [](int status) { return status == 429 || status == 503; };
    return target;
}

// Ends when nothing is left, whether it was taken or given up.
bool finish(BatchSender &sender)
{
    bool isDone = false;
    isDone = sender.finish([&isDone] { isDone = true; });
    return QTest::qWaitFor([&isDone] { return isDone; }, Patience);
}

QByteArray bodiesOf(const HttpServer &server)
{
    QByteArray bodies;
    for (const auto &request : server.requests())
        bodies += request.body;
    return bodies;
}

} // namespace

class TestBatchSender : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsTogetherWhatWaits()
    {
        HttpServer server([](const ServedRequest &) {
            return ServerAnswer::response(204, {}, {"X-A: " + QByteArray(200, 'a')}).after(20ms).inParts(2ms);
        });
        BatchSender sender(targetOf(server.url(QStringLiteral("/write?db=x"))), Calm);
        for (const char *batch : {"a\n", "b\n", "c\n", "d\n"})
            sender.add(batch);
        QVERIFY(finish(sender));
        QCOMPARE(server.requests().size(), 2);
        QCOMPARE(server.requests().at(0).body, QByteArray("a\n"));
        QCOMPARE(server.requests().at(1).body, QByteArray("b\nc\nd\n"));
        QCOMPARE(server.requests().at(0).target, QByteArray("/write?db=x"));
        QCOMPARE(server.connections(), 1);
        QCOMPARE(sender.added(), 4);
        QCOMPARE(sender.dropped(), 0);
        QCOMPARE(sender.problem(), QString());
        QVERIFY(sender.isNewestDelivered());
    }

    void sendsAgainWhatMayGoBetterLater_data()
    {
        QTest::addColumn<ServerAnswer>("answer");
        QTest::newRow("503") << ServerAnswer::response(503);
        QTest::newRow("429 with a time") << ServerAnswer::response(429, {}, {"Retry-After: 0"});
        QTest::newRow("429 with a date in the past")
            << ServerAnswer::response(429, {}, {"Retry-After: Wed, 21 Oct 2015 07:28:00 GMT"});
        QTest::newRow("reset") << ServerAnswer::reset();
        QTest::newRow("no HTTP") << ServerAnswer::raw("hello\r\n\r\n");
        QTest::newRow("half an answer") << ServerAnswer::raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx");
        QTest::newRow("half an answer that does not go on")
            << ServerAnswer{.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"};
        QTest::newRow("no answer") << ServerAnswer::never();
        QTest::newRow("a large answer that does not end") << ServerAnswer{
            .bytes = "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n" + QByteArray(8 << 20, 'x')};
    }

    void sendsAgainWhatMayGoBetterLater()
    {
        QFETCH(ServerAnswer, answer);
        bool isGood = false;
        HttpServer server([&](const ServedRequest &request) {
            if (request.body == "b")
                isGood = true; // waits for its turn until the first one was taken
            return server.count("/") >= 3 ? ServerAnswer::response(200, "ok") : answer;
        });
        BatchSender sender(targetOf(server.url(QStringLiteral("/"))), Waiting);
        sender.add("a");
        QTRY_VERIFY_WITH_TIMEOUT(server.count("/") >= 3, Patience);
        QVERIFY(finish(sender));
        sender.add("b");
        QVERIFY(finish(sender));
        QVERIFY(isGood);
        QCOMPARE(server.requests().last().body, QByteArray("b"));
        QCOMPARE(QByteArray(bodiesOf(server)).replace('a', ""), QByteArray("b"));
        QCOMPARE(sender.dropped(), 0);
        if (answer.bytes.contains(
                " 503 ")) // it failed more than once; of others Qt may send some again itself
            QCOMPARE(sender.problem(), QStringLiteral("it answered 503"));
    }

    void dropsWhatIsNotTaken_data()
    {
        QTest::addColumn<ServerAnswer>("answer");
        QTest::addColumn<QString>("said");
        QTest::newRow("400") << ServerAnswer::response(400, R"({"error":"unable to parse 'x'"})")
                             << QStringLiteral("it answered 400 (unable to parse 'x')");
        QTest::newRow("401") << ServerAnswer::json(R"({"code":"unauthorized","message":"no access"})")
                             << QStringLiteral("it answered 401 (no access)");
        QTest::newRow("413, text") << ServerAnswer::response(413, "Too\tlarge\nreally")
                                   << QStringLiteral("it answered 413 (Too large)");
        QTest::newRow("500, no text") << ServerAnswer::response(500) << QStringLiteral("it answered 500");
        QTest::newRow("elsewhere") << ServerAnswer::redirect(307, "/elsewhere")
                                   << QStringLiteral("it answered 307");
        QTest::newRow("rejected") << ServerAnswer::response(200, "not all")
                                  << QStringLiteral("not all was taken");
    }

    void dropsWhatIsNotTaken()
    {
        QFETCH(ServerAnswer, answer);
        QFETCH(QString, said);
        if (said.contains(QStringLiteral("401")))
            answer.bytes.replace("200 OK", "401 No");
        HttpServer server([&](const ServedRequest &) { return answer.inParts(1ms); });
        auto target = targetOf(server.url(QStringLiteral("/")));
        target.rejection = [](const QByteArray &body) {
            return body == "not all" ? QStringLiteral("not all was taken") : QString();
        };
        BatchSender sender(target, Calm);
        sender.add("a");
        QTRY_COMPARE_WITH_TIMEOUT(sender.dropped(), 1, Patience);
        QCOMPARE(sender.problem(), said);
        QCOMPARE(sender.lastFailure(), said);
        QVERIFY(!sender.isNewestDelivered());
        QVERIFY(finish(sender));
        QCOMPARE(server.requests().size(), 1);
        server.setHandler({});
        sender.add("b");
        QVERIFY(finish(sender));
        QCOMPARE(server.requests().last().body, QByteArray("b"));
        QCOMPARE(server.count("/elsewhere"), 0);
        QCOMPARE(sender.added(), 2);
        QCOMPARE(sender.dropped(), 1);
    }

    void aBatchThatAlwaysFailsDoesNotKeepOthersOut()
    {
        HttpServer server([](const ServedRequest &request) {
            return ServerAnswer::response(request.body == "bad" ? 503 : 204);
        });
        BatchSender sender(targetOf(server.url(QStringLiteral("/"))), Calm);
        sender.add("bad");
        QTRY_COMPARE_WITH_TIMEOUT(sender.dropped(), 1, Patience);
        QCOMPARE(server.requests().size(), BatchSender::MaxAttempts);
        sender.add("good");
        QVERIFY(finish(sender));
        QCOMPARE(server.requests().last().body, QByteArray("good"));
        QCOMPARE(sender.dropped(), 1);
    }

    void aServerThatIsGoneIsSaidToBe()
    {
        QUrl url;
        {
            HttpServer server;
            url = server.url(QStringLiteral("/"));
        }
        BatchSender sender(targetOf(url), Fast);
        sender.add("a");
        QTRY_COMPARE_WITH_TIMEOUT(sender.problem(), QStringLiteral("Connection refused"), Patience);
        QCOMPARE(sender.dropped(), 0);
        QVERIFY(finish(sender));
        QCOMPARE(sender.dropped(), 1);
    }

    void endsInTimeWhateverTheServerDoes_data()
    {
        QTest::addColumn<ServerAnswer>("answer");
        QTest::newRow("no answer") << ServerAnswer::never();
        QTest::newRow("slow parts") << ServerAnswer::response(200, QByteArray(10'000, 'x')).inParts(100ms);
        QTest::newRow("always 503") << ServerAnswer::response(503);
        QTest::newRow("come back later") << ServerAnswer::response(503, {}, {"Retry-After: 3600"});
    }

    void endsInTimeWhateverTheServerDoes()
    {
        QFETCH(ServerAnswer, answer);
        HttpServer server([&](const ServedRequest &) { return answer; });
        BatchSender sender(targetOf(server.url(QStringLiteral("/"))), Fast);
        sender.add("a");
        QTRY_VERIFY_WITH_TIMEOUT(server.count("/") > 0, Patience);
        sender.add("b");
        sender.add("c");
        QVERIFY(finish(sender));
        QCOMPARE(sender.dropped(), 3);
        QVERIFY(!sender.lastFailure().isEmpty());
    }

    void doesNotWaitForAPauseThatOutlastsTheEnd()
    {
        HttpServer server(
            [](const ServedRequest &) { return ServerAnswer::response(429, {}, {"Retry-After: 7200"}); });
        BatchSender sender(targetOf(server.url(QStringLiteral("/"))), {.end = 30min, .seed = 1});
        sender.add("a");
        QVERIFY(finish(sender));
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(sender.dropped(), 1);
        QCOMPARE(sender.lastFailure(), QStringLiteral("it answered 429"));
    }

    void keepsToItsMemory()
    {
        HttpServer server([](const ServedRequest &) { return ServerAnswer::never(); });
        BatchSender sender(targetOf(server.url(QStringLiteral("/"))), {.answer = 1h, .end = 1h, .seed = 1});
        constexpr int Batches = 40;
        constexpr qsizetype Size = BatchSender::MaxWaiting / 10;
        for (int i = 0; i < Batches; ++i)
            sender.add(QByteArray(Size, char('0' + i)));
        QTRY_COMPARE_WITH_TIMEOUT(server.count("/"), 1, Patience);
        QCOMPARE(sender.dropped(), Batches - 11); // one is on its way, 10 wait
        QCOMPARE(sender.problem(), QStringLiteral("it is too slow"));
    }

    void ofReportsTheNewestIsKept()
    {
        bool isSlow = true;
        HttpServer server([&](const ServedRequest &) {
            return isSlow ? ServerAnswer::never() : ServerAnswer::response(200, "{}");
        });
        BatchSender sender(targetOf(server.url(QStringLiteral("/")), BatchTarget::Backlog::Newest), Waiting);
        sender.add("0");
        QTRY_COMPARE_WITH_TIMEOUT(server.count("/"), 1, Patience);
        isSlow = false;
        for (int i = 1; i <= 9; ++i)
            sender.add(QByteArray::number(i));
        QVERIFY(finish(sender));
        QCOMPARE(bodiesOf(server), QByteArray("09"));
        QCOMPARE(sender.added(), 10);
        QCOMPARE(sender.dropped(), 9);
        QVERIFY(sender.isNewestDelivered());
    }

    void aServerThatReadsNothingIsGivenUp()
    {
        QTcpServer server; // takes connections, and never looks at them
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const QUrl url(QStringLiteral("http://127.0.0.1:%1/").arg(server.serverPort()));
        BatchSender sender(targetOf(url), Fast);
        sender.add(QByteArray(32 << 20, 'x'));
        QVERIFY(finish(sender));
        QCOMPARE(sender.dropped(), 1);
    }

    void secretsAreNotShown()
    {
        HttpServer server([](const ServedRequest &request) {
            return ServerAnswer::response(403, "\x1b[31mno " + request.header("authorization"));
        });
        auto target = targetOf(server.url(QStringLiteral("/")));
        target.request.setRawHeader("Authorization", "Token hunter2");
        target.secrets = QStringList{QStringLiteral("hunter2")};
        BatchSender sender(target, Calm);
        sender.add("a");
        QVERIFY(finish(sender));
        QCOMPARE(server.requests().first().header("authorization"), QByteArray("Token hunter2"));
        QCOMPARE(sender.lastFailure(), QString(QStringLiteral("it answered 403 (") + QChar(0xFFFD)
                                               + QStringLiteral("[31mno Token ***)")));
    }
};

QTEST_GUILESS_MAIN(TestBatchSender)
#include "tst_batchsender.moc"
