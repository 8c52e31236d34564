// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runsink.h"

#include <QObject>

namespace Molotov {

/// Where what is shown of a run comes from. All is told by signals, on the thread of whoever shows it, in the
/// order of RunSink; nothing is emitted from within a call of a function of it.
class RunSource : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

Q_SIGNALS:
    void stateChanged(Molotov::RunState state);
    /// Once for each run, before its first snapshot.
    void runBegan(const Molotov::RunInfo &info);
    /// The whole seconds that follow those of before.
    void pointsAdded(const QList<Molotov::SeriesPoint> &points);
    void snapshotTaken(const Molotov::Snapshot &snapshot);
    void workersChanged(int helper, const QList<Molotov::Protocol::WorkerStatus> &changed);
    /// Its group may come with the next snapshot only.
    void sampled(const Molotov::RunSample &sample);
    void traced(const Molotov::Protocol::TracedExchange &exchange);
    void noted(const Molotov::Protocol::TracedNote &note);
    void marked(const Molotov::RunMarker &marker);
    void logged(const Molotov::LogLine &line);
    void runEnded(const Molotov::RunOutcome &outcome);
};

} // namespace Molotov
