// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/target/targetcheck.h"

#include "core/control/words/targetwords.h"
#include "core/model/hostrules.h"
#include "core/model/nearby.h"

#include <QNetworkProxy>
#include <QSslSocket>

#include <system_error>
#include <thread>
#include <utility>

namespace Molotov {

namespace {

// As people write it.
QString serverOf(const QUrl &url)
{
    return url.authority(QUrl::PrettyDecoded).section(QLatin1Char('@'), -1);
}

bool isSecure(const QUrl &url)
{
    return url.scheme() == QLatin1String("https");
}

quint16 portOf(const QUrl &url)
{
    constexpr int HttpPort = 80;
    constexpr int HttpsPort = 443;
    return quint16(url.port(isSecure(url) ? HttpsPort : HttpPort));
}

} // namespace

TargetCheck::TargetCheck(QObject *parent, Resolver resolver)
    : QObject(parent)
    , m_resolver(resolver)
    , m_limit(this) // goes with this object to another thread
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        answer(m_profile.checkTarget ? TargetWords::isSilent(serverOf(m_url), Limit) : QString());
    });
}

TargetCheck::~TargetCheck()
{
    drop();
}

void TargetCheck::check(const Profile &profile, quint64 ticket)
{
    drop();
    m_profile = profile;
    m_ticket = ticket;
    m_url = QUrl(profile.baseUrl);
    m_report = {.host = hostInAscii(m_url.host(QUrl::FullyEncoded))};
    m_limit.start(Limit);
    const HostRules rules(profile.hosts, profile.allowedHosts);
    const auto *target = rules.targetOf(m_report.host);
    m_port = target != nullptr && target->port != 0 ? target->port : portOf(m_url);
    lookUp(target != nullptr ? target->host : m_report.host);
}

// Not by QHostInfo::lookupHost(): at its end the program would wait for name servers that do not answer.
void TargetCheck::lookUp(const QString &name)
{
    m_mailbox = std::make_shared<Mailbox>();
    m_mailbox->check = this;
    const auto tell = [mailbox = m_mailbox](const QList<QHostAddress> &addresses) {
        const std::lock_guard lock(mailbox->mutex);
        if (mailbox->check == nullptr)
            return;
        QMetaObject::invokeMethod(
            mailbox->check,
            [mailbox, addresses] {
                if (auto *check = mailbox->check) // on its thread, which alone changes it
                    check->onAddresses(addresses);
            },
            Qt::QueuedConnection);
    };
    if (const QHostAddress address(name); !address.isNull()) {
        tell({address});
        return;
    }
    try {
        std::thread([name, resolve = m_resolver, tell] { tell(resolve(name).addresses()); }).detach();
    } catch (const std::system_error &) {
        tell({});
    }
}

void TargetCheck::onAddresses(const QList<QHostAddress> &addresses)
{
    m_mailbox.reset();
    m_addresses = addresses;
    if (!HostRules(m_profile.hosts, m_profile.allowedHosts).allows(m_report.host))
        m_addresses.removeIf([](const QHostAddress &address) { return !isNearby(address); });
    // Where there is no address nothing can be sent.
    m_report.isAllowed = addresses.isEmpty() || !m_addresses.isEmpty();
    if (!m_report.isAllowed || !m_profile.checkTarget)
        answer();
    else if (m_addresses.isEmpty())
        answer(TargetWords::hasNoAddress(m_report.host));
    else
        connectToNext();
}

void TargetCheck::connectToNext()
{
    m_socket = new QSslSocket(this);
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setPeerVerifyName(m_report.host); // the one of the URL, wherever the connection goes
    connect(m_socket, &QSslSocket::connected, this, &TargetCheck::onConnected);
    connect(m_socket, &QSslSocket::encrypted, this, [this] { answer(); });
    // Queued: it is deleted then.
    connect(m_socket, &QSslSocket::errorOccurred, this, &TargetCheck::onFailed, Qt::QueuedConnection);
    m_socket->connectToHost(m_addresses.takeFirst(), m_port);
}

void TargetCheck::onConnected()
{
    if (isSecure(m_url))
        m_socket->startClientEncryption();
    else
        answer();
}

void TargetCheck::onFailed()
{
    if (m_socket == nullptr || sender() != m_socket)
        return; // of one that was given up
    const auto server = serverOf(m_url);
    if (const auto errors = m_socket->sslHandshakeErrors(); !errors.isEmpty())
        return answer(TargetWords::isNotTrusted(server, errors.first().errorString()));
    if (m_socket->error() == QAbstractSocket::SslHandshakeFailedError)
        return answer(TargetWords::isNotSecure(server, m_socket->errorString()));
    if (m_addresses.isEmpty()) {
        return answer(m_socket->error() == QAbstractSocket::ConnectionRefusedError
                          ? TargetWords::refuses(server)
                          : TargetWords::cannotBeReached(server, m_socket->errorString()));
    }
    std::exchange(m_socket, nullptr)->deleteLater();
    connectToNext();
}

void TargetCheck::answer(const QString &problem)
{
    drop();
    m_report.problem = problem;
    Q_EMIT checked(m_report, m_ticket);
}

void TargetCheck::drop()
{
    m_limit.stop();
    if (auto *socket = std::exchange(m_socket, nullptr)) {
        socket->disconnect(this);
        socket->abort();
        socket->deleteLater();
    }
    if (const auto mailbox = std::exchange(m_mailbox, nullptr)) {
        const std::lock_guard lock(mailbox->mutex);
        mailbox->check = nullptr;
    }
}

} // namespace Molotov
