// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/loglimiter.h"

#include "core/engine/boundedtext.h"
#include "core/engine/clock.h"

#include <utility>

namespace Molotov {

LogLimiter::LogLimiter(const Clock &clock, Sink sink)
    : m_clock(clock)
    , m_sink(std::move(sink))
{
}

void LogLimiter::write(Protocol::LogLevel level, int worker, const QString &text)
{
    const auto now = m_clock.now();
    if (!m_second || now - *m_second >= std::chrono::seconds(1)) {
        m_second = now;
        m_lines = 0;
    }
    if (m_lines >= LinesPerSecond) {
        ++m_dropped;
        return;
    }
    ++m_lines;
    m_sink({.level = level,
            .worker = worker,
            .text = boundedText(text, MaxText),
            .dropped = std::exchange(m_dropped, 0)});
}

void LogLimiter::finish()
{
    if (m_dropped == 0)
        return;
    m_sink({.level = Protocol::LogLevel::Warning,
            .worker = -1,
            .text = m_dropped == 1 ? QStringLiteral("The last line was left out")
                                   : QStringLiteral("The last %1 lines were left out").arg(m_dropped),
            .dropped = m_dropped});
    m_dropped = 0;
}

} // namespace Molotov
