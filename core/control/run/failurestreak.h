// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>

#include <chrono>
#include <optional>

namespace Molotov {

struct RunSecond;

/// For how long a run has had nothing but failed iterations: one that does so for long is better stopped.
class FailureStreak
{
public:
    static constexpr std::chrono::seconds Long{10};

    /// The seconds that follow those of before.
    void add(const QList<RunSecond> &seconds);

    /// From the second of the first failure to that of the last one it is as long as that, and no iteration
    /// has been ok between them or since. Seconds in which none ended are no news.
    bool isLong() const { return m_begin && m_end - *m_begin >= Long; }

private:
    void note(const RunSecond &second);

    std::optional<std::chrono::microseconds> m_begin; // on the run's clock; none: the last iteration was ok
    std::chrono::microseconds m_end{0};
};

} // namespace Molotov
