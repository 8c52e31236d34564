// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/stream.h"

#include <QHash>
#include <QSslConfiguration>
#include <QSslSocket>

namespace Molotov {

/// Sessions of TLS that servers are ready to go on with (RFC 8446, 2.2), by origin.
using TlsTickets = QHash<QString, QByteArray>;

/// TCP with TLS over it.
class SecureStream : public Stream
{
    Q_OBJECT

public:
    struct Terms
    {
        QString host; ///< whose certificate it is to be
        QSslConfiguration configuration;
        TlsTickets *tickets = nullptr; ///< null: sessions are not gone on with
        QString origin; ///< whose ticket
        QList<QByteArray> protocols = {}; ///< to be offered, the best first (ALPN); empty: none is named
    };

    SecureStream(Listener &listener, Terms terms, QObject *parent);

    void connectTo(const QHostAddress &address, quint16 port) override;
    void secure() override;
    void write(const QByteArray &bytes) override;
    qint64 unsent() const override { return m_socket.bytesToWrite() + m_socket.encryptedBytesToWrite(); }
    qint64 read(char *target, qint64 most) override;
    bool isDrained() const override { return m_socket.bytesAvailable() == 0; }
    bool isOpen() const override { return m_socket.state() == QAbstractSocket::ConnectedState; }
    bool hasNews() const override;
    bool hasReachedNobody(qint64 lastBytes) const override;
    QByteArray protocol() const override;

protected:
    void close() override;

private:
    void tell(void (Listener::*what)());
    void keepTicket();
    void onError();
    void onDisconnected();
    void onEncrypted();
    void onSslErrors(const QList<QSslError> &errors);
    void distrust(const QString &why);

    Terms m_terms;
    QSslSocket m_socket;
    QHostAddress m_address;
    bool m_isConnected = false;
    bool m_isSecured = false;
    bool m_isCalling = false; // within a call of the listener's
};

} // namespace Molotov
