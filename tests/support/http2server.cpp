// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/http2server.h"

#include <QFile>
#include <QHostAddress>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpSocket>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <utility>
#include <vector>

namespace Molotov::Test {

namespace {

std::vector<nghttp2_nv> toFields(const Http2Peer::Headers &headers)
{
    const auto bytes = [](const QByteArray &text) {
        return reinterpret_cast<std::uint8_t *>(const_cast<char *>(text.constData()));
    };
    std::vector<nghttp2_nv> fields;
    for (const auto &[name, value] : headers) {
        fields.push_back({.name = bytes(name),
                          .value = bytes(value),
                          .namelen = size_t(name.size()),
                          .valuelen = size_t(value.size()),
                          .flags = NGHTTP2_NV_FLAG_NONE});
    }
    return fields;
}

} // namespace

QByteArray Http2Request::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key == name)
            return value;
    }
    return {};
}

QByteArray http2Frame(int type, int flags, int stream, const QByteArray &payload)
{
    QByteArray frame;
    const auto size = payload.size();
    for (const int shift : {16, 8, 0})
        frame.append(char(size >> shift));
    frame.append(char(type)).append(char(flags));
    for (const int shift : {24, 16, 8, 0})
        frame.append(char(stream >> shift));
    return frame + payload;
}

struct Http2Peer::Callbacks
{
    static Http2Peer &from(void *peer) { return *static_cast<Http2Peer *>(peer); }

    static int onHeader(nghttp2_session *, const nghttp2_frame *frame, const std::uint8_t *name,
                        size_t nameSize, const std::uint8_t *value, size_t valueSize, std::uint8_t,
                        void *user)
    {
        auto &request = from(user).m_requests[frame->hd.stream_id];
        const QByteArray key(reinterpret_cast<const char *>(name), qsizetype(nameSize));
        const QByteArray text(reinterpret_cast<const char *>(value), qsizetype(valueSize));
        request.headers.append({key, text});
        if (key == ":method")
            request.method = text;
        if (key == ":path")
            request.path = text;
        return 0;
    }

    static int onData(nghttp2_session *, std::uint8_t, std::int32_t id, const std::uint8_t *bytes,
                      size_t size, void *user)
    {
        from(user).m_requests[id].body.append(reinterpret_cast<const char *>(bytes), qsizetype(size));
        return 0;
    }

    static int onFrame(nghttp2_session *, const nghttp2_frame *frame, void *user)
    {
        auto &peer = from(user);
        peer.m_frames.append({frame->hd.type, frame->hd.flags});
        if (frame->hd.type == NGHTTP2_RST_STREAM)
            peer.m_resets.append({frame->hd.stream_id, frame->rst_stream.error_code});
        if (frame->hd.type != NGHTTP2_HEADERS && frame->hd.type != NGHTTP2_DATA)
            return 0;
        auto &request = peer.m_requests[frame->hd.stream_id];
        request.stream = frame->hd.stream_id;
        request.connection = peer.m_number;
        if (frame->hd.type == NGHTTP2_HEADERS)
            peer.m_news.append({false, request});
        if ((frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0)
            peer.m_news.append({true, peer.m_requests.take(frame->hd.stream_id)});
        return 0;
    }

    static std::ptrdiff_t readBody(nghttp2_session *session, std::int32_t id, std::uint8_t *target,
                                   size_t most, std::uint32_t *flags, nghttp2_data_source *, void *user)
    {
        auto &answer = from(user).m_answers[id];
        const auto size = std::min(qsizetype(most), answer.body.size() - answer.sent);
        std::memcpy(target, answer.body.constData() + answer.sent, size_t(size));
        answer.sent += size;
        if (answer.sent < answer.body.size())
            return size;
        *flags |= NGHTTP2_DATA_FLAG_EOF;
        if (!answer.trailers.isEmpty()) {
            *flags |= NGHTTP2_DATA_FLAG_NO_END_STREAM;
            const auto fields = toFields(answer.trailers);
            nghttp2_submit_trailer(session, id, fields.data(), fields.size());
        }
        return size;
    }
};

Http2Peer::Http2Peer(QTcpSocket *socket, int number, bool saysSettings, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_number(number)
{
    m_socket->setParent(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    nghttp2_session_callbacks *callbacks = nullptr;
    nghttp2_session_callbacks_new(&callbacks);
    nghttp2_session_callbacks_set_on_header_callback(callbacks, &Callbacks::onHeader);
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, &Callbacks::onData);
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, &Callbacks::onFrame);
    nghttp2_session_server_new(&m_session, callbacks, this);
    nghttp2_session_callbacks_del(callbacks);
    if (saysSettings)
        nghttp2_submit_settings(m_session, NGHTTP2_FLAG_NONE, nullptr, 0);
    connect(m_socket, &QTcpSocket::readyRead, this, &Http2Peer::read);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &Http2Peer::write);
}

Http2Peer::~Http2Peer()
{
    m_socket->disconnect(this);
    nghttp2_session_del(m_session);
}

void Http2Peer::read()
{
    const auto bytes = m_socket->readAll();
    (void)nghttp2_session_mem_recv(m_session, reinterpret_cast<const std::uint8_t *>(bytes.constData()),
                                   size_t(bytes.size()));
    const auto all = std::exchange(m_news, {});
    for (const auto &[isWhole, request] : all) {
        if (isWhole)
            Q_EMIT requested(request);
        else
            Q_EMIT begun(request);
    }
    write();
}

void Http2Peer::write()
{
    constexpr qint64 Enough = 1 << 20;
    const std::uint8_t *bytes = nullptr;
    while (m_socket->isOpen() && m_socket->bytesToWrite() < Enough) {
        const auto size = nghttp2_session_mem_send(m_session, &bytes);
        if (size <= 0)
            return;
        m_socket->write(reinterpret_cast<const char *>(bytes), qint64(size));
    }
}

void Http2Peer::respond(const Http2Request &request, int status, const QByteArray &body,
                        const Headers &headers, const Headers &trailers)
{
    Headers all{{":status", QByteArray::number(status)}};
    all += headers;
    m_answers[request.stream] = {.body = body, .trailers = trailers};
    const nghttp2_data_provider provider{.source = {}, .read_callback = &Callbacks::readBody};
    const auto fields = toFields(all);
    nghttp2_submit_response(m_session, request.stream, fields.data(), fields.size(),
                            body.isEmpty() && trailers.isEmpty() ? nullptr : &provider);
    write();
}

void Http2Peer::reset(int stream, quint32 code)
{
    nghttp2_submit_rst_stream(m_session, NGHTTP2_FLAG_NONE, stream, code);
    write();
}

void Http2Peer::settings(const QList<std::pair<int, quint32>> &entries)
{
    std::vector<nghttp2_settings_entry> all;
    for (const auto &[id, value] : entries)
        all.push_back({id, value});
    nghttp2_submit_settings(m_session, NGHTTP2_FLAG_NONE, all.data(), all.size());
    write();
}

void Http2Peer::widen(int stream, int bytes)
{
    nghttp2_submit_window_update(m_session, NGHTTP2_FLAG_NONE, stream, bytes);
    write();
}

void Http2Peer::raw(const QByteArray &bytes)
{
    write();
    m_socket->write(bytes);
}

void Http2Peer::close()
{
    write();
    m_socket->disconnectFromHost();
}

int Http2Peer::count(int type, int flags) const
{
    return int(std::count_if(m_frames.begin(), m_frames.end(), [&](const auto &frame) {
        return frame.first == type && (frame.second & flags) == flags;
    }));
}

Http2Server::Http2Server(Handler handler)
{
    setHandler(std::move(handler));
    listen(QHostAddress::LocalHost);
}

void Http2Server::setHandler(Handler handler)
{
    m_handler = handler ? std::move(handler) : [](Http2Peer &peer, const Http2Request &request) {
        peer.respond(request, 200, "ok");
    };
}

void Http2Server::useTls()
{
    const QString folder = QStringLiteral(MOLOTOV_SOURCE_DIR "/tests/data/tls/");
    QFile key(folder + QStringLiteral("key.pem"));
    if (!key.open(QIODevice::ReadOnly))
        qFatal("No key: %s", qPrintable(key.errorString()));
    m_tls = QSslConfiguration::defaultConfiguration();
    m_tls.setLocalCertificateChain(QSslCertificate::fromPath(folder + QStringLiteral("certificate.pem")));
    m_tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
    m_tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_tls.setAllowedNextProtocols({"h2"});
}

QUrl Http2Server::url(const QString &path) const
{
    const auto scheme = m_tls.isNull() ? QStringLiteral("http") : QStringLiteral("https");
    return QUrl(QStringLiteral("%1://127.0.0.1:%2%3").arg(scheme).arg(serverPort()).arg(path));
}

void Http2Server::incomingConnection(qintptr descriptor)
{
    QTcpSocket *socket = nullptr;
    if (m_tls.isNull()) {
        socket = new QTcpSocket(this);
        socket->setSocketDescriptor(descriptor);
    } else {
        auto *secure = new QSslSocket(this);
        secure->setSslConfiguration(m_tls);
        secure->setSocketDescriptor(descriptor);
        secure->startServerEncryption();
        socket = secure;
    }
    auto *peer = new Http2Peer(socket, int(m_peers.size()) + 1, m_saysSettings, this);
    m_peers.append(peer);
    connect(peer, &Http2Peer::requested, this, [this, peer](const Http2Request &request) {
        m_requests.append(request);
        m_handler(*peer, request);
    });
    connect(peer, &Http2Peer::begun, this, [this, peer](const Http2Request &request) {
        if (m_headHandler)
            m_headHandler(*peer, request);
    });
    if (m_greeter)
        m_greeter(*peer);
}

} // namespace Molotov::Test
