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

// Those of one connection mostly come one after the other. What another connection's requests wait for is
// no part of what they take.
void Outbox::flushSoon(Writer &writer)
{
    if (m_writer != &writer)
        flush();
    m_writer = &writer;
    post();
}

void Outbox::remove(const Writer &writer)
{
    if (m_writer == &writer)
        m_writer = nullptr;
}

void Outbox::flush()
{
    if (auto *writer = std::exchange(m_writer, nullptr))
        writer->flush();
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
    const auto end = m_clock.now() + MaxTurn;
    while (!m_hops.isEmpty()) {
        send(m_hops.takeFirst());
        if (m_clock.now() >= end)
            break;
    }
    flush();
    m_isPosted = false;
    if (!m_hops.isEmpty() || m_writer != nullptr)
        post();
    return true;
}

} // namespace Molotov
