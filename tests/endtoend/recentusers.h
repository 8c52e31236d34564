// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QHash>

namespace Molotov::Test {

/// How many connections, and so users, have sent a request within the last second. However busy the computer
/// is, there are never more of them than users.
class RecentUsers
{
public:
    RecentUsers() { m_clock.start(); }

    /// A request came through this connection; counts it as well.
    qsizetype note(int connection)
    {
        constexpr qint64 Second = 1000; // ms
        const auto now = m_clock.elapsed();
        m_lastTimes.insert(connection, now);
        m_lastTimes.removeIf([now](auto it) { return it.value() <= now - Second; });
        return m_lastTimes.size();
    }

private:
    QElapsedTimer m_clock;
    QHash<int, qint64> m_lastTimes; // by connection
};

} // namespace Molotov::Test
