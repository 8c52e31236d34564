// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/programs.h"
#include "core/control/run/runsettings.h"
#include "core/control/run/runstate.h"
#include "core/control/run/sizing.h"
#include "core/control/run/snapshotmerger.h"

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
/// Commands take effect, and are answered by signals, only after control returns to the event loop; state()
/// is what stateChanged() has last said. The order of signals is that of RunService. Must not be deleted from
/// within a slot of its signals.
class RunController : public QObject
{
    Q_OBJECT

public:
    explicit RunController(Programs programs, QObject *parent = nullptr);
    RunController(Programs programs, const RunSettings &settings, QObject *parent = nullptr);
    ~RunController() override;

    /// Without effect while a run is under way.
    void startRun(const Profile &profile);
    /// Lets iterations under way finish. Without effect when no run is under way.
    void stopRun();
    /// Aborts what is under way.
    void stopRunNow();

    RunState state() const { return m_state; }

Q_SIGNALS:
    void stateChanged(Molotov::RunState state);
    /// Once for each run that gets to Running, just before.
    void scenariosLoaded(const QList<Molotov::Protocol::ScenarioInfo> &scenarios);
    /// From Running on, each tick of the settings; the last one is that of the outcome.
    void snapshotTaken(const Molotov::Snapshot &snapshot);
    void workersChanged(int helper, const QList<Molotov::Protocol::WorkerStatus> &changed);
    void logged(const Molotov::LogLine &line);
    /// The last of a run: no helper is left, and another run may begin.
    void runFinished(const Molotov::RunOutcome &outcome);

private:
    void begin(const Profile &profile);
    void compile();
    void startHelpers(const CompiledScenario &scenario);
    void connectTeam();
    void startLoad(const QList<Protocol::ScenarioInfo> &scenarios);
    void addDelta(int helper, const Protocol::MetricsDelta &delta);
    void onBroke(const Protocol::RunBroken &why);
    void addProblem(int helper, const QString &text);
    void warn(int helper, const QString &text);
    void onHelperEnded(int helper, HelperEnd end, const QString &what);
    void onTeamEnded();
    void tick();
    void watchHelpers();
    void onSizingChanged();

    void stop(bool now);
    void fail(RunOutcome::Failure failure, const QString &reason);
    void endHelpers(bool now);
    void finish();
    void completeReason();
    Snapshot snapshot(std::chrono::microseconds now);
    void dropCompiler();
    void step(RunState state);
    void noteLastWord();
    std::chrono::microseconds elapsed() const;
    QString lossesInWords() const;

    const Programs m_programs;
    const RunSettings m_settings;
    RunState m_state = RunState::Idle;
    QTimer m_ticker;

    // Of the run:
    RunOutcome m_outcome;
    CompiledScenario m_scenario;
    ScenarioCompiler *m_compiler = nullptr; // while compiling
    HelperTeam *m_team = nullptr; // from Starting on
    SnapshotMerger m_merger;
    std::optional<Sizing> m_sizing; // of a run that is one
    std::optional<std::chrono::microseconds> m_startedAt; // StartRun
    std::chrono::microseconds m_lastTick{0};
    std::chrono::microseconds m_watched{0}; // of the run, without the time in which we did not run ourselves
    std::chrono::microseconds m_lastWord{0}; // when the last helper had finished or was gone
    std::chrono::microseconds m_workersTold{0}; // when the helpers last heard how many workers there are
    int m_finishedHelpers = 0;
    QSet<QString> m_warnings; // that were said
    QMap<int, QString> m_losses; // helper → what became of it, if it did not finish
};

} // namespace Molotov
