// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/httpconnection.h"

#include "core/engine/clock.h"
#include "core/engine/loop/prefetch.h"

#include <algorithm>
#include <array>
#include <utility>

using std::chrono::microseconds;

namespace Molotov {

namespace {

constexpr auto PieceSize = Stream::PieceSize; // of a body on its way out, too

} // namespace

HttpConnection::HttpConnection(const Connector::Tools &tools, Owner &owner, Connector::Target target,
                               QObject *parent)
    : QObject(parent)
    , m_tools(tools)
    , m_owner(owner)
    , m_target(std::move(target))
{
}

HttpConnection::~HttpConnection()
{
    m_tools.scheduler.cancel(m_alarm);
    if (m_stream != nullptr)
        m_stream->giveUp();
}

bool HttpConnection::serves(const Hop &hop) const
{
    return m_phase < Phase::Failed && isOfOriginOf(hop);
}

void HttpConnection::send(Hop &hop)
{
    Q_ASSERT(!m_hop && (m_phase == Phase::New || m_phase == Phase::Idle));
    m_hop = &hop;
    m_isSending = true;
    if (m_phase == Phase::New) {
        m_phase = Phase::Connecting;
        Connector::Listener &listener = *this; // which it is to nobody else
        m_connector = std::make_unique<Connector>(m_tools, listener, m_target, hop);
        m_connector->start();
    } else {
        startExchange();
    }
    m_isSending = false;
}

void HttpConnection::sendOver(Stream &stream, Hop &hop)
{
    Q_ASSERT(m_phase == Phase::New);
    m_hop = &hop;
    m_isSending = true;
    onStream(stream);
    m_isSending = false;
}

// What a server says on an idle connection answers nothing: mostly it is a 408, or the end of TLS.
bool HttpConnection::isGoodFor(const Hop &hop)
{
    const auto idle = hop.startedAt() - m_idleSince;
    const bool isTrusted = idle < TrustedFor && isIdempotent(hop.wire().method) && !m_target.tls;
    if (idle > m_parser.promisedIdleTime() || (!isTrusted && m_stream->hasNews()))
        end();
    return isIdle();
}

void HttpConnection::abandon()
{
    m_hop = nullptr;
    end();
}

// ---- getting there ----

void HttpConnection::onStream(Stream &stream)
{
    m_stream = &stream;
    m_stream->adopt(*this, this);
    m_connector.reset();
    startExchange();
}

void HttpConnection::onNoStream(QNetworkReply::NetworkError code, const FailureReason &reason)
{
    fail(code, reason);
}

void HttpConnection::onBroken(Stream & /*stream*/)
{
    onEnded();
}

// In one turn of the event loop a connection may go through several phases.
microseconds HttpConnection::notBefore(microseconds moment) const
{
    return std::max({moment, m_phaseBegan, m_sent});
}

// The server waited for us.
void HttpConnection::leaveOutDelay()
{
    const auto now = m_tools.clock.now();
    m_hop->leaveOut(now - m_phaseBegan);
    m_phaseBegan = now;
}

// ---- one exchange ----

void HttpConnection::startExchange()
{
    m_phase = Phase::Busy;
    ++m_exchanges;
    m_phaseBegan = m_tools.clock.now();
    m_sent = m_firstByte = microseconds(0);
    m_parser.begin(m_hop->wire().method, m_hop->wire().keepsBody);
    m_bodyLeft = m_hop->wire().bodySize;
    auto message = m_hop->wire().head;
    m_awaitsContinue = owesBody() && m_hop->wire().expectsContinue;
    if (m_awaitsContinue) {
        message.insert(message.size() - 2, "Expect: 100-continue\r\n"); // before the empty line
        m_alarm = m_tools.scheduler.afterSeen(ContinueDelay, [this] { onContinueMissing(); });
    } else if (owesBody()) {
        // With the head, so that a small request is one packet.
        const auto piece = m_hop->readBody(std::min(m_bodyLeft, PieceSize));
        m_bodyLeft -= piece.size();
        message += piece;
    }
    m_written = message.size();
    m_hop->addSent(message.size());
    m_stream->write(message);
    sendBody();
    noteSent();
}

void HttpConnection::sendBody()
{
    if (m_awaitsContinue)
        return;
    while (owesBody() && m_stream->unsent() < PieceSize && m_stream->isOpen()) {
        const auto piece = m_hop->readBody(std::min(m_bodyLeft, PieceSize));
        if (piece.isEmpty())
            break;
        m_bodyLeft -= piece.size();
        m_written += piece.size();
        m_hop->addSent(piece.size());
        m_stream->write(piece);
    }
}

// That we waited is no part of what the exchange took.
void HttpConnection::onContinueMissing()
{
    m_awaitsContinue = false;
    m_owner.onExpectationFailed(m_target.origin);
    leaveOutDelay();
    sendBody();
    noteSent();
}

void HttpConnection::onWritten()
{
    if (m_phase != Phase::Busy)
        return;
    sendBody();
    noteSent();
}

void HttpConnection::noteSent()
{
    if (m_phase != Phase::Busy || m_sent.count() > 0 || owesBody() || m_stream->unsent() > 0)
        return;
    endSending(m_tools.clock.now());
}

void HttpConnection::endSending(microseconds now)
{
    m_sent = now;
    m_hop->noteTime(ExchangeTimings::Send, &ExchangeTimings::send, m_sent - m_phaseBegan);
}

void HttpConnection::onReadable()
{
    // A server that is as fast as we are must not hold the event loop for ever. What is left is told of
    // again, but not by a SecureStream: there it is what one event brought.
    constexpr int MaxPieces = 4;
    std::array<char, PieceSize> buffer;
    for (int i = 0; (i < MaxPieces || m_target.tls) && (m_phase == Phase::Busy || m_phase == Phase::Idle);
         ++i) {
        const auto size = m_stream->read(buffer.data(), qint64(buffer.size()));
        if (size < 0)
            onEnded();
        if (size <= 0)
            return;
        if (m_phase == Phase::Idle) {
            end(); // nobody asked for anything
            return;
        }
        const bool isDrained = m_stream->isDrained();
        takeBytes(buffer.data(), size);
        if (isDrained)
            return;
    }
}

void HttpConnection::prepare(int eventsAhead) const
{
    static_assert(SoonEvent::Steps == 4); // the first is the stream's
    if (eventsAhead == 3)
        prefetch(this, sizeof *this);
    else if (m_hop != nullptr && eventsAhead == 2)
        prefetch(m_hop, sizeof *m_hop);
    else if (m_hop != nullptr)
        m_hop->prepare();
}

void HttpConnection::takeBytes(const char *bytes, qint64 size)
{
    auto *const hop = m_hop;
    const bool hadHead = m_parser.state() != ResponseParser::State::Head;
    const auto taken = m_parser.take(bytes, size);
    hop->addReceived(taken);
    if (m_awaitsContinue && m_parser.mayContinue() && m_parser.state() == ResponseParser::State::Head) {
        m_tools.scheduler.cancel(m_alarm);
        m_awaitsContinue = false;
        sendBody();
        noteSent();
        return; // that was not the answer yet
    }
    if (m_firstByte.count() == 0) {
        m_firstByte = notBefore(m_tools.clock.firstSeen());
        // A server may answer before it has all of the body.
        if (m_sent.count() == 0)
            endSending(m_firstByte);
        hop->noteTime(ExchangeTimings::Wait, &ExchangeTimings::wait, m_firstByte - m_sent);
    }
    hop->noteTime(ExchangeTimings::Receive, &ExchangeTimings::receive,
                  notBefore(m_tools.clock.lastSeen()) - m_firstByte);
    const bool hasHead = m_parser.state() == ResponseParser::State::Body
                         || m_parser.state() == ResponseParser::State::Complete;
    if (hasHead && !hadHead && handleNoAnswer())
        return;
    // Each of these tells the hop something, and who hears of it may have ended the exchange.
    if (hasHead && !hadHead)
        hop->takeHead(m_parser.head(), m_parser.announcedSize());
    if (m_hop != hop)
        return;
    if (auto body = m_parser.takeBody(); !body.isEmpty())
        hop->takeBody(std::move(body));
    if (m_hop != hop)
        return;
    if (m_parser.state() == ResponseParser::State::Failed)
        fail(QNetworkReply::ProtocolFailure,
             {HttpFailure::Kind::Protocol,
              QStringLiteral("got an answer that is not HTTP from %1").arg(m_target.origin.name())});
    else if (m_parser.state() == ResponseParser::State::Complete)
        onComplete(taken == size && hasNothingMore()); // nobody asked for what is behind it
}

bool HttpConnection::hasNothingMore()
{
    char more = 0;
    return m_stream->isDrained() || m_stream->read(&more, 1) == 0;
}

// The connection is free for another exchange before the hop tells of the end of this one.
void HttpConnection::onComplete(bool mayBeKept)
{
    m_tools.scheduler.cancel(m_alarm);
    const auto endedAt = notBefore(m_tools.clock.lastSeen()); // before the next exchange begins
    auto *hop = std::exchange(m_hop, nullptr);
    if (mayBeKept && m_parser.isKeptAlive() && !owesBody() && m_stream->isOpen()
        && hop->wire().keepsConnection) {
        m_phase = Phase::Idle;
        m_idleSince = endedAt;
        m_owner.onIdle(*this);
    } else {
        end();
    }
    hop->finish(endedAt);
}

// Whether the head that came is no answer to the request.
bool HttpConnection::handleNoAnswer()
{
    constexpr int RequestTimeout = 408;
    constexpr int ExpectationFailed = 417;
    const int status = m_parser.head().status;
    // It mostly was sent while the connection was idle; in any case it says that no whole request came, so
    // that the same may be sent again (RFC 9110, 15.5.9).
    if (status == RequestTimeout && m_exchanges > 1 && !m_parser.isKeptAlive()) {
        if (isIdempotent(m_hop->wire().method) && m_hop->canBeSentAgain()) {
            giveBack();
            return true;
        }
        if (m_stream->hasReachedNobody(m_written)) {
            failAsClosed();
            return true;
        }
    }
    // The server, or one before it, does not know the expectation (RFC 9110, 10.1.1).
    if (status == ExpectationFailed && m_hop->wire().expectsContinue && m_hop->canBeSentAgain()) {
        m_owner.onExpectationFailed(m_target.origin);
        giveBack();
        return true;
    }
    return false;
}

// Whether the request may be sent again without asking (RFC 9110, 9.2.2; RFC 9112, 9.3.1): only if the server
// ended the kept connection before it had any of it. What is not idempotent must not even have left.
bool HttpConnection::mayBeSentAgain() const
{
    return m_exchanges > 1 && m_hop->canBeSentAgain()
           && (isIdempotent(m_hop->wire().method) ? m_stream->hasReachedNobody(m_written)
                                                  : m_stream->unsent() >= m_written);
}

void HttpConnection::onUnanswered()
{
    if (mayBeSentAgain())
        giveBack();
    else
        failAsClosed();
}

void HttpConnection::giveBack()
{
    auto *hop = std::exchange(m_hop, nullptr);
    end();
    m_owner.onUnanswered(*hop);
}

void HttpConnection::onEnded()
{
    if (m_phase != Phase::Busy) {
        end();
        return;
    }
    m_parser.takeEnd();
    if (m_parser.state() == ResponseParser::State::Complete) {
        if (auto body = m_parser.takeBody(); !body.isEmpty())
            m_hop->takeBody(std::move(body));
        if (m_hop)
            onComplete(false);
        return;
    }
    if (m_parser.hasBegun())
        failAsClosed();
    else
        onUnanswered();
}

// ---- the end ----

void HttpConnection::failAsClosed()
{
    fail(QNetworkReply::RemoteHostClosedError,
         reasonOf(QNetworkReply::RemoteHostClosedError, {}, m_target.origin.host, m_target.origin.name()));
}

void HttpConnection::fail(QNetworkReply::NetworkError code, const FailureReason &reason)
{
    if (m_isSending && m_hop) {
        // Later: whoever sends it does not expect an answer yet.
        m_phase = Phase::Failed;
        QMetaObject::invokeMethod(
            this, [this, code, reason] { fail(code, reason); }, Qt::QueuedConnection);
        return;
    }
    auto *hop = std::exchange(m_hop, nullptr);
    end();
    if (hop)
        hop->fail(code, reason);
}

void HttpConnection::end()
{
    if (std::exchange(m_phase, Phase::Ended) == Phase::Ended)
        return;
    m_tools.scheduler.cancel(m_alarm);
    m_hop = nullptr;
    m_connector.reset();
    if (m_stream != nullptr)
        m_stream->giveUp(); // it may be calling, and goes with us
    m_owner.onEnded(*this);
}

} // namespace Molotov
