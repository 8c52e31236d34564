// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/target/targetcheck.h"

#include "core/model/hostrules.h"
#include "core/model/nearby.h"

#include <QHostAddress>
#include <QUrl>

#include <algorithm>
#include <system_error>
#include <thread>
#include <utility>

namespace Molotov {

TargetCheck::TargetCheck(QObject *parent, Resolver resolver)
    : QObject(parent)
    , m_resolver(resolver)
    , m_limit(this) // goes with this object to another thread
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(Limit);
    connect(&m_limit, &QTimer::timeout, this, &TargetCheck::answer);
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
    const QUrl url(profile.baseUrl);
    m_report = {.host = hostInAscii(url.host(QUrl::FullyEncoded))};
    m_limit.start();
    const auto rules = HostRules(profile.hosts, profile.allowedHosts);
    const auto *target = rules.targetOf(m_report.host);
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
    drop();
    // Where there is no address nothing can be sent.
    m_report.isAllowed = HostRules(m_profile.hosts, m_profile.allowedHosts).allows(m_report.host)
                         || addresses.isEmpty()
                         || std::any_of(addresses.begin(), addresses.end(),
                                        [](const QHostAddress &address) { return isNearby(address); });
    answer();
}

void TargetCheck::answer()
{
    drop();
    Q_EMIT checked(m_report, m_ticket);
}

void TargetCheck::drop()
{
    m_limit.stop();
    if (const auto mailbox = std::exchange(m_mailbox, nullptr)) {
        const std::lock_guard lock(mailbox->mutex);
        mailbox->check = nullptr;
    }
}

} // namespace Molotov
