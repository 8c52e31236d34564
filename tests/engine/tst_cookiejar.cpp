// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/cookiejar.h"
#include "core/engine/http/webaddress.h"

#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

namespace {

WallTime s_now;

WallTime testTime()
{
    return s_now;
}

WebAddress at(const char *url)
{
    return *WebAddress::parse(url);
}

} // namespace

/// What is kept of what servers set, and where it goes: RFC 6265.
class TestCookieJar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Friday, 13 February 2009, 23:31:30
    void init() { s_now = WallTime(1'234'567'890s); }

    void sends_data();
    void sends();
    void readsDates_data();
    void readsDates();
    void forgetsWhatIsOver();
    void changesCookies();
    void ordersCookies();
    void setsThoseOfScripts();
    void isBounded();
};

void TestCookieJar::sends_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("setCookie");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("sent");
    const auto row = [](const char *from, const QByteArray &setCookie, const char *to, const char *sent) {
        QTest::addRow("%s: %s: %s", from, setCookie.left(40).constData(), to)
            << QByteArray(from) << setCookie << QByteArray(to) << QByteArray(sent);
    };
    // Names and values
    row("http://a/", "a=1", "http://a/", "a=1");
    row("http://a/", "  a\t = b c ;x", "http://a/", "a=b c");
    row("http://a/", "a=", "http://a/", "a=");
    row("http://a/", "a=b=\"c\"", "http://a/", "a=b=\"c\"");
    row("http://a/", "a=\xc3\xbc\xff", "http://a/", "a=\xc3\xbc\xff");
    row("http://a/", "a", "http://a/", "");
    row("http://a/", "=a", "http://a/", "");
    row("http://a/", "", "http://a/", "");
    row("http://a/", "; a=1", "http://a/", "");
    row("http://a/", "a=1\x01", "http://a/", "");
    row("http://a/", QByteArray("a=1; b=\0", 8), "http://a/", "");
    // The path without an attribute
    row("http://a/account/login", "a=1", "http://a/account", "a=1");
    row("http://a/account/login", "a=1", "http://a/account/x/y", "a=1");
    row("http://a/account/login", "a=1", "http://a/accounts", "");
    row("http://a/account/login", "a=1", "http://a/", "");
    row("http://a/account/", "a=1", "http://a/account", "a=1");
    row("http://a/account", "a=1", "http://a/", "a=1");
    row("http://a/b/c?/d/e", "a=1", "http://a/b", "a=1");
    // … and with one
    row("http://a/b", "a=1; Path=/c", "http://a/c", "a=1");
    row("http://a/b", "a=1; Path=/c", "http://a/c/d", "a=1");
    row("http://a/b", "a=1; Path=/c", "http://a/cd", "");
    row("http://a/b", "a=1; Path=/c/", "http://a/c", "");
    row("http://a/b", "a=1; Path=/c/", "http://a/c/d", "a=1");
    row("http://a/b/c", "a=1; Path=", "http://a/b", "a=1");
    row("http://a/b/c", "a=1; Path=d", "http://a/d", "");
    row("http://a/b/c", "a=1; Path=/d; Path", "http://a/b", "a=1");
    row("http://a/", "a=1; path = /c ", "http://a/c", "a=1");
    row("http://a/", "a=1; Path=/my%20shop", "http://a/my%20shop", "a=1");
    row("http://a/", "a=1; Path=/my shop", "http://a/my%20shop", "");
    row("http://a/", "a=1; Path=/%41", "http://a/A", "");
    row("http://a/", "a=1; Path=/" + QByteArray(2000, 'b'), "http://a/", "a=1");
    // Domains
    row("http://a.example/", "a=1", "http://b.a.example/", "");
    row("http://a.example/", "a=1", "http://a.example:81/", "a=1");
    row("http://b.a.example/", "a=1; Domain=a.example", "http://c.a.example/", "a=1");
    row("http://b.a.example/", "a=1; Domain=.A.Example", "http://a.example/", "a=1");
    row("http://b.a.example/", "a=1; Domain=a.example", "http://ba.example/", "");
    row("http://b.a.example/", "a=1; Domain=", "http://a.example/", "");
    row("http://b.a.example/", "a=1; Domain=", "http://b.a.example/", "a=1");
    row("http://b.a.example/", "a=1; Domain=c.a.example", "http://b.a.example/", "");
    row("http://a.example/", "a=1; Domain=b.a.example", "http://b.a.example/", "");
    row("http://a.example/", "a=1; Domain=example", "http://a.example/", ""); // a public suffix
    row("http://a.co.uk/", "a=1; Domain=co.uk", "http://b.co.uk/", "");
    row("http://localhost/", "a=1; Domain=localhost", "http://localhost/", "a=1");
    row("http://127.0.0.1/", "a=1; Domain=127.0.0.1", "http://127.0.0.1/", "a=1");
    row("http://127.0.0.1/", "a=1; Domain=0.0.1", "http://127.0.0.1/", "");
    // Secure, and names that promise something
    row("https://a/", "a=1; Secure", "http://a/", "");
    row("https://a/", "a=1; secure=no", "https://a/", "a=1");
    row("http://a/", "a=1; HttpOnly; SameSite=Strict", "http://a/", "a=1");
    row("https://a/", "__Secure-a=1", "https://a/", "");
    row("https://a/", "__Secure-a=1; Secure", "https://a/", "__Secure-a=1");
    row("http://a/", "__Secure-a=1; Secure", "https://a/", "");
    row("https://a/", "__Host-a=1; Secure; Path=/", "https://a/", "__Host-a=1");
    row("https://a/", "__host-a=1; Secure", "https://a/", "");
    row("https://a.example/", "__Host-a=1; Secure; Path=/; Domain=a.example", "https://a.example/", "");
    // How long
    row("http://a/", "a=1; Max-Age=0", "http://a/", "");
    row("http://a/", "a=1; Max-Age=-1", "http://a/", "");
    row("http://a/", "a=1; Max-Age=1", "http://a/", "a=1");
    row("http://a/", "a=1; Max-Age=99999999999999999999", "http://a/", "a=1");
    row("http://a/", "a=1; Max-Age=-99999999999999999999", "http://a/", "");
    row("http://a/", "a=1; Max-Age=soon", "http://a/", "a=1");
    row("http://a/", "a=1; Max-Age=+5; Expires=Thu, 01 Jan 1970 00:00:10 GMT", "http://a/", "");
    row("http://a/", "a=1; Max-Age=; Expires=Thu, 01 Jan 1970 00:00:10 GMT", "http://a/", "");
    row("http://a/", "a=1; Max-Age = 5; Expires=Thu, 01 Jan 1970 00:00:10 GMT", "http://a/", "a=1");
    row("http://a/", "a=1; Expires=Fri, 13 Feb 2037 00:00:00 GMT; Max-Age=0", "http://a/", "");
    row("http://a/", "a=1; Expires=never", "http://a/", "a=1");
    // Limits
    row("http://a/", "a=" + QByteArray(CookieJar::MaxSize, 'x'), "http://a/", "");
}

void TestCookieJar::sends()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, setCookie);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, sent);
    CookieJar jar(testTime);
    jar.add(setCookie, *WebAddress::parse(from));
    QCOMPARE(jar.fieldFor(*WebAddress::parse(to)), sent);
    if (!sent.isEmpty())
        QVERIFY(!jar.isEmpty());
}

void TestCookieJar::readsDates_data()
{
    QTest::addColumn<qint64>("seconds"); // since 1970; -1: no date
    const auto row = [](const char *date, qint64 seconds) { QTest::newRow(date) << seconds; };
    row("Sun, 06 Nov 1994 08:49:37 GMT", 784111777);
    row("Sunday, 06-Nov-94 08:49:37 GMT", 784111777);
    row("Sun Nov  6 08:49:37 1994", 784111777);
    row("6 nov 1994 8:49:37", 784111777);
    row("1994/November/06T08:49:37Z", -1); // "06T08:49:37Z" is no time
    row("08:49:37 94 6November", -1); // 94 is the day, and so there is no year
    row("08:49:37Z 6x November 1994CE", 784111777);
    row("1 Jan 70 0:0:0", 0);
    row("1 Jan 69 0:0:0", 3124224000);
    row("29 Feb 2000 23:59:59", 951868799);
    row("29 Feb 1999 00:00:00", -1);
    row("31 Apr 1999 00:00:00", -1);
    row("0 Apr 1999 00:00:00", -1);
    row("1 Apr 1600 00:00:00", -1);
    row("1 Apr 20000 00:00:00", -1);
    row("1 Apr 1999 24:00:00", -1);
    row("1 Apr 1999 00:60:00", -1);
    row("1 Apr 1999 00:00", -1);
    row("1 Apr 1999 000:00:00", -1);
    row("1 Foo 1999 00:00:00", -1);
    row("", -1);
}

void TestCookieJar::readsDates()
{
    QFETCH(qint64, seconds);
    const auto cookie = Cookie::parse(QByteArray("a=1; Expires=") + QTest::currentDataTag(), s_now);
    QVERIFY(cookie);
    QCOMPARE(cookie->expires.has_value(), seconds >= 0);
    if (seconds >= 0)
        QCOMPARE(qint64(cookie->expires->time_since_epoch() / 1s), seconds);
}

void TestCookieJar::forgetsWhatIsOver()
{
    CookieJar jar(testTime);
    jar.add("a=1; Max-Age=10", at("http://a/"));
    jar.add("b=1; Expires=Fri, 13 Feb 2009 23:31:45 GMT", at("http://a/"));
    s_now += 9999ms;
    QCOMPARE(jar.fieldFor(at("http://a/")), QByteArray("a=1; b=1"));
    s_now += 1ms;
    QCOMPARE(jar.fieldFor(at("http://a/")), QByteArray("b=1"));
    s_now += 10s;
    QCOMPARE(jar.fieldFor(at("http://a/")), QByteArray());
}

void TestCookieJar::changesCookies()
{
    CookieJar jar(testTime);
    for (const auto *cookie : {"a=1", "b=1", "a=2", "a=3; Path=/x"})
        jar.add(cookie, at("http://h.example/"));
    QCOMPARE(jar.fieldFor(at("http://h.example/")), QByteArray("a=2; b=1"));
    jar.add("a=; Max-Age=0", at("http://h.example/"));
    QCOMPARE(jar.fieldFor(at("http://h.example/x")), QByteArray("a=3; b=1"));
    jar.add("b=2; Domain=h.example", at("http://h.example/")); // another one
    QCOMPARE(jar.fieldFor(at("http://h.example/")), QByteArray("b=1; b=2"));
    jar.remove("b", at("http://other.example/"));
    QCOMPARE(jar.fieldFor(at("http://h.example/")), QByteArray("b=1; b=2"));
    jar.remove("b", at("http://h.example/"));
    QCOMPARE(jar.fieldFor(at("http://h.example/x")), QByteArray("a=3"));
    jar.clear();
    QVERIFY(jar.isEmpty());
}

void TestCookieJar::ordersCookies()
{
    CookieJar jar(testTime);
    for (const auto *cookie :
         {"a=1; Path=/", "b=1; Path=/x", "c=1; Path=/", "d=1; Path=/x/y", "b=2; Path=/x"})
        jar.add(cookie, at("http://h/"));
    QCOMPARE(jar.fieldFor(at("http://h/x/y")), QByteArray("d=1; b=2; a=1; c=1"));
}

void TestCookieJar::setsThoseOfScripts()
{
    CookieJar jar(testTime);
    QVERIFY(jar.add({.name = "a", .value = "1"}, at("http://h.example/x/y")));
    QVERIFY(jar.add({.name = "b", .value = "1", .path = "/"}, at("http://h.example/x/y")));
    QVERIFY(!jar.add({.name = "c", .value = "1", .domain = QStringLiteral("other.example")},
                     at("http://h.example/")));
    QVERIFY(jar.add({.name = "d", .value = "1", .expires = s_now}, at("http://h.example/")));
    const auto cookies = jar.cookiesFor(at("http://h.example/x"));
    QCOMPARE(cookies.size(), 2);
    QCOMPARE(cookies[0].name, QByteArray("a"));
    QCOMPARE(cookies[0].path, QByteArray("/x"));
}

void TestCookieJar::isBounded()
{
    CookieJar jar(testTime);
    jar.add("old=1; Max-Age=5", at("http://a.example/"));
    jar.add("other=1", at("http://b.example/"));
    s_now += 5s; // so that what is over goes first
    for (size_t i = 0; i < CookieJar::MaxOfDomain; ++i)
        jar.add("c" + QByteArray::number(i) + "=1", at("http://a.example/"));
    QCOMPARE(jar.cookiesFor(at("http://a.example/")).size(), CookieJar::MaxOfDomain);
    QCOMPARE(jar.cookiesFor(at("http://a.example/"))[0].name, QByteArray("c0"));
    jar.add("new=1", at("http://a.example/"));
    QCOMPARE(jar.cookiesFor(at("http://a.example/")).size(), CookieJar::MaxOfDomain);
    QCOMPARE(jar.cookiesFor(at("http://a.example/"))[0].name, QByteArray("c1"));
    QCOMPARE(jar.fieldFor(at("http://b.example/")), QByteArray("other=1"));

    // As a chain of redirects could do it
    for (size_t i = 0; i < CookieJar::MaxCookies; ++i)
        jar.add("a=1", *WebAddress::parse("http://h" + QByteArray::number(i) + ".example/"));
    QCOMPARE(jar.fieldFor(at("http://b.example/")), QByteArray());
    QCOMPARE(jar.fieldFor(at("http://h0.example/")), QByteArray("a=1"));
}

QTEST_GUILESS_MAIN(TestCookieJar)
#include "tst_cookiejar.moc"
