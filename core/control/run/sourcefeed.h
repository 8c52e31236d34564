// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runsink.h"

namespace Molotov {

class RunSource;

/// Lets a RunSource, which may live on another thread, say what a controller says.
class SourceFeed : public RunSink
{
public:
    /// The source must outlive the controller.
    explicit SourceFeed(RunSource *source)
        : m_source(source)
    {
    }

    void stateChanged(RunState state) override;
    void runBegan(const RunInfo &info) override;
    void secondsClosed(const QList<RunSecond> &seconds) override;
    void snapshotTaken(const Snapshot &snapshot) override;
    void workersChanged(int helper, const QList<Protocol::WorkerStatus> &changed) override;
    void sampled(const RunSample &sample) override;
    void traced(const Protocol::TracedExchange &exchange) override;
    void noted(const Protocol::TracedNote &note) override;
    void marked(const RunMarker &marker) override;
    void logged(const LogLine &line) override;
    void runEnded(const RunOutcome &outcome) override;

private:
    RunSource *m_source;
};

/// The points of the whole ones among these seconds.
QList<SeriesPoint> wholePoints(const QList<RunSecond> &seconds);

} // namespace Molotov
