// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/httpmessages.h"
#include "core/engine/scheduler.h"

#include <QNetworkReply>
#include <QObject>

#include <functional>
#include <memory>

class QNetworkAccessManager;

namespace Molotov {

class Clock;
class MetricsRecorder;

/// What all exchanges of a helper share.
struct ExchangeTools
{
    const Clock &clock;
    Scheduler &scheduler;
    MetricsRecorder &metrics;
};

/// One request of a scenario on its way, through redirects, to its outcome. Each hop is counted as an
/// exchange of its own, for the server sees it as one.
class Exchange : public QObject
{
    Q_OBJECT

public:
    static constexpr int MaxRedirects = 10;

    /// What `tools` refers to must outlive this.
    Exchange(const ExchangeTools &tools, HttpRequest request, QObject *parent = nullptr);
    ~Exchange() override;

    /// Sends the request; the manager must outlive the exchange.
    void start(QNetworkAccessManager *manager);
    /// Ends it now: finished() comes at once, and the exchange counts as failed.
    void abort();

Q_SIGNALS:
    /// Emitted once, never from within start().
    void finished(const Molotov::HttpOutcome &outcome);

private:
    void sendHop();
    void onReplyFinished();
    void onTimeout();
    HttpResponse readResponse() const;
    bool follow(const HttpResponse &response);
    void redirect(int status, const QUrl &next);
    void endRedirects(const QString &why);
    QString sentence(const QString &end) const;
    void fail(HttpFailure::Kind kind, const QString &why);
    void finish(const HttpOutcome &outcome);
    void countHop(const HttpResponse &response);
    void dropReply();
    QString name() const;

    ExchangeTools m_tools;
    HttpRequest m_request; // of the present hop
    QNetworkAccessManager *m_manager = nullptr;
    QNetworkReply *m_reply = nullptr; // a child of the manager; let go by dropReply()
    QString m_sslProblem;
    Scheduler::Alarm m_timeout;
    std::chrono::microseconds m_startedAt{0};
    std::chrono::microseconds m_hopStartedAt{0};
    int m_redirects = 0;
};

} // namespace Molotov
