// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/compiler/importscope.h"
#include "core/model/result.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <optional>

namespace Molotov {

/// An import that esbuild failed at and that another file may have brought in. esbuild tells who imports what
/// only when it succeeds: so it is called once more, with such imports left out.
class ImportTrace
{
    Q_DECLARE_TR_FUNCTIONS(ImportTrace)

public:
    enum class Cause {
        ModuleOfNode, ///< a package needs it
        ForeignFile, ///< it lies outside of the project, and is no code
        FileOfPackage, ///< something in it does not work here
    };

    Cause cause = Cause::ModuleOfNode;
    QString wanted; ///< what to explain: the name of a module, or the absolute path of a file
    QStringList leftOut; ///< all such imports, `wanted` among them
    QString problem; ///< of a FileOfPackage, as a sentence without its full stop

    /// Arguments that let esbuild leave them out.
    QStringList arguments() const;
    /// What is wrong, with the import in the user's own files that it comes from; none if that is not known.
    /// `metafile` is of the second call, whose output went to `outputFolder`.
    std::optional<Error> explain(const QByteArray &metafile, const ImportScope &scope,
                                 const QString &outputFolder) const;
};

} // namespace Molotov
