// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/demo/httpmessage.h"

#include <variant>

namespace Molotov::Demo {

/// Why a request cannot be answered as asked; its connection is of no use any more.
struct RequestError
{
    int status = 400;
    QByteArray text;

    bool operator==(const RequestError &) const = default;
};

/// Cuts the bytes of one connection into requests of HTTP/1.0 and 1.1.
///
/// Bodies have a Content-Length; chunked ones are refused with 411, as RFC 9112 (6.3) allows.
class RequestParser
{
public:
    static constexpr qsizetype MaxHead = 16 * 1024;
    static constexpr qsizetype MaxBody = 32 * 1024 * 1024;

    struct MoreNeeded
    {
        /// The client waits for "100 Continue" before it sends the body; told once for each request.
        bool expectsContinue = false;
    };
    using Outcome = std::variant<MoreNeeded, HttpRequest, RequestError>;

    void feed(const QByteArray &bytes) { m_buffer.append(bytes); }
    /// The next request, as far as it is there. After an error there is nothing more to ask for.
    Outcome next();

private:
    bool readHead(RequestError *error);

    QByteArray m_buffer;
    HttpRequest m_request; // its head, while the body is on its way
    qsizetype m_bodySize = -1; // -1 = the head is not read yet
    bool m_expectsContinue = false;
};

} // namespace Molotov::Demo
