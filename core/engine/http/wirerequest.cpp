// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/wirerequest.h"

#include "core/engine/http/contentcoding.h"
#include "core/engine/http/httpmessages.h"

#include <QIODevice>
#include <QNetworkRequest>

#include <algorithm>

namespace Molotov {

namespace {

// The least body that waits to be wanted, where a session asks for that, as with curl.
constexpr qint64 ExpectFrom = 1 << 20;

bool isCalled(const QByteArray &name, const char *wanted)
{
    return name.compare(wanted, Qt::CaseInsensitive) == 0;
}

// What says where the body ends is ours to say: a wrong length would let the server wait for ever.
bool isFraming(const QByteArray &name)
{
    return isCalled(name, "content-length") || isCalled(name, "transfer-encoding");
}

bool isContinue(const QByteArray &expectation)
{
    return expectation.toLower() == "100-continue";
}

const QByteArray *find(const HttpHeaders &headers, const char *name)
{
    const auto found = std::find_if(headers.begin(), headers.end(),
                                    [name](const auto &header) { return isCalled(header.first, name); });
    return found == headers.end() ? nullptr : &found->second;
}

void addJoined(HttpHeaders &headers, const std::pair<QByteArray, QByteArray> &header)
{
    const auto same = std::find_if(headers.begin(), headers.end(), [&](const auto &other) {
        return other.first.compare(header.first, Qt::CaseInsensitive) == 0;
    });
    if (same == headers.end())
        headers.append(header);
    else
        same->second += (isCalled(header.first, "cookie") ? "; " : ", ") + header.second;
}

// Writes the head, and all that follows from it.
void complete(WireRequest &wire, const HttpHeaders &headers, bool hasBody, const QByteArray &cookies = {})
{
    const auto *expected = find(headers, "expect");
    const auto *connection = find(headers, "connection");
    wire.expectsContinue =
        wire.bodySize > 0
        && (expected ? isContinue(*expected) : wire.expectsContinue && wire.bodySize >= ExpectFrom);
    wire.keepsConnection = connection == nullptr || connection->toLower() != "close";

    auto &head = wire.head;
    head.reserve(wire.address.target().size() + wire.address.host().size() + cookies.size() + 256);
    head.append(wire.method).append(' ').append(wire.address.target()).append(" HTTP/1.1\r\n");
    if (find(headers, "host") == nullptr)
        head.append("Host: ").append(wire.address.host()).append("\r\n");
    for (const auto &[name, value] : headers) {
        if (!isFraming(name) && !(isCalled(name, "expect") && isContinue(value)))
            head.append(name).append(": ").append(value).append("\r\n");
    }
    if (!cookies.isEmpty())
        head.append("Cookie: ").append(cookies).append("\r\n");
    // A server may wonder about a POST without a length, and about a GET with one.
    if (hasBody || wire.method == "POST" || wire.method == "PUT" || wire.method == "PATCH")
        head.append("Content-Length: ").append(QByteArray::number(wire.bodySize)).append("\r\n");
    head.append("\r\n");
}

// Without TLS it would have to be asked for, which no browser does.
Http2Use useFor(const Origin &origin, Http2Use wanted)
{
    return wanted == Http2Use::Offered && !origin.isSecure ? Http2Use::Off : wanted;
}

Http2Use wantedUse(const QNetworkRequest &request)
{
    if (request.attribute(QNetworkRequest::Http2DirectAttribute).toBool())
        return Http2Use::PriorKnowledge;
    const bool isAllowed = request.attribute(QNetworkRequest::Http2AllowedAttribute, true).toBool();
    return isAllowed ? Http2Use::Offered : Http2Use::Off;
}

QByteArray methodOf(QNetworkAccessManager::Operation operation, const QNetworkRequest &request)
{
    switch (operation) {
    case QNetworkAccessManager::HeadOperation:
        return "HEAD";
    case QNetworkAccessManager::GetOperation:
        return "GET";
    case QNetworkAccessManager::PutOperation:
        return "PUT";
    case QNetworkAccessManager::PostOperation:
        return "POST";
    case QNetworkAccessManager::DeleteOperation:
        return "DELETE";
    default:
        return request.attribute(QNetworkRequest::CustomVerbAttribute).toByteArray();
    }
}

} // namespace

bool isIdempotent(const QByteArray &method)
{
    return method == "GET" || method == "HEAD" || method == "PUT" || method == "DELETE" || method == "OPTIONS"
           || method == "TRACE";
}

HttpHeaders headersOf(const HttpRequest &request, const Transport &transport)
{
    static const HttpHeaders ours{{"Accept-Encoding", AcceptedCodings},
                                  {"User-Agent", "molotov/" MOLOTOV_VERSION}};
    if (request.headers.isEmpty() && transport.isKeptAlive)
        return ours;
    HttpHeaders headers;
    for (const auto &header : request.headers)
        addJoined(headers, header);
    for (const auto &header : ours) {
        if (find(headers, header.first) == nullptr)
            headers.append(header);
    }
    if (!transport.isKeptAlive && find(headers, "connection") == nullptr)
        headers.append(std::pair<QByteArray, QByteArray>("Connection", "close"));
    return headers;
}

WireRequest WireRequest::make(const HttpRequest &request, const Transport &transport,
                              const QByteArray &cookies)
{
    WireRequest wire{.method = request.method,
                     .address = request.address,
                     .http2 = useFor(request.address.origin(), transport.http2),
                     .expectsContinue = transport.expectsContinue,
                     .keepsBody = request.rules.bodyUse == BodyUse::Keep};
    if (request.body) {
        wire.body = *request.body;
        wire.bodySize = wire.body.size();
    }
    if (request.address.origin().isSecure)
        wire.tls = transport.tls;
    const auto headers = headersOf(request, transport);
    // A session's own cookies do not go with those that the script gives.
    complete(wire, headers, request.body.has_value(), find(headers, "cookie") ? QByteArray() : cookies);
    return wire;
}

WireRequest WireRequest::make(QNetworkAccessManager::Operation operation, const QNetworkRequest &request,
                              QIODevice *body)
{
    WireRequest wire{.method = methodOf(operation, request), .address = request.url(), .device = body};
    if (body != nullptr)
        wire.bodySize = body->bytesAvailable();
    if (wire.address.origin().isSecure)
        wire.tls = request.sslConfiguration();
    wire.http2 = useFor(wire.address.origin(), wantedUse(request));
    wire.savesCookies =
        request.attribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Automatic).toInt()
        == QNetworkRequest::Automatic;
    HttpHeaders headers;
    const auto names = request.rawHeaderList();
    for (const auto &name : names)
        headers.append({name, request.rawHeader(name)});
    complete(wire, headers, body != nullptr);
    return wire;
}

} // namespace Molotov
