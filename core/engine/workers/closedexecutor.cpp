// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/workers/closedexecutor.h"

#include "core/engine/clock.h"
#include "core/engine/metricsrecorder.h"
#include "core/engine/workers/readyqueue.h"
#include "core/engine/workers/workers.h"

#include <algorithm>
#include <utility>

using std::chrono::microseconds;

namespace Molotov {

ClosedExecutor::ClosedExecutor(const Tools &tools, const LoadPlan &plan, const WorkShare &share)
    : m_tools(tools)
    , m_plan(plan)
    , m_share(share)
    , m_course(plan)
    , m_users(size_t(tools.workers.count()))
    , m_mostIterations(share.of(plan.iterations))
{
}

microseconds ClosedExecutor::elapsed() const
{
    return m_tools.clock.now() - m_startedAt;
}

void ClosedExecutor::start()
{
    m_startedAt = m_tools.clock.now();
    for (int i = 0; i < m_tools.workers.count(); ++i)
        comeAt(i, microseconds(0));
    checkIdle();
}

// The next time that the user is needed.
void ClosedExecutor::comeAt(int position, microseconds earliest)
{
    auto &workers = m_tools.workers;
    const auto spans = m_course.planned().above(double(m_share.turnOf(position)));
    const auto span = std::find_if(spans.begin(), spans.end(),
                                   [earliest](const TimeSpan &one) { return one.end > earliest; });
    const bool isNeeded = span != spans.end() && span->begin < m_course.length();
    setSpare(position, !isNeeded);
    if (!isNeeded && areIterationsUsedUp())
        return workers.wake(position, microseconds(0), [&workers, position] { workers.end(position); });
    if (!isNeeded)
        return workers.stay(position);
    workers.wake(position, span->begin - elapsed(),
                 [this, position, until = span->end] { come(position, until); });
}

void ClosedExecutor::come(int position, microseconds until)
{
    if (m_course.isPaused())
        return; // the end of the pause has it come, if it is needed then
    m_users.at(size_t(position)) = {};
    stayUntil(position, until);
    m_tools.workers.begin(position);
}

void ClosedExecutor::stayUntil(int position, microseconds end)
{
    auto &alarm = m_users.at(size_t(position)).leaveAlarm;
    m_tools.scheduler.cancel(alarm);
    alarm = {};
    if (end < m_course.length())
        alarm = m_tools.scheduler.after(end - elapsed(), [this, position] { goAway(position); });
}

void ClosedExecutor::setSpare(int position, bool isSpare)
{
    auto &user = m_users.at(size_t(position));
    m_spare += int(isSpare) - int(user.isSpare);
    user.isSpare = isSpare;
}

bool ClosedExecutor::isIdle() const
{
    return !m_isStopping && m_spare == m_tools.workers.notDoneCount() && !areIterationsUsedUp();
}

void ClosedExecutor::checkIdle()
{
    if (isIdle())
        m_tools.metrics.endLoad();
}

void ClosedExecutor::change(const LoadCourse &course)
{
    if (m_isStopping || areIterationsUsedUp())
        return;
    const bool endsPause = m_course.isPaused() && !course.isPaused();
    if (isIdle())
        m_tools.metrics.resumeLoad();
    m_course = course;
    m_tools.workers.grow(int(m_share.of(course.users())));
    m_users.resize(size_t(m_tools.workers.count()));
    for (int i = 0; i < m_tools.workers.count(); ++i)
        replan(i);
    if (endsPause)
        endPause();
    checkIdle();
    m_tools.ready.run();
}

// One that is torn down to come again looks at the course by itself when it has left.
void ClosedExecutor::replan(int position)
{
    const auto phase = m_tools.workers.at(position).phase;
    if (phase == Worker::Phase::Done || phase == Worker::Phase::TearingDown)
        return;
    if (phase == Worker::Phase::Waiting)
        return comeAt(position, elapsed());
    const auto now = elapsed();
    const auto spans = m_course.planned().above(double(m_share.turnOf(position)));
    const auto span = std::find_if(spans.begin(), spans.end(),
                                   [now](const TimeSpan &one) { return one.begin <= now && now < one.end; });
    if (span == spans.end()) {
        m_tools.scheduler.cancel(m_users.at(size_t(position)).leaveAlarm);
        return goAway(position);
    }
    m_users.at(size_t(position)).isLeaving = false;
    stayUntil(position, span->end);
}

void ClosedExecutor::hold(int position)
{
    m_users.at(size_t(position)).isHeld = true;
    m_tools.workers.rest(position);
}

// What a pause was in the way of is not late for the pacing.
void ClosedExecutor::endPause()
{
    for (int i = 0; i < m_tools.workers.count(); ++i) {
        auto &user = m_users.at(size_t(i));
        const bool isHeld = std::exchange(user.isHeld, false);
        if (!isHeld || m_tools.workers.at(i).phase != Worker::Phase::Pausing)
            continue;
        if (user.nextAt.count() > 0)
            user.nextAt = user.meantAt = std::max(user.nextAt, m_tools.clock.now());
        m_tools.workers.makeReady(i);
    }
}

// Those in a setup or an iteration do so when that has ended.
void ClosedExecutor::goAway(int position)
{
    m_users.at(size_t(position)).isLeaving = true;
    const auto phase = m_tools.workers.at(position).phase;
    if (!m_isStopping && (phase == Worker::Phase::Ready || phase == Worker::Phase::Pausing))
        m_tools.workers.leave(position);
}

void ClosedExecutor::onLeft(int position)
{
    comeAt(position, elapsed());
    checkIdle();
}

void ClosedExecutor::onSetUp(int position)
{
    m_tools.workers.makeReady(position);
}

void ClosedExecutor::onIterationEnded(int position)
{
    const auto &worker = m_tools.workers.at(position);
    if (m_plan.pacing.count() > 0 && !worker.isRetired && !worker.lastFailed)
        m_tools.metrics.addResponseTime(m_tools.clock.now() - m_users.at(size_t(position)).meantAt);
    const auto pause = mayGoOn(position) ? pauseAfter(position) : microseconds(0);
    if (pause == microseconds(0))
        return m_tools.workers.makeReady(position);
    m_tools.workers.pause(position, pause, [this, position] {
        m_tools.workers.makeReady(position);
        m_tools.ready.run();
    });
}

// Counts what is late for the pacing.
microseconds ClosedExecutor::pauseAfter(int position)
{
    const microseconds delay = m_tools.workers.ownDelay(position) + m_plan.delay;
    if (m_plan.pacing.count() == 0)
        return delay;
    auto &nextAt = m_users.at(size_t(position)).nextAt;
    nextAt += m_plan.pacing;
    m_users.at(size_t(position)).meantAt = nextAt;
    const auto now = m_tools.clock.now();
    if (now + delay > nextAt) {
        if (!m_course.isPaused())
            m_tools.metrics.addLate();
        nextAt = now + delay;
    }
    return nextAt - now;
}

void ClosedExecutor::proceed(int position)
{
    auto &user = m_users.at(size_t(position));
    if (mayGoOn(position)) {
        if (m_course.isPaused())
            return hold(position);
        ++m_begun;
        startIteration(position);
        if (areIterationsUsedUp())
            m_tools.workers.endIdle(); // nothing is left for them, nor for those who would come
        return;
    }
    m_tools.scheduler.cancel(user.leaveAlarm);
    if (user.isLeaving && !m_isStopping && hasMore(position))
        return m_tools.workers.leave(position);
    m_tools.workers.end(position);
    checkIdle();
}

void ClosedExecutor::startIteration(int position)
{
    auto &user = m_users.at(size_t(position));
    if (m_plan.pacing.count() == 0)
        return m_tools.workers.startIteration(position);
    if (user.nextAt.count() == 0)
        user.nextAt = user.meantAt = m_tools.clock.now();
    m_tools.workers.startIteration(position, user.meantAt);
}

bool ClosedExecutor::mayGoOn(int position) const
{
    return !m_isStopping && !m_users.at(size_t(position)).isLeaving && hasMore(position);
}

bool ClosedExecutor::hasMore(int position) const
{
    return m_tools.workers.hasMore(position) && !areIterationsUsedUp()
           && (m_plan.maxRuns == 0 || m_tools.workers.at(position).iterations < m_plan.maxRuns);
}

bool ClosedExecutor::areIterationsUsedUp() const
{
    return m_plan.iterations > 0 && m_begun >= m_mostIterations;
}

} // namespace Molotov
