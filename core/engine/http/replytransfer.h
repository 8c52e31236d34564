// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/transfer.h"
#include "core/engine/scheduler.h"

#include <memory>

class QNetworkReply;

namespace Molotov {

class Clock;
class LoadAccessManager;
struct Transport;

/// A hop that QNetworkAccessManager itself carries, as it does with proxies.
class ReplyTransfer final : public Transfer
{
public:
    struct Tools
    {
        const Clock &clock;
        Scheduler &scheduler;
        LoadAccessManager &manager;
    };

    /// Sends it. What is referred to must outlive this. Tells the listener nothing from within.
    ReplyTransfer(const Tools &tools, const HttpRequest &request, std::shared_ptr<const Transport> transport,
                  Listener &listener);
    ~ReplyTransfer() override;

    bool isFinished() const override { return m_isFinished; }
    const ResponseHead &head() const override { return m_head; }
    qint64 announcedSize() const override { return 0; }
    qint64 contentSize() const override { return m_size; }
    QByteArray takeContent() override { return std::exchange(m_content, {}); }
    const ExchangeTimings &timings() const override { return m_timings; }
    std::chrono::microseconds startedAt() const override { return m_marks.start; }
    std::chrono::microseconds endedAt() const override { return m_endedAt; }
    const std::optional<FailureReason> &failure() const override { return m_failure; }
    qint64 bytesSent() const override;
    qint64 bytesReceived() const override;
    int retries() const override { return 0; }
    void describeHead(RecentExchange &exchange) const override;

private:
    // Moments; 0 = was not, or cannot be told.
    struct Marks
    {
        std::chrono::microseconds start{0};
        std::chrono::microseconds connecting{0};
        std::chrono::microseconds encrypted{0};
        std::chrono::microseconds sent{0};
        std::chrono::microseconds head{0};
    };

    void watch();
    void checkCertificate();
    void takeBody();
    void onReplyFinished();
    void readHead();
    FailureReason failureOfReply() const;
    ExchangeTimings measuredTimings() const;
    void finish();

    Tools m_tools;
    const HttpRequest &m_request;
    std::shared_ptr<const Transport> m_transport;
    Listener &m_listener;
    QNetworkReply *m_reply =
        nullptr; // a child of the manager; null: there was no descriptor for it, or it may not be sent
    Scheduler::Alarm m_alarm; // to say so
    QString m_sslProblem;
    Marks m_marks;
    ResponseHead m_head;
    QByteArray m_content; // what has come, and is kept
    qint64 m_size = 0; // what has come
    ExchangeTimings m_timings;
    std::chrono::microseconds m_endedAt{0};
    std::optional<FailureReason> m_failure;
    bool m_isFinished = false;
};

} // namespace Molotov
