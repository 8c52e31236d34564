// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/sourcefeed.h"

#include "core/control/run/runsource.h"

namespace Molotov {

namespace {

// Emits a signal on the source's thread: at once, if this is it.
template <typename Signal, typename... Values>
void tell(RunSource *source, Signal signal, const Values &...values)
{
    QMetaObject::invokeMethod(source, [source, signal, values...] { Q_EMIT(source->*signal)(values...); });
}

} // namespace

void SourceFeed::stateChanged(RunState state)
{
    tell(m_source, &RunSource::stateChanged, state);
}

void SourceFeed::runBegan(const RunInfo &info)
{
    tell(m_source, &RunSource::runBegan, info);
}

void SourceFeed::secondsClosed(const QList<RunSecond> &seconds)
{
    const auto points = wholePoints(seconds);
    if (!points.isEmpty())
        tell(m_source, &RunSource::pointsAdded, points);
}

void SourceFeed::snapshotTaken(const Snapshot &snapshot)
{
    tell(m_source, &RunSource::snapshotTaken, snapshot);
}

void SourceFeed::workersChanged(int helper, const QList<Protocol::WorkerStatus> &changed)
{
    tell(m_source, &RunSource::workersChanged, helper, changed);
}

void SourceFeed::sampled(const RunSample &sample)
{
    tell(m_source, &RunSource::sampled, sample);
}

void SourceFeed::traced(const Protocol::TracedExchange &exchange)
{
    tell(m_source, &RunSource::traced, exchange);
}

void SourceFeed::noted(const Protocol::TracedNote &note)
{
    tell(m_source, &RunSource::noted, note);
}

void SourceFeed::marked(const RunMarker &marker)
{
    tell(m_source, &RunSource::marked, marker);
}

void SourceFeed::logged(const LogLine &line)
{
    tell(m_source, &RunSource::logged, line);
}

void SourceFeed::runEnded(const RunOutcome &outcome)
{
    tell(m_source, &RunSource::runEnded, outcome);
}

QList<SeriesPoint> wholePoints(const QList<RunSecond> &seconds)
{
    QList<SeriesPoint> points;
    for (const auto &second : seconds) {
        if (second.isWhole())
            points.append(second.point);
    }
    return points;
}

} // namespace Molotov
