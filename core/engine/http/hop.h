// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/responseparser.h"
#include "core/engine/http/transfer.h"
#include "core/engine/http/wirerequest.h"

#include <QNetworkReply>

#include <chrono>
#include <optional>
#include <utility>

namespace Molotov {

class LoadAccessManager;

/// A hop over the connections of a LoadAccessManager.
class Hop final : public Transfer
{
public:
    /// The listener must outlive the hop, and so must the manager, if it does not say otherwise.
    Hop(LoadAccessManager &manager, WireRequest request, Listener &listener);
    ~Hop() override;

    bool isFinished() const override { return m_isFinished; }
    /// Ends it now, as a failure; without effect once it is finished.
    void giveUp();
    const ResponseHead &head() const override { return m_head; }
    qint64 announcedSize() const override { return m_announcedSize; }
    qint64 contentSize() const override { return m_content.size(); }
    QByteArray takeContent() override { return std::exchange(m_content, {}); }
    /// Of the last time that it was sent; `total` runs from then to the last byte, or the failure, without
    /// what is left out, and `queued` is all before.
    const ExchangeTimings &timings() const override { return m_timings; }
    std::chrono::microseconds startedAt() const override { return m_startedAt; }
    std::chrono::microseconds endedAt() const override { return m_endedAt; }
    const std::optional<FailureReason> &failure() const override { return m_failure; }
    QNetworkReply::NetworkError error() const { return m_error; } ///< the same as Qt has it
    qint64 bytesSent() const override { return m_bytesSent; }
    qint64 bytesReceived() const override { return m_bytesReceived; }
    int retries() const override { return m_retries; }
    void describeHead(RecentExchange &exchange) const override;

    // ---- for its manager, the outbox and its connection ----

    void send();
    /// In a HopQueue.
    size_t place() const { return m_place; }
    void setPlace(size_t place) { m_place = place; }
    void forgetManager() { m_manager = nullptr; }
    const WireRequest &wire() const { return m_wire; }
    /// The piece of the request's body that follows what was read of it, up to so many bytes.
    QByteArray readBody(qint64 most);
    /// Whether all of it can be had a second time.
    bool canBeSentAgain() const;
    void noteRetry();
    /// It has waited since send() for a connection.
    void noteConnectionWait();
    /// Its body waits for nothing.
    void dropExpectation() { m_wire.expectsContinue = false; }
    void noteTime(ExchangeTimings::Phase phase, std::chrono::microseconds ExchangeTimings::*field,
                  std::chrono::microseconds time)
    {
        m_timings.*field = time;
        m_timings.known |= phase;
    }
    /// So long we were late ourselves: no part of the total.
    void leaveOut(std::chrono::microseconds delay) { m_startedAt += delay; }
    void prepare() const { m_listener.prepare(); }
    /// Not over HTTP/1.1, as its head is written.
    void noteHttp2() { m_isHttp2 = true; }
    void addSent(qint64 bytes) { m_bytesSent += bytes; }
    void addReceived(qint64 bytes) { m_bytesReceived += bytes; }
    void takeHead(const ResponseHead &head, qint64 announcedSize);
    void takeBody(QByteArray bytes);
    void addBody(QByteArrayView bytes);
    /// `at`: when the last byte was seen.
    void finish(std::chrono::microseconds at);
    void fail(QNetworkReply::NetworkError code, const FailureReason &reason);

private:
    LoadAccessManager *m_manager; // null once it is gone
    WireRequest m_wire;
    Listener &m_listener;
    size_t m_place = 0;
    qint64 m_bodyRead = 0; // of the request's
    const std::chrono::microseconds m_askedAt;
    std::chrono::microseconds m_startedAt;
    std::chrono::microseconds m_endedAt{0};
    ResponseHead m_head;
    qint64 m_announcedSize = 0;
    QByteArray m_content; // of the response
    ExchangeTimings m_timings;
    QNetworkReply::NetworkError m_error = QNetworkReply::NoError;
    std::optional<FailureReason> m_failure;
    qint64 m_bytesSent = 0;
    qint64 m_bytesReceived = 0;
    int m_retries = 0;
    bool m_isHttp2 = false;
    bool m_isFinished = false;
};

} // namespace Molotov
