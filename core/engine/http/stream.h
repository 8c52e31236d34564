// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/rawsocket.h"

#include <QByteArray>
#include <QObject>

#include <utility>

namespace Molotov {

/// A connection that bytes go over, with TLS or without.
class Stream : public QObject
{
    Q_OBJECT

public:
    /// What is read at once at the most.
    static constexpr qint64 PieceSize = 64 << 10;

    class Listener
    {
    public:
        /// Not yet ready for bytes where there is TLS: secure() is to follow.
        virtual void onConnected(Stream &stream) = 0;
        virtual void onSecured() {}
        virtual void onReadable() = 0;
        /// onReadable() comes after so few other events, as SoonEvent tells it: time to prefetch.
        virtual void prepare(int /*eventsAhead*/) const {}
        /// Some of what waited went out.
        virtual void onWritten() = 0;
        /// It was never connected, or broke off. The last call.
        virtual void onBroken(Stream &stream) = 0;

    protected:
        ~Listener() = default;
    };

    /// The listener is called from the event loop alone, and must outlive the stream or
    /// give it up.
    Stream(Listener &listener, QObject *parent)
        : QObject(parent)
        , m_listener(&listener)
    {
    }

    /// Once.
    virtual void connectTo(const QHostAddress &address, quint16 port) = 0;
    /// Begins with TLS, if it has any.
    virtual void secure() {}
    /// Takes all of it, and sends what does not go at once as soon as it can.
    virtual void write(const QByteArray &bytes) = 0;
    /// What is still in our memory.
    virtual qint64 unsent() const = 0;
    /// How many bytes there were; 0: none now; below 0: none will come any more.
    virtual qint64 read(char *target, qint64 most) = 0;
    /// Whether the last read() took all that had come.
    virtual bool isDrained() const = 0;
    virtual bool isOpen() const = 0;
    /// Whether something can be read, or the connection has ended, by the system itself: the event loop may
    /// not have heard of it yet.
    virtual bool hasNews() const = 0;
    /// Whether the other side is known to have received none of the bytes that were written last. Of a
    /// connection that it has ended, this says that it did so before they came.
    virtual bool hasReachedNobody(qint64 lastBytes) const = 0;
    /// Why it broke.
    const SocketFailure &failure() const { return m_failure; }
    /// What of TLS is the cause.
    enum class TlsProblem { None, Certificate, Handshake };
    TlsProblem tlsProblem() const { return m_tlsProblem; }
    /// What the other side wants to speak of what was offered (ALPN); empty if it did not say.
    virtual QByteArray protocol() const { return {}; }
    /// From now on it is this listener's, and the parent's.
    void adopt(Listener &listener, QObject *parent)
    {
        m_listener = &listener;
        setParent(parent);
    }
    /// Nobody is told anything any more, and the connection is closed.
    void giveUp()
    {
        m_listener = nullptr;
        close();
    }

protected:
    virtual void close() = 0;
    /// Null once it was given up.
    Listener *listener() const { return m_listener; }
    void setFailure(const SocketFailure &failure, TlsProblem problem = TlsProblem::None)
    {
        m_failure = failure;
        m_tlsProblem = problem;
    }
    void tellBroken()
    {
        if (auto *listener = std::exchange(m_listener, nullptr))
            listener->onBroken(*this);
    }

private:
    Listener *m_listener;
    SocketFailure m_failure;
    TlsProblem m_tlsProblem = TlsProblem::None;
};

} // namespace Molotov
