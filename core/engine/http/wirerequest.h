// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/headerfields.h"
#include "core/engine/http/transport.h"
#include "core/engine/http/webaddress.h"

#include <QByteArray>
#include <QNetworkAccessManager>
#include <QSslConfiguration>

#include <optional>

namespace Molotov {

struct HttpRequest;

/// Whether a request that may have arrived may be sent again (RFC 9110, 9.2.2).
bool isIdempotent(const QByteArray &method);

/// A request as it goes over a connection.
struct WireRequest
{
    QByteArray method;
    WebAddress address;
    QByteArray head; ///< of HTTP/1.1: all before the body, but for "Expect: 100-continue"
    QByteArray body; ///< or, for a caller who brings one:
    QIODevice *device = nullptr; ///< the caller's
    qint64 bodySize = 0;
    std::optional<QSslConfiguration> tls; ///< of an address that is secure
    Http2Use http2 = Http2Use::Off; ///< never offered without TLS
    bool expectsContinue = false; ///< the server is to say first that it wants the body, which is not empty
    bool savesCookies = true; ///< that the response sets
    bool keepsConnection = true; ///< false: it says that the connection ends with it
    bool keepsBody = true; ///< of the response

    /// `cookies`: of the session, as one field; may be empty.
    static WireRequest make(const HttpRequest &request, const Transport &transport,
                            const QByteArray &cookies);
    static WireRequest make(QNetworkAccessManager::Operation operation, const QNetworkRequest &request,
                            QIODevice *body);
};

/// What goes with a request, the script's own fields before what we say of ourselves. One field of a name:
/// several are the same as one with all values (RFC 9110, 5.3).
HttpHeaders headersOf(const HttpRequest &request, const Transport &transport);

} // namespace Molotov
