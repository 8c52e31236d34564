// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/httptarget.h"

#include "core/control/results/secrets.h"

#include <QUrlQuery>

#include <algorithm>

namespace Molotov {

HttpTarget::HttpTarget(QUrl url)
    : m_url(std::move(url))
    , m_userName(m_url.userName(QUrl::FullyDecoded).toUtf8())
    , m_password(m_url.password(QUrl::FullyDecoded).toUtf8())
{
    m_url.setUserInfo(QString());
    m_target.secrets.append(QString::fromUtf8(m_password.isEmpty() ? m_userName : m_password));
    const auto items = QUrlQuery(m_url).queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        if (Secrets::isSecretOfUrl(name))
            m_target.secrets.append(value);
    }
}

void HttpTarget::useBasicAuthorization()
{
    (void)addSecretHeader("Authorization", "Basic ", (m_userName + ':' + m_password).toBase64());
}

bool HttpTarget::addSecretHeader(const QByteArray &name, const QByteArray &prefix, const QByteArray &secret)
{
    if (!std::all_of(secret.begin(), secret.end(),
                     [](char c) { return uchar(c) >= 0x20 && uchar(c) != 0x7F; }))
        return false;
    m_target.request.setRawHeader(name, prefix + secret);
    m_target.secrets.append(QString::fromUtf8(secret));
    return true;
}

BatchTarget HttpTarget::take(const char *contentType)
{
    auto &request = m_target.request;
    request.setUrl(m_url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QLatin1String(contentType));
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("molotov/" MOLOTOV_VERSION));
    for (const auto attribute :
         {QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::CookieSaveControlAttribute,
          QNetworkRequest::AuthenticationReuseAttribute})
        request.setAttribute(attribute, QNetworkRequest::Manual);
    return std::move(m_target);
}

} // namespace Molotov
