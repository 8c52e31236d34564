// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/listenaddress.h"

#include <algorithm>

namespace Molotov {

std::optional<ListenAddress> ListenAddress::parse(const QString &text)
{
    ListenAddress address;
    const auto colon = text.lastIndexOf(QLatin1Char(':'));
    const auto port = text.mid(colon + 1);
    const bool hasDigits =
        std::all_of(port.begin(), port.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    address.port = port.toUShort();
    if (!hasDigits || address.port == 0)
        return std::nullopt;
    if (colon < 0)
        return address;
    address.host = text.left(colon);
    if (address.host.startsWith(QLatin1Char('[')) && address.host.endsWith(QLatin1Char(']')))
        address.host = address.host.mid(1, address.host.size() - 2);
    else if (address.host.contains(QLatin1Char(':')))
        return std::nullopt; // of IPv6, and nobody can tell which part is the port
    if (address.host.isEmpty())
        return std::nullopt;
    return address;
}

} // namespace Molotov
