// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/bundleinputs.h"

#include "core/control/compiler/datamodule.h"
#include "core/control/compiler/othertools.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <utility>

namespace Molotov {

namespace {

// "<runtime>", "<define:…>", "<data:…>": not read from any file, so not relative to anything either.
bool isVirtual(const QString &input)
{
    return input.startsWith(QLatin1Char('<')) || input.startsWith(QLatin1String("(disabled):"));
}

Error remainingImport(const ImportGraph::Import &import, const ImportScope &scope)
{
    QString problem;
    if (import.name == BundleInputs::MolotovModule)
        problem = BundleInputs::tr("“molotov” can only be imported by import { … } from \"molotov\"");
    else if (const auto hint = OtherTools::hintFor(import.name))
        problem = *hint;
    else
        problem = BundleInputs::tr("“%1” cannot be imported: only “molotov”, files of the project and "
                                   "packages in its node_modules can")
                      .arg(import.name);
    const auto place = ImportGraph::placeOf(import, scope);
    return Error{(place.isEmpty() ? problem : place + QLatin1String(": ") + problem) + QLatin1Char('.')};
}

// A package may try whether a module is there: try { require("crypto") } catch {}. esbuild bundles it as it
// is, and accepts it nowhere else. It throws in a helper, which has no require().
bool isOptional(const QJsonObject &remaining, const ImportGraph::Import &import)
{
    static const QRegularExpression moduleName(QStringLiteral("^(?:node:)?(?!molotov$)[^:/]+(?:/[^:/]+)*$"));
    return remaining.value(QLatin1String("kind")).toString().startsWith(QLatin1String("require-"))
           && !ImportGraph::packageOf(import.importer).isEmpty() && moduleName.match(import.name).hasMatch();
}

// Helpers would look for whatever else is left on the disk.
Status checkRemainingImports(const ImportGraph &graph, const QJsonObject &outputs, const ImportScope &scope)
{
    for (const auto &output : outputs) {
        const auto imports = output.toObject().value(QLatin1String("imports")).toArray();
        for (const auto &value : imports) {
            const auto remaining = value.toObject();
            const auto path = remaining.value(QLatin1String("path")).toString();
            if (outputs.contains(path)
                || (path == BundleInputs::MolotovModule
                    && remaining.value(QLatin1String("kind")).toString()
                           == QLatin1String("import-statement")))
                continue;
            const auto import = graph.importOf(path).value_or(ImportGraph::Import{{}, path, path});
            if (!isOptional(remaining, import))
                return remainingImport(import, scope);
        }
    }
    return {};
}

Status checkFiles(const ImportGraph &graph, const QJsonObject &inputs, const ImportScope &scope)
{
    QStringList files;
    for (const auto &import : graph.imports())
        files.append(import.path);
    files += inputs.keys();
    for (const auto &input : std::as_const(files)) {
        const auto file = scope.folder.absoluteFilePath(input);
        if (inputs.contains(input) && !isVirtual(input) && !scope.contains(file))
            return BundleInputs::foreignFile(graph.importOf(input), file, scope);
    }
    return {};
}

} // namespace

Result<BundleInputs> BundleInputs::parse(const QByteArray &metafile, const ImportScope &scope)
{
    const auto root = QJsonDocument::fromJson(metafile).object();
    const auto inputs = root.value(QLatin1String("inputs")).toObject();
    if (inputs.isEmpty())
        return Error{tr("esbuild did not say which files it used; is it version 0.17 or newer?")};
    const ImportGraph graph(root);
    if (const auto status = checkFiles(graph, inputs, scope); !status)
        return status.error();
    const auto outputs = root.value(QLatin1String("outputs")).toObject();
    if (const auto status = checkRemainingImports(graph, outputs, scope); !status)
        return status.error();

    BundleInputs result;
    result.readInputs(inputs, scope);
    result.readOutputs(outputs, scope);
    return result;
}

void BundleInputs::readInputs(const QJsonObject &inputs, const ImportScope &scope)
{
    for (auto it = inputs.begin(); it != inputs.end(); ++it) {
        const auto size = it.value().toObject().value(QLatin1String("bytes")).toInteger();
        m_hasLargeJson |= DataModule::isLargeJson(it.key(), size);
        if (!isVirtual(it.key()) && ImportGraph::packageOf(it.key()).isEmpty())
            m_ownFiles.append(QDir::cleanPath(scope.folder.absoluteFilePath(it.key())));
    }
}

void BundleInputs::readOutputs(const QJsonObject &outputs, const ImportScope &scope)
{
    for (auto it = outputs.begin(); it != outputs.end(); ++it) {
        const auto output = it.value().toObject();
        if (output.contains(QLatin1String("entryPoint"))) {
            const auto exports = output.value(QLatin1String("exports")).toArray();
            for (const auto &name : exports)
                m_exports.append(name.toString());
        }
        const auto from = output.value(QLatin1String("inputs")).toObject().keys();
        if (from.size() == 1 && DataModule::isDataFile(it.key())) {
            m_dataFiles.insert(QDir::cleanPath(scope.folder.absoluteFilePath(it.key())),
                               QDir::cleanPath(scope.folder.absoluteFilePath(from.first())));
        }
    }
}

Error BundleInputs::foreignFile(const std::optional<ImportGraph::Import> &import, const QString &file,
                                const ImportScope &scope)
{
    const auto shownFile = QDir::toNativeSeparators(QDir::cleanPath(file));
    const auto shownProject = QDir::toNativeSeparators(scope.project.path());
    if (!import) {
        return Error{tr("An import leads to %1, which lies outside of the project's folder %2; move it into "
                        "that folder.")
                         .arg(shownFile, shownProject)};
    }
    return Error{
        tr("%1 imports “%2”, that is %3, which lies outside of the project's folder %4; move it into "
           "that folder.")
            .arg(ImportGraph::placeOf(*import, scope), import->name, shownFile, shownProject)};
}

} // namespace Molotov
