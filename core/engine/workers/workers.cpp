// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/workers/workers.h"

#include "core/engine/clock.h"
#include "core/engine/errorsamples.h"
#include "core/engine/http/httpclient.h"
#include "core/engine/metricsrecorder.h"
#include "core/engine/workers/readyqueue.h"

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

Workers::Workers(const Tools &tools, ReadyQueue &ready, const Protocol::LoadScenario &plan,
                 const LoadOutcome &loaded, QObject *parent)
    : QObject(parent)
    , m_tools(tools)
    , m_ready(ready)
    , m_share(plan.share)
    , m_seed(plan.seed)
    , m_iterationTimeout(plan.iterationTimeout)
    , m_isSingleRun(plan.singleRun)
    , m_scenarios(loaded.scenarios)
    , m_mix(weightsOf(loaded.scenarios))
    , m_order(orderOfNames(loaded.scenarios))
    , m_hasPicker(loaded.hasPicker && plan.singleMode.isEmpty())
{
    grow(plan.load.workersOf(plan.share));
    connectRuntime();
}

void Workers::grow(int count)
{
    for (int i = this->count(); i < count; ++i) {
        m_workers.emplace_back().random = generatorFor(m_seed, m_share.workerId(i));
        ++m_notDone;
        ++m_loading;
    }
}

void Workers::stay(int position)
{
    m_tools.scheduler.cancel(at(position).alarm);
}

void Workers::connectRuntime()
{
    const auto &runtime = m_tools.runtime;
    connect(&runtime, &ScriptRuntime::setupDone, this, &Workers::onSetupDone);
    connect(&runtime, &ScriptRuntime::setupFailed, this, &Workers::onSetupFailed);
    connect(&runtime, &ScriptRuntime::iterationDone, this, &Workers::onIterationDone);
    connect(&runtime, &ScriptRuntime::iterationFailed, this, &Workers::onIterationFailed);
    connect(&runtime, &ScriptRuntime::workerRetired, this, &Workers::onRetired);
    connect(&runtime, &ScriptRuntime::scenarioPicked, this, &Workers::onScenarioPicked);
    connect(&runtime, &ScriptRuntime::teardownDone, this, &Workers::finish);
    connect(&runtime, &ScriptRuntime::sleepBegan, this, [this](int position) { onSlept(position, 1); });
    connect(&runtime, &ScriptRuntime::sleepEnded, this, [this](int position) { onSlept(position, -1); });
}

bool Workers::hasMore(int position) const
{
    const auto &worker = at(position);
    return !worker.isRetired && (!m_isSingleRun || worker.iterations < m_order.size());
}

microseconds Workers::ownDelay(int position) const
{
    const int scenario = at(position).scenario;
    return scenario < 0 ? microseconds(0) : m_scenarios.at(scenario).delay;
}

void Workers::wake(int position, microseconds delay, std::function<void()> callback)
{
    auto &worker = m_workers.at(size_t(position));
    m_tools.scheduler.cancel(worker.alarm);
    worker.alarm = m_tools.scheduler.after(delay, std::move(callback));
}

void Workers::begin(int position)
{
    touch(position).phase = Worker::Phase::SettingUp;
    ++m_active;
    m_tools.runtime.startSetup(position, m_share.workerId(position));
}

void Workers::onSetupDone(int position)
{
    if (at(position).phase == Worker::Phase::SettingUp)
        Q_EMIT wasSetUp(position);
}

void Workers::onSetupFailed(int position, const ScriptError &error)
{
    const auto phase = at(position).phase;
    if (phase == Worker::Phase::SettingUp || phase == Worker::Phase::Iterating)
        Q_EMIT failedToSetUp(error);
}

void Workers::makeReady(int position)
{
    makeReady(position, m_tools.clock.now());
}

void Workers::makeReady(int position, microseconds since)
{
    auto &worker = touch(position);
    worker.phase = Worker::Phase::Ready;
    worker.readyAt = since;
    m_ready.push(position);
}

void Workers::rest(int position)
{
    touch(position).phase = Worker::Phase::Pausing;
}

void Workers::pause(int position, microseconds delay, std::function<void()> callback)
{
    touch(position).phase = Worker::Phase::Pausing;
    wake(position, delay, std::move(callback));
}

void Workers::startIteration(int position)
{
    auto &worker = touch(position);
    worker.phase = Worker::Phase::Iterating;
    worker.scenario = pick(worker);
    worker.iterationStartedAt = m_tools.clock.now();
    m_tools.metrics.addQueued(worker.iterationStartedAt - worker.readyAt);
    if (m_iterationTimeout.count() > 0)
        worker.alarm = m_tools.scheduler.after(
            m_iterationTimeout, [this, position] { onTimeout(position); }, Scheduler::Rank::Control);
    m_tools.runtime.startIteration(position, worker.scenario);
}

void Workers::startIteration(int position, std::chrono::microseconds meantAt)
{
    m_tools.http.setLateStart(position,
                              std::max(std::chrono::microseconds(0), m_tools.clock.now() - meantAt));
    startIteration(position);
}

int Workers::pick(Worker &worker) const
{
    if (m_isSingleRun)
        return m_order.at(worker.iterations);
    return m_hasPicker ? ScriptRuntime::PickedByScript : m_mix.pick(worker.random.nextUnit());
}

void Workers::onScenarioPicked(int position, int scenario)
{
    touch(position).scenario = scenario;
}

void Workers::onIterationDone(int position)
{
    endIteration(position, true);
}

void Workers::onIterationFailed(int position, const ScriptError &error)
{
    if (m_isAborting || at(position).phase != Worker::Phase::Iterating)
        return;
    sample(position, m_tools.metrics.addError(error), error.message);
    Q_EMIT iterationFailed(error);
    endIteration(position, false);
}

void Workers::sample(int position, const ErrorLog::Added &added, const QString &message)
{
    if (m_tools.samples == nullptr || !m_tools.samples->wants(added.group))
        return;
    const auto &worker = at(position);
    m_tools.samples->add(added.group,
                         {.error = added.error,
                          .message = message,
                          .worker = m_share.workerId(position),
                          .scenario = worker.scenario,
                          .at = m_tools.metrics.elapsed()},
                         m_tools.http.lastExchanges(position, worker.iterationStartedAt,
                                                    size_t(Protocol::MaxSampledExchanges)),
                         m_tools.metrics.startedAt());
}

void Workers::onRetired(int position)
{
    auto &worker = touch(position);
    if (m_isAborting || worker.phase != Worker::Phase::Iterating)
        return;
    m_tools.scheduler.cancel(worker.alarm);
    worker.isRetired = true;
    worker.sleeps = 0;
    Q_EMIT iterationEnded(position);
}

void Workers::onTimeout(int position)
{
    const auto seconds = std::chrono::duration<double>(m_iterationTimeout).count();
    {
        // The next iteration of the worker begins when the requests of this one have ended.
        const ReadyQueue::Hold hold(m_ready);
        m_tools.runtime.timeOut(position, QStringLiteral("The iteration took longer than %1 s").arg(seconds));
        m_tools.http.abort(
            position, {HttpFailure::Kind::Timeout,
                       QStringLiteral("was given up: its iteration took longer than %1 s").arg(seconds)});
    }
    m_ready.run();
}

void Workers::onSlept(int position, int change)
{
    if (position < 0)
        return;
    auto &worker = touch(position);
    worker.sleeps = std::max(0, worker.sleeps + change);
}

void Workers::endIteration(int position, bool isOk)
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
    Q_EMIT iterationEnded(position);
}

void Workers::leave(int position)
{
    auto &worker = touch(position);
    m_tools.scheduler.cancel(worker.alarm);
    worker.isLeaving = true;
    worker.phase = Worker::Phase::TearingDown;
    m_tools.runtime.startTeardown(position);
}

void Workers::end(int position)
{
    auto &worker = touch(position);
    const bool isTearingDown = worker.phase == Worker::Phase::TearingDown && !worker.isLeaving;
    if (isTearingDown || worker.phase == Worker::Phase::Done)
        return;
    m_tools.scheduler.cancel(worker.alarm);
    if (--m_loading == 0)
        Q_EMIT loadEnded();
    if (std::exchange(worker.isLeaving, false))
        return; // its teardown is under way
    if (worker.phase == Worker::Phase::Waiting)
        return finish(position);
    worker.phase = Worker::Phase::TearingDown;
    m_tools.runtime.startTeardown(position);
}

void Workers::finish(int position)
{
    auto &worker = touch(position);
    if (worker.phase == Worker::Phase::Done)
        return;
    m_active -= worker.phase == Worker::Phase::Waiting ? 0 : 1;
    if (std::exchange(worker.isLeaving, false)) {
        worker.phase = Worker::Phase::Waiting;
        Q_EMIT hasLeft(position);
        return;
    }
    worker.phase = Worker::Phase::Done;
    if (--m_notDone == 0)
        Q_EMIT allDone();
}

void Workers::endIdle()
{
    for (int i = 0; i < count(); ++i) {
        const auto phase = at(i).phase;
        if (phase != Worker::Phase::SettingUp && phase != Worker::Phase::Iterating)
            end(i);
    }
}

void Workers::failUnanswered()
{
    const ReadyQueue::Hold hold(m_ready); // no worker ends before its requests
    m_tools.runtime.failUnanswered();
}

void Workers::abort()
{
    m_isAborting = true;
    for (const auto &worker : m_workers) {
        if (worker.phase == Worker::Phase::Iterating)
            m_tools.metrics.addAbortedIteration(worker.scenario);
    }
    // First the scripts, so that one that catches the exception of a request cannot send another.
    m_tools.runtime.stop(ScriptRuntime::Stop::AllButTeardowns);
    m_tools.http.abort([](const HttpRequest &request) { return request.purpose != RequestPurpose::Teardown; },
                       runStopped());
    for (int i = 0; i < count(); ++i)
        end(i);
}

void Workers::giveUpTeardowns()
{
    m_tools.runtime.stop(ScriptRuntime::Stop::AllButGlobalTeardown);
    m_tools.http.abort([](const HttpRequest &) { return true; }, runStopped());
    for (int i = 0; i < count(); ++i)
        finish(i);
}

QList<Protocol::WorkerStatus> Workers::takeStates()
{
    QList<Protocol::WorkerStatus> changed;
    for (int i = 0; i < int(m_workers.size()); ++i) {
        auto &worker = m_workers[size_t(i)];
        if (!std::exchange(worker.isReported, true))
            changed.append(worker.status(i));
    }
    return changed;
}

Worker &Workers::touch(int position)
{
    auto &worker = m_workers.at(size_t(position));
    worker.isReported = false;
    return worker;
}

} // namespace Molotov
