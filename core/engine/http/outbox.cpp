// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/outbox.h"

#include "core/engine/clock.h"
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
    m_hops.add(hop);
    post();
}

void Outbox::post()
{
    if (!std::exchange(m_isPosted, true))
        QCoreApplication::postEvent(this, new QEvent(SendEvent), Qt::LowEventPriority);
}

bool Outbox::event(QEvent *event)
{
    if (event->type() != SendEvent)
        return QObject::event(event);
    m_isPosted = false;
    const auto end = m_clock.now() + MaxTurn;
    while (!m_hops.isEmpty()) {
        m_hops.takeFirst().send();
        if (m_clock.now() >= end)
            break;
    }
    if (!m_hops.isEmpty())
        post();
    return true;
}

} // namespace Molotov
