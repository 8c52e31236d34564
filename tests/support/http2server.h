// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QUrl>

#include <functional>
#include <utility>

#include <nghttp2/nghttp2.h>

class QTcpSocket;

namespace Molotov::Test {

/// A request as a Http2Server read it.
struct Http2Request
{
    QByteArray method;
    QByteArray path;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< with those that begin with a colon
    QByteArray body;
    int stream = 0;
    int connection = 0; ///< number of the connection, from 1

    QByteArray header(const QByteArray &name) const;
};

/// The bytes of a frame, which may be as wrong as a test wants it.
QByteArray http2Frame(int type, int flags, int stream, const QByteArray &payload = {});

/// A connection of a Http2Server.
class Http2Peer : public QObject
{
    Q_OBJECT

public:
    using Headers = QList<std::pair<QByteArray, QByteArray>>;

    Http2Peer(QTcpSocket *socket, int number, bool saysSettings, QObject *parent);
    ~Http2Peer() override;

    /// A well-formed response, as soon as the client's windows let it.
    void respond(const Http2Request &request, int status, const QByteArray &body = {},
                 const Headers &headers = {}, const Headers &trailers = {});
    void reset(int stream, quint32 code);
    void settings(const QList<std::pair<int, quint32>> &entries);
    /// The client may send so many more bytes of the stream, or of all if it is 0.
    void widen(int stream, int bytes);
    /// These bytes, whatever they are, after what was said before.
    void raw(const QByteArray &bytes);
    /// Closed in order, after what was said before.
    void close();

    QTcpSocket &socket() { return *m_socket; }
    int number() const { return m_number; }
    /// Of frames that the client sent.
    int count(int type, int flags = 0) const;
    /// What the client reset with which code.
    const QList<std::pair<int, quint32>> &resets() const { return m_resets; }

Q_SIGNALS:
    /// A request is whole.
    void requested(const Molotov::Test::Http2Request &request);
    /// Its head is there.
    void begun(const Molotov::Test::Http2Request &request);

private:
    struct Callbacks;
    struct Answer
    {
        QByteArray body;
        qsizetype sent = 0;
        Headers trailers;
    };

    void read();
    void write();

    QTcpSocket *m_socket;
    const int m_number;
    nghttp2_session *m_session = nullptr;
    QHash<int, Http2Request> m_requests; // by stream, those that come
    QHash<int, Answer> m_answers;
    QList<std::pair<int, int>> m_frames; // types and flags of those that came
    QList<std::pair<int, quint32>> m_resets;
    QList<std::pair<bool, Http2Request>> m_news; // to be told; whether a request is whole
};

/// A server of HTTP/2 on a free port of 127.0.0.1 that does as a test says, and remembers what it was asked.
class Http2Server : public QTcpServer
{
    Q_OBJECT

public:
    using Handler = std::function<void(Http2Peer &peer, const Http2Request &request)>;

    /// Answers all with 200 until told otherwise.
    explicit Http2Server(Handler handler = {});

    void useTls();
    void setHandler(Handler handler);
    /// For requests of which only the head is there yet.
    void setHeadHandler(Handler handler) { m_headHandler = std::move(handler); }
    /// For connections that have just come.
    void setGreeter(std::function<void(Http2Peer &)> greeter) { m_greeter = std::move(greeter); }
    /// It never says what is its to say first.
    void keepSettings() { m_saysSettings = false; }

    QUrl url(const QString &path = QStringLiteral("/")) const;
    const QList<Http2Request> &requests() const { return m_requests; }
    /// All that there were.
    const QList<Http2Peer *> &peers() const { return m_peers; }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    Handler m_handler;
    Handler m_headHandler;
    std::function<void(Http2Peer &)> m_greeter;
    QList<Http2Request> m_requests;
    QList<Http2Peer *> m_peers; // children
    QSslConfiguration m_tls; // null: no TLS
    bool m_saysSettings = true;
};

} // namespace Molotov::Test
