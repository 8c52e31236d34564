// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/metrics.h"

namespace Molotov {

QString toString(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Assertion:
        return QStringLiteral("assertion");
    case ErrorKind::Http:
        return QStringLiteral("http");
    case ErrorKind::Network:
        return QStringLiteral("network");
    case ErrorKind::Local:
        return QStringLiteral("local");
    case ErrorKind::Script:
        return QStringLiteral("script");
    }
    Q_UNREACHABLE();
}

LatencySummary summarize(const Histogram &histogram)
{
    return {.count = histogram.count(),
            .min = histogram.min(),
            .mean = histogram.mean(),
            .p50 = histogram.percentile(0.50),
            .p90 = histogram.percentile(0.90),
            .p95 = histogram.percentile(0.95),
            .p99 = histogram.percentile(0.99),
            .p999 = histogram.percentile(0.999),
            .max = histogram.max()};
}

} // namespace Molotov
