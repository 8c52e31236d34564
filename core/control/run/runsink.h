// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runsecond.h"
#include "core/control/run/runstate.h"
#include "core/model/result.h"

#include <QDateTime>
#include <QList>

namespace Molotov {

/// What is known of a run when its load begins.
struct RunInfo
{
    Profile profile;
    QList<Protocol::ScenarioInfo> scenarios;
    QDateTime startedAt;
    quint64 seed = 0; ///< what chance decided follows from it
    QStringList
        sourceFiles; ///< the scenario file, extensions and what they import, but no packages; absolute
};

/// A failed iteration, kept as evidence.
struct RunSample
{
    int group = 0; ///< of its error: index in Snapshot::errors
    int helper = 0;
    Protocol::ErrorSample sample; ///< places are of the user's own files

    bool operator==(const RunSample &) const = default;
};

/// Is told by a RunController what is new of its runs, each thing once. The order for a run: stateChanged
/// (Compiling), prepareRun, …, runBegan, stateChanged(Running), what is measured, and runEnded, after which
/// no helper is left. A run that does not get to Running has no runBegan.
///
/// Called on the controller's thread, which must not be made to wait: the run is timed there.
class RunSink
{
public:
    virtual ~RunSink() = default;

    /// A run is about to be compiled. An error, which is one sentence for people, ends it before anything is
    /// started: as one of its settings. Whatever is opened here is closed in runEnded(), which always
    /// follows.
    virtual Status prepareRun(const Profile &profile)
    {
        Q_UNUSED(profile)
        return {};
    }
    virtual void stateChanged(RunState state) { Q_UNUSED(state) }
    virtual void runBegan(const RunInfo &info) { Q_UNUSED(info) }
    /// In their order; the last one may be a short one.
    virtual void secondsClosed(const QList<RunSecond> &seconds) { Q_UNUSED(seconds) }
    /// All that was measured so far, at each tick of the settings and once more at the end. It may be ahead
    /// of the seconds, but for the last one, which follows all of them.
    virtual void snapshotTaken(const Snapshot &snapshot) { Q_UNUSED(snapshot) }
    /// The workers of one helper that are not as they were; positions count from 0 in each helper.
    virtual void workersChanged(int helper, const QList<Protocol::WorkerStatus> &changed)
    {
        Q_UNUSED(helper)
        Q_UNUSED(changed)
    }
    /// At most Protocol::MaxSamplesOfGroup of a group of errors, once the group is known; of the whole run at
    /// most Protocol::MaxSamplesOfRun.
    virtual void sampled(const RunSample &sample) { Q_UNUSED(sample) }
    /// Only of runs with RunSettings::traceExchanges, as both come and in the order of logged(): at most
    /// Protocol::MaxTracedExchanges and Protocol::MaxTracedNotes. Places are of the user's own files.
    virtual void traced(const Protocol::TracedExchange &exchange) { Q_UNUSED(exchange) }
    virtual void noted(const Protocol::TracedNote &note) { Q_UNUSED(note) }
    /// The load was changed, or a person has noted something.
    virtual void marked(const RunMarker &marker) { Q_UNUSED(marker) }
    virtual void logged(const LogLine &line) { Q_UNUSED(line) }
    virtual void runEnded(const RunOutcome &outcome) { Q_UNUSED(outcome) }
};

} // namespace Molotov
