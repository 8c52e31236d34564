// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/demo/httpconnection.h"

#include <QTcpServer>

namespace Molotov::Demo {

/// A small web server for one thread and one page function.
class HttpServer : public QTcpServer
{
    Q_OBJECT

public:
    explicit HttpServer(RequestHandler handler, QObject *parent = nullptr);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    RequestHandler m_handler;
};

} // namespace Molotov::Demo
