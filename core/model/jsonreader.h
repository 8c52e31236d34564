// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace Molotov {

/// Reads the fields of a JSON file, keeps the first thing that does not fit, and knows where in the text it
/// stands.
///
/// `keys` lead from the top of the file to the field; the last one is its name in `object`. A field that is
/// missing or null is no error and gives the fallback.
class JsonReader
{
public:
    /// What a double, and so a number in JSON, can hold exactly.
    static constexpr qint64 MaxExact = qint64(1) << 53;

    /// `text` must outlive this; `path` is for the error.
    JsonReader(const QByteArray &text, const QString &path);

    const std::optional<Error> &error() const { return m_error; }

    QJsonObject object(const QJsonValue &value, const QStringList &keys);
    QString text(const QJsonObject &object, const QStringList &keys, const QString &fallback = {});
    /// Either a text or a list of texts.
    QStringList texts(const QJsonObject &object, const QStringList &keys);
    /// An object of texts.
    QMap<QString, QString> textsByName(const QJsonObject &object, const QStringList &keys);
    /// One of these names, as its index.
    int choice(const QJsonObject &object, const QStringList &keys, const QStringList &names, int fallback);
    /// A number stands for true if it is not 0.
    bool flag(const QJsonObject &object, const QStringList &keys, bool fallback);
    double number(const QJsonObject &object, const QStringList &keys, double fallback);
    /// A whole number.
    qint64 integer(const QJsonObject &object, const QStringList &keys, qint64 fallback, qint64 largest);
    std::chrono::milliseconds seconds(const QJsonObject &object, const QStringList &keys,
                                      std::chrono::milliseconds fallback);
    /// The text of a field that is either that or a number.
    QString textOrNumber(const QJsonObject &object, const QStringList &keys);
    /// Stages as text (loadstages.h): either that, or a list of objects with a "duration", a number of
    /// seconds or a text with a unit, and a load, a number or a text, under the name `loadKey`.
    QString stages(const QJsonObject &object, const QStringList &keys, const QString &loadKey);
    /// Names of variables → texts, or null for the system's value. Numbers and truth values become texts.
    QMap<QString, std::optional<QString>> environment(const QJsonObject &object, const QStringList &keys);

private:
    void fail(const QStringList &keys, const QString &problem);
    /// The line of the last of nested keys; each is looked for behind the one before it.
    int lineOf(const QStringList &keys) const;

    const QByteArray &m_text;
    QString m_path;
    std::optional<Error> m_error;
};

} // namespace Molotov
