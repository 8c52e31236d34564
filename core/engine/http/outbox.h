// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/hopqueue.h"

#include <QObject>

namespace Molotov {

class Clock;
class MetricsRecorder;

/// Requests that go out together at the end of a turn of the event loop.
///
/// Then nothing else runs between the sending of a request and the next look at the sockets: an answer that
/// comes soon is seen soon, not after the scripts of other workers. And a server that waits is woken once,
/// which costs the sender as much as all else of a send.
class Outbox : public QObject
{
    Q_OBJECT

public:
    /// Who gathers what several requests come to, and writes it at once.
    class Writer
    {
    public:
        virtual void flush() = 0;

    protected:
        ~Writer() = default;
    };

    /// Hears how long each has waited; null = nobody does. What is referred to must outlive this.
    explicit Outbox(const Clock &clock, MetricsRecorder *metrics = nullptr);

    /// The hop must take itself out before it is gone.
    void add(Hop &hop);
    /// False if it is not in here.
    bool remove(const Hop &hop) { return m_hops.remove(hop); }

    /// The writer is to flush when no more comes to it: at the end of the turn at the latest. It must take
    /// itself out before it is gone.
    void flushSoon(Writer &writer);
    void remove(const Writer &writer);

    bool event(QEvent *event) override;

private:
    void post();
    void send(Hop &hop);
    void flush();

    const Clock &m_clock;
    MetricsRecorder *const m_metrics;
    HopQueue m_hops;
    Writer *m_writer = nullptr; // that is to flush
    bool m_isPosted = false; // an event that has them sent, or it is being handled
};

} // namespace Molotov
