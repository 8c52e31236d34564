// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/scheduler.h"
#include "core/engine/statsd/statsdaddress.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QUdpSocket>

#include <chrono>
#include <functional>

class QHostInfo;

namespace Molotov {

class WebAddress;

/// Sends metrics to a statsd server: what goes on, while it goes on, for people's own dashboards.
///
/// Metrics are gathered into datagrams and sent ten times a second and more. A server that is not there costs
/// the run nothing and is told of once.
class StatsdClient : public QObject
{
    Q_OBJECT

public:
    /// Bytes of a datagram: what passes through an Ethernet (MTU 1500) in one piece, with room for tunnels.
    static constexpr qsizetype MaxDatagram = 1432;
    static constexpr std::chrono::milliseconds FlushPeriod{50};
    /// Datagrams that wait for the server's name to be looked up; what comes then is left out.
    static constexpr qsizetype MaxEarly = 200;

    struct Options
    {
        StatsdAddress server;
        /// As Molotov's: a dot in a host and a slash in a path stand as they are.
        bool isRaw = false;
        /// Of this computer; part of every name that is made here.
        QString hostName;
    };
    /// Is told, once, in a sentence, when nothing arrives.
    using Complain = std::function<void(const QString &)>;

    /// The scheduler must outlive this.
    StatsdClient(Scheduler &scheduler, const Options &options, Complain complain, QObject *parent = nullptr);
    ~StatsdClient() override;

    /// molotov.<this computer>.<method>.<host>.<path>: a timing in whole milliseconds, and a counter with the
    /// status as one more level.
    void addExchange(const QByteArray &method, const WebAddress &address, int status,
                     std::chrono::microseconds latency);
    /// The counter of the same name with one more level: "failed", or "aborted" when it was cut off by us.
    void addFailure(const QByteArray &method, const WebAddress &address, bool isAborted);

    // Metrics of scenarios. What statsd reads as the end of a name becomes "_".
    void count(const QString &name, double by);
    void setGauge(const QString &name, double value);
    void addTiming(const QString &name, double milliseconds);
    /// One of the different values that are counted.
    void addToSet(const QString &name, const QString &value);

    /// What has been gathered goes out now.
    void flush();

private:
    void onLookedUp(const QHostInfo &info);
    void onReadyRead();
    QByteArray nameOf(const QByteArray &method, const WebAddress &address) const;
    void add(const QByteArray &metric);
    void send(const QByteArray &datagram);
    QString socketProblem() const;
    void complain(const QString &why);

    Scheduler &m_scheduler;
    Options m_options;
    Complain m_complain; // until it was called
    QByteArray m_prefix; // of the names that are made here, with its last dot
    QByteArray m_datagram; // that is being filled: one metric a line
    QList<QByteArray> m_early; // full before the server's name was looked up
    QUdpSocket m_socket;
    int m_lookup = -1;
    bool m_isLost = false; // there is no such host
    Scheduler::Alarm m_flushAlarm; // valid while one is set
};

} // namespace Molotov
