// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/plainstream.h"

#include "core/engine/loop/endseenevent.h"
#include "core/engine/loop/prefetch.h"

#include <algorithm>

namespace Molotov {

PlainStream::Notifier::Notifier(qintptr descriptor, Type type, PlainStream &stream)
    : QSocketNotifier(descriptor, type)
    , m_stream(stream)
    , m_type(type)
{
}

// Without the signal of QSocketNotifier.
bool PlainStream::Notifier::event(QEvent *event)
{
    if (event->type() == SoonEvent::Type) {
        m_stream.prepare(static_cast<SoonEvent *>(event)->eventsAhead());
        return true;
    }
    if (event->type() == EndSeenEvent::Type) {
        m_stream.m_mayEnd = true;
        return true;
    }
    if (event->type() != QEvent::SockAct && event->type() != QEvent::SockClose)
        return QSocketNotifier::event(event);
    event->setAccepted(m_stream.onReady(m_type));
    return true;
}

PlainStream::~PlainStream()
{
    close();
}

void PlainStream::close()
{
    // Not destroyed: one of them may be calling.
    for (auto *notifier : {&m_reader, &m_writer}) {
        if (*notifier)
            (*notifier)->setEnabled(false);
    }
    if (const auto descriptor = std::exchange(m_descriptor, RawSocket::None); descriptor != RawSocket::None)
        RawSocket::close(descriptor);
    m_isBroken = true;
}

void PlainStream::connectTo(const QHostAddress &address, quint16 port)
{
    SocketFailure failure;
    m_descriptor = RawSocket::connectTo(address, port, failure);
    if (m_descriptor == RawSocket::None) {
        setFailure(failure);
        readRestLater();
        return;
    }
    m_writer.emplace(m_descriptor, QSocketNotifier::Write, *this);
}

void PlainStream::prepare(int eventsAhead) const
{
    if (eventsAhead == SoonEvent::Steps)
        prefetch(this, sizeof *this);
    else if (listener() != nullptr)
        listener()->prepare(eventsAhead);
}

// Whether there may be more.
bool PlainStream::onReady(QSocketNotifier::Type type)
{
    if (m_isBroken || listener() == nullptr)
        return false;
    if (type == QSocketNotifier::Read) {
        m_isDrained = false;
        listener()->onReadable();
        return !m_isDrained;
    }
    if (m_isConnected)
        sendWaiting();
    else
        onConnectionDone();
    return true;
}

void PlainStream::onConnectionDone()
{
    m_writer->setEnabled(false);
    SocketFailure failure;
    if (!RawSocket::isConnected(m_descriptor, failure)) {
        setFailure(failure);
        close();
        tellBroken();
        return;
    }
    m_isConnected = true;
    m_reader.emplace(m_descriptor, QSocketNotifier::Read, *this);
    listener()->onConnected(*this);
}

void PlainStream::write(const QByteArray &bytes)
{
    if (m_isBroken || m_hasFailedWriting)
        return;
    if (!m_waiting.isEmpty()) {
        m_waiting += bytes;
        return;
    }
    SocketFailure failure;
    const auto sent = RawSocket::send(m_descriptor, bytes.constData(), bytes.size(), failure);
    if (sent == RawSocket::Ended) {
        setFailure(failure);
        m_hasFailedWriting = true;
        m_waiting = bytes;
        readRestLater();
        return;
    }
    if (sent == bytes.size())
        return;
    m_waiting = bytes.sliced(std::max<qint64>(sent, 0));
    m_writer->setEnabled(true);
}

void PlainStream::sendWaiting()
{
    SocketFailure failure;
    const auto sent = RawSocket::send(m_descriptor, m_waiting.constData(), m_waiting.size(), failure);
    if (sent == RawSocket::Ended) {
        setFailure(failure);
        m_hasFailedWriting = true;
        readRest();
        return;
    }
    if (sent > 0)
        m_waiting.remove(0, sent);
    if (m_waiting.isEmpty())
        m_writer->setEnabled(false);
    listener()->onWritten();
}

// The listener is not told from within a call of its own.
void PlainStream::readRestLater()
{
    QMetaObject::invokeMethod(
        this, [this] { readRest(); }, Qt::QueuedConnection);
}

// A server that does not want the rest of a request may have answered before it hung up.
void PlainStream::readRest()
{
    do {
        m_isDrained = true; // unless it reads
        if (m_isConnected && !m_isBroken && listener() != nullptr)
            listener()->onReadable();
    } while (!m_isDrained && !m_isBroken && listener() != nullptr);
    close();
    tellBroken();
}

qint64 PlainStream::read(char *target, qint64 most)
{
    if (m_isBroken)
        return -1;
    SocketFailure failure;
    const auto size = RawSocket::receive(m_descriptor, target, most, failure);
    m_isDrained = size < most && !(m_mayEnd && size > 0);
    if (size == RawSocket::WouldWait) {
        m_mayEnd = false;
        return 0;
    }
    if (size == RawSocket::Ended) {
        setFailure(failure);
        m_wasReset = !failure.isEnd();
        m_isBroken = true;
        return -1;
    }
    return size;
}

// The end of a connection acknowledges what had come before it. A reset does not: whoever sends it may have
// read the request.
bool PlainStream::hasReachedNobody(qint64 lastBytes) const
{
    const auto sent = lastBytes - unsent();
    return sent <= 0 || (!m_wasReset && RawSocket::unacknowledged(m_descriptor) >= sent);
}

} // namespace Molotov
