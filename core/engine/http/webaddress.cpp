// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/webaddress.h"

namespace Molotov {

namespace {

QByteArray targetOf(const QUrl &url)
{
    auto target = url.path(QUrl::FullyEncoded).toLatin1();
    if (target.isEmpty())
        target = "/";
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return target;
}

} // namespace

Origin Origin::of(const QUrl &url)
{
    const bool isSecure = url.scheme() == QLatin1String("https");
    return {.isSecure = isSecure,
            .host = url.host(QUrl::EncodeUnicode),
            .port = quint16(url.port(isSecure ? 443 : 80))};
}

QString Origin::name() const
{
    const auto shown = host.contains(QLatin1Char(':')) ? QLatin1Char('[') + host + QLatin1Char(']') : host;
    return port == (isSecure ? 443 : 80) ? shown : shown + QLatin1Char(':') + QString::number(port);
}

bool isWebAddress(const QUrl &url)
{
    return url.isValid() && !url.host().isEmpty()
           && (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https"));
}

WebAddress::WebAddress(const QUrl &url)
{
    const auto origin = Origin::of(url);
    const auto path = url.path();
    m_parts = std::make_shared<const Parts>(Parts{.url = url,
                                                  .origin = origin,
                                                  .target = targetOf(url),
                                                  .host = origin.name().toLatin1(),
                                                  .path = path.isEmpty() ? QStringLiteral("/") : path,
                                                  .text = url.toEncoded(QUrl::RemoveFragment),
                                                  .hasUser = !url.userInfo().isEmpty()});
}

const std::shared_ptr<const WebAddress::Parts> &WebAddress::none()
{
    static const auto parts = std::make_shared<const Parts>();
    return parts;
}

} // namespace Molotov
