// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <array>

namespace Molotov {

/// Whether an address is of this computer, of a private network or of the network that this computer is in:
/// loopback, RFC 1918, link-local (RFC 3927), and the addresses that providers share (RFC 6598).
bool isNearby(quint32 ipv4);
/// The same for IPv6: loopback, unique local (RFC 4193) and link-local (RFC 4291, 2.5.6). What stands for an
/// address of IPv4 is judged by that.
bool isNearby(const std::array<quint8, 16> &ipv6);

/// `Address`: a QHostAddress, which is not known here.
template <typename Address>
bool isNearby(const Address &address)
{
    bool isIpv4 = false;
    const auto ipv4 = address.toIPv4Address(&isIpv4);
    if (isIpv4)
        return isNearby(ipv4);
    const auto ipv6 = address.toIPv6Address();
    return isNearby(std::to_array(ipv6.c));
}

} // namespace Molotov
