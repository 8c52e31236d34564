// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/exchangeobserver.h"
#include "core/engine/http/httpmessages.h"
#include "core/engine/http/recentexchanges.h"
#include "core/engine/http/transfer.h"
#include "core/engine/scheduler.h"

#include <functional>
#include <memory>
#include <vector>

namespace Molotov {

class BodyBudget;
class Clock;
class LoadAccessManager;
struct Transport;

/// What all exchanges of a helper share.
struct ExchangeTools
{
    const Clock &clock;
    Scheduler &scheduler;
    const std::vector<ExchangeObserver *> &observers; ///< are told in their order
    BodyBudget *bodies = nullptr; ///< what they may take; null = any number
    bool foldsNames = true; ///< URLs whose paths differ only in ids are one endpoint
};

/// One request of a scenario on its way, through redirects, to its outcome. Observers hear of each hop, for
/// the server sees it as one.
class Exchange final : private Transfer::Listener
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
    void sendHop();
    void onHead() override;
    void onBody() override;
    void prepare() const override;
    void onFinished() override;
    void checkSize(qint64 size);
    void holdRoom(qint64 size);
    void failForSize();
    void onTimeout();
    HttpResponse readResponse();
    bool follow(const HttpResponse &response);
    void endRedirects(const QString &why);
    /// `why` ends a sentence that begins with method and URL.
    HttpFailure failure(HttpFailure::Kind kind, const QString &why) const;
    void fail(const FailureReason &reason);
    void finish(const HttpOutcome &outcome);
    ExchangeObserver::Hop observed() const;
    void dropHop();

    ExchangeTools m_tools;
    HttpRequest m_request; // of the present hop
    Receiver m_done;
    LoadAccessManager *m_manager = nullptr;
    std::shared_ptr<const Transport> m_transport;
    std::unique_ptr<Transfer> m_hop; // null between two hops
    qint64 m_heldRoom = 0; // for a large body
    Scheduler::Alarm m_timeout;
    std::chrono::microseconds m_earlier{0}; // what the hops before the present one took
    int m_redirects = 0;
};

} // namespace Molotov
