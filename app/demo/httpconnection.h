// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/demo/requestparser.h"

#include <QObject>
#include <QTimer>

#include <functional>

class QTcpSocket;

namespace Molotov::Demo {

using RequestHandler = std::function<HttpResponse(const HttpRequest &)>;

/// One client: answers its requests in their order, one at a time, and goes when the client goes.
class HttpConnection : public QObject
{
    Q_OBJECT

public:
    /// Takes the socket over. `handler` must live as long as this.
    HttpConnection(QTcpSocket *socket, const RequestHandler &handler, QObject *parent);

private:
    void answerRequests();
    void answer(const HttpRequest &request);
    void refuse(const RequestError &error);
    void send(const HttpResponse &response);

    QTcpSocket *m_socket;
    const RequestHandler &m_handler;
    RequestParser m_parser;
    HttpResponse m_late; // what m_delay waits with
    QTimer m_delay;
    bool m_keepAlive = true; // after the request in hand
    bool m_withBody = true; // the request in hand is no HEAD
    bool m_answering = false;
    bool m_closing = false; // nothing that comes now is read as a request
};

} // namespace Molotov::Demo
