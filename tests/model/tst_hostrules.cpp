// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/hostrules.h"

#include <QTest>

using namespace Molotov;

class TestHostRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsHosts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host");
        const auto row = [](const char *text, const char *host) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(host);
        };
        row("shop.example", "shop.example");
        row("Shop.EXAMPLE", "shop.example");
        row("bücher.example", "xn--bcher-kva.example");
        row("web_1", "web_1");
        row("10.0.0.7", "10.0.0.7");
        row("::1", "::1");
        row("[2001:DB8::1]", "2001:db8::1");
        row("", "");
        row("a b", "");
        row("-a", "");
        row("a..b", "");
        row("http://a", "");
        row("a:80", "");
        row("a/b", "");
        row("*.example", "");
    }

    void knowsHosts()
    {
        QFETCH(QString, text);
        QTEST(hostInAscii(text), "host");
    }

    void readsTargets_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("target"); // empty: it is none
        const auto row = [](const char *text, const char *target) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(target);
        };
        row("10.0.0.7", "10.0.0.7 0");
        row("10.0.0.7:8443", "10.0.0.7 8443");
        row("Staging.example:80", "staging.example 80");
        row("::1", "::1 0");
        row("[::1]", "::1 0");
        row("[::1]:8443", "::1 8443");
        row("", "");
        row(":80", "");
        row("a:", "");
        row("a:0", "");
        row("a:65536", "");
        row("a:+80", "");
        row("a:b", "");
        row("a b:80", "");
    }

    void readsTargets()
    {
        QFETCH(QString, text);
        const auto target = HostTarget::parse(text);
        QTEST(target ? QStringLiteral("%1 %2").arg(target->host).arg(target->port) : QString(), "target");
    }

    void findsTargets()
    {
        const HostRules rules({{QStringLiteral("Shop.example"), QStringLiteral("10.0.0.7:8443")},
                               {QStringLiteral("wrong.example"), QStringLiteral("a b")}});
        QVERIFY(rules.targetOf(QStringLiteral("shop.example")) != nullptr);
        QCOMPARE(rules.targetOf(QStringLiteral("shop.example"))->port, quint16(8443));
        QVERIFY(rules.targetOf(QStringLiteral("www.shop.example")) == nullptr);
        QVERIFY(rules.targetOf(QStringLiteral("wrong.example")) == nullptr);
    }

    void allowsHosts()
    {
        const HostRules rules({}, {QStringLiteral("Shop.example"), QStringLiteral("*.test.example"),
                                   QStringLiteral("[2001:db8::1]"), QStringLiteral("a b")});
        for (const auto *host : {"shop.example", "a.test.example", "a.b.test.example", "2001:db8::1",
                                 "localhost", "a.localhost"})
            QVERIFY2(rules.allows(QLatin1String(host)), host);
        for (const auto *host : {"www.shop.example", "test.example", "atest.example", "notlocalhost",
                                 "127.0.0.1", "shop.example.", "a b", ""})
            QVERIFY2(!rules.allows(QLatin1String(host)), host);
        QCOMPARE(hostPatternInAscii(QStringLiteral("*.Bücher.example")),
                 QStringLiteral("*.xn--bcher-kva.example"));
        for (const auto *text : {"*", "*.", "*.*.a", "a.*", "*a", "*.::1", "http://a"})
            QVERIFY2(hostPatternInAscii(QLatin1String(text)).isEmpty(), text);
    }
};

QTEST_GUILESS_MAIN(TestHostRules)

#include "tst_hostrules.moc"
