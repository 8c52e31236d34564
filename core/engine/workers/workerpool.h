// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/script/scriptruntime.h"
#include "core/engine/workers/worker.h"
#include "core/model/scenariomix.h"

#include <QObject>

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

    /// What `tools` refers to must outlive this.
    WorkerPool(const Tools &tools, const Protocol::LoadScenario &plan, const QList<LoadedScenario> &scenarios,
               QObject *parent = nullptr);

    /// The run begins now.
    void start();
    /// No iteration begins any more; those under way have Grace to finish.
    void stop();
    /// Ends everything: requests are aborted, and their exchanges count as failed; iterations under way count
    /// as neither ok nor failed.
    void stopNow();

    /// Workers that have begun and are not done.
    int activeWorkers() const { return m_active; }
    /// Those that are not as they were at the last call.
    QList<Protocol::WorkerStatus> takeStates();

Q_SIGNALS:
    /// All workers are done. Emitted once; with the error of a setup if one failed.
    void finished(const std::optional<Molotov::ScriptError> &setupFailure);

private:
    void connectRuntime();
    void beginWorker(int position);
    void onSetupDone(int position);
    void onSetupFailed(int position, const ScriptError &error);
    void onIterationDone(int position);
    void onIterationFailed(int position, const ScriptError &error);
    void onInterrupted(int position, const ScriptError &error);
    void onSlept(int position, int change);
    void endIteration(int position, bool isOk);
    void makeReady(int position);
    void runReady();
    void startIteration(int position);
    void endWorker(int position);
    bool mayGoOn(const Worker &worker) const;
    Worker &touch(int position);

    Tools m_tools;
    Protocol::LoadScenario m_plan;
    QList<LoadedScenario> m_scenarios;
    ScenarioMix m_mix;
    std::vector<Worker> m_workers;
    std::vector<int> m_ready; // begin an iteration at the next turn of the event loop
    Scheduler::Alarm m_endAlarm; // of the duration, then of Grace
    std::optional<ScriptError> m_setupFailure;
    int m_active = 0;
    int m_notDone = 0;
    bool m_isStopping = false;
    bool m_isAborting = false;
};

} // namespace Molotov
