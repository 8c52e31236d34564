// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/script/responsepack.h"

#include "core/engine/http/contentcoding.h"
#include "core/engine/http/httpmessages.h"

#include <QStringDecoder>

#include <array>
#include <cstring>

namespace Molotov {

namespace {

constexpr int Timings = 7;
constexpr qint64 NoLimit = -1;

// What stands before the texts, which follow in the order of their sizes; the body is the rest.
struct Head
{
    std::array<double, Timings> milliseconds{};
    qint64 maxBody = NoLimit;
    quint32 url = 0;
    quint32 reason = 0;
    quint32 fields = 0;
    quint32 isRedirected = 0;
};

double toMilliseconds(std::chrono::microseconds time)
{
    return double(time.count()) / 1000;
}

struct Packed
{
    // A script may have written into it: what does not fit is taken for a response without anything.
    explicit Packed(const QByteArray &bytes)
        : all(bytes)
    {
        if (all.size() >= qsizetype(sizeof head))
            std::memcpy(&head, all.constData(), sizeof head);
        else
            all.resize(sizeof head);
        if (qint64(head.url) + head.reason + head.fields > all.size() - qint64(sizeof head))
            head.url = head.reason = head.fields = 0;
    }

    QByteArrayView url() const { return QByteArrayView(all).sliced(sizeof head, head.url); }
    QByteArrayView reason() const
    {
        return QByteArrayView(all).sliced(qsizetype(sizeof head) + head.url, head.reason);
    }
    QByteArrayView fields() const
    {
        return QByteArrayView(all).sliced(qsizetype(sizeof head) + head.url + head.reason, head.fields);
    }
    QByteArrayView body() const
    {
        return QByteArrayView(all).sliced(qsizetype(sizeof head) + head.url + head.reason + head.fields);
    }

    QByteArray all;
    Head head;
};

QByteArray raw(QByteArrayView view)
{
    return QByteArray::fromRawData(view.data(), view.size());
}

// Without a copy of one that is not packed: only for as long as `packed` lives.
Result<QByteArray> unpackedBody(const Packed &packed)
{
    const auto codings = HeaderFields::fromText(raw(packed.fields())).joined("content-encoding");
    const auto limit = packed.head.maxBody;
    return unpacked(raw(packed.body()), codings, limit == NoLimit ? MaxUnpacked : limit);
}

} // namespace

QByteArray packResponse(const HttpResponse &response)
{
    const auto &url = response.address.text();
    const auto &reason = response.head.reason;
    const auto &fields = response.head.headers.text();
    const auto &timings = response.timings;
    const Head head{.milliseconds = {toMilliseconds(timings.dns), toMilliseconds(timings.connect),
                                     toMilliseconds(timings.tls), toMilliseconds(timings.send),
                                     toMilliseconds(timings.wait), toMilliseconds(timings.receive),
                                     toMilliseconds(timings.total)},
                    .maxBody = response.maxBody.value_or(NoLimit),
                    .url = quint32(url.size()),
                    .reason = quint32(reason.size()),
                    .fields = quint32(fields.size()),
                    .isRedirected = response.isRedirected};
    QByteArray packed;
    packed.reserve(qsizetype(sizeof head) + url.size() + reason.size() + fields.size()
                   + response.body.size());
    packed.append(reinterpret_cast<const char *>(&head), sizeof head);
    packed.append(url).append(reason).append(fields).append(response.body);
    return packed;
}

QString ResponseReader::url(const QByteArray &packed) const
{
    return QString::fromUtf8(Packed(packed).url());
}

bool ResponseReader::isRedirected(const QByteArray &packed) const
{
    return Packed(packed).head.isRedirected != 0;
}

QString ResponseReader::reason(const QByteArray &packed) const
{
    return QString::fromLatin1(Packed(packed).reason());
}

QString ResponseReader::fields(const QByteArray &packed) const
{
    const Packed response(packed);
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(response.fields());
    // Old servers write Latin-1, as fetch reads all of them.
    return utf8.hasError() ? QString::fromLatin1(response.fields()) : text;
}

QJSValue ResponseReader::text(const QByteArray &packed) const
{
    const Packed response(packed);
    const auto body = unpackedBody(response);
    return body ? QJSValue(QString::fromUtf8(*body)) : QJSValue(QJSValue::NullValue);
}

QByteArray ResponseReader::bytes(const QByteArray &packed) const
{
    const Packed response(packed);
    const auto body = unpackedBody(response);
    return body ? QByteArray(body->constData(), body->size()) : QByteArray("");
}

QString ResponseReader::problem(const QByteArray &packed) const
{
    const Packed response(packed);
    const auto body = unpackedBody(response);
    if (body)
        return {};
    return body.error().text
           + (response.head.maxBody == NoLimit ? QString() : QStringLiteral(", which is its maxBody"));
}

} // namespace Molotov
