// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/workers/stoppolicy.h"

#include <utility>

using std::chrono::microseconds;

namespace Molotov {

StopPolicy::StopPolicy(Scheduler &scheduler, Actions actions)
    : m_scheduler(scheduler)
    , m_actions(std::move(actions))
{
}

void StopPolicy::start(microseconds duration, bool abortsAtEnd)
{
    m_abortsAtEnd = abortsAtEnd;
    setTimeLeft(duration);
}

void StopPolicy::setTimeLeft(microseconds left)
{
    if (isStopping())
        return;
    setAlarm(left, [this] {
        if (m_abortsAtEnd)
            stopNow();
        else
            endLoad();
    });
}

void StopPolicy::setAlarm(microseconds delay, std::function<void()> callback)
{
    m_scheduler.cancel(m_alarm);
    m_alarm = m_scheduler.after(delay, std::move(callback), Scheduler::Rank::Control);
}

void StopPolicy::stop()
{
    m_isStoppedByOthers = true;
    endLoad();
}

void StopPolicy::endLoad()
{
    if (isStopping())
        return;
    m_phase = Phase::InGrace;
    setAlarm(Grace, [this] { endGrace(); });
    m_actions.endLoad();
}

void StopPolicy::endGrace()
{
    if (!m_isStoppedByOthers)
        m_actions.failUnanswered();
    stopNow();
}

void StopPolicy::stopNow()
{
    if (m_phase == Phase::Aborting || m_phase == Phase::Finished)
        return;
    m_phase = Phase::Aborting;
    setAlarm(TeardownGrace, m_actions.giveUp);
    m_actions.abort();
}

void StopPolicy::finish()
{
    m_phase = Phase::Finished;
    m_scheduler.cancel(m_alarm);
}

} // namespace Molotov
