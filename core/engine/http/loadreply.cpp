// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/loadreply.h"

#include "core/engine/http/loadaccessmanager.h"

#include <algorithm>
#include <cstring>
#include <utility>

using std::chrono::microseconds;

namespace Molotov {

LoadReply::LoadReply(LoadAccessManager *manager, WireRequest request, Listener *listener)
    : QNetworkReply(manager)
    , m_manager(manager)
    , m_wire(std::move(request))
    , m_listener(listener)
    , m_calledAt(manager->now())
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

void LoadReply::adopt(QNetworkAccessManager::Operation operation, const QNetworkRequest &request)
{
    setRequest(request);
    setUrl(request.url());
    setOperation(operation);
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

QByteArray LoadReply::readBody(qint64 most)
{
    if (m_wire.device != nullptr)
        return m_wire.device->read(most);
    const auto piece = m_wire.body.mid(m_bodyRead, most);
    m_bodyRead += piece.size();
    return piece;
}

bool LoadReply::mayBeRetried() const
{
    return !m_wasRetried && isIdempotent(m_wire.method)
           && (m_wire.device == nullptr || !m_wire.device->isSequential());
}

void LoadReply::noteRetry()
{
    m_wasRetried = true;
    m_timings = {};
    m_bodyRead = 0;
    if (m_wire.device != nullptr)
        m_wire.device->seek(0);
}

void LoadReply::takeHead(const ResponseHead &head)
{
    m_head = head;
    if (m_manager)
        m_manager->keepCookies(*this);
    if (m_listener == nullptr)
        tellHead();
}

// As QNetworkAccessManager tells it.
void LoadReply::tellHead()
{
    setAttribute(QNetworkRequest::HttpStatusCodeAttribute, m_head.status);
    setAttribute(QNetworkRequest::HttpReasonPhraseAttribute, QString::fromLatin1(m_head.reason));
    for (const auto &[name, value] : m_head.headers.pairs()) {
        if (!hasRawHeader(name))
            setRawHeader(name, value);
        else
            setRawHeader(name, rawHeader(name) + (name.toLower() == "set-cookie" ? "\n" : ", ") + value);
    }
    if (const auto target = m_head.headers.first("location"); !target.isNull())
        setAttribute(QNetworkRequest::RedirectionTargetAttribute, QUrl::fromEncoded(target.toByteArray()));
    Q_EMIT metaDataChanged();
}

void LoadReply::takeBody(QByteArray bytes)
{
    if (m_content.isEmpty())
        m_content = std::move(bytes);
    else
        m_content += bytes;
    if (m_listener)
        m_listener->onBody();
    else
        Q_EMIT readyRead();
}

QByteArray LoadReply::takeContent()
{
    auto rest = m_read == 0 ? std::exchange(m_content, {}) : std::exchange(m_content, {}).mid(m_read);
    m_read = 0;
    return rest;
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
    if (m_listener)
        m_listener->onFinished();
    else
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
