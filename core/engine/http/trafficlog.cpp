// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/trafficlog.h"

#include "core/engine/http/bodytext.h"
#include "core/engine/http/contentcoding.h"
#include "core/engine/http/httpmessages.h"
#include "core/engine/loglimiter.h"

#include <QStringDecoder>

namespace Molotov {

namespace {

QString cut(const QString &text, qsizetype length)
{
    return text.size() > length ? text.left(length - 1) + QChar(0x2026) : text;
}

QString toText(const HttpHeaders &headers)
{
    QString text;
    for (const auto &[name, value] : headers) {
        if (text.size() > TrafficLog::MaxHead)
            break;
        text +=
            QLatin1Char('\n') + QString::fromLatin1(name) + QLatin1String(": ") + QString::fromUtf8(value);
    }
    return text;
}

QString responseHead(const HttpRequest &request, const HttpResponse &response)
{
    return QStringLiteral("< %1 %2 (%3 %4)")
               .arg(QString::number(response.head.status), QString::fromLatin1(response.head.reason),
                    QString::fromLatin1(request.method), QString::fromLatin1(request.address.text()))
           + toText(response.head.headers.pairs());
}

QString toText(const QByteArray &body, QByteArrayView contentType)
{
    if (body.isEmpty())
        return {};
    // A character has up to four bytes, and the last may be cut in two: that is no reason to think it no
    // text.
    constexpr qsizetype Most = 4 * TrafficLog::MaxBody;
    auto decoder = bodyDecoder(body, contentType, QStringDecoder::Flag::Default);
    const QString text = decoder(QByteArrayView(body).first(std::min(body.size(), Most)));
    if (!decoder.isValid() || decoder.hasError() || text.contains(QChar(0)))
        return QStringLiteral("\n\n(%1 bytes that are no text)").arg(body.size());
    return QLatin1String("\n\n") + cut(text, TrafficLog::MaxBody);
}

} // namespace

TrafficLog::TrafficLog(LogLimiter &log, const WorkShare &share)
    : m_log(log)
    , m_share(share)
{
}

void TrafficLog::onSending(const HttpRequest &request)
{
    const HeaderFields fields(request.headers);
    write(request,
          QStringLiteral("> %1 %2").arg(QString::fromLatin1(request.method),
                                        QString::fromLatin1(request.address.text()))
              + toText(request.headers),
          toText(request.body.value_or(QByteArray()), fields.first("content-type")));
}

void TrafficLog::onResponse(const Hop &hop, const HttpResponse &response)
{
    const auto head = responseHead(hop.request, response);
    if (response.bodyUse != BodyUse::Keep)
        return write(hop.request, head, QStringLiteral("\n\n(its body was discarded)"));
    const auto body =
        unpacked(response.body, response.head.headers.joined("content-encoding"), response.maxBody);
    write(hop.request, head,
          toText(body ? *body : response.body, response.head.headers.first("content-type")));
}

void TrafficLog::onFailure(const Hop &hop, const HttpFailure &failure)
{
    write(hop.request, QLatin1String("! ") + failure.message, {});
}

void TrafficLog::write(const HttpRequest &request, const QString &head, const QString &body)
{
    m_log.write(Protocol::LogLevel::Debug, request.owner < 0 ? -1 : m_share.workerId(request.owner),
                cut(head, MaxHead) + body);
}

} // namespace Molotov
