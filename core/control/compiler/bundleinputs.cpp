// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/bundleinputs.h"

#include "core/control/compiler/datamodule.h"
#include "core/control/compiler/othertools.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace Molotov {

namespace {

// "<runtime>", "<define:…>", "<data:…>": not read from any file, so not relative to anything either.
bool isVirtual(const QString &input)
{
    return input.startsWith(QLatin1Char('<')) || input.startsWith(QLatin1String("(disabled):"));
}

QString pathOf(const QJsonObject &import)
{
    return import.value(QLatin1String("path")).toString();
}

struct Import
{
    QString importer; // as a key of the inputs; empty if esbuild does not say
    QString name; // as the importer has it
};

Import importOf(const QJsonObject &inputs, const QString &wanted)
{
    for (auto it = inputs.begin(); it != inputs.end(); ++it) {
        const auto imports = it.value().toObject().value(QLatin1String("imports")).toArray();
        for (const auto &import : imports) {
            const auto object = import.toObject();
            if (pathOf(object) == wanted)
                return {it.key(), object.value(QLatin1String("original")).toString(wanted)};
        }
    }
    return {{}, wanted};
}

QString inWords(const Import &import)
{
    return import.importer.isEmpty() ? QString()
                                     : BundleInputs::tr("%1 imports “%2”").arg(import.importer, import.name);
}

// esbuild does not say in which line an import is. One that is written with escapes is not found.
QString placeOf(const Import &import, const QDir &folder)
{
    QFile file(folder.absoluteFilePath(import.importer));
    if (isVirtual(import.importer) || !file.open(QIODevice::ReadOnly))
        return import.importer;
    const auto quoted =
        QRegularExpression(QStringLiteral("([\"'`])%1\\1").arg(QRegularExpression::escape(import.name)));
    for (int line = 1; !file.atEnd(); ++line) {
        if (QString::fromUtf8(file.readLine()).contains(quoted))
            return QStringLiteral("%1:%2").arg(import.importer).arg(line);
    }
    return import.importer;
}

Error remainingImport(const QJsonObject &inputs, const QJsonObject &remaining, const QDir &folder)
{
    const auto import = importOf(inputs, pathOf(remaining));
    QString problem;
    if (import.name == BundleInputs::MolotovModule)
        problem = BundleInputs::tr("“molotov” can only be imported by import { … } from \"molotov\"");
    else if (const auto hint = OtherTools::hintFor(import.name))
        problem = *hint;
    else
        problem = BundleInputs::tr("“%1” cannot be imported: only “molotov”, files of the scenario's folder "
                                   "and packages in it can")
                      .arg(import.name);
    const auto place = placeOf(import, folder);
    return Error{(place.isEmpty() ? problem : place + QLatin1String(": ") + problem) + QLatin1Char('.')};
}

// Helpers would look for whatever else is left on the disk.
Status checkRemainingImports(const QJsonObject &inputs, const QJsonObject &outputs, const QDir &folder)
{
    for (const auto &output : outputs) {
        const auto imports = output.toObject().value(QLatin1String("imports")).toArray();
        for (const auto &import : imports) {
            const auto object = import.toObject();
            const bool isMolotov =
                pathOf(object) == BundleInputs::MolotovModule
                && object.value(QLatin1String("kind")).toString() == QLatin1String("import-statement");
            if (!isMolotov && !outputs.contains(pathOf(object)))
                return remainingImport(inputs, object, folder);
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
            return foreignFile(inWords(importOf(inputs, it.key())), file, folder);
    }
    const auto outputs = root.value(QLatin1String("outputs")).toObject();
    if (const auto status = checkRemainingImports(inputs, outputs, folder); !status)
        return status.error();

    BundleInputs result;
    for (auto it = inputs.begin(); it != inputs.end(); ++it) {
        const auto size = it.value().toObject().value(QLatin1String("bytes")).toInteger();
        result.m_hasLargeJson |= DataModule::isLargeJson(it.key(), size);
    }
    for (auto it = outputs.begin(); it != outputs.end(); ++it) {
        const auto output = it.value().toObject();
        if (output.contains(QLatin1String("entryPoint"))) {
            const auto exports = output.value(QLatin1String("exports")).toArray();
            for (const auto &name : exports)
                result.m_exports.append(name.toString());
        }
        const auto from = output.value(QLatin1String("inputs")).toObject().keys();
        if (from.size() == 1 && DataModule::isDataFile(it.key())) {
            result.m_dataFiles.insert(QDir::cleanPath(folder.absoluteFilePath(it.key())),
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
