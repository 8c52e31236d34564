// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractSocket>
#include <QHostAddress>
#include <QString>

namespace Molotov {

/// What this computer has no more of.
enum class Shortage {
    None,
    Ports,
    Descriptors,
    Memory,
};

/// Why a connection could not be made, or ended.
struct SocketFailure
{
    QAbstractSocket::SocketError error = QAbstractSocket::RemoteHostClosedError;
    QString text; ///< the system's words
    Shortage shortage = Shortage::None; ///< that is the cause

    /// That there is none: the other side ended the connection in order.
    bool isEnd() const { return error == QAbstractSocket::RemoteHostClosedError && text.isEmpty(); }
};

/// The few calls of the system that a TCP connection needs, none of which waits. One file for each family of
/// systems.
namespace RawSocket {

constexpr qintptr None = -1;

/// Begins to connect: the descriptor becomes writable when that is done. None: `failure` says why not.
qintptr connectTo(const QHostAddress &address, quint16 port, SocketFailure &failure);
/// Of one that has become writable: whether it is connected.
bool isConnected(qintptr descriptor, SocketFailure &failure);

constexpr qint64 WouldWait = -1;
constexpr qint64 Ended = -2;

/// How many bytes went, or WouldWait, or Ended, with the cause.
qint64 receive(qintptr descriptor, char *target, qint64 most, SocketFailure &failure);
qint64 send(qintptr descriptor, const char *bytes, qint64 size, SocketFailure &failure);

void close(qintptr descriptor);

/// Whether nothing waits to be read, not even the end of the connection.
bool isQuiet(qintptr descriptor);
/// So many of the bytes that were sent last were never acknowledged; 0 where the system does not tell.
qint64 unacknowledged(qintptr descriptor);

/// Whether so many more could be opened now.
bool canOpen(int count, SocketFailure &failure);
/// What it means that the system has no address to connect from to that one (EADDRNOTAVAIL): it is out of
/// ports, or IPv6 is switched off.
SocketFailure noAddress(const QHostAddress &target);

} // namespace RawSocket

} // namespace Molotov
