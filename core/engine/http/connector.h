// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/hop.h"
#include "core/engine/http/hostcache.h"
#include "core/engine/http/securestream.h"
#include "core/engine/scheduler.h"

#include <QSslConfiguration>

#include <optional>
#include <vector>

namespace Molotov {

/// Makes a connection to an origin: looks up its name, tries its addresses, and begins with TLS.
///
/// Of several addresses each gets a quarter of a second before the next is tried beside it; the first to
/// answer wins (RFC 8305).
class Connector
    : public QObject
    , private Stream::Listener
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds AttemptDelay{250};

    struct Tools
    {
        const Clock &clock;
        Scheduler &scheduler;
        HostCache &hosts;
        TlsTickets *tickets = nullptr; ///< as of SecureStream
    };

    struct Target
    {
        Origin origin;
        std::optional<QSslConfiguration> tls; ///< if it is secure
        QList<QByteArray> protocols = {}; ///< as of SecureStream

        bool isOf(const Hop &hop) const
        {
            return hop.wire().address.origin() == origin && hop.wire().tls == tls;
        }
    };

    /// Hears of the outcome, which may be there before start() returns. Each call may delete the connector.
    class Listener
    {
    public:
        /// The stream is connected, and secured if it is to be. It is a child of the connector: who wants it
        /// adopts it.
        virtual void onStream(Stream &stream) = 0;
        virtual void onNoStream(QNetworkReply::NetworkError code, const FailureReason &reason) = 0;

    protected:
        ~Listener() = default;
    };

    /// All that is referred to must outlive this. The hop notes how long each phase takes.
    Connector(const Tools &tools, Listener &listener, Target target, Hop &hop);
    ~Connector() override;

    /// Once.
    void start();

private:
    void onResolved(const HostCache::Answer &answer);
    void tryNextAddress();
    void onConnected(Stream &attempt) override;
    void onSecured() override;
    void onReadable() override {}
    void onWritten() override {}
    void onBroken(Stream &stream) override;
    std::chrono::microseconds notBefore(std::chrono::microseconds moment) const;
    void leaveOutDelay();
    void failFor(const SocketFailure &cause, Stream::TlsProblem problem = Stream::TlsProblem::None);

    const Tools m_tools;
    Listener &m_listener;
    const Target m_target;
    Hop &m_hop;
    QList<QHostAddress> m_addresses; // not tried yet
    quint16 m_port = 0; // of them; Host, SNI and the check of the certificate go by the origin
    std::vector<Stream *> m_attempts; // children
    std::optional<SocketFailure> m_attemptFailure; // that says most
    Stream *m_stream = nullptr; // the attempt that won
    Scheduler::Alarm m_alarm; // for the next address
    std::chrono::microseconds m_phaseBegan{0};
};

} // namespace Molotov
