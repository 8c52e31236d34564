// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/webaddress.h"

#include <QTest>

using namespace Molotov;

class TestWebAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesUrlsApart_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QString>("path");
        const auto row = [](const char *url, const char *host, const char *target, const char *path) {
            QTest::newRow(url) << QString::fromUtf8(url) << QByteArray(host) << QByteArray(target)
                               << QString::fromUtf8(path);
        };
        row("http://a", "a", "/", "/");
        row("http://a:80/b", "a", "/b", "/b");
        row("http://a:8080/b?c=d#e", "a:8080", "/b?c=d", "/b");
        row("https://a:443/b c?é", "a", "/b%20c?%C3%A9", "/b c");
        row("https://[::1]:80/", "[::1]:80", "/", "/");
        row("http://bücher.example/", "xn--bcher-kva.example", "/", "/");
    }

    void takesUrlsApart()
    {
        QFETCH(QString, url);
        const WebAddress address{QUrl(url)};
        QTEST(address.host(), "host");
        QTEST(address.target(), "target");
        QTEST(address.path(), "path");
        QVERIFY(!address.hasUser());
        QCOMPARE(address.origin().isSecure, url.startsWith(QLatin1String("https")));
        QVERIFY(address == WebAddress(QUrl(url)));
    }

    void knowsUsers() { QVERIFY(WebAddress(QUrl(QStringLiteral("http://a:b@c/"))).hasUser()); }

    void isNothingAtFirst()
    {
        const WebAddress address;
        QVERIFY(address.url().isEmpty() && address.text().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestWebAddress)
#include "tst_webaddress.moc"
