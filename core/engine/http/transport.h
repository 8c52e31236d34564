// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QByteArray>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QString>

namespace Molotov {

/// Whom a session trusts, and who it says that it is. All PEM.
struct TlsSettings
{
    bool isVerified = true; ///< false: every certificate of a server is taken
    QByteArray caCertificate; ///< trusted besides those of the system; may be empty, may be several
    QByteArray certificate; ///< of the client, with those in between behind it; may be empty
    QByteArray key; ///< of the certificate
    QByteArray passphrase; ///< of the key

    bool operator==(const TlsSettings &) const = default;
};

/// Whether a session speaks HTTP/2.
enum class Http2Use {
    Off,
    Offered, ///< to servers with TLS (ALPN); one that does not take it gets HTTP/1.1
    PriorKnowledge, ///< nothing else is spoken, with TLS or without (RFC 9113, 3.3)
};

/// How a session reaches a server.
struct TransportSettings
{
    TlsSettings tls;
    QString proxy; ///< http://user:password@host:port or socks5://…; empty: none
    Http2Use http2 = Http2Use::Off;
    bool isKeptAlive = true; ///< connections go for more than one request
    bool resumesTls = true; ///< a new connection may go on with a session of TLS
    bool expectsContinue = false; ///< a large body waits until the server says that it wants it
    int maxConnections = 0; ///< to one origin, beyond which requests wait; 0 = any number

    bool operator==(const TransportSettings &) const = default;
};

/// The same as QNetworkAccessManager takes it.
struct Transport
{
    QSslConfiguration tls;
    QNetworkProxy proxy{QNetworkProxy::NoProxy};
    Http2Use http2 = Http2Use::Off;
    bool isKeptAlive = true;
    bool resumesTls = true;
    bool expectsContinue = false;
    int maxConnections = 0;

    static Result<Transport> make(const TransportSettings &settings);
};

} // namespace Molotov
