// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/importtrace.h"

#include "core/control/compiler/bundleinputs.h"
#include "core/control/compiler/importgraph.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace Molotov {

namespace {

std::optional<Error> explainModule(const QString &module, const ImportGraph &graph, const ImportScope &scope)
{
    const auto import = graph.importOf(module);
    const auto own = import ? graph.ownImportOf(import->importer) : std::nullopt;
    if (!own)
        return std::nullopt;
    const auto wantedBy = ImportGraph::packageOf(import->importer);
    const auto imported = ImportGraph::packageOf(own->path);
    const auto place = ImportGraph::placeOf(*import, scope);
    const auto who = imported.isEmpty() || imported == wantedBy
                         ? ImportTrace::tr("the package “%1”").arg(wantedBy)
                         : ImportTrace::tr("the package “%1”, which “%2” brings in,").arg(wantedBy, imported);
    return Error{
        ImportTrace::tr("%1: %2 cannot be used: it needs “%3”, a part of Node.js, which scenarios do "
                        "not run in (%4).")
            .arg(ImportGraph::placeOf(*own, scope), who, module, place)};
}

bool leadsTo(const QString &name, const QString &file, const QDir &folder)
{
    if (!name.startsWith(QLatin1Char('.')) && !name.startsWith(QLatin1Char('/')))
        return file.contains(QStringLiteral("/node_modules/%1/").arg(name));
    const auto path = QDir::cleanPath(folder.absoluteFilePath(name));
    return file == path
           || (file.startsWith(path)
               && (file.at(path.size()) == QLatin1Char('.')
                   || QStringView(file).mid(path.size()).startsWith(QLatin1String("/index."))));
}

// esbuild names the file of an import that was left out, but not how the importer writes it.
QString nameOf(const QString &file, const QString &importer)
{
    static const QRegularExpression text(QStringLiteral("([\"'`])([^\"'`\\n]+)\\1"));
    QFile source(importer);
    if (!source.open(QIODevice::ReadOnly))
        return file;
    const QDir folder = QFileInfo(importer).absoluteDir();
    auto found = text.globalMatch(QString::fromUtf8(source.readAll()));
    while (found.hasNext()) {
        if (const auto name = found.next().captured(2); leadsTo(name, file, folder))
            return name;
    }
    return file;
}

// Of a file that was left out; esbuild names it relative to the folder of the output.
std::optional<ImportGraph::Import> importOf(const QString &file, const ImportGraph &graph,
                                            const QString &outputFolder)
{
    const auto &imports = graph.imports();
    const auto found = std::find_if(imports.begin(), imports.end(), [&](const ImportGraph::Import &import) {
        return QDir::cleanPath(QDir(outputFolder).absoluteFilePath(import.path)) == file;
    });
    return found == imports.end() ? std::nullopt : std::optional(*found);
}

std::optional<Error> explainForeignFile(const QString &file, const ImportGraph &graph,
                                        const ImportScope &scope, const QString &outputFolder)
{
    auto import = importOf(file, graph, outputFolder);
    if (!import)
        return std::nullopt;
    import->name = nameOf(file, scope.folder.absoluteFilePath(import->importer));
    return BundleInputs::foreignFile(import, file, scope);
}

std::optional<Error> explainFileOfPackage(const ImportTrace &trace, const ImportGraph &graph,
                                          const ImportScope &scope, const QString &outputFolder)
{
    auto own = importOf(trace.wanted, graph, outputFolder);
    if (!own)
        return std::nullopt;
    if (ImportGraph::packageOf(own->importer).isEmpty())
        own->name = nameOf(trace.wanted, scope.folder.absoluteFilePath(own->importer));
    else
        own = graph.ownImportOf(own->importer);
    if (!own)
        return std::nullopt;
    return Error{ImportTrace::tr("%1; it comes with “%2”, which %3 imports.")
                     .arg(trace.problem, own->name, ImportGraph::placeOf(*own, scope))};
}

} // namespace

QStringList ImportTrace::arguments() const
{
    QStringList arguments;
    for (const auto &name : leftOut)
        arguments.append(QStringLiteral("--external:") + name);
    return arguments;
}

std::optional<Error> ImportTrace::explain(const QByteArray &metafile, const ImportScope &scope,
                                          const QString &outputFolder) const
{
    const ImportGraph graph(QJsonDocument::fromJson(metafile).object());
    switch (cause) {
    case Cause::ModuleOfNode:
        return explainModule(wanted, graph, scope);
    case Cause::ForeignFile:
        return explainForeignFile(wanted, graph, scope, outputFolder);
    case Cause::FileOfPackage:
        return explainFileOfPackage(*this, graph, scope, outputFolder);
    }
    return std::nullopt;
}

} // namespace Molotov
