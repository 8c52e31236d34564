// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/loadreply.h"

#include "core/engine/http/loadaccessmanager.h"

#include <algorithm>
#include <cstring>

namespace Molotov {

LoadReply::LoadReply(LoadAccessManager &manager, QNetworkAccessManager::Operation operation,
                     const QNetworkRequest &request, QIODevice *body)
    : QNetworkReply(&manager)
    , m_hop(manager, WireRequest::make(operation, request, body), *this)
{
    setRequest(request);
    setUrl(request.url());
    setOperation(operation);
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

void LoadReply::abort()
{
    m_hop.giveUp();
}

void LoadReply::onHead()
{
    const auto &head = m_hop.head();
    setAttribute(QNetworkRequest::HttpStatusCodeAttribute, head.status);
    setAttribute(QNetworkRequest::HttpReasonPhraseAttribute, QString::fromLatin1(head.reason));
    for (const auto &[name, value] : head.headers.pairs()) {
        if (!hasRawHeader(name))
            setRawHeader(name, value);
        else // as QNetworkAccessManager joins them
            setRawHeader(name, rawHeader(name) + (name.toLower() == "set-cookie" ? "\n" : ", ") + value);
    }
    if (const auto target = head.headers.first("location"); !target.isNull())
        setAttribute(QNetworkRequest::RedirectionTargetAttribute, QUrl::fromEncoded(target.toByteArray()));
    Q_EMIT metaDataChanged();
}

void LoadReply::onBody()
{
    m_content += m_hop.takeContent();
    Q_EMIT readyRead();
}

void LoadReply::onFinished()
{
    if (const auto &failure = m_hop.failure())
        setError(m_hop.error(), failure->text);
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
