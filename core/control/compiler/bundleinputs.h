// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QDir>
#include <QMap>
#include <QString>
#include <QStringList>

namespace Molotov {

/// Which files went into a bundle, as esbuild's metafile tells.
class BundleInputs
{
    Q_DECLARE_TR_FUNCTIONS(BundleInputs)

public:
    /// The one name that compiled code imports; helpers have what is behind it.
    static constexpr QLatin1String MolotovModule{"molotov"};

    /// Paths of the metafile are relative to `folder`, the scenario's own, in which esbuild ran. Fails when
    /// an input lies outside of it, or when an import is left that is not “molotov”: a scenario from a
    /// stranger must neither run nor send away a private file.
    static Result<BundleInputs> parse(const QByteArray &metafile, const QDir &folder);

    /// Copies of data files beside the bundle → the files they are copies of; absolute paths.
    const QMap<QString, QString> &dataFiles() const { return m_dataFiles; }

    bool hasLargeJson() const { return m_hasLargeJson; }
    /// What the scenario file exports.
    const QStringList &exports() const { return m_exports; }

    /// Symlinks resolved.
    static bool isInside(const QString &file, const QDir &folder);
    /// Why a file from outside is refused; `importedBy` "FILE imports “NAME”", or empty if that is not known.
    static Error foreignFile(const QString &importedBy, const QString &file, const QDir &folder);

private:
    QMap<QString, QString> m_dataFiles;
    QStringList m_exports;
    bool m_hasLargeJson = false;
};

} // namespace Molotov
