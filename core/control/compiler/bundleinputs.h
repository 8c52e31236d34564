// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/compiler/importgraph.h"
#include "core/control/compiler/importscope.h"
#include "core/model/result.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace Molotov {

/// Which files went into a bundle, as esbuild's metafile tells.
class BundleInputs
{
    Q_DECLARE_TR_FUNCTIONS(BundleInputs)

public:
    /// The one name that compiled code imports; helpers have what is behind it.
    static constexpr QLatin1String MolotovModule{"molotov"};

    /// Paths of the metafile are relative to the folder of `scope`, in which esbuild ran. Fails when an input
    /// lies outside of the project, or when an import is left that is not “molotov”: a scenario from a
    /// stranger must neither run nor send away a private file.
    static Result<BundleInputs> parse(const QByteArray &metafile, const ImportScope &scope);

    /// Copies of data files beside the bundle → the files they are copies of; absolute paths.
    const QMap<QString, QString> &dataFiles() const { return m_dataFiles; }

    bool hasLargeJson() const { return m_hasLargeJson; }
    /// What the scenario file exports.
    const QStringList &exports() const { return m_exports; }
    /// The user's own files among what was imported, not those of packages; absolute paths.
    const QStringList &ownFiles() const { return m_ownFiles; }

    /// Why `file`, from outside of the project, is refused; without `import` if it is not known who imports
    /// it.
    static Error foreignFile(const std::optional<ImportGraph::Import> &import, const QString &file,
                             const ImportScope &scope);

private:
    void readInputs(const QJsonObject &inputs, const ImportScope &scope);
    void readOutputs(const QJsonObject &outputs, const ImportScope &scope);

    QMap<QString, QString> m_dataFiles;
    QStringList m_exports;
    QStringList m_ownFiles;
    bool m_hasLargeJson = false;
};

} // namespace Molotov
