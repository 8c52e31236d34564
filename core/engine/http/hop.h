// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/failurereason.h"
#include "core/engine/http/httpmessages.h"
#include "core/engine/http/responseparser.h"
#include "core/engine/http/wirerequest.h"

#include <QNetworkReply>

#include <chrono>
#include <optional>

namespace Molotov {

class LoadAccessManager;

/// One request on its way over the connections of a LoadAccessManager, and the response that comes.
class Hop
{
public:
    /// Each call may delete the hop.
    class Listener
    {
    public:
        virtual void onHead() {}
        /// Another call comes soon: time to prefetch.
        virtual void prepare() const {}
        /// There is more of the body.
        virtual void onBody() = 0;
        /// The last: there is a whole response, or a failure.
        virtual void onFinished() = 0;

    protected:
        ~Listener() = default;
    };

    /// The listener must outlive the hop, and so must the manager, if it does not say otherwise.
    Hop(LoadAccessManager &manager, WireRequest request, Listener &listener);
    /// Gives it up if it is not finished.
    ~Hop();
    Hop(const Hop &) = delete;
    Hop &operator=(const Hop &) = delete;

    bool isFinished() const { return m_isFinished; }
    /// Ends it now, as a failure; without effect once it is finished.
    void giveUp();
    /// From onHead() on.
    const ResponseHead &head() const { return m_head; }
    /// What the server then says of the body's size; 0 if it does not.
    qint64 announcedSize() const { return m_announcedSize; }
    /// What has come of the body and was not taken yet.
    qint64 contentSize() const { return m_content.size(); }
    QByteArray takeContent() { return std::exchange(m_content, {}); }
    /// Of the last time that it was sent; `total` runs from then to the last byte, or the failure, without
    /// what is left out, and `queued` is all before.
    const ExchangeTimings &timings() const { return m_timings; }
    /// When its last byte was seen, or it failed.
    std::chrono::microseconds endedAt() const { return m_endedAt; }
    /// Once finished: why no whole response came.
    const std::optional<FailureReason> &failure() const { return m_failure; }
    QNetworkReply::NetworkError error() const { return m_error; } ///< the same as Qt has it
    qint64 bytesSent() const { return m_bytesSent; } ///< of the message, each time; without what TLS adds
    qint64 bytesReceived() const { return m_bytesReceived; }
    /// How often it was sent again, over another connection.
    int retries() const { return m_retries; }

    // ---- for its manager, the outbox and its connection ----

    void send();
    /// In a HopQueue.
    size_t place() const { return m_place; }
    void setPlace(size_t place) { m_place = place; }
    void forgetManager() { m_manager = nullptr; }
    const WireRequest &wire() const { return m_wire; }
    /// The piece of the request's body that follows what was read of it, up to so many bytes.
    QByteArray readBody(qint64 most);
    /// When it was sent: its latency counts from here.
    std::chrono::microseconds startedAt() const { return m_startedAt; }
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
    void addSent(qint64 bytes) { m_bytesSent += bytes; }
    void addReceived(qint64 bytes) { m_bytesReceived += bytes; }
    void takeHead(const ResponseHead &head, qint64 announcedSize);
    void takeBody(QByteArray bytes);
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
    bool m_isFinished = false;
};

} // namespace Molotov
