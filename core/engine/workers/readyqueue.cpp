// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/workers/readyqueue.h"

#include "core/engine/clock.h"
#include "core/engine/loop/turn.h"

namespace Molotov {

ReadyQueue::ReadyQueue(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
}

void ReadyQueue::run()
{
    if (m_holds > 0 || m_positions.empty())
        return;
    proceedForATurn();
    if (!m_positions.empty())
        post();
}

void ReadyQueue::proceedForATurn()
{
    const Hold hold(*this);
    const auto end = m_clock.now() + MaxTurn;
    for (auto count = m_positions.size(); count > 0; --count) {
        const int position = m_positions.front();
        m_positions.pop_front();
        m_proceed(position);
        if (m_clock.now() >= end)
            break;
    }
}

void ReadyQueue::post()
{
    if (std::exchange(m_isPosted, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isPosted = false;
            run();
        },
        Qt::QueuedConnection);
}

} // namespace Molotov
