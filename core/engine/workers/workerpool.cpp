// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/workers/workerpool.h"

#include "core/engine/clock.h"
#include "core/engine/http/httpclient.h"
#include "core/engine/metricsrecorder.h"
#include "core/model/rampup.h"

#include <algorithm>
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

std::mt19937_64 generatorFor(quint64 seed, int workerId)
{
    std::seed_seq sequence{quint32(seed), quint32(seed >> 32), quint32(workerId)};
    return std::mt19937_64(sequence);
}

// [0, 1) with all 53 bits of a double; std::uniform_real_distribution differs between libraries.
double draw(std::mt19937_64 &random)
{
    return double(random() >> 11) * 0x1p-53;
}

} // namespace

WorkerPool::WorkerPool(const Tools &tools, const Protocol::LoadScenario &plan,
                       const QList<LoadedScenario> &scenarios, QObject *parent)
    : QObject(parent)
    , m_tools(tools)
    , m_plan(plan)
    , m_scenarios(scenarios)
    , m_mix(weightsOf(scenarios))
    , m_workers(size_t(plan.share.workers))
    , m_notDone(plan.share.workers)
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
    connect(&m_tools.runtime, &ScriptRuntime::interrupted, this, &WorkerPool::onInterrupted);
    connect(&m_tools.runtime, &ScriptRuntime::strayErrorSeen, this, [this](const ScriptError &error) {
        if (!m_isAborting)
            m_tools.metrics.addError(error);
    });
    connect(&m_tools.runtime, &ScriptRuntime::sleepBegan, this,
            [this](int position) { onSlept(position, 1); });
    connect(&m_tools.runtime, &ScriptRuntime::sleepEnded, this,
            [this](int position) { onSlept(position, -1); });
}

void WorkerPool::start()
{
    m_tools.metrics.start(int(m_scenarios.size()));
    m_endAlarm = m_tools.scheduler.after(m_plan.duration, [this] { stop(); });
    for (int i = 0; i < m_plan.share.workers; ++i) {
        m_workers[size_t(i)].alarm = m_tools.scheduler.after(startOffset(m_plan.share, i, m_plan.rampUp),
                                                             [this, i] { beginWorker(i); });
    }
}

void WorkerPool::stop()
{
    if (m_isStopping)
        return;
    m_isStopping = true;
    m_tools.scheduler.cancel(m_endAlarm);
    m_endAlarm = m_tools.scheduler.after(Grace, [this] { stopNow(); });
    for (int i = 0; i < int(m_workers.size()); ++i) {
        const auto phase = m_workers[size_t(i)].phase;
        if (phase != Worker::Phase::SettingUp && phase != Worker::Phase::Iterating)
            endWorker(i);
    }
}

void WorkerPool::stopNow()
{
    if (m_isAborting)
        return;
    m_isStopping = true;
    m_isAborting = true;
    m_tools.scheduler.cancel(m_endAlarm);
    // First the scripts, so that one that catches the exception of a request cannot send another.
    m_tools.runtime.stop();
    m_tools.http.abortAll();
    for (int i = 0; i < int(m_workers.size()); ++i)
        endWorker(i);
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
    if (m_isAborting || m_workers.at(size_t(position)).phase != Worker::Phase::SettingUp)
        return;
    if (!m_setupFailure)
        m_setupFailure = error;
    // Later, for we are inside of a script.
    m_tools.scheduler.after(microseconds(0), [this] { stopNow(); });
}

void WorkerPool::onIterationDone(int position)
{
    endIteration(position, true);
}

void WorkerPool::onIterationFailed(int position, const ScriptError &error)
{
    if (m_isAborting)
        return;
    m_tools.metrics.addError(error);
    endIteration(position, false);
}

void WorkerPool::onInterrupted(int position, const ScriptError &error)
{
    if (m_workers.at(size_t(position)).phase == Worker::Phase::SettingUp)
        onSetupFailed(position, error);
    else if (m_workers.at(size_t(position)).phase == Worker::Phase::Iterating)
        onIterationFailed(position, error);
    else
        m_tools.metrics.addError(error);
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
    m_tools.metrics.addIteration(worker.scenario, isOk, m_tools.clock.now() - worker.iterationStartedAt);
    ++worker.iterations;
    worker.failed += isOk ? 0 : 1;
    worker.lastFailed = !isOk;
    worker.sleeps = 0;

    const auto pause = m_scenarios.at(worker.scenario).delay + m_plan.delay;
    if (pause == microseconds(0) || !mayGoOn(worker)) {
        makeReady(position);
        return;
    }
    worker.phase = Worker::Phase::Pausing;
    worker.alarm = m_tools.scheduler.after(pause, [this, position] { makeReady(position); });
}

// Never straight into the next iteration: we may be inside of a script, and the event loop must get its turn.
void WorkerPool::makeReady(int position)
{
    touch(position).phase = Worker::Phase::Ready;
    if (m_ready.empty())
        QMetaObject::invokeMethod(this, &WorkerPool::runReady, Qt::QueuedConnection);
    m_ready.push_back(position);
}

void WorkerPool::runReady()
{
    for (const int position : std::exchange(m_ready, {})) {
        const auto &worker = m_workers[size_t(position)];
        if (worker.phase != Worker::Phase::Ready)
            continue;
        if (mayGoOn(worker))
            startIteration(position);
        else
            endWorker(position);
    }
}

bool WorkerPool::mayGoOn(const Worker &worker) const
{
    return !m_isStopping && (m_plan.maxRuns == 0 || worker.iterations < m_plan.maxRuns);
}

void WorkerPool::startIteration(int position)
{
    auto &worker = touch(position);
    worker.phase = Worker::Phase::Iterating;
    worker.scenario = m_mix.pick(draw(worker.random));
    worker.iterationStartedAt = m_tools.clock.now();
    m_tools.runtime.startIteration(position, worker.scenario);
}

void WorkerPool::endWorker(int position)
{
    auto &worker = touch(position);
    if (worker.phase == Worker::Phase::Done)
        return;
    if (worker.phase != Worker::Phase::Waiting)
        --m_active;
    worker.phase = Worker::Phase::Done;
    m_tools.scheduler.cancel(worker.alarm);
    if (--m_notDone > 0)
        return;
    m_isStopping = true;
    m_tools.scheduler.cancel(m_endAlarm);
    Q_EMIT finished(m_setupFailure);
}

} // namespace Molotov
