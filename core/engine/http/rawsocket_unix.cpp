// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/rawsocket.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#ifdef Q_OS_LINUX
#include <linux/sockios.h>
#include <sys/ioctl.h>
#endif

namespace Molotov::RawSocket {

namespace {

#ifdef MSG_NOSIGNAL
constexpr int NoSignal = MSG_NOSIGNAL;
#else
constexpr int NoSignal = 0; // SO_NOSIGPIPE does it
#endif

SocketFailure failureOf(int code)
{
    const auto text = qt_error_string(code);
    switch (code) {
    case ECONNREFUSED:
        return {QAbstractSocket::ConnectionRefusedError, text};
    case ECONNRESET:
    case EPIPE:
        return {QAbstractSocket::RemoteHostClosedError, text};
    case ETIMEDOUT:
        return {QAbstractSocket::SocketTimeoutError, text};
    case EMFILE:
    case ENFILE:
        return {QAbstractSocket::SocketResourceError, text, Shortage::Descriptors};
    case ENOBUFS:
    case ENOMEM:
        return {QAbstractSocket::SocketResourceError, text, Shortage::Memory};
    case EADDRNOTAVAIL:
    case EADDRINUSE:
        return {QAbstractSocket::NetworkError, text, Shortage::Ports};
    default:
        return {QAbstractSocket::NetworkError, text};
    }
}

struct Target
{
    sockaddr_storage storage{};
    socklen_t size = 0;

    Target(const QHostAddress &address, quint16 port)
    {
        bool isV4 = false;
        const auto v4 = address.toIPv4Address(&isV4);
        if (isV4 && address.protocol() == QAbstractSocket::IPv4Protocol) {
            sockaddr_in own{};
            own.sin_family = AF_INET;
            own.sin_port = htons(port);
            own.sin_addr.s_addr = htonl(v4);
            fill(own);
            return;
        }
        sockaddr_in6 own{};
        own.sin6_family = AF_INET6;
        own.sin6_port = htons(port);
        const auto v6 = address.toIPv6Address();
        std::memcpy(&own.sin6_addr, &v6, sizeof v6);
        if (const auto scope = address.scopeId(); !scope.isEmpty()) {
            own.sin6_scope_id = if_nametoindex(scope.toLatin1().constData());
            if (own.sin6_scope_id == 0)
                own.sin6_scope_id = scope.toUInt();
        }
        fill(own);
    }

    template <typename Own>
    void fill(const Own &own)
    {
        std::memcpy(&storage, &own, sizeof own);
        size = sizeof own;
    }
};

int openSocket(int family)
{
#ifdef SOCK_NONBLOCK
    return socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
#else
    const int descriptor = socket(family, SOCK_STREAM, 0);
    if (descriptor >= 0) {
        fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK);
        fcntl(descriptor, F_SETFD, FD_CLOEXEC);
        const int on = 1;
        setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
    }
    return descriptor;
#endif
}

bool wouldWait(int code)
{
    return code == EAGAIN || code == EWOULDBLOCK;
}

// UDP needs the same address, but none of TCP's ports, and to connect sends nothing.
bool hasWayTo(const Target &target)
{
    const int descriptor = socket(target.storage.ss_family, SOCK_DGRAM, 0);
    if (descriptor < 0)
        return true; // who knows
    const auto *generic = reinterpret_cast<const sockaddr *>(&target.storage);
    const bool hasWay = connect(descriptor, generic, target.size) == 0 || errno != EADDRNOTAVAIL;
    ::close(descriptor);
    return hasWay;
}

} // namespace

qintptr connectTo(const QHostAddress &address, quint16 port, SocketFailure &failure)
{
    const Target target(address, port);
    const int descriptor = openSocket(target.storage.ss_family);
    if (descriptor < 0) {
        failure = failureOf(errno);
        return None;
    }
    const int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const auto *generic = reinterpret_cast<const sockaddr *>(&target.storage);
    if (connect(descriptor, generic, target.size) < 0 && errno != EINPROGRESS && errno != EINTR) {
        failure = errno == EADDRNOTAVAIL ? noAddress(address) : failureOf(errno);
        ::close(descriptor);
        return None;
    }
    return descriptor;
}

bool isConnected(qintptr descriptor, SocketFailure &failure)
{
    int code = 0;
    socklen_t size = sizeof code;
    if (getsockopt(int(descriptor), SOL_SOCKET, SO_ERROR, &code, &size) < 0)
        code = errno;
    if (code != 0)
        failure = failureOf(code);
    return code == 0;
}

qint64 receive(qintptr descriptor, char *target, qint64 most, SocketFailure &failure)
{
    ssize_t size = 0;
    do {
        size = recv(int(descriptor), target, size_t(most), 0);
    } while (size < 0 && errno == EINTR);
    if (size > 0)
        return size;
    if (size < 0 && wouldWait(errno))
        return WouldWait;
    failure = size == 0 ? SocketFailure() : failureOf(errno);
    return Ended;
}

qint64 send(qintptr descriptor, const char *bytes, qint64 size, SocketFailure &failure)
{
    ssize_t sent = 0;
    do {
        sent = ::send(int(descriptor), bytes, size_t(size), NoSignal);
    } while (sent < 0 && errno == EINTR);
    if (sent >= 0)
        return sent;
    if (wouldWait(errno))
        return WouldWait;
    failure = failureOf(errno);
    return Ended;
}

void close(qintptr descriptor)
{
    ::close(int(descriptor));
}

bool isQuiet(qintptr descriptor)
{
    char next = 0;
    ssize_t size = 0;
    do {
        size = recv(int(descriptor), &next, 1, MSG_PEEK);
    } while (size < 0 && errno == EINTR);
    return size < 0 && wouldWait(errno);
}

qint64 unacknowledged(qintptr descriptor)
{
    int bytes = 0;
#ifdef SIOCOUTQ
    if (ioctl(int(descriptor), SIOCOUTQ, &bytes) < 0)
        return 0;
#else
    Q_UNUSED(descriptor)
#endif
    return bytes;
}

bool canOpen(int count, SocketFailure &failure)
{
    const int descriptor = openSocket(AF_INET);
    if (descriptor < 0) {
        failure = failureOf(errno);
        return false;
    }
    ::close(descriptor);
    // It had the lowest number that is free.
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return true;
    for (auto next = rlim_t(descriptor); next < limit.rlim_cur && count > 0; ++next) {
        if (fcntl(int(next), F_GETFD) < 0)
            --count;
    }
    if (count > 0)
        failure = failureOf(EMFILE);
    return count <= 0;
}

SocketFailure noAddress(const QHostAddress &target)
{
    if (hasWayTo(Target(target, 9)))
        return failureOf(EADDRNOTAVAIL);
    return {QAbstractSocket::NetworkError,
            QStringLiteral("this computer has no address to reach %1 from").arg(target.toString())};
}

} // namespace Molotov::RawSocket
