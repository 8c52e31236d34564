// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/jsonreader.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QLocale>
#include <QRegularExpression>

#include <cmath>

using std::chrono::milliseconds;

namespace Molotov {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ProfileFile", text);
}

bool isMissing(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull();
}

} // namespace

JsonReader::JsonReader(const QByteArray &text, const QString &path)
    : m_text(text)
    , m_path(path)
{
}

void JsonReader::fail(const QStringList &keys, const QString &problem)
{
    if (!m_error) {
        m_error = Error{tr("%1:%2: the field “%3” %4.")
                            .arg(QDir::toNativeSeparators(m_path))
                            .arg(lineOf(keys))
                            .arg(keys.join(QLatin1Char('.')), problem)};
    }
}

QJsonObject JsonReader::object(const QJsonValue &value, const QStringList &keys)
{
    if (!value.isUndefined() && !value.isObject())
        fail(keys, tr("must be an object"));
    return value.toObject();
}

QString JsonReader::text(const QJsonObject &object, const QStringList &keys, const QString &fallback)
{
    const auto value = object.value(keys.last());
    if (isMissing(value))
        return fallback;
    if (!value.isString())
        fail(keys, tr("must be a text"));
    return value.toString();
}

QStringList JsonReader::texts(const QJsonObject &object, const QStringList &keys)
{
    const auto value = object.value(keys.last());
    if (isMissing(value))
        return {};
    QStringList result;
    const auto items = value.isArray() ? value.toArray() : QJsonArray{value};
    for (const auto &item : items) {
        if (!item.isString())
            fail(keys, tr("must be a text or a list of texts"));
        result.append(item.toString());
    }
    return result;
}

QMap<QString, QString> JsonReader::textsByName(const QJsonObject &object, const QStringList &keys)
{
    QMap<QString, QString> result;
    if (isMissing(object.value(keys.last())))
        return result;
    const auto values = this->object(object.value(keys.last()), keys);
    for (auto it = values.begin(); it != values.end(); ++it) {
        if (!it.value().isString())
            fail(keys + QStringList(it.key()), tr("must be a text"));
        result.insert(it.key(), it.value().toString());
    }
    return result;
}

int JsonReader::choice(const QJsonObject &object, const QStringList &keys, const QStringList &names,
                       int fallback)
{
    const auto value = object.value(keys.last());
    if (isMissing(value))
        return fallback;
    const auto found = names.indexOf(value.toString());
    if (found >= 0)
        return int(found);
    fail(keys, tr("must be one of these: %1").arg(names.join(QLatin1String(", "))));
    return fallback;
}

bool JsonReader::flag(const QJsonObject &object, const QStringList &keys, bool fallback)
{
    const auto value = object.value(keys.last());
    if (value.isDouble())
        return value.toDouble() != 0; // as Molotov's files often have it
    if (!isMissing(value) && !value.isBool())
        fail(keys, tr("must be true or false"));
    return value.toBool(fallback);
}

double JsonReader::number(const QJsonObject &object, const QStringList &keys, double fallback)
{
    const auto value = object.value(keys.last());
    if (!isMissing(value) && !value.isDouble())
        fail(keys, tr("must be a number"));
    return value.toDouble(fallback);
}

qint64 JsonReader::integer(const QJsonObject &object, const QStringList &keys, qint64 fallback,
                           qint64 largest)
{
    const auto value = object.value(keys.last());
    if (isMissing(value))
        return fallback;
    const double number = value.toDouble(NAN);
    if (std::isnan(number) || number != std::floor(number) || std::abs(number) > double(largest)) {
        fail(keys, tr("must be a whole number"));
        return fallback;
    }
    return qint64(number);
}

milliseconds JsonReader::seconds(const QJsonObject &object, const QStringList &keys, milliseconds fallback)
{
    const auto value = object.value(keys.last());
    if (isMissing(value))
        return fallback;
    constexpr double Century = 3.2e9; // more is a slip, and would overflow further on
    const double number = value.toDouble(NAN);
    if (std::isnan(number) || std::abs(number) > Century) {
        fail(keys, tr("must be a number of seconds"));
        return fallback;
    }
    return milliseconds(std::llround(number * 1000));
}

QString JsonReader::textOrNumber(const QJsonObject &object, const QStringList &keys)
{
    const auto value = object.value(keys.last());
    if (value.isDouble())
        return QString::number(value.toDouble(), 'f', QLocale::FloatingPointShortest);
    if (!isMissing(value) && !value.isString())
        fail(keys, tr("must be a text or a number"));
    return value.toString();
}

QString JsonReader::stages(const QJsonObject &object, const QStringList &keys, const QString &loadKey)
{
    const auto value = object.value(keys.last());
    if (!value.isArray())
        return textOrNumber(object, keys);
    const auto durationKey = QStringLiteral("duration");
    QStringList stages;
    const auto items = value.toArray();
    for (const auto &item : items) {
        const auto stage = item.toObject();
        if (!stage.contains(durationKey) || !stage.contains(loadKey))
            fail(keys, tr("must be a text, or a list of objects with “duration” and “%1”").arg(loadKey));
        stages.append(textOrNumber(stage, keys + QStringList(durationKey)) + QLatin1Char(':')
                      + textOrNumber(stage, keys + QStringList(loadKey)));
    }
    return stages.join(QLatin1Char(','));
}

QMap<QString, std::optional<QString>> JsonReader::environment(const QJsonObject &object,
                                                              const QStringList &keys)
{
    QMap<QString, std::optional<QString>> result;
    const auto values = this->object(object.value(keys.last()), keys);
    for (auto it = values.begin(); it != values.end(); ++it) {
        if (it.value().isNull())
            result.insert(it.key(), std::nullopt);
        else if (!it.value().isObject() && !it.value().isArray())
            result.insert(it.key(), it.value().toVariant().toString());
        else
            fail(keys + QStringList(it.key()),
                 tr("must be a text, a number, true or false, or null to take the system's value"));
    }
    return result;
}

int JsonReader::lineOf(const QStringList &keys) const
{
    qsizetype at = 0;
    const QString text = QString::fromUtf8(m_text);
    for (const auto &key : keys) {
        const QRegularExpression pattern(QLatin1Char('"') + QRegularExpression::escape(key)
                                         + QLatin1String("\"\\s*:"));
        const auto match = pattern.match(text, at);
        if (match.hasMatch())
            at = match.capturedStart();
    }
    return int(text.left(at).count(QLatin1Char('\n'))) + 1;
}

} // namespace Molotov
