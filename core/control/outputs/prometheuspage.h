// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/outputs/runmetrics.h"

#include <QByteArray>

namespace Molotov {

/// What a scraper gets: all that a run has measured so far, in Prometheus's text format 0.0.4. Counters count
/// from the beginning of the run.
class PrometheusPage
{
public:
    static constexpr char ContentType[] = "text/plain; version=0.0.4; charset=utf-8";

    void add(const OutputNews &news) { m_metrics.add(news); }
    QByteArray text() const;

private:
    RunMetrics m_metrics;
};

} // namespace Molotov
