// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/trustedseconds.h"

#include "core/control/run/deltamerger.h"
#include "core/control/run/loadphasemerger.h"
#include "core/control/run/secondsum.h"
#include "core/control/trust/doubtfulspans.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

using std::chrono::microseconds;

namespace Molotov {

namespace {

microseconds overlap(microseconds from, microseconds to, microseconds otherFrom, microseconds otherTo)
{
    return std::max(microseconds(0), std::min(to, otherTo) - std::max(from, otherFrom));
}

// Totals of seconds, with what is known only of the whole run.
Snapshot merged(const Snapshot &seconds, const Snapshot &whole)
{
    auto merged = seconds;
    merged.startedAt = whole.startedAt;
    merged.elapsed = whole.elapsed;
    merged.activeWorkers = whole.activeWorkers;
    merged.longScript = whole.longScript;
    merged.errors = whole.errors;
    merged.helpers = whole.helpers;
    merged.trust = whole.trust;
    merged.sizing = whole.sizing;
    merged.limit = whole.limit;
    merged.goals = whole.goals;
    return merged;
}

} // namespace

microseconds doubtfulTime(const RunRecord &record)
{
    microseconds time{0};
    for (const auto &span : doubtfulSpans(record.outcome.series))
        time += overlap(std::chrono::seconds(span.from), std::chrono::seconds(span.to), microseconds(0),
                        record.entry.loadTime);
    return time;
}

Result<RunRecord> withoutDoubtful(const KeptRun &run)
{
    auto record = run.record;
    const auto loadTime = record.entry.loadTime;
    auto &load = record.outcome.load;
    QSet<int> doubtful;
    for (const auto &point : record.outcome.series) {
        if (!point.isTrusted)
            doubtful.insert(point.second);
    }
    if (doubtful.isEmpty())
        return record;
    SecondSum sum(record.info.scenarios);
    DeltaMerger ofLoad;
    microseconds leftOutOfLoad{0};
    for (const auto &second : run.seconds) {
        const microseconds from = std::chrono::seconds(second.point.second);
        const auto to = from + second.length;
        const bool isOfLoad = load && from >= load->from && to <= load->to;
        if (doubtful.contains(second.point.second)) {
            record.outcome.leftOut += overlap(from, to, microseconds(0), loadTime);
            leftOutOfLoad += isOfLoad ? second.length : microseconds(0);
            continue;
        }
        if (const auto added = sum.add(second.measured); !added)
            return added.error();
        if (isOfLoad)
            ofLoad.add(second.measured);
    }
    if (record.outcome.leftOut >= loadTime && loadTime.count() > 0)
        return Error{QCoreApplication::translate(
            "TrustedSeconds",
            "In no second of this run can its figures be trusted: there would be nothing left.")};
    sum.summarize(loadTime - record.outcome.leftOut);
    record.outcome.last = merged(sum.totals(), record.outcome.last);
    record.latencies = sum.times(GoalTimes::Latency, {}).sparse();
    if (load) {
        const auto rest =
            loadPhaseOf(record.info.scenarios, load->from, load->to - leftOutOfLoad, ofLoad.sum());
        if (!rest)
            return rest.error();
        load->measured = rest->measured;
        load->totals = rest->totals;
    }
    return record;
}

Result<RunRecord> readRecord(const QString &path, bool isWithoutDoubtful)
{
    if (isWithoutDoubtful) {
        const auto run = ResultReader::readRun(path);
        return run ? withoutDoubtful(*run) : Result<RunRecord>(run.error());
    }
    const auto reader = ResultReader::open(path);
    return reader ? reader->record() : Result<RunRecord>(reader.error());
}

} // namespace Molotov
