// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/statsd/statsdclient.h"

#include "core/engine/http/webaddress.h"

#include <QHostInfo>

#include <utility>

namespace Molotov {

namespace {

// What ends a name, a value or a metric in statsd's protocol.
bool isReserved(char letter)
{
    return letter == ':' || letter == '|' || letter == '@' || letter == '#' || (letter >= 0 && letter <= ' ');
}

QByteArray toName(QByteArray text)
{
    for (auto &letter : text) {
        if (isReserved(letter))
            letter = '_';
    }
    return text;
}

// One level of a name, whatever it holds.
QByteArray toLevel(QByteArray text, bool isRaw)
{
    for (auto &letter : text) {
        if (isReserved(letter) || (!isRaw && (letter == '.' || letter == '/')))
            letter = '_';
    }
    return text;
}

QByteArray toBytes(double number)
{
    return QByteArray::number(number, 'g', 15);
}

} // namespace

StatsdClient::StatsdClient(Scheduler &scheduler, const Options &options, Complain complain, QObject *parent)
    : QObject(parent)
    , m_scheduler(scheduler)
    , m_options(options)
    , m_complain(std::move(complain))
    , m_prefix("molotov." + toLevel(options.hostName.toUtf8(), options.isRaw) + '.')
{
    connect(&m_socket, &QUdpSocket::readyRead, this, &StatsdClient::onReadyRead);
    m_lookup = QHostInfo::lookupHost(m_options.server.host, this, &StatsdClient::onLookedUp);
}

StatsdClient::~StatsdClient()
{
    QHostInfo::abortHostLookup(m_lookup);
    m_scheduler.cancel(m_flushAlarm);
    flush();
}

void StatsdClient::onLookedUp(const QHostInfo &info)
{
    if (info.addresses().isEmpty()) {
        m_isLost = true;
        m_early.clear();
        complain(QStringLiteral("there is no host “%1”").arg(m_options.server.host));
        return;
    }
    // Connected, so that the system tells when nobody listens.
    m_socket.connectToHost(info.addresses().first(), m_options.server.port, QIODevice::ReadWrite);
    for (const auto &datagram : std::exchange(m_early, {}))
        send(datagram);
}

QByteArray StatsdClient::nameOf(const QByteArray &method, const WebAddress &address) const
{
    return m_prefix + method + '.' + toLevel(address.origin().host.toLatin1(), m_options.isRaw) + '.'
           + toLevel(address.rawPath().toByteArray(), m_options.isRaw);
}

void StatsdClient::addExchange(const QByteArray &method, const WebAddress &address, int status,
                               std::chrono::microseconds latency)
{
    const auto name = nameOf(method, address);
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(latency).count();
    add(name + ':' + QByteArray::number(qint64(milliseconds)) + "|ms");
    add(name + '.' + QByteArray::number(status) + ":1|c");
}

void StatsdClient::addFailure(const QByteArray &method, const WebAddress &address, bool isAborted)
{
    add(nameOf(method, address) + (isAborted ? ".aborted:1|c" : ".failed:1|c"));
}

void StatsdClient::count(const QString &name, double by)
{
    add(toName(name.toUtf8()) + ':' + toBytes(by) + "|c");
}

void StatsdClient::setGauge(const QString &name, double value)
{
    const auto gauge = toName(name.toUtf8());
    // A sign would mean a change.
    if (value < 0)
        add(gauge + ":0|g");
    add(gauge + ':' + toBytes(value) + "|g");
}

void StatsdClient::addTiming(const QString &name, double milliseconds)
{
    add(toName(name.toUtf8()) + ':' + toBytes(milliseconds) + "|ms");
}

void StatsdClient::addToSet(const QString &name, const QString &value)
{
    add(toName(name.toUtf8()) + ':' + toName(value.toUtf8()) + "|s");
}

void StatsdClient::add(const QByteArray &metric)
{
    if (m_isLost || metric.size() > MaxDatagram)
        return;
    if (!m_datagram.isEmpty() && m_datagram.size() + 1 + metric.size() > MaxDatagram)
        send(std::exchange(m_datagram, {}));
    if (m_datagram.isEmpty())
        m_datagram.reserve(MaxDatagram);
    else
        m_datagram += '\n';
    m_datagram += metric;
    if (m_flushAlarm.isValid())
        return;
    const auto flushLater = [this] {
        m_flushAlarm = {};
        flush();
    };
    m_flushAlarm = m_scheduler.after(FlushPeriod, flushLater, Scheduler::Rank::Control);
}

void StatsdClient::flush()
{
    if (!m_datagram.isEmpty())
        send(std::exchange(m_datagram, {}));
}

void StatsdClient::send(const QByteArray &datagram)
{
    if (m_socket.state() != QAbstractSocket::ConnectedState) {
        if (m_early.size() < MaxEarly)
            m_early.append(datagram);
        return;
    }
    if (m_socket.write(datagram) < 0)
        complain(socketProblem());
}

// The system tells here that nobody listens; what a server says is thrown away.
void StatsdClient::onReadyRead()
{
    while (m_socket.hasPendingDatagrams()) {
        if (m_socket.readDatagram(nullptr, 0) < 0) {
            complain(socketProblem());
            return;
        }
    }
}

QString StatsdClient::socketProblem() const
{
    switch (m_socket.error()) {
    case QAbstractSocket::ConnectionRefusedError:
    case QAbstractSocket::UnknownSocketError: // that is how it looks when it is written to
        return QStringLiteral("nothing listens there");
    default:
        return m_socket.errorString();
    }
}

void StatsdClient::complain(const QString &why)
{
    if (m_complain) {
        std::exchange(m_complain, nullptr)(QStringLiteral("Metrics do not reach statsd at %1:%2: %3")
                                               .arg(m_options.server.host)
                                               .arg(m_options.server.port)
                                               .arg(why));
    }
}

} // namespace Molotov
