// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/workers/workerpool.h"

#include "core/engine/clock.h"
#include "core/engine/http/httpclient.h"
#include "core/engine/loop/turn.h"
#include "core/engine/metricsrecorder.h"
#include "core/model/rampup.h"

#include <algorithm>
#include <numeric>
#include <utility>

using std::chrono::microseconds;

namespace Molotov {

namespace {

QList<double> weightsOf(const QList<LoadedScenario> &scenarios)
{
    QList<double> weights;
    for (const auto &scenario : scenarios)
        weights.append(scenario.weight);
    return weights;
}

// Another sequence for each worker of a run, and the same whenever the run has the same seed.
SmallRandom generatorFor(quint64 seed, int workerId)
{
    return SmallRandom(SmallRandom(seed).next() + SmallRandom(quint64(workerId)).next());
}

QList<int> orderOfNames(const QList<LoadedScenario> &scenarios)
{
    QList<int> order(scenarios.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [&](int left, int right) { return scenarios[left].name < scenarios[right].name; });
    return order;
}

} // namespace

WorkerPool::WorkerPool(const Tools &tools, const Protocol::LoadScenario &plan, const LoadOutcome &loaded,
                       QObject *parent)
    : QObject(parent)
    , m_tools(tools)
    , m_plan(plan)
    , m_scenarios(loaded.scenarios)
    , m_mix(weightsOf(loaded.scenarios))
    , m_order(orderOfNames(loaded.scenarios))
    , m_hasPicker(loaded.hasPicker && plan.singleMode.isEmpty())
    , m_workers(size_t(plan.share.workers))
    , m_notDone(plan.share.workers)
    , m_loading(plan.share.workers)
{
    for (int i = 0; i < plan.share.workers; ++i)
        m_workers[size_t(i)].random = generatorFor(plan.seed, plan.share.workerId(i));
    connectRuntime();
}

void WorkerPool::connectRuntime()
{
    connect(&m_tools.runtime, &ScriptRuntime::setupDone, this, &WorkerPool::onSetupDone);
    connect(&m_tools.runtime, &ScriptRuntime::setupFailed, this, &WorkerPool::onSetupFailed);
    connect(&m_tools.runtime, &ScriptRuntime::iterationDone, this, &WorkerPool::onIterationDone);
    connect(&m_tools.runtime, &ScriptRuntime::iterationFailed, this, &WorkerPool::onIterationFailed);
    connect(&m_tools.runtime, &ScriptRuntime::workerRetired, this, &WorkerPool::onRetired);
    connect(&m_tools.runtime, &ScriptRuntime::scenarioPicked, this, &WorkerPool::onScenarioPicked);
    connect(&m_tools.runtime, &ScriptRuntime::left, this, &WorkerPool::runReady);
    connect(&m_tools.runtime, &ScriptRuntime::teardownDone, this, &WorkerPool::onTeardownDone);
    connect(&m_tools.runtime, &ScriptRuntime::sleepBegan, this,
            [this](int position) { onSlept(position, 1); });
    connect(&m_tools.runtime, &ScriptRuntime::sleepEnded, this,
            [this](int position) { onSlept(position, -1); });
}

void WorkerPool::start()
{
    m_tools.metrics.start(int(m_scenarios.size()));
    setEndAlarm(m_plan.duration, [this] {
        if (m_plan.forceShutdown)
            stopNow();
        else
            beginGrace();
    });
    for (int i = 0; i < m_plan.share.workers; ++i) {
        m_workers[size_t(i)].alarm = m_tools.scheduler.after(startOffset(m_plan.share, i, m_plan.rampUp),
                                                             [this, i] { beginWorker(i); });
    }
}

void WorkerPool::setEndAlarm(microseconds delay, std::function<void()> callback)
{
    m_tools.scheduler.cancel(m_endAlarm);
    m_endAlarm = m_tools.scheduler.after(delay, std::move(callback), Scheduler::Rank::Control);
}

void WorkerPool::stop()
{
    m_isStoppedByOthers = true;
    beginGrace();
}

void WorkerPool::beginGrace()
{
    if (m_isStopping)
        return;
    m_isStopping = true;
    m_tools.metrics.endLoad();
    setEndAlarm(Grace, [this] { endGrace(); });
    for (int i = 0; i < int(m_workers.size()); ++i) {
        const auto phase = m_workers[size_t(i)].phase;
        if (phase != Worker::Phase::SettingUp && phase != Worker::Phase::Iterating)
            endWorker(i);
    }
}

// What came to no end by itself, though nobody stopped it, has failed if it waits for the server.
void WorkerPool::endGrace()
{
    if (!m_isStoppedByOthers) {
        m_isHeld = true; // no worker ends before its requests
        m_tools.runtime.failUnanswered();
        m_isHeld = false;
    }
    stopNow();
}

void WorkerPool::stopNow()
{
    if (m_isAborting || m_notDone == 0)
        return;
    m_isStopping = true;
    m_isAborting = true;
    m_tools.metrics.endLoad();
    noteAborted();
    setEndAlarm(TeardownGrace, [this] { giveUpTeardowns(); });
    // First the scripts, so that one that catches the exception of a request cannot send another.
    m_tools.runtime.stop(ScriptRuntime::Stop::AllButTeardowns);
    m_tools.http.abort([](const HttpRequest &request) { return request.purpose != RequestPurpose::Teardown; },
                       runStopped());
    for (int i = 0; i < int(m_workers.size()); ++i)
        endWorker(i);
}

void WorkerPool::noteAborted()
{
    for (const auto &worker : m_workers) {
        if (worker.phase == Worker::Phase::Iterating)
            m_tools.metrics.addAbortedIteration(worker.scenario);
    }
}

void WorkerPool::giveUpTeardowns()
{
    m_tools.runtime.stop(ScriptRuntime::Stop::AllButGlobalTeardown);
    m_tools.http.abort([](const HttpRequest &) { return true; }, runStopped());
    for (int i = 0; i < int(m_workers.size()); ++i)
        finishWorker(i);
}

QList<Protocol::WorkerStatus> WorkerPool::takeStates()
{
    QList<Protocol::WorkerStatus> changed;
    for (int i = 0; i < int(m_workers.size()); ++i) {
        auto &worker = m_workers[size_t(i)];
        if (!std::exchange(worker.isReported, true))
            changed.append(worker.status(i));
    }
    return changed;
}

Worker &WorkerPool::touch(int position)
{
    auto &worker = m_workers.at(size_t(position));
    worker.isReported = false;
    return worker;
}

void WorkerPool::beginWorker(int position)
{
    touch(position).phase = Worker::Phase::SettingUp;
    ++m_active;
    m_tools.runtime.startSetup(position, m_plan.share.workerId(position));
}

void WorkerPool::onSetupDone(int position)
{
    if (m_workers.at(size_t(position)).phase == Worker::Phase::SettingUp)
        makeReady(position);
}

void WorkerPool::onSetupFailed(int position, const ScriptError &error)
{
    const auto phase = m_workers.at(size_t(position)).phase;
    if (phase == Worker::Phase::SettingUp || phase == Worker::Phase::Iterating)
        breakRun(Protocol::RunBroken::Why::SetupFailed, error);
}

void WorkerPool::breakRun(Protocol::RunBroken::Why why, const ScriptError &error)
{
    if (m_isAborting)
        return;
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

void WorkerPool::onScenarioPicked(int position, int scenario)
{
    touch(position).scenario = scenario;
}

void WorkerPool::onIterationDone(int position)
{
    endIteration(position, true);
}

void WorkerPool::onIterationFailed(int position, const ScriptError &error)
{
    if (m_isAborting || m_workers.at(size_t(position)).phase != Worker::Phase::Iterating)
        return;
    m_tools.metrics.addError(error);
    if (m_plan.stopOnFailure)
        breakRun(Protocol::RunBroken::Why::IterationFailed, error);
    endIteration(position, false);
}

void WorkerPool::onRetired(int position)
{
    auto &worker = touch(position);
    if (m_isAborting || worker.phase != Worker::Phase::Iterating)
        return;
    m_tools.scheduler.cancel(worker.alarm);
    worker.isRetired = true;
    worker.sleeps = 0;
    makeReady(position);
}

void WorkerPool::onTimeout(int position)
{
    const auto seconds = std::chrono::duration<double>(m_plan.iterationTimeout).count();
    // The next iteration of the worker begins when the requests of this one have ended.
    m_isHeld = true;
    m_tools.runtime.timeOut(position, QStringLiteral("The iteration took longer than %1 s").arg(seconds));
    m_tools.http.abort(position,
                       {HttpFailure::Kind::Timeout,
                        QStringLiteral("was given up: its iteration took longer than %1 s").arg(seconds)});
    m_isHeld = false;
    runReady();
}

void WorkerPool::onSlept(int position, int change)
{
    if (position < 0)
        return;
    auto &worker = touch(position);
    worker.sleeps = std::max(0, worker.sleeps + change);
}

void WorkerPool::endIteration(int position, bool isOk)
{
    if (m_isAborting)
        return;
    auto &worker = touch(position);
    m_tools.scheduler.cancel(worker.alarm);
    m_tools.metrics.addIteration(worker.scenario, isOk, m_tools.clock.now() - worker.iterationStartedAt);
    ++worker.iterations;
    worker.failed += isOk ? 0 : 1;
    worker.lastFailed = !isOk;
    worker.sleeps = 0;

    const auto pause = delayAfter(worker);
    if (pause == microseconds(0) || !mayGoOn(worker)) {
        makeReady(position);
        return;
    }
    worker.phase = Worker::Phase::Pausing;
    worker.alarm = m_tools.scheduler.after(pause, [this, position] {
        makeReady(position);
        runReady();
    });
}

microseconds WorkerPool::delayAfter(const Worker &worker) const
{
    return worker.scenario < 0 ? m_plan.delay : m_scenarios.at(worker.scenario).delay + m_plan.delay;
}

// Not straight into the next iteration: we may be inside of a script.
void WorkerPool::makeReady(int position)
{
    auto &worker = touch(position);
    worker.phase = Worker::Phase::Ready;
    worker.readyAt = m_tools.clock.now();
    m_ready.push_back(position);
}

// At once, while all that belongs to the worker is at hand. Those that are ready again by then, as they
// waited for nothing, go on at the next turn of the event loop.
void WorkerPool::runReady()
{
    if (m_isHeld || m_ready.empty())
        return;
    m_isHeld = true;
    const auto end = m_tools.clock.now() + MaxTurn;
    for (auto count = m_ready.size(); count > 0; --count) {
        const int position = m_ready.front();
        m_ready.pop_front();
        const auto &worker = m_workers[size_t(position)];
        if (worker.phase != Worker::Phase::Ready)
            continue;
        if (mayGoOn(worker))
            startIteration(position);
        else
            endWorker(position);
        if (m_tools.clock.now() >= end)
            break;
    }
    m_isHeld = false;
    if (!m_ready.empty() && !std::exchange(m_isPosted, true)) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_isPosted = false;
                runReady();
            },
            Qt::QueuedConnection);
    }
}

bool WorkerPool::mayGoOn(const Worker &worker) const
{
    if (m_isStopping || m_isBroken || worker.isRetired
        || (m_plan.singleRun && worker.iterations >= m_order.size()))
        return false;
    return m_plan.maxRuns == 0 || worker.iterations < m_plan.maxRuns;
}

int WorkerPool::pick(Worker &worker) const
{
    if (m_plan.singleRun)
        return m_order.at(worker.iterations);
    return m_hasPicker ? ScriptRuntime::PickedByScript : m_mix.pick(worker.random.nextUnit());
}

void WorkerPool::startIteration(int position)
{
    auto &worker = touch(position);
    worker.phase = Worker::Phase::Iterating;
    worker.scenario = pick(worker);
    worker.iterationStartedAt = m_tools.clock.now();
    m_tools.metrics.addQueued(worker.iterationStartedAt - worker.readyAt);
    if (m_plan.iterationTimeout.count() > 0)
        worker.alarm = m_tools.scheduler.after(
            m_plan.iterationTimeout, [this, position] { onTimeout(position); }, Scheduler::Rank::Control);
    m_tools.runtime.startIteration(position, worker.scenario);
}

// Not from within a script.
void WorkerPool::endWorker(int position)
{
    auto &worker = touch(position);
    if (worker.phase == Worker::Phase::TearingDown || worker.phase == Worker::Phase::Done)
        return;
    m_tools.scheduler.cancel(worker.alarm);
    if (--m_loading == 0)
        m_tools.metrics.endLoad();
    if (worker.phase == Worker::Phase::Waiting)
        return finishWorker(position);
    worker.phase = Worker::Phase::TearingDown;
    m_tools.runtime.startTeardown(position);
}

void WorkerPool::onTeardownDone(int position)
{
    finishWorker(position);
}

void WorkerPool::finishWorker(int position)
{
    auto &worker = touch(position);
    if (worker.phase == Worker::Phase::Done)
        return;
    m_active -= worker.phase == Worker::Phase::Waiting ? 0 : 1;
    worker.phase = Worker::Phase::Done;
    if (--m_notDone > 0)
        return;
    m_isStopping = true;
    m_tools.scheduler.cancel(m_endAlarm);
    Q_EMIT finished();
}

} // namespace Molotov
