// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/hop.h"

#include "core/engine/http/growbody.h"
#include "core/engine/http/loadaccessmanager.h"
#include "core/engine/http/recentexchanges.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace Molotov {

Hop::Hop(LoadAccessManager &manager, WireRequest request, Listener &listener)
    : m_manager(&manager)
    , m_wire(std::move(request))
    , m_listener(listener)
    , m_askedAt(manager.now())
    , m_startedAt(m_askedAt)
{
}

Hop::~Hop()
{
    if (m_manager && !m_isFinished)
        m_manager->forget(*this);
}

void Hop::giveUp()
{
    if (m_isFinished)
        return;
    if (m_manager)
        m_manager->forget(*this);
    fail(QNetworkReply::OperationCanceledError, {HttpFailure::Kind::Aborted, QStringLiteral("was given up")});
}

void Hop::describeHead(RecentExchange &exchange) const
{
    exchange.sentHead = m_wire.head;
    if (m_isHttp2)
        exchange.sentHead.replace(exchange.sentHead.indexOf(" HTTP/1.1\r\n"), 9, " HTTP/2");
}

void Hop::send()
{
    m_startedAt = m_manager->now();
    m_manager->dispatch(*this);
}

QByteArray Hop::readBody(qint64 most)
{
    if (m_wire.device != nullptr)
        return m_wire.device->read(most);
    const auto piece = m_wire.body.mid(m_bodyRead, most);
    m_bodyRead += piece.size();
    return piece;
}

bool Hop::canBeSentAgain() const
{
    return m_wire.device == nullptr || !m_wire.device->isSequential();
}

void Hop::noteRetry()
{
    ++m_retries;
    m_isHttp2 = false; // until it is
    m_timings = {};
    m_startedAt = m_manager->now();
    m_bodyRead = 0;
    if (m_wire.device != nullptr)
        m_wire.device->seek(0);
}

void Hop::noteConnectionWait()
{
    const auto now = m_manager->now();
    m_timings.forConnection += now - m_startedAt;
    m_startedAt = now;
}

void Hop::takeHead(const ResponseHead &head, qint64 announcedSize)
{
    m_head = head;
    m_announcedSize = announcedSize;
    if (m_manager && m_wire.savesCookies)
        m_manager->keepCookies(m_wire.address, head);
    m_listener.onHead();
}

void Hop::takeBody(QByteArray bytes)
{
    if (m_content.isEmpty())
        m_content = std::move(bytes);
    else
        growBody(m_content, bytes);
    m_listener.onBody();
}

void Hop::addBody(QByteArrayView bytes)
{
    const auto size = m_content.size();
    if (size == 0)
        m_content.reserve(qsizetype(std::min(m_announcedSize, ResponseParser::MaxReserved)));
    m_content.resize(size + bytes.size());
    std::memcpy(m_content.data() + size, bytes.data(), size_t(bytes.size()));
    m_listener.onBody();
}

void Hop::finish(std::chrono::microseconds at)
{
    m_endedAt = at;
    m_timings.queued = m_startedAt - m_askedAt;
    m_timings.known |= ExchangeTimings::Queued;
    m_timings.total = at - m_startedAt;
    m_isFinished = true;
    m_listener.onFinished();
}

void Hop::fail(QNetworkReply::NetworkError code, const FailureReason &reason)
{
    m_error = code;
    m_failure = reason;
    finish(m_manager ? m_manager->now() : m_startedAt);
}

} // namespace Molotov
