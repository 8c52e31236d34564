// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/compiler/importscope.h"
#include "core/model/result.h"

#include <QCoreApplication>
#include <QSet>
#include <QString>

namespace Molotov {

/// Looks at the files that a scenario imports before esbuild reads them: of a pipe or a device it may find no
/// end, and a huge file takes all memory.
///
/// It knows imports of files ("./users.csv") as people write them. What it does not find, esbuild's own
/// limits end, later and with less to say.
class ImportCheck
{
    Q_DECLARE_TR_FUNCTIONS(ImportCheck)

public:
    /// No file may have more than so many bytes.
    ImportCheck(const ImportScope &scope, qint64 maxSize);

    /// What is wrong with the imports of a file, and with theirs.
    Status check(const QString &file);

    /// Why a file is refused.
    static Error tooLarge(const QString &shownFile, qint64 size, qint64 maxSize);

private:
    Status checkImport(const QString &importer, int line, const QString &name);

    ImportScope m_scope;
    qint64 m_maxSize;
    qint64 m_charactersLeft; // to look at
    QSet<QString> m_seen; // canonical paths
};

} // namespace Molotov
