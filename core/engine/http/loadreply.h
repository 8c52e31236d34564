// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/failurereason.h"
#include "core/engine/http/httpmessages.h"
#include "core/engine/http/responseparser.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <optional>

namespace Molotov {

class LoadAccessManager;

/// Where connections go to.
struct Origin
{
    bool isSecure = false;
    QString host; ///< a name or an address, without brackets
    quint16 port = 0;

    /// Only for URLs of http and https.
    static Origin of(const QUrl &url);
    /// As people write it, without a port that goes without saying.
    QString name() const;

    bool operator==(const Origin &) const = default;
};

/// An exchange of a LoadAccessManager, with what QNetworkReply cannot tell.
class LoadReply : public QNetworkReply
{
    Q_OBJECT

public:
    LoadReply(LoadAccessManager *manager, QNetworkAccessManager::Operation operation,
              const QNetworkRequest &request, QIODevice *body);
    ~LoadReply() override;

    /// Ends it now; without effect once it is finished.
    void abort() override;
    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override;

    // ---- for whoever sent it ----

    /// Empty until metaDataChanged().
    const ResponseHead &head() const { return m_head; }
    /// Of the last connection that it was tried on; `total` runs from the call of the request.
    const ExchangeTimings &timings() const { return m_timings; }
    /// Once finished: why no whole response came.
    const std::optional<FailureReason> &failure() const { return m_failure; }
    qint64 bytesSent() const { return m_bytesSent; } ///< of the message, each time; without what TLS adds
    qint64 bytesReceived() const { return m_bytesReceived; }
    /// A kept connection was closed just as this went out, and it was sent again over another one.
    bool wasRetried() const { return m_wasRetried; }

    // ---- for its manager and its connection ----

    void forgetManager() { m_manager = nullptr; }
    const QByteArray &method() const { return m_method; }
    const Origin &origin() const { return m_origin; }
    /// The message up to its body.
    QByteArray wireHead() const;
    QIODevice *body() const { return m_body; }
    qint64 bodySize() const { return m_bodySize; }
    /// Whether the server is to say first that it wants the body.
    bool expectsContinue() const;
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
    void finish();

    LoadAccessManager *m_manager; // null once it is gone
    QByteArray m_method;
    Origin m_origin;
    QIODevice *m_body = nullptr; // the caller's
    qint64 m_bodySize = 0;
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
