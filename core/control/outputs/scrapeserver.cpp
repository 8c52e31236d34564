// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/scrapeserver.h"

#include "core/control/outputs/prometheuspage.h"

#include <QTcpSocket>
#include <QTimer>

namespace Molotov {

namespace {

QByteArray response(const char *status, const QByteArray &body, const char *contentType = "text/plain")
{
    return QByteArrayLiteral("HTTP/1.1 ") + status + "\r\nContent-Type: " + contentType
           + "\r\nContent-Length: " + QByteArray::number(body.size())
           + "\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n" + body;
}

} // namespace

ScrapeServer::ScrapeServer(std::function<QByteArray()> page)
    : m_page(std::move(page))
{
}

void ScrapeServer::incomingConnection(qintptr descriptor)
{
    // A new one is more likely to ask for something than one that has not done so yet.
    if (m_sockets.size() >= MaxConnections)
        m_sockets.first()->abort();
    auto *socket = new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    socket->setReadBufferSize(MaxRequest);
    m_sockets.append(socket);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        m_sockets.removeOne(socket);
        socket->deleteLater();
    });
    QTimer::singleShot(m_patience, socket, &QTcpSocket::abort);
}

void ScrapeServer::read(QTcpSocket *socket)
{
    const auto request = socket->peek(MaxRequest);
    QByteArray bytes;
    if (request.contains("\r\n\r\n"))
        bytes = answer(request);
    else if (request.size() >= MaxRequest)
        bytes = response("431 Request Header Fields Too Large", "The header is too long.\n");
    else
        return;
    disconnect(socket, &QTcpSocket::readyRead, this, nullptr); // all else that comes is nobody's business
    socket->readAll();
    socket->write(bytes);
    socket->disconnectFromHost();
}

QByteArray ScrapeServer::answer(const QByteArray &request) const
{
    const auto words = request.left(request.indexOf("\r\n")).split(' ');
    if (words.size() != 3 || !words.at(2).startsWith("HTTP/1."))
        return response("400 Bad Request", "This is no request of HTTP/1.1.\n");
    if (words.at(0) != "GET" && words.at(0) != "HEAD")
        return response("405 Method Not Allowed", "Only GET and HEAD.\n");
    const bool isHead = words.at(0) == "HEAD";
    const auto path = words.at(1).split('?').first();
    auto bytes = path == "/metrics" ? response("200 OK", m_page(), PrometheusPage::ContentType)
                                    : response("404 Not Found", "The metrics are at /metrics.\n");
    if (isHead)
        bytes.truncate(bytes.indexOf("\r\n\r\n") + 4);
    return bytes;
}

} // namespace Molotov
