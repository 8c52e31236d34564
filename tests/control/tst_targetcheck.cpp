// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/target/targetcheck.h"
#include "tests/support/httpserver.h"

#include <QHostAddress>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;

namespace {

// Names say what they are: "10-0-0-7.example".
QHostInfo resolve(const QString &name)
{
    QHostInfo info;
    const QHostAddress address(
        name.section(QLatin1Char('.'), 0, 0).replace(QLatin1Char('-'), QLatin1Char('.')));
    if (!address.isNull())
        info.setAddresses({address});
    return info;
}

} // namespace

class TestTargetCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsWhatMayBeLoaded_data()
    {
        QTest::addColumn<QString>("baseUrl");
        QTest::addColumn<bool>("isAllowed");
        const auto row = [](const char *baseUrl, bool isAllowed) {
            QTest::newRow(baseUrl) << QString::fromUtf8(baseUrl) << isAllowed;
        };
        row("http://127.0.0.1:8080/a", true);
        row("http://[::1]", true);
        row("https://192.168.1.7", true);
        row("http://10-0-0-7.example", true);
        row("http://8-8-8-8.example", false);
        row("http://8.8.8.8", false);
        row("http://[2001:db8::1]", false);
        row("http://nowhere.example", true); // nothing can be sent there
        row("http://8-8-8-8.LOCALHOST", true);
        row("http://8-8-8-8.on-list.example", true);
        row("http://8-8-8-8.elsewhere.example", true); // the test has another address for it
    }

    void knowsWhatMayBeLoaded()
    {
        QFETCH(QString, baseUrl);
        TargetCheck check(nullptr, &resolve);
        QSignalSpy checked(&check, &TargetCheck::checked);
        Profile profile;
        profile.baseUrl = baseUrl;
        profile.checkTarget = false;
        profile.allowedHosts = {QStringLiteral("*.on-list.example")};
        profile.hosts = {{QStringLiteral("8-8-8-8.elsewhere.example"), QStringLiteral("10.0.0.7")}};
        check.check(profile, 7);
        QCOMPARE(checked.size(), 0);
        QTRY_COMPARE(checked.size(), 1);
        QTEST(checked.first().first().value<TargetReport>().isAllowed, "isAllowed");
        QCOMPARE(checked.first().last().toULongLong(), 7ULL);
    }

    void connectsToTheTarget_data()
    {
        QTest::addColumn<QString>("baseUrl"); // PORT and TLS stand for those of two servers
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *baseUrl, const char *problem) {
            QTest::newRow(baseUrl) << QString::fromUtf8(baseUrl) << QString::fromUtf8(problem);
        };
        row("http://127.0.0.1:PORT/a", "");
        row("http://127-0-0-1.example:PORT", "");
        row("http://elsewhere.example", ""); // the test has address and port for it
        row("http://127.0.0.1:1", "Cannot connect to 127.0.0.1:1: connection refused.");
        row("http://me@127.0.0.1:1", "Cannot connect to 127.0.0.1:1: connection refused.");
        row("http://nowhere.example", "There is no host “nowhere.example”.");
        row("https://127.0.0.1:TLS", "The certificate of 127.0.0.1:TLS is not trusted: The certificate is "
                                     "self-signed, and untrusted.");
        row("http://8-8-8-8.example", ""); // it may not
    }

    void connectsToTheTarget()
    {
        QFETCH(QString, baseUrl);
        QFETCH(QString, problem);
        HttpServer plain;
        HttpServer secure;
        secure.useTls();
        const auto tls = QString::number(secure.serverPort());
        TargetCheck check(nullptr, &resolve);
        QSignalSpy checked(&check, &TargetCheck::checked);
        Profile profile;
        profile.baseUrl = baseUrl.replace(QStringLiteral("PORT"), QString::number(plain.serverPort()))
                              .replace(QStringLiteral("TLS"), tls);
        profile.hosts = {
            {QStringLiteral("elsewhere.example"), QStringLiteral("127.0.0.1:%1").arg(plain.serverPort())}};
        check.check(profile);
        QTRY_COMPARE_WITH_TIMEOUT(checked.size(), 1, 20'000);
        QCOMPARE(checked.first().first().value<TargetReport>().problem,
                 problem.replace(QStringLiteral("TLS"), tls));
        QCOMPARE(plain.requests().size(), 0);
    }

    void saysNothingOfWhatWasReplaced()
    {
        TargetCheck check(nullptr, &resolve);
        QSignalSpy checked(&check, &TargetCheck::checked);
        Profile profile;
        profile.baseUrl = QStringLiteral("http://8.8.8.8");
        check.check(profile, 1);
        profile.baseUrl = QStringLiteral("http://shop.example");
        check.check(profile, 2);
        QTRY_COMPARE(checked.size(), 1);
        QCOMPARE(checked.first().last().toULongLong(), 2ULL);
        QCOMPARE(checked.first().first().value<TargetReport>().host, QStringLiteral("shop.example"));
    }

    void waitsForNoNameServerAtItsEnd()
    {
        static QSemaphore asked;
        static QSemaphore answers;
        static QSemaphore answered;
        const auto silent = [](const QString &) {
            asked.release();
            answers.acquire();
            answered.release();
            return QHostInfo();
        };
        auto check = std::make_unique<TargetCheck>(nullptr, silent);
        Profile profile;
        profile.baseUrl = QStringLiteral("http://shop.example");
        check->check(profile);
        asked.acquire();
        check.reset(); // would not come back
        answers.release();
        answered.acquire();
    }
};

QTEST_GUILESS_MAIN(TestTargetCheck)

#include "tst_targetcheck.moc"
