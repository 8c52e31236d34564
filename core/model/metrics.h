// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/distribution.h"
#include "core/model/effort.h"
#include "core/model/errorgroup.h"
#include "core/model/goal.h"
#include "core/model/histogram.h"
#include "core/model/limit.h"
#include "core/model/phases.h"
#include "core/model/trust.h"

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>

#include <array>
#include <chrono>
#include <optional>

namespace Molotov {

/// What people read off a Histogram.
struct LatencySummary
{
    qint64 count = 0;
    std::chrono::microseconds min{0};
    double mean = 0; ///< microseconds
    std::chrono::microseconds p50{0};
    std::chrono::microseconds p90{0};
    std::chrono::microseconds p95{0};
    std::chrono::microseconds p99{0};
    std::chrono::microseconds p999{0};
    std::chrono::microseconds max{0};

    bool operator==(const LatencySummary &) const = default;
};

LatencySummary summarize(const Histogram &histogram);

/// Whether response times were longer than what was measured from the sending, by so much that people want to
/// know why: by a tenth, and by a millisecond.
bool isLonger(std::chrono::microseconds responseTime, std::chrono::microseconds latency);

/// The exchanges of one method and name: count = those with a whole response + failed + aborted.
struct EndpointMetrics
{
    QString method;
    QString name;
    qint64 count = 0;
    qint64 failed = 0; ///< got no whole response
    qint64 aborted = 0; ///< cut off by us when the run was stopped or over
    qint64 retried = 0; ///< sent again on another connection; not in `count`
    QMap<int, qint64> statuses; ///< HTTP status → count
    LatencySummary latency; ///< from the sending to the last byte of the body, of those with a whole response
    /// Of the same, from the moment that each was meant to go out: when the script called, and earlier by as
    /// much as its iteration began late.
    LatencySummary responseTime;
    LatencySummary failedLatency; ///< from the sending to the failure, of those that failed
    Phases<LatencySummary> phases; ///< of those with a whole response, each as far as it is known

    bool operator==(const EndpointMetrics &) const = default;
};

/// Of a response, by the first digit of its status.
enum class StatusClass { Success, Redirection, ClientError, ServerError, Other };
constexpr int StatusClassCount = 5;

StatusClass classOf(int status);
qint64 responsesOf(const EndpointMetrics &endpoint, StatusClass which);

/// The iterations of one scenario.
struct ScenarioMetrics
{
    QString name;
    qint64 ok = 0;
    qint64 failed = 0;
    qint64 aborted = 0; ///< cut off by us when the run was stopped or over
    LatencySummary duration; ///< of those that are ok
    LatencySummary failedDuration;
    std::chrono::microseconds scriptTime{0}; ///< in which its JavaScript ran, found by samples

    bool operator==(const ScenarioMetrics &) const = default;
};

/// The steps of one name: measured parts of iterations.
struct StepMetrics
{
    QString name; ///< "outer / inner" of a step in another
    qint64 ok = 0;
    qint64 failed = 0;
    qint64 aborted = 0; ///< cut off by the end of the iteration
    qint64 requests = 0; ///< that were sent in such a step, or in a step in it
    LatencySummary duration; ///< of those that are ok
    LatencySummary failedDuration;

    bool operator==(const StepMetrics &) const = default;
};

/// The outcomes of one `check(name, ok)`.
struct CheckMetrics
{
    QString name;
    qint64 passed = 0;
    qint64 failed = 0;

    bool operator==(const CheckMetrics &) const = default;
};

/// A counter of the scenario's own.
struct CounterMetrics
{
    QString name;
    double total = 0; ///< all that was added

    bool operator==(const CounterMetrics &) const = default;
};

/// A trend of the scenario's own: the distribution of the values that were added, in a unit that only the
/// scenario knows.
struct TrendMetrics
{
    QString name;
    qint64 count = 0;
    double min = 0;
    double mean = 0;
    double p50 = 0;
    double p90 = 0;
    double p95 = 0;
    double p99 = 0;
    double max = 0;

    bool operator==(const TrendMetrics &) const = default;
};

TrendMetrics summarize(const QString &name, const Distribution &values);

/// A gauge of the scenario's own.
struct GaugeMetrics
{
    QString name;
    double last = 0; ///< of the helper that reported last
    double min = 0; ///< of all values of all helpers
    double max = 0;

    bool operator==(const GaugeMetrics &) const = default;
};

struct HelperMetrics
{
    int index = 0;
    qint64 pid = 0;
    HelperEnd end = HelperEnd::Running;
    bool isSilent = false; ///< it runs, but nothing has been heard of it for some seconds
    qint64 requests = 0;
    LatencySummary loopLag; ///< how late its event loop was
    HelperEffort effort;

    bool operator==(const HelperMetrics &) const = default;
};

/// One second of a run, as the charts show it.
struct SeriesPoint
{
    int second = 0; ///< since the start of the run; this point covers [second, second + 1)
    double okRate = 0; ///< iterations a second
    double failedRate = 0;
    double requestRate = 0;
    double requestFailedRate = 0; ///< of requests that got no whole response
    std::array<double, StatusClassCount> statusRates{}; ///< of responses, by StatusClass
    std::chrono::microseconds p50{0}; ///< of the exchanges of this second that brought a whole response
    std::chrono::microseconds p95{0};
    std::chrono::microseconds p99{0};
    std::chrono::microseconds max{0};
    std::chrono::microseconds responseP95{0}; ///< of their response times
    int activeWorkers = 0; ///< the most at once
    bool isTrusted = true; ///< as TrustVerdict::isOk, of this second

    bool operator==(const SeriesPoint &) const = default;
};

/// How a sizing stands, or what it came to.
struct SizingResult
{
    enum class Verdict {
        NotFinished,
        LimitFound, ///< more iterations failed than are tolerated
        TargetHeld, ///< all workers were there for a whole window, and no more failed than are tolerated
    };

    Verdict verdict = Verdict::NotFinished;
    int workers = 0; ///< that had ever begun
    // The window of the verdict, or the one under way:
    qint64 ok = 0; ///< iterations
    qint64 failed = 0;
    double tolerance = 0; ///< percent

    /// Of the window's iterations.
    double failedPercent() const
    {
        return ok + failed > 0 ? 100.0 * double(failed) / double(ok + failed) : 0;
    }

    bool operator==(const SizingResult &) const = default;
};

/// The requests of what sets up and tears down the run, its workers and their sessions. They are no load.
struct FixtureMetrics
{
    qint64 requests = 0;
    qint64 failed = 0;
    qint64 aborted = 0;
    qint64 retried = 0;
    qint64 bytesIn = 0;
    qint64 bytesOut = 0;
    QList<EndpointMetrics> endpoints;

    bool operator==(const FixtureMetrics &) const = default;
};

/// A script that kept a helper busy for so long that all else had to wait.
struct LongScript
{
    std::chrono::microseconds time{0};
    QString name; ///< of the function
    QString place; ///< in the user's own files; empty = not known

    bool operator==(const LongScript &) const = default;
};

/// All that has been measured up to a moment: the deltas of all helpers merged.
struct Snapshot
{
    QDateTime startedAt;
    std::chrono::microseconds elapsed{0};
    std::chrono::microseconds loadTime{0}; ///< in which load was meant to run; rates are over this time
    qint64 iterationsOk = 0;
    qint64 iterationsFailed = 0;
    qint64 iterationsAborted = 0; ///< cut off by us when the run was stopped or over
    qint64 iterationsDropped = 0; ///< did not begin when they were meant to, as no user was free
    qint64 iterationsLate = 0; ///< began later than the pacing says
    LatencySummary responseTime; ///< of iterations that are ok, from the moment that they were meant to begin
    qint64 requests = 0; ///< of iterations, as all that follows of requests
    qint64 requestsFailed = 0; ///< got no whole response
    qint64 requestsAborted = 0; ///< cut off by us when the run was stopped or over
    qint64 requestsRetried = 0; ///< sent again on another connection; not in `requests`
    qint64 bytesIn = 0;
    qint64 bytesOut = 0;
    int activeWorkers = 0;
    LatencySummary latency; ///< of requests with a whole response
    LatencySummary requestResponseTime; ///< of the same, as EndpointMetrics::responseTime
    LatencySummary failedLatency; ///< of requests that failed
    Phases<LatencySummary> phases; ///< as of EndpointMetrics
    LatencySummary loopLag; ///< how late the event loops of the helpers were; `latency` may hold a part of it
    LatencySummary ownLag; ///< the same without what long scripts caused
    LatencySummary queued; ///< how long iterations and requests that could go on waited; no part of `latency`
    std::optional<LongScript> longScript; ///< the longest, if there was one
    QList<EndpointMetrics> endpoints;
    FixtureMetrics fixtures;
    QList<ScenarioMetrics> scenarios;
    QList<StepMetrics> steps;
    QList<CheckMetrics> checks;
    QList<CounterMetrics> counters;
    QList<TrendMetrics> trends;
    QList<GaugeMetrics> gauges;
    QList<ErrorGroup> errors; ///< places are of the user's own files
    QList<HelperMetrics> helpers;
    std::optional<double> currentRate; ///< requests a second, in the last second that is known as a whole
    HelperEffort effort; ///< of all helpers
    MachineUse machine; ///< of this computer, while the run went on
    std::optional<TrustVerdict> trust; ///< empty = too little was measured for one
    std::optional<SizingResult> sizing; ///< only of a run that is one
    bool isInVain = false; ///< of a run that goes on: nothing but failures for long (failurestreak.h)
    std::optional<LimitResult> limit; ///< only of a run that looks for its limit
    QList<GoalStatus> goals; ///< how the run stands to each of them

    bool operator==(const Snapshot &) const = default;
};

/// 0 as long as no time has passed.
double ratePerSecond(double count, std::chrono::microseconds time);

} // namespace Molotov
