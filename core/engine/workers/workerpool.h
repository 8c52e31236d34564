// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/workers/executor.h"
#include "core/engine/workers/readyqueue.h"
#include "core/engine/workers/stoppolicy.h"
#include "core/engine/workers/workers.h"
#include "core/model/loadcourse.h"

#include <QObject>

#include <memory>

namespace Molotov {

/// What runs in a helper: puts together its workers, the executor that starts their iterations, and the
/// policy by which all end.
class WorkerPool : public QObject
{
    Q_OBJECT

public:
    using Tools = Workers::Tools;

    /// What `tools` refers to must outlive this.
    WorkerPool(const Tools &tools, const Protocol::LoadScenario &plan, const LoadOutcome &loaded,
               QObject *parent = nullptr);
    ~WorkerPool() override;

    /// The run begins now.
    void start();
    /// Without effect once the load has ended.
    void changeLoad(const Protocol::ChangeLoad &change);
    /// None of its workers is needed any more, unless the load changes.
    bool isIdle() const { return m_executor->isIdle(); }
    /// Some have done all that they had to.
    bool hasEndedWorkers() const { return m_workers.notDoneCount() < m_workers.count(); }
    /// No iteration begins any more; those under way have StopPolicy::Grace to finish, and are aborted then.
    void stop();
    /// Aborts setups and iterations: they and their exchanges under way count as aborted. Teardowns follow,
    /// and have StopPolicy::TeardownGrace.
    void stopNow();

    /// Workers that have begun and are not done.
    int activeWorkers() const { return m_workers.activeCount(); }
    /// Those that are not as they were at the last call.
    QList<Protocol::WorkerStatus> takeStates() { return m_workers.takeStates(); }

Q_SIGNALS:
    /// The pool stops by itself, and the whole run is to stop. At most once, before finished().
    void broke(const Molotov::Protocol::RunBroken &why);
    /// All workers are done. Emitted once.
    void finished();

private:
    void connectWorkers();
    void finish();
    void finishWithoutWorkers();
    void endLoad();
    void abort();
    void breakRun(Protocol::RunBroken::Why why, const ScriptError &error);

    Tools m_tools;
    Protocol::LoadScenario m_plan;
    int m_scenarioCount;
    ReadyQueue m_ready;
    Workers m_workers;
    std::unique_ptr<Executor> m_executor;
    StopPolicy m_stopPolicy;
    LoadCourse m_course;
    bool m_isBroken = false;
    bool m_hasFinished = false;
};

} // namespace Molotov
