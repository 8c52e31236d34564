// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/datamodule.h"

#include "core/control/compiler/csvmodule.h"
#include "core/control/compiler/yamljson.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringDecoder>

namespace Molotov {

namespace {

constexpr QLatin1String TableSuffix("csv");
constexpr QLatin1String JsonSuffix("json");

QStringList yamlSuffixes()
{
    return {QStringLiteral("yaml"), QStringLiteral("yml")};
}

QStringList suffixes()
{
    return QStringList{TableSuffix, JsonSuffix, QStringLiteral("txt"), QStringLiteral("pem")}
           + yamlSuffixes();
}

// esbuild tells upper from lower case.
QStringList writings(const QString &suffix)
{
    QStringList result;
    for (int upper = 0; upper < 1 << suffix.size(); ++upper) {
        auto writing = suffix;
        for (int i = 0; i < writing.size(); ++i) {
            if (upper & 1 << i)
                writing[i] = writing.at(i).toUpper();
        }
        result.append(writing);
    }
    return result;
}

QByteArray literal(const QString &text)
{
    const auto list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact); // ["…"]
    return list.sliced(1, list.size() - 2);
}

// JSON.parse takes a fraction of what the engine needs to compile as many literals. Not an ES module, so that
// require() gives the value, too.
QByteArray parsing(const QString &json)
{
    return "module.exports = JSON.parse(" + literal(json) + ");\n";
}

Result<QByteArray> fromJson(const QString &text, const QString &shownName)
{
    const auto list = '[' + text.toUtf8() + ']'; // QJsonDocument has no single values
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(list, &error);
    if (error.error != QJsonParseError::NoError) {
        const auto line = 1 + list.left(error.offset).count('\n');
        return Error{
            DataModule::tr("%1:%2: this is no JSON: %3.").arg(shownName).arg(line).arg(error.errorString())};
    }
    if (document.array().size() != 1)
        return Error{DataModule::tr("%1 is no JSON: it must hold one value.").arg(shownName)};
    return parsing(text);
}

Result<QByteArray> fromYaml(const QString &text, const QString &shownName)
{
    const auto json = YamlJson::fromYaml(text, shownName);
    if (!json)
        return json.error();
    return parsing(QString::fromUtf8(*json));
}

} // namespace

bool DataModule::isDataFile(const QString &name)
{
    return suffixes().contains(QFileInfo(name).suffix().toLower());
}

bool DataModule::isLargeJson(const QString &name, qint64 size)
{
    constexpr qint64 LargestLiteral = 1'000'000; // bytes
    return size > LargestLiteral && QFileInfo(name).suffix().toLower() == JsonSuffix;
}

QStringList DataModule::loaders(const QString &jsonLoader, const QString &loader)
{
    QStringList arguments;
    for (const auto &suffix : suffixes()) {
        const auto &used = suffix == JsonSuffix ? jsonLoader : loader;
        for (const auto &writing : writings(suffix))
            arguments.append(QStringLiteral("--loader:.%1=%2").arg(writing, used));
    }
    return arguments;
}

Result<QByteArray> DataModule::fromFile(const QByteArray &content, const QString &shownName)
{
    QStringDecoder decode(QStringDecoder::Utf8);
    const QString text = decode(content); // drops a byte order mark
    if (decode.hasError())
        return Error{tr("%1 is not text in UTF-8.").arg(shownName)};
    const auto suffix = QFileInfo(shownName).suffix().toLower();
    if (suffix == TableSuffix)
        return CsvModule::fromCsv(text, shownName);
    if (suffix == JsonSuffix)
        return fromJson(text, shownName);
    if (yamlSuffixes().contains(suffix))
        return fromYaml(text, shownName);
    return "export default " + literal(text) + ";\n";
}

} // namespace Molotov
