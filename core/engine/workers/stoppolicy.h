// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/scheduler.h"

#include <chrono>
#include <functional>

namespace Molotov {

/// When and how the load of a helper ends: first no iteration begins any more, then those under way are
/// aborted, then teardowns are given up. Each step has its time, and may come early when somebody asks for
/// it.
class StopPolicy
{
public:
    /// How long iterations under way may go on once no new ones begin.
    static constexpr std::chrono::seconds Grace{10};
    /// How long teardowns may go on once iterations are aborted.
    static constexpr std::chrono::seconds TeardownGrace{1};

    struct Actions
    {
        std::function<void()> endLoad; ///< no iteration begins any more
        /// Nobody has stopped the load, and Grace is over: what waits for an answer has failed.
        std::function<void()> failUnanswered;
        /// Aborts setups and iterations; teardowns follow. Ends the load, too, as there may be no endLoad()
        /// before.
        std::function<void()> abort;
        std::function<void()> giveUp; ///< ends teardowns, too
    };

    /// The scheduler must outlive this.
    StopPolicy(Scheduler &scheduler, Actions actions);

    /// The load ends after `duration`; then iterations under way have Grace, unless they are aborted at once.
    void start(std::chrono::microseconds duration, bool abortsAtEnd);
    /// The load ends after `left` from now, in place of what start() said. Without effect once it has ended.
    void setTimeLeft(std::chrono::microseconds left);
    /// No iteration begins any more; those under way have Grace.
    void stop();
    void stopNow();
    /// All has ended: nothing more is to be done.
    void finish();

    bool isStopping() const { return m_phase != Phase::Loading; }
    bool isAborting() const { return m_phase == Phase::Aborting; }

private:
    enum class Phase { Loading, InGrace, Aborting, Finished };

    void setAlarm(std::chrono::microseconds delay, std::function<void()> callback);
    void endLoad();
    void endGrace();

    Scheduler &m_scheduler;
    Actions m_actions;
    Scheduler::Alarm m_alarm; // of the duration, then of Grace, then of TeardownGrace
    Phase m_phase = Phase::Loading;
    bool m_abortsAtEnd = false;
    bool m_isStoppedByOthers = false;
};

} // namespace Molotov
