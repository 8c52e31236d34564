// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/report/reportverdict.h"
#include "core/control/run/runstate.h"
#include "core/control/words/runwords.h"
#include "core/model/loadcourse.h"

#include <QCoreApplication>
#include <QStringList>

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
    /// The target of the next run is looked at.
    void setChecking(bool isChecking) { m_isChecking = isChecking; }
    /// A sentence on the run that is under way, which stands beside all others until the next prepare().
    void addWarning(const QString &sentence) { m_warnings.append(sentence); }
    void setState(RunState state) { m_state = state; }
    void setSnapshot(const Snapshot &snapshot);
    void addMarker(const RunMarker &marker);
    /// Also takes in what was measured last.
    void setOutcome(const RunOutcome &outcome);

    RunState state() const { return m_state; }
    std::chrono::microseconds elapsed() const { return m_measured.elapsed; }
    qint64 successes() const { return m_measured.iterationsOk; }
    qint64 failures() const { return m_measured.iterationsFailed; }
    int activeWorkers() const { return m_measured.activeWorkers; }
    /// As many as are meant, at most.
    int totalWorkers() const { return m_totalWorkers; }
    /// The load that is meant, with all that was changed.
    const LoadCourse &course() const { return m_course; }
    int aliveProcesses() const;
    int totalProcesses() const { return m_profile.processes; }
    /// What limits the run: "the server"; empty while nobody can tell.
    QString limit() const;
    /// Whether its figures can be trusted: Neutral while nobody can tell.
    Tone trustTone() const;
    /// What the limit was found by, and what to do about it, for a tool tip.
    QString trustDetail() const;
    /// From 0 to 1, by duration or by max runs, whichever is nearer to its end; of a sizing, by the workers.
    double progress() const;
    /// Until the run ends by itself; nothing when that cannot be told.
    std::optional<std::chrono::microseconds> remaining() const;

    /// How the run went so far, in numbers to be read at a glance; empty until something was measured.
    QList<RunFigure> figures() const { return RunWords::figures(m_measured); }
    QString figuresLine() const { return RunWords::figuresLine(m_measured); }

    /// Of the end: by the goals; where there are none, by the failures.
    Tone tone() const;
    /// "Running", "Passed".
    QString headline() const;
    /// The same for a place where there is little room, with how far a run is: "45 %". Empty before a run.
    QString brief() const;
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
    QString reason() const; // of the end
    QStringList advice() const;
    Tone endTone() const;
    /// A sizing, or a search for the limit, has come to its end with a load.
    bool hasFoundLoad() const;
    /// The end is passed, failed or not judged, and not just an end.
    bool isJudged() const;
    bool isStoppedForGoal() const
    {
        return m_outcome && m_outcome->reason.code == RunReason::Code::GoalBroken;
    }
    QStringList verdictSentences() const;

    Profile m_profile;
    LoadCourse m_course;
    int m_totalWorkers = 1;
    RunState m_state = RunState::Idle;
    bool m_isChecking = false;
    QString m_obstacle;
    QStringList m_warnings;
    Snapshot m_measured; // the last
    std::optional<RunOutcome> m_outcome; // once it is over
    std::optional<ReportVerdict> m_verdict; // on m_outcome
    int m_silentProcesses = 0; // those that run and do not answer
    int m_deadProcesses = 0; // those that did not finish by themselves
};

} // namespace Molotov
