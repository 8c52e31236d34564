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
    return (scheme == QLatin1String("https") || scheme == QLatin1String("http"))
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
    for (auto *connection : std::exchange(m_http2Connections, {}))
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

bool LoadAccessManager::serves(const Transport &transport)
{
    return transport.proxy.type() == QNetworkProxy::NoProxy;
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
            "was not sent: the test has an address of its own for %1, and a session with a proxy takes "
            "no notice of it: take %1 from the hosts of the test, or let setup return no proxy")
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
    if (usesHttp2(hop)) {
        dispatchHttp2(hop);
        return;
    }
    // One that is tried again gets a connection of its own: the other idle ones may be as dead.
    if (auto *idle = hop.retries() > 0 ? nullptr : goodConnection(hop)) {
        idle->send(hop);
        return;
    }
    if (!hasRoomFor(hop)) {
        m_waiting.add(hop);
        return;
    }
    Connector::Target target{hop.wire().address.origin(), hop.wire().tls};
    if (hop.wire().http2 == Http2Use::Offered)
        target.protocols = {"http/1.1"}; // it is known to want no other
    auto *connection = new HttpConnection(connectorTools(), *this, std::move(target), this);
    m_connections.push_back(connection);
    connection->send(hop);
}

Connector::Tools LoadAccessManager::connectorTools()
{
    return {m_tools.clock, m_tools.scheduler, m_tools.hosts, m_resumesTls ? &m_tickets : nullptr};
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
    auto *next = m_waiting.take([&](const Hop &hop) { return !usesHttp2(hop) && connection.serves(hop); });
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
    sendWaiting([&](const Hop &hop) { return connection.isOfOriginOf(hop); });
}

// There is room for one; for more if the limit was raised.
void LoadAccessManager::sendWaiting(const std::function<bool(const Hop &)> &isOfOrigin)
{
    const auto maySend = [&](const Hop &hop) {
        return isOfOrigin(hop) && (usesHttp2(hop) ? hasRoomForHttp2(hop) : hasRoomFor(hop));
    };
    while (auto *next = m_waiting.take(maySend)) {
        next->noteConnectionWait();
        dispatch(*next);
    }
}

// ---- HTTP/2 ----

bool LoadAccessManager::usesHttp2(const Hop &hop) const
{
    const auto use = hop.wire().http2;
    return use == Http2Use::PriorKnowledge
           || (use == Http2Use::Offered
               && std::find(m_withoutHttp2.begin(), m_withoutHttp2.end(), hop.wire().address.origin())
                      == m_withoutHttp2.end());
}

void LoadAccessManager::dispatchHttp2(Hop &hop)
{
    const auto takes = [&](const auto *one) { return one->hasRoom() && one->serves(hop); };
    const auto found = std::find_if(m_http2Connections.begin(), m_http2Connections.end(), takes);
    if (found != m_http2Connections.end() && (*found)->isGoodFor(hop)) {
        (*found)->send(hop);
        return;
    }
    if (!hasRoomForHttp2(hop)) {
        m_waiting.add(hop);
        return;
    }
    const auto use = hop.wire().http2;
    Connector::Target target{hop.wire().address.origin(), hop.wire().tls};
    target.protocols =
        use == Http2Use::Offered ? QList<QByteArray>{"h2", "http/1.1"} : QList<QByteArray>{"h2"};
    auto *connection = new Http2Connection(connectorTools(), m_tools.outbox, *this, std::move(target), use);
    connection->setParent(this);
    m_http2Connections.push_back(connection);
    connection->send(hop);
}

// Whether one more connection may be opened for it. How many requests go over one that is being opened is not
// known yet.
bool LoadAccessManager::hasRoomForHttp2(const Hop &hop) const
{
    int all = 0;
    int lasting = 0;
    for (const auto *connection : m_http2Connections) {
        if (!connection->serves(hop))
            continue;
        if (connection->isUndecided() && !connection->isLast())
            return false;
        ++all;
        lasting += connection->isLast() ? 0 : 1;
    }
    return m_maxConnections == 0 ? lasting == 0 : all < m_maxConnections;
}

void LoadAccessManager::onRoomChanged(Http2Connection &connection)
{
    while (connection.hasRoom()) {
        auto *next = m_waiting.take([&](const Hop &hop) { return usesHttp2(hop) && connection.serves(hop); });
        if (next == nullptr)
            return;
        next->noteConnectionWait();
        connection.send(*next);
    }
    sendWaiting([&](const Hop &hop) { return connection.isOfOriginOf(hop); });
}

void LoadAccessManager::onHttp1(Http2Connection & /*connection*/, Stream &stream, Hop &hop)
{
    const auto &origin = hop.wire().address.origin();
    onHttp1Wanted(origin);
    auto *own = new HttpConnection(connectorTools(), *this, {origin, hop.wire().tls}, this);
    m_connections.push_back(own);
    own->sendOver(stream, hop);
}

void LoadAccessManager::onHttp1Wanted(const Origin &origin)
{
    if (std::find(m_withoutHttp2.begin(), m_withoutHttp2.end(), origin) == m_withoutHttp2.end())
        m_withoutHttp2.push_back(origin);
}

void LoadAccessManager::onEnded(Http2Connection &connection)
{
    std::erase(m_http2Connections, &connection);
    connection.deleteLater();
    sendWaiting([&](const Hop &hop) { return connection.isOfOriginOf(hop); });
}

// ---- both ----

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
    for (auto *connection : m_http2Connections) {
        if (connection->forget(hop))
            return; // they may be others now
    }
    // The newest is forgotten first when there are many to forget.
    const auto found = std::find_if(m_connections.rbegin(), m_connections.rend(),
                                    [&](const auto *connection) { return connection->hop() == &hop; });
    if (found != m_connections.rend())
        (*found)->abandon();
}

} // namespace Molotov
