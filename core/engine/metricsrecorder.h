// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/errorlog.h"
#include "core/model/protocol/messages.h"

#include <QHash>
#include <QMap>

#include <chrono>
#include <span>
#include <utility>
#include <vector>

namespace Molotov {

class Clock;

/// Counts what a helper does, between one report and the next. Its memory depends on how many endpoints,
/// checks and errors there are, up to a bound, and not on how long the run is.
class MetricsRecorder
{
public:
    /// Endpoints and checks beyond so many are counted together, as "(other)".
    static constexpr int MaxNames = 1000;

    /// The clock must outlive this.
    explicit MetricsRecorder(const Clock &clock);

    /// The run's clock starts now.
    void start(int scenarioCount);
    std::chrono::microseconds elapsed() const;

    /// An exchange that brought a whole response.
    void addResponse(const QByteArray &method, const QString &name, int status,
                     std::chrono::microseconds latency);
    /// An exchange that ended without one.
    void addFailure(const QByteArray &method, const QString &name);
    void addTraffic(qint64 bytesIn, qint64 bytesOut);
    /// `scenario`: -1 when there was none to run.
    void addIteration(int scenario, bool ok, std::chrono::microseconds duration);
    void addToCheck(const QString &name, qint64 passed, qint64 failed);
    void addError(const ScriptError &error);
    /// Metrics of the script's own; it bounds their names itself (js/metrics.js).
    void addToCounter(const QString &name, double added);
    void addToTrend(const QString &name, std::span<const double> values);
    void setGauge(const Protocol::GaugeDelta &gauge);

    /// What was counted since the last take().
    Protocol::MetricsDelta take(int activeWorkers);

private:
    struct Endpoint
    {
        qint64 count = 0; // 0: nothing since the last take()
        qint64 failed = 0;
        QMap<int, qint64> statuses;
        Histogram latency;
    };
    struct Scenario
    {
        qint64 ok = 0;
        qint64 failed = 0;
        Histogram duration;
    };
    struct Check
    {
        qint64 passed = 0;
        qint64 failed = 0;
    };

    Endpoint &endpoint(const QByteArray &method, const QString &name);

    const Clock &m_clock;
    std::chrono::microseconds m_startedAt{0};
    qint64 m_bytesIn = 0;
    qint64 m_bytesOut = 0;
    QHash<std::pair<QByteArray, QString>, Endpoint> m_endpoints; // by method and name
    std::vector<Scenario> m_scenarios; // first of all, that of iterations without one
    QHash<QString, Check> m_checks;
    ErrorLog m_errors;
    QMap<QString, double> m_counters; // only what changed since the last take(), as the two below
    QMap<QString, Distribution> m_trends;
    QMap<QString, Protocol::GaugeDelta> m_gauges;
};

} // namespace Molotov
