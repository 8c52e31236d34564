// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runstate.h"

#include <QCoreApplication>

#include <chrono>
#include <optional>

namespace Molotov {

/// Where a run stands, in the numbers and sentences of the run page's banner and footer.
class RunStatus
{
    Q_DECLARE_TR_FUNCTIONS(RunStatus)

public:
    /// How the banner looks.
    enum class Tone { Neutral, Busy, Good, Warning, Bad };

    /// Begins anew for this profile.
    void prepare(const Profile &profile);
    /// Why the profile cannot be started, in a sentence; empty when it can.
    void setObstacle(const QString &obstacle) { m_obstacle = obstacle; }
    void setState(RunState state) { m_state = state; }
    void setSnapshot(const Snapshot &snapshot);
    /// Also takes in what was measured last.
    void setOutcome(const RunOutcome &outcome);

    RunState state() const { return m_state; }
    std::chrono::microseconds elapsed() const { return m_elapsed; }
    qint64 successes() const { return m_successes; }
    qint64 failures() const { return m_failures; }
    int activeWorkers() const { return m_activeWorkers; }
    int totalWorkers() const { return m_profile.processes * m_profile.workers; }
    int aliveProcesses() const { return m_aliveProcesses; }
    int totalProcesses() const { return m_profile.processes; }
    /// How late the event loops of the processes were.
    const LatencySummary &loopLag() const { return m_loopLag; }
    /// So late that it shows in the latencies.
    bool isLate() const { return m_isLate; }
    /// What the lag is, how large it is, and what to do about it, for a tool tip.
    QString lagDetail() const;
    /// From 0 to 1, by duration or by max runs, whichever is nearer to its end; of a sizing, by the workers.
    double progress() const;
    /// Until the run ends by itself; nothing when that cannot be told.
    std::optional<std::chrono::microseconds> remaining() const;

    Tone tone() const;
    /// "Running".
    QString headline() const;
    /// What there is to say beside the headline; may be empty.
    QString detail() const;

private:
    double runsProgress() const;
    double durationProgress() const;
    double sizingProgress() const;
    QString invitation() const;
    QString runningDetail() const;
    QString sizingDetail() const;
    QString endDetail() const;
    QString verdict() const;
    QString lagAdvice() const;
    QString scriptAdvice() const;

    Profile m_profile;
    RunState m_state = RunState::Idle;
    std::optional<RunOutcome::End> m_end;
    QString m_obstacle;
    QString m_reason; // of the end
    bool m_hasTooManyFailures = false;
    std::optional<SizingResult> m_sizing; // of a run that is one
    std::chrono::microseconds m_elapsed{0};
    qint64 m_successes = 0;
    qint64 m_failures = 0;
    int m_activeWorkers = 0;
    LatencySummary m_loopLag;
    std::chrono::microseconds m_ownLag{0}; // the most, without what scripts caused
    bool m_isLate = false;
    int m_aliveProcesses = 0;
    std::optional<LongScript> m_lateByScript; // if one made it late
    int m_silentProcesses = 0; // those that run and do not answer
    int m_deadProcesses = 0; // those that did not finish by themselves
};

} // namespace Molotov
