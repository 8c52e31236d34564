// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/scriptbench.h"
#include "tests/support/httpserver.h"

#include <QTest>
#include <QTimer>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <unistd.h>
#endif

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

// Says back what it was sent, without what differs from run to run.
ServerAnswer echo(const ServedRequest &request)
{
    QByteArray text = request.method + ' ' + request.target + '\n';
    for (const auto &[name, value] : request.headers) {
        if (name.startsWith("x-") || name == "content-type" || name == "content-length" || name == "cookie"
            || name == "authorization")
            text += name + ": " + value + '\n';
    }
    return ServerAnswer::response(200, text + request.body);
}

// Lines of the JavaScript in the test, run against the server.
QString run(HttpServer &server, const QString &body)
{
    ScriptBench bench;
    return bench.linesOf(body, server.url().toString()).join(QLatin1Char('\n'));
}

} // namespace

/// What a scenario's session sends, and what it hands back, against a real server.
class tst_Session : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sends_data();
    void sends();
    void refusesWhatItCannotSend_data();
    void refusesWhatItCannotSend();
    void uploadsFiles();
    void readsResponses();
    void tellsWhatTimeWasSpentOn();
    void readsBodiesAgain();
    void saysWhatIsNoJson();
    void followsRedirects();
    void keepsSecretsFromOtherOrigins();
    void changesMethodsAsBrowsersDo_data();
    void changesMethodsAsBrowsersDo();
    void followsNoRedirectOutOfTheWeb_data();
    void followsNoRedirectOutOfTheWeb();
    void takesEachStatusAsAnAnswer();
    void takesARefusedUserAsAnAnswer();
    void keepsCookiesPerWorker();
    void fails_data();
    void fails();
    void failsWhenItIsStopped();
    void failsWithoutPorts();
    void doesNotTrustUnknownCertificates();
    void pointsAtTheLineThatAsked();
    void doesNotSendTwiceWhatIsNotIdempotent();
    void joinsTheBaseUrl();
    void takesWhatSetupReturns();
    void countsEndpoints();
    void attachesToTheContext();
    void sendsForNoWorker();
    void sendsJsonForNoWorker();
    void sendsNothingWhileLoading();
    void raisesEvents();
};

void tst_Session::sends_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("received");

    QTest::newRow("get") << "get(\"/a\")"
                         << "GET /a\n";
    QTest::newRow("delete") << "delete(\"/a\")"
                            << "DELETE /a\n";
    QTest::newRow("options") << "options(\"/a\")"
                             << "OPTIONS /a\n";
    QTest::newRow("query") << "get(\"/a?z=1\", { query: { q: \"a b&c\", n: [1, 2], none: undefined } })"
                           << "GET /a?z=1&q=a+b%26c&n=1&n=2\n";
    QTest::newRow("URL") << "get(new URL(\"/a?b\", args.baseUrl))"
                         << "GET /a?b\n";
    QTest::newRow("line break") << "get(\"/a\\r\\nX-A: 1\")"
                                << "GET /a%0D%0AX-A:%201\n";
    QTest::newRow("query text") << "get(\"/a#x\", { query: \"?q=1\" })"
                                << "GET /a?q=1\n";
    QTest::newRow("headers") << "get(\"/a\", { headers: { \"X-One\": 1, \"x-none\": null } })"
                             << "GET /a\nx-one: 1\n";
    QTest::newRow("json") << "post(\"/a\", { json: { a: [1, \"ü\"] } })"
                          << "POST /a\ncontent-type: application/json\ncontent-length: 14\n{\"a\":[1,\"ü\"]}";
    QTest::newRow("form")
        << "put(\"/a\", { form: { user: \"a b\", at: \"@\" } })"
        << "PUT /a\ncontent-type: application/x-www-form-urlencoded\ncontent-length: 15\nuser=a+b&at=%40";
    QTest::newRow("text") << "patch(\"/a\", { body: \"hello\", headers: { \"Content-Type\": \"text/x\" } })"
                          << "PATCH /a\ncontent-type: text/x\ncontent-length: 5\nhello";
    QTest::newRow("bytes") << "post(\"/a\", { body: new Uint8Array([72, 105, 33]).subarray(0, 2) })"
                           << "POST /a\ncontent-type: application/octet-stream\ncontent-length: 2\nHi";
    QTest::newRow("auth") << "get(\"/a\", { auth: { bearer: \"x\" }, name: \"/a\" })"
                          << "GET /a\nauthorization: Bearer x\n";
    QTest::newRow("headers of pairs") << "get(\"/a\", { headers: [[\"X-A\", 1], [\"X-B\", \"2\"]] })"
                                      << "GET /a\nx-a: 1\nx-b: 2\n";
    QTest::newRow("several of a name")
        << "get(\"/a\", { headers: { \"X-A\": [1, \"2\"], cookie: [\"a=1\", \"b=2\"] } })"
        << "GET /a\nx-a: 1, 2\ncookie: a=1; b=2\n";
    QTest::newRow("user in the URL") << "get(args.baseUrl.replace(\"//\", \"//qa:p%40ss@\") + \"/a\")"
                                     << "GET /a\nauthorization: Basic cWE6cEBzcw==\n";
    QTest::newRow("a part of a buffer")
        << "post(\"/a\", { body: new Uint16Array([1, 0x6948, 2]).subarray(1, 2) })"
        << "POST /a\ncontent-type: application/octet-stream\ncontent-length: 2\nHi";
    QTest::newRow("empty post") << "post(\"/a\")"
                                << "POST /a\ncontent-length: 0\n";
    QTest::newRow("any method") << "request(\"purge\", \"/a\")"
                                << "PURGE /a\ncontent-length: 0\n";
}

void tst_Session::sends()
{
    QFETCH(QString, call);
    QFETCH(QString, received);
    HttpServer server(echo);
    QCOMPARE(run(server, QStringLiteral("console.log(await (await session.%1).text());").arg(call)),
             received);
    QCOMPARE(server.requests().size(), 1);
}

void tst_Session::refusesWhatItCannotSend_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("message");

    QTest::newRow("two bodies") << "post(\"/\", { json: 1, form: {} })"
                                << "TypeError: A request has one body: give only one of json and form";
    QTest::newRow("unknown option")
        << "get(\"/\", { querry: {} })"
        << "TypeError: A request has no option “querry”; it has headers, query, body, json, "
           "form, multipart, timeout, redirect, maxRedirects, auth, name";
    QTest::newRow("object as body")
        << "post(\"/\", { body: { a: 1 } })"
        << "TypeError: body is a string, an ArrayBuffer or a Uint8Array, got {\"a\":1} (did "
           "you mean json?)";
    QTest::newRow("timeout") << "get(\"/\", { timeout: 0 })"
                             << "TypeError: timeout is a number of seconds above 0, got 0";
    QTest::newRow("header") << "get(\"/\", { headers: { \"X-A\": \"1\\r\\nX-B: 2\" } })"
                            << "TypeError: The header X-A has a line break in its value";
    QTest::newRow("timeout as text") << "get(\"/\", { timeout: \"5\" })"
                                     << "TypeError: timeout is a number of seconds above 0, got \"5\"";
    QTest::newRow("list of headers") << "get(\"/\", { headers: [\"X\"] })"
                                     << "TypeError: headers is an object of names and values, or a list of "
                                        "pairs of them, got \"X\" in the list";
    QTest::newRow("object in query")
        << "get(\"/\", { query: { a: { b: 1 } } })"
        << "TypeError: In query, the value of “a” is a text, a number or a boolean, got {\"b\":1}";
    QTest::newRow("query") << "get(\"/\", { query: 5 })"
                           << "TypeError: query is an object of names and values, got 5";
    QTest::newRow("name") << "get(\"/\", { name: 5 })"
                          << "TypeError: name is a text, got 5";
    QTest::newRow("redirect") << "get(\"/\", { redirect: \"none\" })"
                              << "TypeError: redirect is \"follow\", \"manual\" or \"error\", got \"none\"";
    QTest::newRow("two authorizations")
        << "get(\"/\", { auth: { bearer: \"a\" }, headers: { authorization: \"b\" } })"
        << "TypeError: A request has one authorization: give only one of auth and the header";
    QTest::newRow("multipart") << "post(\"/\", { multipart: { a: 1 } })"
                               << "TypeError: multipart is a list of { name, value } and { name, data, "
                                  "filename, contentType }, got {\"a\":1}";
    QTest::newRow("part without a name") << "post(\"/\", { multipart: [{ value: 1 }] })"
                                         << "TypeError: The name of a part is a text, got undefined";
    QTest::newRow("part without data") << "post(\"/\", { multipart: [{ name: \"a\" }] })"
                                       << "TypeError: The part “a” needs either value or data";
    QTest::newRow("part of a part") << "post(\"/\", { multipart: [{ name: \"a\", file: 1 }] })"
                                    << "TypeError: A part of multipart has no option “file”; it has name, "
                                       "value, data, filename, contentType";
    QTest::newRow("data of a part")
        << "post(\"/\", { multipart: [{ name: \"a\", data: 5 }] })"
        << "TypeError: The data of the part “a” is a string, an ArrayBuffer or a Uint8Array, got 5";
    QTest::newRow("type of multipart")
        << "post(\"/\", { multipart: [], headers: { \"Content-Type\": \"multipart/form-data\" } })"
        << "TypeError: multipart makes a content-type of its own, with the line between its parts in it";
    QTest::newRow("three bodies") << "post(\"/\", { body: \"\", form: {}, multipart: [] })"
                                  << "TypeError: A request has one body: give only one of body and form and "
                                     "multipart";
    QTest::newRow("scheme") << "get(\"ftp://host/\")"
                            << "TypeError: “ftp://host/” is neither http nor https";
    QTest::newRow("nothing") << "get(undefined)"
                             << "TypeError: A request needs a URL, got undefined";
    QTest::newRow("file") << "get(\"file://localhost/etc/hosts\")"
                          << "TypeError: “file://localhost/etc/hosts” is neither http nor https";
    QTest::newRow("method") << "request(\"GET / HTTP/1.1\\r\\nX-A: 1\\r\\n\", \"/\")"
                            << "TypeError: session.request needs a method such as \"GET\", got \"GET / "
                               "HTTP/1.1\\r\\nX-A: 1\\r\\n\"";
    QTest::newRow("header's name") << "get(\"/\", { headers: { \"X-A: 1\\r\\nX-B\": 1 } })"
                                   << "TypeError: “X-A: 1\r\nX-B” is not a name that a header can have";
    QTest::newRow("circle") << "post(\"/\", { json: (() => { const a = {}; a.a = a; return a; })() })"
                            << "TypeError: Cannot convert circular structure to JSON";
    QTest::newRow("no URL") << "get(\"http://\")"
                            << "TypeError: “http://” is not a URL";
}

void tst_Session::refusesWhatItCannotSend()
{
    QFETCH(QString, call);
    QFETCH(QString, message);
    HttpServer server;
    QCOMPARE(run(server, QStringLiteral("await session.%1;").arg(call)),
             QStringLiteral("failed: ") + message);
    QCOMPARE(server.requests().size(), 0);
}

void tst_Session::uploadsFiles()
{
    HttpServer server;
    QCOMPARE(run(server, QStringLiteral(R"(
        const bytes = new Uint8Array(70000);
        for (let i = 0; i < bytes.length; ++i) bytes[i] = i * 7 + (i >> 8);
        await session.post("/", { multipart: [
            { name: "title", value: "Grüße" },
            { name: "count", value: 5 },
            { name: "photo", data: bytes, filename: 'a "b".png', contentType: "image/png" },
            { name: "raw", data: new Uint8Array([0, 13, 10, 45, 45, 255]) },
        ] });
    )")),
             QString());
    const auto &request = server.requests().constFirst();
    const auto type = request.header("content-type");
    const QByteArray prefix = "multipart/form-data; boundary=";
    QVERIFY2(type.startsWith(prefix), type.constData());
    QByteArray photo(70'000, Qt::Uninitialized);
    for (int i = 0; i < photo.size(); ++i)
        photo[i] = char(i * 7 + (i >> 8));
    const auto line = "--" + type.mid(prefix.size());
    const QByteArray form = "\r\nContent-Disposition: form-data; name=";
    const QByteArray expected = line + form
                                + "\"title\"\r\n\r\nGr\xc3\xbc\xc3\x9f"
                                  "e\r\n"
                                + line + form + "\"count\"\r\n\r\n5\r\n" + line + form
                                + "\"photo\"; filename=\"a %22b%22.png\"\r\nContent-Type: image/png\r\n\r\n"
                                + photo + "\r\n" + line + form
                                + "\"raw\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                                + QByteArray("\0\r\n--\xff", 6) + "\r\n" + line + "--\r\n";
    QVERIFY(request.body == expected);
    QCOMPARE(request.header("content-length"), QByteArray::number(expected.size()));
}

void tst_Session::readsResponses()
{
    HttpServer server([](const ServedRequest &) {
        return ServerAnswer::response(418, "short", {"X-Tea: green", "Set-Cookie: a=1", "Set-Cookie: b=2"});
    });
    QCOMPARE(run(server, QStringLiteral(R"(
        const r = await session.get("/tea?x=1");
        console.log(r.status, r.statusText, r.ok, r.url.replace(/:\d+/, ""));
        console.log(r.headers.get("X-TEA"), r.headers.has("x-none"), r.headers.get("x-none"));
        console.log(r.headers.getAll("set-cookie"));
        console.log([...r.headers.entries()].map(([name]) => name).sort());
        console.log(r.timings.total > 0, await r.text(), (await r.bytes())[0]);
    )")),
             QStringLiteral("418 Told so false http://127.0.0.1/tea?x=1\n"
                            "green false null\n"
                            "[\"a=1\",\"b=2\"]\n"
                            "[\"content-length\",\"set-cookie\",\"set-cookie\",\"x-tea\"]\n"
                            "true short 115"));
}

void tst_Session::tellsWhatTimeWasSpentOn()
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
             QStringLiteral("dns,connect,tls,send,wait,receive,total true true true\n"
                            "dns,connect,tls,send,wait,receive,total true true false"));
}

void tst_Session::readsBodiesAgain()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::json("{\"a\": 1}"); });
    QCOMPARE(run(server, QStringLiteral(R"(
        const r = await session.get("/");
        (await r.json()).a = 5;
        (await r.bytes())[0] = 0;
        console.log((await r.json()).a, await r.text());
        const head = await session.head("/");
        console.log(head.status, JSON.stringify(await head.text()), (await head.bytes()).length);
    )")),
             QStringLiteral("1 {\"a\": 1}\n200 \"\" 0"));
}

void tst_Session::saysWhatIsNoJson()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::response(503, "<html>busy</html>"); });
    const auto said = run(server, QStringLiteral("await (await session.get(\"/list\")).json();"));
    QCOMPARE(said, QStringLiteral(
                       "failed: SyntaxError: The response of %1 (status 503) is not JSON: its body begins "
                       "with \"<html>busy</html>\"")
                       .arg(server.url(QStringLiteral("/list")).toString()));
}

void tst_Session::followsRedirects()
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

void tst_Session::keepsSecretsFromOtherOrigins()
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

void tst_Session::changesMethodsAsBrowsersDo_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("received");

    for (const int status : {301, 302, 303})
        QTest::addRow("post %d", status) << "post(\"/\", { json: 1 })" << status << "GET /to\n";
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

void tst_Session::changesMethodsAsBrowsersDo()
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

void tst_Session::followsNoRedirectOutOfTheWeb_data()
{
    QTest::addColumn<QByteArray>("location");

    QTest::newRow("file") << QByteArray("file:///etc/hosts");
    QTest::newRow("file of a host") << QByteArray("file://localhost/etc/hosts");
    QTest::newRow("resource") << QByteArray("qrc:/runtime.js");
    QTest::newRow("data") << QByteArray("data:text/plain,hello");
    QTest::newRow("ftp") << QByteArray("ftp://127.0.0.1/");
    QTest::newRow("no host") << QByteArray("http:///");
}

void tst_Session::followsNoRedirectOutOfTheWeb()
{
    QFETCH(QByteArray, location);
    HttpServer server([&](const ServedRequest &) { return ServerAnswer::redirect(302, location); });
    ScriptBench bench;
    const auto lines = bench.linesOf(
        QStringLiteral("try { await session.get(\"/\"); } catch (error) { console.log(error.kind, "
                       "error.message.replace(/:\\d+/, \"\")); }"),
        server.url().toString());
    QCOMPARE(
        lines.join(QLatin1Char('\n')),
        QStringLiteral("protocol GET http://127.0.0.1/ was redirected to “%1”, which is no http or https URL")
            .arg(QUrl(QString::fromUtf8(location)).toString()));
    const auto delta = bench.metrics.take(0);
    QCOMPARE(delta.endpoints.size(), 1);
    QCOMPARE(delta.endpoints.first().count, 1);
    QCOMPARE(delta.endpoints.first().failed, 0);
}

void tst_Session::takesEachStatusAsAnAnswer()
{
    HttpServer server(
        [](const ServedRequest &request) { return ServerAnswer::response(request.path().mid(1).toInt()); });
    QCOMPARE(run(server, QStringLiteral(R"(
        for (const status of [200, 204, 304, 400, 401, 403, 404, 405, 407, 409, 410, 418, 429, 500, 501, 503, 599])
            console.log((await session.get("/" + status)).status - status);
    )")),
             QStringList(17, QStringLiteral("0")).join(QLatin1Char('\n')));
}

void tst_Session::takesARefusedUserAsAnAnswer()
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
             QStringLiteral("401 who?\n401 who?\n401 who?\nhttp://127.0.0.1"));
    QCOMPARE(server.requests().size(), 4);
}

void tst_Session::keepsCookiesPerWorker()
{
    HttpServer server([](const ServedRequest &request) {
        return request.path() == "/login" ? ServerAnswer::response(200, {}, {"Set-Cookie: id=7; Path=/"})
                                          : echo(request);
    });
    QCOMPARE(run(server, QStringLiteral(R"(
        await session.get("/login");
        console.log((await (await session.get("/me")).text()).replace(/\n/g, "|"));
    )")),
             QStringLiteral("GET /me|cookie: id=7|"));
}

void tst_Session::fails_data()
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
    QTest::newRow("no HTTP") << "get(\"/mail\")"
                             << QStringLiteral("closed GET http://127.0.0.1:PORT/mail ") + closed;
    QTest::newRow("no gzip")
        << "get(\"/packed\")"
        << "protocol GET http://127.0.0.1:PORT/packed got a body from 127.0.0.1:PORT that "
           "cannot be decompressed";
    QTest::newRow("no HTTP, left open")
        << "get(\"/chat\")" << QStringLiteral("closed GET http://127.0.0.1:PORT/chat ") + closed;
}

void tst_Session::fails()
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
        if (request.path() == "/packed")
            return ServerAnswer::response(200, "not packed", {"Content-Encoding: gzip"});
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

void tst_Session::failsWhenItIsStopped()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::never(); });
    ScriptBench bench;
    QTimer::singleShot(100ms, &server, [&] { bench.http.abort([](int) { return true; }); });
    const auto lines = bench.linesOf(
        QStringLiteral(
            "try { await session.get(\"/\"); } catch (error) { console.log(error.kind, error.message); }"),
        server.url().toString());
    QCOMPARE(lines, {QStringLiteral("aborted GET %1 was given up: the run was stopped")
                         .arg(server.url(QStringLiteral("/")).toString())});
}

void tst_Session::failsWithoutPorts()
{
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
    const auto printed =
        bench.linesOf(QStringLiteral("await session.get(\"/\"); try { await session.get(\"%1\"); } catch "
                                     "(error) { console.log(error.kind, error.message); }")
                          .arg(second.url(QStringLiteral("/")).toString()),
                      first.url().toString());
    for (const int copy : std::as_const(taken))
        close(copy);
    setrlimit(RLIMIT_NOFILE, &before);
    QCOMPARE(printed.size(), 1);
    QVERIFY2(
        printed.first().startsWith(
            QStringLiteral("ports GET %1 could not be sent: this computer has no port or descriptor left")
                .arg(second.url(QStringLiteral("/")).toString())),
        qPrintable(printed.first()));
#else
    QSKIP("Descriptors cannot be limited here.");
#endif
}

void tst_Session::doesNotTrustUnknownCertificates()
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

void tst_Session::pointsAtTheLineThatAsked()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::reset(); });
    ScriptBench bench;
    bench.linesOf(QStringLiteral("await sleep(0.001);\nawait session.post(\"/\");"), server.url().toString());
    QVERIFY(bench.failure);
    QVERIFY(bench.failure->kind == ErrorKind::Network);
    QVERIFY(!bench.failure->stack.isEmpty());
    QVERIFY(bench.failure->stack.first().place.toString().startsWith(QLatin1String("shop.ts:")));
}

void tst_Session::doesNotSendTwiceWhatIsNotIdempotent()
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

void tst_Session::joinsTheBaseUrl()
{
    HttpServer server(echo);
    ScriptBench bench;
    const auto lines = bench.linesOf(QStringLiteral(R"(
        for (const url of ["/a", "a", "", "?q", session.context.workerId === 7 ? args.baseUrl.replace("/api", "/b") : ""])
            console.log((await (await session.get(url)).text()).trim());
    )"),
                                     server.url(QStringLiteral("/api")).toString());
    QCOMPARE(lines.join(QLatin1Char('\n')),
             QStringLiteral("GET /api/a\nGET /api/a\nGET /api\nGET /api?q\nGET /b"));

    ScriptBench without;
    QCOMPARE(without.linesOf(QStringLiteral("await session.get(\"/a\");")).join(QLatin1Char('\n')),
             QStringLiteral(
                 "failed: TypeError: “/a” is not a whole URL, and there is no base URL to put before it: set "
                 "one in the profile, or return baseUrl from setup"));
}

void tst_Session::takesWhatSetupReturns()
{
    HttpServer server(echo);
    ScriptBench bench;
    const auto outcome = bench.load(QStringLiteral(R"(import { scenario, setup } from "molotov";
        setup(async (workerId, args) => ({ baseUrl: args.baseUrl + "/v2", headers: { "X-Worker": workerId, "X-A": "1" } }));
        scenario("a", async (session) => {
            console.log((await (await session.get("/x", { headers: { "x-a": "2" } })).text()).replace(/\n/g, "|"));
        });)"),
                                    server.url().toString());
    QVERIFY(!outcome.error);
    QVERIFY(bench.runOnce());
    QCOMPARE(bench.printed.join(QLatin1Char('\n')), QStringLiteral("GET /v2/x|x-a: 2|x-worker: 7|"));
}

void tst_Session::countsEndpoints()
{
    HttpServer server([](const ServedRequest &request) {
        return request.path() == "/close" ? ServerAnswer::close() : ServerAnswer::response(200, "12345");
    });
    ScriptBench bench;
    bench.linesOf(QStringLiteral(R"(
        await session.get("/item/1", { name: "/item/:id", query: { a: 1 } });
        await session.get("/item/2", { name: "/item/:id" });
        await session.get("/list?page=2");
        await session.post("/close").catch(() => {});
    )"),
                  server.url().toString());
    const auto delta = bench.metrics.take(0);
    QStringList lines;
    for (const auto &endpoint : delta.endpoints) {
        lines.append(QStringLiteral("%1 %2 %3 %4 200:%5 %6")
                         .arg(endpoint.method, endpoint.name)
                         .arg(endpoint.count)
                         .arg(endpoint.failed)
                         .arg(endpoint.statuses.value(200))
                         .arg(endpoint.latency.counts.size() > 0));
    }
    lines.sort();
    QCOMPARE(lines.join(QLatin1Char('\n')), QStringLiteral("GET /item/:id 2 0 200:2 1\n"
                                                           "GET /list 1 0 200:1 1\n"
                                                           "POST /close 1 1 200:0 0"));
    QVERIFY(delta.bytesIn > 15);
    QVERIFY(delta.bytesOut > 0);
}

void tst_Session::attachesToTheContext()
{
    HttpServer server;
    QCOMPARE(run(server, QStringLiteral(R"(
        const { context } = session;
        context.attach("token", { a: 1 });
        console.log(context.token.a, context.workerId, context.step, context.args.workers);
        context.statsd.increment("a"); // there is none, and it does not matter
        for (const name of ["step", "attach", "statsd", ""])
            try { context.attach(name, 1); } catch (error) { console.log(error.message); }
        try { context.statsd.gauge("a", "1"); } catch (error) { console.log(error.message); }
    )")),
             QStringLiteral("1 7 1 10\n"
                            "The context has a step of its own: attach it under another name\n"
                            "The context has a attach of its own: attach it under another name\n"
                            "The context has a statsd of its own: attach it under another name\n"
                            "attach needs a name, got \"\"\n"
                            "The value of a is a number, got \"1\""));
}

void tst_Session::sendsForNoWorker()
{
    HttpServer server([](const ServedRequest &request) {
        return request.path() == "/login" ? ServerAnswer::response(200, {}, {"Set-Cookie: id=7; Path=/"})
                                          : echo(request);
    });
    ScriptBench bench;
    const auto outcome = bench.load(QStringLiteral(R"(import { scenario, setup, request } from "molotov";
        setup(async () => {
            await request("POST", "/login", { json: 1 });
            console.log((await (await request("get", "/a", { query: { b: 1 } })).text()).replace(/\n/g, "|"));
        });
        scenario("a", async (session) => {
            console.log((await (await session.get("/a")).text()).replace(/\n/g, "|"));
        });)"),
                                    server.url().toString());
    QVERIFY(!outcome.error);
    QVERIFY(bench.runOnce());
    QCOMPARE(bench.printed,
             QStringList({QStringLiteral("GET /a?b=1|cookie: id=7|"), QStringLiteral("GET /a|")}));
    QCOMPARE(bench.metrics.take(0).endpoints.size(), 2); // POST /login and GET /a
}

void tst_Session::sendsJsonForNoWorker()
{
    HttpServer server([](const ServedRequest &request) {
        if (request.path() == "/text")
            return ServerAnswer::response(200, "hello");
        if (request.path() == "/none")
            return ServerAnswer::response(204);
        return ServerAnswer::json("{\"accept\": \"" + request.header("accept")
                                  + "\", \"body\": " + request.body + "}");
    });
    ScriptBench bench;
    const auto outcome = bench.load(QStringLiteral(R"(import { scenario, jsonRequest } from "molotov";
        scenario("a", async () => {
            const { status, headers, content } = await jsonRequest("POST", "/", { json: [1] });
            console.log(status, headers.get("content-type"), content);
            console.log((await jsonRequest("POST", "/", { json: 2, headers: { Accept: "x/y" } })).content);
            console.log((await jsonRequest("GET", "/none")).content);
            await jsonRequest("GET", "/text");
        });)"),
                                    server.url().toString());
    QVERIFY(!outcome.error);
    QVERIFY(bench.runOnce());
    QCOMPARE(
        bench.printed.join(QLatin1Char('\n')),
        QStringLiteral("200 application/json {\"accept\":\"application/json\",\"body\":[1]}\n"
                       "{\"accept\":\"x/y\",\"body\":2}\n"
                       "null\n"
                       "failed: SyntaxError: The response of %1 (status 200) is not JSON: its body begins "
                       "with \"hello\"")
            .arg(server.url(QStringLiteral("/text")).toString()));
}

void tst_Session::sendsNothingWhileLoading()
{
    for (const auto &name : {"request", "jsonRequest"}) {
        ScriptBench bench;
        const auto outcome = bench.load(
            QStringLiteral(
                "import { scenario, %1 } from \"molotov\";\nscenario(\"a\", () => 1);\n%1(\"GET\", \"/\");")
                .arg(QLatin1String(name)));
        QVERIFY(outcome.error);
        // jsonRequest rejects, but nobody could wait for it: so both throw.
        QCOMPARE(
            outcome.error->message,
            QStringLiteral("%1 cannot be called while the scenario file is loaded: call it in globalSetup "
                           "or another fixture")
                .arg(QLatin1String(name)));
    }
}

void tst_Session::raisesEvents()
{
    HttpServer server([](const ServedRequest &request) {
        return request.path() == "/away"    ? ServerAnswer::redirect(302, "/to")
               : request.path() == "/close" ? ServerAnswer::close()
                                            : ServerAnswer::response(200, "hello");
    });
    ScriptBench bench;
    const auto outcome =
        bench.load(QStringLiteral(R"(import { scenario, setup, events, request } from "molotov";
        setup(() => ({ headers: { "X-A": 1, "X-B": 2 } }));
        events(async (event, { session, request, response }) => {
            if (event !== "sending_request" && event !== "response_received") return;
            const url = request.url.replace(/:\d+/, "");
            console.log(event, session.context.workerId, request.method, url, request.headers, request.body);
            if (response) console.log(response.status, response.url.replace(/:\d+/, ""), await response.text());
        });
        scenario("a", async (session) => {
            await session.post("/away?a=1", { json: [1], query: { b: 2 }, headers: { "x-b": 3 } });
            await session.get("/close").catch(() => 0);
            console.log(await (await session.get("/")).text());
        });)"),
                   server.url().toString());
    QVERIFY2(!outcome.error, outcome.error ? qPrintable(outcome.error->message) : "");
    QVERIFY(bench.runOnce());
    QCOMPARE(
        bench.printed.join(QLatin1Char('\n')),
        QStringLiteral("sending_request 7 POST http://127.0.0.1/away?a=1&b=2 "
                       "{\"x-b\":\"3\",\"content-type\":\"application/json\",\"x-a\":\"1\"} [1]\n"
                       "response_received 7 POST http://127.0.0.1/away?a=1&b=2 "
                       "{\"x-b\":\"3\",\"content-type\":\"application/json\",\"x-a\":\"1\"} [1]\n"
                       "200 http://127.0.0.1/to hello\n"
                       "sending_request 7 GET http://127.0.0.1/close {\"x-a\":\"1\",\"x-b\":\"2\"} null\n"
                       "sending_request 7 GET http://127.0.0.1/ {\"x-a\":\"1\",\"x-b\":\"2\"} null\n"
                       "response_received 7 GET http://127.0.0.1/ {\"x-a\":\"1\",\"x-b\":\"2\"} null\n"
                       "200 http://127.0.0.1/ hello\n"
                       "hello"));
    QCOMPARE(bench.strayErrors, QStringList());
}

QTEST_GUILESS_MAIN(tst_Session)
#include "tst_session.moc"
