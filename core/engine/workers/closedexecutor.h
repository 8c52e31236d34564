// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/scheduler.h"
#include "core/engine/workers/executor.h"
#include "core/model/loadcourse.h"

#include <vector>

namespace Molotov {

/// Of so many users, each begins its next iteration when the last one has ended. So a slow target gets less
/// load: this is a closed model. Users come and go as the plan says.
class ClosedExecutor : public Executor
{
public:
    ClosedExecutor(const Tools &tools, const LoadPlan &plan, const WorkShare &share);

    void start() override;
    void change(const LoadCourse &course) override;
    bool isIdle() const override;
    void stop() override { m_isStopping = true; }
    void onSetUp(int position) override;
    void onIterationEnded(int position) override;
    void onLeft(int position) override;
    void proceed(int position) override;

private:
    struct User
    {
        Scheduler::Alarm leaveAlarm;
        bool isLeaving = false;
        bool isSpare = false; // waits, and is not needed any more unless the load changes
        bool isHeld = false; // begins its next iteration when the pause is over
        // Of the clock: when the pacing has the next iteration; 0 = at once.
        std::chrono::microseconds nextAt{0};
        // The same without what an iteration before it took too long.
        std::chrono::microseconds meantAt{0};
    };

    std::chrono::microseconds elapsed() const;
    void comeAt(int position, std::chrono::microseconds earliest);
    void come(int position, std::chrono::microseconds until);
    void setSpare(int position, bool isSpare);
    void checkIdle();
    void replan(int position);
    void stayUntil(int position, std::chrono::microseconds end);
    void goAway(int position);
    void hold(int position);
    void endPause();
    void startIteration(int position);
    bool mayGoOn(int position) const;
    bool hasMore(int position) const;
    bool areIterationsUsedUp() const;
    std::chrono::microseconds pauseAfter(int position);

    Tools m_tools;
    LoadPlan m_plan;
    WorkShare m_share;
    LoadCourse m_course;
    std::chrono::microseconds m_startedAt{0}; // of the clock
    std::vector<User> m_users; // by position
    qint64 m_begun = 0; // iterations
    qint64 m_mostIterations; // of this helper; 0 = no limit
    int m_spare = 0; // users
    bool m_isStopping = false;
};

} // namespace Molotov
