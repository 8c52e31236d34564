// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/othertools.h"

#include <QList>
#include <QRegularExpression>

namespace Molotov {

namespace {

struct Replacement
{
    QString k6Module; // or what the address of a library contains
    QString ours;
};

QList<Replacement> modules()
{
    return {
        {QStringLiteral("k6"), OtherTools::tr("checks and pauses: import { check } from \"molotov\"")},
        {QStringLiteral("k6/http"),
         OtherTools::tr("the session that each scenario is given: await session.get(url)")},
        {QStringLiteral("k6/data"), OtherTools::tr("data files: import rows from \"./rows.csv\"")},
        {QStringLiteral("k6/metrics"),
         OtherTools::tr("counter, trend and gauge: import { counter } from \"molotov\"")},
        {QStringLiteral("k6/crypto"), OtherTools::tr("the global crypto: crypto.hash, crypto.randomUUID")},
        {QStringLiteral("k6/encoding"),
         OtherTools::tr("btoa, atob, TextEncoder and TextDecoder, without an import")},
        {QStringLiteral("k6/timers"), OtherTools::tr("setTimeout and setInterval, without an import")},
        {QStringLiteral("k6/execution"), OtherTools::tr("session.context: { workerId, step, args }")},
    };
}

QList<Replacement> libraries()
{
    return {
        {QStringLiteral("papaparse"), OtherTools::tr("data files: import rows from \"./rows.csv\"")},
        {QStringLiteral("/url/"), OtherTools::tr("URL and URLSearchParams, without an import")},
        {QStringLiteral("/formdata/"), OtherTools::tr("the option multipart of a request")},
        {QStringLiteral("k6chaijs"),
         OtherTools::tr("assert and check: import { assert, check } from \"molotov\"")},
        {QStringLiteral("k6-utils"), OtherTools::tr("crypto.randomUUID and Math.random, without an import")},
    };
}

} // namespace

std::optional<QString> OtherTools::hintFor(const QString &importName)
{
    static const QRegularExpression library(QStringLiteral("^https?://jslib\\.k6\\.io/"));
    if (importName.contains(library)) {
        for (const auto &[part, ours] : libraries()) {
            if (importName.contains(part))
                return tr("“%1” is a library of k6; Molotov has %2 instead").arg(importName, ours);
        }
        return tr("“%1” is a library of k6, which is not loaded from the network; put a copy of what you "
                  "need "
                  "into the scenario's folder")
            .arg(importName);
    }
    if (importName != QLatin1String("k6") && !importName.startsWith(QLatin1String("k6/")))
        return std::nullopt;
    for (const auto &[name, ours] : modules()) {
        if (importName == name)
            return tr("“%1” is a module of k6; Molotov has %2 instead").arg(importName, ours);
    }
    return tr("“%1” is a module of k6, for which Molotov has nothing").arg(importName);
}

std::optional<QString> OtherTools::optionsWarning(const QString &fileName, const QByteArray &text,
                                                  const QStringList &exports)
{
    if (!exports.contains(QLatin1String("options")))
        return std::nullopt;
    static const QRegularExpression declaration(
        QStringLiteral(
            "^[ \\t]*export\\s+(?:const|let|var)\\s+options\\b|^[ \\t]*export\\s*\\{[^}]*\\boptions\\b"),
        QRegularExpression::MultilineOption);
    const auto content = QString::fromUtf8(text);
    const auto found = declaration.match(content);
    auto place = fileName;
    if (found.hasMatch())
        place += QStringLiteral(":%1").arg(
            1 + QStringView(content).left(found.capturedStart()).count(QLatin1Char('\n')));
    return tr("%1: the exported “options” are those of k6 and have no effect: workers, duration and what "
              "fails a test "
              "are settings of the profile.")
        .arg(place);
}

} // namespace Molotov
