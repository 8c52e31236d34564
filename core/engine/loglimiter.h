// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/protocol/messages.h"

#include <chrono>
#include <functional>
#include <optional>

namespace Molotov {

class Clock;

/// Lets a bounded number of the lines that scripts print through, and counts the rest.
class LogLimiter
{
public:
    static constexpr int LinesPerSecond = 100;
    static constexpr qsizetype MaxText = 10'000; ///< characters of a line

    using Sink = std::function<void(const Protocol::ScriptLog &)>;

    /// The clock must outlive this.
    LogLimiter(const Clock &clock, Sink sink);

    void write(Protocol::LogLevel level, int worker, const QString &text);

    /// Tells of lines that were left out and that no later line has told of.
    void finish();

private:
    const Clock &m_clock;
    Sink m_sink;
    std::optional<std::chrono::microseconds> m_second; // when the present second began
    int m_lines = 0; // in the present second
    qint64 m_dropped = 0; // since the last line that was let through
};

} // namespace Molotov
