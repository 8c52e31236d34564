// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/goal.h"

#include <QList>

#include <chrono>
#include <optional>

namespace Molotov {

class GoalMeasures;

/// Judges the goals of one run, while it goes on and at its end.
///
/// While the run goes on, a goal that has nothing to be judged by, or that more of the same may still fulfil
/// (count(iterations) > 1000), is NotYet. At the end it is NotJudged or Broken.
class GoalJudge
{
public:
    GoalJudge() = default;
    explicit GoalJudge(const QList<Goal> &goals);

    /// The run goes on. All that it measured, and what it measured in its load phase alone, if it has one:
    /// counts are judged by all of it, anything else by the load.
    void judge(const GoalMeasures &all, const GoalMeasures *load = nullptr);
    /// The run is over.
    void judgeEnd(const GoalMeasures &all, const GoalMeasures *load = nullptr);

    /// In the order of the goals; as they were judged last.
    const QList<GoalStatus> &statuses() const { return m_statuses; }

    /// The first goal that is to stop the run, for it was broken when it was judged last. It stays as it is
    /// now: late answers may make it hold again, but the run was stopped for it.
    std::optional<GoalStatus> takeStopReason();

private:
    void judge(const GoalMeasures &all, const GoalMeasures *load, bool isOver);

    QList<GoalStatus> m_statuses;
    std::chrono::microseconds m_loadTime{0}; // when they were judged
    std::optional<qsizetype> m_stopReason; // the one that has stopped the run
};

} // namespace Molotov
