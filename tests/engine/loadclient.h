// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/clock.h"
#include "core/engine/http/hostcache.h"
#include "core/engine/http/httpconnection.h"
#include "core/engine/http/loadaccessmanager.h"
#include "core/engine/http/loadreply.h"
#include "core/engine/http/outbox.h"
#include "core/engine/scheduler.h"

#include <QSslConfiguration>
#include <QTcpSocket>
#include <QTest>

#include <memory>

#include <sys/socket.h>

namespace Molotov::Test {

/// A manager with all that it needs.
template <typename OwnClock = SteadyClock>
struct LoadClient
{
    OwnClock clock;
    Scheduler scheduler{clock};
    HostCache hosts{clock};
    Outbox outbox{clock};
    LoadAccessManager manager{{clock, scheduler, hosts, outbox}};

    static QNetworkRequest request(const QUrl &url)
    {
        QNetworkRequest request(url);
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        auto tls = QSslConfiguration::defaultConfiguration();
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        if (url.scheme() == QLatin1String("https"))
            request.setSslConfiguration(tls);
        return request;
    }

    std::unique_ptr<LoadReply> get(const QUrl &url)
    {
        return std::unique_ptr<LoadReply>(qobject_cast<LoadReply *>(manager.get(request(url))));
    }

    std::unique_ptr<LoadReply> send(const QByteArray &method, const QUrl &url, const QByteArray &body)
    {
        return std::unique_ptr<LoadReply>(
            qobject_cast<LoadReply *>(manager.sendCustomRequest(request(url), method, body)));
    }
};

/// "200 body", or "failed: …".
inline QString outcome(LoadReply &reply)
{
    constexpr int Patience = 20'000; // milliseconds
    if (!QTest::qWaitFor([&] { return reply.isFinished(); }, Patience))
        return QStringLiteral("hangs");
    if (reply.hop().failure())
        return QStringLiteral("failed: ") + reply.hop().failure()->text;
    return QStringLiteral("%1 %2").arg(reply.hop().head().status).arg(QString::fromUtf8(reply.readAll()));
}

/// With a TCP RST.
inline void reset(QTcpSocket &peer)
{
    const linger none{.l_onoff = 1, .l_linger = 0};
    setsockopt(int(peer.socketDescriptor()), SOL_SOCKET, SO_LINGER, &none, sizeof none);
    peer.abort();
}

} // namespace Molotov::Test
