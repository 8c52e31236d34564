// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/webaddress.h"

#include <QTest>
#include <QUrl>

using namespace Molotov;

/// What becomes of a URL. Where the standard has a say, the values are those of node's URL.
class TestWebAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesUrlsApart_data();
    void takesUrlsApart();
    void sendsWhatWasWritten_data();
    void sendsWhatWasWritten();
    void readsHosts_data();
    void readsHosts();
    void refuses_data();
    void refuses();
    void resolves_data();
    void resolves();
    void knowsUsers_data();
    void knowsUsers();
    void showsPathsToPeople_data();
    void showsPathsToPeople();
    void isNothingAtFirst();
};

namespace {

// The URL in full, or what is wrong with it.
QByteArray textOf(const Result<WebAddress> &address)
{
    return address ? address->text() : address.error().text.toUtf8();
}

// Rows of a text and what it becomes; texts may have NULs in them.
void addPairs(std::initializer_list<std::pair<QByteArray, QByteArray>> rows)
{
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QByteArray>("expected");
    for (const auto &[given, expected] : rows)
        QTest::newRow(given.toPercentEncoding("/:?#[]@", "").constData()) << given << expected;
}

} // namespace

void TestWebAddress::takesUrlsApart_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *url, const char *host, const char *target, const char *text) {
        QTest::newRow(url) << QByteArray(url) << QByteArray(host) << QByteArray(target) << QByteArray(text);
    };
    row("http://a", "a", "/", "http://a/");
    row("http://a?b", "a", "/?b", "http://a/?b");
    row("http://a:80/b", "a", "/b", "http://a/b");
    row("http://a:8080/b?c=d#e", "a:8080", "/b?c=d", "http://a:8080/b?c=d");
    row("https://a:443/b c?é", "a", "/b%20c?%C3%A9", "https://a/b%20c?%C3%A9");
    row("https://[::1]:80/", "[::1]:80", "/", "https://[::1]:80/");
    row("http://bücher.example/", "xn--bcher-kva.example", "/", "http://xn--bcher-kva.example/");
    row("http://u:p@a/", "a", "/", "http://a/");
    row("HTTP:\\\\A\\b\\..\\c", "a", "/c", "http://a/c");
    row("https:a/b", "a", "/b", "https://a/b");
    row("http:///a//b", "a", "//b", "http://a//b");
    row("http://a:/", "a", "/", "http://a/");
    row("http://a:00081/", "a:81", "/", "http://a:81/");
}

void TestWebAddress::takesUrlsApart()
{
    QFETCH(QByteArray, url);
    const auto address = WebAddress::parse(url);
    QVERIFY(address);
    QTEST(address->host(), "host");
    QTEST(address->target(), "target");
    QTEST(address->text(), "text");
    QCOMPARE(address->rawPath().toByteArray(), address->target().split('?').first());
    QCOMPARE(address->origin().isSecure, url.startsWith("https"));
    QCOMPARE(textOf(WebAddress::parse(address->text())), address->text());
}

void TestWebAddress::sendsWhatWasWritten_data()
{
    addPairs({
        {"/%7Euser/%41%2Eb/%2f", "/%7Euser/%41%2Eb/%2f"},
        {"/~user/A.b;v=1/(x)!$&'*+,=:@|^[]", "/~user/A.b;v=1/(x)!$&'*+,=:@|^[]"},
        {"/?X-Signature=%7e%41/+a%20b&c=%zz%4", "/?X-Signature=%7e%41/+a%20b&c=%zz%4"},
        {"/100%", "/100%"},
        {"/a\"b<c>d`e{f}", "/a%22b%3Cc%3Ed%60e%7Bf%7D"},
        {"/?a\"b<c>d`e{f}'\\|^", "/?a%22b%3Cc%3Ed`e{f}%27\\|^"},
        {"/a\tb\r\nc?d\ne", "/abc?de"},
        {QByteArray("/a\0\x01\x1f\x7f?\x02z", 9), "/a%00%01%1F%7F?%02z"},
        {"/\xff\xc3?\xe2\x82", "/%FF%C3?%E2%82"}, // no UTF-8
        {"/a/./b/../c/.", "/a/c/"},
        {"/a/%2e/b/.%2E/%2e%2e/c", "/c"},
        {"/a/%2e%2ex/...", "/a/%2e%2ex/..."},
        {"/../../a/..", "/"},
        {"/a//../b", "/a/b"},
        {"/a\\..\\b", "/b"},
        {"/?", "/?"},
        {"/?a?b#c?d", "/?a?b"},
        {"/a#b", "/a"},
    });
}

void TestWebAddress::sendsWhatWasWritten()
{
    QFETCH(QByteArray, given);
    const auto address = WebAddress::parse("http://a" + given);
    QVERIFY(address);
    QTEST(address->target(), "expected");
    QCOMPARE(WebAddress::parse(address->text())->target(), address->target());
}

void TestWebAddress::readsHosts_data()
{
    addPairs({
        {"EXAMPLE.Com", "example.com"},
        {"a_b.c-d.", "a_b.c-d."},
        {"%41.%C3%BC.x", "a.xn--tda.x"},
        {"faß.de", "xn--fa-hia.de"},
        {"日本。jp", "xn--wgv71a.jp"},
        {"127.1", "127.0.0.1"},
        {"0x7f.0.0.01", "127.0.0.1"},
        {"2130706433", "127.0.0.1"},
        {"1.2.3.4.", "1.2.3.4"},
        {"[1:0:0:2:0:0:0:3]", "[1:0:0:2::3]"},
        {"[0:0:1:0:0:1:0:0]", "[::1:0:0:1:0:0]"},
        {"[2001:DB8::1.2.3.4]", "[2001:db8::102:304]"},
        {"[::ffff:1.2.3.4]", "[::ffff:102:304]"},
        {"[1:2:3:4:5:6:7:0]", "[1:2:3:4:5:6:7:0]"},
        {"[1::]", "[1::]"},
        {"[::]", "[::]"},
        {"1.2.3.4.5.a", "1.2.3.4.5.a"},
    });
}

void TestWebAddress::readsHosts()
{
    QFETCH(QByteArray, given);
    const auto address = WebAddress::parse("http://" + given + "/");
    QVERIFY2(address, textOf(address).constData());
    QTEST(address->host(), "expected");
    QCOMPARE(WebAddress::parse(address->text())->host(), address->host());
}

void TestWebAddress::refuses_data()
{
    const QByteArray port = "is not a URL: its port is not a number from 0 to 65535";
    const QByteArray ipv6 = "is not a URL: what stands in brackets is not an IPv6 address";
    const QByteArray none = "is not a URL: it has no host";
    const QByteArray scheme = "is neither http nor https";
    const auto name = [](const QByteArray &host) {
        return "is not a URL: “" + host + "” is not the name of a host";
    };
    const auto ipv4 = [](const QByteArray &host) {
        return "is not a URL: “" + host + "” is not an IPv4 address";
    };
    addPairs({
        {"http://a:65536/", port},
        {"http://a:99999999999999999999/", port},
        {"http://a:8x/", port},
        {"http://a:-1/", port},
        {"http://[::1]:x/", port},
        {"http://[::1/", ipv6},
        {"http://[::1]a/", ipv6},
        {"http://[1::2::3]/", ipv6},
        {"http://[fe80::1%25eth0]/", ipv6},
        {"http://[0x1::]/", ipv6},
        {"http://[1.2.3.4]/", ipv6},
        {"http://", none},
        {"http:///", none},
        {"http://:80/", none},
        {"http://u@/", none},
        {"http://?a", none},
        {"http://a b/", name("a b")},
        {"http://a%2fb/", name("a%2fb")},
        {"http://a%/", name("a%")},
        {"http://a^b/", name("a^b")},
        {"http://%ff/", name("%ff")},
        {QByteArray("http://a\0b/", 11), name(QByteArray("a\0b", 3))},
        {"http://256.1.1.1/", ipv4("256.1.1.1")},
        {"http://1.2.3.4.5/", ipv4("1.2.3.4.5")},
        {"http://4294967296/", ipv4("4294967296")},
        {"http://08/", ipv4("08")},
        {"http://a.0x1g.1/", ipv4("a.0x1g.1")},
        {"qrc:/a", scheme},
        {"data:text/plain,a", scheme},
        {"about:blank", scheme},
        {"javascript:alert(1)", scheme},
        {"file:///etc/hosts", scheme},
        {"ftp://a/", scheme},
        {" java\nscript:alert(1)", scheme},
        {"/a", "is not a whole URL"},
        {"//a/", "is not a whole URL"},
        {"", "is not a whole URL"},
    });
}

void TestWebAddress::refuses()
{
    QFETCH(QByteArray, given);
    const auto address = WebAddress::parse(given);
    QVERIFY(!address);
    QTEST(textOf(address), "expected");
}

void TestWebAddress::resolves_data()
{
    addPairs({
        {"", "http://h:8/a/b?q"},
        {"#x", "http://h:8/a/b?q"},
        {"?", "http://h:8/a/b?"},
        {"?c", "http://h:8/a/b?c"},
        {"c", "http://h:8/a/c"},
        {"c/", "http://h:8/a/c/"},
        {".", "http://h:8/a/"},
        {"../../..", "http://h:8/"},
        {"/c", "http://h:8/c"},
        {"\\c", "http://h:8/c"},
        {"//other/c", "http://other/c"},
        {"\\\\other\\c", "http://other/c"},
        {"///other/c", "http://other/c"},
        {"https://other/c", "https://other/c"},
        {"https:/other/c", "https://other/c"},
        {"http:c", "http://h:8/a/c"},
        {"http:/c", "http://h:8/c"},
        {" /c \r\n", "http://h:8/c"},
        {"/\xe2\x82\xac", "http://h:8/%E2%82%AC"},
        {"/\xff", "http://h:8/%FF"},
        {"1:2", "http://h:8/a/1:2"},
        {"//u:p@other/", "http://other/"},
        {"http://127.0.0.1:99999/x", "is not a URL: its port is not a number from 0 to 65535"},
        {"//other:99999", "is not a URL: its port is not a number from 0 to 65535"},
        {"c:d", "is neither http nor https"},
        {"//", "is not a URL: it has no host"},
    });
}

void TestWebAddress::resolves()
{
    QFETCH(QByteArray, given);
    QTEST(textOf(WebAddress::parse("http://u:p@h:8/a/b?q#f")->resolved(given)), "expected");
}

void TestWebAddress::knowsUsers_data()
{
    addPairs({
        {"http://a:b@c/", "Basic " + QByteArray("a:b").toBase64()},
        {"http://a@c/", "Basic " + QByteArray("a:").toBase64()},
        {"http://:b@c/", "Basic " + QByteArray(":b").toBase64()},
        {"http://a%40:p:%zz@b@c/", "Basic " + QByteArray("a@:p:%zz@b").toBase64()},
        {"http://ü:ö@c/", "Basic " + QByteArray("ü:ö").toBase64()},
        {"http://@c/", ""},
        {"http://:@c/", ""},
        {"http://c/a:b@d", ""},
    });
}

void TestWebAddress::knowsUsers()
{
    QFETCH(QByteArray, given);
    QTEST(WebAddress::parse(given)->authorization(), "expected");
}

void TestWebAddress::showsPathsToPeople_data()
{
    addPairs({
        {"/", "/"},
        {"/b c/é😀", "/b c/é😀"},
        {"/%41%7e%c3%a9", "/A~é"},
        {"/a%2Fb%25%3F%23%zz", "/a%2Fb%25%3F%23%zz"},
        {"/%41%00", "/%41%00"},
        {"/%41%0a", "/%41%0a"},
        {"/%41%ff", "/%41%ff"},
        {"/%41%E2%80%AE", "/%41%E2%80%AE"}, // turns the direction of all that follows
    });
}

void TestWebAddress::showsPathsToPeople()
{
    QFETCH(QByteArray, given);
    QFETCH(QByteArray, expected);
    QCOMPARE(WebAddress::parse("http://a" + given)->path(), QString::fromUtf8(expected));
}

void TestWebAddress::isNothingAtFirst()
{
    QVERIFY(WebAddress().isEmpty());
    QVERIFY(WebAddress(QUrl(QStringLiteral("file:///a"))).isEmpty());
    QVERIFY(!WebAddress(QUrl(QStringLiteral("http://a"))).isEmpty());
}

QTEST_GUILESS_MAIN(TestWebAddress)
#include "tst_webaddress.moc"
