// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/loadaccessmanager.h"

#include "core/engine/clock.h"
#include "core/engine/http/httpconnection.h"
#include "core/engine/http/httpmessages.h"
#include "core/engine/http/transport.h"

#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QNetworkProxy>

#include <algorithm>
#include <utility>

namespace Molotov {

namespace {

bool isOurs(const QNetworkRequest &request, const QNetworkProxy &proxy)
{
    const auto scheme = request.url().scheme();
    const bool isSecure = scheme == QLatin1String("https");
    const bool mayBeHttp2 =
        isSecure && request.attribute(QNetworkRequest::Http2AllowedAttribute, true).toBool();
    return (isSecure || scheme == QLatin1String("http")) && !mayBeHttp2
           && proxy.type() == QNetworkProxy::NoProxy;
}

bool isAutomatic(const QNetworkRequest &request, QNetworkRequest::Attribute attribute)
{
    return request.attribute(attribute, QNetworkRequest::Automatic).toInt() == QNetworkRequest::Automatic;
}

} // namespace

LoadAccessManager::LoadAccessManager(const Tools &tools, QObject *parent)
    : QNetworkAccessManager(parent)
    , m_tools(tools)
{
    setProxy(QNetworkProxy::NoProxy);
}

LoadAccessManager::~LoadAccessManager()
{
    const auto replies = findChildren<LoadReply *>(QString(), Qt::FindDirectChildrenOnly);
    for (auto *reply : replies)
        reply->forgetManager();
    // Before what they would tell is gone.
    for (auto *connection : std::exchange(m_connections, {}))
        delete connection;
}

std::chrono::microseconds LoadAccessManager::now() const
{
    return m_tools.clock.now();
}

QNetworkReply *LoadAccessManager::createRequest(Operation operation, const QNetworkRequest &request,
                                                QIODevice *body)
{
    if (!isOurs(request, proxy()))
        return QNetworkAccessManager::createRequest(operation, request, body);
    auto own = request;
    if (isAutomatic(own, QNetworkRequest::CookieLoadControlAttribute)) {
        if (const auto cookies = cookiesFor(own.url()); !cookies.isEmpty())
            own.setRawHeader("Cookie", cookies);
    }
    auto *reply = new LoadReply(this, WireRequest::make(operation, own, body), nullptr);
    reply->adopt(operation, own);
    dispatch(reply);
    return reply;
}

bool LoadAccessManager::serves(const HttpRequest &request, const Transport &transport)
{
    return transport.proxy.type() == QNetworkProxy::NoProxy
           && !(transport.isHttp2Allowed && request.address.origin().isSecure);
}

LoadReply *LoadAccessManager::send(const HttpRequest &request, const Transport &transport,
                                   LoadReply::Listener &listener)
{
    auto *reply = new LoadReply(
        this, WireRequest::make(request, transport, cookiesFor(request.address.url())), &listener);
    dispatch(reply);
    return reply;
}

QByteArray LoadAccessManager::cookiesFor(const QUrl &url) const
{
    QByteArray text;
    const auto cookies = cookieJar()->cookiesForUrl(url);
    for (const auto &cookie : cookies)
        text += (text.isEmpty() ? "" : "; ") + cookie.toRawForm(QNetworkCookie::NameAndValueOnly);
    return text;
}

void LoadAccessManager::keepCookies(const LoadReply &reply)
{
    if (!isAutomatic(reply.request(), QNetworkRequest::CookieSaveControlAttribute))
        return;
    reply.head().headers.forEach([&](QByteArrayView name, QByteArrayView value) {
        if (name.compare("set-cookie", Qt::CaseInsensitive) == 0)
            cookieJar()->setCookiesFromUrl(QNetworkCookie::parseCookies(value.toByteArray()),
                                           reply.wire().address.url());
    });
}

void LoadAccessManager::dispatch(LoadReply *reply)
{
    // One that is tried again gets a connection of its own: the other idle ones may be as dead.
    if (auto *idle = reply->wasRetried() ? nullptr : idleConnection(*reply)) {
        idle->send(reply);
        return;
    }
    if (m_maxConnections > 0 && connectionsTo(*reply) >= m_maxConnections) {
        m_waiting.push_back(reply);
        return;
    }
    const HttpConnection::Tools tools{m_tools.clock, m_tools.scheduler, m_tools.hosts};
    auto *connection = new HttpConnection(tools, reply->wire().address.origin(), reply->wire().tls, this);
    connect(connection, &HttpConnection::becameIdle, this, [this, connection] { onIdle(connection); });
    connect(connection, &HttpConnection::ended, this, [this, connection] { onEnded(connection); });
    connect(connection, &HttpConnection::wentStale, this, &LoadAccessManager::onStale);
    m_connections.push_back(connection);
    connection->send(reply);
}

// The one that was used last, so that those beyond what is needed fall silent.
HttpConnection *LoadAccessManager::idleConnection(const LoadReply &reply) const
{
    const auto found =
        std::find_if(m_connections.rbegin(), m_connections.rend(), [&](const auto *connection) {
            return connection->isIdle() && connection->serves(reply);
        });
    return found == m_connections.rend() ? nullptr : *found;
}

int LoadAccessManager::connectionsTo(const LoadReply &reply) const
{
    return int(std::count_if(m_connections.begin(), m_connections.end(),
                             [&](const auto *connection) { return connection->serves(reply); }));
}

void LoadAccessManager::onIdle(HttpConnection *connection)
{
    const auto next = std::find_if(m_waiting.begin(), m_waiting.end(),
                                   [&](const auto *reply) { return connection->serves(*reply); });
    if (next == m_waiting.end())
        return;
    auto *reply = *next;
    m_waiting.erase(next);
    connection->send(reply);
}

void LoadAccessManager::onEnded(HttpConnection *connection)
{
    std::erase(m_connections, connection);
    connection->deleteLater();
    sendWaiting();
}

void LoadAccessManager::onStale(LoadReply *reply)
{
    reply->noteRetry();
    dispatch(reply);
}

void LoadAccessManager::sendWaiting()
{
    for (auto *reply : std::exchange(m_waiting, {}))
        dispatch(reply);
}

void LoadAccessManager::forget(LoadReply *reply)
{
    std::erase(m_waiting, reply);
    for (auto *connection : m_connections) {
        if (connection->reply() == reply) {
            connection->abandon();
            return;
        }
    }
}

} // namespace Molotov
