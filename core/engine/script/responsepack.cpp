// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/script/responsepack.h"

#include "core/engine/http/bodytext.h"
#include "core/engine/http/contentcoding.h"
#include "core/engine/http/httpmessages.h"

#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

namespace Molotov {

namespace {

constexpr int Timings = 8;
constexpr quint32 MaxNumber = std::numeric_limits<int>::max();

// What stands before the texts, which follow in the order of their sizes; the body is the rest, unless it is
// large.
struct Head
{
    std::array<double, Timings> milliseconds{};
    qint64 maxBody = 0;
    quint32 url = 0;
    quint32 reason = 0;
    quint32 fields = 0;
    quint32 isRedirected = 0;
    quint32 largeBody = 0; // its number; 0: it has none
    quint32 bodyUse = 0; // a BodyUse
};

double toMilliseconds(std::chrono::microseconds time)
{
    return double(time.count()) / 1000;
}

QByteArray raw(QByteArrayView view)
{
    return QByteArray::fromRawData(view.data(), view.size());
}

// Old servers write Latin-1, as fetch reads all of them.
QString fieldText(const QByteArray &field)
{
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = utf8(field);
    return utf8.hasError() ? QString::fromLatin1(field) : text;
}

} // namespace

/// A packed response.
class ResponseStore::Reader
{
public:
    // A script may have written into it: what does not fit is taken for a response without anything.
    explicit Reader(const QByteArray &bytes)
        : m_all(bytes)
    {
        if (m_all.size() >= qsizetype(sizeof m_head))
            std::memcpy(&m_head, m_all.constData(), sizeof m_head);
        else
            m_all.resize(sizeof m_head);
        m_head.maxBody = std::clamp<qint64>(m_head.maxBody, 0, std::numeric_limits<qint64>::max() - 1);
        if (qint64(m_head.url) + m_head.reason + m_head.fields > m_all.size() - qint64(sizeof m_head))
            m_head.url = m_head.reason = m_head.fields = 0;
    }

    const Head &head() const { return m_head; }
    QByteArrayView url() const { return QByteArrayView(m_all).sliced(sizeof m_head, m_head.url); }
    QByteArrayView reason() const
    {
        return QByteArrayView(m_all).sliced(qsizetype(sizeof m_head) + m_head.url, m_head.reason);
    }
    QByteArrayView fields() const
    {
        return QByteArrayView(m_all).sliced(qsizetype(sizeof m_head) + m_head.url + m_head.reason,
                                            m_head.fields);
    }
    // But for a large one.
    QByteArrayView body() const
    {
        return QByteArrayView(m_all).sliced(qsizetype(sizeof m_head) + m_head.url + m_head.reason
                                            + m_head.fields);
    }

private:
    QByteArray m_all;
    Head m_head;
};

ResponseStore::Packed ResponseStore::pack(const HttpResponse &response)
{
    const auto &url = response.address.text();
    const auto &reason = response.head.reason;
    const auto &fields = response.head.headers.text();
    const auto &timings = response.timings;
    auto body = response.body;
    Packed packed;
    if (body.size() >= BodyBudget::LargeBody) {
        packed.body = m_lastBody = m_lastBody % MaxNumber + 1;
        m_budget.add(body.size());
        m_bodies.insert(packed.body, std::exchange(body, {}));
    }
    const Head head{.milliseconds = {toMilliseconds(timings.dns), toMilliseconds(timings.connect),
                                     toMilliseconds(timings.tls), toMilliseconds(timings.send),
                                     toMilliseconds(timings.wait), toMilliseconds(timings.receive),
                                     toMilliseconds(timings.total), toMilliseconds(timings.queued)},
                    .maxBody = response.maxBody,
                    .url = quint32(url.size()),
                    .reason = quint32(reason.size()),
                    .fields = quint32(fields.size()),
                    .isRedirected = response.isRedirected,
                    .largeBody = packed.body,
                    .bodyUse = quint32(response.bodyUse)};
    packed.bytes.reserve(qsizetype(sizeof head) + url.size() + reason.size() + fields.size() + body.size());
    packed.bytes.append(reinterpret_cast<const char *>(&head), sizeof head);
    packed.bytes.append(url).append(reason).append(fields).append(body);
    m_handedOut += packed.bytes.size();
    return packed;
}

QString ResponseStore::url(const QByteArray &packed) const
{
    return QString::fromUtf8(Reader(packed).url());
}

bool ResponseStore::isRedirected(const QByteArray &packed) const
{
    return Reader(packed).head().isRedirected != 0;
}

QString ResponseStore::reason(const QByteArray &packed) const
{
    return QString::fromLatin1(Reader(packed).reason());
}

QString ResponseStore::fields(const QByteArray &packed) const
{
    const Reader response(packed);
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = utf8(response.fields());
    if (!utf8.hasError())
        return text;
    QString mixed;
    for (const auto &line : raw(response.fields()).split('\n'))
        mixed += (mixed.isNull() ? QLatin1String("") : QLatin1String("\n")) + fieldText(line);
    return mixed;
}

bool ResponseStore::isGone(const QByteArray &packed) const
{
    const auto number = Reader(packed).head().largeBody;
    return number != 0 && !m_bodies.contains(number);
}

QString ResponseStore::discardedBy(const QByteArray &packed) const
{
    switch (BodyUse(Reader(packed).head().bodyUse)) {
    case BodyUse::DiscardedByRequest:
        return QStringLiteral("its request has discard: true");
    case BodyUse::DiscardedBySession:
        return QStringLiteral("setup returned discard: true (a request with discard: false keeps its own)");
    case BodyUse::Keep:
        break;
    }
    return {};
}

// Without a copy of one that is not packed: only for as long as `response` and the store have it.
Result<QByteArray> ResponseStore::unpackedBody(const Reader &response)
{
    if (response.head().bodyUse != 0) {
        m_problem = QStringLiteral("that was discarded");
        return Error{m_problem};
    }
    const auto codings = HeaderFields::fromText(raw(response.fields())).joined("content-encoding");
    const auto number = response.head().largeBody;
    const auto body = number == 0 ? raw(response.body()) : m_bodies.value(number);
    auto result = number != 0 && body.isNull() ? Result<QByteArray>(Error{QStringLiteral("that is gone")})
                                               : unpacked(body, codings, response.head().maxBody);
    m_problem = result ? QString() : result.error().text;
    return result;
}

QJSValue ResponseStore::text(const QByteArray &packed)
{
    const Reader response(packed);
    const auto body = unpackedBody(response);
    if (!body)
        return QJSValue::NullValue;
    const auto fields = HeaderFields::fromText(raw(response.fields()));
    const auto contentType = fields.first("content-type");
    auto decoder = bodyDecoder(*body, contentType);
    if (!decoder.isValid()) {
        m_receiveCharset(QString::fromUtf8(response.url()), QString::fromUtf8(charsetOf(contentType)));
        return QString::fromUtf8(*body);
    }
    return QString(decoder(*body));
}

QJSValue ResponseStore::utf8Text(const QByteArray &packed)
{
    const Reader response(packed);
    const auto body = unpackedBody(response);
    return body ? QJSValue(QString::fromUtf8(*body)) : QJSValue(QJSValue::NullValue);
}

QByteArray ResponseStore::bytes(const QByteArray &packed)
{
    const Reader response(packed);
    auto body = unpackedBody(response);
    if (!body)
        return QByteArray("");
    // A script may write into what it gets: one that was not unpacked is ours.
    auto own = body->isDetached() ? *std::move(body) : QByteArray(body->constData(), body->size());
    m_handedOut += own.size();
    return own;
}

} // namespace Molotov
