// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/bundleinputs.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Molotov {

namespace {

constexpr QLatin1String TableSuffix(".csv");

// "<runtime>", "<define:…>", "<data:…>": not read from any file, so not relative to anything either.
bool isVirtual(const QString &input)
{
    return input.startsWith(QLatin1Char('<')) || input.startsWith(QLatin1String("(disabled):"));
}

QString importOf(const QJsonObject &inputs, const QString &wanted)
{
    for (auto it = inputs.begin(); it != inputs.end(); ++it) {
        const auto imports = it.value().toObject().value(QLatin1String("imports")).toArray();
        for (const auto &import : imports) {
            const auto object = import.toObject();
            if (object.value(QLatin1String("path")).toString() == wanted) {
                return BundleInputs::tr("%1 imports “%2”")
                    .arg(it.key(), object.value(QLatin1String("original")).toString(wanted));
            }
        }
    }
    return {};
}

} // namespace

Result<BundleInputs> BundleInputs::parse(const QByteArray &metafile, const QDir &folder)
{
    const auto root = QJsonDocument::fromJson(metafile).object();
    const auto inputs = root.value(QLatin1String("inputs")).toObject();
    if (inputs.isEmpty())
        return Error{tr("esbuild did not say which files it used; is it version 0.17 or newer?")};
    for (auto it = inputs.begin(); it != inputs.end(); ++it) {
        const auto file = folder.absoluteFilePath(it.key());
        if (!isVirtual(it.key()) && !isInside(file, folder))
            return foreignFile(importOf(inputs, it.key()), file, folder);
    }

    BundleInputs result;
    const auto outputs = root.value(QLatin1String("outputs")).toObject();
    for (auto it = outputs.begin(); it != outputs.end(); ++it) {
        const auto from = it.value().toObject().value(QLatin1String("inputs")).toObject().keys();
        if (from.size() == 1 && it.key().endsWith(TableSuffix)) {
            result.m_tables.insert(QDir::cleanPath(folder.absoluteFilePath(it.key())),
                                   QDir::cleanPath(folder.absoluteFilePath(from.first())));
        }
    }
    return result;
}

bool BundleInputs::isInside(const QString &file, const QDir &folder)
{
    const auto canonical = QFileInfo(file).canonicalFilePath();
    auto root = folder.canonicalPath();
    if (!root.endsWith(QLatin1Char('/')))
        root += QLatin1Char('/');
    return canonical.startsWith(root);
}

Error BundleInputs::foreignFile(const QString &importedBy, const QString &file, const QDir &folder)
{
    return Error{tr("%1 %2, which lies outside of the folder %3; move it into that folder.")
                     .arg(importedBy.isEmpty() ? tr("An import leads to") : importedBy + tr(", that is"),
                          QDir::toNativeSeparators(QDir::cleanPath(file)),
                          QDir::toNativeSeparators(folder.canonicalPath()))};
}

} // namespace Molotov
