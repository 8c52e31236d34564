// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/looplag.h"

#include "core/engine/clock.h"

#include <algorithm>

namespace Molotov {

LoopLag::LoopLag(const Clock &clock, Scheduler &scheduler)
    : m_clock(clock)
    , m_scheduler(scheduler)
{
}

LoopLag::~LoopLag()
{
    m_scheduler.cancel(m_alarm);
}

void LoopLag::start()
{
    m_scheduler.cancel(m_alarm);
    m_due = m_clock.now() + Period;
    wait();
}

void LoopLag::stop()
{
    if (!m_alarm.isValid())
        return;
    recordDue();
    m_scheduler.cancel(m_alarm);
    m_alarm = {};
}

SparseHistogram LoopLag::takeFrom(Histogram &lag)
{
    const auto taken = lag.sparse();
    lag.clear();
    return taken;
}

void LoopLag::recordDue()
{
    const auto now = m_clock.now();
    const auto backlog = now - m_clock.waitingSince();
    for (; m_due <= now; m_due += Period) {
        const auto lag = std::max(now - m_due - Rounding, backlog);
        m_lag.record(lag); // below 0 counts as 0
        m_ownLag.record(lag - m_scripts);
    }
    m_scripts = {};
}

void LoopLag::wait()
{
    m_alarm = m_scheduler.after(m_due - m_clock.now(), [this] {
        recordDue();
        wait();
    });
}

} // namespace Molotov
