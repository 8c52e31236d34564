// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/httpconnection.h"
#include "tests/engine/sessionscript.h"

#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <unistd.h>
#endif

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

/// What becomes of a request: redirects, answers, failures and times.
class tst_Exchange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatTimeWasSpentOn();
    void countsWhatWentOverTheWire();
    void framesBodiesItself();
    void followsRedirects();
    void keepsSecretsFromOtherOrigins();
    void tellsNoOtherOriginWhoItIs();
    void changesMethodsAsBrowsersDo_data();
    void changesMethodsAsBrowsersDo();
    void followsNoRedirectOutOfTheWeb_data();
    void followsNoRedirectOutOfTheWeb();
    void goesWhereItIsSentAsWritten();
    void takesEachStatusAsAnAnswer();
    void takesARefusedUserAsAnAnswer();
    void unpacksABodyWhenItIsRead();
    void discardsBodies_data();
    void discardsBodies();
    void tellsWhatDiscardedABody();
    void holdsSoManyBodies_data();
    void holdsSoManyBodies();
    void fails_data();
    void fails();
    void aTimeoutComesAfterWhatWasSeenBefore();
    void endsWhenItIsAborted();
    void failuresHaveADurationOfTheirOwn();
    void failsWithoutDescriptors_data();
    void failsWithoutDescriptors();
    void doesNotTrustUnknownCertificates();
    void pointsAtTheLineThatAsked();
    void namesTheEndpointThatFailed();
    void doesNotSendTwiceWhatIsNotIdempotent();
    void countsEachRequestThatAServerDrops();
    void expectsNothingUnasked();
    void repeatsWhatIsExpectedInVain();
    void waitsOnceForAServerThatSaysNothing();
};

void tst_Exchange::tellsWhatTimeWasSpentOn()
{
    // Long, and asked for by half: the computer may be busy with other things.
    HttpServer server([](const ServedRequest &) { return ServerAnswer::response(200, "ok").after(200ms); });
    QCOMPARE(run(server, QStringLiteral(R"(
        for (let i = 0; i < 2; ++i) {
            const t = (await session.get("/")).timings;
            const sum = t.dns + t.connect + t.tls + t.send + t.wait + t.receive;
            console.log(Object.keys(t).join(), t.wait > 100, sum <= t.total + 0.01, t.connect > 0);
        }
    )")),
             QStringLiteral("queued,dns,connect,tls,send,wait,receive,total true true true\n"
                            "queued,dns,connect,tls,send,wait,receive,total true true false"));
}

void tst_Exchange::countsWhatWentOverTheWire()
{
    const auto packed =
        ServerAnswer::response(200, qCompress(QByteArray(10'000, 'a')).mid(4), {"Content-Encoding: deflate"});
    HttpServer server([&](const ServedRequest &request) {
        return request.path() == "/half" ? ServerAnswer::raw("HTTP/1.1 200 OK\r\n") : packed;
    });
    ScriptBench bench;
    const auto lines = bench.linesOf(QStringLiteral(R"(
        console.log((await (await session.post("/", { body: "12345" })).text()).length);
        await session.get("/half").catch((error) => console.log(error.kind));
    )"),
                                     server.url().toString());
    QCOMPARE(lines, QStringList({QStringLiteral("10000"), QStringLiteral("closed")}));
    qint64 sent = 0;
    for (const auto &request : server.requests()) {
        sent += request.method.size() + request.target.size() + 14 + request.body.size();
        for (const auto &[name, value] : request.headers)
            sent += name.size() + value.size() + 4;
    }
    const auto delta = bench.metrics.take(0);
    QCOMPARE(delta.bytesIn, packed.bytes.size() + 17);
    QCOMPARE(delta.bytesOut, sent);
}

void tst_Exchange::framesBodiesItself()
{
    HttpServer server(echo);
    QCOMPARE(run(server, QStringLiteral(R"(
        for (const method of ["PUT", "POST"]) {
            const headers = { "content-length": "100", "Transfer-Encoding": "chunked", "content-type": "a/b" };
            const r = await session.request(method, "/", { body: "12345", headers, timeout: 5 });
            console.log((await r.text()).replace(/\n/g, "|"));
        }
    )")),
             QStringLiteral("PUT /|content-type: a/b|content-length: 5|12345\n"
                            "POST /|content-type: a/b|content-length: 5|12345"));
    for (const auto &request : server.requests())
        QCOMPARE(request.header("transfer-encoding"), QByteArray());
}

void tst_Exchange::followsRedirects()
{
    HttpServer server([](const ServedRequest &request) {
        if (request.path() == "/loop")
            return ServerAnswer::redirect(302, "/loop");
        if (request.path() == "/303")
            return ServerAnswer::redirect(303, "/echo");
        if (request.path() == "/307")
            return ServerAnswer::redirect(307, "echo?again");
        return echo(request);
    });
    QCOMPARE(
        run(server, QStringLiteral(R"(
        for (const path of ["/303", "/307"]) {
            const r = await session.post(path, { json: 1 });
            console.log(r.url.replace(/.*:\d+/, ""), (await r.text()).replace(/\n/g, "|"));
        }
        try { await session.get("/loop"); } catch (error) { console.log(error.kind, error.message.replace(/:\d+/, "")); }
    )")),
        QStringLiteral("/echo GET /echo|\n"
                       "/echo?again POST /echo?again|content-type: application/json|content-length: 1|1\n"
                       "protocol GET http://127.0.0.1/loop was redirected more than 10 times"));
    QCOMPARE(server.count("/loop"), 11);
}

void tst_Exchange::keepsSecretsFromOtherOrigins()
{
    HttpServer other(echo);
    HttpServer server([&](const ServedRequest &request) {
        return request.path() == "/away"
                   ? ServerAnswer::redirect(307, other.url(QStringLiteral("/b")).toEncoded())
               : request.path() == "/near" ? ServerAnswer::redirect(307, "/b")
                                           : echo(request);
    });
    QCOMPARE(run(server, QStringLiteral(R"(
        for (const path of ["/near", "/away"]) {
            const r = await session.get(path, { headers: { authorization: "secret", cookie: "id=1", "x-a": 1 } });
            console.log((await r.text()).replace(/\n/g, "|"));
        }
    )")),
             QStringLiteral("GET /b|authorization: secret|cookie: id=1|x-a: 1|\nGET /b|x-a: 1|"));
}

// As curl does: it is the name of the one that redirects.
void tst_Exchange::tellsNoOtherOriginWhoItIs()
{
    HttpServer other(
        [](const ServedRequest &request) { return ServerAnswer::response(200, request.header("host")); });
    HttpServer server([&](const ServedRequest &request) {
        return request.path() == "/away"   ? ServerAnswer::redirect(307, other.url().toEncoded())
               : request.path() == "/near" ? ServerAnswer::redirect(307, "/b")
                                           : ServerAnswer::response(200, request.header("host"));
    });
    QCOMPARE(run(server, QStringLiteral(R"(
        for (const path of ["/near", "/away"])
            console.log(await (await session.get(path, { headers: { host: "virtual" } })).text());
    )")),
             QStringLiteral("virtual\n127.0.0.1:%1").arg(other.serverPort()));
}

void tst_Exchange::changesMethodsAsBrowsersDo_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("received");

    for (const int status : {301, 302, 303})
        QTest::addRow("post %d", status) << "post(\"/\", { json: 1 })" << status << "GET /to\n";
    for (const int status : {300, 304, 305, 306})
        QTest::addRow("get %d", status) << "get(\"/\")" << status << "";
    for (const int status : {307, 308}) {
        QTest::addRow("post %d", status) << "post(\"/\", { json: 1 })" << status
                                         << "POST /to\ncontent-type: application/json\ncontent-length: 1\n1";
    }
    for (const int status : {301, 302, 307})
        QTest::addRow("put %d", status)
            << "put(\"/\", { body: \"a\" })" << status
            << "PUT /to\ncontent-type: text/plain;charset=UTF-8\ncontent-length: 1\na";
    QTest::addRow("put 303") << "put(\"/\", { body: \"a\" })" << 303 << "GET /to\n";
    QTest::addRow("delete 302") << "delete(\"/\")" << 302 << "DELETE /to\n";
}

void tst_Exchange::changesMethodsAsBrowsersDo()
{
    QFETCH(QString, call);
    QFETCH(int, status);
    QFETCH(QString, received);
    HttpServer server([&](const ServedRequest &request) {
        return request.path() == "/to" ? echo(request) : ServerAnswer::redirect(status, "/to");
    });
    QCOMPARE(run(server, QStringLiteral("console.log(await (await session.%1).text());").arg(call)),
             received);
}

void tst_Exchange::followsNoRedirectOutOfTheWeb_data()
{
    QTest::addColumn<QString>("location");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *location, const char *why) {
        QTest::newRow(location) << QString::fromUtf8(location) << QString::fromUtf8(why);
    };
    for (const auto *location :
         {"file:///etc/hosts", "file://localhost/etc/hosts", "qrc:/runtime.js", "data:text/plain,hello",
          "about:blank", "javascript:alert(1)", "ftp://127.0.0.1/"})
        row(location, "is neither http nor https");
    row("http:///", "is not a URL: it has no host");
    row("http://127.0.0.1:99999/a", "is not a URL: its port is not a number from 0 to 65535");
    row("//127.0.0.1:http/a", "is not a URL: its port is not a number from 0 to 65535");
    row("http://[::1/", "is not a URL: what stands in brackets is not an IPv6 address");
    row("http://127.0.0.256/", "is not a URL: “127.0.0.256” is not an IPv4 address");
    row("http://a b/", "is not a URL: “a b” is not the name of a host");
}

void tst_Exchange::followsNoRedirectOutOfTheWeb()
{
    QFETCH(QString, location);
    QFETCH(QString, why);
    HttpServer server([&](const ServedRequest &) { return ServerAnswer::redirect(302, location.toUtf8()); });
    ScriptBench bench;
    const auto lines = bench.linesOf(
        QStringLiteral("try { await session.get(\"/\"); } catch (error) { console.log(error.kind, "
                       "error.message.replace(/:\\d+/, \"\")); }"),
        server.url().toString());
    QCOMPARE(
        lines.join(QLatin1Char('\n')),
        QStringLiteral("protocol GET http://127.0.0.1/ was redirected to “%1”, which %2").arg(location, why));
    QCOMPARE(server.requests().size(), 1);
    const auto delta = bench.metrics.take(0);
    QCOMPARE(delta.endpoints.size(), 1);
    QCOMPARE(delta.endpoints.first().count, 1);
    QCOMPARE(delta.endpoints.first().failed, 0);
}

void tst_Exchange::goesWhereItIsSentAsWritten()
{
    HttpServer server([](const ServedRequest &request) {
        return request.path() == "/"
                   ? ServerAnswer::redirect(307, " /%7Ea/./%41%2e/../%2E/\xe2\x82\xac\xff?%7e'")
                   : echo(request);
    });
    QCOMPARE(run(server, QStringLiteral("console.log((await (await session.get(\"/\")).text()).trim());")),
             QStringLiteral("GET /%7Ea/%E2%82%AC%FF?%7e%27"));
}

void tst_Exchange::takesEachStatusAsAnAnswer()
{
    HttpServer server(
        [](const ServedRequest &request) { return ServerAnswer::response(request.path().mid(1).toInt()); });
    QCOMPARE(run(server, QStringLiteral(R"(
        for (const status of [200, 204, 304, 400, 401, 403, 404, 405, 407, 409, 410, 418, 429, 500, 501, 503, 599])
            console.log((await session.get("/" + status)).status - status);
    )")),
             QStringList(17, QStringLiteral("0")).join(QLatin1Char('\n')));
}

void tst_Exchange::takesARefusedUserAsAnAnswer()
{
    HttpServer server([](const ServedRequest &) {
        return ServerAnswer::response(401, "who?", {"WWW-Authenticate: Basic realm=\"shop\""});
    });
    QCOMPARE(run(server, QStringLiteral(R"(
        for (const method of ["GET", "POST", "PUT"]) {
            const r = await session.request(method, "/", { auth: { username: "a", password: "b" } });
            console.log(r.status, await r.text());
        }
        console.log((await session.post(args.baseUrl.replace("127", "a:b@127"))).url.replace(/:\d+/, ""));
    )")),
             QStringLiteral("401 who?\n401 who?\n401 who?\nhttp://127.0.0.1/"));
    QCOMPARE(server.requests().size(), 4);
}

void tst_Exchange::discardsBodies_data()
{
    QTest::addColumn<bool>("isByProxy");
    QTest::newRow("by itself") << false;
    QTest::newRow("by QNetworkAccessManager") << true;
}

void tst_Exchange::discardsBodies()
{
    QFETCH(bool, isByProxy);
    // More than a body may have; half of them say so.
    const QByteArray body(300'000, 'x');
    const auto announced = ServerAnswer::response(200, body);
    const auto packed = ServerAnswer::response(200, "no gzip", {"Content-Encoding: gzip"});
    const auto unannounced = ServerAnswer::raw("HTTP/1.1 200 OK\r\n\r\n" + body);
    HttpServer server([&](const ServedRequest &request) {
        return request.path().endsWith("/packed") ? packed
               : request.path().endsWith("/end")  ? unannounced
                                                  : announced;
    });
    ScriptBench bench;
    SessionShape shape;
    shape.rules.maxBody = 1000;
    if (isByProxy)
        shape.transport.proxy = server.url().toString();
    QVERIFY(bench.http.setShape(0, shape));
    bench.http.bodies().setMost(1000);
    const auto lines = bench.linesOf(QStringLiteral(R"(
        for (const path of ["/", "/packed", "/end", "/"]) {
            const response = await session.get(path, { discard: true });
            console.log(response.status, response.headers.get("content-length"), response.timings.total > 0);
        }
    )"),
                                     server.url().toString());
    QCOMPARE(lines, QStringList({QStringLiteral("200 300000 true"), QStringLiteral("200 7 true"),
                                 QStringLiteral("200 null true"), QStringLiteral("200 300000 true")}));
    const auto delta = bench.metrics.take(0);
    QCOMPARE(delta.bytesIn, 2 * announced.bytes.size() + packed.bytes.size() + unannounced.bytes.size());
}

void tst_Exchange::tellsWhatDiscardedABody()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::response(200, "[1]"); });
    ScriptBench bench;
    SessionShape shape;
    shape.rules.bodyUse = BodyUse::DiscardedBySession;
    QVERIFY(bench.http.setShape(0, shape));
    const auto lines = bench.linesOf(QStringLiteral(R"(
        const tell = (error) => console.log(error.name + ": " + error.message.replace(/:\d+/, ""));
        const own = await session.get("/", { discard: true });
        await own.text().catch(tell);
        const response = await session.get("/");
        for (const read of ["text", "json", "bytes"])
            await response[read]().catch(tell);
        await (await fetch("/")).arrayBuffer().catch(tell);
        console.log((await (await session.get("/", { discard: false })).json())[0]);
    )"),
                                     server.url().toString());
    const auto start = QStringLiteral("TypeError: The body of http://127.0.0.1/ was discarded as it came: ");
    const auto bySetup =
        start + QStringLiteral("setup returned discard: true (a request with discard: false keeps its own)");
    QCOMPARE(lines, QStringList({start + QStringLiteral("its request has discard: true"), bySetup, bySetup,
                                 bySetup, bySetup, QStringLiteral("1")}));
}

void tst_Exchange::holdsSoManyBodies_data()
{
    QTest::addColumn<bool>("isByProxy");
    QTest::addColumn<bool>("isAnnounced");
    QTest::newRow("announced") << false << true;
    QTest::newRow("not announced") << false << false;
    QTest::newRow("by QNetworkAccessManager") << true << false;
}

void tst_Exchange::holdsSoManyBodies()
{
    QFETCH(bool, isByProxy);
    QFETCH(bool, isAnnounced);
    const QByteArray body(300'000, 'x');
    HttpServer server([&](const ServedRequest &) {
        return isAnnounced ? ServerAnswer::response(200, body)
                           : ServerAnswer::raw("HTTP/1.1 200 OK\r\n\r\n" + body);
    });
    ScriptBench bench;
    SessionShape shape;
    if (isByProxy)
        shape.transport.proxy = server.url().toString();
    QVERIFY(bench.http.setShape(0, shape));
    bench.http.bodies().setMost(1 << 20);
    const auto lines = bench.linesOf(QStringLiteral(R"(
        const get = (options) => session.get("/", options).then((r) => r.status, (error) => error.kind);
        const seen = [];
        for (let i = 0; i < 5; ++i)
            seen.push(await get()); // each is kept until the iteration is over
        console.log(seen.join(), await get({ discard: true }));
        await session.get("/");
    )"),
                                     server.url().toString());
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines.first(), QStringLiteral("200,200,200,memory,memory 200"));
    const QRegularExpression told(
        QStringLiteral("^failed: GET http://127.0.0.1:\\d+/ got a body of (\\d+) bytes or more that this "
                       "process has no room "
                       "for: it holds at most 1 MiB of bodies at a time \\(discard: true keeps none\\)$"));
    const auto match = told.match(lines.last());
    QVERIFY2(match.hasMatch(), qPrintable(lines.last()));
    if (isAnnounced)
        QCOMPARE(match.captured(1).toInt(), 300'000);
    QVERIFY(bench.failure->kind == ErrorKind::Local);
    QCOMPARE(bench.http.bodies().held(), 0);
}

void tst_Exchange::fails_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("said"); // kind and message; PORT stands for the server's

    QTest::newRow("refused") << "get(\"http://127.0.0.1:1/\")"
                             << "refused GET http://127.0.0.1:1/ was refused: nothing listens at 127.0.0.1:1";
    QTest::newRow("dns")
        << "get(\"http://no-such-host.invalid/\")"
        << "dns GET http://no-such-host.invalid/ failed: there is no host “no-such-host.invalid”";
    QTest::newRow("timeout") << "get(\"/never\", { timeout: 0.2 })"
                             << "timeout GET http://127.0.0.1:PORT/never had no whole answer after 0.2 s";
    const auto closed =
        QStringLiteral("failed: the connection to 127.0.0.1:PORT ended without a whole HTTP answer");
    QTest::newRow("closed") << "get(\"/close\")"
                            << QStringLiteral("closed GET http://127.0.0.1:PORT/close ") + closed;
    QTest::newRow("short body") << "get(\"/short\")"
                                << QStringLiteral("closed GET http://127.0.0.1:PORT/short ") + closed;
    const auto notHttp = QStringLiteral("got an answer that is not HTTP from 127.0.0.1:PORT");
    QTest::newRow("no HTTP") << "get(\"/mail\")"
                             << QStringLiteral("protocol GET http://127.0.0.1:PORT/mail ") + notHttp;
    QTest::newRow("no HTTP, left open")
        << "get(\"/chat\")" << QStringLiteral("protocol GET http://127.0.0.1:PORT/chat ") + notHttp;
}

void tst_Exchange::unpacksABodyWhenItIsRead()
{
    HttpServer server([](const ServedRequest &) {
        return ServerAnswer::response(200, "not packed", {"CONTENT-ENCODING: gzip"});
    });
    const auto said =
        QStringLiteral("HttpError protocol The response of http://127.0.0.1/ has a body that cannot "
                       "be decompressed");
    QCOMPARE(
        run(server, QStringLiteral("const response = await session.get('/'); console.log(response.status);\n"
                                   "for (const read of ['text', 'json', 'bytes', 'text'])\n"
                                   "    await response[read]().catch((e) =>\n"
                                   "        console.log(e.name, e.kind, e.message.replace(/:\\d+/, '')));")),
        QStringList({QStringLiteral("200"), said, said, said, said}).join(QLatin1Char('\n')));
}

void tst_Exchange::fails()
{
    QFETCH(QString, call);
    QFETCH(QString, said);
    HttpServer server([](const ServedRequest &request) {
        if (request.path() == "/never")
            return ServerAnswer::never();
        if (request.path() == "/close")
            return ServerAnswer::close();
        if (request.path() == "/short")
            return ServerAnswer::raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort");
        if (request.path() == "/chat")
            return ServerAnswer{.bytes = "220 mail.example ESMTP\r\n\r\n"};
        return ServerAnswer::raw("220 mail.example ESMTP\r\n\r\n");
    });
    const auto port = QString::number(server.serverPort());
    const auto printed =
        run(server, QStringLiteral("try { console.log((await session.%1).status); } catch (error) { "
                                   "console.log(error.kind, error.message); }")
                        .arg(call.replace(QLatin1String("PORT"), port)));
    QVERIFY2(printed.startsWith(said.replace(QLatin1String("PORT"), port)), qPrintable(printed));
}

void tst_Exchange::aTimeoutComesAfterWhatWasSeenBefore()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::response(200, "ok").after(200ms); });
    const auto body = QStringLiteral(R"(
        try { console.log((await session.get("/", { timeout: 0.02 })).status); }
        catch (error) { console.log(error.kind); }
    )");
    ScriptBench late;
    late.clock.noteWaitingSince(late.clock.now()); // something has waited ever since
    QCOMPARE(late.linesOf(body, server.url().toString()), QStringList{QStringLiteral("200")});
    ScriptBench bench;
    QCOMPARE(bench.linesOf(body, server.url().toString()), QStringList{QStringLiteral("timeout")});
}

void tst_Exchange::endsWhenItIsAborted()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::never(); });
    ScriptBench bench;
    QTimer::singleShot(100ms, &server, [&] {
        bench.http.abort([](const HttpRequest &) { return true; },
                         {HttpFailure::Kind::Aborted, QStringLiteral("was given up: it is late")});
    });
    const auto lines = bench.linesOf(
        QStringLiteral(
            "try { await session.get(\"/\"); } catch (error) { console.log(error.kind, error.message); }"),
        server.url().toString());
    QCOMPARE(lines, {QStringLiteral("aborted GET %1 was given up: it is late")
                         .arg(server.url(QStringLiteral("/")).toString())});
    const auto endpoint = bench.metrics.take(0).endpoints.first();
    QCOMPARE(endpoint.count, 1);
    QCOMPARE(endpoint.failed, 0);
    QCOMPARE(endpoint.aborted, 1);
    QVERIFY(endpoint.latency.cells.isEmpty() && endpoint.failedLatency.cells.isEmpty());
}

void tst_Exchange::failuresHaveADurationOfTheirOwn()
{
    HttpServer server([](const ServedRequest &request) {
        return request.path() == "/late" ? ServerAnswer::close().after(100ms) : ServerAnswer::response(200);
    });
    ScriptBench bench;
    bench.linesOf(QStringLiteral(R"(
        await session.get("/", { name: "all" });
        await session.get("/late", { name: "all" }).catch(() => {});
        await session.get("/", { name: "all", timeout: 0.000001 }).catch(() => {});
    )"),
                  server.url().toString());
    const auto endpoint = bench.metrics.take(0).endpoints.first();
    QCOMPARE(endpoint.count, 3);
    QCOMPARE(endpoint.failed, 2);
    QCOMPARE(endpoint.latency.counts.size(), 1);
    qint64 failures = 0;
    for (const auto count : endpoint.failedLatency.counts)
        failures += count;
    QCOMPARE(failures, 2);
    QVERIFY(endpoint.failedLatency.max >= 100ms);
    QVERIFY(endpoint.failedLatency.min < 100ms);
}

void tst_Exchange::failsWithoutDescriptors_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<bool>("hasProxy");
    QTest::newRow("address") << QStringLiteral("http://127.0.0.1") << false;
    QTest::newRow("name") << QStringLiteral("http://localhost") << false; // to be looked up first
    QTest::newRow("http2") << QStringLiteral("https://127.0.0.1") << false;
    QTest::newRow("proxy") << QStringLiteral("http://127.0.0.1") << true; // by a manager that starts a thread
}

void tst_Exchange::failsWithoutDescriptors()
{
    QFETCH(QString, server);
    QFETCH(bool, hasProxy);
#ifdef Q_OS_UNIX
    HttpServer first;
    HttpServer second;
    ScriptBench bench;
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_NOFILE, &before), 0);
    QList<int> taken;
    first.setHandler([&](const ServedRequest &) {
        // The connection that this came over is there already: no other can be made.
        const rlimit few{.rlim_cur = 256, .rlim_max = before.rlim_max};
        setrlimit(RLIMIT_NOFILE, &few);
        for (int copy = dup(0); copy >= 0; copy = dup(0))
            taken.append(copy);
        return ServerAnswer::response(200);
    });
    const auto url = QStringLiteral("%1:%2/").arg(server).arg(second.serverPort());
    SessionShape shape;
    shape.transport.http2 = Http2Use::Offered;
    if (hasProxy)
        shape.transport.proxy = first.url().toString();
    QVERIFY(bench.http.setShape(0, shape));
    // The sanitizer of undefined behaviour wants a descriptor to look at a class that it has not seen before.
    const auto seen =
        hasProxy ? QString() : QStringLiteral("await session.get(\"%1:1/\").catch(() => 0);").arg(server);
    const auto printed =
        bench.linesOf(seen
                          + QStringLiteral("await session.get(\"/\"); try { await session.get(\"%1\"); } "
                                           "catch (error) { console.log(error.kind, error.message); }")
                                .arg(url),
                      first.url().toString());
    for (const int copy : std::as_const(taken))
        close(copy);
    setrlimit(RLIMIT_NOFILE, &before);
    QCOMPARE(printed.size(), 1);
    const auto start =
        QStringLiteral("ports GET %1 could not be sent: this process has no free descriptor left (");
    const auto advice =
        QStringLiteral("): raise the limit of open files (ulimit -n), or use fewer workers in each process");
    QVERIFY2(printed.first().startsWith(start.arg(url)), qPrintable(printed.first()));
    QVERIFY2(printed.first().endsWith(advice), qPrintable(printed.first()));
#else
    QSKIP("Descriptors cannot be limited here.");
#endif
}

void tst_Exchange::doesNotTrustUnknownCertificates()
{
    HttpServer server;
    server.useTls();
    QCOMPARE(run(server, QStringLiteral("await session.get(\"/\");")),
             QStringLiteral(
                 "failed: GET %1 failed: the certificate of 127.0.0.1 is not trusted: The certificate is "
                 "self-signed, and untrusted")
                 .arg(server.url(QStringLiteral("/")).toString()));
    QCOMPARE(server.requests().size(), 0);
}

void tst_Exchange::pointsAtTheLineThatAsked()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::reset(); });
    ScriptBench bench;
    bench.linesOf(QStringLiteral("await sleep(0.001);\nawait session.post(\"/\");"), server.url().toString());
    QVERIFY(bench.failure);
    QVERIFY(bench.failure->kind == ErrorKind::Network);
    QVERIFY(!bench.failure->stack.isEmpty());
    QVERIFY(bench.failure->stack.first().place.toString().startsWith(QLatin1String("shop.ts:")));
}

void tst_Exchange::namesTheEndpointThatFailed()
{
    HttpServer server([](const ServedRequest &request) {
        return request.path() == "/moved" ? ServerAnswer::redirect(303, "/gone") : ServerAnswer::reset();
    });
    const auto endpointOf = [&](const QString &call) {
        ScriptBench bench;
        bench.linesOf(QStringLiteral("await session.") + call, server.url().toString());
        return bench.failure ? bench.failure->endpoint : QString();
    };
    QCOMPARE(endpointOf(QStringLiteral("get(\"/products/7\", { name: \"/products/:id\" })")),
             QStringLiteral("GET /products/:id"));
    QCOMPARE(endpointOf(QStringLiteral("post(\"/cart?x=y\")")), QStringLiteral("POST /cart"));
    QCOMPARE(endpointOf(QStringLiteral("post(\"/moved\")")), QStringLiteral("GET /gone"));
    QCOMPARE(endpointOf(QStringLiteral("get(\"/\").catch(() => { throw new Error(\"no\"); })")), QString());
    // What a script can list of an error stays as it was.
    ScriptBench bench;
    QCOMPARE(bench.linesOf(QStringLiteral("await session.get(\"/\").catch((error) => "
                                          "console.log(Object.keys(error).sort().join()));"),
                           server.url().toString()),
             QStringList(QStringLiteral("kind,name,url")));
}

void tst_Exchange::doesNotSendTwiceWhatIsNotIdempotent()
{
    for (const auto &call : {"post(\"/\")", "post(\"/\", { json: 1 })", "patch(\"/\", { body: \"x\" })"}) {
        HttpServer server([](const ServedRequest &request) {
            return request.path() == "/warm" ? ServerAnswer::response(200) : ServerAnswer::close();
        });
        QCOMPARE(run(server,
                     QStringLiteral("await session.get(\"/warm\"); try { await session.%1; } catch (error) { "
                                    "console.log(error.kind); }")
                         .arg(QLatin1String(call))),
                 QStringLiteral("closed"));
        QCOMPARE(server.count("/"), 1);
    }
}

void tst_Exchange::countsEachRequestThatAServerDrops()
{
    int asked = 0;
    HttpServer server([&](const ServedRequest &) {
        return ++asked % 2 == 0 ? ServerAnswer::close() : ServerAnswer::response(200, "ok");
    });
    ScriptBench bench;
    const auto lines = bench.linesOf(QStringLiteral(R"(
        const kinds = new Set();
        for (let i = 0; i < 39; ++i)
            await session.get("/").catch((error) => kinds.add(error.kind));
        console.log(Array.from(kinds).join());
    )"),
                                     server.url().toString());
    QCOMPARE(lines, QStringList(QStringLiteral("closed")));
    QCOMPARE(server.requests().size(), 39);
    const auto endpoint = bench.metrics.take(0).endpoints.value(0);
    QCOMPARE(endpoint.count, 39);
    QCOMPARE(endpoint.failed, 19);
    QCOMPARE(endpoint.retried, 0);
}

void tst_Exchange::expectsNothingUnasked()
{
    HttpServer server([](const ServedRequest &request) {
        return ServerAnswer::response(200, request.header("expect") + '.');
    });
    QCOMPARE(run(server, QStringLiteral(R"(
        const body = new Uint8Array(3 << 20);
        console.log(await (await session.post("/", { body })).text());
        console.log(await (await session.get("/", { headers: { expect: "100-continue" } })).text());
        console.log(await (await session.post("/", { body: "x", headers: { expect: "x" } })).text());
    )")),
             QStringLiteral(".\n.\nx."));
}

namespace {

// Of a server that is asked for a body before it comes.
const char *const Uploads = R"(import { scenario, setup } from "molotov";
setup(() => ({ expectContinue: true }));
scenario("main", async (session) => {
    for (const size of [1 << 20, 1 << 20, 5])
        console.log((await session.post("/", { body: new Uint8Array(size), timeout: 20 })).status);
    console.log((await session.post("/", { body: "x", headers: { Expect: "100-continue" } })).status);
});)";

// Reads heads, and answers those that expect something at once, if with anything.
class UploadServer : public QTcpServer
{
public:
    explicit UploadServer(const QByteArray &toExpectation)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this, toExpectation] {
            auto *peer = nextPendingConnection();
            connect(peer, &QTcpSocket::readyRead, peer,
                    [this, peer, toExpectation, got = QByteArray()]() mutable {
                        const bool hadHead = got.contains("\r\n\r\n");
                        got += peer->readAll();
                        const auto end = got.indexOf("\r\n\r\n");
                        if (end < 0)
                            return;
                        const auto head = got.left(end).toLower();
                        const auto name = QByteArray("content-length: ");
                        const auto size =
                            head.mid(head.indexOf(name) + name.size()).split('\r').first().toLongLong();
                        if (!hadHead)
                            ++(head.contains("expect: 100-continue") ? expecting : plain);
                        if (!hadHead && head.contains("expect: "))
                            peer->write(toExpectation);
                        if (got.size() < end + 4 + size)
                            return;
                        peer->write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                        got.clear();
                    });
        });
    }

    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(serverPort()); }

    int expecting = 0; // requests
    int plain = 0;
};

} // namespace

// RFC 9110, 10.1.1. Once is enough.
void tst_Exchange::repeatsWhatIsExpectedInVain()
{
    UploadServer server("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n");
    ScriptBench bench;
    bench.load(QString::fromLatin1(Uploads), server.url());
    QVERIFY(bench.runOnce());
    QCOMPARE(bench.printed, QStringList(4, QStringLiteral("200")));
    QCOMPARE(server.expecting, 1);
    QCOMPARE(server.plain, 4);
    const auto endpoint = bench.metrics.take(0).endpoints.value(0);
    QCOMPARE(endpoint.count, 4);
    QCOMPARE(endpoint.statuses, (QMap<int, qint64>{{200, 4}}));
    QCOMPARE(endpoint.retried, 1);
}

// It has no part in the latency, either.
void tst_Exchange::waitsOnceForAServerThatSaysNothing()
{
    UploadServer server("");
    ScriptBench bench;
    bench.load(QString::fromLatin1(Uploads), server.url());
    const auto start = bench.clock.now();
    QVERIFY(bench.runOnce());
    const auto took = bench.clock.now() - start;
    QCOMPARE(bench.printed, QStringList(4, QStringLiteral("200")));
    QCOMPARE(server.expecting, 1);
    QCOMPARE(server.plain, 3);
    const auto endpoint = bench.metrics.take(0).endpoints.value(0);
    QCOMPARE(endpoint.count, 4);
    QVERIFY(took - endpoint.latency.max >= HttpConnection::ContinueDelay);
}

QTEST_GUILESS_MAIN(tst_Exchange)
#include "tst_exchange.moc"
