// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/script/scriptruntime.h"
#include "core/engine/workers/worker.h"
#include "core/model/scenariomix.h"

#include <QObject>

#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace Molotov {

class Clock;
class HttpClient;
class MetricsRecorder;

/// The workers of a helper: starts each at its time, gives it one iteration after the other, and ends all
/// when their time is over or somebody says so.
class WorkerPool : public QObject
{
    Q_OBJECT

public:
    /// How long iterations under way may go on once no new ones begin.
    static constexpr std::chrono::seconds Grace{10};

    struct Tools
    {
        const Clock &clock;
        Scheduler &scheduler;
        MetricsRecorder &metrics;
        HttpClient &http;
        ScriptRuntime &runtime;
    };

    /// How long teardowns may go on once iterations are aborted.
    static constexpr std::chrono::seconds TeardownGrace{1};

    /// What `tools` refers to must outlive this.
    WorkerPool(const Tools &tools, const Protocol::LoadScenario &plan, const LoadOutcome &loaded,
               QObject *parent = nullptr);

    /// The run begins now.
    void start();
    /// No iteration begins any more; those under way have Grace to finish, and are aborted then.
    void stop();
    /// Aborts setups and iterations: they and their exchanges under way count as aborted. Teardowns follow,
    /// and have TeardownGrace.
    void stopNow();

    /// Workers that have begun and are not done.
    int activeWorkers() const { return m_active; }
    /// Those that are not as they were at the last call.
    QList<Protocol::WorkerStatus> takeStates();

Q_SIGNALS:
    /// The pool stops by itself, and the whole run is to stop. At most once, before finished().
    void broke(const Molotov::Protocol::RunBroken &why);
    /// All workers are done. Emitted once.
    void finished();

private:
    void connectRuntime();
    void setEndAlarm(std::chrono::microseconds delay, std::function<void()> callback);
    void beginWorker(int position);
    void onSetupDone(int position);
    void onSetupFailed(int position, const ScriptError &error);
    void onIterationDone(int position);
    void onIterationFailed(int position, const ScriptError &error);
    void onRetired(int position);
    void onScenarioPicked(int position, int scenario);
    void onSlept(int position, int change);
    void onTeardownDone(int position);
    void onTimeout(int position);
    void beginGrace();
    void endGrace();
    void noteAborted();
    void endIteration(int position, bool isOk);
    void breakRun(Protocol::RunBroken::Why why, const ScriptError &error);
    std::chrono::microseconds delayAfter(const Worker &worker) const;
    void makeReady(int position);
    void runReady();
    void startIteration(int position);
    void endWorker(int position);
    void finishWorker(int position);
    void giveUpTeardowns();
    int pick(Worker &worker) const;
    bool mayGoOn(const Worker &worker) const;
    Worker &touch(int position);

    Tools m_tools;
    Protocol::LoadScenario m_plan;
    QList<LoadedScenario> m_scenarios;
    ScenarioMix m_mix;
    QList<int> m_order; // of the scenarios' names; for a single run
    bool m_hasPicker = false;
    std::vector<Worker> m_workers;
    std::deque<int> m_ready; // begin an iteration as soon as no script runs
    bool m_isHeld = false; // no iteration begins for now
    bool m_isPosted = false; // runReady(), to the event loop
    Scheduler::Alarm m_endAlarm; // of the duration, then of Grace, then of TeardownGrace
    int m_active = 0;
    int m_notDone = 0;
    int m_loading = 0; // workers that are to run iterations, now or later
    bool m_isStopping = false;
    bool m_isStoppedByOthers = false; // before the end of its grace
    bool m_isAborting = false;
    bool m_isBroken = false;
};

} // namespace Molotov
