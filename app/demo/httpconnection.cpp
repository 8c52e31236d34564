// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/demo/httpconnection.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QScopedValueRollback>
#include <QTcpSocket>

#include <utility>

namespace Molotov::Demo {

namespace {

constexpr qint64 MaxUnsent = 1024 * 1024; // a client that does not read gets no more answers than this
constexpr qint64 MaxUnread = 256 * 1024; // what waits behind a slow answer; the rest stays with the system
constexpr std::chrono::seconds Farewell{1};

} // namespace

HttpConnection::HttpConnection(QTcpSocket *socket, const RequestHandler &handler, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_handler(handler)
{
    m_socket->setParent(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setReadBufferSize(MaxUnread);
    m_delay.setSingleShot(true);
    m_delay.setTimerType(Qt::PreciseTimer);
    connect(&m_delay, &QTimer::timeout, this, [this] {
        send(std::exchange(m_late, {}));
        answerRequests();
    });
    connect(m_socket, &QTcpSocket::readyRead, this, &HttpConnection::answerRequests);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &HttpConnection::answerRequests);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
}

void HttpConnection::answerRequests()
{
    if (m_answering)
        return; // flush() tells of written bytes from within the loop below
    const QScopedValueRollback answering(m_answering, true);
    while (!m_closing && !m_delay.isActive() && m_socket->bytesToWrite() < MaxUnsent) {
        m_parser.feed(m_socket->readAll());
        const RequestParser::Outcome outcome = m_parser.next();
        if (const auto *request = std::get_if<HttpRequest>(&outcome)) {
            answer(*request);
        } else if (const auto *error = std::get_if<RequestError>(&outcome)) {
            refuse(*error);
        } else {
            if (std::get<RequestParser::MoreNeeded>(outcome).expectsContinue)
                m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
            if (m_socket->bytesAvailable() == 0)
                return;
        }
    }
    if (m_closing)
        m_socket->skip(m_socket->bytesAvailable());
}

void HttpConnection::answer(const HttpRequest &request)
{
    m_keepAlive = request.keepAlive;
    m_withBody = request.method != "HEAD";
    HttpResponse response = m_handler(request);
    if (response.delay.count() > 0) {
        m_late = std::move(response);
        m_delay.start(m_late.delay);
        return;
    }
    send(response);
}

/// Closing at once, with bytes of the client still unread, would reset the connection and take the answer
/// away.
void HttpConnection::refuse(const RequestError &error)
{
    m_closing = true;
    HttpResponse response;
    response.status = error.status;
    response.body =
        QJsonDocument(QJsonObject{{QStringLiteral("error"), QString::fromLatin1(error.text)}}).toJson();
    m_socket->write(response.toBytes(false, true));
    QTimer::singleShot(Farewell, m_socket, &QTcpSocket::disconnectFromHost);
}

void HttpConnection::send(const HttpResponse &response)
{
    m_closing = !m_keepAlive;
    m_socket->write(response.toBytes(m_keepAlive, m_withBody));
    m_socket->flush(); // saves a turn of the event loop for each answer
    if (m_closing)
        m_socket->disconnectFromHost();
}

} // namespace Molotov::Demo
