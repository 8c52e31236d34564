// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/nearby.h"

#include <QTest>

using namespace Molotov;

namespace {

constexpr quint32 ipv4(int a, int b, int c, int d)
{
    return quint32(a) << 24 | quint32(b) << 16 | quint32(c) << 8 | quint32(d);
}

// Of its first two bytes and its last one.
constexpr std::array<quint8, 16> ipv6(quint8 first, quint8 second, quint8 last)
{
    return {first, second, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last};
}

} // namespace

class TestNearby : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The first and the last address of each network, and their neighbours.
    void knowsIpv4()
    {
        const QList<std::pair<quint32, quint32>> networks{{ipv4(127, 0, 0, 0), ipv4(127, 255, 255, 255)},
                                                          {ipv4(10, 0, 0, 0), ipv4(10, 255, 255, 255)},
                                                          {ipv4(172, 16, 0, 0), ipv4(172, 31, 255, 255)},
                                                          {ipv4(192, 168, 0, 0), ipv4(192, 168, 255, 255)},
                                                          {ipv4(169, 254, 0, 0), ipv4(169, 254, 255, 255)},
                                                          {ipv4(100, 64, 0, 0), ipv4(100, 127, 255, 255)}};
        for (const auto &[first, last] : networks) {
            QVERIFY(isNearby(first) && isNearby(last));
            QVERIFY(!isNearby(first - 1) && !isNearby(last + 1));
        }
        QVERIFY(isNearby(ipv4(0, 0, 0, 0)));
        QVERIFY(!isNearby(ipv4(0, 0, 0, 1)));
        QVERIFY(!isNearby(ipv4(192, 0, 2, 1)));
    }

    void knowsIpv6()
    {
        QVERIFY(isNearby(ipv6(0, 0, 0)));
        QVERIFY(isNearby(ipv6(0, 0, 1)));
        QVERIFY(!isNearby(ipv6(0, 0, 2)));
        QVERIFY(isNearby(ipv6(0xfc, 0, 1)));
        QVERIFY(isNearby(ipv6(0xfd, 0xff, 1)));
        QVERIFY(!isNearby(ipv6(0xfb, 0xff, 1)));
        QVERIFY(isNearby(ipv6(0xfe, 0x80, 1)));
        QVERIFY(isNearby(ipv6(0xfe, 0xbf, 1)));
        QVERIFY(!isNearby(ipv6(0xfe, 0xc0, 1)));
        QVERIFY(!isNearby(ipv6(0x20, 0x01, 1)));
        QVERIFY(!isNearby(ipv6(0xff, 0x02, 1)));
    }

    void knowsIpv4InIpv6()
    {
        QVERIFY(isNearby({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 0, 0, 1}));
        QVERIFY(!isNearby({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 8, 8, 8, 8}));
    }
};

QTEST_GUILESS_MAIN(TestNearby)

#include "tst_nearby.moc"
