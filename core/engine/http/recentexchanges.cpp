// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/recentexchanges.h"

#include "core/engine/http/transfer.h"

#include <algorithm>
#include <utility>

namespace Molotov {

namespace {

qint64 bytesOf(const RecentExchange &exchange)
{
    return exchange.sentBody.size() + exchange.body.size();
}

// Those that may be copied, but for the header fields.
std::array<QByteArray *, 4> partsOf(RecentExchange &exchange)
{
    return {&exchange.sentHead, &exchange.sentBody, &exchange.head.reason, &exchange.body};
}

} // namespace

void RecentExchanges::copy(Kept &kept)
{
    kept.copied.resize(0); // and keeps its memory
    auto *size = kept.sizes.begin();
    const auto take = [&kept, &size](const QByteArray &part) {
        const bool isSmall = part.size() <= LargestCopied;
        *size++ = isSmall ? part.size() : 0;
        if (isSmall)
            kept.copied.append(part);
        return isSmall;
    };
    for (auto *part : partsOf(kept.exchange)) {
        if (take(*part))
            *part = {};
    }
    if (take(kept.exchange.head.headers.text()))
        kept.exchange.head.headers = {};
}

RecentExchange RecentExchanges::whole(const Kept &kept)
{
    auto exchange = kept.exchange;
    qsizetype at = 0;
    const auto *size = kept.sizes.begin();
    const auto next = [&] {
        const auto part = kept.copied.mid(at, *size);
        at += *size++;
        return part;
    };
    for (auto *part : partsOf(exchange)) {
        if (const auto copied = next(); !copied.isEmpty())
            *part = copied;
    }
    if (const auto fields = next(); !fields.isEmpty())
        exchange.head.headers = HeaderFields::fromText(fields);
    return exchange;
}

RecentExchange remembered(const ExchangeObserver::Hop &hop)
{
    const auto &request = hop.request;
    RecentExchange exchange{.owner = request.owner,
                            .startedAt = hop.transfer.startedAt(),
                            .endedAt = hop.endedAt,
                            .method = request.method,
                            .address = request.address,
                            .bodyUse = request.rules.bodyUse};
    hop.transfer.describeHead(exchange);
    if (request.body) {
        exchange.sentBody = *request.body;
        exchange.sentBodySize = request.body->size();
    }
    return exchange;
}

void RecentExchanges::onResponse(const Hop &hop, const HttpResponse &response)
{
    if (hop.request.purpose != RequestPurpose::Load)
        return;
    auto exchange = remembered(hop);
    exchange.head = response.head;
    exchange.body = response.body;
    exchange.bodySize = response.body.size();
    add(std::move(exchange));
}

void RecentExchanges::onFailure(const Hop &hop, const HttpFailure &failure)
{
    if (hop.request.purpose != RequestPurpose::Load)
        return;
    auto exchange = remembered(hop);
    exchange.failure = failure.message;
    add(std::move(exchange));
}

void RecentExchanges::add(RecentExchange exchange)
{
    if (exchange.body.size() > LargestShared)
        exchange.body = exchange.body.first(CutBody);
    if (exchange.sentBody.size() > LargestShared)
        exchange.sentBody = exchange.sentBody.first(CutBody);
    m_exchanges.resize(Capacity);
    if (m_count == Capacity)
        dropOldest();
    auto &kept = m_exchanges[(m_first + m_count) % Capacity];
    kept.bytes = bytesOf(exchange);
    m_bytes += kept.bytes;
    kept.exchange = std::move(exchange);
    copy(kept);
    ++m_count;
    while (m_bytes > MaxBytes && m_count > 1)
        dropOldest();
}

void RecentExchanges::dropOldest()
{
    auto &oldest = m_exchanges[m_first];
    m_bytes -= oldest.bytes;
    // Its other parts go when its place is taken.
    oldest.exchange.body.clear();
    oldest.exchange.sentBody.clear();
    m_first = (m_first + 1) % Capacity;
    --m_count;
}

std::vector<RecentExchange> RecentExchanges::of(int owner, std::chrono::microseconds since, size_t most) const
{
    std::vector<RecentExchange> found;
    for (size_t i = m_count; i > 0 && found.size() < most; --i) {
        const auto &kept = m_exchanges[(m_first + i - 1) % Capacity];
        if (kept.exchange.owner == owner && kept.exchange.startedAt >= since)
            found.push_back(whole(kept));
    }
    std::reverse(found.begin(), found.end());
    return found;
}

} // namespace Molotov
