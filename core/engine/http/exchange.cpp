// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/exchange.h"

#include "core/engine/clock.h"
#include "core/engine/http/oneshotbody.h"
#include "core/engine/metricsrecorder.h"

#include <QNetworkAccessManager>
#include <QNetworkRequest>

using std::chrono::microseconds;

namespace Molotov {

namespace {

// RFC 9110, 9.2.2.
bool isIdempotent(const QByteArray &method)
{
    return method == "GET" || method == "HEAD" || method == "PUT" || method == "DELETE" || method == "OPTIONS"
           || method == "TRACE";
}

QNetworkRequest toNetworkRequest(const HttpRequest &request)
{
    QNetworkRequest result(request.url);
    result.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    result.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    result.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    result.setDecompressedSafetyCheckThreshold(-1); // what a target sends is what its tester asked for
    result.setRawHeader("User-Agent", "molotov/" MOLOTOV_VERSION);
    for (const auto &[name, value] : request.headers)
        result.setRawHeader(name, value);
    return result;
}

QNetworkReply *sendRequest(QNetworkAccessManager *manager, const HttpRequest &request)
{
    auto networkRequest = toNetworkRequest(request);
    if (!request.body && isIdempotent(request.method)) {
        if (request.method == "GET")
            return manager->get(networkRequest);
        if (request.method == "HEAD")
            return manager->head(networkRequest);
        return manager->sendCustomRequest(networkRequest, request.method);
    }
    const auto body = request.body.value_or(QByteArray());
    if (isIdempotent(request.method))
        return manager->sendCustomRequest(networkRequest, request.method, body);
    networkRequest.setHeader(QNetworkRequest::ContentLengthHeader, body.size());
    networkRequest.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    auto *device = new OneShotBody(body, manager);
    auto *reply = manager->sendCustomRequest(networkRequest, request.method, device);
    device->setParent(reply);
    return reply;
}

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

bool isOutOfPorts(const QString &errorText)
{
    // QNetworkAccessManager has no code for it; these are the texts of the system and of QAbstractSocket.
    return errorText.contains(QLatin1String("annot assign requested address"))
           || errorText.contains(QLatin1String("out of resources"))
           || errorText.contains(QLatin1String("Too many open files"))
           || errorText.contains(QLatin1String("address is already in use"))
           || errorText.contains(QLatin1String("address is not available"))
           || errorText.contains(QLatin1String("Address not available"));
}

struct Reason
{
    HttpFailure::Kind kind = HttpFailure::Kind::Closed;
    QString text; // goes on after "GET http://… "
};

Reason reasonOf(const QNetworkReply &reply)
{
    const auto url = reply.url();
    const auto server = url.port() < 0 ? url.host() : QStringLiteral("%1:%2").arg(url.host()).arg(url.port());
    const auto detail = reply.errorString();
    switch (reply.error()) {
    case QNetworkReply::HostNotFoundError:
        return {HttpFailure::Kind::Dns, QStringLiteral("failed: there is no host “%1”").arg(url.host())};
    case QNetworkReply::ConnectionRefusedError:
        return {HttpFailure::Kind::Refused, QStringLiteral("was refused: nothing listens at %1").arg(server)};
    case QNetworkReply::TimeoutError:
        return {HttpFailure::Kind::Timeout,
                QStringLiteral("failed: %1 did not accept a connection").arg(server)};
    case QNetworkReply::SslHandshakeFailedError:
        return {HttpFailure::Kind::Tls,
                QStringLiteral("failed: no secure connection to %1: %2").arg(server, detail)};
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError:
        return {HttpFailure::Kind::Closed,
                QStringLiteral("failed: the connection to %1 ended without a whole HTTP answer").arg(server)};
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
    if (isOutOfPorts(detail)) {
        return {HttpFailure::Kind::Ports,
                QStringLiteral("could not be sent: this computer has no port or descriptor left (%1)")
                    .arg(detail)};
    }
    const bool isConnected = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid();
    return {isConnected ? HttpFailure::Kind::Closed : HttpFailure::Kind::Refused,
            QStringLiteral("failed: %1").arg(detail)};
}

bool isRepeatedElsewhere(int status)
{
    return status == 307 || status == 308;
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

void Exchange::start(QNetworkAccessManager *manager)
{
    m_manager = manager;
    m_startedAt = m_tools.clock.now();
    m_timeout = m_tools.scheduler.after(m_request.timeout, [this] { onTimeout(); });
    sendHop();
}

void Exchange::sendHop()
{
    m_hopStartedAt = m_tools.clock.now();
    m_sslProblem.clear();
    m_reply = sendRequest(m_manager, m_request);
    connect(m_reply, &QNetworkReply::finished, this, &Exchange::onReplyFinished);
    if (m_request.url.scheme() == QLatin1String("https")) {
        connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
            m_sslProblem = errors.isEmpty() ? QString() : errors.first().errorString();
        });
    }
}

void Exchange::onReplyFinished()
{
    if (!hasWholeResponse(*m_reply)) {
        auto reason = reasonOf(*m_reply);
        if (!m_sslProblem.isEmpty()) {
            reason = {HttpFailure::Kind::Tls,
                      QStringLiteral("failed: the certificate of %1 is not trusted: %2")
                          .arg(m_request.url.host(), m_sslProblem)};
        }
        fail(reason.kind, reason.text);
        return;
    }
    auto response = readResponse();
    countHop(response);
    if (follow(response))
        return;
    response.total = m_tools.clock.now() - m_startedAt;
    finish(std::move(response));
}

HttpResponse Exchange::readResponse() const
{
    HttpResponse response;
    response.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    response.reason = m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString();
    response.url = m_reply->url();
    for (const auto &[name, value] : m_reply->rawHeaderPairs()) {
        // QNetworkAccessManager joins cookies with line breaks.
        for (const auto &line : value.split('\n'))
            response.headers.append({name, line});
    }
    response.body = m_reply->readAll();
    return response;
}

void Exchange::countHop(const HttpResponse &response)
{
    m_tools.metrics.addTraffic(sizeOf(response), sizeOf(m_request));
    m_tools.metrics.addResponse(QString::fromLatin1(m_request.method), name(), response.status,
                                m_tools.clock.now() - m_hopStartedAt);
}

bool Exchange::follow(const HttpResponse &response)
{
    const auto target = m_reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
    if (target.isEmpty() || response.status < 300 || response.status > 399)
        return false;
    const auto next = m_request.url.resolved(target);
    dropReply();
    if (++m_redirects > MaxRedirects)
        endRedirects(QStringLiteral("was redirected more than %1 times").arg(MaxRedirects));
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
    if (next.authority() != m_request.url.authority() || next.scheme() != m_request.url.scheme()) {
        m_request.headers.removeIf([](const auto &header) {
            const auto lower = header.first.toLower();
            return lower == "authorization" || lower == "cookie";
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
    const auto seconds = std::chrono::duration<double>(m_request.timeout).count();
    fail(HttpFailure::Kind::Timeout, QStringLiteral("had no whole answer after %1 s").arg(seconds));
}

void Exchange::abort()
{
    fail(HttpFailure::Kind::Aborted, QStringLiteral("was given up: the run was stopped"));
}

void Exchange::fail(HttpFailure::Kind kind, const QString &why)
{
    m_tools.metrics.addTraffic(0, sizeOf(m_request));
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
