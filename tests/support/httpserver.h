// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QUrl>

#include <chrono>
#include <functional>
#include <utility>

class QTcpSocket;

namespace Molotov::Test {

/// A request as a HttpServer read it.
struct ServedRequest
{
    QByteArray method;
    QByteArray target; ///< path and query
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in small letters
    QByteArray body;
    int connection = 0; ///< number of the connection, from 1
    QByteArray client = {}; ///< common name of the client's certificate

    QByteArray header(const QByteArray &name) const;
    QByteArray path() const { return target.split('?').first(); }
};

/// What a HttpServer does with a request.
struct ServerAnswer
{
    enum class Then {
        KeepAlive,
        Close, ///< in order, after what was sent
        Reset, ///< with a TCP RST
    };

    QByteArray bytes; ///< sent as they are; empty: nothing is sent
    std::chrono::milliseconds delay{0}; ///< before they are sent
    Then then = Then::KeepAlive;
    std::chrono::milliseconds between{0}; ///< between two of the parts that they are sent in; 0: as one

    /// A well-formed response.
    static ServerAnswer response(int status, const QByteArray &body = {},
                                 const QList<QByteArray> &headerLines = {});
    static ServerAnswer json(const QByteArray &body)
    {
        return response(200, body, {"Content-Type: application/json"});
    }
    static ServerAnswer redirect(int status, const QByteArray &location)
    {
        return response(status, {}, {"Location: " + location});
    }
    /// These bytes, whatever they are, and then the end of the connection.
    static ServerAnswer raw(const QByteArray &bytes)
    {
        return {.bytes = bytes, .delay = {}, .then = Then::Close};
    }
    /// Closed without a word.
    static ServerAnswer close() { return raw({}); }
    static ServerAnswer reset() { return {.bytes = {}, .delay = {}, .then = Then::Reset}; }
    /// The connection stays open, and nothing comes.
    static ServerAnswer never() { return {}; }

    ServerAnswer after(std::chrono::milliseconds wait) const
    {
        auto answer = *this;
        answer.delay = wait;
        return answer;
    }
    ServerAnswer inParts(std::chrono::milliseconds wait) const
    {
        auto answer = *this;
        answer.between = wait;
        return answer;
    }
};

/// A web server on a free port of 127.0.0.1 that does as a test says, and remembers what it was asked.
class HttpServer : public QTcpServer
{
    Q_OBJECT

public:
    using Handler = std::function<ServerAnswer(const ServedRequest &)>;

    /// Answers all with 200 until told otherwise.
    explicit HttpServer(Handler handler = {}, QObject *parent = nullptr);

    /// From now on speaks TLS, with a certificate of tests/data/tls that nobody has signed. `protocols`: what
    /// it offers to speak, the best first (ALPN); it is HTTP/1.1 that it then speaks.
    void useTls(const QList<QByteArray> &protocols = {},
                const QString &certificate = QStringLiteral("certificate.pem"));

    QUrl url(const QString &path = QString()) const;
    void setHandler(Handler handler);

    const QList<ServedRequest> &requests() const { return m_requests; }
    qsizetype count(const QByteArray &path) const;
    int connections() const { return m_connections; }
    /// Those that are open.
    qsizetype openConnections() const { return m_buffers.size(); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void accept();
    void read(QTcpSocket *socket, int connection);
    bool takeRequest(QByteArray &buffer, ServedRequest &request) const;
    void answer(QTcpSocket *socket, const ServerAnswer &answer);

    Handler m_handler;
    QList<ServedRequest> m_requests;
    QHash<QTcpSocket *, QByteArray> m_buffers; // what has come and is no whole request yet
    int m_connections = 0;
    QSslConfiguration m_tls; // null: no TLS
};

} // namespace Molotov::Test
