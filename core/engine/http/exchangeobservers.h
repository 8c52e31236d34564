// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/exchangeobserver.h"

namespace Molotov {

class ExchangeCounter;
class MetricsRecorder;
class StatsdClient;

/// Counts what a run counts of exchanges.
class CountingObserver final : public ExchangeObserver
{
public:
    /// The metrics must outlive this.
    explicit CountingObserver(MetricsRecorder &metrics)
        : m_metrics(metrics)
    {
    }

    void onResponse(const Hop &hop, const HttpResponse &response) override;
    void onFailure(const Hop &hop, const HttpFailure &failure) override;

private:
    ExchangeCounter &counterOf(const HttpRequest &request) const;
    void countTransfer(const Hop &hop) const;

    MetricsRecorder &m_metrics;
};

/// Tells a statsd server of exchanges.
class StatsdObserver final : public ExchangeObserver
{
public:
    /// The client must outlive this.
    explicit StatsdObserver(StatsdClient &client)
        : m_client(client)
    {
    }

    void onResponse(const Hop &hop, const HttpResponse &response) override;
    void onFailure(const Hop &hop, const HttpFailure &failure) override;

private:
    StatsdClient &m_client;
};

} // namespace Molotov
