// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QTcpServer>

#include <chrono>
#include <functional>

namespace Molotov {

/// A web server for one small page, which programs ask for now and then: each connection brings one request
/// and gets one answer.
///
/// What others do costs little: few connections at once, of which the oldest makes room for a new one, few
/// bytes of each, and some seconds for all of it.
class ScrapeServer : public QTcpServer
{
    Q_OBJECT

public:
    static constexpr qsizetype MaxConnections = 16;
    static constexpr qint64 MaxRequest = 8'192; ///< bytes, up to the empty line

    /// `page` is called for each request, on the thread of this.
    explicit ScrapeServer(std::function<QByteArray()> page);

    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void read(QTcpSocket *socket);
    QByteArray answer(const QByteArray &request) const;

    const std::function<QByteArray()> m_page;
    std::chrono::milliseconds m_patience = std::chrono::seconds(5); // for all of a connection
    QList<QTcpSocket *> m_sockets; // the oldest first
};

} // namespace Molotov
