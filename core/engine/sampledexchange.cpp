// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/sampledexchange.h"

#include "core/engine/boundedtext.h"
#include "core/engine/errorlog.h"
#include "core/engine/http/contentcoding.h"

#include <algorithm>

using std::chrono::microseconds;

namespace Molotov {

namespace {

// A few kilobytes of a bomb are enough.
constexpr qint64 MaxUnpacked = 16 << 20;

constexpr char Masked[] = "***";

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

Protocol::SampledBody cutBody(const QByteArray &bytes, qint64 size, qsizetype most)
{
    return {.bytes = bytes.first(std::min(bytes.size(), most)), .size = size};
}

// Without its codings, as long as all of it is there.
Protocol::SampledBody bodyOf(const RecentExchange &exchange, qsizetype most)
{
    if (exchange.bodyUse != BodyUse::Keep)
        return {.size = exchange.bodySize, .isDiscarded = true};
    const auto codings = exchange.head.headers.joined("content-encoding");
    if (!codings.isEmpty() && exchange.body.size() == exchange.bodySize) {
        if (const auto whole = unpacked(exchange.body, codings, MaxUnpacked))
            return cutBody(*whole, whole->size(), most);
    }
    return cutBody(exchange.body, exchange.bodySize, most);
}

// Of a head as it was sent.
HttpHeaders headersOfHead(const QByteArray &head)
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

// What there is no room for is counted.
Protocol::SampledHead toHead(const HttpHeaders &headers, const SampleRules &rules)
{
    Protocol::SampledHead head;
    auto room = Protocol::MaxSampledHead;
    for (const auto &[name, value] : headers) {
        auto shown = value;
        if (rules.isSecret)
            shown = rules.isSecret(name) ? QByteArray(Masked) : withoutUsers(value);
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

} // namespace

Protocol::SampledExchange toSample(const RecentExchange &exchange, const SampleRules &rules)
{
    const auto url = QString::fromLatin1(exchange.address.text());
    return {.method = QString::fromLatin1(exchange.method),
            .url = boundedText(url, Protocol::MaxSampledHead),
            .requestHead = toHead(
                exchange.sentHead.isEmpty() ? exchange.sentHeaders : headersOfHead(exchange.sentHead), rules),
            .requestBody = cutBody(exchange.sentBody, exchange.sentBodySize, rules.maxBody),
            .status = exchange.head.status,
            .reason = boundedText(QString::fromLatin1(exchange.head.reason), ErrorLog::MaxMessage),
            .responseHead = toHead(exchange.head.headers.pairs(), rules),
            .responseBody = bodyOf(exchange, rules.maxBody),
            .failure = boundedText(exchange.failure, ErrorLog::MaxMessage),
            .startedAt = exchange.startedAt - rules.began,
            .duration = std::max(microseconds(0), exchange.endedAt - exchange.startedAt)};
}

} // namespace Molotov
