// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/target/targetreport.h"
#include "core/model/profile.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <memory>
#include <mutex>

class QSslSocket;

namespace Molotov {

/// Looks at the target of a profile before a run: whether load may be sent there, and whether it can be
/// reached: its name has an address, something listens there, and its certificate is trusted. Sends no
/// request.
///
/// A scenario may send load elsewhere, too; that is up to the helpers, which look at each connection. What
/// its setup says of proxies and certificates is not known here.
class TargetCheck : public QObject
{
    Q_OBJECT

public:
    /// Asks the system for a name, on a thread of its own, for as long as that takes.
    using Resolver = QHostInfo (*)(const QString &name);

    /// All of it takes no longer.
    static constexpr std::chrono::seconds Limit{4};

    explicit TargetCheck(QObject *parent = nullptr, Resolver resolver = &QHostInfo::fromName);
    /// Does not wait for a name server.
    ~TargetCheck() override;

    /// A target is known before the start.
    static bool isNeeded(const Profile &profile) { return !profile.baseUrl.isEmpty(); }

    /// Ends with checked(), never from within the call. One that is under way is dropped and says nothing
    /// more. `ticket` comes back with the answer. Only for a profile that needs it.
    void check(const Profile &profile, quint64 ticket = 0);

Q_SIGNALS:
    void checked(const Molotov::TargetReport &report, quint64 ticket);

private:
    // What a thread that looks up holds of this, and may hold for longer than there is this.
    struct Mailbox
    {
        std::mutex mutex;
        TargetCheck *check = nullptr; // guarded; null when nobody waits for the answer any more
    };

    void lookUp(const QString &name);
    void onAddresses(const QList<QHostAddress> &addresses);
    void connectToNext();
    void onConnected();
    void onFailed();
    void answer(const QString &problem = {});
    void drop();

    const Resolver m_resolver;
    QTimer m_limit;
    Profile m_profile;
    QUrl m_url; // the base URL
    QList<QHostAddress> m_addresses; // that were not tried yet
    quint16 m_port = 0; // of all of them
    QSslSocket *m_socket = nullptr; // a child; while it connects
    TargetReport m_report;
    quint64 m_ticket = 0;
    std::shared_ptr<Mailbox> m_mailbox; // while it is looked up
};

} // namespace Molotov
