// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/recentexchanges.h"

#include <algorithm>
#include <utility>

namespace Molotov {

namespace {

qint64 bytesOf(const RecentExchange &exchange)
{
    return exchange.sentBody.size() + exchange.body.size();
}

} // namespace

void RecentExchanges::add(RecentExchange exchange)
{
    if (exchange.body.size() > LargestShared)
        exchange.body = exchange.body.first(CutBody);
    if (exchange.sentBody.size() > LargestShared)
        exchange.sentBody = exchange.sentBody.first(CutBody);
    m_exchanges.resize(Capacity);
    if (m_count == Capacity)
        dropOldest();
    m_bytes += bytesOf(exchange);
    m_exchanges[(m_first + m_count) % Capacity] = std::move(exchange);
    ++m_count;
    while (m_bytes > MaxBytes && m_count > 1)
        dropOldest();
}

void RecentExchanges::dropOldest()
{
    auto &oldest = m_exchanges[m_first];
    m_bytes -= bytesOf(oldest);
    // Its other parts go when its place is taken.
    oldest.body.clear();
    oldest.sentBody.clear();
    m_first = (m_first + 1) % Capacity;
    --m_count;
}

std::vector<RecentExchange> RecentExchanges::of(int owner, std::chrono::microseconds since, size_t most) const
{
    std::vector<RecentExchange> found;
    for (size_t i = m_count; i > 0 && found.size() < most; --i) {
        const auto &exchange = m_exchanges[(m_first + i - 1) % Capacity];
        if (exchange.owner == owner && exchange.startedAt >= since)
            found.push_back(exchange);
    }
    std::reverse(found.begin(), found.end());
    return found;
}

} // namespace Molotov
