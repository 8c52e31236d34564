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
    case ErrorKind::Unanswered:
        return QStringLiteral("unanswered");
    case ErrorKind::Warning:
        return QStringLiteral("warning");
    }
    Q_UNREACHABLE();
}

LatencySummary summarize(const Histogram &histogram)
{
    const auto [p50, p90, p95, p99, p999] = histogram.percentiles(std::array{0.50, 0.90, 0.95, 0.99, 0.999});
    return {.count = histogram.count(),
            .min = histogram.min(),
            .mean = histogram.mean(),
            .p50 = p50,
            .p90 = p90,
            .p95 = p95,
            .p99 = p99,
            .p999 = p999,
            .max = histogram.max()};
}

bool isLonger(std::chrono::microseconds responseTime, std::chrono::microseconds latency)
{
    constexpr double Tenth = 1.1;
    const std::chrono::duration<double, std::micro> limit = Tenth * latency;
    return responseTime - latency >= std::chrono::milliseconds(1) && responseTime > limit;
}

TrendMetrics summarize(const QString &name, const Distribution &values)
{
    const auto [p50, p90, p95, p99] = values.percentiles(std::array{0.50, 0.90, 0.95, 0.99});
    return {.name = name,
            .count = values.count(),
            .min = values.min(),
            .mean = values.mean(),
            .p50 = p50,
            .p90 = p90,
            .p95 = p95,
            .p99 = p99,
            .max = values.max()};
}

StatusClass classOf(int status)
{
    switch (status / 100) {
    case 2:
        return StatusClass::Success;
    case 3:
        return StatusClass::Redirection;
    case 4:
        return StatusClass::ClientError;
    case 5:
        return StatusClass::ServerError;
    default:
        return StatusClass::Other;
    }
}

qint64 responsesOf(const EndpointMetrics &endpoint, StatusClass which)
{
    qint64 count = 0;
    for (auto it = endpoint.statuses.begin(); it != endpoint.statuses.end(); ++it)
        count += classOf(it.key()) == which ? it.value() : 0;
    return count;
}

double ratePerSecond(double count, std::chrono::microseconds time)
{
    const double seconds = std::chrono::duration<double>(time).count();
    return seconds > 0 ? count / seconds : 0;
}

} // namespace Molotov
