// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/workers/openexecutor.h"

#include "core/engine/clock.h"
#include "core/engine/metricsrecorder.h"
#include "core/engine/workers/readyqueue.h"
#include "core/engine/workers/workers.h"

#include <algorithm>
#include <utility>

using std::chrono::microseconds;

namespace Molotov {

OpenExecutor::OpenExecutor(const Tools &tools, const LoadPlan &plan, const WorkShare &share, quint64 seed)
    : m_tools(tools)
    , m_arrivals(plan, share, seed)
    , m_meantAt(size_t(tools.workers.count()))
    , m_isWaiting(size_t(tools.workers.count()))
{
}

microseconds OpenExecutor::elapsed() const
{
    return m_tools.clock.now() - m_startedAt;
}

void OpenExecutor::start()
{
    m_startedAt = m_tools.clock.now();
    m_next = m_arrivals.next();
    waitForNext();
}

void OpenExecutor::waitForNext()
{
    m_tools.scheduler.cancel(m_alarm);
    m_alarm = {};
    if (!m_next)
        return endIfAllHaveCome();
    m_alarm = m_tools.scheduler.after(*m_next - elapsed(), [this] {
        beginDue();
        if (!m_isStopping)
            waitForNext();
    });
}

void OpenExecutor::change(const LoadCourse &course)
{
    if (m_isStopping)
        return;
    m_next = m_arrivals.change(course);
    if (course.isPaused() && !m_pausedAt)
        m_pausedAt = m_tools.clock.now();
    else if (!course.isPaused() && m_pausedAt)
        endPause();
    waitForNext();
}

// How long it took is no part of any response time.
void OpenExecutor::endPause()
{
    const auto now = m_tools.clock.now();
    const auto pausedAt = *std::exchange(m_pausedAt, std::nullopt);
    for (const int position : std::exchange(m_held, {})) {
        auto &meantAt = m_meantAt[size_t(position)];
        meantAt = now - std::max(microseconds(0), pausedAt - meantAt);
        m_tools.workers.makeReady(position, meantAt);
    }
    m_tools.ready.run();
}

void OpenExecutor::startDue()
{
    if (!m_isStopping)
        beginDue();
}

void OpenExecutor::beginDue()
{
    for (; m_next && *m_next <= elapsed(); m_next = m_arrivals.next())
        begin(*m_next);
    m_tools.ready.run();
}

void OpenExecutor::begin(microseconds meantAt)
{
    auto &workers = m_tools.workers;
    const auto moment = m_startedAt + meantAt;
    if (m_free.empty() && m_known == workers.count())
        return m_tools.metrics.addDropped();
    const bool isFree = !m_free.empty();
    const int position = isFree ? m_free.back() : m_known++;
    m_meantAt[size_t(position)] = moment;
    m_isWaiting[size_t(position)] = true;
    if (!isFree)
        return workers.begin(position);
    m_free.pop_back();
    workers.makeReady(position, moment);
}

// What was meant to begin by now does not begin any more.
void OpenExecutor::stop()
{
    if (std::exchange(m_isStopping, true))
        return;
    m_tools.scheduler.cancel(m_alarm);
    for (; m_next && *m_next <= elapsed(); m_next = m_arrivals.next())
        m_tools.metrics.addDropped();
    for (const bool isWaiting : m_isWaiting) {
        if (isWaiting)
            m_tools.metrics.addDropped();
    }
}

void OpenExecutor::onSetUp(int position)
{
    m_tools.workers.makeReady(position, m_meantAt[size_t(position)]);
}

void OpenExecutor::onIterationEnded(int position)
{
    const auto &worker = m_tools.workers.at(position);
    if (!worker.isRetired && !worker.lastFailed)
        m_tools.metrics.addResponseTime(m_tools.clock.now() - m_meantAt[size_t(position)]);
    if (m_isStopping || m_arrivals.areUsedUp() || !m_tools.workers.hasMore(position))
        return m_tools.workers.makeReady(position); // to end
    m_tools.workers.rest(position);
    m_free.push_back(position);
}

void OpenExecutor::proceed(int position)
{
    if (m_isWaiting[size_t(position)] && m_pausedAt && !m_isStopping) {
        m_held.push_back(position);
        return m_tools.workers.rest(position);
    }
    const bool isWaiting = m_isWaiting[size_t(position)];
    m_isWaiting[size_t(position)] = false;
    if (isWaiting && !m_isStopping)
        m_tools.workers.startIteration(position, m_meantAt[size_t(position)]);
    else
        m_tools.workers.end(position);
}

// When their number is limited. Else the run goes on to its end, also without any.
void OpenExecutor::endIfAllHaveCome()
{
    if (!m_arrivals.areUsedUp())
        return;
    for (const int position : std::exchange(m_free, {}))
        m_tools.workers.end(position);
    for (; m_known < m_tools.workers.count(); ++m_known)
        m_tools.workers.end(m_known);
}

} // namespace Molotov
