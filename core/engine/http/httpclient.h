// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/exchange.h"
#include "core/engine/http/httpmessages.h"
#include "core/model/result.h"

#include <QNetworkAccessManager>
#include <QObject>

#include <functional>
#include <memory>
#include <unordered_set>
#include <vector>

namespace Molotov {

/// What of a session comes from setup or the profile.
struct SessionShape
{
    QString baseUrl; ///< before each URL that is a path; may be empty
    HttpHeaders headers; ///< of each request that does not give them itself

    bool operator==(const SessionShape &) const = default;
};

/// The HTTP sessions of a helper's workers: one QNetworkAccessManager each, so that cookies and connections
/// are as those of different users.
class HttpClient : public QObject
{
    Q_OBJECT

public:
    using ManagerFactory = std::function<std::unique_ptr<QNetworkAccessManager>()>;

    /// What `tools` refers to must outlive this.
    HttpClient(const ExchangeTools &tools, ManagerFactory makeManager, QObject *parent = nullptr);
    ~HttpClient() override;

    void setShape(int worker, const SessionShape &shape);
    const SessionShape &shape(int worker);

    /// The absolute URL that a worker's scenario means.
    Result<QUrl> resolve(int worker, const QString &url);

    /// Sends the request with the session's headers; `done` is called later, from the event loop or from
    /// abortAll().
    void send(int worker, HttpRequest request, std::function<void(const HttpOutcome &)> done);

    /// Every exchange under way ends now.
    void abortAll();

private:
    struct Session
    {
        SessionShape shape;
        std::unique_ptr<QNetworkAccessManager> manager; // made for the first request
    };

    Session &session(int worker);

    ExchangeTools m_tools;
    ManagerFactory m_makeManager;
    std::vector<Session> m_sessions; // by position of the worker
    std::unordered_set<Exchange *> m_running; // children of this
};

} // namespace Molotov
