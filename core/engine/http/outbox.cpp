// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/outbox.h"

#include "core/engine/clock.h"
#include "core/engine/http/hop.h"
#include "core/engine/loop/turn.h"

#include <QCoreApplication>
#include <QEvent>

#include <utility>

namespace Molotov {

namespace {

const auto SendEvent = QEvent::Type(QEvent::registerEventType());

} // namespace

Outbox::Outbox(const Clock &clock)
    : m_clock(clock)
{
}

void Outbox::add(Hop &hop)
{
    m_hops.push_back(&hop);
    post();
}

void Outbox::post()
{
    if (!std::exchange(m_isPosted, true))
        QCoreApplication::postEvent(this, new QEvent(SendEvent), Qt::LowEventPriority);
}

void Outbox::remove(Hop &hop)
{
    std::erase(m_hops, &hop);
}

bool Outbox::event(QEvent *event)
{
    if (event->type() != SendEvent)
        return QObject::event(event);
    m_isPosted = false;
    if (m_hops.empty())
        return true;
    // Sending tells a hop nothing, so that none is added or removed by it.
    const auto end = m_clock.now() + MaxTurn;
    auto next = m_hops.begin();
    do {
        (*next++)->send();
    } while (next != m_hops.end() && m_clock.now() < end);
    m_hops.erase(m_hops.begin(), next);
    if (!m_hops.empty())
        post();
    return true;
}

} // namespace Molotov
