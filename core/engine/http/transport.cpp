// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/transport.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QUrl>

namespace Molotov {

namespace {

QSslKey readKey(const QByteArray &pem, const QByteArray &passphrase)
{
    for (const auto algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        const QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey, passphrase);
        if (!key.isNull())
            return key;
    }
    return {};
}

Result<QSslConfiguration> toConfiguration(const TlsSettings &settings)
{
    auto configuration = QSslConfiguration::defaultConfiguration();
    if (!settings.isVerified)
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    if (!settings.caCertificate.isEmpty()) {
        const auto certificates = QSslCertificate::fromData(settings.caCertificate);
        if (certificates.isEmpty())
            return Error{QStringLiteral("caCertificate holds no certificate in PEM")};
        configuration.addCaCertificates(certificates);
    }
    if (!settings.certificate.isEmpty()) {
        const auto chain = QSslCertificate::fromData(settings.certificate);
        if (chain.isEmpty())
            return Error{QStringLiteral("clientCertificate.certificate holds no certificate in PEM")};
        const auto key = readKey(settings.key, settings.passphrase);
        if (key.isNull()) {
            return Error{QStringLiteral("clientCertificate.key holds no private key in PEM, or its "
                                        "passphrase is another one")};
        }
        configuration.setLocalCertificateChain(chain);
        configuration.setPrivateKey(key);
    }
    return configuration;
}

Result<QNetworkProxy> toProxy(const QString &address)
{
    if (address.isEmpty())
        return QNetworkProxy(QNetworkProxy::NoProxy);
    const QUrl url(address);
    const bool isSocks = url.scheme() == QLatin1String("socks5");
    if (!url.isValid() || url.host().isEmpty() || url.port() <= 0
        || (!isSocks && url.scheme() != QLatin1String("http"))) {
        return Error{QStringLiteral("proxy is an address such as http://user:password@host:port or "
                                    "socks5://host:port, got “%1”")
                         .arg(url.isValid() ? url.toString(QUrl::RemovePassword) : address)};
    }
    return QNetworkProxy(isSocks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, url.host(),
                         quint16(url.port()), url.userName(QUrl::FullyDecoded),
                         url.password(QUrl::FullyDecoded));
}

} // namespace

Result<Transport> Transport::make(const TransportSettings &settings)
{
    const auto tls = toConfiguration(settings.tls);
    if (!tls)
        return tls.error();
    const auto proxy = toProxy(settings.proxy);
    if (!proxy)
        return proxy.error();
    if (settings.http2 == Http2Use::PriorKnowledge && !settings.proxy.isEmpty()) {
        return Error{QStringLiteral(
            "http2 “prior-knowledge” does not go through a proxy: let setup return only one of them")};
    }
    return Transport{.tls = *tls,
                     .proxy = *proxy,
                     .http2 = settings.http2,
                     .isKeptAlive = settings.isKeptAlive,
                     .resumesTls = settings.resumesTls,
                     .expectsContinue = settings.expectsContinue,
                     .maxConnections = settings.maxConnections};
}

} // namespace Molotov
