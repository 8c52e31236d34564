// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrlQuery>

#include <chrono>

namespace Molotov::Demo {

/// A line of a message's head.
struct HttpHeader
{
    QByteArray name;
    QByteArray value;

    bool operator==(const HttpHeader &) const = default;
};

/// What a client asked for, whole.
struct HttpRequest
{
    QByteArray method;
    QString path; ///< percent-decoded
    QUrlQuery query;
    QList<HttpHeader> headers;
    QByteArray body;
    bool keepAlive = true; ///< the client is willing to use the connection again

    /// The value of the first header of that name, in any case; empty when there is none.
    QByteArray header(QByteArrayView name) const;
    /// The value of a cookie; empty when the client sent none of that name.
    QByteArray cookie(QByteArrayView name) const;
};

/// What a client gets. Length and connection headers are added when it is sent.
struct HttpResponse
{
    int status = 200;
    QByteArray contentType = "application/json";
    QList<HttpHeader> headers;
    QByteArray body;
    std::chrono::milliseconds delay{0}; ///< before it is sent

    /// The bytes for the wire; of the answer to a HEAD request all but the body.
    QByteArray toBytes(bool keepAlive, bool withBody) const;
};

} // namespace Molotov::Demo
