// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/networkrequest.h"

#include "core/engine/http/contentcoding.h"
#include "core/engine/http/httpmessages.h"
#include "core/engine/http/oneshotbody.h"
#include "core/engine/http/transport.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <algorithm>

namespace Molotov {

namespace {

// A QNetworkRequest has one field of a name; several are the same as one with all values (RFC 9110, 5.3).
HttpHeaders joined(const HttpHeaders &headers)
{
    HttpHeaders result;
    for (const auto &header : headers) {
        const auto same = std::find_if(result.begin(), result.end(), [&](const auto &other) {
            return other.first.compare(header.first, Qt::CaseInsensitive) == 0;
        });
        if (same == result.end())
            result.append(header);
        else
            same->second +=
                (header.first.compare("cookie", Qt::CaseInsensitive) == 0 ? "; " : ", ") + header.second;
    }
    return result;
}

QNetworkRequest toNetworkRequest(const HttpRequest &request, const Transport &transport)
{
    QNetworkRequest result(request.url);
    const bool isSecure = request.url.scheme() == QLatin1String("https");
    if (isSecure)
        result.setSslConfiguration(transport.tls);
    result.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    // Without TLS it would ask for an upgrade, which no browser does.
    result.setAttribute(QNetworkRequest::Http2AllowedAttribute, isSecure && transport.isHttp2Allowed);
    result.setDecompressedSafetyCheckThreshold(-1); // what a target sends is what its tester asked for
    // Bodies come as they are: Exchange unpacks them.
    result.setRawHeader("Accept-Encoding", AcceptedCodings);
    result.setRawHeader("User-Agent", "molotov/" MOLOTOV_VERSION);
    if (!transport.isKeptAlive)
        result.setRawHeader("Connection", "close");
    for (const auto &[name, value] : joined(request.headers)) {
        // The jar would put its own in the place of what the script gives.
        if (name.compare("cookie", Qt::CaseInsensitive) == 0)
            result.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        result.setRawHeader(name, value);
    }
    return result;
}

} // namespace

bool isIdempotent(const QByteArray &method)
{
    return method == "GET" || method == "HEAD" || method == "PUT" || method == "DELETE" || method == "OPTIONS"
           || method == "TRACE";
}

QNetworkReply *sendRequest(QNetworkAccessManager *manager, const HttpRequest &request,
                           const Transport &transport)
{
    auto networkRequest = toNetworkRequest(request, transport);
    if (!request.body && isIdempotent(request.method)) {
        if (request.method == "GET")
            return manager->get(networkRequest);
        if (request.method == "HEAD")
            return manager->head(networkRequest);
        return manager->sendCustomRequest(networkRequest, request.method);
    }
    const auto body = request.body.value_or(QByteArray());
    if (isIdempotent(request.method))
        return manager->sendCustomRequest(networkRequest, request.method, body);
    networkRequest.setHeader(QNetworkRequest::ContentLengthHeader, body.size());
    networkRequest.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    auto *device = new OneShotBody(body, manager);
    auto *reply = manager->sendCustomRequest(networkRequest, request.method, device);
    device->setParent(reply);
    return reply;
}

} // namespace Molotov
