// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/outbox.h"

#include "core/engine/clock.h"
#include "core/engine/loop/turn.h"
#include "core/engine/metricsrecorder.h"

#include <QCoreApplication>
#include <QEvent>

#include <utility>

namespace Molotov {

namespace {

const auto SendEvent = QEvent::Type(QEvent::registerEventType());

} // namespace

Outbox::Outbox(const Clock &clock, MetricsRecorder *metrics)
    : m_clock(clock)
    , m_metrics(metrics)
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

void Outbox::send(Hop &hop)
{
    const auto added = hop.startedAt();
    hop.send();
    if (m_metrics != nullptr)
        m_metrics->addQueued(hop.startedAt() - added);
}

bool Outbox::event(QEvent *event)
{
    if (event->type() != SendEvent)
        return QObject::event(event);
    m_isPosted = false;
    const auto end = m_clock.now() + MaxTurn;
    while (!m_hops.isEmpty()) {
        send(m_hops.takeFirst());
        if (m_clock.now() >= end)
            break;
    }
    if (!m_hops.isEmpty())
        post();
    return true;
}

} // namespace Molotov
