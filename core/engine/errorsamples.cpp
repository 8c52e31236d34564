// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/errorsamples.h"

#include "core/engine/boundedtext.h"
#include "core/engine/errorlog.h"
#include "core/engine/http/contentcoding.h"

#include <algorithm>
#include <utility>

using std::chrono::microseconds;

namespace Molotov {

namespace {

// A few kilobytes of a bomb are enough.
constexpr qint64 MaxUnpacked = 16 << 20;

constexpr char Masked[] = "***";

int shareOf(const WorkShare &share)
{
    const int more = share.index < Protocol::MaxSamplesOfRun % share.count ? 1 : 0;
    return Protocol::MaxSamplesOfRun / share.count + more;
}

// Users and passwords of the URLs in a text.
QByteArray withoutUsers(QByteArray text)
{
    for (qsizetype at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) {
        const auto begin = at + 3;
        const auto *end = std::find_if(text.cbegin() + begin, text.cend(), [](char letter) {
            return uchar(letter) <= ' ' || QByteArrayView("/?#\"<>").contains(letter);
        });
        const auto authority = QByteArrayView(text).sliced(begin, end - (text.cbegin() + begin));
        if (const auto user = authority.lastIndexOf('@'); user >= 0)
            text.replace(begin, user, Masked);
    }
    return text;
}

Protocol::SampledBody cut(const QByteArray &bytes, qint64 size)
{
    return {.bytes = bytes.first(std::min(bytes.size(), Protocol::MaxSampledBody)), .size = size};
}

// Without its codings, as long as all of it is there.
Protocol::SampledBody bodyOf(const RecentExchange &exchange)
{
    if (exchange.bodyUse != BodyUse::Keep)
        return {.size = exchange.bodySize, .isDiscarded = true};
    const auto codings = exchange.head.headers.joined("content-encoding");
    if (!codings.isEmpty() && exchange.body.size() == exchange.bodySize) {
        if (const auto whole = unpacked(exchange.body, codings, MaxUnpacked))
            return cut(*whole, whole->size());
    }
    return cut(exchange.body, exchange.bodySize);
}

// Of a head as it was sent.
HttpHeaders headersOf(const QByteArray &head)
{
    HttpHeaders headers;
    for (auto begin = head.indexOf("\r\n") + 2; begin > 1;) {
        const auto end = head.indexOf("\r\n", begin);
        const auto colon = head.indexOf(": ", begin);
        if (end <= begin || colon < 0 || colon > end)
            break;
        headers.append({head.mid(begin, colon - begin), head.mid(colon + 2, end - colon - 2)});
        begin = end + 2;
    }
    return headers;
}

} // namespace

ErrorSamples::ErrorSamples(const WorkShare &share, QStringList maskedHeaders, Sink sink)
    : m_maskedHeaders(std::move(maskedHeaders))
    , m_sink(std::move(sink))
    , m_left(shareOf(share))
{
}

void ErrorSamples::add(int group, Protocol::ErrorSample sample, const std::vector<RecentExchange> &exchanges,
                       microseconds runBegan)
{
    sample.message = boundedText(sample.message, ErrorLog::MaxMessage);
    for (const auto &exchange : exchanges)
        sample.exchanges.append(toSample(exchange, runBegan));
    if (!m_sink(sample))
        return;
    --m_left;
    ++m_ofGroup[group];
}

Protocol::SampledExchange ErrorSamples::toSample(const RecentExchange &exchange, microseconds runBegan) const
{
    const auto url = QString::fromLatin1(exchange.address.text());
    return {.method = QString::fromLatin1(exchange.method),
            .url = boundedText(url, Protocol::MaxSampledHead),
            .requestHead =
                toHead(exchange.sentHead.isEmpty() ? exchange.sentHeaders : headersOf(exchange.sentHead)),
            .requestBody = cut(exchange.sentBody, exchange.sentBodySize),
            .status = exchange.head.status,
            .reason = boundedText(QString::fromLatin1(exchange.head.reason), ErrorLog::MaxMessage),
            .responseHead = toHead(exchange.head.headers.pairs()),
            .responseBody = bodyOf(exchange),
            .failure = boundedText(exchange.failure, ErrorLog::MaxMessage),
            .startedAt = exchange.startedAt - runBegan,
            .duration = std::max(microseconds(0), exchange.endedAt - exchange.startedAt)};
}

bool ErrorSamples::isSecret(const QByteArray &name) const
{
    const auto lower = name.toLower();
    return lower == "authorization" || lower == "proxy-authorization" || lower == "cookie"
           || lower == "set-cookie" || m_maskedHeaders.contains(QString::fromLatin1(lower));
}

Protocol::SampledHead ErrorSamples::toHead(const HttpHeaders &headers) const
{
    Protocol::SampledHead head;
    auto room = Protocol::MaxSampledHead;
    for (const auto &[name, value] : headers) {
        const auto shown = isSecret(name) ? QByteArray(Masked) : withoutUsers(value);
        const auto size = name.size() + shown.size();
        if (size > room) {
            ++head.leftOut;
            continue;
        }
        room -= size;
        head.list.append({.name = QString::fromLatin1(name), .value = shown});
    }
    return head;
}

} // namespace Molotov
