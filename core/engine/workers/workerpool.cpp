// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/workers/workerpool.h"

#include "core/engine/metricsrecorder.h"
#include "core/engine/workers/closedexecutor.h"
#include "core/engine/workers/openexecutor.h"

#include <utility>

using std::chrono::microseconds;

namespace Molotov {

namespace {

std::unique_ptr<Executor> makeExecutor(const Workers::Tools &tools, const Protocol::LoadScenario &plan,
                                       Workers &workers, ReadyQueue &ready)
{
    const Executor::Tools parts{.clock = tools.clock,
                                .scheduler = tools.scheduler,
                                .metrics = tools.metrics,
                                .workers = workers,
                                .ready = ready};
    if (plan.load.model == LoadPlan::Model::Open)
        return std::make_unique<OpenExecutor>(parts, plan.load, plan.share, plan.seed);
    return std::make_unique<ClosedExecutor>(parts, plan.load, plan.share);
}

} // namespace

WorkerPool::WorkerPool(const Tools &tools, const Protocol::LoadScenario &plan, const LoadOutcome &loaded,
                       QObject *parent)
    : QObject(parent)
    , m_tools(tools)
    , m_plan(plan)
    , m_scenarioCount(int(loaded.scenarios.size()))
    , m_ready(tools.clock)
    , m_workers(tools, m_ready, plan, loaded)
    , m_executor(makeExecutor(tools, plan, m_workers, m_ready))
    , m_stopPolicy(tools.scheduler, {.endLoad = [this] { endLoad(); },
                                     .failUnanswered = [this] { m_workers.failUnanswered(); },
                                     .abort = [this] { abort(); },
                                     .giveUp = [this] { m_workers.giveUpTeardowns(); }})
    , m_course(plan.load)
{
    m_ready.setProceed([this](int position) {
        if (m_workers.at(position).phase == Worker::Phase::Ready)
            m_executor->proceed(position);
    });
    connect(&tools.runtime, &ScriptRuntime::left, &m_ready, &ReadyQueue::run);
    connectWorkers();
}

WorkerPool::~WorkerPool() = default;

void WorkerPool::connectWorkers()
{
    connect(&m_workers, &Workers::wasSetUp, this, [this](int position) { m_executor->onSetUp(position); });
    connect(&m_workers, &Workers::iterationEnded, this,
            [this](int position) { m_executor->onIterationEnded(position); });
    connect(&m_workers, &Workers::hasLeft, this, [this](int position) { m_executor->onLeft(position); });
    connect(&m_workers, &Workers::failedToSetUp, this,
            [this](const ScriptError &error) { breakRun(Protocol::RunBroken::Why::SetupFailed, error); });
    connect(&m_workers, &Workers::iterationFailed, this, [this](const ScriptError &error) {
        if (m_plan.stopOnFailure)
            breakRun(Protocol::RunBroken::Why::IterationFailed, error);
    });
    connect(&m_workers, &Workers::loadEnded, this, [this] { m_tools.metrics.endLoad(); });
    connect(&m_workers, &Workers::allDone, this, &WorkerPool::finish);
}

void WorkerPool::start()
{
    m_tools.metrics.start(m_scenarioCount);
    m_stopPolicy.start(m_plan.load.length(), m_plan.forceShutdown);
    m_executor->start();
    if (!m_executor->isIdle())
        finishWithoutWorkers();
}

// There is nobody who could be the last one to end: others have all users.
void WorkerPool::finishWithoutWorkers()
{
    if (m_workers.areDone())
        m_tools.scheduler.after(
            microseconds(0), [this] { finish(); }, Scheduler::Rank::Control);
}

void WorkerPool::changeLoad(const Protocol::ChangeLoad &change)
{
    if (m_stopPolicy.isStopping())
        return;
    m_course.apply(change.at, change.change);
    m_stopPolicy.setTimeLeft(m_course.length() - m_tools.metrics.elapsed());
    m_executor->change(m_course);
}

void WorkerPool::finish()
{
    if (std::exchange(m_hasFinished, true))
        return;
    m_stopPolicy.finish();
    m_executor->stop();
    m_tools.metrics.endLoad();
    Q_EMIT finished();
}

void WorkerPool::stop()
{
    m_stopPolicy.stop();
}

void WorkerPool::stopNow()
{
    m_stopPolicy.stopNow();
}

void WorkerPool::endLoad()
{
    m_executor->startDue();
    m_executor->stop();
    m_tools.metrics.endLoad();
    m_workers.endIdle();
    finishWithoutWorkers();
}

void WorkerPool::abort()
{
    m_executor->stop();
    m_tools.metrics.endLoad();
    m_workers.abort();
    finishWithoutWorkers();
}

void WorkerPool::breakRun(Protocol::RunBroken::Why why, const ScriptError &error)
{
    if (m_stopPolicy.isAborting())
        return;
    m_executor->stop();
    if (!std::exchange(m_isBroken, true))
        Q_EMIT broke({why, error});
    // Later, for we are inside of a script.
    const auto end = [this, why] {
        if (why == Protocol::RunBroken::Why::SetupFailed)
            stopNow();
        else
            stop();
    };
    m_tools.scheduler.after(microseconds(0), end, Scheduler::Rank::Control);
}

} // namespace Molotov
