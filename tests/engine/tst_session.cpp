// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/sessionscript.h"

#include <QRegularExpression>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

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
    void readsBodiesAgain();
    void keepsLargeBodiesForAnIteration();
    void readsTextsByTheirCharset();
    void saysWhatIsNoJson();
    void keepsCookiesPerWorker();
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
                                << "GET /aX-A:%201\n";
    QTest::newRow("escapes") << "get(\"/%7Ea/%41%2Eb?sig=%2b%7E+%zz\")"
                             << "GET /%7Ea/%41%2Eb?sig=%2b%7E+%zz\n";
    QTest::newRow("ends of a URL") << "get(\" \\u0001/a\\t?ü \\u0000\")"
                                   << "GET /a?%C3%BC\n";
    QTest::newRow("half a pair") << "get(\"/a\\ud800b\", { headers: { \"X-A\": \"c\\udc00\" } })"
                                 << "GET /a%EF%BF%BDb\nx-a: c\ufffd\n";
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
                                << "PURGE /a\n";
    for (const auto *method : {"VERSION-CONTROL", "M-SEARCH", "X!#$%&'*+.^_`|~9"})
        QTest::addRow("%s", method) << QStringLiteral("request(\"%1\", \"/a\")").arg(QLatin1String(method))
                                    << QStringLiteral("%1 /a\n").arg(QLatin1String(method));
    QTest::newRow("header in letters") << "get(\"/a\", { headers: { \"X-A\": \"a\\tü€\" } })"
                                       << "GET /a\nx-a: a\tü€\n";
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
           "form, multipart, timeout, redirect, maxRedirects, auth, name, signal, discard";
    QTest::newRow("object as body")
        << "post(\"/\", { body: { a: 1 } })"
        << "TypeError: body is a string, an ArrayBuffer or a Uint8Array, got {\"a\":1} (did "
           "you mean json?)";
    QTest::newRow("discard") << "get(\"/\", { discard: 1 })"
                             << "TypeError: discard is true or false, got 1";
    QTest::newRow("timeout") << "get(\"/\", { timeout: 0 })"
                             << "TypeError: timeout is a number of seconds above 0, got 0";
    QTest::newRow("header") << "get(\"/\", { headers: { \"X-A\": \"1\\r\\nX-B: 2\" } })"
                            << "TypeError: The header X-A has the control character \"\\r\" in its value";
    QTest::newRow("control character")
        << "get(\"/\", { headers: { \"X-A\": \"1\\u001b\" } })"
        << "TypeError: The header X-A has the control character \"\\u001b\" in its value";
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
    const auto hint = QStringLiteral(": write http:// before a host, or / before a path with a colon");
    for (const auto *url :
         {"qrc:/a", "data:text/plain,a", "about:blank", "javascript:alert(1)", "host:80/"}) {
        QTest::addRow("%s", url)
            << QStringLiteral("get(\"%1\")").arg(QLatin1String(url))
            << QStringLiteral("TypeError: “%1” is neither http nor https").arg(QLatin1String(url)) + hint;
    }
    QTest::newRow("port")
        << "get(\"http://127.0.0.1:99999/\")"
        << "TypeError: “http://127.0.0.1:99999/” is not a URL: its port is not a number from "
           "0 to 65535";
    QTest::newRow("nothing") << "get(undefined)"
                             << "TypeError: A request needs a URL, got undefined";
    QTest::newRow("file") << "get(\"file://localhost/etc/hosts\")"
                          << "TypeError: “file://localhost/etc/hosts” is neither http nor https";
    QTest::newRow("method") << "request(\"GET / HTTP/1.1\\r\\nX-A: 1\\r\\n\", \"/\")"
                            << "TypeError: session.request needs a method such as \"GET\", got \"GET / "
                               "HTTP/1.1\\r\\nX-A: 1\\r\\n\"";
    QTest::newRow("header's name") << "get(\"/\", { headers: { \"X-A: 1\\r\\nX-B\": 1 } })"
                                   << "TypeError: \"X-A: 1\\r\\nX-B\" is not a name that a header can have";
    QTest::newRow("circle") << "post(\"/\", { json: (() => { const a = {}; a.a = a; return a; })() })"
                            << "TypeError: Cannot convert circular structure to JSON";
    QTest::newRow("no URL") << "get(\"http://\")"
                            << "TypeError: “http://” is not a URL: it has no host";
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
        const r = await session.get("/a%20tea?x=ü");
        console.log(r.status, r.statusText, r.ok, r.url.replace(/:\d+/, ""));
        console.log(r.headers.get("X-TEA"), r.headers.has("x-none"), r.headers.get("x-none"));
        console.log(r.headers.getAll("set-cookie"));
        console.log([...r.headers.entries()].map(([name]) => name).sort());
        console.log(r.timings.total > 0, await r.text(), (await r.bytes())[0]);
    )")),
             QStringLiteral("418 Told so false http://127.0.0.1/a%20tea?x=%C3%BC\n"
                            "green false null\n"
                            "[\"a=1\",\"b=2\"]\n"
                            "[\"content-length\",\"set-cookie\",\"set-cookie\",\"x-tea\"]\n"
                            "true short 115"));
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

void tst_Session::keepsLargeBodiesForAnIteration()
{
    HttpServer server([](const ServedRequest &) {
        return ServerAnswer::response(200, '"' + QByteArray(200'000, 'x') + '"');
    });
    ScriptBench bench;
    bench.load(QStringLiteral(R"(import { scenario, request, setup } from "molotov";
        let kept;
        setup(async () => {
            kept = await request("GET", "/");
            console.log((await kept.bytes()).length);
        });
        scenario("main", async (session) => {
            for (const read of ["text", "json", "bytes"])
                console.log(await kept[read]().catch((error) => error.message.replace(/:\d+/, "")));
            const one = await session.get("/");
            kept = await session.get("/");
            for (let i = 0; i < 2; ++i)
                console.log((await one.text()).length, (await one.json()).length, (await one.bytes()).length);
        });)"),
               server.url().toString());
    QVERIFY(bench.runOnce());
    const auto gone =
        QStringLiteral("The body of http://127.0.0.1/ is gone: one of 64 KiB or more is kept until "
                       "its iteration or fixture is over, and can be read until then");
    const auto sizes = QStringLiteral("200002 200000 200002");
    QCOMPARE(bench.printed, (QStringList{QStringLiteral("200002"), gone, gone, gone, sizes, sizes}));
}

void tst_Session::readsTextsByTheirCharset()
{
    HttpServer server([](const ServedRequest &request) {
        return ServerAnswer::response(
            200, request.path() == "/latin" ? "[\"\xfc\"]" : "\xef\xbb\xbf[\"\xc3\xbc\"]",
            {"Content-Type: text/plain; charset=" + request.path().mid(1)});
    });
    const auto warning = QStringLiteral("The charset “latin” is not known: texts in it, such as that of "
                                        "http://127.0.0.1/latin, are read as UTF-8");
    QCOMPARE(run(server, QStringLiteral(R"(
        const r = await session.get("/iso-8859-1");
        console.log(await r.text(), await r.json());
        for (let i = 0; i < 2; ++i) console.log(await (await session.get("/latin")).text());
    )"))
                 .remove(QRegularExpression(QStringLiteral(":\\d+(?=/)"))),
             QStringLiteral("[\"ü\"] [\"ü\"]\n") + warning + QStringLiteral("\n[\"\ufffd\"]\n[\"\ufffd\"]"));
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

void tst_Session::joinsTheBaseUrl()
{
    HttpServer server(echo);
    ScriptBench bench;
    const auto lines = bench.linesOf(QStringLiteral(R"(
        for (const url of ["/a", "a", "", "?q", "#f", "./b//c/../d/..?../e", session.context.workerId === 7 ? args.baseUrl.replace("/api", "/b") : ""])
            console.log((await (await session.get(url)).text()).trim());
    )"),
                                     server.url(QStringLiteral("/api")).toString());
    QCOMPARE(
        lines.join(QLatin1Char('\n')),
        QStringLiteral("GET /api/a\nGET /api/a\nGET /api\nGET /api?q\nGET /api\nGET /api/b//?../e\nGET /b"));

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
    const auto delta = bench.metrics.take(0);
    QCOMPARE(delta.endpoints.size(), 1); // GET /a of the scenario
    QCOMPARE(delta.fixtures.endpoints.size(), 2); // POST /login and GET /a
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
