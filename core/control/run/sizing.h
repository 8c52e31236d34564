// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/metrics.h"
#include "core/model/protocol/messages.h"

#include <QList>

#include <chrono>
#include <optional>
#include <vector>

namespace Molotov {

/// When a sizing has seen enough.
struct SizingRule
{
    std::chrono::microseconds window = std::chrono::minutes(1);
    qint64 samples = 100; ///< iterations that a window needs before it says anything
    double tolerance = 5; ///< percent of failed iterations
};

/// Decides how many workers a target can take, while a run adds workers.
///
/// Molotov's rule, over all helpers: iterations are counted in windows that follow each other; as soon as one
/// holds enough of them, and a larger share than is tolerated has failed, the limit is found. (Molotov takes
/// the failed ones over those that succeeded, and divides by zero when none did.) When all workers have begun
/// and one whole window goes by after that with no more failures than are tolerated, the target held them
/// all, where Molotov would go on for ever.
///
/// Knows no clock: `now` is the time since the start of the run and never goes back. Once there is a verdict,
/// nothing changes any more.
class Sizing
{
public:
    /// `helpers`: how many there are.
    Sizing(const SizingRule &rule, const LoadPlan &load, int helpers);

    void workersChanged(int helper, const QList<Protocol::WorkerStatus> &changed,
                        std::chrono::microseconds now);
    /// Its workers that have not begun never will.
    void helperEnded(int helper, std::chrono::microseconds now);
    /// Iterations that have come to their end.
    void add(qint64 ok, qint64 failed, std::chrono::microseconds now);
    /// Nothing has happened up to now.
    void pass(std::chrono::microseconds now);

    bool isOver() const { return m_result.verdict != SizingResult::Verdict::NotFinished; }
    const SizingResult &result() const { return m_result; }

private:
    struct Helper
    {
        std::vector<bool> started; // by position
        bool hasEnded = false;
    };

    bool hasEnoughSamples() const { return m_result.ok + m_result.failed >= m_rule.samples; }
    bool isBeyondTolerance() const;
    void noteWhetherAllStarted(std::chrono::microseconds now);

    SizingRule m_rule;
    std::vector<Helper> m_helpers;
    SizingResult m_result;
    std::chrono::microseconds m_windowStart{0};
    std::optional<std::chrono::microseconds> m_allStarted; // when
};

} // namespace Molotov
