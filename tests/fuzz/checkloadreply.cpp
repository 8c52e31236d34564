// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/clock.h"
#include "core/engine/http/hostcache.h"
#include "core/engine/http/loadaccessmanager.h"
#include "core/engine/http/outbox.h"
#include "core/engine/scheduler.h"
#include "tests/fuzz/checks.h"
#include "tests/fuzz/fuzzinput.h"
#include "tests/fuzz/parsedresponse.h"

#include <QEventLoop>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <memory>

using namespace std::chrono_literals;

namespace Molotov::Fuzz {

namespace {

constexpr qsizetype MaxPieces = 64;
constexpr auto Patience = 10s;

// Answers the first request of each connection with these pieces, each in a packet of its own, and closes it.
class PieceServer : public QTcpServer
{
public:
    explicit PieceServer(QByteArrayList pieces)
        : m_pieces(std::move(pieces))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (auto *peer = nextPendingConnection()) {
                peer->setSocketOption(QAbstractSocket::LowDelayOption, 1);
                connect(
                    peer, &QTcpSocket::readyRead, peer, [this, peer] { sendFrom(peer, 0); },
                    Qt::SingleShotConnection);
            }
        });
    }

    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(serverPort())); }

private:
    void sendFrom(QTcpSocket *peer, qsizetype number)
    {
        peer->readAll(); // what is not read would reset the connection at its end
        if (number == m_pieces.size()) {
            peer->disconnectFromHost();
            return;
        }
        peer->write(m_pieces[number]);
        peer->flush();
        QTimer::singleShot(0, peer, [this, peer, number] { sendFrom(peer, number + 1); });
    }

    const QByteArrayList m_pieces;
};

QNetworkReply *send(QNetworkAccessManager &manager, const QUrl &url, const QByteArray &method)
{
    QNetworkRequest request(url);
    if (method == "HEAD")
        return manager.head(request);
    if (method != "POST")
        return manager.get(request);
    request.setRawHeader("Content-Type", "text/plain");
    request.setRawHeader("Expect", "100-continue");
    return manager.post(request, "body");
}

bool waitFor(const QNetworkReply &reply)
{
    if (reply.isFinished())
        return true;
    QEventLoop loop;
    QObject::connect(&reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(Patience, &loop, &QEventLoop::quit);
    loop.exec();
    return reply.isFinished();
}

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

QByteArray checkEnd(const QNetworkReply &reply)
{
    if (!reply.isFinished())
        return "does not end";
    if (reply.error() != QNetworkReply::NoError)
        return reply.errorString().isEmpty() ? "fails without a reason" : QByteArray();
    return statusOf(reply) < 100 ? "ends without a status" : QByteArray();
}

// Whether it is what the parser makes of it.
QByteArray checkContent(QNetworkReply &reply, const ParsedResponse &expected)
{
    const bool isWhole = reply.error() == QNetworkReply::NoError;
    if (isWhole != (expected.end == ParsedResponse::End::Complete))
        return (isWhole ? "is whole, and should be\n"
                        : "fails (" + reply.errorString().toUtf8() + "), and should be\n")
               + expected.text();
    if (!isWhole)
        return {};
    const auto body = reply.readAll();
    const auto reason = reply.attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString().toLatin1();
    if (statusOf(reply) == expected.status && reason == expected.reason && body == expected.body)
        return {};
    return "is " + QByteArray::number(statusOf(reply)) + ' ' + reason + " [" + body + "], and should be\n"
           + expected.text();
}

} // namespace

QByteArray checkLoadReply(const QByteArray &text)
{
    const auto input = FuzzInput::read(text);
    const SteadyClock clock;
    Scheduler scheduler(clock);
    HostCache hosts(clock);
    Outbox outbox(clock);
    LoadAccessManager manager({clock, scheduler, hosts, outbox});
    PieceServer server(input.pieces(MaxPieces));

    const std::unique_ptr<QNetworkReply> first(send(manager, server.url(), input.method));
    waitFor(*first);
    auto problem = checkEnd(*first);
    // With a body on its way to a server that closes, it is a matter of luck what comes through.
    if (problem.isEmpty() && input.method != "POST")
        problem = checkContent(*first, ParsedResponse::ofWhole(input.method, input.bytes));
    if (!problem.isEmpty())
        return "the first exchange " + problem;

    // Over the same connection, if it was kept: the server closes it then, or sends the rest of its pieces.
    const std::unique_ptr<QNetworkReply> second(send(manager, server.url(), input.method));
    waitFor(*second);
    problem = checkEnd(*second);
    return problem.isEmpty() ? problem : "the second exchange " + problem;
}

} // namespace Molotov::Fuzz
