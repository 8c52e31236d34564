// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runstate.h"

#include <QCoreApplication>
#include <QList>

namespace Molotov {

/// A number of a run that says how it went.
struct RunFigure
{
    QString caption; ///< "Requests/s"
    QString value; ///< "1,234"

    bool operator==(const RunFigure &) const = default;
};

/// What people read of a run, in a window, a terminal or a report: pure functions of what was measured.
class RunWords
{
    Q_DECLARE_TR_FUNCTIONS(RunWords)

public:
    /// "1 worker", "1,200 workers"; as the two that follow.
    static QString workers(qint64 count);
    static QString processes(qint64 count);
    static QString iterations(qint64 count);
    /// The load that is meant: "2 processes of 10 workers", "a rate of 100/s in 1 process with up to 500
    /// users".
    static QString load(const Profile &profile);
    /// Which time of the run a load phase is, such as “10 s to 60 s”.
    static QString timeOf(const LoadPhase &load);

    /// "Helper 2 (process 1234)"; `index` counts from 0, and there is no process without a pid.
    static QString helper(int index, qint64 pid);

    /// "Finished".
    static QString end(RunOutcome::End end);
    /// How many iterations there were, and how many of them failed; and whether requests waited before they
    /// were sent.
    static QString verdict(const Snapshot &measured);
    /// What matters first: requests a second, p50, p95 and p99 of the latency, and what part failed, of the
    /// requests or of the iterations, whichever is larger. Empty when nothing was measured.
    static QList<RunFigure> figures(const Snapshot &measured);
    /// The same in a line: "Requests/s 1,234, p50 2.00 ms, …".
    static QString figuresLine(const Snapshot &measured);
    /// What is said when the first iteration is dropped.
    static QString droppingBegan();
    /// That all iterations fail, with the most frequent error, and what to do; only when measured.isInVain.
    static QString inVain(const Snapshot &measured);
    /// Why the test has failed; only when outcome.hasTooManyFailures().
    static QString tooManyFailures(const RunOutcome &outcome);
    /// Only when outcome.lostHelpers() > 0.
    static QString lostHelpers(const RunOutcome &outcome);
    /// "ok", "broken".
    static QString goalState(GoalStatus::State state);
    /// That a goal is broken, or was not judged; only when it is so.
    static QString missedGoal(const GoalStatus &goal);
    /// What a sizing came to.
    static QString sizing(const SizingResult &result);

    /// Why the run ended as it did, in one or more sentences; empty when there is nothing to say.
    static QString reason(const RunOutcome &outcome);
    /// Why it failed, or ended before its time; `losses`: as in a RunOutcome.
    static QString reason(const RunReason &reason, const QList<HelperLoss> &losses = {});
    /// What became of a helper, without a full stop.
    static QString loss(const HelperLoss &loss);
    /// Without a full stop.
    static QString problem(const RunProblem &problem);
    /// What an error of a run says, whoever it comes from.
    static QString message(const ErrorGroup &group);

private:
    static QString ended(const Snapshot &measured);
    static QString waiting(const Snapshot &measured);
};

} // namespace Molotov
