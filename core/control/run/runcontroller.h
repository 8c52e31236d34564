// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/goals/goaljudge.h"
#include "core/control/machine/machineprobe.h"
#include "core/control/programs.h"
#include "core/control/run/failurestreak.h"
#include "core/control/run/limitfinder.h"
#include "core/control/run/loadphasemerger.h"
#include "core/control/run/runsettings.h"
#include "core/control/run/runsink.h"
#include "core/control/run/sizing.h"
#include "core/control/run/snapshotmerger.h"
#include "core/model/loadcourse.h"

#include <QHash>
#include <QMap>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace Molotov {

class HelperTeam;
class ScenarioCompiler;

/// Runs a profile from Start to its outcome: compiles the scenario, starts the helpers, merges what they
/// report and sees that none is left. One run after the other.
///
/// Commands take effect, and sinks are told, only after control returns to the event loop; state() is what
/// they were told last. Must not be deleted from within a call of a sink.
class RunController : public QObject
{
    Q_OBJECT

public:
    explicit RunController(Programs programs, QObject *parent = nullptr);
    RunController(Programs programs, const RunSettings &settings, QObject *parent = nullptr);
    ~RunController() override;

    /// Is told of all that happens from now on, after those that were added before. Not owned; must live as
    /// long as this.
    void addSink(RunSink *sink) { m_sinks.append(sink); }

    /// Without effect while a run is under way.
    void startRun(const Profile &profile);
    /// Lets iterations under way finish. Without effect when no run is under way.
    void stopRun();
    /// Aborts what is under way.
    void stopRunNow();
    /// Changes the load of the run from now on. What cannot be is left, and said in the log.
    void changeLoad(const LoadChange &change);
    /// Marks this moment of a run; the note may be empty.
    void addMarker(const QString &note);

    RunState state() const { return m_state; }

private:
    template <typename... Parameters, typename... Values>
    void tell(void (RunSink::*what)(Parameters...), const Values &...values)
    {
        for (auto *sink : std::as_const(m_sinks))
            (sink->*what)(values...);
    }
    void begin(const Profile &profile);
    Status prepareSinks();
    void compile();
    void startHelpers(const CompiledScenario &scenario);
    void connectTeam();
    void startLoad(const QList<Protocol::ScenarioInfo> &scenarios);
    void addDelta(int helper, const Protocol::MetricsDelta &delta);
    void tellSamples(int helper);
    void connectTrace();
    void onBroke(const Protocol::RunBroken &why);
    void addProblem(int helper, const RunProblem &problem);
    void warn(int helper, const QString &text);
    void onHelperEnded(int helper, const std::optional<HelperLoss> &loss);
    void addLoss(int helper, const HelperLoss &loss);
    void onTeamEnded();
    void tick();
    void measureMachine();
    void watchHelpers();
    void onSizingChanged();
    void stopForGoal();
    void suggestToStop(const Snapshot &taken);

    void findLimit(const QList<RunSecond> &seconds);
    void change(const LoadChange &change);
    void applyChange(const LoadChange &change, std::chrono::microseconds at);
    void mark(const QString &note);
    void tellMarker(const RunMarker &marker);
    void onIdled(int helper, const Protocol::LoadIdle &idle);
    void stopIfAllIsDone();
    void stop(bool now);
    void failOfScenario(const QString &why);
    void fail(RunOutcome::Failure failure, const RunReason &reason);
    void endHelpers(bool now);
    void finish();
    Snapshot snapshot(std::chrono::microseconds now);
    const GoalMeasures *loadMeasures() const { return m_load.hasPhase() ? &m_load : nullptr; }
    void dropCompiler();
    void step(RunState state);
    void noteLastWord();
    std::chrono::microseconds elapsed() const;
    void log(Protocol::LogLevel level, int helper, const QString &text);
    void tellSeconds(const QList<RunSecond> &seconds);
    QStringList sourceFiles() const;

    const Programs m_programs;
    const RunSettings m_settings;
    QList<RunSink *> m_sinks;
    RunState m_state = RunState::Idle;
    QTimer m_ticker;

    // Of the run:
    RunOutcome m_outcome;
    CompiledScenario m_scenario;
    ScenarioCompiler *m_compiler = nullptr; // while compiling
    HelperTeam *m_team = nullptr; // from Starting on
    SnapshotMerger m_merger;
    MachineProbe m_machine;
    LoadPhaseMerger m_load;
    quint64 m_seed = 0;
    std::optional<Sizing> m_sizing; // of a run that is one
    std::optional<LimitFinder> m_limit; // of a run that looks for one
    GoalJudge m_goals;
    FailureStreak m_failures;
    bool m_hasSuggestedStop = false;
    std::optional<std::chrono::microseconds> m_startedAt; // StartRun
    std::chrono::microseconds m_lastTick{0};
    std::chrono::microseconds m_watched{0}; // of the run, without the time in which we did not run ourselves
    std::chrono::microseconds m_lastWord{0}; // when the last helper had finished or was gone
    std::chrono::microseconds m_workersTold{0}; // when the helpers last heard how many workers there are
    int m_finishedHelpers = 0;
    LoadCourse m_course;
    int m_changes = 0; // that the helpers were told
    QMap<int, Protocol::LoadIdle> m_idle; // by helper: what it said last
    QSet<int> m_helpersAtEnd; // they have no load any more, whatever it changes to
    QSet<QString> m_warnings; // that were said
    QHash<int, QList<Protocol::ErrorSample>> m_heldSamples; // of helpers: their errors are not counted yet
    QHash<int, int> m_samplesOfGroup; // how many were told
    int m_samples = 0; // the same, of all
    QMap<int, HelperLoss> m_losses; // by helper
};

} // namespace Molotov
