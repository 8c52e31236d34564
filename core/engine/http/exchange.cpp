// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/exchange.h"

#include "core/engine/clock.h"
#include "core/engine/http/bodybudget.h"
#include "core/engine/http/certificatenames.h"
#include "core/engine/http/failurereason.h"
#include "core/engine/http/growbody.h"
#include "core/engine/http/loadaccessmanager.h"
#include "core/engine/http/networkrequest.h"
#include "core/engine/http/trafficlog.h"
#include "core/engine/http/transport.h"
#include "core/engine/http/wirerequest.h"
#include "core/engine/loop/prefetch.h"
#include "core/engine/metricsrecorder.h"
#include "core/engine/statsd/statsdclient.h"

#include <algorithm>
#include <utility>

using std::chrono::microseconds;

namespace Molotov {

namespace {

// QNetworkAccessManager starts a thread, and looks up names in others; one that has no descriptor for its
// event loop ends the process. The managers of several workers may be about to.
constexpr int SpareDescriptors = 8;
constexpr int SpareDescriptorsAtFirst = 64;

// What the messages would be as HTTP/1.1: QNetworkAccessManager does not tell what went over the wire.
// https://fetch.spec.whatwg.org/#redirect-status
bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// A server's text, cut to what a message has room for.
QString shown(QByteArrayView location)
{
    constexpr qsizetype Most = 200;
    const auto text = QString::fromUtf8(location.first(std::min(location.size(), Most)));
    return location.size() > Most ? text + QChar(0x2026) : text;
}

qint64 sizeOf(const HttpHeaders &headers)
{
    qint64 size = 2;
    for (const auto &[name, value] : headers)
        size += name.size() + value.size() + 4;
    return size;
}

qint64 sizeOf(const HttpRequest &request)
{
    return request.method.size() + request.address.target().size() + 12 + request.address.host().size() + 8
           + sizeOf(request.headers) + request.body.value_or(QByteArray()).size();
}

qint64 sizeOf(const ResponseHead &head)
{
    return 15 + head.reason.size() + sizeOf(head.headers.pairs());
}

} // namespace

Exchange::Exchange(const ExchangeTools &tools, HttpRequest request, Receiver done)
    : m_tools(tools)
    , m_request(std::move(request))
    , m_done(std::move(done))
{
}

Exchange::~Exchange()
{
    m_tools.scheduler.cancel(m_timeout);
    dropHop();
}

void Exchange::start(LoadAccessManager &manager, std::shared_ptr<const Transport> transport)
{
    m_manager = &manager;
    m_transport = std::move(transport);
    m_timeout = m_tools.scheduler.afterSeen(m_request.rules.timeout, [this] { onTimeout(); });
    sendHop();
}

void Exchange::sendHop()
{
    if (m_tools.traffic != nullptr)
        m_tools.traffic->addRequest(m_request);
    if (LoadAccessManager::serves(m_request, *m_transport)) {
        m_hop = m_manager->send(m_request, *m_transport, *this);
        return;
    }
    m_marks = {.start = m_tools.clock.now()};
    const int spare = m_manager->hasThread() ? SpareDescriptors : SpareDescriptorsAtFirst;
    if (SocketFailure shortage; !RawSocket::canOpen(spare, shortage)) {
        // Later, for start() tells of no outcome.
        m_tools.scheduler.cancel(m_timeout);
        const auto reason = reasonOf(QNetworkReply::UnknownNetworkError, shortage, {}, {});
        m_timeout = m_tools.scheduler.after({}, [this, reason] { fail(reason); });
        return;
    }
    m_sslProblem.clear();
    m_replyBody.clear();
    m_replyBodySize = 0;
    m_reply = sendRequest(m_manager, m_request, *m_transport);
    watchReply();
}

// What a hop knows by itself.
void Exchange::watchReply()
{
    const auto watch = [this](auto signal, auto callback) {
        QObject::connect(m_reply, signal, m_reply, callback);
    };
    watch(&QNetworkReply::finished, [this] { onHopFinished(hasWholeResponse(*m_reply)); });
    watch(&QNetworkReply::readyRead, [this] {
        takeReplyBody(); // it would have all of it twice in the end
        checkSize(m_replyBodySize);
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
    // A connection of HTTP/2 outlives a request that was given up as it began.
    watch(&QNetworkReply::metaDataChanged, [this] { checkCertificate(); });
    watch(&QNetworkReply::sslErrors, [this](const QList<QSslError> &errors) {
        m_sslProblem = errors.isEmpty() ? QString()
                                        : certificateProblem(errors.first(), m_request.address.origin().host);
    });
}

void Exchange::checkCertificate()
{
    const auto certificate = m_reply->sslConfiguration().peerCertificate();
    if (certificate.isNull() || m_transport->tls.peerVerifyMode() == QSslSocket::VerifyNone)
        return;
    m_sslProblem = nameProblem(certificate, m_request.address.origin().host);
    if (!m_sslProblem.isEmpty())
        onHopFinished(false);
}

// QNetworkAccessManager tells of no name that it has looked up and of no connection without TLS that is
// there: `connect` holds the look-up and the handshake, `dns` and `tls` stay 0. Over plain HTTP `connect`
// also holds the sending of a request that goes first over its connection; over one that is used again,
// `send` holds the waiting for it to be free. Only what is nothing else counts as known.
ExchangeTimings Exchange::hopTimings() const
{
    if (m_hop)
        return m_hop->timings();
    const auto now = m_tools.clock.now();
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
            .receive = between(m_marks.head, now),
            .total = now - m_marks.start,
            .known = known};
}

void Exchange::prepare() const
{
    prefetch(this, sizeof *this);
}

// What a server says will come is not waited for.
void Exchange::onHead()
{
    checkSize(m_hop->announcedSize());
}

void Exchange::onBody()
{
    checkSize(m_hop->contentSize());
}

void Exchange::takeReplyBody()
{
    const auto piece = m_reply->readAll();
    m_replyBodySize += piece.size();
    if (m_request.rules.bodyUse == BodyUse::Keep)
        growBody(m_replyBody, piece);
}

// All of a body waits until it is whole.
void Exchange::checkSize(qint64 size)
{
    if (m_request.rules.bodyUse != BodyUse::Keep)
        return;
    if (size > m_request.rules.maxBody)
        failForSize();
    else if (size >= BodyBudget::LargeBody && size > m_heldRoom)
        holdRoom(size);
}

// For all that is announced: many bodies that grow together would leave room for none of them.
void Exchange::holdRoom(qint64 size)
{
    auto *bodies = m_tools.bodies;
    if (bodies == nullptr)
        return;
    const qint64 more = size - m_heldRoom;
    if (bodies->hasRoomFor(more)) {
        bodies->add(more);
        m_heldRoom = size;
        return;
    }
    fail({HttpFailure::Kind::Memory,
          QStringLiteral("got a body of %1 bytes or more that this process has no room for: it holds at most "
                         "%2 MiB of bodies at a time (discard: true keeps none)")
              .arg(size)
              .arg(bodies->most() >> 20)});
}

void Exchange::failForSize()
{
    fail({HttpFailure::Kind::Protocol,
          QStringLiteral(
              "got a body of more than %1 bytes, which is its maxBody (setup can return a larger one)")
              .arg(m_request.rules.maxBody)});
}

void Exchange::onHopFinished(bool isWhole)
{
    if (!isWhole) {
        fail(failureReason());
        return;
    }
    auto response = readResponse();
    if (response.body.size() > m_request.rules.maxBody) { // what came with the end
        failForSize();
        return;
    }
    countHop(response);
    response.timings.total += m_earlier;
    m_earlier = response.timings.total;
    if (!follow(response))
        finish(std::move(response));
}

FailureReason Exchange::failureReason() const
{
    if (m_hop)
        return *m_hop->failure();
    if (!m_sslProblem.isEmpty()) {
        return {HttpFailure::Kind::Tls, QStringLiteral("failed: the certificate of %1 is not trusted: %2")
                                            .arg(m_request.address.origin().host, m_sslProblem)};
    }
    return reasonOf(*m_reply, m_transport->proxy);
}

HttpResponse Exchange::readResponse()
{
    HttpResponse response{.address = m_request.address,
                          .isRedirected = m_redirects > 0,
                          .bodyUse = m_request.rules.bodyUse,
                          .maxBody = m_request.rules.maxBody,
                          .timings = hopTimings()};
    if (m_hop) {
        response.head = m_hop->head();
        response.body = m_hop->takeContent();
        return response;
    }
    response.head.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    response.head.reason = m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toByteArray();
    HttpHeaders headers;
    for (const auto &[name, value] : m_reply->rawHeaderPairs()) {
        // QNetworkAccessManager joins cookies with line breaks.
        for (const auto &line : value.split('\n'))
            headers.append({name, line});
    }
    response.head.headers = headers;
    takeReplyBody();
    response.body = std::exchange(m_replyBody, {});
    return response;
}

// `response`: with the times of this hop alone.
void Exchange::countHop(const HttpResponse &response)
{
    countTransfer(&response);
    counter().addResponse(m_request.method, name(), response.head.status, response.timings, m_request.late);
    if (m_tools.statsd != nullptr)
        m_tools.statsd->addExchange(m_request.method, m_request.address, response.head.status,
                                    response.timings.total);
    if (m_tools.traffic != nullptr)
        m_tools.traffic->addResponse(m_request, response);
    if (m_tools.recent != nullptr && m_request.purpose == RequestPurpose::Load)
        remember(response);
}

RecentExchange Exchange::remembered() const
{
    RecentExchange exchange{.owner = m_request.owner,
                            .startedAt = m_hop ? m_hop->startedAt() : m_marks.start,
                            .endedAt = m_hop && m_hop->isFinished() ? m_hop->endedAt() : m_tools.clock.now(),
                            .method = m_request.method,
                            .address = m_request.address,
                            .bodyUse = m_request.rules.bodyUse};
    if (m_hop)
        exchange.sentHead = m_hop->wire().head;
    else
        exchange.sentHeaders = headersOf(m_request, *m_transport);
    if (m_request.body) {
        exchange.sentBody = *m_request.body;
        exchange.sentBodySize = m_request.body->size();
    }
    return exchange;
}

void Exchange::remember(const HttpResponse &response) const
{
    auto exchange = remembered();
    exchange.head = response.head;
    exchange.body = response.body;
    exchange.bodySize = response.body.size();
    m_tools.recent->add(std::move(exchange));
}

void Exchange::countFailure(HttpFailure::Kind kind, const QString &message)
{
    countTransfer(nullptr);
    if (kind == HttpFailure::Kind::Ports)
        m_tools.metrics.addWithoutPort();
    else if (kind == HttpFailure::Kind::Memory)
        m_tools.metrics.addWithoutMemory();
    const bool isAborted = kind == HttpFailure::Kind::Aborted;
    const auto start = m_hop ? m_hop->startedAt() : m_marks.start;
    const auto end = m_hop && m_hop->isFinished() ? m_hop->endedAt() : m_tools.clock.now();
    if (isAborted)
        counter().addAborted(m_request.method, name());
    else
        counter().addFailure(m_request.method, name(), std::max(microseconds(0), end - start));
    if (m_tools.statsd != nullptr)
        m_tools.statsd->addFailure(m_request.method, m_request.address, isAborted);
    if (m_tools.traffic != nullptr)
        m_tools.traffic->addFailure(m_request, message);
    if (m_tools.recent != nullptr && m_request.purpose == RequestPurpose::Load) {
        auto exchange = remembered();
        exchange.failure = message;
        m_tools.recent->add(std::move(exchange));
    }
}

// Bytes, and how often the request went out again.
void Exchange::countTransfer(const HttpResponse *response)
{
    if (m_hop) {
        counter().addTraffic(m_hop->bytesReceived(), m_hop->bytesSent());
        for (int i = 0; i < m_hop->retries(); ++i)
            counter().addRetry(m_request.method, name());
    } else if (m_reply != nullptr) {
        counter().addTraffic(response ? sizeOf(response->head) + m_replyBodySize : 0, sizeOf(m_request));
    }
}

ExchangeCounter &Exchange::counter() const
{
    return m_request.purpose == RequestPurpose::Load ? m_tools.metrics.load() : m_tools.metrics.fixtures();
}

bool Exchange::follow(const HttpResponse &response)
{
    const auto &rules = m_request.rules;
    if (rules.redirect == RedirectMode::Manual || rules.maxRedirects == 0)
        return false;
    const int status = response.head.status;
    if (!isRedirect(status))
        return false;
    const auto location = response.head.headers.first("location");
    if (location.isEmpty())
        return false;
    const auto next = m_request.address.resolved(location);
    const auto text = next ? QString::fromLatin1(next->text()) : shown(location);
    dropHop();
    if (rules.redirect == RedirectMode::Error)
        endRedirects(QStringLiteral("was redirected to “%1”, which it may not be").arg(text));
    else if (++m_redirects > rules.maxRedirects)
        endRedirects(rules.maxRedirects == 1
                         ? QStringLiteral("was redirected more than once")
                         : QStringLiteral("was redirected more than %1 times").arg(rules.maxRedirects));
    else if (!next)
        endRedirects(QStringLiteral("was redirected to “%1”, which %2").arg(text, next.error().text));
    else
        redirect(status, *next);
    return true;
}

// As browsers do: 303 asks for a GET; 301 and 302 turn a POST into a GET; 307 and 308 send the same again.
void Exchange::redirect(int status, const WebAddress &next)
{
    const bool becomesGet = (status == 303 && m_request.method != "HEAD")
                            || ((status == 301 || status == 302) && m_request.method == "POST");
    if (becomesGet) {
        m_request.method = "GET";
        m_request.body.reset();
        m_request.headers.removeIf(
            [](const auto &header) { return header.first.toLower().startsWith("content-"); });
    }
    if (next.origin() != m_request.address.origin()) {
        m_request.headers.removeIf([](const auto &header) {
            const auto lower = header.first.toLower();
            return lower == "authorization" || lower == "cookie" || lower == "host";
        });
    }
    m_request.address = next;
    m_request.late = {};
    sendHop();
}

// The hops themselves are counted.
void Exchange::endRedirects(const QString &why)
{
    finish(failure(HttpFailure::Kind::Protocol, why));
}

void Exchange::onTimeout()
{
    const auto seconds = std::chrono::duration<double>(m_request.rules.timeout).count();
    fail({HttpFailure::Kind::Timeout, QStringLiteral("had no whole answer after %1 s").arg(seconds)});
}

void Exchange::abort(const FailureReason &reason)
{
    fail(reason);
}

void Exchange::fail(const FailureReason &reason)
{
    const auto outcome = failure(reason.kind, reason.text);
    countFailure(reason.kind, outcome.message);
    finish(outcome);
}

HttpFailure Exchange::failure(HttpFailure::Kind kind, const QString &why) const
{
    const auto method = QString::fromLatin1(m_request.method);
    const auto url = QString::fromLatin1(m_request.address.text());
    return {.kind = kind,
            .message = QStringLiteral("%1 %2 %3").arg(method, url, why),
            .url = url,
            .endpoint = method + QLatin1Char(' ') + name()};
}

void Exchange::finish(const HttpOutcome &outcome)
{
    m_tools.scheduler.cancel(m_timeout);
    dropHop();
    const auto done = std::move(m_done);
    done(outcome);
}

void Exchange::dropHop()
{
    m_hop.reset();
    if (m_heldRoom > 0)
        m_tools.bodies->remove(std::exchange(m_heldRoom, 0));
    auto *reply = std::exchange(m_reply, nullptr);
    if (reply == nullptr)
        return;
    reply->disconnect(reply);
    if (reply->isRunning())
        reply->abort();
    reply->deleteLater();
}

const QString &Exchange::name() const
{
    if (!m_request.name.isEmpty())
        return m_request.name;
    return m_tools.foldsNames ? m_request.address.pattern() : m_request.address.path();
}

} // namespace Molotov
