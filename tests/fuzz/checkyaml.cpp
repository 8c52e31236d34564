// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/yamljson.h"
#include "tests/fuzz/checks.h"

#include <QJsonDocument>

namespace Molotov::Fuzz {

QByteArray checkYaml(const QByteArray &text)
{
    constexpr qsizetype MostOfAliases = 20'000'000;
    const auto json = YamlJson::fromYaml(QString::fromUtf8(text), QStringLiteral("a.yaml"));
    if (!json)
        return json.error().text.startsWith(QLatin1String("a.yaml")) ? QByteArray()
                                                                     : "is refused without its name";
    if (json->size() > MostOfAliases + 8 * text.size() + 8)
        return "becomes " + QByteArray::number(json->size()) + " bytes";
    QJsonParseError error;
    QJsonDocument::fromJson('[' + *json + ']', &error);
    if (error.error != QJsonParseError::NoError)
        return "becomes what is no JSON, " + error.errorString().toUtf8() + ": " + json->left(1000);
    return {};
}

} // namespace Molotov::Fuzz
