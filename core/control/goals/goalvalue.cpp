// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/goals/goalvalue.h"

#include "core/control/goals/goalmeasures.h"

#include <algorithm>
#include <array>

namespace Molotov {

namespace {

constexpr int FirstErrorStatus = 400;

/// A count, and what it is a share of.
struct Counted
{
    double part = 0;
    double whole = 0;
};

struct RequestCounts
{
    qint64 sent = 0;
    qint64 answered = 0;
    qint64 failed = 0;
    QMap<int, qint64> statuses;
    bool isKnown = false; // there is such an endpoint

    qint64 with(const StatusRange &range) const
    {
        qint64 count = 0;
        for (auto it = statuses.lowerBound(range.first); it != statuses.end() && it.key() <= range.last; ++it)
            count += it.value();
        return count;
    }
};

RequestCounts requestsOf(const Snapshot &totals, const QString &name)
{
    RequestCounts counts{.isKnown = name.isEmpty()};
    for (const auto &endpoint : totals.endpoints) {
        if (!nameFits(name, endpoint))
            continue;
        counts.isKnown = true;
        counts.sent += endpoint.count;
        counts.failed += endpoint.failed;
        counts.answered += endpoint.count - endpoint.failed - endpoint.aborted;
        for (auto it = endpoint.statuses.begin(); it != endpoint.statuses.end(); ++it)
            counts.statuses[it.key()] += it.value();
    }
    return counts;
}

// Nothing of an endpoint that nobody called is measured; and nothing failed where nothing could.
std::optional<Counted> countedRequests(const Goal &goal, const Snapshot &totals)
{
    constexpr StatusRange AllErrors{FirstErrorStatus, 999};
    const auto counts = requestsOf(totals, goal.name);
    const auto outcomes = double(counts.answered + counts.failed);
    const auto share = [](qint64 part, double whole) {
        return whole > 0 ? std::optional(Counted{double(part), whole}) : std::nullopt;
    };
    switch (goal.measure) {
    case GoalMeasure::Failed:
        return share(counts.failed, outcomes);
    case GoalMeasure::Errors:
        return share(counts.failed + counts.with(AllErrors), outcomes);
    case GoalMeasure::Status:
        return share(counts.with(goal.statuses), double(counts.answered));
    default:
        return counts.isKnown ? std::optional(Counted{double(counts.sent), 0}) : std::nullopt;
    }
}

/// How often scenarios or steps came to an end, and how often they failed.
struct Ends
{
    qint64 ok = 0;
    qint64 failed = 0;
    bool isKnown = false;

    std::optional<Counted> all() const
    {
        return isKnown ? std::optional(Counted{double(ok + failed), 0}) : std::nullopt;
    }
    std::optional<Counted> failures() const
    {
        return ok + failed > 0 ? std::optional(Counted{double(failed), double(ok + failed)}) : std::nullopt;
    }
};

template <typename Metrics>
Ends endsOf(const QList<Metrics> &list, const QString &name)
{
    Ends ends;
    for (const auto &one : list) {
        if (!name.isEmpty() && one.name != name)
            continue;
        ends.ok += one.ok;
        ends.failed += one.failed;
        ends.isKnown = true;
    }
    return ends;
}

// Some iterations have failed that are of no scenario, since none could be picked.
Ends iterationsOf(const Snapshot &totals, const QString &name)
{
    return name.isEmpty() ? Ends{totals.iterationsOk, totals.iterationsFailed, true}
                          : endsOf(totals.scenarios, name);
}

std::optional<Counted> countedChecks(const Snapshot &totals, const QString &name)
{
    Counted counted;
    for (const auto &check : totals.checks) {
        if (!name.isEmpty() && check.name != name)
            continue;
        counted.part += double(check.passed);
        counted.whole += double(check.passed + check.failed);
    }
    return counted.whole > 0 ? std::optional(counted) : std::nullopt;
}

template <typename Metrics>
std::optional<Metrics> ofName(const QList<Metrics> &list, const QString &name)
{
    const auto found =
        std::find_if(list.begin(), list.end(), [&name](const auto &one) { return one.name == name; });
    return found == list.end() ? std::nullopt : std::optional(*found);
}

std::optional<Counted> counted(const Goal &goal, const GoalMeasures &measures)
{
    const auto &totals = measures.totals();
    switch (goal.measure) {
    case GoalMeasure::Requests:
    case GoalMeasure::Failed:
    case GoalMeasure::Errors:
    case GoalMeasure::Status:
        return countedRequests(goal, totals);
    case GoalMeasure::Iterations:
    case GoalMeasure::Scenario:
        return iterationsOf(totals, goal.name).all();
    case GoalMeasure::IterationsFailed:
        return iterationsOf(totals, goal.name).failures();
    case GoalMeasure::Step:
        return endsOf(totals.steps, goal.name).all();
    case GoalMeasure::StepFailed:
        return endsOf(totals.steps, goal.name).failures();
    case GoalMeasure::Check:
        return countedChecks(totals, goal.name);
    case GoalMeasure::Counter:
        if (const auto counter = ofName(totals.counters, goal.name))
            return Counted{counter->total, 0};
        return std::nullopt;
    case GoalMeasure::Trend:
        if (const auto count = measures.trendValues(goal.name).count(); count > 0)
            return Counted{double(count), 0};
        return std::nullopt;
    case GoalMeasure::Latency:
    case GoalMeasure::ResponseTime:
    case GoalMeasure::Gauge:
    case GoalMeasure::Trust:
        return std::nullopt;
    }
    Q_UNREACHABLE();
}

double inUnit(double microseconds, GoalUnit unit)
{
    return microseconds / microsecondsOf(unit);
}

std::optional<double> ofTimes(const Goal &goal, const Histogram &times)
{
    if (times.count() == 0)
        return std::nullopt;
    switch (goal.statistic) {
    case GoalStatistic::Min:
        return inUnit(double(times.min().count()), goal.unit);
    case GoalStatistic::Max:
        return inUnit(double(times.max().count()), goal.unit);
    case GoalStatistic::Mean:
        return inUnit(times.mean(), goal.unit);
    default:
        return inUnit(double(times.percentile(goal.fraction()).count()), goal.unit);
    }
}

std::optional<double> ofTrend(const Goal &goal, const Distribution &values)
{
    if (values.count() == 0)
        return std::nullopt;
    switch (goal.statistic) {
    case GoalStatistic::Min:
        return values.min();
    case GoalStatistic::Max:
        return values.max();
    case GoalStatistic::Mean:
        return values.mean();
    default:
        return values.percentiles(std::array{goal.fraction()}).front();
    }
}

std::optional<double> ofGauge(const Goal &goal, const Snapshot &totals)
{
    const auto gauge = ofName(totals.gauges, goal.name);
    if (!gauge)
        return std::nullopt;
    return goal.statistic == GoalStatistic::Min   ? gauge->min
           : goal.statistic == GoalStatistic::Max ? gauge->max
                                                  : gauge->last;
}

std::optional<double> ofTrust(const Snapshot &totals)
{
    return totals.trust ? std::optional(totals.trust->isOk ? 1.0 : 0.0) : std::nullopt;
}

} // namespace

std::optional<double> measuredValue(const Goal &goal, const GoalMeasures &measures)
{
    const auto loadTime = measures.totals().loadTime;
    if (loadTime.count() <= 0)
        return std::nullopt;
    if (goal.statistic == GoalStatistic::Count || goal.statistic == GoalStatistic::Rate) {
        const auto value = counted(goal, measures);
        if (!value || goal.statistic == GoalStatistic::Count)
            return value ? std::optional(value->part) : std::nullopt;
        return goal.unit == GoalUnit::Percent ? 100 * value->part / value->whole
                                              : ratePerSecond(value->part, loadTime);
    }
    switch (goal.measure) {
    case GoalMeasure::ResponseTime:
        return ofTimes(goal, measures.times(GoalTimes::ResponseTime, goal.name));
    case GoalMeasure::Scenario:
        return ofTimes(goal, measures.times(GoalTimes::Scenario, goal.name));
    case GoalMeasure::Step:
        return ofTimes(goal, measures.times(GoalTimes::Step, goal.name));
    case GoalMeasure::Trend:
        return ofTrend(goal, measures.trendValues(goal.name));
    case GoalMeasure::Gauge:
        return ofGauge(goal, measures.totals());
    case GoalMeasure::Trust:
        return ofTrust(measures.totals());
    default:
        return ofTimes(goal, measures.times(GoalTimes::Latency, goal.name));
    }
}

} // namespace Molotov
