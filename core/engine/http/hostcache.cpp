// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/hostcache.h"

#include "core/engine/clock.h"

#include <QHostInfo>
#include <QPointer>

namespace Molotov {

namespace {

// The two families in turn, beginning with that of the system's first choice (RFC 8305, 4).
QList<QHostAddress> interleaved(const QList<QHostAddress> &addresses)
{
    QList<QHostAddress> first;
    QList<QHostAddress> other;
    for (const auto &address : addresses) {
        const bool isFirst = address.protocol() == addresses.first().protocol();
        (isFirst ? first : other).append(address);
    }
    QList<QHostAddress> result;
    for (qsizetype i = 0; i < std::max(first.size(), other.size()); ++i)
        result += first.mid(i, 1) + other.mid(i, 1);
    return result;
}

// QHostInfo has twenty threads, started and ended as they are needed, and a thread that has no descriptor for
// its event loop ends the process.
constexpr int SpareDescriptors = 24;

SocketFailure failureOf(const QHostInfo &info)
{
    if (!info.addresses().isEmpty())
        return {};
    // A library that cannot open its files says anything, that there is no such host, too.
    if (SocketFailure shortage; !RawSocket::canOpen(1, shortage))
        return shortage;
    const bool isUnknown = info.error() == QHostInfo::HostNotFound;
    return {.error = isUnknown ? QAbstractSocket::HostNotFoundError : QAbstractSocket::TemporaryError,
            .text = info.errorString()};
}

} // namespace

HostCache::HostCache(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
}

void HostCache::find(const QString &host, QObject *context, const Receiver &receive)
{
    if (const QHostAddress address(host); !address.isNull()) {
        receive({.addresses = {address}, .failure = {}});
        return;
    }
    const auto known = m_known.constFind(host);
    if (known != m_known.constEnd() && m_clock.now() < known->until) {
        receive(known->answer);
        return;
    }
    if (SocketFailure shortage; !RawSocket::canOpen(SpareDescriptors, shortage)) {
        receive({.addresses = {}, .failure = shortage});
        return;
    }
    // QHostInfo asks once for all who want to know the same.
    QHostInfo::lookupHost(
        host, this, [this, host, receive, context = QPointer(context)](const QHostInfo &info) {
            const Answer answer{.addresses = interleaved(info.addresses()), .failure = failureOf(info)};
            keep(host, answer);
            if (context)
                receive(answer);
        });
}

void HostCache::keep(const QString &host, const Answer &answer)
{
    if (!answer.addresses.isEmpty())
        m_known.insert(host, {answer, m_clock.now() + m_lifetime});
}

} // namespace Molotov
