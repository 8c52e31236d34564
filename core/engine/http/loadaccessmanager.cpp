// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/loadaccessmanager.h"

#include "core/engine/clock.h"
#include "core/engine/http/httpmessages.h"
#include "core/engine/http/loadreply.h"
#include "core/engine/http/outbox.h"
#include "core/engine/http/transport.h"

#include <QNetworkProxy>

#include <algorithm>
#include <utility>

namespace Molotov {

namespace {

bool isAutomatic(const QNetworkRequest &request, QNetworkRequest::Attribute control)
{
    return request.attribute(control, QNetworkRequest::Automatic).toInt() == QNetworkRequest::Automatic;
}

bool isOurs(const QNetworkRequest &request, const QNetworkProxy &proxy)
{
    const auto scheme = request.url().scheme();
    const bool isSecure = scheme == QLatin1String("https");
    const bool mayBeHttp2 =
        isSecure && request.attribute(QNetworkRequest::Http2AllowedAttribute, true).toBool();
    return (isSecure || scheme == QLatin1String("http")) && !mayBeHttp2
           && proxy.type() == QNetworkProxy::NoProxy;
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
    for (auto *reply : replies) {
        m_tools.outbox.remove(reply->hop());
        reply->hop().forgetManager();
    }
    // Before what they would tell is gone.
    for (auto *connection : std::exchange(m_connections, {}))
        delete connection;
}

void LoadAccessManager::setResumesTls(bool resumes)
{
    m_resumesTls = resumes;
    m_tickets.clear(); // they may be of another certificate
}

std::chrono::microseconds LoadAccessManager::now() const
{
    return m_tools.clock.now();
}

QNetworkReply *LoadAccessManager::createRequest(Operation operation, const QNetworkRequest &request,
                                                QIODevice *body)
{
    auto own = request;
    const WebAddress address(request.url());
    if (isAutomatic(request, QNetworkRequest::CookieLoadControlAttribute) && !m_cookies.isEmpty()) {
        if (const auto cookies = m_cookies.fieldFor(address); !cookies.isEmpty())
            own.setRawHeader("Cookie", cookies);
    }
    if (!isOurs(request, proxy())) {
        m_hasThread = true;
        // Its own jar is not asked.
        own.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        own.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        auto *reply = QNetworkAccessManager::createRequest(operation, own, body);
        if (isAutomatic(request, QNetworkRequest::CookieSaveControlAttribute)) {
            connect(reply, &QNetworkReply::metaDataChanged, this, [this, reply, address] {
                const auto lines = reply->rawHeader("Set-Cookie").split('\n'); // as it joins them
                for (const auto &line : lines)
                    m_cookies.add(line, address);
            });
        }
        return reply;
    }
    auto *reply = new LoadReply(*this, operation, own, body);
    m_tools.outbox.add(reply->hop());
    return reply;
}

bool LoadAccessManager::serves(const HttpRequest &request, const Transport &transport)
{
    return transport.proxy.type() == QNetworkProxy::NoProxy
           && !(transport.isHttp2Allowed && request.address.origin().isSecure);
}

std::optional<FailureReason> LoadAccessManager::problemOfForeign(const Origin &origin) const
{
    if (!m_tools.hosts.allowsByName(origin.host))
        return hostNotAllowedUnseen(origin.host);
    if (m_tools.hosts.rules().targetOf(origin.host) == nullptr)
        return {};
    return FailureReason{
        HttpFailure::Kind::Blocked,
        QStringLiteral(
            "was not sent: the test has an address of its own for %1, and a session with a proxy or "
            "HTTP/2 takes no notice of it: take %1 from the hosts of the test, or let setup return "
            "neither proxy nor http2")
            .arg(origin.host)};
}

std::unique_ptr<Hop> LoadAccessManager::send(const HttpRequest &request, const Transport &transport,
                                             Hop::Listener &listener)
{
    const auto cookies = m_cookies.isEmpty() ? QByteArray() : m_cookies.fieldFor(request.address);
    auto hop = std::make_unique<Hop>(*this, WireRequest::make(request, transport, cookies), listener);
    m_tools.outbox.add(*hop);
    return hop;
}

void LoadAccessManager::keepCookies(const WebAddress &address, const ResponseHead &head)
{
    head.headers.forEach([&](QByteArrayView name, QByteArrayView value) {
        if (name.compare("set-cookie", Qt::CaseInsensitive) == 0)
            m_cookies.add(value, address);
    });
}

void LoadAccessManager::dispatch(Hop &hop)
{
    if (hop.wire().expectsContinue && !knowsContinue(hop.wire().address.origin()))
        hop.dropExpectation();
    // One that is tried again gets a connection of its own: the other idle ones may be as dead.
    if (auto *idle = hop.retries() > 0 ? nullptr : goodConnection(hop)) {
        idle->send(hop);
        return;
    }
    if (!hasRoomFor(hop)) {
        m_waiting.add(hop);
        return;
    }
    const Connector::Tools tools{m_tools.clock, m_tools.scheduler, m_tools.hosts,
                                 m_resumesTls ? &m_tickets : nullptr};
    auto *connection = new HttpConnection(tools, *this, {hop.wire().address.origin(), hop.wire().tls}, this);
    m_connections.push_back(connection);
    connection->send(hop);
}

// The one that was used last, so that those beyond what is needed fall silent.
HttpConnection *LoadAccessManager::idleConnection(const Hop &hop) const
{
    const auto found =
        std::find_if(m_connections.rbegin(), m_connections.rend(),
                     [&](const auto *connection) { return connection->isIdle() && connection->serves(hop); });
    return found == m_connections.rend() ? nullptr : *found;
}

HttpConnection *LoadAccessManager::goodConnection(const Hop &hop) const
{
    auto *idle = idleConnection(hop);
    while (idle != nullptr && !idle->isGoodFor(hop))
        idle = idleConnection(hop);
    return idle;
}

bool LoadAccessManager::hasRoomFor(const Hop &hop) const
{
    const auto isToTheSame = [&](const auto *connection) { return connection->serves(hop); };
    return m_maxConnections == 0
           || std::count_if(m_connections.begin(), m_connections.end(), isToTheSame) < m_maxConnections;
}

void LoadAccessManager::onIdle(HttpConnection &connection)
{
    auto *next = m_waiting.take([&](const Hop &hop) { return connection.serves(hop); });
    if (next == nullptr)
        return;
    next->noteConnectionWait();
    if (connection.isGoodFor(*next))
        connection.send(*next);
    else
        dispatch(*next);
}

void LoadAccessManager::onEnded(HttpConnection &connection)
{
    std::erase(m_connections, &connection);
    connection.deleteLater();
    // There is room for one; for more if the limit was raised.
    const auto maySend = [&](const Hop &hop) { return connection.isOfOriginOf(hop) && hasRoomFor(hop); };
    while (auto *next = m_waiting.take(maySend)) {
        next->noteConnectionWait();
        dispatch(*next);
    }
}

void LoadAccessManager::onUnanswered(Hop &hop)
{
    hop.noteRetry();
    dispatch(hop);
}

void LoadAccessManager::onExpectationFailed(const Origin &origin)
{
    if (knowsContinue(origin))
        m_withoutContinue.push_back(origin);
}

bool LoadAccessManager::knowsContinue(const Origin &origin) const
{
    return std::find(m_withoutContinue.begin(), m_withoutContinue.end(), origin) == m_withoutContinue.end();
}

void LoadAccessManager::forget(Hop &hop)
{
    if (m_tools.outbox.remove(hop) || m_waiting.remove(hop))
        return;
    // The newest is forgotten first when there are many to forget.
    const auto found = std::find_if(m_connections.rbegin(), m_connections.rend(),
                                    [&](const auto *connection) { return connection->hop() == &hop; });
    if (found != m_connections.rend())
        (*found)->abandon();
}

} // namespace Molotov
