// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/compiler/importscope.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace Molotov {

/// Who imports what in a bundle, as esbuild's metafile tells.
class ImportGraph
{
public:
    struct Import
    {
        QString importer; // a file as the metafile names it
        QString name; // as the importer writes it, if esbuild tells
        QString path; // of what is imported, as the metafile names it
    };

    explicit ImportGraph(const QJsonObject &metafile);

    /// The first import of each file, those nearest to the scenario file first.
    const QList<Import> &imports() const { return m_imports; }
    std::optional<Import> importOf(const QString &path) const;
    /// The import of a package, in a file that is of none, that brought `file` in.
    std::optional<Import> ownImportOf(const QString &file) const;

    /// The name of the package whose file it is; empty for a file that is not in node_modules.
    static QString packageOf(const QString &file);
    /// "FILE:LINE" of the import, without the line if the file has no such text: esbuild does not tell it.
    static QString placeOf(const Import &import, const ImportScope &scope);

private:
    QList<Import> m_imports;
    QHash<QString, qsizetype> m_positions; // of paths in m_imports
};

} // namespace Molotov
