// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/importgraph.h"

#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QStringList>

namespace Molotov {

namespace {

QString entryPointOf(const QJsonObject &metafile)
{
    const auto outputs = metafile.value(QLatin1String("outputs")).toObject();
    for (const auto &output : outputs) {
        if (const auto entry = output.toObject().value(QLatin1String("entryPoint")).toString();
            !entry.isEmpty())
            return entry;
    }
    return {};
}

} // namespace

// Breadth first, so that the import that is told is the one nearest to the scenario file.
ImportGraph::ImportGraph(const QJsonObject &metafile)
{
    const auto inputs = metafile.value(QLatin1String("inputs")).toObject();
    QStringList files{entryPointOf(metafile)};
    for (qsizetype i = 0; i < files.size(); ++i) {
        const auto importer = files.at(i);
        const auto imports = inputs.value(importer).toObject().value(QLatin1String("imports")).toArray();
        for (const auto &value : imports) {
            const auto import = value.toObject();
            const auto path = import.value(QLatin1String("path")).toString();
            if (m_positions.contains(path) || path == files.first())
                continue;
            m_positions.insert(path, m_imports.size());
            m_imports.append({importer, import.value(QLatin1String("original")).toString(path), path});
            if (inputs.contains(path))
                files.append(path);
        }
    }
}

std::optional<ImportGraph::Import> ImportGraph::importOf(const QString &path) const
{
    const auto found = m_positions.constFind(path);
    return found == m_positions.constEnd() ? std::nullopt : std::optional(m_imports.at(*found));
}

std::optional<ImportGraph::Import> ImportGraph::ownImportOf(const QString &file) const
{
    auto import = importOf(file);
    while (import && !packageOf(import->importer).isEmpty())
        import = importOf(import->importer);
    return import;
}

QString ImportGraph::packageOf(const QString &file)
{
    static const QRegularExpression name(QStringLiteral("^(?:.*/)?node_modules/((?:@[^/]+/)?[^/]+)/"));
    return name.match(file).captured(1);
}

// An import that is written with escapes is not found.
QString ImportGraph::placeOf(const Import &import, const ImportScope &scope)
{
    QFile file(scope.folder.absoluteFilePath(import.importer));
    if (!scope.contains(file.fileName()) || !file.open(QIODevice::ReadOnly))
        return import.importer;
    const auto quoted =
        QRegularExpression(QStringLiteral("([\"'`])%1\\1").arg(QRegularExpression::escape(import.name)));
    for (int line = 1; !file.atEnd(); ++line) {
        if (QString::fromUtf8(file.readLine()).contains(quoted))
            return QStringLiteral("%1:%2").arg(import.importer).arg(line);
    }
    return import.importer;
}

} // namespace Molotov
