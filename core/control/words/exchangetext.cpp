// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/exchangetext.h"

#include "core/control/words/format.h"

#include <QStringDecoder>
#include <QUrl>

#include <algorithm>
#include <optional>

namespace Molotov {

using Protocol::SampledBody;
using Protocol::SampledExchange;
using Protocol::SampledHead;

namespace {

constexpr int LongestTarget = 60;
constexpr int LongestSampleMessage = 2'000;
constexpr int LongestSampleLine = 120;
constexpr qsizetype BytesOfRow = 16;

// The charset that the field Content-Type names; UTF-8 when it names none.
QByteArray charsetOf(const SampledHead &head)
{
    static const QByteArray key = "charset=";
    for (const auto &field : head.list) {
        if (field.name.compare(QLatin1String("content-type"), Qt::CaseInsensitive) != 0)
            continue;
        const auto begin = field.value.toLower().indexOf(key);
        if (begin < 0)
            break;
        const auto value = field.value.mid(begin + key.size());
        return value.left(value.indexOf(';')).replace('"', "").trimmed();
    }
    return "utf-8";
}

bool isForbidden(QChar character)
{
    return character.category() == QChar::Other_Control && character != QLatin1Char('\n')
           && character != QLatin1Char('\r') && character != QLatin1Char('\t');
}

// Nothing when the body is no text in its charset. A character that was cut off at the end is left out.
std::optional<QString> decoded(const QByteArray &bytes, const SampledHead &head)
{
    const auto charset = charsetOf(head);
    const auto marked = QStringConverter::encodingForData(bytes);
    QStringDecoder decoder = marked ? QStringDecoder(*marked) : QStringDecoder(charset.constData());
    if (!decoder.isValid())
        decoder = QStringDecoder(QStringConverter::Utf8);
    const QString text = decoder(bytes);
    if (decoder.hasError() || std::any_of(text.begin(), text.end(), isForbidden))
        return {};
    return text;
}

QString inHex(const QByteArray &bytes)
{
    QString text;
    for (qsizetype begin = 0; begin < bytes.size(); begin += BytesOfRow) {
        const auto row = bytes.mid(begin, BytesOfRow);
        QString letters;
        for (const char byte : row)
            letters += byte >= ' ' && byte <= '~' ? QLatin1Char(byte) : QLatin1Char('.');
        text += QStringLiteral("%1  %2  %3\n")
                    .arg(begin, 6, 16, QLatin1Char('0'))
                    .arg(QString::fromLatin1(row.toHex(' ')), -int(3 * BytesOfRow - 1))
                    .arg(letters);
    }
    return text;
}

// In one line, so that nothing in it can pass for the next one.
QString headLine(const QString &text, const ExchangeText::Bounds &bounds)
{
    return Format::oneLine(text, bounds.line) + QLatin1Char('\n');
}

QString headText(const SampledHead &head, const ExchangeText::Bounds &bounds)
{
    QString text;
    for (const auto &field : head.list)
        text += headLine(field.name + QStringLiteral(": ") + QString::fromUtf8(field.value), bounds);
    if (head.leftOut > 0)
        text += QLatin1Char('(')
                + Format::counted(head.leftOut, ExchangeText::tr("more header field was left out"),
                                  ExchangeText::tr("more header fields were left out"))
                + QStringLiteral(")\n");
    return text;
}

// Why there is none where there was one.
QString missingBody(const SampledBody &body)
{
    if (body.size == 0)
        return {};
    return body.isDiscarded
               ? ExchangeText::tr("(The scenario did not read the body: %1)").arg(Format::bytes(body.size))
               : ExchangeText::tr("(The body was not kept: %1)").arg(Format::bytes(body.size));
}

ExchangeText::Message withBody(const QString &begin, const SampledHead &head, const SampledBody &body,
                               const ExchangeText::Bounds &bounds)
{
    ExchangeText::Message message{.text = begin};
    if (body.bytes.isEmpty()) {
        if (const auto why = missingBody(body); !why.isEmpty())
            message.text += QLatin1Char('\n') + why + QLatin1Char('\n');
        return message;
    }
    message.text += QLatin1Char('\n');
    auto shown = body.bytes.left(bounds.text);
    if (const auto text = decoded(shown, head)) {
        // A line break of HTTP is no character to be marked.
        message.text += Format::harmless(QString(*text).replace(QLatin1String("\r\n"), QLatin1String("\n")));
    } else {
        shown = body.bytes.left(bounds.binary);
        message.isBinary = true;
        message.text += inHex(shown);
    }
    if (!message.text.endsWith(QLatin1Char('\n')))
        message.text += QLatin1Char('\n');
    if (body.size > shown.size())
        message.text += QLatin1Char('\n')
                        + ExchangeText::tr("(The first %1 of %2 bytes)")
                              .arg(Format::count(shown.size()), Format::count(body.size))
                        + QLatin1Char('\n');
    return message;
}

// "/orders?page=2"; all of it when it is no URL.
QString targetOf(const QString &url)
{
    const auto target = QUrl(url, QUrl::TolerantMode)
                            .toString(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::FullyEncoded);
    return Format::oneLine(target.isEmpty() ? url : target, LongestTarget);
}

} // namespace

ExchangeText::Message ExchangeText::request(const SampledExchange &exchange, const Bounds &bounds)
{
    const auto begin = headLine(exchange.method + QLatin1Char(' ') + exchange.url, bounds)
                       + headText(exchange.requestHead, bounds);
    return withBody(begin, exchange.requestHead, exchange.requestBody, bounds);
}

ExchangeText::Message ExchangeText::response(const SampledExchange &exchange, const Bounds &bounds)
{
    if (exchange.status == 0) {
        const auto why = exchange.failure.isEmpty()
                             ? tr("No response had come yet when the iteration failed.")
                             : tr("No response: %1").arg(exchange.failure);
        return {.text = headLine(why, bounds)};
    }
    const auto first =
        QStringLiteral("%1 %2").arg(QString::number(exchange.status), exchange.reason).trimmed();
    auto begin = headLine(first, bounds) + headText(exchange.responseHead, bounds);
    if (!exchange.failure.isEmpty())
        begin += headLine(tr("(The response broke off: %1)").arg(exchange.failure), bounds);
    return withBody(begin, exchange.responseHead, exchange.responseBody, bounds);
}

QString ExchangeText::whole(const SampledExchange &exchange, const Bounds &bounds)
{
    return QStringLiteral("---- %1 ----\n%2\n%3")
        .arg(title(exchange), request(exchange, bounds).text, response(exchange, bounds).text);
}

QString ExchangeText::title(const RunSample &sample, qsizetype index, qsizetype count)
{
    const auto place = tr("%1 of %2").arg(Format::count(index + 1), Format::count(count));
    return tr("%1, %2, worker %3", "of a sample; 1 of 5, 0:03, worker 12")
        .arg(place, Format::duration(sample.sample.at), QString::number(sample.sample.worker));
}

QString ExchangeText::title(const SampledExchange &exchange)
{
    const auto answer = exchange.status > 0 ? QString::number(exchange.status) : tr("no response");
    return QStringLiteral("%1 %2 → %3, %4")
        .arg(Format::oneLine(exchange.method, LongestTarget), targetOf(exchange.url), answer,
             Format::latency(exchange.duration));
}

QString ExchangeText::line(const RunSample &sample)
{
    return tr("at %1, worker %2: %3")
        .arg(Format::duration(sample.sample.at), QString::number(sample.sample.worker),
             Format::oneLine(sample.sample.message, LongestSampleLine));
}

QString ExchangeText::list(const QList<RunSample> &samples)
{
    if (samples.isEmpty())
        return {};
    QString text =
        Format::counted(samples.size(), tr("sample was kept:"), tr("samples were kept:")) + QLatin1Char('\n');
    for (const auto &sample : samples)
        text += QStringLiteral("    ") + line(sample) + QLatin1Char('\n');
    return text;
}

QString ExchangeText::whole(const RunSample &sample)
{
    QString text =
        Format::harmless(Format::bounded(sample.sample.message, LongestSampleMessage)) + QLatin1Char('\n');
    text +=
        tr("at %1, worker %2").arg(Format::duration(sample.sample.at), QString::number(sample.sample.worker))
        + QLatin1Char('\n');
    for (const auto &exchange : sample.sample.exchanges)
        text += QLatin1Char('\n') + whole(exchange);
    return text;
}

} // namespace Molotov
