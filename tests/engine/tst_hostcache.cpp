// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/clock.h"
#include "core/engine/http/hostcache.h"
#include "tests/support/manualclock.h"

#include <QSemaphore>
#include <QSet>
#include <QTest>

#include <memory>

using namespace Molotov;
using namespace Molotov::Test;

class TestHostCache : public QObject
{
    Q_OBJECT

    quint16 m_port = 0; // of the last answer, as the next
    bool m_isBlocked = false;

    static QList<QHostAddress> several()
    {
        return {QHostAddress(QStringLiteral("3.3.3.3")), QHostAddress(QStringLiteral("1.1.1.1")),
                QHostAddress(QStringLiteral("::1")), QHostAddress(QStringLiteral("2.2.2.2"))};
    }

    // Of a host that is known.
    QStringList found(HostCache &hosts, const char *host)
    {
        QStringList texts;
        hosts.find(QString::fromLatin1(host), this, [&](const HostCache::Answer &answer) {
            m_port = answer.port;
            m_isBlocked = answer.isBlocked;
            for (const auto &address : answer.addresses)
                texts.append(address.toString());
        });
        return texts;
    }

private Q_SLOTS:
    void answersAllWhoAskForTheSame()
    {
        const SteadyClock clock;
        HostCache hosts(clock);
        int answered = 0;
        for (int i = 0; i < 3; ++i) {
            hosts.find(QStringLiteral("localhost"), this, [&](const HostCache::Answer &answer) {
                QVERIFY(!answer.addresses.isEmpty());
                ++answered;
            });
        }
        QCOMPARE(answered, 0);
        QTRY_COMPARE(answered, 3);
        hosts.find(QStringLiteral("localhost"), this, [&](const HostCache::Answer &) { ++answered; });
        QCOMPARE(answered, 4); // it is known now
    }

    // The families keep their order; within each, another address comes first each time.
    void takesAddressesInTurn()
    {
        const SteadyClock clock;
        HostCache hosts(clock);
        hosts.setRules(HostRules({}, {QStringLiteral("a"), QStringLiteral("b")}));
        hosts.setFirstTurn(1);
        const auto list = [](const char *text) {
            QList<QHostAddress> addresses;
            for (const auto &part : QString::fromLatin1(text).split(QLatin1Char(' ')))
                addresses.append(QHostAddress(part));
            return addresses;
        };
        hosts.keep(QStringLiteral("a"),
                   {.addresses = list("::1 1.1.1.1 ::2 2.2.2.2 3.3.3.3"), .failure = {}});
        hosts.keep(QStringLiteral("b"), {.addresses = list("1.1.1.1"), .failure = {}});
        const auto found = [&](const char *host) {
            QList<QHostAddress> addresses;
            hosts.find(QString::fromLatin1(host), this,
                       [&](const HostCache::Answer &answer) { addresses = answer.addresses; });
            return addresses;
        };
        QCOMPARE(found("a"), list("::2 2.2.2.2 ::1 3.3.3.3 1.1.1.1"));
        QCOMPARE(found("b"), list("1.1.1.1"));
        QCOMPARE(found("a"), list("::1 3.3.3.3 ::2 1.1.1.1 2.2.2.2"));
        QCOMPARE(found("a"), list("::2 1.1.1.1 ::1 2.2.2.2 3.3.3.3"));
    }

    void keepsTheOrderOfTheSystem()
    {
        const SteadyClock clock;
        HostCache hosts(clock);
        hosts.setRules(HostRules({}, {QStringLiteral("a")}));
        hosts.setOrder(AddressOrder::First, 1);
        hosts.keep(QStringLiteral("a"), {.addresses = several(), .failure = {}});
        const auto expected = QStringList({QStringLiteral("3.3.3.3"), QStringLiteral("::1"),
                                           QStringLiteral("1.1.1.1"), QStringLiteral("2.2.2.2")});
        QCOMPARE(found(hosts, "a"), expected);
        QCOMPARE(found(hosts, "a"), expected);
    }

    void drawsAddresses()
    {
        const SteadyClock clock;
        HostCache hosts(clock);
        hosts.setRules(HostRules({}, {QStringLiteral("a")}));
        hosts.setOrder(AddressOrder::Random, 1);
        hosts.keep(QStringLiteral("a"), {.addresses = several(), .failure = {}});
        QSet<QString> first;
        for (int i = 0; i < 100; ++i) {
            const auto addresses = found(hosts, "a");
            QCOMPARE(addresses.size(), 4);
            QCOMPARE(addresses.at(1), QStringLiteral("::1")); // the families still take turns
            first.insert(addresses.first());
        }
        QCOMPARE(first.size(), 3);
    }

    void goesWhereTheTestSays()
    {
        const SteadyClock clock;
        HostCache hosts(clock);
        hosts.setRules(HostRules({{QStringLiteral("a"), QStringLiteral("10.0.0.7:8443")},
                                  {QStringLiteral("b"), QStringLiteral("other:80")},
                                  {QStringLiteral("1.1.1.1"), QStringLiteral("[::1]")}}));
        hosts.keep(QStringLiteral("other"), {.addresses = {QHostAddress(QStringLiteral("10.0.0.8"))}});
        QCOMPARE(found(hosts, "a"), QStringList(QStringLiteral("10.0.0.7")));
        QCOMPARE(m_port, quint16(8443));
        QCOMPARE(found(hosts, "b"), QStringList(QStringLiteral("10.0.0.8")));
        QCOMPARE(m_port, quint16(80));
        QCOMPARE(found(hosts, "other"), QStringList(QStringLiteral("10.0.0.8")));
        QCOMPARE(m_port, quint16(0));
        QCOMPARE(found(hosts, "1.1.1.1"), QStringList(QStringLiteral("::1")));
    }

    // Only the addresses that are nearby, if the host is not on the list.
    void blocksWhatMayNotBeLoaded()
    {
        const SteadyClock clock;
        HostCache hosts(clock);
        hosts.setRules(HostRules({{QStringLiteral("there"), QStringLiteral("1.1.1.1")},
                                  {QStringLiteral("here"), QStringLiteral("10.0.0.7")}},
                                 {QStringLiteral("listed")}));
        hosts.keep(QStringLiteral("listed"), {.addresses = {QHostAddress(QStringLiteral("1.1.1.1"))}});
        hosts.keep(QStringLiteral("other"), {.addresses = {QHostAddress(QStringLiteral("1.1.1.1"))}});
        hosts.keep(QStringLiteral("several"), {.addresses = several()});
        QCOMPARE(found(hosts, "listed").size(), 1);
        QVERIFY(!m_isBlocked);
        QCOMPARE(found(hosts, "several"), QStringList(QStringLiteral("::1")));
        QVERIFY(!m_isBlocked);
        QCOMPARE(found(hosts, "here").size(), 1);
        for (const auto *host : {"other", "there", "1.1.1.1", "2001:db8::1"}) {
            QCOMPARE(found(hosts, host), QStringList());
            QVERIFY2(m_isBlocked, host);
        }
        QVERIFY(hosts.allowsByName(QStringLiteral("listed")));
        QVERIFY(hosts.allowsByName(QStringLiteral("10.0.0.8")));
        QVERIFY(!hosts.allowsByName(QStringLiteral("several")));
    }

    void looksUpMoreNamesThanItHasThreads()
    {
        constexpr int Names = HostCache::MaxLookUps + 5;
        const SteadyClock clock;
        HostCache hosts(clock);
        int answered = 0;
        for (int i = 0; i < Names; ++i) {
            hosts.find(QStringLiteral("no-such-host-%1.invalid").arg(i), this,
                       [&](const HostCache::Answer &answer) {
                           QVERIFY(answer.addresses.isEmpty());
                           ++answered;
                       });
        }
        QTRY_COMPARE_WITH_TIMEOUT(answered, Names, 60'000);
    }

    void doesNotAnswerWhoIsGone()
    {
        const SteadyClock clock;
        HostCache hosts(clock);
        auto context = std::make_unique<QObject>();
        bool isAnswered = false;
        hosts.find(QStringLiteral("localhost"), context.get(),
                   [&](const HostCache::Answer &) { isAnswered = true; });
        context.reset();
        bool isOver = false;
        hosts.find(QStringLiteral("localhost"), this, [&](const HostCache::Answer &) { isOver = true; });
        QTRY_VERIFY(isOver);
        QVERIFY(!isAnswered);
    }

    void endsWhileItLooksUp()
    {
        const SteadyClock clock;
        HostCache hosts(clock);
        hosts.find(QStringLiteral("localhost"), this, [&](const HostCache::Answer &) { QFAIL("too late"); });
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
        const SteadyClock clock;
        auto hosts = std::make_unique<HostCache>(clock, silent);
        hosts->find(QStringLiteral("localhost"), this, [&](const HostCache::Answer &) { QFAIL("too late"); });
        asked.acquire();
        hosts.reset(); // would not come back
        answers.release();
        answered.acquire();
    }

    void forgetsHosts()
    {
        ManualClock clock;
        HostCache hosts(clock);
        const auto keep = [&](int from, int count) {
            for (int i = from; i < from + count; ++i)
                hosts.keep(QStringLiteral("host-%1").arg(i),
                           {.addresses = {QHostAddress(QHostAddress::LocalHost)}, .failure = {}});
        };
        keep(0, HostCache::MaxHosts - 10);
        clock.advance(HostCache::DefaultLifetime);
        keep(HostCache::MaxHosts - 10, 10);
        QCOMPARE(hosts.knownHosts(), HostCache::MaxHosts);
        keep(HostCache::MaxHosts, 1);
        QCOMPARE(hosts.knownHosts(), 11); // those that are still valid
        keep(HostCache::MaxHosts, 10 * HostCache::MaxHosts);
        QVERIFY(hosts.knownHosts() <= HostCache::MaxHosts);
    }
};

QTEST_GUILESS_MAIN(TestHostCache)

#include "tst_hostcache.moc"
