// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/httpserver.h"

#include <QFile>
#include <QHostAddress>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>

namespace Molotov::Test {

QByteArray ServedRequest::header(const QByteArray &name) const
{
    const auto wanted = name.toLower();
    for (const auto &[key, value] : headers) {
        if (key == wanted)
            return value;
    }
    return {};
}

ServerAnswer ServerAnswer::response(int status, const QByteArray &body, const QList<QByteArray> &headerLines)
{
    QByteArray bytes =
        "HTTP/1.1 " + QByteArray::number(status) + (status == 200 ? " OK" : " Told so") + "\r\n";
    bytes += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    for (const auto &line : headerLines)
        bytes += line + "\r\n";
    return {.bytes = bytes + "\r\n" + body, .delay = {}, .then = Then::KeepAlive};
}

HttpServer::HttpServer(Handler handler, QObject *parent)
    : QTcpServer(parent)
{
    setHandler(std::move(handler));
    setListenBacklogSize(1000);
    listen(QHostAddress::LocalHost);
    connect(this, &QTcpServer::newConnection, this, &HttpServer::accept);
}

void HttpServer::setHandler(Handler handler)
{
    m_handler = handler ? std::move(handler)
                        : [](const ServedRequest &) { return ServerAnswer::response(200, "ok"); };
}

QUrl HttpServer::url(const QString &path) const
{
    const auto scheme = m_tls.isNull() ? QStringLiteral("http") : QStringLiteral("https");
    return QUrl(QStringLiteral("%1://127.0.0.1:%2%3").arg(scheme).arg(serverPort()).arg(path));
}

qsizetype HttpServer::count(const QByteArray &path) const
{
    return std::count_if(m_requests.begin(), m_requests.end(),
                         [&](const ServedRequest &request) { return request.path() == path; });
}

void HttpServer::useTls(const QList<QByteArray> &protocols, const QString &certificate)
{
    const QString folder = QStringLiteral(MOLOTOV_SOURCE_DIR "/tests/data/tls/");
    QFile key(folder + QStringLiteral("key.pem"));
    if (!key.open(QIODevice::ReadOnly))
        qFatal("No key: %s", qPrintable(key.errorString()));
    m_tls = QSslConfiguration::defaultConfiguration();
    m_tls.setLocalCertificateChain(QSslCertificate::fromPath(folder + certificate));
    m_tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
    m_tls.setPeerVerifyMode(QSslSocket::QueryPeer); // asks for a certificate, and takes what comes
    m_tls.setAllowedNextProtocols(protocols);
}

void HttpServer::incomingConnection(qintptr descriptor)
{
    if (m_tls.isNull()) {
        QTcpServer::incomingConnection(descriptor);
        return;
    }
    auto *socket = new QSslSocket(this);
    socket->setSocketDescriptor(descriptor);
    socket->setSslConfiguration(m_tls);
    connect(socket, &QSslSocket::sslErrors, socket, [socket] { socket->ignoreSslErrors(); });
    socket->startServerEncryption();
    addPendingConnection(socket);
}

void HttpServer::accept()
{
    while (auto *socket = nextPendingConnection()) {
        m_buffers.insert(socket, {});
        const int connection = ++m_connections;
        connect(socket, &QTcpSocket::readyRead, this,
                [this, socket, connection] { read(socket, connection); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_buffers.remove(socket);
            socket->deleteLater();
        });
    }
}

void HttpServer::read(QTcpSocket *socket, int connection)
{
    auto &buffer = m_buffers[socket];
    buffer += socket->readAll();
    ServedRequest request{.method = {}, .target = {}, .headers = {}, .body = {}, .connection = connection};
    if (const auto *secure = qobject_cast<QSslSocket *>(socket)) {
        const auto names = secure->peerCertificate().subjectInfo(QSslCertificate::CommonName);
        request.client = names.value(0).toUtf8();
    }
    while (takeRequest(buffer, request)) {
        m_requests.append(request);
        answer(socket, m_handler(request));
        if (!m_buffers.contains(socket))
            return; // it was closed
    }
}

bool HttpServer::takeRequest(QByteArray &buffer, ServedRequest &request) const
{
    const auto end = buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    auto lines = buffer.left(end).split('\n');
    const auto words = lines.takeFirst().trimmed().split(' ');
    request.method = words.value(0);
    request.target = words.value(1);
    request.headers.clear();
    for (const auto &line : lines) {
        const auto colon = line.indexOf(':');
        request.headers.append({line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed()});
    }
    const auto size = request.header("content-length").toLongLong();
    if (buffer.size() < end + 4 + size)
        return false;
    request.body = buffer.mid(end + 4, size);
    buffer.remove(0, end + 4 + size);
    return true;
}

void HttpServer::answer(QTcpSocket *socket, const ServerAnswer &answer)
{
    if (answer.delay.count() > 0) {
        const auto atOnce = answer.after(std::chrono::milliseconds(0));
        QTimer::singleShot(answer.delay, socket, [this, socket, atOnce] { this->answer(socket, atOnce); });
        return;
    }
    constexpr qsizetype Part = 20; // bytes
    if (answer.between.count() > 0 && answer.bytes.size() > Part) {
        socket->write(answer.bytes.left(Part));
        auto rest = answer.after(answer.between);
        rest.bytes.remove(0, Part);
        this->answer(socket, rest);
        return;
    }
    socket->write(answer.bytes);
    switch (answer.then) {
    case ServerAnswer::Then::KeepAlive:
        break;
    case ServerAnswer::Then::Close:
        socket->disconnectFromHost();
        break;
    case ServerAnswer::Then::Reset:
        socket->abort(); // with unread or unsent data the system sends RST; otherwise it looks like a close
        break;
    }
}

} // namespace Molotov::Test
