// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/networkrequest.h"

#include "core/engine/http/httpmessages.h"
#include "core/engine/http/oneshotbody.h"
#include "core/engine/http/transport.h"
#include "core/engine/http/wirerequest.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

namespace Molotov {

namespace {

QNetworkRequest toNetworkRequest(const HttpRequest &request, const Transport &transport)
{
    QNetworkRequest result(QUrl::fromEncoded(request.address.text()));
    if (request.address.origin().isSecure)
        result.setSslConfiguration(transport.tls);
    result.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    result.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    result.setDecompressedSafetyCheckThreshold(-1); // what a target sends is what its tester asked for
    for (const auto &[name, value] : headersOf(request, transport)) {
        // The jar would put its own in the place of what the script gives.
        if (name.compare("cookie", Qt::CaseInsensitive) == 0)
            result.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        result.setRawHeader(name, value);
    }
    return result;
}

} // namespace

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
