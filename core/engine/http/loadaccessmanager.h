// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/cookiejar.h"
#include "core/engine/http/hopqueue.h"
#include "core/engine/http/http2connection.h"
#include "core/engine/http/httpconnection.h"

#include <QNetworkAccessManager>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace Molotov {

class Clock;
class HostCache;
class Outbox;
class Scheduler;
struct HttpRequest;
struct Transport;

/// A QNetworkAccessManager that sends load: HTTP/1.1 and HTTP/2 over sockets on the caller's own thread, as
/// many connections as are asked for, and the time of each phase as it was. What goes through proxies is left
/// to QNetworkAccessManager.
class LoadAccessManager
    : public QNetworkAccessManager
    , private HttpConnection::Owner
    , private Http2Connection::Owner
{
    Q_OBJECT

public:
    struct Tools
    {
        const Clock &clock;
        Scheduler &scheduler;
        HostCache &hosts;
        Outbox &outbox;
    };

    /// What `tools` refers to must outlive this.
    explicit LoadAccessManager(const Tools &tools, QObject *parent = nullptr);
    ~LoadAccessManager() override;

    /// What goes with requests and is kept of responses; QNetworkAccessManager's own jar stays empty.
    CookieJar &cookies() { return m_cookies; }
    /// There are so many connections to one origin, and further requests wait for one; 0 = as many as there
    /// are requests, and one with HTTP/2.
    void setMaxConnections(int most) { m_maxConnections = most; }
    /// Whether a new connection may go on with a session of TLS that the server knows.
    void setResumesTls(bool resumes);

    /// Whether send() does it; get() and the like do everything.
    static bool serves(const Transport &transport);
    /// Why QNetworkAccessManager, which looks up hosts itself, may not go there; nothing if it may.
    std::optional<FailureReason> problemOfForeign(const Origin &origin) const;
    /// Sends a request that it serves at the end of the turn of the event loop, without what QNetworkRequest
    /// costs. Cookies are those of the jar, unless the request has its own.
    std::unique_ptr<Hop> send(const HttpRequest &request, const Transport &transport,
                              Hop::Listener &listener);

    /// Whether QNetworkAccessManager has begun to do something.
    bool hasThread() const { return m_hasThread; }

    std::chrono::microseconds now() const;

    // ---- for its hops ----

    /// Over an idle connection, a new one, or the next that is free.
    void dispatch(Hop &hop);
    /// The hop is over, though its connection may be at it.
    void forget(Hop &hop);
    void keepCookies(const WebAddress &address, const ResponseHead &head);

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request,
                                 QIODevice *body) override;

private:
    Connector::Tools connectorTools();
    HttpConnection *idleConnection(const Hop &hop) const;
    HttpConnection *goodConnection(const Hop &hop) const;
    bool knowsContinue(const Origin &origin) const;
    bool usesHttp2(const Hop &hop) const;
    void dispatchHttp2(Hop &hop);
    bool hasRoomForHttp2(const Hop &hop) const;
    void sendWaiting(const std::function<bool(const Hop &)> &isOfOrigin);
    void onIdle(HttpConnection &connection) override;
    void onEnded(HttpConnection &connection) override;
    void onRoomChanged(Http2Connection &connection) override;
    void onHttp1(Http2Connection &connection, Stream &stream, Hop &hop) override;
    void onHttp1Wanted(const Origin &origin) override;
    void onEnded(Http2Connection &connection) override;
    void onUnanswered(Hop &hop) override;
    void onExpectationFailed(const Origin &origin) override;
    bool hasRoomFor(const Hop &hop) const;

    Tools m_tools;
    int m_maxConnections = 0;
    CookieJar m_cookies;
    TlsTickets m_tickets;
    bool m_resumesTls = true;
    bool m_hasThread = false;
    std::vector<HttpConnection *> m_connections; // children
    std::vector<Http2Connection *> m_http2Connections; // children
    HopQueue m_waiting; // for a connection
    std::vector<Origin> m_withoutHttp2; // that do not take it
    std::vector<Origin> m_withoutContinue; // that do not know "Expect: 100-continue"
};

} // namespace Molotov
