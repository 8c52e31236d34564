// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/hostcache.h"

#include "core/engine/clock.h"
#include "core/model/nearby.h"

#include <algorithm>
#include <system_error>
#include <thread>

namespace Molotov {

namespace {

// The two families in turn, beginning with that of the system's first choice (RFC 8305, 4). `arrange` sets
// the order within each.
template <typename Arrange>
QList<QHostAddress> interleaved(const QList<QHostAddress> &addresses, Arrange arrange)
{
    QList<QHostAddress> first;
    QList<QHostAddress> other;
    for (const auto &address : addresses) {
        const bool isFirst = address.protocol() == addresses.first().protocol();
        (isFirst ? first : other).append(address);
    }
    arrange(first);
    arrange(other);
    QList<QHostAddress> result;
    for (qsizetype i = 0; i < std::max(first.size(), other.size()); ++i)
        result += first.mid(i, 1) + other.mid(i, 1);
    return result;
}

// R. Durstenfeld: Algorithm 235: Random permutation, Communications of the ACM 7 (1964).
void shuffle(QList<QHostAddress> &addresses, SmallRandom &random)
{
    for (auto left = addresses.size(); left > 1; --left)
        addresses.swapItemsAt(left - 1, qsizetype(random.nextUnit() * double(left)));
}

// Name servers, too, may begin with another address each time: that could cancel out what we do. The system's
// first choice says only which family it prefers.
QList<QHostAddress> sortedFamilies(QList<QHostAddress> addresses)
{
    std::sort(addresses.begin(), addresses.end(),
              [preferred = addresses.value(0).protocol()](const auto &a, const auto &b) {
                  const bool isPreferred = a.protocol() == preferred;
                  return isPreferred != (b.protocol() == preferred) ? isPreferred
                                                                    : a.toString() < b.toString();
              });
    return addresses;
}

// A library that cannot open its files says anything, that there is no such host, too.
constexpr int NeededDescriptors = 8;

SocketFailure failureOf(const QHostInfo &info)
{
    if (!info.addresses().isEmpty())
        return {};
    if (SocketFailure shortage; !RawSocket::canOpen(NeededDescriptors, shortage))
        return shortage;
    const bool isUnknown = info.error() == QHostInfo::HostNotFound;
    return {.error = isUnknown ? QAbstractSocket::HostNotFoundError : QAbstractSocket::TemporaryError,
            .text = info.errorString()};
}

} // namespace

HostCache::HostCache(const Clock &clock, Resolver resolver)
    : m_clock(clock)
    , m_resolver(resolver)
    , m_mailbox(std::make_shared<Mailbox>())
{
    m_mailbox->cache = this;
}

HostCache::~HostCache()
{
    const std::lock_guard lock(m_mailbox->mutex);
    m_mailbox->cache = nullptr;
}

void HostCache::find(const QString &host, QObject *context, const Receiver &receive)
{
    const auto name = nameOf(host);
    if (const QHostAddress address(name); !address.isNull()) {
        receive(answerFor(host, {.addresses = {address}, .failure = {}}));
        return;
    }
    const auto known = m_known.constFind(name);
    if (known != m_known.constEnd() && m_clock.now() < known->until) {
        receive(answerFor(host, known->answer));
        return;
    }
    auto [it, isNew] = m_lookUps.try_emplace(name);
    it->second.waiting.push_back({.context = context, .receive = receive, .host = host});
    if (!isNew)
        return;
    m_queue.push_back(name);
    startNext();
}

// What is looked up for the host.
QString HostCache::nameOf(const QString &host) const
{
    const auto *target = m_rules.targetOf(host);
    return target != nullptr ? target->host : host;
}

void HostCache::startNext()
{
    while (!m_queue.empty() && m_lookUps.size() - m_queue.size() < MaxLookUps) {
        const auto host = std::exchange(m_queue.front(), {});
        m_queue.pop_front();
        lookUp(host);
    }
}

// Not by QHostInfo::lookupHost(): its threads have event loops, and one that finds no descriptor left for it
// ends the process.
void HostCache::lookUp(const QString &host)
{
    const auto tell = [mailbox = m_mailbox, host](const Answer &answer) {
        const std::lock_guard lock(mailbox->mutex);
        if (mailbox->cache == nullptr)
            return;
        QMetaObject::invokeMethod(
            mailbox->cache, [cache = mailbox->cache, host, answer] { cache->onLookedUp(host, answer); },
            Qt::QueuedConnection);
    };
    try {
        std::thread([host, resolve = m_resolver, isRotating = m_order == AddressOrder::Rotate, tell] {
            const auto info = resolve(host);
            const auto addresses = info.addresses();
            tell({.addresses = isRotating ? sortedFamilies(addresses) : addresses,
                  .failure = failureOf(info)});
        }).detach();
    } catch (const std::system_error &error) {
        tell({.addresses = {},
              .failure = {.error = QAbstractSocket::SocketResourceError,
                          .text = QString::fromLocal8Bit(error.what()),
                          .shortage = Shortage::Memory}});
    }
}

void HostCache::onLookedUp(const QString &host, const Answer &answer)
{
    auto done = m_lookUps.extract(host);
    startNext();
    keep(host, answer);
    for (const auto &asker : done.mapped().waiting) {
        if (asker.context)
            asker.receive(answerFor(asker.host, answer));
    }
}

bool HostCache::allowsByName(const QString &host) const
{
    const QHostAddress address(host);
    return m_rules.allows(host) || (!address.isNull() && isNearby(address));
}

// Of what is known of its name. Who may not be loaded is not even connected to.
HostCache::Answer HostCache::answerFor(const QString &host, Answer known)
{
    if (!m_rules.allows(host)) {
        const auto removed = known.addresses.removeIf([](const auto &address) { return !isNearby(address); });
        known.isBlocked = removed > 0 && known.addresses.isEmpty();
    }
    const auto *target = m_rules.targetOf(host);
    known.port = target != nullptr ? target->port : quint16(0);
    if (known.addresses.size() > 1)
        known.addresses = inOrder(nameOf(host), known.addresses);
    return known;
}

QList<QHostAddress> HostCache::inOrder(const QString &name, const QList<QHostAddress> &addresses)
{
    switch (m_order) {
    case AddressOrder::First:
        return interleaved(addresses, [](auto &) {});
    case AddressOrder::Rotate:
        return inTurn(name, addresses);
    case AddressOrder::Random:
        return interleaved(addresses, [this](auto &family) { shuffle(family, m_random); });
    }
    Q_UNREACHABLE();
}

// Each family begins with another of its addresses at each turn.
QList<QHostAddress> HostCache::inTurn(const QString &name, const QList<QHostAddress> &addresses)
{
    if (m_turns.size() >= MaxHosts)
        m_turns.clear();
    const auto turn = m_turns.value(name, m_firstTurn);
    m_turns.insert(name, turn + 1);
    return interleaved(addresses, [turn](auto &family) {
        if (!family.isEmpty())
            std::rotate(family.begin(), family.begin() + turn % quint32(family.size()), family.end());
    });
}

void HostCache::keep(const QString &host, const Answer &answer)
{
    if (answer.addresses.isEmpty())
        return;
    if (m_known.size() >= MaxHosts && !m_known.contains(host))
        makeRoom();
    m_known.insert(host, {answer, m_clock.now() + m_lifetime});
}

void HostCache::makeRoom()
{
    const auto now = m_clock.now();
    m_known.removeIf([now](const auto &known) { return now >= known.value().until; });
    if (m_known.size() >= MaxHosts)
        m_known.clear();
}

} // namespace Molotov
