// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/exchangecounter.h"

#include "core/engine/boundedtext.h"

using std::chrono::microseconds;

namespace Molotov {

ExchangeCounter::Endpoint &ExchangeCounter::endpoint(const QByteArray &method, const QString &givenName)
{
    const auto name = boundedText(givenName, MaxNameLength);
    const auto known = m_endpoints.find({method, name});
    if (known != m_endpoints.end())
        return *known;
    if (m_endpoints.size() >= MaxEndpoints)
        return m_endpoints[{method, QStringLiteral("(other)")}];
    return m_endpoints[{method, name}];
}

void ExchangeCounter::addResponse(const QByteArray &method, const QString &name, int status,
                                  const ExchangeTimings &timings, microseconds late)
{
    auto &exchanges = endpoint(method, name);
    ++exchanges.count;
    ++exchanges.statuses[status];
    exchanges.latency.record(timings.total);
    exchanges.responseTime.record(late + timings.queued + timings.total);
    m_connectionWait += timings.forConnection;
    auto &phases = exchanges.phases;
    const auto record = [&timings](ExchangeTimings::Phase phase, microseconds time, Histogram &histogram) {
        if ((timings.known & phase) != 0)
            histogram.record(time);
    };
    record(ExchangeTimings::Queued, timings.queued, phases.queued);
    record(ExchangeTimings::Dns, timings.dns, phases.dns);
    record(ExchangeTimings::Connect, timings.connect, phases.connect);
    record(ExchangeTimings::Tls, timings.tls, phases.tls);
    record(ExchangeTimings::Send, timings.send, phases.send);
    record(ExchangeTimings::Wait, timings.wait, phases.wait);
    record(ExchangeTimings::Receive, timings.receive, phases.receive);
}

void ExchangeCounter::addFailure(const QByteArray &method, const QString &name, microseconds duration)
{
    auto &exchanges = endpoint(method, name);
    ++exchanges.count;
    ++exchanges.failed;
    exchanges.failedLatency.record(duration);
}

void ExchangeCounter::addAborted(const QByteArray &method, const QString &name)
{
    auto &exchanges = endpoint(method, name);
    ++exchanges.count;
    ++exchanges.aborted;
}

void ExchangeCounter::addRetry(const QByteArray &method, const QString &name)
{
    ++endpoint(method, name).retried;
}

void ExchangeCounter::addTraffic(qint64 bytesIn, qint64 bytesOut)
{
    m_bytesIn += bytesIn;
    m_bytesOut += bytesOut;
}

QList<Protocol::EndpointDelta> ExchangeCounter::takeEndpoints()
{
    QList<Protocol::EndpointDelta> deltas;
    for (auto it = m_endpoints.begin(); it != m_endpoints.end(); ++it) {
        if (it->count == 0 && it->retried == 0)
            continue;
        deltas.append({.method = QString::fromLatin1(it.key().first),
                       .name = it.key().second,
                       .count = std::exchange(it->count, 0),
                       .failed = std::exchange(it->failed, 0),
                       .aborted = std::exchange(it->aborted, 0),
                       .retried = std::exchange(it->retried, 0),
                       .statuses = std::exchange(it->statuses, {}),
                       .latency = it->latency.sparse(),
                       .failedLatency = it->failedLatency.sparse(),
                       .phases = {},
                       .responseTime = it->responseTime.sparse()});
        forEachPhase(deltas.last().phases, it->phases, [](SparseHistogram &delta, Histogram &counted) {
            if (counted.count() == 0)
                return;
            delta = counted.sparse();
            counted.clear();
        });
        it->latency.clear();
        it->responseTime.clear();
        it->failedLatency.clear();
    }
    return deltas;
}

} // namespace Molotov
