// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/statsd/statsdaddress.h"

#include <QUrl>

namespace Molotov {

Result<StatsdAddress> StatsdAddress::parse(const QString &text)
{
    const bool hasScheme = text.contains(QLatin1String("://"));
    const QUrl url(hasScheme ? text : QLatin1String("udp://") + text, QUrl::StrictMode);
    const bool hasMore = !url.path().isEmpty() && url.path() != QLatin1String("/");
    if (!url.isValid() || url.scheme() != QLatin1String("udp") || url.host().isEmpty() || url.port() == 0
        || hasMore || url.hasQuery() || url.hasFragment() || !url.userInfo().isEmpty()) {
        return Error{
            QStringLiteral("The address of statsd is one such as udp://localhost:8125, got “%1”").arg(text)};
    }
    StatsdAddress address{.host = url.host()};
    address.port = quint16(url.port(address.port));
    return address;
}

} // namespace Molotov
