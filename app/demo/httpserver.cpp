// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/demo/httpserver.h"

#include <QTcpSocket>

#include <utility>

namespace Molotov::Demo {

HttpServer::HttpServer(RequestHandler handler, QObject *parent)
    : QTcpServer(parent)
    , m_handler(std::move(handler))
{
    // Thousands of workers connect in the same moment; Qt's 50 would make them try again a second later.
    setListenBacklogSize(4096);
}

void HttpServer::incomingConnection(qintptr descriptor)
{
    auto *socket = new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket; // the client is gone already
        return;
    }
    new HttpConnection(socket, m_handler, this); // deletes itself when the client goes
}

} // namespace Molotov::Demo
