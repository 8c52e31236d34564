// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/errorlog.h"
#include "core/engine/script/scriptruntime.h"
#include "core/engine/workers/worker.h"
#include "core/model/scenariomix.h"

#include <QObject>

#include <functional>
#include <vector>

namespace Molotov {

class Clock;
class ErrorSamples;
class HttpClient;
class MetricsRecorder;
class ReadyQueue;

/// The lives of the workers of a helper: their fixtures, and one iteration at a time. An Executor says when
/// each begins something.
class Workers : public QObject
{
    Q_OBJECT

public:
    struct Tools
    {
        const Clock &clock;
        Scheduler &scheduler;
        MetricsRecorder &metrics;
        HttpClient &http;
        ScriptRuntime &runtime;
        ErrorSamples *samples = nullptr; ///< null = nobody wants any
    };

    /// What `tools` refers to, and the queue, must outlive this.
    Workers(const Tools &tools, ReadyQueue &ready, const Protocol::LoadScenario &plan,
            const LoadOutcome &loaded, QObject *parent = nullptr);

    int count() const { return int(m_workers.size()); }
    const Worker &at(int position) const { return m_workers.at(size_t(position)); }
    /// Whether its script has something to do for another iteration.
    bool hasMore(int position) const;
    /// What the scenario of its last iteration says it waits after it.
    std::chrono::microseconds ownDelay(int position) const;

    // ---- for the executor ----

    /// Adds workers that wait, until there are so many.
    void grow(int count);
    /// One that waits does so until it is told something else.
    void stay(int position);
    /// Calls back after so long, unless the worker ends before or is told something else to wait for.
    void wake(int position, std::chrono::microseconds delay, std::function<void()> callback);
    /// One that waits is set up: wasSetUp() follows, or failedToSetUp().
    void begin(int position);
    /// It begins an iteration, or ends, as soon as no script runs. May be called from within a script.
    void makeReady(int position);
    /// The same for one whose iteration was meant to begin at `since`, of the clock.
    void makeReady(int position, std::chrono::microseconds since);
    /// One that is ready begins its next iteration: iterationEnded() follows. Not from within a script.
    void startIteration(int position);
    /// The same where a schedule says that it was meant to begin at this moment of the clock.
    void startIteration(int position, std::chrono::microseconds meantAt);
    /// As wake(), for one between two iterations.
    void pause(int position, std::chrono::microseconds delay, std::function<void()> callback);
    /// Between two iterations it waits for makeReady(). May be called from within a script.
    void rest(int position);
    /// One that is in no iteration is torn down, and waits to be begun again: hasLeft() follows. Not from
    /// within a script.
    void leave(int position);
    /// It is torn down for good, whatever it was about. Not from within a script.
    void end(int position);

    // ---- for the end of the run ----

    /// Ends all that are in no setup and no iteration.
    void endIdle();
    /// Fails what waits for an answer.
    void failUnanswered();
    /// Aborts setups and iterations, which count as aborted; all workers end.
    void abort();
    void giveUpTeardowns();

    /// Those that have begun and are not done.
    int activeCount() const { return m_active; }
    bool areDone() const { return m_notDone == 0; }
    int notDoneCount() const { return m_notDone; }
    /// Those that are not as they were at the last call.
    QList<Protocol::WorkerStatus> takeStates();

Q_SIGNALS:
    // These may come from within a script.
    void wasSetUp(int position);
    void iterationEnded(int position);
    void hasLeft(int position);
    void failedToSetUp(const Molotov::ScriptError &error);
    /// Before its iterationEnded().
    void iterationFailed(const Molotov::ScriptError &error);
    /// No worker is left that is to run iterations. Once.
    void loadEnded();
    /// All workers are done. Once, after loadEnded().
    void allDone();

private:
    void connectRuntime();
    void onSetupDone(int position);
    void onSetupFailed(int position, const ScriptError &error);
    void onIterationDone(int position);
    void onIterationFailed(int position, const ScriptError &error);
    void sample(int position, const ErrorLog::Added &added, const QString &message);
    void onRetired(int position);
    void onScenarioPicked(int position, int scenario);
    void onSlept(int position, int change);
    void onTimeout(int position);
    void endIteration(int position, bool isOk);
    void finish(int position);
    int pick(Worker &worker) const;
    Worker &touch(int position);

    Tools m_tools;
    ReadyQueue &m_ready;
    WorkShare m_share;
    quint64 m_seed;
    std::chrono::milliseconds m_iterationTimeout;
    bool m_isSingleRun;
    QList<LoadedScenario> m_scenarios;
    ScenarioMix m_mix;
    QList<int> m_order; // of the scenarios' names; for a single run
    bool m_hasPicker = false;
    std::vector<Worker> m_workers;
    int m_active = 0;
    int m_notDone = 0;
    int m_loading = 0; // workers that are to run iterations, now or later
    bool m_isAborting = false;
};

} // namespace Molotov
