// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/stream.h"

#include <QSocketNotifier>

#include <optional>

namespace Molotov {

/// TCP and nothing else. A QTcpSocket would ask the system how much there is before it reads, copy it, and
/// hold a buffer of 16 kilobytes for each connection.
class PlainStream : public Stream
{
    Q_OBJECT

public:
    using Stream::Stream;
    ~PlainStream() override;

    void connectTo(const QHostAddress &address, quint16 port) override;
    void write(const QByteArray &bytes) override;
    qint64 unsent() const override { return m_waiting.size(); }
    qint64 read(char *target, qint64 most) override;
    bool isDrained() const override { return m_isDrained; }
    bool isOpen() const override { return m_isConnected && !m_isBroken && !m_hasFailedWriting; }
    bool hasNews() const override { return !isOpen() || !RawSocket::isQuiet(m_descriptor); }
    bool hasReachedNobody(qint64 lastBytes) const override;

protected:
    void close() override;

private:
    class Notifier : public QSocketNotifier
    {
    public:
        Notifier(qintptr descriptor, Type type, PlainStream &stream);

    protected:
        bool event(QEvent *event) override;

    private:
        PlainStream &m_stream;
        const Type m_type; // QSocketNotifier has it elsewhere in memory
    };

    void prepare(int eventsAhead) const;
    bool onReady(QSocketNotifier::Type type);
    void onConnectionDone();
    void sendWaiting();
    void readRest();
    void readRestLater();

    qintptr m_descriptor = RawSocket::None;
    std::optional<Notifier> m_reader;
    std::optional<Notifier> m_writer; // made when something waits
    QByteArray m_waiting;
    bool m_isConnected = false;
    bool m_hasFailedWriting = false; // what came may still be read
    bool m_isBroken = false;
    bool m_isDrained = true;
    bool m_mayEnd = false; // the event loop has seen an end, which comes after what is read
    bool m_wasReset = false;
};

} // namespace Molotov
