// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/exchange.h"

#include "core/engine/clock.h"
#include "core/engine/http/contentcoding.h"
#include "core/engine/http/failurereason.h"
#include "core/engine/http/loadreply.h"
#include "core/engine/http/networkrequest.h"
#include "core/engine/http/trafficlog.h"
#include "core/engine/http/transport.h"
#include "core/engine/metricsrecorder.h"
#include "core/engine/statsd/statsdclient.h"

#include <algorithm>

using std::chrono::microseconds;

namespace Molotov {

namespace {

// What the messages would be as HTTP/1.1: QNetworkAccessManager does not tell what went over the wire.
qint64 sizeOf(const HttpHeaders &headers)
{
    qint64 size = 2;
    for (const auto &[name, value] : headers)
        size += name.size() + value.size() + 4;
    return size;
}

qint64 sizeOf(const HttpRequest &request)
{
    return request.method.size() + request.url.path().size() + request.url.query().size() + 12
           + request.url.authority().size() + 8 + sizeOf(request.headers)
           + request.body.value_or(QByteArray()).size();
}

qint64 sizeOf(const HttpResponse &response)
{
    return 15 + response.reason.size() + sizeOf(response.headers) + response.body.size();
}

// Not more than so many bytes, however much a packed body has in it.
QByteArray readUpTo(QIODevice &device, qint64 size)
{
    constexpr qint64 Chunk = 1 << 16; // read() takes memory for all that it is asked for
    QByteArray bytes;
    while (bytes.size() < size) {
        const auto more = device.read(std::min(Chunk, size - bytes.size()));
        if (more.isEmpty())
            break;
        bytes += more;
    }
    return bytes;
}

} // namespace

Exchange::Exchange(const ExchangeTools &tools, HttpRequest request, QObject *parent)
    : QObject(parent)
    , m_tools(tools)
    , m_request(std::move(request))
{
}

Exchange::~Exchange()
{
    m_tools.scheduler.cancel(m_timeout);
    dropReply();
}

void Exchange::start(QNetworkAccessManager *manager, const Transport &transport)
{
    m_manager = manager;
    m_transport = &transport;
    m_startedAt = m_tools.clock.now();
    m_timeout = m_tools.scheduler.after(m_request.rules.timeout, [this] { onTimeout(); });
    sendHop();
}

void Exchange::sendHop()
{
    if (m_tools.traffic != nullptr)
        m_tools.traffic->addRequest(m_request);
    m_marks = {.start = m_tools.clock.now()};
    m_sslProblem.clear();
    m_reply = sendRequest(m_manager, m_request, *m_transport);
    m_loadReply = qobject_cast<LoadReply *>(m_reply);
    connect(m_reply, &QNetworkReply::finished, this, &Exchange::onReplyFinished);
    if (m_request.rules.maxBody)
        connect(m_reply, &QNetworkReply::readyRead, this, &Exchange::checkSize);
    if (m_loadReply == nullptr)
        watchReply();
}

// What a LoadReply knows by itself.
void Exchange::watchReply()
{
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this,
            [this] { m_marks.connecting = m_tools.clock.now(); });
    connect(m_reply, &QNetworkReply::requestSent, this, [this] { m_marks.sent = m_tools.clock.now(); });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] { m_marks.head = m_tools.clock.now(); });
    if (m_request.url.scheme() != QLatin1String("https"))
        return;
    connect(m_reply, &QNetworkReply::encrypted, this, [this] { m_marks.encrypted = m_tools.clock.now(); });
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        m_sslProblem = errors.isEmpty() ? QString() : errors.first().errorString();
    });
}

// QNetworkAccessManager tells of no name that it has looked up and of no connection without TLS that is
// there: `connect` holds the look-up and the handshake, `dns` and `tls` stay 0. Over plain HTTP `connect`
// also holds the sending of a request that goes first over its connection; over one that is used again,
// `send` holds the waiting for it to be free.
ExchangeTimings Exchange::timings(microseconds now) const
{
    if (m_loadReply != nullptr) {
        auto own = m_loadReply->timings();
        own.total = now - m_startedAt;
        return own;
    }
    const auto between = [](microseconds from, microseconds to) {
        return from.count() > 0 && to > from ? to - from : microseconds(0);
    };
    const bool isNew = m_marks.connecting.count() > 0;
    const auto connected = m_marks.encrypted.count() > 0 ? m_marks.encrypted : m_marks.sent;
    return {.connect = between(m_marks.connecting, connected),
            .send = between(isNew ? connected : m_marks.start, m_marks.sent),
            .wait = between(m_marks.sent, m_marks.head),
            .receive = between(m_marks.head, now),
            .total = now - m_startedAt};
}

// All of a body waits in the reply until it is whole.
void Exchange::checkSize()
{
    if (m_reply->bytesAvailable() > *m_request.rules.maxBody)
        failForSize();
}

void Exchange::failForSize()
{
    fail(HttpFailure::Kind::Protocol, QStringLiteral("got a body of more than %1 bytes, which is its maxBody")
                                          .arg(*m_request.rules.maxBody));
}

void Exchange::onReplyFinished()
{
    if (m_loadReply != nullptr ? m_loadReply->failure().has_value() : !hasWholeResponse(*m_reply)) {
        const auto reason = failureOfReply();
        fail(reason.kind, reason.text);
        return;
    }
    const auto latency = m_tools.clock.now() - m_marks.start; // the server's, not that of our unpacking
    const auto response = readResponse();
    if (!response) {
        fail(HttpFailure::Kind::Protocol, response.error().text);
        return;
    }
    if (m_request.rules.maxBody && response->body.size() > *m_request.rules.maxBody) {
        failForSize();
        return;
    }
    countHop(*response, latency);
    if (!follow(*response))
        finish(*response);
}

FailureReason Exchange::failureOfReply() const
{
    if (m_loadReply != nullptr)
        return *m_loadReply->failure();
    if (!m_sslProblem.isEmpty()) {
        return {HttpFailure::Kind::Tls, QStringLiteral("failed: the certificate of %1 is not trusted: %2")
                                            .arg(m_request.url.host(), m_sslProblem)};
    }
    return reasonOf(*m_reply, m_transport->proxy);
}

Result<HttpResponse> Exchange::readResponse()
{
    HttpResponse response;
    response.isRedirected = m_redirects > 0;
    response.url = m_reply->url();
    if (m_loadReply != nullptr) {
        response.status = m_loadReply->head().status;
        response.reason = QString::fromLatin1(m_loadReply->head().reason);
        response.headers = m_loadReply->head().headers;
    } else {
        response.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        response.reason = m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString();
        for (const auto &[name, value] : m_reply->rawHeaderPairs()) {
            // QNetworkAccessManager joins cookies with line breaks.
            for (const auto &line : value.split('\n'))
                response.headers.append({name, line});
        }
    }
    response.timings = timings(m_tools.clock.now());
    auto body = readBody(response.headers);
    if (!body)
        return body.error();
    response.body = *std::move(body);
    return response;
}

Result<QByteArray> Exchange::readBody(const HttpHeaders &headers)
{
    // One byte more than there may be is too much, however much a packed body has in it.
    const auto &limit = m_request.rules.maxBody;
    auto body = limit ? readUpTo(*m_reply, *limit + 1) : m_reply->readAll();
    for (const auto &[name, value] : headers) {
        if (name.compare("content-encoding", Qt::CaseInsensitive) != 0)
            continue;
        auto text = unpacked(body, value, limit ? *limit : MaxUnpacked);
        if (!text)
            return Error{QStringLiteral("got a body ") + text.error().text};
        body = *std::move(text);
    }
    return body;
}

void Exchange::countHop(const HttpResponse &response, microseconds latency)
{
    countTraffic(&response);
    m_tools.metrics.addResponse(QString::fromLatin1(m_request.method), name(), response.status, latency);
    if (m_tools.statsd != nullptr)
        m_tools.statsd->addExchange(m_request.method, m_request.url, response.status, latency);
    if (m_tools.traffic != nullptr)
        m_tools.traffic->addResponse(m_request, response);
}

void Exchange::countTraffic(const HttpResponse *response)
{
    if (m_loadReply != nullptr)
        m_tools.metrics.addTraffic(m_loadReply->bytesReceived(), m_loadReply->bytesSent());
    else
        m_tools.metrics.addTraffic(response ? sizeOf(*response) : 0, sizeOf(m_request));
}

bool Exchange::follow(const HttpResponse &response)
{
    const auto &rules = m_request.rules;
    if (rules.redirect == RedirectMode::Manual || rules.maxRedirects == 0)
        return false;
    const auto target = m_reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
    if (target.isEmpty() || response.status < 300 || response.status > 399)
        return false;
    auto next = m_request.url.resolved(target);
    next.setUserInfo(QString());
    dropReply();
    if (rules.redirect == RedirectMode::Error)
        endRedirects(QStringLiteral("was redirected to “%1”, which it may not be").arg(next.toString()));
    else if (++m_redirects > rules.maxRedirects)
        endRedirects(QStringLiteral("was redirected more than %1 times").arg(rules.maxRedirects));
    else if (!isWebAddress(next))
        endRedirects(
            QStringLiteral("was redirected to “%1”, which is no http or https URL").arg(next.toString()));
    else
        redirect(response.status, next);
    return true;
}

// As browsers do: 303 asks for a GET; 301 and 302 turn a POST into a GET; 307 and 308 send the same again.
void Exchange::redirect(int status, const QUrl &next)
{
    const bool becomesGet = (status == 303 && m_request.method != "HEAD")
                            || ((status == 301 || status == 302) && m_request.method == "POST");
    if (becomesGet) {
        m_request.method = "GET";
        m_request.body.reset();
        m_request.headers.removeIf(
            [](const auto &header) { return header.first.toLower().startsWith("content-"); });
    }
    if (Origin::of(next) != Origin::of(m_request.url)) {
        m_request.headers.removeIf([](const auto &header) {
            const auto lower = header.first.toLower();
            return lower == "authorization" || lower == "cookie" || lower == "host";
        });
    }
    m_request.url = next;
    sendHop();
}

// The hops themselves are counted.
void Exchange::endRedirects(const QString &why)
{
    finish(HttpFailure{.kind = HttpFailure::Kind::Protocol, .message = sentence(why), .url = m_request.url});
}

void Exchange::onTimeout()
{
    const auto seconds = std::chrono::duration<double>(m_request.rules.timeout).count();
    fail(HttpFailure::Kind::Timeout, QStringLiteral("had no whole answer after %1 s").arg(seconds));
}

void Exchange::abort()
{
    fail(HttpFailure::Kind::Aborted, QStringLiteral("was given up: the run was stopped"));
}

void Exchange::fail(HttpFailure::Kind kind, const QString &why)
{
    countTraffic(nullptr);
    m_tools.metrics.addFailure(QString::fromLatin1(m_request.method), name());
    finish(HttpFailure{.kind = kind, .message = sentence(why), .url = m_request.url});
}

QString Exchange::sentence(const QString &end) const
{
    return QStringLiteral("%1 %2 %3")
        .arg(QString::fromLatin1(m_request.method), m_request.url.toString(), end);
}

void Exchange::finish(const HttpOutcome &outcome)
{
    m_tools.scheduler.cancel(m_timeout);
    dropReply();
    Q_EMIT finished(outcome);
}

void Exchange::dropReply()
{
    if (m_reply == nullptr)
        return;
    auto *reply = std::exchange(m_reply, nullptr);
    m_loadReply = nullptr;
    reply->disconnect(this);
    if (reply->isRunning())
        reply->abort();
    reply->deleteLater();
}

QString Exchange::name() const
{
    if (!m_request.name.isEmpty())
        return m_request.name;
    const auto path = m_request.url.path();
    return path.isEmpty() ? QStringLiteral("/") : path;
}

} // namespace Molotov
