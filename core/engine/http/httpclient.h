// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/bodybudget.h"
#include "core/engine/http/exchange.h"
#include "core/engine/http/exchangeobservers.h"
#include "core/engine/http/httpmessages.h"
#include "core/engine/http/outbox.h"
#include "core/engine/http/transport.h"
#include "core/model/result.h"

#include <QHash>

#include <functional>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

namespace Molotov {

class CookieJar;
class HostCache;

/// What setup says of a session.
struct SessionShape
{
    QString baseUrl; ///< before each URL that is a path; empty: the profile's
    ExchangeRules rules; ///< of each request that does not give its own
    TransportSettings transport;

    bool operator==(const SessionShape &) const = default;
};

/// The HTTP sessions of a helper: one for each worker, and one that is of none (HelperSession), for fixtures.
/// Each has a manager, so that cookies and connections are as those of different users.
class HttpClient
{
public:
    /// In the place of a worker's position.
    static constexpr int NoWorker = -1;

    /// Addresses that are kept beyond so many are forgotten.
    static constexpr int MaxAddresses = 1000;

    struct Tools
    {
        const Clock &clock;
        Scheduler &scheduler;
        MetricsRecorder &metrics; ///< counts exchanges
        HostCache &hosts;
    };

    /// What `tools` refers to must outlive this.
    explicit HttpClient(const Tools &tools);
    ~HttpClient();
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;

    /// One more who hears of exchanges from now on; it must outlive this.
    void addObserver(ExchangeObserver &observer) { m_observers.push_back(&observer); }
    /// False: each path is an endpoint of its own, whatever ids it holds.
    void setFoldsNames(bool foldsNames) { m_exchangeTools.foldsNames = foldsNames; }
    /// From now on, lastExchanges() has something to tell.
    void rememberExchanges() { addObserver(m_recent); }
    /// Of all its responses.
    BodyBudget &bodies() { return m_bodies; }
    /// Of the profile: for sessions whose shape has none.
    void setBaseUrl(const QString &baseUrl) { m_baseUrl = baseUrl; }
    /// Says what is wrong with the shape, if something is. Connections and cookies of before stay.
    Status setShape(int worker, const SessionShape &shape);
    /// Of all requests of the session that do not give them themselves.
    void setHeaders(int worker, const HttpHeaders &headers) { session(worker).headers = headers; }
    const ExchangeRules &rules(int worker) { return session(worker).shape.rules; }

    /// The absolute URL that a worker's scenario means.
    Result<WebAddress> resolve(int worker, const QString &url);

    CookieJar &cookies(int worker);

    /// Sends the request of `request.worker` with the session's headers; `done` is called later, from the
    /// event loop or from abort(). Returns the exchange's number.
    quint64 send(HttpRequest request, Exchange::Receiver done);

    /// The worker begins an iteration so late: the response time of its first request counts from when that
    /// was meant to go out. Others wait for what came before them.
    void setLateStart(int worker, std::chrono::microseconds late);

    /// The worker's exchange of that number ends as aborted, if it is still under way; `done` is called from
    /// the event loop.
    void cancel(int worker, quint64 number);

    /// Every exchange under way that the worker's script began ends now, for this reason.
    void abort(int worker, const FailureReason &reason);
    /// The same of all whose request it concerns.
    void abort(const std::function<bool(const HttpRequest &)> &concerns, const FailureReason &reason);

    /// The last exchanges of iterations that the worker's script began at this moment or later, in their
    /// order, and behind those that are over, those that are under way.
    std::vector<RecentExchange> lastExchanges(int worker, std::chrono::microseconds since, size_t most);

    /// Method and name of the worker's exchange of that number, if it is under way.
    QString endpointOf(int worker, quint64 number);

private:
    struct Session
    {
        SessionShape shape;
        HttpHeaders headers;
        std::shared_ptr<const Transport> transport; // that the shape asks for
        std::unique_ptr<LoadAccessManager> manager; // made for the first request
        std::chrono::microseconds lateStart{0}; // that no request has taken yet
        std::unordered_map<quint64, Exchange> running; // by number; last, as they use the manager
    };

    Session &session(int worker);
    void abortOne(int worker, quint64 number, const FailureReason &reason);
    void abortSome(int worker, const std::function<bool(const HttpRequest &)> &concerns,
                   const FailureReason &reason);
    Session &openSession(int worker);

    Tools m_tools;
    BodyBudget m_bodies;
    CountingObserver m_counting;
    RecentExchanges m_recent;
    std::vector<ExchangeObserver *> m_observers;
    ExchangeTools m_exchangeTools;
    Outbox m_outbox;
    QString m_baseUrl;
    std::vector<Session> m_sessions; // by position of the worker, after that of NoWorker
    TransportSettings m_lastSettings; // reading keys takes long, and workers mostly have the same
    std::shared_ptr<const Transport> m_lastTransport; // what they came to
    QHash<std::pair<QString, QString>, WebAddress> m_addresses; // by base URL and what a script gave
    quint64 m_lastNumber = 0;
    bool m_hasLateStarts = false;
};

} // namespace Molotov
