// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/nearby.h"

#include <algorithm>

namespace Molotov {

namespace {

struct Network
{
    quint32 prefix;
    int bits;

    bool has(quint32 address) const { return ((address ^ prefix) >> (32 - bits)) == 0; }
};

constexpr std::array NearbyNetworks{
    Network{0x7f000000, 8}, // 127.0.0.0/8
    Network{0x0a000000, 8}, // 10.0.0.0/8
    Network{0xac100000, 12}, // 172.16.0.0/12
    Network{0xc0a80000, 16}, // 192.168.0.0/16
    Network{0xa9fe0000, 16}, // 169.254.0.0/16
    Network{0x64400000, 10}, // 100.64.0.0/10
    Network{0x00000000, 32}, // which systems take for loopback
};

} // namespace

bool isNearby(quint32 ipv4)
{
    return std::any_of(NearbyNetworks.begin(), NearbyNetworks.end(),
                       [ipv4](const Network &network) { return network.has(ipv4); });
}

bool isNearby(const std::array<quint8, 16> &ipv6)
{
    const bool beginsWithZeros =
        std::all_of(ipv6.begin(), ipv6.begin() + 10, [](quint8 b) { return b == 0; });
    if (beginsWithZeros && ipv6[10] == 0xff && ipv6[11] == 0xff)
        return isNearby(quint32(ipv6[12]) << 24 | quint32(ipv6[13]) << 16 | quint32(ipv6[14]) << 8
                        | ipv6[15]);
    const bool isLoopbackOrNone =
        std::all_of(ipv6.begin(), ipv6.end() - 1, [](quint8 b) { return b == 0; }) && ipv6[15] <= 1;
    const bool isUniqueLocal = (ipv6[0] & 0xfe) == 0xfc;
    const bool isLinkLocal = ipv6[0] == 0xfe && (ipv6[1] & 0xc0) == 0x80;
    return isLoopbackOrNone || isUniqueLocal || isLinkLocal;
}

} // namespace Molotov
