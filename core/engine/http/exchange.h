// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/failurereason.h"
#include "core/engine/http/hop.h"
#include "core/engine/http/httpmessages.h"
#include "core/engine/http/recentexchanges.h"
#include "core/engine/scheduler.h"

#include <functional>
#include <memory>

namespace Molotov {

class BodyBudget;
class Clock;
class ExchangeCounter;
class LoadAccessManager;
class MetricsRecorder;
class StatsdClient;
class TrafficLog;
struct Transport;

/// What all exchanges of a helper share.
struct ExchangeTools
{
    const Clock &clock;
    Scheduler &scheduler;
    MetricsRecorder &metrics;
    StatsdClient *statsd = nullptr; ///< hears of each hop; null = nobody wants to know
    TrafficLog *traffic = nullptr; ///< writes down each hop; null = nobody wants to read it
    RecentExchanges *recent = nullptr; ///< remembers those of iterations; null = nobody asks for them
    BodyBudget *bodies = nullptr; ///< what they may take; null = any number
    bool foldsNames = true; ///< URLs whose paths differ only in ids are one endpoint
};

/// One request of a scenario on its way, through redirects, to its outcome. Each hop is counted as an
/// exchange of its own, for the server sees it as one.
class Exchange final : private Hop::Listener
{
public:
    using Receiver = std::function<void(const HttpOutcome &)>;

    /// What `tools` refers to must outlive this. `done` is called once, never from within start(), and may
    /// delete the exchange.
    Exchange(const ExchangeTools &tools, HttpRequest request, Receiver done);
    ~Exchange();
    Exchange(const Exchange &) = delete;
    Exchange &operator=(const Exchange &) = delete;

    /// Sends the request; the manager must outlive the exchange.
    void start(LoadAccessManager &manager, std::shared_ptr<const Transport> transport);
    /// Ends it now, with this outcome. As Aborted it counts as neither answered nor failed.
    void abort(const FailureReason &reason);
    /// Of the present hop.
    const HttpRequest &request() const { return m_request; }
    /// What it is counted under.
    const QString &name() const;
    /// As it stands now.
    RecentExchange remembered() const;

private:
    // Moments of the present hop; 0 = was not, or cannot be told.
    struct Marks
    {
        std::chrono::microseconds start{0};
        std::chrono::microseconds connecting{0};
        std::chrono::microseconds encrypted{0};
        std::chrono::microseconds sent{0};
        std::chrono::microseconds head{0};
    };

    void sendHop();
    void watchReply();
    void checkCertificate();
    void onHead() override;
    void onBody() override;
    void prepare() const override;
    void onFinished() override { onHopFinished(!m_hop->failure()); }
    FailureReason failureReason() const;
    void takeReplyBody();
    void checkSize(qint64 size);
    void holdRoom(qint64 size);
    void failForSize();
    ExchangeTimings hopTimings() const;
    void onHopFinished(bool isWhole);
    void onTimeout();
    HttpResponse readResponse();
    bool follow(const HttpResponse &response);
    void redirect(int status, const WebAddress &next);
    void endRedirects(const QString &why);
    /// `why` ends a sentence that begins with method and URL.
    HttpFailure failure(HttpFailure::Kind kind, const QString &why) const;
    void fail(const FailureReason &reason);
    void finish(const HttpOutcome &outcome);
    void countHop(const HttpResponse &response);
    void countFailure(HttpFailure::Kind kind, const QString &message);
    void countTransfer(const HttpResponse *response);
    ExchangeCounter &counter() const;
    void remember(const HttpResponse &response) const;
    void dropHop();

    ExchangeTools m_tools;
    HttpRequest m_request; // of the present hop
    Receiver m_done;
    LoadAccessManager *m_manager = nullptr;
    std::shared_ptr<const Transport> m_transport;
    std::unique_ptr<Hop> m_hop; // or, for what QNetworkAccessManager itself does:
    QNetworkReply *m_reply = nullptr; // a child of the manager
    QByteArray m_replyBody; // what has come of it, and is kept
    qint64 m_replyBodySize = 0; // what has come
    QString m_sslProblem;
    qint64 m_heldRoom = 0; // for a large body
    Scheduler::Alarm m_timeout;
    std::chrono::microseconds m_earlier{0}; // what the hops before the present one took
    Marks m_marks;
    int m_redirects = 0;
};

} // namespace Molotov
