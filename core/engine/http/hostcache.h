// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/rawsocket.h"
#include "core/model/hostrules.h"
#include "core/model/smallrandom.h"

#include <QHash>
#include <QHostAddress>
#include <QHostInfo>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QString>

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace Molotov {

class Clock;

/// The addresses of hosts, asked of the system and kept for a while: what all sessions of a helper share. Who
/// asks for a host that has several gets them in another order each time, so that all get their share of
/// load, unless the test wants another order. Hosts for which the test has addresses of its own get these.
class HostCache : public QObject
{
    Q_OBJECT

public:
    struct Answer
    {
        QList<QHostAddress> addresses; ///< in the order to try them; empty if none was found
        SocketFailure failure; ///< then; HostNotFoundError if there is no such host
        quint16 port = 0; ///< to connect to; 0 = that of the URL
        bool isBlocked = false; ///< none of the addresses may be loaded; `addresses` is empty then
    };
    using Receiver = std::function<void(const Answer &)>;

    /// Kept for as long as browsers and k6 do, unless told otherwise.
    static constexpr std::chrono::seconds DefaultLifetime{60};

    /// So many names are looked up at once; others wait for their turn.
    static constexpr int MaxLookUps = 20;

    /// Asks the system for a name, on a thread of its own, for as long as that takes.
    using Resolver = QHostInfo (*)(const QString &host);

    /// Hosts that are kept beyond so many are forgotten.
    static constexpr int MaxHosts = 1000;

    /// The clock must outlive this.
    explicit HostCache(const Clock &clock, Resolver resolver = &QHostInfo::fromName);
    /// Does not wait for what is being looked up: a name server that is silent may take half a minute.
    ~HostCache() override;

    /// How long an answer is kept; 0 = each connection asks anew.
    void setLifetime(std::chrono::milliseconds lifetime) { m_lifetime = lifetime; }

    /// What is looked up in the place of hosts. Before the first of them is asked for, as with the two below.
    void setRules(const HostRules &rules) { m_rules = rules; }
    const HostRules &rules() const { return m_rules; }
    /// Whether load may be sent to the host, as far as that can be told without its address.
    bool allowsByName(const QString &host) const;
    /// In which order those who ask get several addresses. The seed is for those at random.
    void setOrder(AddressOrder order, quint64 seed)
    {
        m_order = order;
        m_random = SmallRandom(seed);
    }
    /// Which of several addresses comes first in the first answer when they rotate; helpers begin at
    /// different ones.
    void setFirstTurn(quint32 turn) { m_firstTurn = turn; }

    /// Answers so from now on, for the lifetime. Not when there are no addresses: the next look-up may have
    /// better luck.
    void keep(const QString &host, const Answer &answer);
    int knownHosts() const
    {
        return int(m_known.size());
    } ///< that are kept, also for longer than they may be
    /// Answers at once if the host is an address or known, else later, unless `context` is gone by then.
    void find(const QString &host, QObject *context, const Receiver &receive);

private:
    struct Known
    {
        Answer answer;
        std::chrono::microseconds until{0};
    };

    struct Asker
    {
        QPointer<QObject> context;
        Receiver receive;
        QString host;
    };

    // One for all who ask for the same name.
    struct LookUp
    {
        std::vector<Asker> waiting;
    };

    // What threads that look up hold of this, and may hold for longer than there is this.
    struct Mailbox
    {
        std::mutex mutex;
        HostCache *cache = nullptr; // guarded; null when it is gone
    };

    void makeRoom();
    QString nameOf(const QString &host) const;
    Answer answerFor(const QString &host, Answer known);
    QList<QHostAddress> inOrder(const QString &name, const QList<QHostAddress> &addresses);
    QList<QHostAddress> inTurn(const QString &name, const QList<QHostAddress> &addresses);
    void startNext();
    void lookUp(const QString &host);
    void onLookedUp(const QString &host, const Answer &answer);

    const Clock &m_clock;
    const Resolver m_resolver;
    const std::shared_ptr<Mailbox> m_mailbox;
    std::chrono::milliseconds m_lifetime = DefaultLifetime;
    HostRules m_rules;
    AddressOrder m_order = AddressOrder::Rotate;
    SmallRandom m_random;
    quint32 m_firstTurn = 0;
    QHash<QString, quint32> m_turns; // the next, by host, of those that have several addresses
    QHash<QString, Known> m_known;
    std::map<QString, LookUp> m_lookUps; // by host
    std::deque<QString> m_queue; // hosts of those without a thread
};

} // namespace Molotov
