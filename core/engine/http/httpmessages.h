// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/responseparser.h"
#include "core/engine/http/webaddress.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>
#include <variant>

namespace Molotov {

/// What becomes of a response that points elsewhere. The numbers are those of js/options.js.
enum class RedirectMode {
    Follow,
    Manual, ///< it is the response
    Error, ///< it is no response
};

/// What becomes of the body of a response.
enum class BodyUse {
    Keep,
    DiscardedByRequest, ///< counted and dropped as it comes
    DiscardedBySession, ///< the same
};

/// What a session says of all its exchanges, and a request of its own.
struct ExchangeRules
{
    std::chrono::microseconds timeout =
        std::chrono::seconds(60); ///< of all of it, redirects and body included
    RedirectMode redirect = RedirectMode::Follow;
    int maxRedirects = 10; ///< more end the exchange; 0: none is followed, as with Manual
    qint64 maxBody = 64 << 20; ///< bytes, as they come and decompressed; more end the exchange
    BodyUse bodyUse = BodyUse::Keep; ///< what is not kept has no limit

    bool operator==(const ExchangeRules &) const = default;
};

/// What a request is sent for. The numbers are those of js/context.js.
enum class RequestPurpose {
    Load, ///< by an iteration
    Setup, ///< of the run, a worker or a session; it counts apart, as what follows
    Teardown,
};

/// What a scenario asks a session to send.
struct HttpRequest
{
    QByteArray method = "GET"; ///< in capitals
    WebAddress address;
    HttpHeaders headers;
    std::optional<QByteArray> body;
    QString name; ///< what the exchange is counted under; empty: the path of its URL, without ids
    ExchangeRules rules;
    int worker = -1; ///< position of the worker whose session sends it; -1 = the one of no worker
    int owner = -1; ///< position of the worker whose script sends it; -1 = of none
    RequestPurpose purpose = RequestPurpose::Load;
    int origin = 0; ///< number of what an ExchangeTrace knows of it; 0 = nothing
    std::chrono::microseconds late{
        0}; ///< so much earlier it was meant to go out, as its iteration began late

    bool operator==(const HttpRequest &) const = default;
};

/// What an exchange spent its time on. All but `total` are of the last hop, and 0 where it cannot be told.
struct ExchangeTimings
{
    /// Bits of `known`.
    enum Phase : quint8 { Dns = 1, Connect = 2, Tls = 4, Send = 8, Wait = 16, Receive = 32, Queued = 64 };

    std::chrono::microseconds queued{0}; ///< from the call to the sending; no part of `total`
    std::chrono::microseconds dns{0};
    std::chrono::microseconds connect{0};
    std::chrono::microseconds tls{0};
    std::chrono::microseconds send{0};
    std::chrono::microseconds wait{0}; ///< for the head of the response
    std::chrono::microseconds receive{0}; ///< its body
    std::chrono::microseconds forConnection{0}; ///< of `queued`: as its session may have no more of them
    std::chrono::microseconds total{0}; ///< from the sending to the last byte, redirects included
    quint8 known = 0; ///< the phases that took place, and whose time can be told

    bool operator==(const ExchangeTimings &) const = default;
};

/// A whole response, that of the last hop when redirects were followed.
struct HttpResponse
{
    ResponseHead head;
    WebAddress address; ///< that answered
    bool isRedirected = false;
    QByteArray body; ///< as it came: bodytext.h unpacks it; empty if it was not kept
    BodyUse bodyUse = BodyUse::Keep;
    qint64 maxBody = ExchangeRules().maxBody; ///< bytes that it may come to, unpacked
    ExchangeTimings timings;

    bool operator==(const HttpResponse &) const = default;
};

/// Why no whole response came.
struct HttpFailure
{
    enum class Kind {
        Dns, ///< no such host
        Refused, ///< no connection could be made
        Timeout, ///< the answer took longer than a request or its iteration may
        Tls, ///< the certificate is not trusted, or the handshake failed
        Closed, ///< the connection ended before the response did
        Protocol, ///< what came was no HTTP, was too much, or was redirected where it may not
        Ports, ///< this computer has no port or descriptor left
        Memory, ///< a body is more than this process has room for
        Blocked, ///< the settings of the test do not let it be sent
        Aborted, ///< by the script, or by us because the run was stopped or over
    };

    Kind kind = Kind::Closed;
    QString message; ///< one sentence with method and URL
    QString url;
    QString endpoint; ///< method and name of what it was counted under, "GET /products/:id"

    bool operator==(const HttpFailure &) const = default;
};

using HttpOutcome = std::variant<HttpResponse, HttpFailure>;

} // namespace Molotov
