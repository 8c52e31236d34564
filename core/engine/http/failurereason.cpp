// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/failurereason.h"

#include <QNetworkProxy>
#include <QNetworkReply>

#include <array>
#include <utility>

namespace Molotov {

namespace {

FailureReason reasonOf(Shortage shortage, const QString &detail)
{
    using enum HttpFailure::Kind;
    switch (shortage) {
    case Shortage::Ports:
        return {Ports,
                QStringLiteral(
                    "could not be sent: this computer has no free port left (%1): keep connections alive, "
                    "use fewer workers, or let it have more (net.ipv4.ip_local_port_range of Linux)")
                    .arg(detail)};
    case Shortage::Descriptors:
        return {Ports,
                QStringLiteral("could not be sent: this process has no free descriptor left (%1): raise the "
                               "limit of open files (ulimit -n), or use fewer workers in each process")
                    .arg(detail)};
    case Shortage::Memory:
        return {Ports, QStringLiteral("could not be sent: this computer has no memory left for connections "
                                      "(%1): use fewer workers")
                           .arg(detail)};
    case Shortage::None:
        break;
    }
    return {Refused, QStringLiteral("failed: %1").arg(detail)};
}

// Who was spoken to. Without TLS a proxy takes the place of the server; with it, it has errors of its own.
QString peerOf(const QUrl &url, const QNetworkProxy &proxy)
{
    if (proxy.type() == QNetworkProxy::HttpProxy && url.scheme() == QLatin1String("http"))
        return QStringLiteral("the proxy %1:%2").arg(proxy.hostName()).arg(proxy.port());
    return url.port() < 0 ? url.host() : QStringLiteral("%1:%2").arg(url.host()).arg(url.port());
}

bool isRepeatedElsewhere(int status)
{
    return status == 307 || status == 308;
}

int weightOf(const SocketFailure &failure)
{
    if (failure.shortage != Shortage::None)
        return 2;
    return toNetworkError(failure.error) == QNetworkReply::UnknownNetworkError ? 0 : 1;
}

} // namespace

FailureReason runStopped()
{
    return {HttpFailure::Kind::Aborted, QStringLiteral("was given up: the run was stopped")};
}

FailureReason hostNotAllowed(const QString &host)
{
    return {
        HttpFailure::Kind::Blocked,
        QStringLiteral("was not sent: %1 is not on this computer or a private network. If you may send load "
                       "to it, add it to the hosts that the test may load (--allow-host %1)")
            .arg(host)};
}

FailureReason hostNotAllowedUnseen(const QString &host)
{
    return {HttpFailure::Kind::Blocked,
            QStringLiteral("was not sent: with a proxy, Molotov does not know whether %1 is on a private "
                           "network. If you may send load to it, add it to the hosts that the test may "
                           "load (--allow-host %1)")
                .arg(host)};
}

QNetworkReply::NetworkError toNetworkError(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return QNetworkReply::ConnectionRefusedError;
    case QAbstractSocket::HostNotFoundError:
        return QNetworkReply::HostNotFoundError;
    case QAbstractSocket::TemporaryError:
        return QNetworkReply::TemporaryNetworkFailureError;
    case QAbstractSocket::RemoteHostClosedError:
        return QNetworkReply::RemoteHostClosedError;
    case QAbstractSocket::SocketTimeoutError:
        return QNetworkReply::TimeoutError;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return QNetworkReply::SslHandshakeFailedError;
    default:
        return QNetworkReply::UnknownNetworkError;
    }
}

bool saysMore(const SocketFailure &failure, const SocketFailure &other)
{
    return weightOf(failure) > weightOf(other);
}

bool hasWholeResponse(const QNetworkReply &reply)
{
    const auto status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute);
    if (!status.isValid())
        return false;
    // The manager says so of a OneShotBody, though it is us who send it again.
    if (reply.error() == QNetworkReply::ContentReSendError)
        return isRepeatedElsewhere(status.toInt());
    if (reply.error() == QNetworkReply::NoError)
        return true;
    // These only repeat what a status of 400 or above says; below it, the body could not be decompressed.
    return status.toInt() >= 400
           && (reply.error() == QNetworkReply::ProxyAuthenticationRequiredError
               || (reply.error() >= QNetworkReply::ContentAccessDenied
                   && reply.error() != QNetworkReply::ProtocolFailure));
}

Shortage shortageIn(const QString &errorText)
{
    static constexpr std::array Signs{
        std::pair{"annot assign requested address", Shortage::Ports},
        std::pair{"address is already in use", Shortage::Ports},
        std::pair{"address is not available", Shortage::Ports},
        std::pair{"Address not available", Shortage::Ports},
        std::pair{"ut of resources", Shortage::Descriptors},
        std::pair{"Too many open files", Shortage::Descriptors},
        std::pair{"No buffer space", Shortage::Memory},
        std::pair{"annot allocate memory", Shortage::Memory},
    };
    for (const auto &[words, shortage] : Signs) {
        if (errorText.contains(QLatin1String(words)))
            return shortage;
    }
    return Shortage::None;
}

FailureReason reasonOf(QNetworkReply::NetworkError error, const SocketFailure &cause, const QString &host,
                       const QString &server)
{
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        return {HttpFailure::Kind::Dns, QStringLiteral("failed: there is no host “%1”").arg(host)};
    case QNetworkReply::TemporaryNetworkFailureError:
        return {
            HttpFailure::Kind::Dns,
            QStringLiteral("failed: the address of “%1” could not be looked up: %2").arg(host, cause.text)};
    case QNetworkReply::ConnectionRefusedError:
        return {HttpFailure::Kind::Refused, QStringLiteral("was refused: nothing listens at %1").arg(server)};
    case QNetworkReply::TimeoutError:
        return {HttpFailure::Kind::Timeout,
                QStringLiteral("failed: %1 did not accept a connection").arg(server)};
    case QNetworkReply::SslHandshakeFailedError:
        return {HttpFailure::Kind::Tls,
                QStringLiteral("failed: no secure connection to %1: %2").arg(server, cause.text)};
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError:
        return {HttpFailure::Kind::Closed,
                QStringLiteral("failed: the connection to %1 ended without a whole HTTP answer").arg(server)};
    case QNetworkReply::ProxyNotFoundError:
        return {HttpFailure::Kind::Dns, QStringLiteral("failed: there is no host of the proxy's name")};
    case QNetworkReply::ProxyConnectionRefusedError:
        return {HttpFailure::Kind::Refused, QStringLiteral("was refused: nothing listens at the proxy")};
    case QNetworkReply::ProxyConnectionClosedError:
        return {HttpFailure::Kind::Closed, QStringLiteral("failed: the proxy closed the connection")};
    case QNetworkReply::ProxyTimeoutError:
        return {HttpFailure::Kind::Timeout, QStringLiteral("failed: the proxy did not accept a connection")};
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return {HttpFailure::Kind::Refused,
                QStringLiteral("was refused: the proxy asks for another user or password")};
    case QNetworkReply::UnknownContentError:
        return {HttpFailure::Kind::Protocol,
                QStringLiteral("got a body from %1 that cannot be decompressed").arg(server)};
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
        return {HttpFailure::Kind::Protocol,
                QStringLiteral("got an answer that is not HTTP from %1").arg(server)};
    default:
        break;
    }
    return reasonOf(cause.shortage, cause.text);
}

FailureReason reasonOf(const QNetworkReply &reply, const QNetworkProxy &proxy)
{
    const auto url = reply.url();
    const SocketFailure cause{.text = reply.errorString(), .shortage = shortageIn(reply.errorString())};
    auto reason = reasonOf(reply.error(), cause, url.host(), peerOf(url, proxy));
    const bool isConnected = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid();
    if (isConnected && reason.kind == HttpFailure::Kind::Refused)
        reason.kind = HttpFailure::Kind::Closed;
    return reason;
}

} // namespace Molotov
