// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/yamlscalar.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <cmath>
#include <optional>

namespace Molotov {

namespace {

constexpr quint64 MaxExact =
    (quint64(1) << 53) - 1; // a number of JavaScript holds each whole number up to it

enum class Kind { Null, Bool, Int, Float, Text };

struct Value
{
    Kind kind;
    QByteArray json;
};

// The core schema's own lists.
std::optional<Value> constant(const QByteArray &text)
{
    if (text.isEmpty() || text == "~" || text == "null" || text == "Null" || text == "NULL")
        return Value{Kind::Null, "null"};
    if (text == "true" || text == "True" || text == "TRUE")
        return Value{Kind::Bool, "true"};
    if (text == "false" || text == "False" || text == "FALSE")
        return Value{Kind::Bool, "false"};
    return std::nullopt;
}

Result<Value> whole(const QByteArray &text, int base)
{
    const bool isNegative = text.startsWith('-');
    const auto digits = base == 10 ? (isNegative || text.startsWith('+') ? text.mid(1) : text) : text.mid(2);
    bool fits = false;
    const auto number = digits.toULongLong(&fits, base);
    if (!fits || number > MaxExact) {
        return Error{
            YamlScalar::tr("%1 is more than a number can hold exactly (%2); quote it to have it as a text")
                .arg(QString::fromUtf8(text.left(100)))
                .arg(MaxExact)};
    }
    return Value{Kind::Int, (isNegative ? "-" : "") + QByteArray::number(number)};
}

// digits, perhaps with a point and an exponent, as JSON has them
Result<Value> fraction(const QRegularExpressionMatch &match)
{
    const auto text = match.captured();
    if (!std::isfinite(text.toDouble()))
        return Error{YamlScalar::tr("%1 is more than a number can hold; quote it to have it as a text")
                         .arg(text.left(100))};
    auto digits = match.captured(2).toLatin1();
    while (digits.startsWith('0') && digits.size() > 1)
        digits.remove(0, 1);
    auto json = (match.captured(1) == QLatin1String("-") ? "-" : "") + (digits.isEmpty() ? "0" : digits);
    if (!match.captured(3).isEmpty())
        json += '.' + match.captured(3).toLatin1();
    return Value{Kind::Float, json + match.captured(4).toLatin1()};
}

Result<Value> plain(const QByteArray &text)
{
    if (auto value = constant(text))
        return *value;
    const auto first = text.front();
    if (!(first >= '0' && first <= '9') && first != '-' && first != '+' && first != '.')
        return Value{Kind::Text, {}}; // most are
    static const QRegularExpression decimal(QStringLiteral("\\A[-+]?[0-9]+\\z"));
    static const QRegularExpression octal(QStringLiteral("\\A0o[0-7]+\\z"));
    static const QRegularExpression hex(QStringLiteral("\\A0x[0-9a-fA-F]+\\z"));
    static const QRegularExpression point(
        QStringLiteral("\\A([-+]?)(?=\\.?[0-9])([0-9]*)(?:\\.([0-9]*))?([eE][-+]?[0-9]+)?\\z"));
    static const QRegularExpression special(
        QStringLiteral("\\A(?:[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN))\\z"));
    const auto string = QString::fromUtf8(text);
    if (decimal.match(string).hasMatch())
        return whole(text, 10);
    if (octal.match(string).hasMatch())
        return whole(text, 8);
    if (hex.match(string).hasMatch())
        return whole(text, 16);
    if (const auto match = point.match(string); match.hasMatch())
        return fraction(match);
    if (special.match(string).hasMatch())
        return Error{
            YamlScalar::tr("%1 is no number that data can hold; quote it to have it as a text").arg(string)};
    return Value{Kind::Text, {}};
}

Result<QByteArray> tagged(const QByteArray &text, const QByteArray &type, const QByteArray &tag)
{
    static const QList<std::pair<QByteArray, Kind>> types{
        {"null", Kind::Null}, {"bool", Kind::Bool}, {"int", Kind::Int}, {"float", Kind::Float}};
    for (const auto &[name, kind] : types) {
        if (name != type)
            continue;
        const auto value = plain(text);
        if (!value)
            return value.error();
        if (value->kind == kind || (kind == Kind::Float && value->kind == Kind::Int))
            return value->json;
        return Error{YamlScalar::tr("“%1” is not what its tag !!%2 says")
                         .arg(QString::fromUtf8(text.left(100)), QString::fromUtf8(type))};
    }
    return Error{YamlScalar::unknownTag(tag)};
}

} // namespace

Result<QByteArray> YamlScalar::toJson(const QByteArray &value, const QByteArray &tag)
{
    static const QByteArray Standard("tag:yaml.org,2002:");
    if (tag == "!" || tag == Standard + "str")
        return quoted(value);
    if (tag.startsWith(Standard))
        return tagged(value, tag.mid(Standard.size()), tag);
    if (tag != "?")
        return Error{unknownTag(tag)};
    const auto meant = plain(value);
    if (!meant)
        return meant.error();
    return meant->kind == Kind::Text ? quoted(value) : meant->json;
}

QByteArray YamlScalar::quoted(const QByteArray &text)
{
    const auto list =
        QJsonDocument(QJsonArray{QString::fromUtf8(text)}).toJson(QJsonDocument::Compact); // ["…"]
    return list.sliced(1, list.size() - 2);
}

QString YamlScalar::unknownTag(const QByteArray &tag)
{
    auto shown = QString::fromUtf8(tag.left(100));
    shown.replace(QLatin1String("tag:yaml.org,2002:"), QLatin1String("!!"));
    return tr("the tag %1 is not known: data holds texts, numbers, booleans, null, lists and maps")
        .arg(shown);
}

} // namespace Molotov
