// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/scheduler.h"
#include "core/engine/workers/executor.h"
#include "core/model/arrivals.h"

#include <optional>
#include <vector>

namespace Molotov {

/// Iterations begin when the plan says so, whether or not earlier ones have ended: an open model. A slow
/// target gets as much load as a fast one, and needs more users.
///
/// A user that is free does it, else a new one, as long as there are fewer than the plan allows. When all are
/// busy, the iteration is dropped, and counted.
class OpenExecutor : public Executor
{
public:
    OpenExecutor(const Tools &tools, const LoadPlan &plan, const WorkShare &share, quint64 seed);

    void start() override;
    void change(const LoadCourse &course) override;
    void startDue() override;
    void stop() override;
    void onSetUp(int position) override;
    void onIterationEnded(int position) override;
    void onLeft(int) override {}
    void proceed(int position) override;

private:
    std::chrono::microseconds elapsed() const;
    void waitForNext();
    void beginDue();
    void begin(std::chrono::microseconds meantAt);
    void endIfAllHaveCome();
    void endPause();

    Tools m_tools;
    Arrivals m_arrivals;
    std::chrono::microseconds m_startedAt{0}; // of the clock
    std::optional<std::chrono::microseconds> m_next; // since then
    Scheduler::Alarm m_alarm;
    std::vector<std::chrono::microseconds>
        m_meantAt; // of the clock, by position: the iteration of each worker
    std::vector<int> m_free; // workers that have ended an iteration
    std::vector<bool> m_isWaiting; // by position: that iteration has not begun yet
    std::vector<int> m_held; // of those, workers that begin it when the pause is over
    std::optional<std::chrono::microseconds> m_pausedAt; // of the clock
    int m_known = 0; // workers that have ever begun
    bool m_isStopping = false;
};

} // namespace Molotov
