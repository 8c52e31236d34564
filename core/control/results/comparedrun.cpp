// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/comparedrun.h"

#include "core/control/results/resultreader.h"
#include "core/control/run/runsecond.h"
#include "core/control/run/runstate.h"
#include "core/control/trust/trustrules.h"

#include <QCryptographicHash>
#include <QFileInfo>

#include <algorithm>
#include <numeric>

using std::chrono::microseconds;

namespace Molotov {

namespace {

microseconds lengthOf(const QList<RunSecond> &seconds)
{
    return std::accumulate(seconds.begin(), seconds.end(), microseconds(0),
                           [](microseconds sum, const RunSecond &second) { return sum + second.length; });
}

microseconds longestOf(const QList<RunSecond> &seconds)
{
    microseconds longest = std::chrono::seconds(1);
    for (const auto &second : seconds)
        longest = std::max(longest, second.length);
    return longest;
}

// All of about the same length, for they are drawn in place of each other: where some were joined, all are; a
// short rest at the end of the run goes with the last.
QList<RunSecond> even(const QList<RunSecond> &seconds, microseconds interval)
{
    const auto asOne = [](const QList<RunSecond> &several) {
        return several.size() == 1 ? several.first() : joined(several);
    };
    QList<RunSecond> result;
    QList<RunSecond> begun;
    for (const auto &second : seconds) {
        begun.append(second);
        if (lengthOf(begun) < interval)
            continue;
        result.append(asOne(begun));
        begun.clear();
    }
    if (begun.isEmpty())
        return result;
    if (!result.isEmpty() && lengthOf(begun) < interval / 2)
        begun.prepend(result.takeLast());
    result.append(asOne(begun));
    return result;
}

template <typename Endpoint>
qint64 failedOf(const Endpoint &endpoint)
{
    auto failed = endpoint.failed;
    for (auto it = endpoint.statuses.lowerBound(500); it != endpoint.statuses.end() && it.key() < 600; ++it)
        failed += *it;
    return failed;
}

ComparedSecond secondOf(const Protocol::EndpointDelta &endpoint)
{
    return {.latency = endpoint.latency,
            .count = endpoint.count - endpoint.aborted,
            .failed = failedOf(endpoint)};
}

ComparedSecond secondOf(const Protocol::StepDelta &step)
{
    return {.latency = step.duration, .count = step.ok + step.failed, .failed = step.failed};
}

ComparedName nameOf(const QString &method, const QString &name)
{
    return {.kind = ComparedName::Kind::Endpoint, .method = method, .name = name};
}

ComparedName nameOf(const QString &step)
{
    return {.kind = ComparedName::Kind::Step, .method = {}, .name = step};
}

ComparedTotals totalsOf(const Snapshot &measured)
{
    ComparedTotals totals{.count = measured.requests - measured.requestsAborted,
                          .failed = 0,
                          .latency = measured.latency,
                          .loadTime = measured.loadTime};
    for (const auto &endpoint : measured.endpoints)
        totals.failed += failedOf(endpoint);
    return totals;
}

/// Puts the seconds of each name together.
class Collector
{
public:
    Collector(qsizetype seconds, microseconds interval)
        : m_seconds(seconds)
        , m_interval(interval)
    {
    }

    void addSeries(const ComparedName &name, const ComparedTotals &totals)
    {
        m_series.append({.name = name,
                         .seconds = QList<ComparedSecond>(m_seconds),
                         .interval = m_interval,
                         .totals = totals});
    }
    void addToAll(qsizetype second, const ComparedSecond &measured)
    {
        add(m_series.first().seconds[second], measured);
    }
    void add(const ComparedName &name, qsizetype second, const ComparedSecond &measured)
    {
        // Most seconds have the endpoints in the same order, so that the search begins where it ended.
        for (qsizetype i = 0; i < m_series.size(); ++i) {
            m_next = (m_next + 1) % m_series.size();
            if (m_series.at(m_next).name == name) {
                add(m_series[m_next].seconds[second], measured);
                return;
            }
        }
    }

    const QList<ComparedSeries> &series() const { return m_series; }

private:
    static void add(ComparedSecond &sum, const ComparedSecond &measured)
    {
        if (measured.latency.isWellFormed())
            sum.latency.add(measured.latency);
        sum.count += measured.count;
        sum.failed += measured.failed;
    }

    qsizetype m_seconds;
    microseconds m_interval;
    QList<ComparedSeries> m_series;
    qsizetype m_next = 0;
};

QList<RunSecond> secondsIn(const LoadPhase &load, const QList<RunSecond> &seconds)
{
    QList<RunSecond> inside;
    for (const auto &second : seconds) {
        const microseconds begin = std::chrono::seconds(second.point.second);
        if (begin >= load.from && begin + second.length <= load.to)
            inside.append(second);
    }
    return inside;
}

QList<ComparedSeries> seriesOf(const Snapshot &measured, const QList<RunSecond> &seconds)
{
    const auto interval = longestOf(seconds);
    const auto intervals = even(seconds, interval);
    Collector collector(intervals.size(), interval);
    collector.addSeries({}, totalsOf(measured));
    for (const auto &endpoint : measured.endpoints)
        collector.addSeries(nameOf(endpoint.method, endpoint.name),
                            {.count = endpoint.count - endpoint.aborted,
                             .failed = failedOf(endpoint),
                             .latency = endpoint.latency,
                             .loadTime = measured.loadTime});
    for (const auto &step : measured.steps)
        collector.addSeries(nameOf(step.name), {.count = step.ok + step.failed,
                                                .failed = step.failed,
                                                .latency = step.duration,
                                                .loadTime = measured.loadTime});
    for (qsizetype i = 0; i < intervals.size(); ++i) {
        for (const auto &endpoint : intervals.at(i).measured.endpoints) {
            const auto second = secondOf(endpoint);
            collector.addToAll(i, second);
            collector.add(nameOf(endpoint.method, endpoint.name), i, second);
        }
        for (const auto &step : intervals.at(i).measured.steps)
            collector.add(nameOf(step.name), i, secondOf(step));
    }
    return collector.series();
}

// Of all files that a run was made of, wherever they were; empty if there are none.
QByteArray hashOf(const QList<SourceText> &sources)
{
    if (sources.isEmpty())
        return {};
    QStringList texts;
    for (const auto &source : sources)
        texts.append(QFileInfo(source.path).fileName() + QChar(u'\0') + source.content);
    texts.sort();
    return QCryptographicHash::hash(texts.join(QChar(u'\0')).toUtf8(), QCryptographicHash::Sha256);
}

} // namespace

ComparedRun comparedRun(const RunOutcome &outcome, const QList<RunSecond> &seconds)
{
    ComparedRun run;
    run.facts.profile = outcome.profile;
    run.facts.isIncomplete = outcome.end == RunOutcome::End::Failed;
    run.facts.wasStopped = outcome.end == RunOutcome::End::Stopped;
    run.facts.lostHelpers = outcome.lostHelpers();
    const auto &trust = outcome.last.trust;
    run.facts.isLimitedByComputer = hasEvidence(trust, TrustEvidence::Code::LateLoop);
    run.facts.isLateByScript =
        !run.facts.isLimitedByComputer && hasEvidence(trust, TrustEvidence::Code::LongScript);
    run.series = outcome.load ? seriesOf(outcome.load->totals, secondsIn(*outcome.load, seconds))
                              : seriesOf(outcome.last, seconds);
    return run;
}

ComparedRun comparedRun(const RunRecord &record, const QList<RunSecond> &seconds)
{
    auto run = comparedRun(record.outcome, seconds);
    run.facts.scenarioHash = hashOf(record.sources);
    // Computers of a kind are as good as the same one: those of a build service have a new name each time.
    if (!record.processor.isEmpty())
        run.facts.computer = QStringLiteral("%1, %2").arg(record.cores).arg(record.processor);
    if (!record.entry.isComplete) {
        run.facts.isIncomplete = true;
        run.facts.wasStopped = false;
    }
    return run;
}

Result<ComparedRun> readComparedRun(const QString &path)
{
    const auto run = ResultReader::readRun(path);
    if (!run)
        return run.error();
    return comparedRun(run->record, run->seconds);
}

} // namespace Molotov
