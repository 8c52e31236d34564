// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/scriptbench.h"
#include "tests/support/http2server.h"
#include "tests/support/httpserver.h"

#include <QFile>
#include <QTcpSocket>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;

namespace {

QString pem(const char *name)
{
    QFile file(QStringLiteral(MOLOTOV_SOURCE_DIR "/tests/data/tls/") + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("No %s", name);
    return QLatin1Char('`') + QString::fromUtf8(file.readAll()) + QLatin1Char('`');
}

// What the body prints in a session that setup gave the options, and what became of it.
QString run(const QUrl &baseUrl, const QString &options, const QString &body)
{
    ScriptBench bench;
    bench.hosts().setRules(HostRules({}, {QStringLiteral("target.invalid")}));
    const auto outcome =
        bench.load(QStringLiteral("import { scenario, setup, args } from \"molotov\";\n"
                                  "setup(async () => (%1)); scenario(\"a\", async (session) => {\n%2\n});")
                       .arg(options, body),
                   baseUrl.toString());
    if (outcome.error)
        return outcome.error->message;
    return bench.runOnce() ? bench.printed.join(QLatin1Char('|')) : QStringLiteral("did not end");
}

QString run(const HttpServer &server, const QString &options, const QString &body)
{
    return run(server.url(), options, body);
}

const QString GetStatus = QStringLiteral("console.log((await session.get(\"/\")).status);");
const QString GetFailure =
    QStringLiteral("try { console.log((await session.get(\"/\")).status); } catch (e) { "
                   "console.log(e.kind, e.message.replace(/:\\d+/g, \"\")); }");

// 1000 of them, in gzip.
const QByteArray Zeros = QByteArray::fromHex("1f8b08000000000002ff33301805a360140c77000083995fa8e8030000");

} // namespace

/// What setup may return, and what it changes.
class tst_SessionOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refuses_data();
    void refuses();
    void sendsWithEachRequest_data();
    void sendsWithEachRequest();
    void keepsItsCookiesToTheHost();
    void changesDefaultHeaders();
    void handlesCookies();
    void refusesCookies_data();
    void refusesCookies();
    void limitsTime();
    void limitsBodies_data();
    void limitsBodies();
    void limitsBodiesUnasked();
    void limitsWhatIsUnpacked();
    void takesLongBodies();
    void decidesOnRedirects_data();
    void decidesOnRedirects();
    void trusts_data();
    void trusts();
    void takesNoCommonNameForAName_data();
    void takesNoCommonNameForAName();
    void showsItsCertificate_data();
    void showsItsCertificate();
    void offersHttp2();
    void speaksHttp2();
    void closesConnections();
    void limitsConnections();
    void keepsCookiesBehindAProxy();
    void asksAProxy();
    void asksASocksProxy();
};

void tst_SessionOptions::refuses_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *options, const char *message) {
        QTest::newRow(options) << QString::fromUtf8(options) << QString::fromUtf8(message);
    };
    row("{ baseURL: \"\" }",
        "A session has no option “baseURL”; it has baseUrl, headers, auth, cookies, timeout, redirect, "
        "maxRedirects, verifyTls, caCertificate, clientCertificate, proxy, http2, keepAlive, resumeTls, "
        "expectContinue, maxConnections, maxBody, discard");
    row("{ baseUrl: \"localhost:80\" }", "baseUrl “localhost:80” is neither http nor https: write http:// "
                                         "before a host, or / before a path with a colon");
    row("{ baseUrl: \"httpx://localhost\" }", "baseUrl “httpx://localhost” is neither http nor https");
    row("{ baseUrl: 5 }", "baseUrl is a text, got 5");
    row("{ baseUrl: \"http://a/b?c\" }",
        "baseUrl goes before paths: leave out what begins with “?” or “#” in “http://a/b?c”");
    row("{ baseUrl: \"http://a/#/b\" }",
        "baseUrl goes before paths: leave out what begins with “?” or “#” in “http://a/#/b”");
    row("{ headers: [\"X\"] }",
        "headers is an object of names and values, or a list of pairs of them, got \"X\" in the list");
    row("{ headers: \"X: 1\" }", "headers is an object of names and values, got \"X: 1\"");
    row("{ headers: { a: {} } }", "In headers, the value of “a” is a text, a number or a boolean, got {}");
    row("{ auth: \"qa\" }", "auth is { username, password } or { bearer }, got \"qa\"");
    row("{ auth: { username: \"qa\" } }",
        "auth is { username, password } or { bearer }, without anything else, got [\"username\"]");
    row("{ auth: { username: \"a:b\", password: \"\" } }",
        "auth.username is a text without a colon, got \"a:b\"");
    row("{ auth: { bearer: \"a b\" } }", "auth.bearer is a text of letters, figures and signs, got \"a b\"");
    row("{ headers: { Authorization: \"x\" }, auth: { bearer: \"y\" } }",
        "A session has one authorization: give only one of auth and the header");
    row("{ cookies: \"a=1\" }", "cookies is an object of names and values, got \"a=1\"");
    row("{ cookies: { \"a;\": 1 } }", "A cookie needs a name of letters, figures and signs, got \"a;\"");
    row("{ timeout: \"5\" }", "timeout is a number of seconds above 0, got \"5\"");
    row("{ timeout: 0 }", "timeout is a number of seconds above 0, got 0");
    row("{ redirect: true }", "redirect is \"follow\", \"manual\" or \"error\", got true");
    row("{ maxRedirects: -1 }", "maxRedirects is a whole number, 0 or more, got -1");
    row("{ verifyTls: 0 }", "verifyTls is true or false, got 0");
    row("{ caCertificate: \"my CA\" }", "caCertificate holds no certificate in PEM");
    row("{ clientCertificate: \"x\" }",
        "clientCertificate is { certificate, key, passphrase }, the first two in PEM, got \"x\"");
    row("{ clientCertificate: { certificate: \"x\" } }", "clientCertificate.key is a text, got undefined");
    row("{ clientCertificate: { certificate: \"x\", key: \"y\" } }",
        "clientCertificate.certificate holds no certificate in PEM");
    row("{ proxy: \"ftp://host:1\" }",
        "proxy is an address such as http://user:password@host:port or socks5://host:port, got "
        "“ftp://host:1”");
    row("{ proxy: \"http://u:secret@host\" }",
        "proxy is an address such as http://user:password@host:port or socks5://host:port, got "
        "“http://u@host”");
    row("{ http2: \"yes\" }", "http2 is true, false or \"prior-knowledge\", got \"yes\"");
    row("{ http2: \"prior-knowledge\", proxy: \"http://localhost:1\" }",
        "http2 “prior-knowledge” does not go through a proxy: let setup return only one of them");
    row("{ keepAlive: 1 }", "keepAlive is true or false, got 1");
    row("{ maxConnections: 0 }", "maxConnections is a whole number above 0, got 0");
    row("{ discard: 0 }", "discard is true or false, got 0");
    row("{ maxBody: 1.5 }", "maxBody is a whole number, 0 or more, got 1.5");
    row("{ connections: 5 }",
        "A session has no option “connections”; it has baseUrl, headers, auth, cookies, timeout, "
        "redirect, "
        "maxRedirects, verifyTls, caCertificate, clientCertificate, proxy, http2, keepAlive, resumeTls, "
        "expectContinue, maxConnections, maxBody, discard");
}

void tst_SessionOptions::refuses()
{
    QFETCH(QString, options);
    QFETCH(QString, message);
    HttpServer server;
    QCOMPARE(run(server, options, GetStatus), QStringLiteral("failed: TypeError: ") + message);
    QCOMPARE(server.requests().size(), 0);
}

void tst_SessionOptions::sendsWithEachRequest_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("call");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *options, const char *call, const char *header, const char *value) {
        QTest::addRow("%s %s", options, call) << QString::fromUtf8(options) << QString::fromUtf8(call)
                                              << QByteArray(header) << QByteArray(value);
    };
    row("{ headers: { \"X-A\": 1 } }", "get(\"/\")", "x-a", "1");
    row("{ headers: { \"X-A\": 1 } }", "get(\"/\", { headers: { \"x-a\": 2 } })", "x-a", "2");
    row("{ headers: [[\"X-A\", true]] }", "post(\"/\")", "x-a", "true");
    row("{ auth: { username: \"qa\", password: \"pä:ss\" } }", "get(\"/\")", "authorization",
        "Basic cWE6cMOkOnNz");
    row("{ auth: { bearer: \"t0k.en\" } }", "get(\"/\")", "authorization", "Bearer t0k.en");
    row("{ auth: { bearer: \"t0k.en\" } }", "get(\"/\", { auth: { username: \"a\", password: \"\" } })",
        "authorization", "Basic YTo=");
    row("{ auth: { bearer: \"t0k.en\" } }", "get(\"/\", { headers: { Authorization: \"own\" } })",
        "authorization", "own");
    row("{ auth: { bearer: \"t0k.en\" } }", "get(args.baseUrl.replace(\"127\", \"a:b@127\"))",
        "authorization", "Basic YTpi");
    row("{ cookies: { id: 7, lang: \"de\" } }", "get(\"/\")", "cookie", "id=7; lang=de");
    row("{ cookies: { id: 7 } }", "get(\"/\", { headers: { cookie: \"own=1\" } })", "cookie", "own=1");
    row("{}", "get(\"/\")", "cache-control", ""); // caches between here and there are part of what is tested
    row("{}", "get(\"/\")", "pragma", "");
    row("{}", "get(\"/\")", "user-agent", "molotov/" MOLOTOV_VERSION);
    row("{ headers: { \"user-agent\": \"me\" } }", "get(\"/\")", "user-agent", "me");
}

void tst_SessionOptions::sendsWithEachRequest()
{
    QFETCH(QString, options);
    QFETCH(QString, call);
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, value);
    HttpServer server;
    QCOMPARE(run(server, options, QStringLiteral("console.log((await session.%1).status);").arg(call)),
             QStringLiteral("200"));
    QCOMPARE(server.requests().constFirst().header(header), value);
}

void tst_SessionOptions::keepsItsCookiesToTheHost()
{
    HttpServer server;
    QCOMPARE(run(server, QStringLiteral("{ cookies: { id: 7 } }"),
                 QStringLiteral("const other = args.baseUrl.replace(\"127.0.0.1\", \"localhost\");"
                                "console.log((await session.get(other + \"/x\")).status, "
                                "session.cookies.get(\"id\"), session.cookies.get(\"id\", other));")),
             QStringLiteral("200 7 undefined"));
    QCOMPARE(server.requests().constFirst().header("cookie"), QByteArray());
}

void tst_SessionOptions::changesDefaultHeaders()
{
    HttpServer server;
    QCOMPARE(
        run(server, QStringLiteral("{ headers: { \"X-A\": 1, \"X-B\": 1 } }"), QStringLiteral(R"(
        session.headers.set("x-a", 2);
        session.headers.append("X-C", "ü");
        session.headers.delete("x-b");
        await session.get("/");
        session.headers.clear();
        await session.get("/");
        console.log(session.headers, session.headers.has("x-a"));
        try { session.headers.accept = "x"; } catch (error) { console.log(error.name); }
        session.headers.set("a b", 1);
    )")),
        QStringLiteral("{} false|TypeError|failed: TypeError: \"a b\" is not a name that a header can have"));
    const auto &first = server.requests().at(0);
    QCOMPARE(first.header("x-a") + ',' + first.header("x-b") + ',' + first.header("x-c"),
             QByteArray("2,,\xc3\xbc"));
    QCOMPARE(server.requests().at(1).header("x-a"), QByteArray());
}

void tst_SessionOptions::handlesCookies()
{
    HttpServer server([](const ServedRequest &) {
        return ServerAnswer::response(200, {},
                                      {"Set-Cookie: id=7; Path=/", "Set-Cookie: deep=1; Path=/deep"});
    });
    QCOMPARE(run(server, QStringLiteral("{}"), QStringLiteral(R"(
        const { cookies } = session;
        await session.get("/");
        console.log(cookies.get("id"), cookies.get("deep"), cookies.get("deep", "/deep/x"), cookies.has("none"));
        cookies.set("lang", "d e");
        cookies.set("short", 1, { maxAge: 60, path: "/deep", httpOnly: true });
        cookies.set("gone", 1, { expires: new Date(0) });
        console.log(cookies.getAll(), cookies.getAll("/deep"));
        cookies.delete("id");
        cookies.delete("deep", "/deep");
        console.log(cookies.getAll("/deep"));
        cookies.clear();
        console.log(cookies.getAll("/deep"));
    )")),
             QStringLiteral("7 undefined 1 false|{\"id\":\"7\",\"lang\":\"d e\"} "
                            "{\"deep\":\"1\",\"id\":\"7\",\"lang\":\"d e\",\"short\":\"1\"}|"
                            "{\"lang\":\"d e\",\"short\":\"1\"}|{}"));
}

void tst_SessionOptions::refusesCookies_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *call, const char *message) {
        QTest::newRow(call) << QString::fromUtf8(call) << QString::fromUtf8(message);
    };
    row("set(\"a b\", 1)", "A cookie needs a name of letters, figures and signs, got \"a b\"");
    row("set(\"a\", \"1;2\")", "The cookie a needs a value without semicolons and line breaks, got \"1;2\"");
    row("set(\"a\")", "The cookie a needs a value without semicolons and line breaks, got undefined");
    row("set(\"a\", 1, { maxage: 5 })",
        "A cookie has no option “maxage”; it has url, domain, path, secure, httpOnly, expires, maxAge");
    row("set(\"a\", 1, { expires: \"soon\" })", "expires is a Date, got \"soon\"");
    row("set(\"a\", 1, { domain: \"example.com\", url: \"http://localhost/\" })",
        "The cookie a cannot be set by http://localhost/");
    row("get(\"a\", \"ftp://x/\")", "“ftp://x/” is neither http nor https");
}

void tst_SessionOptions::refusesCookies()
{
    QFETCH(QString, call);
    QFETCH(QString, message);
    HttpServer server;
    QCOMPARE(run(server, QStringLiteral("{}"), QStringLiteral("session.cookies.%1;").arg(call)),
             QStringLiteral("failed: TypeError: ") + message);
}

void tst_SessionOptions::limitsTime()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::never(); });
    QCOMPARE(run(server, QStringLiteral("{ timeout: 0.2 }"), GetFailure),
             QStringLiteral("timeout GET http://127.0.0.1/ had no whole answer after 0.2 s"));
}

void tst_SessionOptions::limitsBodies_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("printed");
    const auto tooMuch = QStringLiteral(
        "protocol GET http://127.0.0.1/ got a body of more than 10 bytes, which is its maxBody "
        "(setup can return a larger one)");
    QTest::newRow("just enough") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789")
                                 << QStringLiteral("200");
    QTest::newRow("too much") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n0123456789a")
                              << tooMuch;
    QTest::newRow("without end") << QByteArray("HTTP/1.1 200 OK\r\n\r\n0123456789a") << tooMuch;
}

void tst_SessionOptions::limitsBodies()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, printed);
    HttpServer server([&](const ServedRequest &) { return ServerAnswer{.bytes = answer}; });
    QCOMPARE(run(server, QStringLiteral("{ maxBody: 10 }"), GetFailure), printed);
}

// And what is announced is not waited for.
void tst_SessionOptions::limitsBodiesUnasked()
{
    HttpServer server([&](const ServedRequest &) {
        return ServerAnswer{.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 67108865\r\n\r\n"};
    });
    QCOMPARE(run(server, QStringLiteral("{ timeout: 20 }"), GetFailure),
             QStringLiteral("protocol GET http://127.0.0.1/ got a body of more than 67108864 bytes, which is "
                            "its maxBody (setup can return a larger one)"));
    QCOMPARE(
        run(server, QStringLiteral("{}"), QStringLiteral("console.log((await session.head(\"/\")).status);")),
        QStringLiteral("200"));
}

void tst_SessionOptions::limitsWhatIsUnpacked()
{
    HttpServer server([](const ServedRequest &) {
        return ServerAnswer{.bytes = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 29\r\n\r\n"
                                     + Zeros};
    });
    const auto read = QStringLiteral("const r = await session.get('/'); console.log(await r.text().then(\n"
                                     "(t) => t.length, (e) => e.kind + e.message.replace(/:\\d+/, '')));");
    QCOMPARE(run(server, QStringLiteral("{ maxBody: 1000 }"), read), QStringLiteral("1000"));
    QCOMPARE(run(server, QStringLiteral("{ maxBody: 999 }"), read),
             QStringLiteral(
                 "protocolThe response of http://127.0.0.1/ has a body that comes to more than 999 bytes, "
                 "which is its maxBody (setup can return a larger one)"));
}

void tst_SessionOptions::takesLongBodies()
{
    HttpServer server(
        [](const ServedRequest &) { return ServerAnswer::response(200, QByteArray(300'000, 'x')); });
    QCOMPARE(run(server, QStringLiteral("{ maxBody: Number.MAX_SAFE_INTEGER }"),
                 QStringLiteral("console.log((await (await session.get(\"/\")).text()).length);")),
             QStringLiteral("300000"));
}

void tst_SessionOptions::decidesOnRedirects_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("printed");
    const auto row = [](const char *options, const char *call, const char *printed) {
        QTest::addRow("%s %s", options, call)
            << QString::fromUtf8(options) << QString::fromUtf8(call) << QString::fromUtf8(printed);
    };
    const char *const forbidden = "protocol GET http://127.0.0.1/3 was redirected to “http://127.0.0.1/2”, "
                                  "which it may not be";
    row("{}", "get(\"/3\")", "200 /0 true");
    row("{}", "get(\"/0\")", "200 /0 false");
    row("{ redirect: \"manual\" }", "get(\"/3\")", "302 /3 false");
    row("{ redirect: \"manual\" }", "post(\"/3\", { json: 1 })", "302 /3 false");
    row("{ redirect: \"manual\" }", "get(\"/3\", { redirect: \"follow\" })", "200 /0 true");
    row("{}", "get(\"/3\", { redirect: \"manual\" })", "302 /3 false");
    row("{ redirect: \"error\" }", "get(\"/3\")", forbidden);
    row("{}", "get(\"/3\", { redirect: \"error\" })", forbidden);
    row("{ redirect: \"error\" }", "get(\"/0\")", "200 /0 false");
    row("{ maxRedirects: 2 }", "get(\"/3\")",
        "protocol GET http://127.0.0.1/1 was redirected more than 2 times");
    row("{ maxRedirects: 2 }", "get(\"/2\")", "200 /0 true");
    row("{ maxRedirects: 1 }", "get(\"/3\")",
        "protocol GET http://127.0.0.1/2 was redirected more than once");
    row("{ maxRedirects: 0 }", "get(\"/2\")", "302 /2 false");
    row("{ maxRedirects: 1 }", "get(\"/3\", { maxRedirects: 3 })", "200 /0 true");
}

void tst_SessionOptions::decidesOnRedirects()
{
    QFETCH(QString, options);
    QFETCH(QString, call);
    QFETCH(QString, printed);
    HttpServer server([](const ServedRequest &request) {
        const int left = request.path().mid(1).toInt();
        return left == 0 ? ServerAnswer::response(200)
                         : ServerAnswer::redirect(302, '/' + QByteArray::number(left - 1));
    });
    const auto body = QStringLiteral("try { const r = await session.%1;"
                                     "console.log(r.status, new URL(r.url).pathname, r.redirected); } catch "
                                     "(e) { console.log(e.kind, e.message.replace(/:\\d+/g, \"\")); }")
                          .arg(call);
    QCOMPARE(run(server, options, body), printed);
}

void tst_SessionOptions::trusts_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("printed");

    QTest::newRow("the system's alone") << "{}"
                                        << "tls GET https://127.0.0.1/ failed: the certificate of 127.0.0.1 "
                                           "is not trusted: The certificate is self-signed, and untrusted";
    QTest::newRow("all") << "{ verifyTls: false }"
                         << "200";
    QTest::newRow("its own") << QStringLiteral("{ caCertificate: %1 }").arg(pem("certificate.pem")) << "200";
}

void tst_SessionOptions::trusts()
{
    QFETCH(QString, options);
    QFETCH(QString, printed);
    HttpServer server;
    server.useTls();
    QCOMPARE(run(server, options, GetFailure), printed);
}

// Their common name is “localhost”, which Qt would take.
void tst_SessionOptions::takesNoCommonNameForAName_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("why");
    // GetFailure takes the end of 2001:db8::1 for a port.
    QTest::newRow("other names") << QStringLiteral("elsewhere.pem")
                                 << "it is only for *.*.two.test, *.Wild.test, 10.0.0.1, 10.0.0.2, "
                                    "2001:db8: and 2 more";
    QTest::newRow("no names") << QStringLiteral("unnamed.pem")
                              << "it names no host: a common name alone does not count";
}

void tst_SessionOptions::takesNoCommonNameForAName()
{
    QFETCH(QString, certificate);
    QFETCH(QString, why);
    HttpServer server;
    server.useTls({}, certificate);
    const auto at = [&](const char *host) {
        return server.url().toString().replace(QLatin1String("127.0.0.1"), QLatin1String(host));
    };
    const auto said = QStringLiteral("tls GET https://%1/ failed: the certificate of %1 is not trusted: %2");
    const auto trust = pem(certificate.toLatin1().constData());
    // The second exchange finds no connection that the first has left.
    for (const auto *http2 : {"false", "true"}) {
        const auto options = QStringLiteral("{ baseUrl: \"%1\", caCertificate: %2, http2: %3, timeout: 5 }");
        QCOMPARE(
            run(server, options.arg(at("localhost"), trust, QLatin1String(http2)), GetFailure + GetFailure),
            said.arg(QStringLiteral("localhost"), why) + QLatin1Char('|')
                + said.arg(QStringLiteral("localhost"), why));
        QCOMPARE(run(server, options.arg(at("127.0.0.1"), trust, QLatin1String(http2)), GetFailure),
                 said.arg(QStringLiteral("127.0.0.1"), why));
    }
    QCOMPARE(server.requests().size(), 0);
    QCOMPARE(
        run(server, QStringLiteral("{ baseUrl: \"%1\", verifyTls: false }").arg(at("localhost")), GetStatus),
        QStringLiteral("200"));
}

void tst_SessionOptions::showsItsCertificate_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("printed");
    const auto refused =
        QStringLiteral("failed: TypeError: clientCertificate.key holds no private key in PEM, or "
                       "its passphrase is another one");
    const auto open = QStringLiteral(", passphrase: \"open-sesame\"");

    QTest::newRow("plain") << pem("key.pem") << "200";
    QTest::newRow("locked") << pem("key-locked.pem") + open << "200";
    QTest::newRow("locked as of old") << pem("key-locked-traditional.pem") + open << "200";
    QTest::newRow("wrong word") << pem("key-locked.pem") + QStringLiteral(", passphrase: \"sesame\"")
                                << refused;
    QTest::newRow("no word") << pem("key-locked.pem") << refused;
    QTest::newRow("no key") << "\"x\"" << refused;
}

void tst_SessionOptions::showsItsCertificate()
{
    QFETCH(QString, key);
    QFETCH(QString, printed);
    HttpServer server;
    server.useTls();
    QCOMPARE(run(server,
                 QStringLiteral("{ verifyTls: false, clientCertificate: { certificate: %1, key: %2 } }")
                     .arg(pem("certificate.pem"), key),
                 GetStatus),
             printed);
    if (printed == QLatin1String("200"))
        QCOMPARE(server.requests().constFirst().client, QByteArray("localhost"));
}

void tst_SessionOptions::offersHttp2()
{
    for (const bool isOffered : {false, true}) {
        HttpServer server([](const ServedRequest &) { return ServerAnswer::response(200); });
        server.useTls({"h2", "http/1.1"});
        const auto options = QStringLiteral("{ verifyTls: false, timeout: 1, http2: %1 }")
                                 .arg(isOffered ? QStringLiteral("true") : QStringLiteral("false"));
        run(server, options, GetFailure);
        // The first words of HTTP/2 look like a request (RFC 9113, 3.4).
        QCOMPARE(server.requests().constFirst().method, QByteArray(isOffered ? "PRI" : "GET"));
    }
}

void tst_SessionOptions::speaksHttp2()
{
    for (const auto *http2 : {"true", "\"prior-knowledge\""}) {
        Http2Server server;
        if (qstrcmp(http2, "true") == 0)
            server.useTls();
        const auto options = QStringLiteral("{ verifyTls: false, http2: %1%2 }").arg(QLatin1String(http2));
        const auto base = server.url(QString());
        QCOMPARE(run(base, options.arg(QString()), GetStatus + GetStatus), QStringLiteral("200|200"));
        QCOMPARE(server.peers().size(), 1);
        QCOMPARE(run(base, options.arg(QStringLiteral(", discard: true")), GetStatus), QStringLiteral("200"));
        const auto failure = run(base, options.arg(QStringLiteral(", maxBody: 1")), GetFailure);
        QVERIFY2(failure.startsWith(QLatin1String("protocol ")), qPrintable(failure));
        QCOMPARE(server.requests().size(), 4);
    }
}

void tst_SessionOptions::closesConnections()
{
    for (const bool isKept : {false, true}) {
        HttpServer server([](const ServedRequest &request) {
            const bool isClosed = request.header("connection").toLower() == "close";
            return ServerAnswer{.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                                .then = isClosed ? ServerAnswer::Then::Close : ServerAnswer::Then::KeepAlive};
        });
        run(server,
            QStringLiteral("{ keepAlive: %1 }")
                .arg(isKept ? QStringLiteral("true") : QStringLiteral("false")),
            GetStatus + GetStatus + GetStatus);
        QCOMPARE(server.requests().size(), 3);
        QCOMPARE(server.connections(), isKept ? 1 : 3);
    }
}

void tst_SessionOptions::limitsConnections()
{
    for (const int most : {0, 2}) {
        HttpServer server([](const ServedRequest &) {
            return ServerAnswer::response(200).after(std::chrono::milliseconds(20));
        });
        const auto options =
            most > 0 ? QStringLiteral("{ maxConnections: %1 }").arg(most) : QStringLiteral("{}");
        run(server, options,
            QStringLiteral("await Promise.all([1, 2, 3, 4, 5, 6, 7].map(() => session.get(\"/\")));"));
        QCOMPARE(server.requests().size(), 7);
        QCOMPARE(server.connections(), most > 0 ? most : 7);
    }
}

// QNetworkAccessManager sends these requests.
void tst_SessionOptions::keepsCookiesBehindAProxy()
{
    HttpServer proxy([](const ServedRequest &) {
        return ServerAnswer::response(200, {}, {"Set-Cookie: a=1; Path=/%41", "Set-Cookie: b=2"});
    });
    const auto options =
        QStringLiteral("{ baseUrl: \"http://target.invalid\", proxy: \"http://127.0.0.1:%1\" }");
    QCOMPARE(run(proxy, options.arg(proxy.serverPort()),
                 QStringLiteral("for (const path of [\"/b/c\", \"/\", \"/b\"]) await session.get(path);"
                                "console.log(session.cookies.getAll(\"/%41\"));")),
             QStringLiteral("{\"a\":\"1\",\"b\":\"2\"}"));
    QCOMPARE(proxy.requests().at(1).header("cookie"), QByteArray());
    QCOMPARE(proxy.requests().at(2).header("cookie"), QByteArray("b=2; b=2"));
}

void tst_SessionOptions::asksAProxy()
{
    HttpServer proxy;
    const auto address = QStringLiteral("http://u:p%40ss@127.0.0.1:%1").arg(proxy.serverPort());
    QCOMPARE(run(proxy, QStringLiteral("{ baseUrl: \"http://target.invalid\", proxy: \"%1\" }").arg(address),
                 GetStatus),
             QStringLiteral("200"));
    const auto &request = proxy.requests().constFirst();
    QCOMPARE(request.target, QByteArray("http://target.invalid/"));
    QCOMPARE(
        run(proxy, QStringLiteral("{ proxy: \"http://127.0.0.1:1\" }"), GetFailure),
        QStringLiteral("refused GET http://127.0.0.1/ was refused: nothing listens at the proxy 127.0.0.1"));
}

void tst_SessionOptions::asksASocksProxy()
{
    QTcpServer proxy;
    QVERIFY(proxy.listen(QHostAddress::LocalHost));
    QByteArray greeting;
    connect(&proxy, &QTcpServer::newConnection, &proxy, [&] {
        auto *socket = proxy.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [&greeting, socket] {
            greeting += socket->readAll();
            socket->disconnectFromHost();
        });
    });
    HttpServer server;
    run(server, QStringLiteral("{ timeout: 5, proxy: \"socks5://127.0.0.1:%1\" }").arg(proxy.serverPort()),
        GetFailure);
    QVERIFY(greeting.startsWith("\x05")); // the version (RFC 1928, 3)
    QCOMPARE(server.requests().size(), 0);
}

QTEST_GUILESS_MAIN(tst_SessionOptions)
#include "tst_sessionoptions.moc"
