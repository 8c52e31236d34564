// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QNetworkAccessManager>
#include <QSslConfiguration>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace Molotov {

class Clock;
class HostCache;
class HttpConnection;
class LoadReply;
class Scheduler;

/// A QNetworkAccessManager that sends load: HTTP/1.1 over sockets on the caller's own thread, as many
/// connections as are asked for, and the time of each phase as it was. What it does not do itself, HTTP/2 and
/// proxies, QNetworkAccessManager does.
class LoadAccessManager : public QNetworkAccessManager
{
    Q_OBJECT

public:
    struct Tools
    {
        const Clock &clock;
        Scheduler &scheduler;
        HostCache &hosts;
    };

    /// Makes one for each session of a HttpClient.
    static std::function<std::unique_ptr<QNetworkAccessManager>()> factory(const Tools &tools)
    {
        return [tools] { return std::make_unique<LoadAccessManager>(tools); };
    }

    /// What `tools` refers to must outlive this.
    explicit LoadAccessManager(const Tools &tools, QObject *parent = nullptr);
    ~LoadAccessManager() override;

    /// Requests to one origin beyond so many wait for a connection; 0 = none does.
    void setMaxConnections(int most) { m_maxConnections = most; }

    std::chrono::microseconds now() const;

    // ---- for its replies ----

    /// The reply is over, though its connection may be at it.
    void forget(LoadReply *reply);
    void keepCookies(const LoadReply &reply);

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request,
                                 QIODevice *body) override;

private:
    void dispatch(LoadReply *reply);
    HttpConnection *idleConnection(const LoadReply &reply) const;
    int connectionsTo(const LoadReply &reply) const;
    void onIdle(HttpConnection *connection);
    void onEnded(HttpConnection *connection);
    void onStale(LoadReply *reply);
    void sendWaiting();

    Tools m_tools;
    int m_maxConnections = 0;
    std::vector<HttpConnection *> m_connections; // children
    std::deque<LoadReply *> m_waiting; // for a connection
};

} // namespace Molotov
