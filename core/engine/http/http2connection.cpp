// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/http2connection.h"

#include "core/engine/clock.h"
#include "core/engine/http/http2fields.h"
#include "core/engine/http/httpconnection.h"
#include "core/engine/loop/prefetch.h"

#include <QScopedValueRollback>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

using std::chrono::microseconds;

namespace Molotov {

namespace {

constexpr qint64 FrameHeadSize = 9; // RFC 9113, 4.1
// Of our own heads, for which nghttp2 would otherwise have less room than HTTP/1.1 has.
constexpr size_t MaxSentHead = 1 << 20;
// A head of MaxHead has so many of the smallest frames that a server may be bound to, and some more.
constexpr size_t MaxContinuations = ResponseParser::MaxHead / (16 << 10) + 2;

QString nameOfCode(quint32 code)
{
    return QString::fromLatin1(nghttp2_http2_strerror(code));
}

// Whether a code blames the way in which we speak, or the server does not know how to go on.
bool isAboutProtocol(quint32 code)
{
    return code == NGHTTP2_PROTOCOL_ERROR || code == NGHTTP2_FLOW_CONTROL_ERROR
           || code == NGHTTP2_SETTINGS_TIMEOUT || code == NGHTTP2_STREAM_CLOSED
           || code == NGHTTP2_FRAME_SIZE_ERROR || code == NGHTTP2_COMPRESSION_ERROR
           || code == NGHTTP2_INADEQUATE_SECURITY;
}

FailureReason brokenHttp2(const QString &server, const QString &why)
{
    return {HttpFailure::Kind::Protocol,
            QStringLiteral("got an answer that is not HTTP/2 from %1 (%2)").arg(server, why)};
}

} // namespace

// What nghttp2 calls, which says what it gives them; the connection is the last of it.
struct Http2Connection::Callbacks
{
    static Http2Connection &from(void *connection) { return *static_cast<Http2Connection *>(connection); }

    static Http2Stream *stream(nghttp2_session *session, std::int32_t id)
    {
        return static_cast<Http2Stream *>(nghttp2_session_get_stream_user_data(session, id));
    }

    // Nothing more of what came is looked at once the connection has ended.
    static int outcome(const Http2Connection &connection)
    {
        return connection.m_phase == Phase::Open ? 0 : NGHTTP2_ERR_CALLBACK_FAILURE;
    }

    static int onBeginHeaders(nghttp2_session *session, const nghttp2_frame *frame, void *user)
    {
        if (auto *own = stream(session, frame->hd.stream_id); own != nullptr && own->hop != nullptr)
            from(user).onHeadBegun(*own);
        return outcome(from(user));
    }

    // NOLINTNEXTLINE(readability-function-size)
    static int onHeader(nghttp2_session *session, const nghttp2_frame *frame, const std::uint8_t *name,
                        size_t nameSize, const std::uint8_t *value, size_t valueSize, std::uint8_t /*flags*/,
                        void *user)
    {
        if (auto *own = stream(session, frame->hd.stream_id); own != nullptr && own->hop != nullptr)
            from(user).onField(*own, {name, qsizetype(nameSize)}, {value, qsizetype(valueSize)});
        return outcome(from(user));
    }

    static int onFrameReceived(nghttp2_session * /*session*/, const nghttp2_frame *frame, void *user)
    {
        from(user).onFrame(*frame);
        return outcome(from(user));
    }

    // NOLINTNEXTLINE(readability-function-size)
    static int onData(nghttp2_session *session, std::uint8_t /*flags*/, std::int32_t id,
                      const std::uint8_t *bytes, size_t size, void *user)
    {
        if (auto *own = stream(session, id); own != nullptr && own->hop != nullptr)
            from(user).onBody(*own, reinterpret_cast<const char *>(bytes), qsizetype(size));
        return outcome(from(user));
    }

    static int onFrameSent(nghttp2_session * /*session*/, const nghttp2_frame *frame, void *user)
    {
        from(user).onFrameSent(*frame);
        return 0;
    }

    static int onFrameNotSent(nghttp2_session *session, const nghttp2_frame *frame, int error, void *user)
    {
        Q_UNUSED(user)
        if (frame->hd.type != NGHTTP2_HEADERS)
            return 0;
        if (auto *own = stream(session, frame->hd.stream_id))
            own->refusal = error; // its end follows
        return 0;
    }

    static int onStreamClosed(nghttp2_session *session, std::int32_t id, std::uint32_t code, void *user)
    {
        if (auto *own = stream(session, id))
            from(user).onStreamClosed(*own, code);
        return 0;
    }

    // NOLINTNEXTLINE(readability-function-size)
    static std::ptrdiff_t readBody(nghttp2_session *session, std::int32_t id, std::uint8_t *target,
                                   size_t most, std::uint32_t *flags, nghttp2_data_source * /*source*/,
                                   void *user)
    {
        auto *own = stream(session, id);
        if (own == nullptr || own->hop == nullptr)
            return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
        const auto size = from(user).readBody(*own, reinterpret_cast<char *>(target), qint64(most));
        if (size < 0)
            return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
        if (own->bodyLeft == 0)
            *flags |= NGHTTP2_DATA_FLAG_EOF;
        return size;
    }

    static const nghttp2_session_callbacks *all()
    {
        static const auto *const made = [] {
            nghttp2_session_callbacks *table = nullptr;
            nghttp2_session_callbacks_new(&table);
            nghttp2_session_callbacks_set_on_begin_headers_callback(table, &onBeginHeaders);
            nghttp2_session_callbacks_set_on_header_callback(table, &onHeader);
            nghttp2_session_callbacks_set_on_frame_recv_callback(table, &onFrameReceived);
            nghttp2_session_callbacks_set_on_data_chunk_recv_callback(table, &onData);
            nghttp2_session_callbacks_set_on_frame_send_callback(table, &onFrameSent);
            nghttp2_session_callbacks_set_on_frame_not_send_callback(table, &onFrameNotSent);
            nghttp2_session_callbacks_set_on_stream_close_callback(table, &onStreamClosed);
            return table;
        }();
        return made;
    }

    static const nghttp2_option *options()
    {
        static const auto *const made = [] {
            nghttp2_option *option = nullptr;
            nghttp2_option_new(&option);
            nghttp2_option_set_peer_max_concurrent_streams(option, FirstStreams);
            nghttp2_option_set_max_send_header_block_length(option, MaxSentHead);
            nghttp2_option_set_max_continuations(option, MaxContinuations);
            return option;
        }();
        return made;
    }
};

Http2Connection::Http2Connection(const Connector::Tools &tools, Outbox &outbox, Owner &owner,
                                 Connector::Target target, Http2Use use)
    : m_tools(tools)
    , m_outbox(outbox)
    , m_owner(owner)
    , m_target(std::move(target))
    , m_use(use)
{
}

Http2Connection::~Http2Connection()
{
    m_tools.scheduler.cancel(m_alarm);
    m_outbox.remove(*this);
    m_connector.reset();
    if (m_stream != nullptr)
        m_stream->giveUp();
    nghttp2_session_del(m_session);
}

bool Http2Connection::hasRoom() const
{
    if (m_phase != Phase::Open || m_isLast || m_awaitsNews)
        return false;
    const auto most =
        m_hasSettings
            ? nghttp2_session_get_remote_settings(m_session, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS)
            : FirstStreams;
    return quint64(activeStreams()) < most;
}

bool Http2Connection::isGoodFor(const Hop &hop)
{
    if (activeStreams() > 0)
        return true;
    const bool isTrusted = hop.startedAt() - m_idleSince < HttpConnection::TrustedFor
                           && isIdempotent(hop.wire().method) && !m_target.tls;
    if (isTrusted || !m_stream->hasNews())
        return true;
    if (m_stream->isOpen())
        awaitNews();
    else
        end();
    return false;
}

// It mostly is the end of the connection, but may be anything.
void Http2Connection::awaitNews()
{
    m_awaitsNews = true;
    m_alarm = m_tools.scheduler.afterSeen({}, [this] {
        m_awaitsNews = false;
        if (m_stream->isOpen())
            m_owner.onRoomChanged(*this);
        else
            end();
    });
}

void Http2Connection::send(Hop &hop)
{
    Q_ASSERT(m_phase == Phase::New || hasRoom());
    const QScopedValueRollback sending(m_isSending, true);
    // Sessions that keep no connection open have one for each request.
    m_isLast = m_isLast || !hop.wire().keepsConnection;
    if (m_phase == Phase::New) {
        m_phase = Phase::Connecting;
        m_opener = &hop;
        Connector::Listener &listener = *this; // which it is to nobody else
        m_connector = std::make_unique<Connector>(m_tools, listener, m_target, hop);
        m_connector->start();
        return;
    }
    startExchange(hop);
    if (!m_isBusy)
        m_outbox.flushSoon(*this);
}

bool Http2Connection::forget(const Hop &hop)
{
    if (m_opener == &hop) {
        end();
        return true;
    }
    const auto found = std::find_if(m_streams.begin(), m_streams.end(),
                                    [&](const auto &stream) { return stream->hop == &hop; });
    if (found == m_streams.end())
        return false;
    (*found)->hop = nullptr;
    if (m_phase == Phase::Open) {
        nghttp2_submit_rst_stream(m_session, NGHTTP2_FLAG_NONE, (*found)->id, NGHTTP2_CANCEL);
        if (!m_isBusy)
            m_outbox.flushSoon(*this);
    }
    return true;
}

// ---- getting there ----

void Http2Connection::onStream(Stream &stream)
{
    if (m_target.tls && stream.protocol() != "h2") {
        if (m_use == Http2Use::Offered) {
            m_owner.onHttp1(*this, stream, *std::exchange(m_opener, nullptr));
            end();
        } else {
            failOpener(QNetworkReply::ProtocolFailure,
                       {HttpFailure::Kind::Protocol,
                        QStringLiteral("failed: %1 does not speak HTTP/2").arg(m_target.origin.name())});
        }
        return;
    }
    m_stream = &stream;
    m_stream->adopt(*this, this);
    m_connector.reset();
    m_phase = Phase::Open;
    startSession();
    startExchange(*std::exchange(m_opener, nullptr));
    m_hasNewRoom = true;
    flush();
}

void Http2Connection::onNoStream(QNetworkReply::NetworkError code, const FailureReason &reason)
{
    failOpener(code, reason);
}

void Http2Connection::startSession()
{
    nghttp2_session_client_new2(&m_session, Callbacks::all(), this, Callbacks::options());
    const std::array<nghttp2_settings_entry, 3> settings{
        {{NGHTTP2_SETTINGS_ENABLE_PUSH, 0},
         {NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, StreamWindow},
         {NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, std::uint32_t(ResponseParser::MaxHead)}}};
    nghttp2_submit_settings(m_session, NGHTTP2_FLAG_NONE, settings.data(), settings.size());
    nghttp2_session_set_local_window_size(m_session, NGHTTP2_FLAG_NONE, 0, ConnectionWindow);
}

// ---- one exchange ----

Http2Stream &Http2Connection::freeStream()
{
    if (m_free.empty()) {
        m_streams.push_back(std::make_unique<Http2Stream>());
        m_free.reserve(m_streams.capacity());
        return *m_streams.back();
    }
    auto *stream = m_free.back();
    m_free.pop_back();
    return *stream;
}

void Http2Connection::startExchange(Hop &hop)
{
    auto &stream = freeStream();
    stream.begin(hop, m_tools.clock.now());
    stream.heard = m_heard;
    hop.noteHttp2();
    ++m_exchanges;
    const Http2Fields fields(hop.wire());
    const nghttp2_data_provider body{.source = {}, .read_callback = &Callbacks::readBody};
    stream.id = nghttp2_submit_request(m_session, nullptr, fields.data(), fields.size(),
                                       stream.bodyLeft > 0 ? &body : nullptr, &stream);
    if (stream.id >= 0)
        return;
    // It has no number left for another one, which comes after a thousand million of them.
    stream.hop = nullptr;
    stream.isOpen = false;
    m_free.push_back(&stream);
    m_isLast = true;
    m_owner.onUnanswered(hop);
}

qint64 Http2Connection::readBody(Http2Stream &stream, char *target, qint64 most) const
{
    const auto piece = stream.hop->readBody(std::min(stream.bodyLeft, most));
    if (piece.isEmpty())
        return -1;
    std::copy(piece.begin(), piece.end(), target);
    stream.bodyLeft -= piece.size();
    return piece.size();
}

// How many bytes went.
qint64 Http2Connection::writeSome()
{
    QByteArray gathered;
    while (m_stream->unsent() + gathered.size() < Stream::PieceSize) {
        const std::uint8_t *bytes = nullptr;
        const auto size = nghttp2_session_mem_send(m_session, &bytes);
        if (m_phase != Phase::Open)
            return 0;
        if (size < 0) {
            failAll(QNetworkReply::InternalServerError,
                    {HttpFailure::Kind::Closed,
                     QStringLiteral("failed: %1").arg(QString::fromLatin1(nghttp2_strerror(int(size))))});
            return 0;
        }
        if (size == 0)
            break;
        gathered.append(reinterpret_cast<const char *>(bytes), qsizetype(size));
    }
    if (gathered.isEmpty())
        return 0;
    m_unheard += gathered.size();
    m_stream->write(gathered);
    return gathered.size();
}

void Http2Connection::write()
{
    {
        const QScopedValueRollback busy(m_isBusy, true);
        while (m_phase == Phase::Open && m_stream->unsent() == 0 && m_stream->isOpen() && writeSome() > 0) {}
    }
    if (m_phase == Phase::Open)
        noteSent();
}

void Http2Connection::noteSent()
{
    if (!m_hasUnsent || m_stream->unsent() > 0)
        return;
    m_hasUnsent = false;
    const auto now = m_tools.clock.now();
    for (const auto &stream : m_streams) {
        if (stream->hop == nullptr || !stream->isOut || stream->sent.count() > 0)
            continue;
        stream->sent = now;
        stream->hop->noteTime(ExchangeTimings::Send, &ExchangeTimings::send, now - stream->began);
    }
}

void Http2Connection::onWritten()
{
    flush();
}

// Writes, and does what follows from what nghttp2 was told.
void Http2Connection::flush()
{
    if (m_phase != Phase::Open || m_isBusy)
        return; // whoever is at it comes here then
    if (std::exchange(m_hasNewRoom, false))
        m_owner.onRoomChanged(*this);
    write();
    if (m_phase != Phase::Open)
        return;
    if (nghttp2_session_want_read(m_session) == 0 && nghttp2_session_want_write(m_session) == 0)
        failAll(QNetworkReply::ProtocolFailure, brokenHttp2(m_target.origin.name(), m_problem));
    else if (m_isLast && activeStreams() == 0)
        end();
    else if (m_hasNewRoom) // since then
        m_outbox.flushSoon(*this);
}

void Http2Connection::prepare(int eventsAhead) const
{
    if (eventsAhead == SoonEvent::Steps - 1)
        prefetch(this, sizeof *this);
    else if (eventsAhead == SoonEvent::Steps - 2)
        prefetch(m_session, sizeof(void *));
}

void Http2Connection::onReadable()
{
    read();
    flush();
}

void Http2Connection::read()
{
    // As with HTTP/1.1, a server that is as fast as we are must not hold the event loop for ever.
    constexpr int MaxPieces = 4;
    std::array<std::uint8_t, Stream::PieceSize> buffer;
    const QScopedValueRollback busy(m_isBusy, true);
    for (int i = 0; (i < MaxPieces || m_target.tls) && m_phase == Phase::Open; ++i) {
        const auto size = m_stream->read(reinterpret_cast<char *>(buffer.data()), qint64(buffer.size()));
        if (size < 0)
            onEndOfStream();
        if (size <= 0)
            return;
        const bool isDrained = m_stream->isDrained();
        ++m_heard;
        m_unheard = 0;
        const auto taken = nghttp2_session_mem_recv(m_session, buffer.data(), size_t(size));
        if (taken < 0 && m_phase == Phase::Open) {
            failAll(QNetworkReply::ProtocolFailure,
                    brokenHttp2(m_target.origin.name(), QString::fromLatin1(nghttp2_strerror(int(taken)))));
        }
        if (isDrained)
            return;
    }
}

// In one turn of the event loop an exchange may go through several phases.
microseconds Http2Connection::notBefore(const Http2Stream &stream, microseconds moment) const
{
    return std::max({moment, stream.began, stream.sent, stream.firstByte});
}

// ---- what nghttp2 reads ----

void Http2Connection::onHeadBegun(Http2Stream &stream)
{
    if (stream.firstByte.count() > 0)
        return;
    stream.firstByte = notBefore(stream, m_tools.clock.firstSeen());
    // A server may answer before it has all of the body.
    if (stream.sent.count() == 0) {
        stream.sent = stream.firstByte;
        stream.hop->noteTime(ExchangeTimings::Send, &ExchangeTimings::send, stream.sent - stream.began);
    }
    stream.hop->noteTime(ExchangeTimings::Wait, &ExchangeTimings::wait, stream.firstByte - stream.sent);
}

void Http2Connection::onField(Http2Stream &stream, QByteArrayView name, QByteArrayView value)
{
    if (!stream.addField(name, value)) {
        failStream(stream, QNetworkReply::ProtocolFailure,
                   brokenHttp2(m_target.origin.name(), QStringLiteral("a head that does not end")));
    }
}

void Http2Connection::onFrame(const nghttp2_frame &frame)
{
    switch (frame.hd.type) {
    case NGHTTP2_SETTINGS:
        m_hasSettings = m_hasSettings || (frame.hd.flags & NGHTTP2_FLAG_ACK) == 0;
        m_hasNewRoom = true;
        return;
    case NGHTTP2_GOAWAY: // the end of those that it does not answer follows
        m_isLast = true;
        m_hasNewRoom = true;
        m_goAway = frame.goaway.error_code;
        return;
    case NGHTTP2_HEADERS:
    case NGHTTP2_DATA:
        break;
    default:
        return;
    }
    auto *stream = Callbacks::stream(m_session, frame.hd.stream_id);
    if (stream == nullptr || stream->hop == nullptr)
        return;
    stream->hop->addReceived(FrameHeadSize + qint64(frame.hd.length));
    stream->hop->noteTime(ExchangeTimings::Receive, &ExchangeTimings::receive,
                          notBefore(*stream, m_tools.clock.lastSeen()) - stream->firstByte);
    if (frame.hd.type == NGHTTP2_HEADERS)
        onHead(*stream);
    if (stream->hop != nullptr && (frame.hd.flags & NGHTTP2_FLAG_END_STREAM) != 0)
        complete(*stream);
}

// Who hears of it may have ended the exchange.
void Http2Connection::onHead(Http2Stream &stream)
{
    if (stream.endHead()) {
        stream.hop->takeHead(stream.head, stream.announcedSize());
    } else if (stream.hasTooManyInterim()) {
        failStream(stream, QNetworkReply::ProtocolFailure,
                   brokenHttp2(m_target.origin.name(), QStringLiteral("interim responses without end")));
    }
}

void Http2Connection::onBody(Http2Stream &stream, const char *bytes, qsizetype size)
{
    if (stream.hop->wire().keepsBody && size > 0)
        stream.hop->addBody({bytes, size});
}

void Http2Connection::complete(Http2Stream &stream)
{
    const auto endedAt = notBefore(stream, m_tools.clock.lastSeen()); // before the next exchange begins
    m_idleSince = endedAt;
    if (stream.bodyLeft > 0) // which nobody wants
        nghttp2_submit_rst_stream(m_session, NGHTTP2_FLAG_NONE, stream.id, NGHTTP2_CANCEL);
    std::exchange(stream.hop, nullptr)->finish(endedAt);
}

void Http2Connection::onFrameSent(const nghttp2_frame &frame)
{
    if (frame.hd.type == NGHTTP2_GOAWAY) {
        m_problem = nameOfCode(frame.goaway.error_code);
        if (frame.goaway.opaque_data_len > 0) {
            m_problem += QLatin1String(", ")
                         + QString::fromLatin1(reinterpret_cast<const char *>(frame.goaway.opaque_data),
                                               qsizetype(frame.goaway.opaque_data_len));
        }
        return;
    }
    if (frame.hd.type != NGHTTP2_HEADERS && frame.hd.type != NGHTTP2_DATA)
        return;
    auto *stream = Callbacks::stream(m_session, frame.hd.stream_id);
    if (stream == nullptr || stream->hop == nullptr)
        return;
    stream->hop->addSent(FrameHeadSize + qint64(frame.hd.length));
    if ((frame.hd.flags & NGHTTP2_FLAG_END_STREAM) != 0)
        stream->isOut = m_hasUnsent = true;
}

void Http2Connection::onStreamClosed(Http2Stream &stream, quint32 code)
{
    stream.isOpen = false;
    m_free.push_back(&stream);
    m_hasNewRoom = true;
    m_idleSince = m_tools.clock.now();
    if (stream.hop == nullptr)
        return;
    const auto server = m_target.origin.name();
    if (stream.refusal == NGHTTP2_ERR_FRAME_SIZE_ERROR || stream.refusal == NGHTTP2_ERR_HEADER_COMP) {
        failStream(stream, QNetworkReply::ProtocolFailure,
                   {HttpFailure::Kind::Protocol, QStringLiteral("was not sent: its headers are too large")});
    } else if (code == NGHTTP2_REFUSED_STREAM || stream.refusal != 0) {
        refuse(stream);
    } else if (code == NGHTTP2_HTTP_1_1_REQUIRED && m_use == Http2Use::Offered) {
        m_owner.onHttp1Wanted(m_target.origin);
        refuse(stream);
    } else if (isAboutProtocol(code)) {
        failStream(stream, QNetworkReply::ProtocolFailure, brokenHttp2(server, nameOfCode(code)));
    } else {
        failStream(stream, QNetworkReply::RemoteHostClosedError,
                   {HttpFailure::Kind::Closed,
                    QStringLiteral("failed: %1 ended the request without a whole answer (%2)")
                        .arg(server, nameOfCode(code))});
    }
}

// ---- the end ----

void Http2Connection::giveBack(Http2Stream &stream)
{
    m_owner.onUnanswered(*std::exchange(stream.hop, nullptr));
}

// The server has not begun with the request (RFC 9113, 8.7).
void Http2Connection::refuse(Http2Stream &stream)
{
    if (stream.hop->canBeSentAgain() && stream.hop->retries() < MaxRetries) {
        giveBack(stream);
        return;
    }
    const auto times = stream.hop->retries() + 1;
    const auto why = times == 1 ? QStringLiteral("was refused: %1 did not take the request")
                                : QStringLiteral("was refused: %1 did not take the request, %2 times");
    const auto server = m_target.origin.name();
    failStream(stream, QNetworkReply::RemoteHostClosedError,
               {HttpFailure::Kind::Closed, times == 1 ? why.arg(server) : why.arg(server).arg(times)});
}

// As with HTTP/1.1: only if the server ended the kept connection before it had any of the request.
bool Http2Connection::mayBeSentAgain(const Http2Stream &stream) const
{
    return m_exchanges > 1 && stream.heard == m_heard && stream.hop->canBeSentAgain()
           && stream.hop->retries() < MaxRetries
           && (isIdempotent(stream.hop->wire().method) ? m_stream->hasReachedNobody(m_unheard)
                                                       : m_stream->unsent() >= m_unheard);
}

void Http2Connection::onBroken(Stream & /*stream*/)
{
    if (m_phase == Phase::Open)
        onEndOfStream();
}

void Http2Connection::onEndOfStream()
{
    m_phase = Phase::Failed;
    for (const auto &stream : m_streams) {
        if (stream->hop != nullptr && mayBeSentAgain(*stream))
            giveBack(*stream);
    }
    failAll(QNetworkReply::RemoteHostClosedError, closedReason());
}

FailureReason Http2Connection::closedReason() const
{
    auto reason =
        reasonOf(QNetworkReply::RemoteHostClosedError, {}, m_target.origin.host, m_target.origin.name());
    if (m_goAway != NGHTTP2_NO_ERROR)
        reason.text += QStringLiteral(" (%1)").arg(nameOfCode(m_goAway));
    return reason;
}

void Http2Connection::failStream(Http2Stream &stream, QNetworkReply::NetworkError code,
                                 const FailureReason &reason)
{
    if (m_phase == Phase::Open && stream.isOpen)
        nghttp2_submit_rst_stream(m_session, NGHTTP2_FLAG_NONE, stream.id, NGHTTP2_CANCEL);
    std::exchange(stream.hop, nullptr)->fail(code, reason);
}

// Who hears of it may end others of these.
void Http2Connection::failAll(QNetworkReply::NetworkError code, const FailureReason &reason)
{
    m_phase = Phase::Failed;
    for (const auto &stream : m_streams) {
        if (stream->hop != nullptr)
            failStream(*stream, code, reason);
    }
    end();
}

void Http2Connection::failOpener(QNetworkReply::NetworkError code, const FailureReason &reason)
{
    if (m_isSending) {
        // Later: whoever sends it does not expect an answer yet.
        m_phase = Phase::Failed;
        QMetaObject::invokeMethod(
            this, [this, code, reason] { failOpener(code, reason); }, Qt::QueuedConnection);
        return;
    }
    auto *hop = std::exchange(m_opener, nullptr);
    end();
    if (hop)
        hop->fail(code, reason);
}

void Http2Connection::end()
{
    if (std::exchange(m_phase, Phase::Ended) == Phase::Ended)
        return;
    m_tools.scheduler.cancel(m_alarm);
    m_outbox.remove(*this);
    m_opener = nullptr;
    m_connector.reset();
    if (m_stream != nullptr)
        m_stream->giveUp(); // it may be calling, and goes with us
    m_owner.onEnded(*this);
}

} // namespace Molotov
