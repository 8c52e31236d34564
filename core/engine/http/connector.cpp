// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/connector.h"

#include "core/engine/clock.h"
#include "core/engine/http/plainstream.h"

#include <algorithm>
#include <utility>

using std::chrono::microseconds;

namespace Molotov {

Connector::Connector(const Tools &tools, Listener &listener, Target target, Hop &hop)
    : m_tools(tools)
    , m_listener(listener)
    , m_target(std::move(target))
    , m_hop(hop)
{
}

Connector::~Connector()
{
    m_tools.scheduler.cancel(m_alarm);
    for (auto *attempt : m_attempts) {
        if (attempt->parent() != this)
            continue; // it was adopted
        // It may be calling.
        attempt->giveUp();
        attempt->setParent(nullptr);
        attempt->deleteLater();
    }
}

void Connector::start()
{
    m_phaseBegan = m_tools.clock.now();
    m_tools.hosts.find(m_target.origin.host, this,
                       [this](const HostCache::Answer &answer) { onResolved(answer); });
}

void Connector::onResolved(const HostCache::Answer &answer)
{
    const auto now = m_tools.clock.now();
    m_hop.noteTime(ExchangeTimings::Dns, &ExchangeTimings::dns, now - m_phaseBegan);
    m_phaseBegan = now;
    if (answer.isBlocked) {
        m_listener.onNoStream(QNetworkReply::UnknownNetworkError, hostNotAllowed(m_target.origin.host));
        return;
    }
    if (answer.addresses.isEmpty()) {
        failFor(answer.failure);
        return;
    }
    m_addresses = answer.addresses;
    m_port = answer.port != 0 ? answer.port : m_target.origin.port;
    tryNextAddress();
}

void Connector::tryNextAddress()
{
    m_tools.scheduler.cancel(m_alarm);
    const auto address = m_addresses.takeFirst();
    Stream *attempt = nullptr;
    if (m_target.tls) {
        attempt = new SecureStream(*this,
                                   {.host = m_target.origin.host,
                                    .configuration = *m_target.tls,
                                    .tickets = m_tools.tickets,
                                    .origin = m_target.origin.name(),
                                    .protocols = m_target.protocols},
                                   this);
    } else {
        attempt = new PlainStream(*this, this);
    }
    m_attempts.push_back(attempt);
    if (!m_addresses.isEmpty())
        m_alarm = m_tools.scheduler.afterSeen(AttemptDelay, [this] { tryNextAddress(); });
    attempt->connectTo(address, m_port);
}

void Connector::onBroken(Stream &stream)
{
    if (&stream == m_stream) {
        failFor(stream.failure(), stream.tlsProblem());
        return;
    }
    // It is calling, and what follows may be the end of this.
    stream.setParent(nullptr);
    stream.deleteLater();
    std::erase(m_attempts, &stream);
    if (!m_attemptFailure || saysMore(stream.failure(), *m_attemptFailure))
        m_attemptFailure = stream.failure();
    if (!m_addresses.isEmpty())
        tryNextAddress();
    else if (m_attempts.empty())
        failFor(*m_attemptFailure);
}

void Connector::onConnected(Stream &attempt)
{
    m_tools.scheduler.cancel(m_alarm);
    m_addresses.clear();
    m_stream = &attempt;
    for (auto *other : std::exchange(m_attempts, {&attempt})) {
        if (other == &attempt)
            continue;
        other->giveUp();
        other->deleteLater();
    }
    const auto now = notBefore(m_tools.clock.firstSeen());
    m_hop.noteTime(ExchangeTimings::Connect, &ExchangeTimings::connect, now - m_phaseBegan);
    m_phaseBegan = now;
    leaveOutDelay();
    if (m_target.tls)
        m_stream->secure();
    else
        m_listener.onStream(*m_stream);
}

// In one turn of the event loop a connection may go through several phases.
microseconds Connector::notBefore(microseconds moment) const
{
    return std::max(moment, m_phaseBegan);
}

void Connector::onSecured()
{
    const auto now = notBefore(m_tools.clock.lastSeen());
    m_hop.noteTime(ExchangeTimings::Tls, &ExchangeTimings::tls, now - m_phaseBegan);
    m_phaseBegan = now;
    leaveOutDelay();
    m_listener.onStream(*m_stream);
}

// The connection was there before we had time for it.
void Connector::leaveOutDelay()
{
    const auto now = m_tools.clock.now();
    m_hop.leaveOut(now - m_phaseBegan);
    m_phaseBegan = now;
}

void Connector::failFor(const SocketFailure &cause, Stream::TlsProblem problem)
{
    const auto code = toNetworkError(cause.error);
    const auto &origin = m_target.origin;
    const auto &text = cause.text;
    switch (problem) {
    case Stream::TlsProblem::Certificate:
        m_listener.onNoStream(
            code,
            {HttpFailure::Kind::Tls,
             QStringLiteral("failed: the certificate of %1 is not trusted: %2").arg(origin.host, text)});
        break;
    case Stream::TlsProblem::Handshake:
        m_listener.onNoStream(
            code, {HttpFailure::Kind::Tls,
                   QStringLiteral("failed: no secure connection to %1: %2").arg(origin.name(), text)});
        break;
    case Stream::TlsProblem::None:
        m_listener.onNoStream(code, reasonOf(code, cause, origin.host, origin.name()));
        break;
    }
}

} // namespace Molotov
