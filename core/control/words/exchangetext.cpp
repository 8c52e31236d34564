// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/exchangetext.h"

#include "core/control/words/format.h"

#include <QJsonDocument>
#include <QRegularExpression>
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
    const auto type = ExchangeText::field(head, QLatin1String("content-type"));
    const auto begin = type.toLower().indexOf(key);
    if (begin < 0)
        return "utf-8";
    const auto value = type.mid(begin + key.size());
    return value.split(';').first().replace('"', "").trimmed();
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

// JSON in lines of its own for each value, which stays as it is written: a parser would change the order of
// keys and the digits of numbers. Of one that breaks off, as far as there is.
class JsonLayout
{
public:
    static QString of(const QString &json)
    {
        JsonLayout layout;
        for (const auto letter : json) {
            layout.add(letter);
            if (layout.m_text.size() > MostGrowth * (json.size() + MostGrowth))
                return json; // it is nested so deeply that nobody could read it
        }
        return layout.m_text;
    }

private:
    static constexpr qsizetype MostGrowth = 8;

    void add(QChar letter)
    {
        if (m_isInString)
            return addToString(letter);
        if (letter.isSpace())
            return;
        if (letter == QLatin1Char('}') || letter == QLatin1Char(']'))
            close(letter);
        else
            m_text += letter;
        if (letter == QLatin1Char('"'))
            m_isInString = true;
        else if (letter == QLatin1Char('{') || letter == QLatin1Char('['))
            open();
        else if (letter == QLatin1Char(','))
            breakLine();
        else if (letter == QLatin1Char(':'))
            m_text += QLatin1Char(' ');
    }

    void addToString(QChar letter)
    {
        m_text += letter;
        if (m_isEscaped)
            m_isEscaped = false;
        else if (letter == QLatin1Char('\\'))
            m_isEscaped = true;
        else
            m_isInString = letter != QLatin1Char('"');
    }

    void open()
    {
        ++m_depth;
        m_openedAt = m_text.size();
        breakLine();
    }

    // An empty one stays in its line.
    void close(QChar letter)
    {
        m_depth = std::max(0, m_depth - 1);
        const auto isSpace = [](QChar one) { return one.isSpace(); };
        if (m_openedAt >= 0 && std::all_of(m_text.cbegin() + m_openedAt, m_text.cend(), isSpace))
            m_text.truncate(m_openedAt);
        else
            breakLine();
        m_text += letter;
    }

    void breakLine()
    {
        constexpr int Deepest = 50; // what is deeper would be mostly blanks
        m_text += QLatin1Char('\n') + QString(2 * qsizetype(std::min(m_depth, Deepest)), QLatin1Char(' '));
    }

    QString m_text;
    int m_depth = 0;
    qsizetype m_openedAt = -1; // where the last brace was opened
    bool m_isInString = false;
    bool m_isEscaped = false;
};

// What only says that it is JSON stays as it is.
bool isJson(const SampledHead &head, const SampledBody &body)
{
    if (body.bytes.size() == body.size)
        return !QJsonDocument::fromJson(body.bytes).isNull();
    return ExchangeText::mediaType(head).endsWith(QLatin1String("json"))
           && (body.bytes.startsWith('{') || body.bytes.startsWith('['));
}

// For a POSIX shell, in which nothing in it means anything.
QString shellQuoted(QString text)
{
    return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QLatin1String("'\\''")) + QLatin1Char('\'');
}

// Those that curl writes by itself.
bool isOfConnection(const QString &name)
{
    static const QStringList names{QStringLiteral("host"), QStringLiteral("content-length"),
                                   QStringLiteral("connection"), QStringLiteral("transfer-encoding"),
                                   QStringLiteral("accept-encoding")};
    return names.contains(name, Qt::CaseInsensitive);
}

} // namespace

QString ExchangeText::target(const QString &url)
{
    const auto target = QUrl(url, QUrl::TolerantMode)
                            .toString(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::FullyEncoded);
    return Format::oneLine(target.isEmpty() ? url : target, LongestTarget);
}

QByteArray ExchangeText::field(const SampledHead &head, QLatin1String name)
{
    const auto found = std::find_if(head.list.begin(), head.list.end(), [name](const auto &one) {
        return one.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == head.list.end() ? QByteArray() : found->value;
}

QString ExchangeText::mediaType(const SampledHead &head)
{
    const auto type = field(head, QLatin1String("content-type"));
    return Format::oneLine(QString::fromLatin1(type.split(';').first()).trimmed().toLower(), 100);
}

ExchangeText::Body ExchangeText::body(const SampledHead &head, const SampledBody &body, const Bounds &bounds)
{
    if (body.bytes.isEmpty())
        return {.note = missingBody(body)};
    Body shown;
    auto bytes = body.bytes.left(bounds.text);
    if (const auto text = decoded(bytes, head)) {
        shown.text = Format::harmless(QString(*text).replace(QLatin1String("\r\n"), QLatin1String("\n")));
        if (isJson(head, body))
            shown.text = JsonLayout::of(shown.text);
    } else {
        bytes = body.bytes.left(bounds.binary);
        shown.isBinary = true;
        shown.text = inHex(bytes);
    }
    if (body.size > bytes.size())
        shown.note = tr("(The first %1 of %2)").arg(Format::bytes(bytes.size()), Format::bytes(body.size));
    return shown;
}

QString ExchangeText::curl(const SampledExchange &exchange)
{
    QStringList notes;
    QStringList parts{QStringLiteral("curl")};
    if (exchange.method == QLatin1String("HEAD"))
        parts += QStringLiteral("--head");
    else if (exchange.method != QLatin1String("GET") || exchange.requestBody.size > 0)
        parts += QStringLiteral("-X ") + shellQuoted(exchange.method);
    if (exchange.url.contains(QRegularExpression(QStringLiteral("[\\[\\]{}]"))))
        parts += QStringLiteral("--globoff");
    parts += shellQuoted(exchange.url);
    for (const auto &field : exchange.requestHead.list) {
        if (!isOfConnection(field.name))
            parts += QStringLiteral("-H ")
                     + shellQuoted(Format::oneLine(
                         field.name + QStringLiteral(": ") + QString::fromUtf8(field.value), All.line));
    }
    if (!field(exchange.requestHead, QLatin1String("accept-encoding")).isEmpty())
        parts += QStringLiteral("--compressed");
    // Which curl would name by itself.
    if (exchange.requestBody.size > 0 && field(exchange.requestHead, QLatin1String("content-type")).isEmpty())
        parts += QStringLiteral("-H 'Content-Type:'");
    if (exchange.requestHead.leftOut > 0)
        notes += Format::counted(exchange.requestHead.leftOut, tr("more header field was sent"),
                                 tr("more header fields were sent"));
    const auto &body = exchange.requestBody;
    const auto text =
        body.bytes.size() == body.size ? decoded(body.bytes, exchange.requestHead) : std::nullopt;
    if (body.size > 0 && text) {
        parts += QStringLiteral("--data-raw ") + shellQuoted(*text);
    } else if (body.size > 0) {
        parts += QStringLiteral("--data-binary @body");
        notes += tr("the body of %1 is not in this line: save it in the file “body”")
                     .arg(Format::bytes(body.size));
    }
    QString line;
    for (const auto &note : std::as_const(notes))
        line += QStringLiteral("# ") + note + QLatin1Char('\n');
    return line + parts.join(QLatin1String(" \\\n  ")) + QLatin1Char('\n');
}

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
        .arg(Format::oneLine(exchange.method, LongestTarget), target(exchange.url), answer,
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
