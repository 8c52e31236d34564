// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/replytransfer.h"

#include "core/engine/clock.h"
#include "core/engine/http/certificatenames.h"
#include "core/engine/http/growbody.h"
#include "core/engine/http/loadaccessmanager.h"
#include "core/engine/http/networkrequest.h"
#include "core/engine/http/recentexchanges.h"
#include "core/engine/http/transport.h"
#include "core/engine/http/wirerequest.h"

#include <utility>

using std::chrono::microseconds;

namespace Molotov {

namespace {

// QNetworkAccessManager starts a thread, and looks up names in others; one that has no descriptor for its
// event loop ends the process. The managers of several workers may be about to.
constexpr int SpareDescriptors = 8;
constexpr int SpareDescriptorsAtFirst = 64;

// What the messages would be as HTTP/1.1: QNetworkAccessManager does not tell what went over the wire.
qint64 sizeOf(const HttpHeaders &headers)
{
    qint64 size = 2;
    for (const auto &[name, value] : headers)
        size += name.size() + value.size() + 4;
    return size;
}

} // namespace

ReplyTransfer::ReplyTransfer(const Tools &tools, const HttpRequest &request,
                             std::shared_ptr<const Transport> transport, Listener &listener)
    : m_tools(tools)
    , m_request(request)
    , m_transport(std::move(transport))
    , m_listener(listener)
    , m_marks{.start = tools.clock.now()}
{
    m_failure = m_tools.manager.problemOfForeign(m_request.address.origin());
    const int spare = m_tools.manager.hasThread() ? SpareDescriptors : SpareDescriptorsAtFirst;
    if (SocketFailure shortage; !m_failure && !RawSocket::canOpen(spare, shortage))
        m_failure = reasonOf(QNetworkReply::UnknownNetworkError, shortage, {}, {});
    if (m_failure) {
        m_alarm = m_tools.scheduler.after({}, [this] { finish(); });
        return;
    }
    m_reply = sendRequest(&m_tools.manager, m_request, *m_transport);
    watch();
}

ReplyTransfer::~ReplyTransfer()
{
    m_tools.scheduler.cancel(m_alarm);
    if (m_reply == nullptr)
        return;
    m_reply->disconnect(m_reply);
    if (m_reply->isRunning())
        m_reply->abort();
    m_reply->deleteLater();
}

void ReplyTransfer::watch()
{
    const auto watch = [this](auto signal, auto callback) {
        QObject::connect(m_reply, signal, m_reply, callback);
    };
    watch(&QNetworkReply::finished, [this] { onReplyFinished(); });
    watch(&QNetworkReply::readyRead, [this] {
        takeBody(); // it would have all of it twice in the end
        m_listener.onBody();
    });
    watch(&QNetworkReply::socketStartedConnecting, [this] { m_marks.connecting = m_tools.clock.now(); });
    watch(&QNetworkReply::requestSent, [this] { m_marks.sent = m_tools.clock.now(); });
    watch(&QNetworkReply::metaDataChanged, [this] { m_marks.head = m_tools.clock.now(); });
    if (!m_request.address.origin().isSecure)
        return;
    watch(&QNetworkReply::encrypted, [this] {
        m_marks.encrypted = m_tools.clock.now();
        checkCertificate();
    });
    watch(&QNetworkReply::sslErrors, [this](const QList<QSslError> &errors) {
        m_sslProblem = errors.isEmpty() ? QString()
                                        : certificateProblem(errors.first(), m_request.address.origin().host);
    });
}

void ReplyTransfer::checkCertificate()
{
    const auto certificate = m_reply->sslConfiguration().peerCertificate();
    if (certificate.isNull() || m_transport->tls.peerVerifyMode() == QSslSocket::VerifyNone)
        return;
    m_sslProblem = nameProblem(certificate, m_request.address.origin().host);
    if (m_sslProblem.isEmpty())
        return;
    m_failure = failureOfReply();
    finish();
}

void ReplyTransfer::takeBody()
{
    const auto piece = m_reply->readAll();
    m_size += piece.size();
    if (m_request.rules.bodyUse == BodyUse::Keep)
        growBody(m_content, piece);
}

void ReplyTransfer::onReplyFinished()
{
    if (hasWholeResponse(*m_reply))
        readHead();
    else
        m_failure = failureOfReply();
    finish();
}

void ReplyTransfer::readHead()
{
    m_head.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    m_head.reason = m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toByteArray();
    HttpHeaders headers;
    for (const auto &[name, value] : m_reply->rawHeaderPairs()) {
        // QNetworkAccessManager joins cookies with line breaks.
        for (const auto &line : value.split('\n'))
            headers.append({name, line});
    }
    m_head.headers = headers;
    takeBody();
}

FailureReason ReplyTransfer::failureOfReply() const
{
    if (m_sslProblem.isEmpty())
        return reasonOf(*m_reply, m_transport->proxy);
    return {HttpFailure::Kind::Tls, QStringLiteral("failed: the certificate of %1 is not trusted: %2")
                                        .arg(m_request.address.origin().host, m_sslProblem)};
}

// QNetworkAccessManager tells of no name that it has looked up and of no connection without TLS that is
// there: `connect` holds the look-up and the handshake, `dns` and `tls` stay 0. Over plain HTTP `connect`
// also holds the sending of a request that goes first over its connection; over one that is used again,
// `send` holds the waiting for it to be free. Only what is nothing else counts as known.
ExchangeTimings ReplyTransfer::measuredTimings() const
{
    const auto between = [](microseconds from, microseconds to) {
        return from.count() > 0 && to > from ? to - from : microseconds(0);
    };
    const bool isNew = m_marks.connecting.count() > 0;
    const auto connected = m_marks.encrypted.count() > 0 ? m_marks.encrypted : m_marks.sent;
    quint8 known = m_marks.encrypted.count() > 0 && m_marks.sent.count() > 0 ? ExchangeTimings::Send : 0;
    if (m_marks.head.count() > 0)
        known |= ExchangeTimings::Receive | (m_marks.sent.count() > 0 ? ExchangeTimings::Wait : 0);
    return {.connect = between(m_marks.connecting, connected),
            .send = between(isNew ? connected : m_marks.start, m_marks.sent),
            .wait = between(m_marks.sent, m_marks.head),
            .receive = between(m_marks.head, m_endedAt),
            .total = m_endedAt - m_marks.start,
            .known = known};
}

void ReplyTransfer::finish()
{
    m_endedAt = m_tools.clock.now();
    m_timings = measuredTimings();
    m_isFinished = true;
    m_listener.onFinished();
}

qint64 ReplyTransfer::bytesSent() const
{
    if (m_reply == nullptr)
        return 0;
    const auto &address = m_request.address;
    return m_request.method.size() + address.target().size() + 12 + address.host().size() + 8
           + sizeOf(m_request.headers) + m_request.body.value_or(QByteArray()).size();
}

qint64 ReplyTransfer::bytesReceived() const
{
    return m_head.status == 0 ? 0 : 15 + m_head.reason.size() + sizeOf(m_head.headers.pairs()) + m_size;
}

void ReplyTransfer::describeHead(RecentExchange &exchange) const
{
    exchange.sentHeaders = headersOf(m_request, *m_transport);
}

} // namespace Molotov
