// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/rawsocket.h"

#include <winsock2.h>
#include <ws2tcpip.h>

#include <algorithm>
#include <cstring>
#include <limits>

namespace Molotov::RawSocket {

namespace {

SocketFailure failureOf(int code)
{
    const auto text = qt_error_string(code);
    switch (code) {
    case WSAECONNREFUSED:
        return {QAbstractSocket::ConnectionRefusedError, text};
    case WSAECONNRESET:
    case WSAECONNABORTED:
    case WSAESHUTDOWN:
        return {QAbstractSocket::RemoteHostClosedError, text};
    case WSAETIMEDOUT:
        return {QAbstractSocket::SocketTimeoutError, text};
    case WSAEMFILE:
        return {QAbstractSocket::SocketResourceError, text, Shortage::Descriptors};
    // WSAENOBUFS is what a lack of ephemeral ports comes to (Microsoft's knowledge base, 196271).
    case WSAEADDRINUSE:
    case WSAENOBUFS:
        return {QAbstractSocket::SocketResourceError, text, Shortage::Ports};
    default:
        return {QAbstractSocket::NetworkError, text};
    }
}

struct Target
{
    sockaddr_storage storage{};
    int size = 0;

    Target(const QHostAddress &address, quint16 port)
    {
        if (address.protocol() == QAbstractSocket::IPv4Protocol) {
            sockaddr_in own{};
            own.sin_family = AF_INET;
            own.sin_port = htons(port);
            own.sin_addr.s_addr = htonl(address.toIPv4Address());
            fill(own);
            return;
        }
        sockaddr_in6 own{};
        own.sin6_family = AF_INET6;
        own.sin6_port = htons(port);
        const auto v6 = address.toIPv6Address();
        std::memcpy(&own.sin6_addr, &v6, sizeof v6);
        own.sin6_scope_id = address.scopeId().toULong();
        fill(own);
    }

    template <typename Own>
    void fill(const Own &own)
    {
        std::memcpy(&storage, &own, sizeof own);
        size = int(sizeof own);
    }
};

int clamped(qint64 size)
{
    return int(std::min<qint64>(size, std::numeric_limits<int>::max()));
}

} // namespace

qintptr connectTo(const QHostAddress &address, quint16 port, SocketFailure &failure)
{
    const Target target(address, port);
    const SOCKET descriptor = socket(target.storage.ss_family, SOCK_STREAM, IPPROTO_TCP);
    if (descriptor == INVALID_SOCKET) {
        failure = failureOf(WSAGetLastError());
        return None;
    }
    u_long nonBlocking = 1;
    ioctlsocket(descriptor, FIONBIO, &nonBlocking);
    const BOOL on = TRUE;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, reinterpret_cast<const char *>(&on), sizeof on);
    const auto *generic = reinterpret_cast<const sockaddr *>(&target.storage);
    if (connect(descriptor, generic, target.size) == SOCKET_ERROR && WSAGetLastError() != WSAEWOULDBLOCK) {
        failure = failureOf(WSAGetLastError());
        closesocket(descriptor);
        return None;
    }
    return qintptr(descriptor);
}

bool isConnected(qintptr descriptor, SocketFailure &failure)
{
    int code = 0;
    int size = sizeof code;
    if (getsockopt(SOCKET(descriptor), SOL_SOCKET, SO_ERROR, reinterpret_cast<char *>(&code), &size)
        == SOCKET_ERROR)
        code = WSAGetLastError();
    if (code != 0)
        failure = failureOf(code);
    return code == 0;
}

qint64 receive(qintptr descriptor, char *target, qint64 most, SocketFailure &failure)
{
    const int size = recv(SOCKET(descriptor), target, clamped(most), 0);
    if (size > 0)
        return size;
    if (size < 0 && WSAGetLastError() == WSAEWOULDBLOCK)
        return WouldWait;
    failure = size == 0 ? SocketFailure() : failureOf(WSAGetLastError());
    return Ended;
}

qint64 send(qintptr descriptor, const char *bytes, qint64 size, SocketFailure &failure)
{
    const int sent = ::send(SOCKET(descriptor), bytes, clamped(size), 0);
    if (sent >= 0)
        return sent;
    if (WSAGetLastError() == WSAEWOULDBLOCK)
        return WouldWait;
    failure = failureOf(WSAGetLastError());
    return Ended;
}

void close(qintptr descriptor)
{
    closesocket(SOCKET(descriptor));
}

bool isQuiet(qintptr descriptor)
{
    char next = 0;
    return recv(SOCKET(descriptor), &next, 1, MSG_PEEK) < 0 && WSAGetLastError() == WSAEWOULDBLOCK;
}

qint64 unacknowledged(qintptr)
{
    return 0;
}

// Nothing limits them but memory.
bool canOpen(int, SocketFailure &failure)
{
    const SOCKET descriptor = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (descriptor == INVALID_SOCKET) {
        failure = failureOf(WSAGetLastError());
        return false;
    }
    closesocket(descriptor);
    return true;
}

// A lack of ports has other codes here.
SocketFailure noAddress(const QHostAddress &)
{
    return failureOf(WSAEADDRNOTAVAIL);
}

} // namespace Molotov::RawSocket
