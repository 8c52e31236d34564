// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/loadreply.h"

#include "core/engine/http/loadaccessmanager.h"
#include "core/engine/http/networkrequest.h"

#include <algorithm>
#include <cstring>

using std::chrono::microseconds;

namespace Molotov {

namespace {

// A body of this size is sent only once the server says that it wants it, as curl does.
constexpr qint64 ExpectFrom = 1 << 20;

QByteArray methodOf(QNetworkAccessManager::Operation operation, const QNetworkRequest &request)
{
    switch (operation) {
    case QNetworkAccessManager::HeadOperation:
        return "HEAD";
    case QNetworkAccessManager::GetOperation:
        return "GET";
    case QNetworkAccessManager::PutOperation:
        return "PUT";
    case QNetworkAccessManager::PostOperation:
        return "POST";
    case QNetworkAccessManager::DeleteOperation:
        return "DELETE";
    default:
        return request.attribute(QNetworkRequest::CustomVerbAttribute).toByteArray();
    }
}

// What says where the body ends is ours to say: a wrong length would let the server wait for ever.
bool isFraming(const QByteArray &name)
{
    return name.compare("content-length", Qt::CaseInsensitive) == 0
           || name.compare("transfer-encoding", Qt::CaseInsensitive) == 0;
}

QByteArray targetOf(const QUrl &url)
{
    auto target = url.path(QUrl::FullyEncoded).toLatin1();
    if (target.isEmpty())
        target = "/";
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return target;
}

} // namespace

Origin Origin::of(const QUrl &url)
{
    const bool isSecure = url.scheme() == QLatin1String("https");
    return {.isSecure = isSecure,
            .host = url.host(QUrl::EncodeUnicode),
            .port = quint16(url.port(isSecure ? 443 : 80))};
}

QString Origin::name() const
{
    const auto shown = host.contains(QLatin1Char(':')) ? QLatin1Char('[') + host + QLatin1Char(']') : host;
    return port == (isSecure ? 443 : 80) ? shown : shown + QLatin1Char(':') + QString::number(port);
}

LoadReply::LoadReply(LoadAccessManager *manager, QNetworkAccessManager::Operation operation,
                     const QNetworkRequest &request, QIODevice *body)
    : QNetworkReply(manager)
    , m_manager(manager)
    , m_method(methodOf(operation, request))
    , m_origin(Origin::of(request.url()))
    , m_body(body)
    , m_calledAt(manager->now())
{
    setRequest(request);
    setUrl(request.url());
    setOperation(operation);
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    if (m_body != nullptr)
        m_bodySize = m_body->bytesAvailable();
}

LoadReply::~LoadReply()
{
    if (m_manager && !isFinished())
        m_manager->forget(this);
}

void LoadReply::abort()
{
    if (isFinished())
        return;
    if (m_manager)
        m_manager->forget(this);
    finishFailed(OperationCanceledError, {HttpFailure::Kind::Aborted, QStringLiteral("was given up")});
}

QByteArray LoadReply::wireHead() const
{
    const auto &asked = request();
    QByteArray head = m_method + ' ' + targetOf(asked.url()) + " HTTP/1.1\r\n";
    if (!asked.hasRawHeader("Host"))
        head += "Host: " + m_origin.name().toLatin1() + "\r\n";
    const auto names = asked.rawHeaderList();
    for (const auto &name : names) {
        if (!isFraming(name))
            head += name + ": " + asked.rawHeader(name) + "\r\n";
    }
    // A server may wonder about a POST without a length, and about a GET with one.
    if (m_body != nullptr || m_method == "POST" || m_method == "PUT" || m_method == "PATCH")
        head += "Content-Length: " + QByteArray::number(m_bodySize) + "\r\n";
    if (expectsContinue() && !asked.hasRawHeader("Expect"))
        head += "Expect: 100-continue\r\n";
    return head + "\r\n";
}

bool LoadReply::expectsContinue() const
{
    if (request().hasRawHeader("Expect"))
        return request().rawHeader("Expect").toLower() == "100-continue";
    return m_bodySize >= ExpectFrom;
}

bool LoadReply::mayBeRetried() const
{
    return !m_wasRetried && isIdempotent(m_method) && (m_body == nullptr || !m_body->isSequential());
}

void LoadReply::noteRetry()
{
    m_wasRetried = true;
    m_timings = {};
    if (m_body != nullptr)
        m_body->seek(0);
}

void LoadReply::takeHead(const ResponseHead &head)
{
    m_head = head;
    setAttribute(QNetworkRequest::HttpStatusCodeAttribute, m_head.status);
    setAttribute(QNetworkRequest::HttpReasonPhraseAttribute, QString::fromLatin1(m_head.reason));
    for (const auto &[name, value] : std::as_const(m_head.headers)) {
        if (!hasRawHeader(name))
            setRawHeader(name, value);
        else // as QNetworkAccessManager joins them
            setRawHeader(name, rawHeader(name) + (name.toLower() == "set-cookie" ? "\n" : ", ") + value);
        if (name.compare("location", Qt::CaseInsensitive) == 0)
            setAttribute(QNetworkRequest::RedirectionTargetAttribute, QUrl::fromEncoded(value));
    }
    if (m_manager)
        m_manager->keepCookies(*this);
    Q_EMIT metaDataChanged();
}

void LoadReply::takeBody(QByteArray bytes)
{
    if (m_content.isEmpty())
        m_content = std::move(bytes);
    else
        m_content += bytes;
    Q_EMIT readyRead();
}

void LoadReply::finishWhole()
{
    finish();
}

void LoadReply::finishFailed(NetworkError code, const FailureReason &reason)
{
    m_failure = reason;
    setError(code, reason.text);
    finish();
}

void LoadReply::finish()
{
    if (m_manager)
        m_timings.total = m_manager->now() - m_calledAt;
    setFinished(true);
    Q_EMIT finished();
}

qint64 LoadReply::bytesAvailable() const
{
    return QNetworkReply::bytesAvailable() + m_content.size() - m_read;
}

qint64 LoadReply::readData(char *target, qint64 maxSize)
{
    const auto size = std::min(maxSize, m_content.size() - m_read);
    if (size == 0)
        return isFinished() ? -1 : 0;
    std::memcpy(target, m_content.constData() + m_read, size_t(size));
    m_read += size;
    if (m_read == m_content.size()) {
        m_content.clear();
        m_read = 0;
    }
    return size;
}

} // namespace Molotov
