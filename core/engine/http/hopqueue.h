// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/hop.h"

#include <deque>

namespace Molotov {

/// Hops that wait, in their order. A hop is in one queue at most, and knows its place in it: thousands can be
/// taken out one by one, as at the end of a run.
class HopQueue
{
public:
    bool isEmpty() const { return m_hops.empty(); }

    void add(Hop &hop)
    {
        hop.setPlace(m_first + m_hops.size());
        m_hops.push_back(&hop);
    }

    /// False if it is not in here.
    bool remove(const Hop &hop)
    {
        const auto index = hop.place() - m_first; // far too great for a place before the first
        if (index >= m_hops.size() || m_hops[index] != &hop)
            return false;
        m_hops[index] = nullptr;
        dropRemoved();
        return true;
    }

    /// The first that is wanted, which is then no longer in here; null if there is none.
    template <typename IsWanted>
    Hop *take(IsWanted isWanted)
    {
        for (auto &entry : m_hops) {
            if (entry == nullptr || !isWanted(*entry))
                continue;
            auto *hop = std::exchange(entry, nullptr);
            dropRemoved();
            return hop;
        }
        return nullptr;
    }

    /// Only when it is not empty.
    Hop &takeFirst()
    {
        auto *hop = m_hops.front();
        m_hops.front() = nullptr;
        dropRemoved();
        return *hop;
    }

private:
    // The first one is always there.
    void dropRemoved()
    {
        for (; !m_hops.empty() && m_hops.front() == nullptr; ++m_first)
            m_hops.pop_front();
    }

    std::deque<Hop *> m_hops; // null: was removed
    size_t m_first = 0; // place of the first
};

} // namespace Molotov
