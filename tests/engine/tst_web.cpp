// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/scriptbench.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;

/// What scenarios have of the web besides HTTP. The values are those that node prints.
class tst_Web : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runs_data();
    void runs();
    void readsUrlsAsASessionDoes();
};

void tst_Web::runs_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("printed");
    const auto row = [](const char *name, const char *body, const char *printed) {
        QTest::newRow(name) << QString::fromUtf8(body) << QString::fromUtf8(printed);
    };

    row("encode", "console.log([...new TextEncoder().encode(\"aü€😀\")], new TextEncoder().encoding);",
        "[97,195,188,226,130,172,240,159,152,128] utf-8");
    row("encode halves", "console.log([...new TextEncoder().encode(\"a\\ud83d\\ud83d\\ude00\\ude00\")]);",
        "[97,239,191,189,240,159,152,128,239,191,189]");
    row("encode nothing", "console.log(new TextEncoder().encode().length);", "0");
    row("encode into",
        "const t = new Uint8Array(4); console.log(new TextEncoder().encodeInto(\"aü€\", t), [...t]);",
        "{\"read\":2,\"written\":3} [97,195,188,0]");
    row("decode",
        "console.log(new TextDecoder().decode(new Uint8Array([97, 195, 188, 240, 159, 152, 128])));", "aü😀");
    row("decode parts",
        "console.log(new TextDecoder().decode(new Uint8Array([0, 97, 98, 0]).subarray(1, 3)));", "ab");
    row("decode broken",
        "const d = (...b) => new TextDecoder().decode(new Uint8Array(b));\n"
        "console.log(d(97, 0xe2, 0x82, 98), d(0xff, 0xc0, 0x80), d(0xed, 0xa0, 0x80), d(0xf0, 0x9f, 0x98));",
        "a�b ��� ��� �");
    row("decode fatally",
        "try { new TextDecoder(\"utf-8\", { fatal: true }).decode(new Uint8Array([0xff])); } catch (e) { "
        "console.log(e.name); }",
        "TypeError");
    row("decode a BOM",
        "const b = new Uint8Array([0xef, 0xbb, 0xbf, 97]);\n"
        "console.log(new TextDecoder().decode(b).length, new TextDecoder(\"utf8\", { ignoreBOM: true "
        "}).decode(b).length);",
        "1 2");
    row("decode a stream",
        "const d = new TextDecoder(); let s = \"\";\n"
        "for (const byte of [0xef, 0xbb, 0xbf, 97, 240, 159, 152, 128, 0xe2]) s += d.decode(new "
        "Uint8Array([byte]), { stream: true });\n"
        "console.log(s + d.decode(), s.length);",
        "a😀� 3");
    row("decode UTF-16",
        "console.log(new TextDecoder(\"utf-16le\").decode(new Uint8Array([0xff, 0xfe, 97, 0, 0x3d, 0xd8, 0, "
        "0xde])), new TextDecoder(\"utf-16le\").decode(new Uint8Array([0x3d, 0xd8, 97, 0, 1])));",
        "a😀 �a�");
    row("decode something else", "try { new TextDecoder(\"latin9\"); } catch (e) { console.log(e.message); }",
        "TextDecoder reads utf-8 and utf-16le, got \"latin9\"");
    row("base64",
        "console.log(btoa(\"h\\xff\"), atob(\"aP8=\").charCodeAt(1)); try { btoa(\"€\"); } catch (e) { "
        "console.log(e.name); }",
        "aP8= 255|InvalidCharacterError");
    row("UUID",
        "const ids = new Set(Array.from({ length: 100 }, () => crypto.randomUUID()));\n"
        "console.log(ids.size, [...ids].every((id) => "
        "/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)));",
        "100 true");
    row("random values",
        "const a = new Uint32Array(64); console.log(crypto.getRandomValues(a) === a, new Set(a).size > 60);\n"
        "const b = new Uint8Array(8); crypto.getRandomValues(b.subarray(4)); console.log([...b.slice(0, "
        "4)]);\n"
        "for (const wrong of [new Float32Array(1), [1], new Uint8Array(65537)]) try { "
        "crypto.getRandomValues(wrong); } catch (e) { console.log(e.name); }",
        "true true|[0,0,0,0]|TypeError|TypeError|RangeError");
    row("hash",
        "console.log(crypto.hash(\"sha256\", \"ü\"), crypto.hash(\"SHA-1\", new Uint8Array([1, 2, "
        "3]).subarray(1), \"base64\"), crypto.hash(\"md5\", \"\", \"bytes\").length);\n"
        "try { crypto.hash(\"crc\", \"\"); } catch (e) { console.log(e.message); }",
        "607474ca475a9724d7360aba71a56d5df77e61350e3f724cfa1f46e857e2d85f IhXZDI2bV1V83Wxza6RNX9W0GGk= "
        "16|hash knows md5, sha1, sha224, sha256, sha384 and sha512, got \"crc\"");
    // RFC 4231, 4.3 and 4.4; RFC 2202, 2
    row("hmac",
        R"(const text = "what do ya want for nothing?";
        console.log(crypto.hmac("sha256", "Jefe", text));
        console.log(crypto.hmac("SHA-512", new Uint8Array(20).fill(0xaa), new Uint8Array(50).fill(0xdd)));
        console.log(crypto.hmac("md5", "Jefe", text, "bytes").length, crypto.hmac("sha1", "", "", "base64"));
        for (const f of [() => crypto.hmac("sha256", 5, ""), () => crypto.hmac("crc", "", ""), () => crypto.hmac("md5", "", "", "x")])
            try { f(); } catch (e) { console.log(e.message); })",
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843|"
        "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39bf3e848279a722c806b485a47e67c807b946"
        "a337bee8942674278859e13292fb|"
        "16 +9sdGxiqbAgyS31ktx+3Y3BpDh0=|hmac needs a text, an ArrayBuffer or a Uint8Array, got 5|"
        "hmac knows md5, sha1, sha224, sha256, sha384 and sha512, got \"crc\"|"
        "hmac gives \"hex\", \"base64\" or \"bytes\", got \"x\"");
    row("structuredClone",
        "const a = { d: new Date(0), m: new Map([[1, new Set([2])]]), b: new Uint8Array([3]), e: new "
        "RangeError(\"x\") }; a.self = a;\n"
        "const c = structuredClone(a); console.log(c !== a, c.self === c, c.d.getTime(), [...c.m.get(1)], "
        "c.b[0], "
        "c.e instanceof RangeError);\n"
        "try { structuredClone(() => 1); } catch (e) { console.log(e.name); }",
        "true true 0 [2] 3 true|DataCloneError");
    row("URL",
        "const u = new URL(\"/a b?q=ü#x\", \"HTTPS://user:pw@Bücher.example:443/c\");\n"
        "console.log(u.href, u.host, u.port, u.origin, u.pathname, u.search, u.hash, u.username);\n"
        "u.port = \"8080\"; u.searchParams.set(\"q\", \"1 2\"); u.searchParams.delete(\"none\"); "
        "console.log(String(u), "
        "JSON.stringify(u));\n"
        "try { new URL(\"/a\"); } catch (e) { console.log(e.name); }",
        "https://user:pw@xn--bcher-kva.example/a%20b?q=%C3%BC#x xn--bcher-kva.example  "
        "https://xn--bcher-kva.example /a%20b ?q=%C3%BC #x user|"
        "https://user:pw@xn--bcher-kva.example:8080/a%20b?q=1+2#x "
        "\"https://user:pw@xn--bcher-kva.example:8080/a%20b?q=1+2#x\"|TypeError");
    row("URLSearchParams",
        "const p = new URLSearchParams(\"?a=1&b=2&a=%C3%BC+x\"); p.append(\"c\", \"&\"); p.sort();\n"
        "console.log(p.get(\"a\"), p.getAll(\"a\"), p.has(\"d\"), String(p), String(new URLSearchParams({ x: "
        "1 })));",
        "1 [\"1\",\"ü x\"] false a=1&a=%C3%BC+x&b=2&c=%26 x=1");
    row("timers",
        "const log = []; setTimeout((a) => log.push(a), 2, \"late\"); setTimeout(() => log.push(\"soon\"), "
        "0);\n"
        "queueMicrotask(() => log.push(\"micro\")); await sleep(0.1); console.log(log);",
        "[\"micro\",\"soon\",\"late\"]");
    row("console",
        "console.log(\"a\", 1, { b: [null] }, [undefined], undefined, null, new Error(\"x\"), /r/, () => 1);",
        "a 1 {\"b\":[null]} [null] undefined null Error: x /r/ function (anonymous)");
    row("console with marks",
        "console.log(\"%s has %d of %i (%f%%) %o%c\", \"a\", 7.9, \"12px\", \"1.5\", { b: 1 }, \"color: "
        "red\", \"more\");\n"
        "console.log(\"100%\", 1); console.log(\"%s\"); console.log(\"%s %s\", 1);",
        "a has 7 of 12 (1.5%) {\"b\":1} more|100% 1|%s|1 %s");
    row("nothing of Node.js", "console.log(typeof process, typeof Buffer, typeof global);",
        "undefined undefined undefined");
}

void tst_Web::runs()
{
    QFETCH(QString, body);
    QFETCH(QString, printed);
    ScriptBench bench;
    QCOMPARE(bench.linesOf(body).join(QLatin1Char('|')), printed);
    QCOMPARE(bench.strayErrors, QStringList());
}

void tst_Web::readsUrlsAsASessionDoes()
{
    const QStringList urls = {
        QStringLiteral("http://a"),
        QStringLiteral(" HTTP:\\\\A:80\\b\\.\\c\\..\\d "),
        QStringLiteral("https://a:443/%7E%41/%2e%2E/%2e/\tb c?d 'é{}|^`"),
        QStringLiteral("http://a/\"<>{}|^`[]é%zz%"),
        QStringLiteral("http://a?"),
        QStringLiteral("http:///a//b/"),
        QStringLiteral("http://ü.Bücher.example/"),
        QStringLiteral("http://127.1/"),
        QStringLiteral("http://0x7f000001:65535/"),
        QStringLiteral("http://[1:0:0:2:0:0:0:3]/"),
        QStringLiteral("http://[::ffff:1.2.3.4]/"),
        QStringLiteral("http://a:65536/"),
        QStringLiteral("http://a:x/"),
        QStringLiteral("http://256.1.1.1/"),
        QStringLiteral("http://[1::2::3]/"),
        QStringLiteral("http://a b/"),
        QStringLiteral("http://a%2fb/"),
        QStringLiteral("http://"),
    };
    ScriptBench bench;
    QStringList own;
    for (const auto &url : urls) {
        const auto address = bench.http.resolve(0, url);
        own.append(address ? QString::fromLatin1(address->text()) : QStringLiteral("refused"));
    }
    const auto list = QJsonDocument(QJsonArray::fromStringList(urls)).toJson(QJsonDocument::Compact);
    QCOMPARE(bench.linesOf(QStringLiteral(R"(
        for (const url of %1) {
            try { console.log(new URL(url).href); } catch (error) { console.log("refused"); }
        }
    )")
                               .arg(QString::fromUtf8(list))),
             own);
}

QTEST_GUILESS_MAIN(tst_Web)
#include "tst_web.moc"
