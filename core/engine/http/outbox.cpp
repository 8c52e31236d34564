// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/outbox.h"

#include "core/engine/http/hop.h"

#include <QCoreApplication>
#include <QEvent>

#include <utility>

namespace Molotov {

namespace {

const auto SendEvent = QEvent::Type(QEvent::registerEventType());

} // namespace

void Outbox::add(Hop &hop)
{
    m_hops.push_back(&hop);
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
    // Sending tells a hop nothing, so that none is added or removed by it.
    for (auto *hop : m_hops)
        hop->send();
    m_hops.clear();
    return true;
}

} // namespace Molotov
