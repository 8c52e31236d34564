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

qint64 responsesOf(const EndpointMetrics &endpoint, StatusClass which)
{
    const auto classOf = [](int status) {
        const int digit = status / 100;
        return digit >= int(StatusClass::Success) && digit < int(StatusClass::Other) ? StatusClass(digit)
                                                                                     : StatusClass::Other;
    };
    qint64 count = 0;
    for (auto it = endpoint.statuses.begin(); it != endpoint.statuses.end(); ++it)
        count += classOf(it.key()) == which ? it.value() : 0;
    return count;
}

namespace {

bool isTooLate(const LatencySummary &lag, const Snapshot &measured)
{
    constexpr qint64 FewestForPercentile = 100; // of fewer, the 99th percentile is the maximum
    constexpr std::chrono::milliseconds TooLate{10};
    constexpr std::chrono::milliseconds Bearable{1}; // whatever the latency is
    constexpr int LargestShare = 10; // one of so many parts
    if (lag.count < FewestForPercentile)
        return false;
    return lag.p99 >= TooLate
           || (lag.p99 > Bearable && measured.latency.count > 0
               && lag.p99 > measured.latency.p50 / LargestShare);
}

} // namespace

bool isLateItself(const Snapshot &measured)
{
    return isTooLate(measured.ownLag, measured);
}

bool isLateByScript(const Snapshot &measured)
{
    return measured.longScript && isTooLate(measured.loopLag, measured) && !isLateItself(measured);
}

double ratePerSecond(double count, std::chrono::microseconds time)
{
    const double seconds = std::chrono::duration<double>(time).count();
    return seconds > 0 ? count / seconds : 0;
}

} // namespace Molotov
