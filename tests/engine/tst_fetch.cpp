// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/sessionscript.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;

/// fetch() and what belongs to it, against a real server.
class TestFetch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sends_data()
    {
        QTest::addColumn<QString>("call");
        QTest::addColumn<QString>("printed");
        const auto row = [](const char *name, const char *call, const char *printed) {
            QTest::newRow(name) << QString::fromUtf8(call) << QString::fromUtf8(printed);
        };
        row("GET", "fetch('/a')", "GET /a\n");
        row("URL", "fetch(new URL('/a', args.baseUrl))", "GET /a\n");
        row("text", "fetch('/a', { method: 'POST', body: 'hello' })",
            "POST /a\ncontent-type: text/plain;charset=UTF-8\ncontent-length: 5\nhello");
        row("form", "fetch('/a', { method: 'POST', body: new URLSearchParams({ q: 'a b' }) })",
            "POST /a\ncontent-type: application/x-www-form-urlencoded\ncontent-length: 5\nq=a+b");
        row("Headers", "fetch('/a', { headers: new Headers({ 'X-One': '1' }) })", "GET /a\nx-one: 1\n");
        row("of the session", "(session.headers.set('x-all', 'yes'), fetch('/a'))", "GET /a\nx-all: yes\n");
        row("as browsers copy it",
            "fetch('/a', { 'headers': { 'accept': '*/*', 'x-id': '7' }, 'referrer': 'http://other.test/', "
            "'referrerPolicy': 'strict-origin', 'body': null, 'method': 'GET', 'mode': 'cors', "
            "'credentials': 'include', "
            "'cache': 'no-store', 'signal': null })",
            "GET /a\nx-id: 7\n");
    }

    void sends()
    {
        QFETCH(QString, call);
        QFETCH(QString, printed);
        HttpServer server(echo);
        QCOMPARE(run(server, QStringLiteral("console.log(await (await %1).text());").arg(call)), printed);
    }

    void answersAsOnTheWeb()
    {
        HttpServer server([](const ServedRequest &) { return ServerAnswer::response(404, "[1]"); });
        const auto printed = run(server, QStringLiteral(R"js(
            const response = await fetch("/a");
            console.log(response.status, response.ok, response.redirected, response.url === args.baseUrl + "/a", response.bodyUsed);
            const copy = response.clone();
            console.log((await response.json())[0], response.bodyUsed, copy.bodyUsed, (await copy.arrayBuffer()).byteLength);
            for (const again of [() => response.text(), async () => response.clone()])
                console.log(await again().catch((error) => error.name + ": " + error.message));
            console.log(response.headers.get("Content-Length"), response.headers instanceof Headers);
        )js"));
        QCOMPARE(
            printed,
            QStringLiteral("404 false false true false\n1 true false 3\n"
                           "TypeError: The body of this response has been read already; clone() it before\n"
                           "TypeError: A response whose body has been read cannot be cloned\n"
                           "3 true"));
    }

    void headersAreAsOnTheWeb()
    {
        HttpServer server(echo);
        const auto printed = run(server, QStringLiteral(R"js(
            const headers = new Headers([["A", "1"], ["a", "2"]]);
            headers.append("B", 3);
            headers.set("c", "4");
            headers.delete("b");
            console.log([...headers], headers.get("A"), headers.has("b"), [...new Headers(headers).keys()]);
            try { headers.set("a b", "1"); } catch (error) { console.log(error.name); }
        )js"));
        QCOMPARE(
            printed,
            QStringLiteral(
                "[[\"a\",\"1\"],[\"a\",\"2\"],[\"c\",\"4\"]] 1, 2 false [\"a\",\"a\",\"c\"]\nTypeError"));
    }

    void saysWhatItNeeds_data()
    {
        QTest::addColumn<QString>("call");
        QTest::addColumn<QString>("message");
        QTest::newRow("no URL") << "fetch({})"
                                << "TypeError: fetch needs a URL, got {}";
        QTest::newRow("no options") << "fetch('/', 1)"
                                    << "TypeError: The second argument of fetch is an object, got 1";
        QTest::newRow("no signal") << "session.get('/', { signal: 1 })"
                                   << "TypeError: signal is an AbortSignal, got 1";
    }

    void saysWhatItNeeds()
    {
        QFETCH(QString, call);
        QFETCH(QString, message);
        HttpServer server(echo);
        QCOMPARE(
            run(server,
                QStringLiteral(
                    "try { await %1; } catch (error) { console.log(error.name + ': ' + error.message); }")
                    .arg(call)),
            message);
    }

    void needsAnIteration()
    {
        ScriptBench bench;
        const auto loaded = bench.load(
            QStringLiteral("import { scenario, setup } from 'molotov';\n"
                           "setup(() => fetch('/').catch((error) => { console.log(error.message); }));\n"
                           "scenario('s', () => {});\n"));
        QVERIFY(!loaded.error);
        QVERIFY(bench.runOnce());
        QCOMPARE(bench.printed, QStringList(QStringLiteral(
                                    "fetch sends through a worker's session, so it works in a scenario only; "
                                    "elsewhere call request() of “molotov”")));
    }

    void isAborted_data()
    {
        QTest::addColumn<QString>("call");
        QTest::newRow("fetch") << "fetch('/a', { signal: controller.signal })";
        QTest::newRow("a call of the session") << "session.get('/a', { signal: controller.signal })";
    }

    // The server sees the connection end, and the exchange is counted as one that did not come to its end.
    void isAborted()
    {
        QFETCH(QString, call);
        HttpServer server([](const ServedRequest &) { return ServerAnswer::never(); });
        ScriptBench bench;
        const auto lines = bench.linesOf(QStringLiteral(R"js(
            const controller = new AbortController();
            controller.signal.addEventListener("abort", () => console.log("told"));
            setTimeout(() => controller.abort(), 20);
            console.log(await %1.catch((error) => error.name));
            controller.abort();
            await sleep(0.02);
            console.log(await %1.catch((error) => error.name));
        )js")
                                             .arg(call),
                                         server.url().toString());
        QCOMPARE(lines, QStringLiteral("told AbortError AbortError").split(QLatin1Char(' ')));
        const auto delta = bench.metrics.take(0);
        QCOMPARE(delta.endpoints.size(), 1);
        QCOMPARE(delta.endpoints.first().count, 1);
        QTRY_COMPARE(int(server.openConnections()), 0);
    }

    void signalsAreAsOnTheWeb()
    {
        HttpServer server([](const ServedRequest &) { return ServerAnswer::never(); });
        const auto printed = run(server, QStringLiteral(R"js(
            console.log(await fetch("/a", { signal: AbortSignal.timeout(20) }).catch((error) => error.name));
            console.log(await fetch("/a", { signal: AbortSignal.abort("why") }).catch((reason) => reason));
            const controller = new AbortController();
            const any = AbortSignal.any([AbortSignal.timeout(60000), controller.signal]);
            any.onabort = (event) => console.log(event.type, event.target === any);
            controller.abort(new Error("mine"));
            await sleep(0.01);
            try { any.throwIfAborted(); } catch (error) { console.log(error.message, any.aborted); }
            try { new AbortSignal(); } catch (error) { console.log(error.name); }
        )js"));
        QCOMPARE(printed, QStringLiteral("TimeoutError\nwhy\nabort true\nmine true\nTypeError"));
    }
};

QTEST_GUILESS_MAIN(TestFetch)
#include "tst_fetch.moc"
