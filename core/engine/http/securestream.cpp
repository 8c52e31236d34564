// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/securestream.h"

#include "core/engine/http/certificatenames.h"
#include "core/engine/http/failurereason.h"
#include "core/engine/loop/wholereads.h"

#include <QAbstractEventDispatcher>
#include <QNetworkProxy>
#include <QScopedValueRollback>
#include <QSslConfiguration>
#include <QSslError>

#include <cerrno>

namespace Molotov {

SecureStream::SecureStream(Listener &listener, Terms terms, QObject *parent)
    : Stream(listener, parent)
    , m_terms(std::move(terms))
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    connect(&m_socket, &QSslSocket::connected, this, [this] {
        m_isConnected = true;
        if (auto *told = this->listener())
            told->onConnected(*this);
    });
    connect(&m_socket, &QSslSocket::encrypted, this, &SecureStream::onEncrypted);
    connect(&m_socket, &QSslSocket::readyRead, this, [this] {
        if (m_isSecured)
            tell(&Listener::onReadable);
    });
    connect(&m_socket, &QSslSocket::encryptedBytesWritten, this, [this] {
        if (m_isSecured && !m_isCalling) // what went out at once is no news to whoever wrote it
            tell(&Listener::onWritten);
    });
    connect(&m_socket, &QSslSocket::sslErrors, this, &SecureStream::onSslErrors);
    connect(&m_socket, &QSslSocket::errorOccurred, this, &SecureStream::onError);
    connect(&m_socket, &QSslSocket::disconnected, this, &SecureStream::onDisconnected);
    if (m_terms.tickets) {
        // With TLS 1.3 it comes once everything else is done.
        connect(&m_socket, &QSslSocket::newSessionTicketReceived, this, &SecureStream::keepTicket);
    }
}

void SecureStream::keepTicket()
{
    if (m_terms.tickets == nullptr)
        return;
    if (const auto ticket = m_socket.sslConfiguration().sessionTicket(); !ticket.isEmpty())
        m_terms.tickets->insert(m_terms.origin, ticket);
}

// Later if the listener itself is calling us.
void SecureStream::tell(void (Listener::*what)())
{
    if (m_isCalling) {
        QMetaObject::invokeMethod(
            this, [this, what] { tell(what); }, Qt::QueuedConnection);
    } else if (auto *told = listener()) {
        (told->*what)();
    }
}

void SecureStream::close()
{
    m_socket.disconnect(this);
    m_socket.abort();
}

void SecureStream::connectTo(const QHostAddress &address, quint16 port)
{
    const QScopedValueRollback calling(m_isCalling, true);
    m_address = address;
    errno = 0;
    m_socket.connectToHost(address, port);
}

void SecureStream::secure()
{
    auto configuration = m_terms.configuration;
    if (m_terms.tickets) {
        configuration.setSslOption(QSsl::SslOptionDisableSessionPersistence, false);
        configuration.setSessionTicket(m_terms.tickets->value(m_terms.origin));
    }
    if (!m_terms.protocols.isEmpty())
        configuration.setAllowedNextProtocols(m_terms.protocols);
    m_socket.setSslConfiguration(configuration);
    m_socket.setPeerVerifyName(m_terms.host);
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket.startClientEncryption();
}

void SecureStream::onEncrypted()
{
    if (m_terms.configuration.peerVerifyMode() != QSslSocket::VerifyNone) {
        if (const auto problem = nameProblem(m_socket.peerCertificate(), m_terms.host); !problem.isEmpty()) {
            distrust(problem);
            return;
        }
    }
    m_isSecured = true;
    if (auto *dispatcher = dynamic_cast<WholeReads *>(QAbstractEventDispatcher::instance()))
        dispatcher->noteWholeReads(m_socket.socketDescriptor());
    keepTicket(); // of TLS 1.2
    if (auto *told = listener())
        told->onSecured();
}

void SecureStream::onSslErrors(const QList<QSslError> &errors)
{
    if (m_terms.configuration.peerVerifyMode() == QSslSocket::VerifyNone || errors.isEmpty())
        return;
    distrust(certificateProblem(errors.first(), m_terms.host));
}

void SecureStream::distrust(const QString &why)
{
    setFailure({QAbstractSocket::SslHandshakeFailedError, why}, TlsProblem::Certificate);
    tellBroken();
}

void SecureStream::onError()
{
    if (m_isSecured)
        return; // disconnected() follows
    // It is told at once, and Qt has no code of its own for it.
    if (m_isCalling && errno == EADDRNOTAVAIL)
        setFailure(RawSocket::noAddress(m_address));
    else
        setFailure({m_socket.error(), m_socket.errorString(), shortageIn(m_socket.errorString())},
                   m_isConnected ? TlsProblem::Handshake : TlsProblem::None);
    if (m_isCalling)
        QMetaObject::invokeMethod(
            this, [this] { tellBroken(); }, Qt::QueuedConnection);
    else
        tellBroken();
}

void SecureStream::onDisconnected()
{
    if (!m_isSecured) {
        setFailure({QAbstractSocket::SslHandshakeFailedError,
                    QStringLiteral("the connection was closed during the handshake")},
                   TlsProblem::Handshake);
        tellBroken();
        return;
    }
    tell(&Listener::onReadable); // what came last, and that it is the last
}

void SecureStream::write(const QByteArray &bytes)
{
    const QScopedValueRollback calling(m_isCalling, true);
    m_socket.write(bytes);
    m_socket.flush();
}

bool SecureStream::hasNews() const
{
    return !isOpen() || m_socket.bytesAvailable() > 0 || !RawSocket::isQuiet(m_socket.socketDescriptor());
}

// TLS makes more of the bytes. Once the connection is closed nothing can be told: Qt still names the
// descriptor, which may be another connection's by now.
bool SecureStream::hasReachedNobody(qint64 lastBytes) const
{
    return lastBytes > 0 && isOpen() && RawSocket::unacknowledged(m_socket.socketDescriptor()) >= lastBytes;
}

QByteArray SecureStream::protocol() const
{
    const auto configuration = m_socket.sslConfiguration();
    return configuration.nextProtocolNegotiationStatus()
                   == QSslConfiguration::NextProtocolNegotiationNegotiated
               ? configuration.nextNegotiatedProtocol()
               : QByteArray();
}

qint64 SecureStream::read(char *target, qint64 most)
{
    const auto size = m_socket.isOpen() ? m_socket.read(target, most) : -1; // not after a reset
    if (size > 0)
        return size;
    return isOpen() ? 0 : -1;
}

} // namespace Molotov
