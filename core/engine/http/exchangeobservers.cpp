// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/exchangeobservers.h"

#include "core/engine/http/transfer.h"
#include "core/engine/metricsrecorder.h"
#include "core/engine/statsd/statsdclient.h"

#include <algorithm>

using std::chrono::microseconds;

namespace Molotov {

ExchangeCounter &CountingObserver::counterOf(const HttpRequest &request) const
{
    return request.purpose == RequestPurpose::Load ? m_metrics.load() : m_metrics.fixtures();
}

// Bytes, and how often the request went out again.
void CountingObserver::countTransfer(const Hop &hop) const
{
    auto &counter = counterOf(hop.request);
    counter.addTraffic(hop.transfer.bytesReceived(), hop.transfer.bytesSent());
    for (int i = 0; i < hop.transfer.retries(); ++i)
        counter.addRetry(hop.request.method, hop.name);
}

void CountingObserver::onResponse(const Hop &hop, const HttpResponse &response)
{
    countTransfer(hop);
    counterOf(hop.request)
        .addResponse(hop.request.method, hop.name, response.head.status, response.timings, hop.request.late);
}

void CountingObserver::onFailure(const Hop &hop, const HttpFailure &failure)
{
    countTransfer(hop);
    if (failure.kind == HttpFailure::Kind::Ports)
        m_metrics.addWithoutPort();
    else if (failure.kind == HttpFailure::Kind::Memory)
        m_metrics.addWithoutMemory();
    auto &counter = counterOf(hop.request);
    if (failure.kind == HttpFailure::Kind::Aborted)
        counter.addAborted(hop.request.method, hop.name);
    else
        counter.addFailure(hop.request.method, hop.name,
                           std::max(microseconds(0), hop.endedAt - hop.transfer.startedAt()));
}

void StatsdObserver::onResponse(const Hop &hop, const HttpResponse &response)
{
    m_client.addExchange(hop.request.method, hop.request.address, response.head.status,
                         response.timings.total);
}

void StatsdObserver::onFailure(const Hop &hop, const HttpFailure &failure)
{
    m_client.addFailure(hop.request.method, hop.request.address, failure.kind == HttpFailure::Kind::Aborted);
}

} // namespace Molotov
