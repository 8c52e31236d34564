// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/failurereason.h"
#include "core/engine/http/httpmessages.h"
#include "core/engine/http/responseparser.h"
#include "core/engine/http/wirerequest.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <optional>

namespace Molotov {

class LoadAccessManager;

/// An exchange of a LoadAccessManager, with what QNetworkReply cannot tell.
class LoadReply : public QNetworkReply
{
    Q_OBJECT

public:
    /// Hears of a reply as its signals tell, but at less cost. Each call may delete the reply.
    class Listener
    {
    public:
        /// There is more of the body.
        virtual void onBody() = 0;
        virtual void onFinished() = 0;

    protected:
        ~Listener() = default;
    };

    /// The listener, if there is one, must outlive the reply.
    LoadReply(LoadAccessManager *manager, WireRequest request, Listener *listener);
    ~LoadReply() override;

    /// Ends it now; without effect once it is finished.
    void abort() override;
    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override;

    // ---- for whoever sent it ----

    /// Empty until metaDataChanged(); only it tells the fields of a reply with a listener.
    const ResponseHead &head() const { return m_head; }
    /// Of the last connection that it was tried on; `total` runs from the call of the request.
    const ExchangeTimings &timings() const { return m_timings; }
    /// What has come of the body and was not read, which is then taken.
    QByteArray takeContent();
    /// Once finished: why no whole response came.
    const std::optional<FailureReason> &failure() const { return m_failure; }
    qint64 bytesSent() const { return m_bytesSent; } ///< of the message, each time; without what TLS adds
    qint64 bytesReceived() const { return m_bytesReceived; }
    /// A kept connection was closed just as this went out, and it was sent again over another one.
    bool wasRetried() const { return m_wasRetried; }

    // ---- for its manager and its connection ----

    /// The request that it answers is one of QNetworkAccessManager's own.
    void adopt(QNetworkAccessManager::Operation operation, const QNetworkRequest &request);
    void forgetManager() { m_manager = nullptr; }
    const WireRequest &wire() const { return m_wire; }
    /// The piece of the request's body that follows what was read of it, up to so many bytes.
    QByteArray readBody(qint64 most);
    bool mayBeRetried() const;
    void noteRetry();
    std::chrono::microseconds calledAt() const { return m_calledAt; }
    ExchangeTimings &timings() { return m_timings; }
    void addSent(qint64 bytes) { m_bytesSent += bytes; }
    void addReceived(qint64 bytes) { m_bytesReceived += bytes; }
    void takeHead(const ResponseHead &head);
    void takeBody(QByteArray bytes);
    /// The last; who hears of it may do anything, even delete the connection.
    void finishWhole();
    void finishFailed(NetworkError code, const FailureReason &reason);

protected:
    qint64 readData(char *target, qint64 maxSize) override;

private:
    void tellHead();
    void finish();

    LoadAccessManager *m_manager; // null once it is gone
    WireRequest m_wire;
    Listener *m_listener;
    qint64 m_bodyRead = 0; // of the request's
    std::chrono::microseconds m_calledAt{0};
    ResponseHead m_head;
    QByteArray m_content; // of the response
    qint64 m_read = 0; // of m_content
    ExchangeTimings m_timings;
    std::optional<FailureReason> m_failure;
    qint64 m_bytesSent = 0;
    qint64 m_bytesReceived = 0;
    bool m_wasRetried = false;
};

} // namespace Molotov
