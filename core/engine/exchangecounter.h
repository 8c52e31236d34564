// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/httpmessages.h"
#include "core/model/protocol/messages.h"

#include <QHash>
#include <QMap>

#include <chrono>
#include <utility>

namespace Molotov {

/// Counts exchanges by method and name, between one report and the next.
class ExchangeCounter
{
public:
    /// Endpoints beyond so many are counted together, as "(other)".
    static constexpr int MaxEndpoints = 1000;

    /// An exchange that brought a whole response. `late`: as of HttpRequest.
    void addResponse(const QByteArray &method, const QString &name, int status,
                     const ExchangeTimings &timings, std::chrono::microseconds late = {});
    /// An exchange that ended without one.
    void addFailure(const QByteArray &method, const QString &name, std::chrono::microseconds duration);
    /// An exchange that we cut off because the run was stopped or over.
    void addAborted(const QByteArray &method, const QString &name);
    /// The request of an exchange went out once more; the exchange itself is counted when it ends.
    void addRetry(const QByteArray &method, const QString &name);
    void addTraffic(qint64 bytesIn, qint64 bytesOut);

    // What was counted since the last take.
    QList<Protocol::EndpointDelta> takeEndpoints();
    qint64 takeBytesIn() { return std::exchange(m_bytesIn, 0); }
    qint64 takeBytesOut() { return std::exchange(m_bytesOut, 0); }
    /// How long requests with a whole response waited for a connection of their session, all together.
    std::chrono::microseconds takeConnectionWait() { return std::exchange(m_connectionWait, {}); }

private:
    struct Endpoint
    {
        qint64 count = 0;
        qint64 failed = 0;
        qint64 aborted = 0;
        qint64 retried = 0;
        QMap<int, qint64> statuses;
        Histogram latency;
        Histogram responseTime;
        Histogram failedLatency;
        Phases<Histogram> phases;
    };

    Endpoint &endpoint(const QByteArray &method, const QString &givenName);

    QHash<std::pair<QByteArray, QString>, Endpoint> m_endpoints; // by method and name
    qint64 m_bytesIn = 0;
    qint64 m_bytesOut = 0;
    std::chrono::microseconds m_connectionWait{0};
};

} // namespace Molotov
